import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '#platform/database'

/** Real places and incidents, never committed: where they are, or where OPENASB_REAL_DATA says. */
export const realData: string = process.env.OPENASB_REAL_DATA ?? join(projectRoot, '../shared/data')

/** The name of a group of tests that need these folders, and whether they are here. */
export function needsRealData(
  name: string,
  ...folders: readonly string[]
): { name: string; isHere: boolean } {
  const isHere = folders.every((folder) => existsSync(join(realData, folder)))
  return { name: isHere ? name : `${name} (skipped: no real data; set OPENASB_REAL_DATA)`, isHere }
}
