import { openBench } from './bench.ts'

/**
 * A check that misses its own proves nothing: plants a hole in a database of its own, tries the same worlds as
 * everywhere and gives what disagreed about the subjects, in the first world where anything did.
 * @param hole SQL that opens it; `noHole` leaves everything as it is
 * @param subjects tables and functions
 * @param most worlds to try at the most
 */
export async function findInWorlds(
  hole: string,
  subjects: string | readonly string[],
  most = 200,
): Promise<string[]> {
  const bench = await openBench()
  try {
    await bench.owner.query(hole)
    return await bench.findInWorlds(most, ...[subjects].flat())
  } finally {
    await bench.close()
  }
}

export const noHole = 'select'

/** A hole in a function: as it stands, with a part of it replaced wherever it occurs. */
export function altered(name: string, part: string, by = ''): string {
  return `
  do $do$
  declare
    before text := pg_get_functiondef('${name}'::regproc);
    after text := replace(before, $part$${part}$part$, $part$${by}$part$);
  begin
    if after = before then raise 'There is no such part in ${name}'; end if;
    execute after;
  end $do$`
}
