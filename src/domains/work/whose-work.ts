import { type RawBuilder, sql } from 'kysely'
import type { WorkAsked } from './work-source.ts'

type Columns = {
  organisation: RawBuilder<unknown>
  member?: RawBuilder<unknown>
  team?: RawBuilder<unknown>
}

/**
 * The condition under which a row is the work asked for: in the organisations and, unless they are asked for as a
 * whole, somebody's who counts, or nobody's and shared by a team that counts. What nobody owns and no team could is on
 * the team boards, and not in everybody's own work.
 */
export function isAskedFor(asked: WorkAsked, { organisation, member, team }: Columns): RawBuilder<boolean> {
  const inOrganisation = sql<boolean>`${organisation} = any (${[...asked.organisations]}::integer[])`
  if (asked.scope === 'organisation') return inOrganisation
  const isShared =
    team === undefined
      ? sql`${member === undefined || asked.scope === 'team'}::boolean`
      : asked.teams.length === 0
        ? sql`true`
        : sql`(${team} is null or ${team} = any (${[...asked.teams]}::uuid[]))`
  if (member === undefined) return sql<boolean>`${inOrganisation} and ${isShared}`
  return sql<boolean>`${inOrganisation}
    and (${member} = any (${[...asked.members]}::uuid[]) or ${member} is null and ${isShared})`
}
