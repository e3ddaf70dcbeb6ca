import { sql } from 'kysely'
import { languageOf } from '#locales'
import type { Transaction } from '#platform/database'
import type { QuestionSet } from '../question-set.ts'
import type { Location } from '../report.ts'
import { type Answers, type Journey, journeyIn, pathOf } from './journey.ts'
import type { Advice } from './steps/advice-step.tsx'

type Found = {
  organisationName: string
  advice: Readonly<Record<string, string>>
  whoDeals: Readonly<Record<string, string>>
}

/** What the organisations that cover a place say on a day (`YYYY-MM-DD`) of a type which they do not deal with. */
async function findAdvice(
  db: Transaction,
  asbType: string,
  { easting, northing }: Pick<Location, 'easting' | 'northing'>,
  day: string,
): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select distinct organisation.name as "organisationName", type_advice.advice, type_advice.who_deals as "whoDeals"
    from type_advice
    join organisation on organisation.id = type_advice.organisation_id
    join coverage on coverage.organisation_id = organisation.id
    where type_advice.asb_type = ${asbType}
      and type_advice.valid_from <= ${day} and (type_advice.valid_to is null or type_advice.valid_to > ${day})
      and coverage.valid_from <= ${day} and (coverage.valid_to is null or coverage.valid_to > ${day})
      and (coverage.area_kind, coverage.area_code) in (select area_kind, area_code
        from areas_at(${easting}::double precision, ${northing}::double precision, ${day}::date))
    order by organisation.name`.execute(db)
  return rows
}

type Asked = {
  db: Transaction
  set: QuestionSet
  sent: Answers
  language: string
  now: Date
  /** `YYYY-MM-DD`. */
  day: string
}

/** The journey of one draft: once the place is known, with what the organisations there say of the type. */
export async function findJourney({ db, set, sent, language, now, day }: Asked): Promise<Journey> {
  const journey = journeyIn(set, language)
  const location = pathOf(journey, sent, now).findLast(({ reading }) => reading?.ok && reading.adds.location)
  const place = location?.reading?.ok ? location.reading.adds.location : undefined
  if (place === undefined) return journey
  const found = await findAdvice(db, set.asbType, place, day)
  if (found.length === 0) return journey
  const { tag } = languageOf(language)
  const inLanguage = (texts: Found['advice']) => texts[tag] ?? texts.en ?? ''
  const advice = found.map(
    ({ organisationName, advice, whoDeals }): Advice => ({
      organisationName,
      advice: inLanguage(advice),
      whoDeals: inLanguage(whoDeals),
    }),
  )
  return journeyIn(set, language, advice)
}
