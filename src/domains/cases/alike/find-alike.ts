import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { SuggestedRepeat } from '../find-repeats.ts'

/** Looked back for so long: what is older is another story. */
const withinDays = 730
/** A word in more reports than this tells nothing apart. */
const mostWithWord = 200
const mostWords = 12
/** Words that are looked for to find those. */
const mostAsked = 40
const shortestWord = 4
/** Words that two reports must share for one to be shown. */
const fewestShared = 2
const mostFound = 20

type Found = { id: string; because: string[]; points: number }

/** Reports which may be about the same, by who is named in them and by what they say. */
export type AlikeReports = { byPeople: SuggestedRepeat[]; byWords: SuggestedRepeat[] }

/**
 * Reports that name the same people, as far as the reader's organisation holds both, and reports the reader sees that use
 * the same uncommon words. Asked for by somebody, and never with the report itself: it looks through every report.
 */
export async function findAlike(db: Transaction, reportId: string): Promise<AlikeReports> {
  const [people, words] = await Promise.all([findByPeople(db, reportId), findByWords(db, reportId)])
  const all = [...people, ...words]
  const shown = new Map((await readReports(db, all)).map((report) => [report.id, report]))
  const inFull = (found: readonly Found[]) =>
    found.flatMap(({ id, because, points }) => {
      const report = shown.get(id)
      return report === undefined ? [] : [{ ...report, reasons: because, points, isSuggested: true }]
    })
  return { byPeople: inFull(people), byWords: inFull(words) }
}

const keyWords: Readonly<Record<string, string>> = {
  phone: 'Same telephone number',
  email: 'Same email address',
  name_born: 'Same name and date of birth',
  name_postcode: 'Same name and postcode',
}

async function findByPeople(db: Transaction, reportId: string): Promise<Found[]> {
  const { rows } = await sql<{ id: string; kinds: string[] }>`
    with said as (
      select jsonb_build_object('name', name, 'bornOn', born_on, 'phone', phone, 'email', email, 'address', address,
        'postcode', postcode) as one from report_person where report_id = ${reportId}
      union all
      select jsonb_build_object('name', name, 'phone', phone, 'email', email, 'address', address)
      from report_contact where report_id = ${reportId}
    )
    select known.report_id as id, array_agg(distinct kind) as kinds
    from known_while_typing((select coalesce(jsonb_agg(one), '[]') from said)) as known
    cross join lateral unnest(known.kinds) as kind
    where known.report_id <> ${reportId}
    group by known.report_id`.execute(db)
  return rows
    .map(({ id, kinds }) => ({
      id,
      because: kinds.map((kind) => keyWords[kind] ?? kind),
      points: kinds.length,
    }))
    .sort((one, other) => other.points - one.points)
    .slice(0, mostFound)
}

async function findByWords(db: Transaction, reportId: string): Promise<Found[]> {
  const { summary } = await db
    .selectFrom('report')
    .select('summary')
    .where('id', '=', reportId)
    .executeTakeFirstOrThrow()
  // As they were written: a stem that is cut to its stem again is another word.
  const { rows } = await sql<{ word: string; ids: string[] }>`
    select word, array(select search_reports(word, null, null, null, null, null, null,
      now() - make_interval(days => ${withinDays}), now(), true, ${mostWithWord + 1})) as ids
    from (select distinct on (stem) word from (select word, to_tsvector('pg_catalog.english', word) as stem
      from unnest(${wordsOf(summary)}::text[]) as word) as said where length(stem) > 0 order by stem, word) as said`.execute(
    db,
  )
  const telling = rows
    .filter(({ ids }) => ids.length > 1 && ids.length <= mostWithWord)
    .sort((one, other) => one.ids.length - other.ids.length)
    .slice(0, mostWords)
  const shared = new Map<string, string[]>()
  for (const { word, ids } of telling)
    for (const id of ids) if (id !== reportId) shared.set(id, [...(shared.get(id) ?? []), word])
  return [...shared]
    .filter(([, words]) => words.length >= fewestShared)
    .map(([id, words]) => ({ id, because: [`Same words: ${words.join(', ')}`], points: words.length }))
    .sort((one, other) => other.points - one.points)
    .slice(0, mostFound)
}

/** The words of a text that may tell it apart: the longest, each once. */
const wordsOf = (text: string): string[] =>
  [...new Set(text.toLowerCase().match(/\p{L}+/gu) ?? [])]
    .filter((word) => word.length >= shortestWord)
    .sort((one, other) => other.length - one.length)
    .slice(0, mostAsked)

type Shown = Omit<SuggestedRepeat, 'points' | 'isSuggested' | 'reasons'>

async function readReports(db: Transaction, found: readonly Found[]): Promise<Shown[]> {
  if (found.length === 0) return []
  const caseOf: RawBuilder<string | null> = sql`(select asb_case.reference from case_report
    join asb_case on asb_case.id = case_report.case_id where case_report.report_id = report.id
    order by asb_case.opened_at desc limit 1)`
  return db
    .selectFrom('report')
    .innerJoin('asb_type', 'asb_type.code', 'report.asb_type')
    .leftJoin('organisation', 'organisation.id', 'report.organisation_id')
    .select([
      'report.id as id',
      'report.reference as reference',
      'report.title as title',
      'report.status as status',
      'report.summary as summary',
      'report.place_words as placeWords',
      'report.filed_at as filedAt',
      'asb_type.label as typeLabel',
      'organisation.short_name as organisationName',
      caseOf.as('caseReference'),
    ])
    .where(
      'report.id',
      'in',
      found.map(({ id }) => id),
    )
    .execute()
}
