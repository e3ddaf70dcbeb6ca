import type { Draw } from './draw.ts'

/** Queries that people kept for themselves or for their organisation. */
export function drawSavedQueries(draw: Draw, organisations: readonly number[], members: readonly string[]) {
  return {
    saved_query: organisations.flatMap((organisation_id) =>
      (['me', 'organisation'] as const).map((seen_by) => ({
        id: draw.id(),
        organisation_id,
        made_by: draw.pick(members),
        name: `Kept ${organisation_id}`,
        address: 'subject=reports&measure=count&date=filed&period=year',
        seen_by,
      })),
    ),
  }
}
