import { sql } from 'kysely'
import { type Actor, asMember } from '#platform/actor'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type Procedure, procedureFrom } from '../procedure.ts'

/** A procedure of a district with the days on which it holds; `until` is the first on which it no longer does. */
export type DatedProcedure = {
  id: string
  from: LocalDate
  until: LocalDate | null
  lead: string
  contact: { name: string; phone: string; email: string; address: string }
  procedure: Procedure
  setBy: string | null
}

export type DatedBody = {
  organisationId: number
  name: string
  role: 'council' | 'police' | 'health' | 'housing'
  from: LocalDate
  until: LocalDate | null
  because: string
}

export type DistrictArrangements = {
  code: string
  name: string
  /** Newest first. */
  procedures: readonly DatedProcedure[]
  bodies: readonly DatedBody[]
}

/** How reviews are done in every district for which somebody answers, or in one; by name. */
export async function readArrangements(db: Transaction, only?: string): Promise<DistrictArrangements[]> {
  const [{ rows: districts }, procedures, bodies] = await Promise.all([
    sql<{ code: string; name: string }>`
      select distinct on (area.code) area.code, area.name
      from area join area_set on area_set.id = area_set_id and kind = 'district'
      where (${only ?? null}::text is null or area.code = ${only ?? null})
        and (exists (select from review_relevant_body where district_code = area.code)
          or exists (select from review_procedure where district_code = area.code)
          or exists (select from coverage join organisation on organisation.id = coverage.organisation_id
            where area_kind = 'district' and area_code = area.code
              and organisation.kind in ('unitary_council', 'district_council')))
      order by area.code, area_set.valid_from desc`.execute(db),
    db
      .selectFrom('review_procedure')
      .innerJoin('organisation', 'organisation.id', 'review_procedure.organisation_id')
      .leftJoin('member', 'member.id', 'review_procedure.set_by')
      .selectAll('review_procedure')
      .select(['organisation.name as leadName', 'member.name as setByName'])
      .orderBy('valid_from')
      .execute(),
    db
      .selectFrom('review_relevant_body')
      .innerJoin('organisation', 'organisation.id', 'review_relevant_body.organisation_id')
      .selectAll('review_relevant_body')
      .select('organisation.name as organisationName')
      .orderBy('role')
      .orderBy('organisation.name')
      .orderBy('review_relevant_body.valid_from')
      .execute(),
  ])
  return districts
    .map(({ code, name }) => {
      const ofDistrict = procedures.filter((row) => row.district_code === code)
      return {
        code,
        name,
        procedures: ofDistrict
          .map((row, at) => ({
            id: row.id,
            from: row.valid_from,
            until: earlier(row.valid_to, ofDistrict[at + 1]?.valid_from ?? null),
            lead: row.leadName,
            contact: {
              name: row.contact_name,
              phone: row.contact_phone,
              email: row.contact_email,
              address: row.contact_address,
            },
            procedure: procedureFrom(row),
            setBy: row.setByName,
          }))
          .toReversed(),
        bodies: bodies
          .filter((row) => row.district_code === code)
          .map((row) => ({
            organisationId: row.organisation_id,
            name: row.organisationName,
            role: row.role,
            from: row.valid_from,
            until: row.valid_to,
            because: row.because,
          })),
      }
    })
    .toSorted((one, other) => one.name.localeCompare(other.name))
}

function earlier(one: LocalDate | null, other: LocalDate | null): LocalDate | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}

/** Whether something with these days holds on a day, is to come, or is over. */
export function standsOn(day: LocalDate, dated: { from: LocalDate; until: LocalDate | null }) {
  if (dated.from > day) return 'to come' as const
  return dated.until !== null && dated.until <= day ? ('over' as const) : ('now' as const)
}

/** The organisation for which the actor says how reviews are done in a district; undefined where they do not. */
export async function findArranger(
  db: Transaction,
  actor: Actor,
  district: string,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select id from unnest(${[...asMember(actor).organisations]}::integer[]) as mine (id)
    where arranges_reviews(${district}, id) order by id limit 1`.execute(db)
  return rows[0]?.id
}
