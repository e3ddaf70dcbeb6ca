import { sql } from 'kysely'
import { askedIn, readQuestionSets } from '#domains/reports'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type Procedure, procedureFrom, procedureOfTheAct } from '../procedure.ts'

/** A district in which somebody may apply, with whom to turn to and by which rules. */
export type ReviewArea = {
  code: string
  name: string
  lead: string
  contact: { name: string; phone: string; email: string; address: string }
  procedure: Procedure
}

type AreaRow = { code: string; name: string; lead: string; contactAdvice: string }

/** Every district that has a relevant body, with the procedure of that day. */
export async function readReviewAreas(db: Transaction, day: LocalDate): Promise<ReviewArea[]> {
  const [procedures, { rows }] = await Promise.all([
    db
      .selectFrom('review_procedure')
      .selectAll()
      .where('valid_from', '<=', day)
      .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>', day)]))
      .orderBy('valid_from')
      .execute(),
    sql<AreaRow>`
      select distinct on (area.code) area.code, area.name, organisation.name as lead,
        organisation.contact_advice as "contactAdvice"
      from review_relevant_body as body
      join area on area.code = body.district_code join area_set on area_set.id = area_set_id and kind = 'district'
      join organisation on organisation.id = body.organisation_id
      where body.role = 'council' and body.valid_from <= ${day} and (body.valid_to is null or body.valid_to > ${day})
      order by area.code, area_set.valid_from desc, organisation.id`.execute(db),
  ])
  const ofDistrict = new Map(procedures.map((row) => [row.district_code, row]))
  return rows
    .map(({ code, name, lead, contactAdvice }) => {
      const row = ofDistrict.get(code)
      return {
        code,
        name,
        lead,
        contact: {
          name: row?.contact_name ?? lead,
          phone: row?.contact_phone ?? '',
          email: row?.contact_email ?? '',
          address: row?.contact_address ?? contactAdvice,
        },
        procedure: row === undefined ? procedureOfTheAct(day) : procedureFrom(row),
      }
    })
    .toSorted((one, other) => one.name.localeCompare(other.name))
}

export type KindOfBehaviour = { code: string; label: string }

/** The kinds of behaviour that the public form asks about, in its language. */
export async function readKinds(
  db: Transaction,
  day: LocalDate,
  language: string,
): Promise<KindOfBehaviour[]> {
  const sets = await readQuestionSets(db, day)
  return sets
    .map((set) => ({ code: set.asbType, label: askedIn(set, language).label }))
    .toSorted((one, other) => one.label.localeCompare(other.label, language))
}
