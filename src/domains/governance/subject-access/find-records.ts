import { sql } from 'kysely'
import { type LocalDate, londonDateOf } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { conflict } from '#platform/http'
import { newId } from '#platform/ids'
import { personSought } from './person-sought.ts'
import type { SubjectRequest } from './read-request.ts'

/** Matches looked at in one search; a search that has more says so. */
const mostMatches = 2_000

export type SearchResult = {
  found: number
  added: number
  /** Restricted records that speak of the person and that nobody who is cleared has found yet. */
  restricted: number
  isCut: boolean
}

type Match = {
  report_id: string | null
  case_id: string | null
  place: string
  term: string
  found: string
  score: number
}

type RecordFound = {
  reportId: string | null
  caseId: string | null
  score: number
  matches: string[]
}

/**
 * Looks for the person in everything that the acting organisation may see in full, and adds what is new to the items of
 * the request. What was decided stays decided.
 */
export async function findRecords(
  db: Transaction,
  request: SubjectRequest,
  now: Date,
): Promise<SearchResult> {
  if (request.status !== 'open') throw conflict(`${request.reference} is not open any more.`)
  if (request.contribution !== undefined && request.contribution.status !== 'accepted')
    throw conflict('Accept the request before you search.')
  const { names, emails, phones, addresses, phrases, patterns, filedFrom, filedBefore } =
    personSought(request)
  const sought = sql`${names}::text[], ${emails}::text[], ${phones}::text[], ${addresses}::text[],
    ${phrases}::text[], ${patterns}::text[], ${filedFrom}::timestamptz, ${filedBefore}::timestamptz`
  const { rows: matches } = await sql<Match>`
    select * from find_subject_records(${request.actingFor}, ${sought}, ${mostMatches})`.execute(db)
  const records = byRecord(matches)
  const added = await keepItems(db, request, records)
  const { rows: restricted } = await sql<{ count: number }>`
    select count_restricted_subject_records(${request.id}, ${request.actingFor}, ${sought}) as count`.execute(
    db,
  )
  const left = restricted[0]?.count ?? 0
  await noteSearch(db, request, { searched_at: now, restricted_left: left })
  return { found: records.length, added, restricted: left, isCut: matches.length === mostMatches }
}

function byRecord(matches: readonly Match[]): RecordFound[] {
  const groups = Map.groupBy(matches, ({ report_id, case_id }) => report_id ?? case_id)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    return {
      reportId: first.report_id,
      caseId: first.case_id,
      score: Math.max(...group.map(({ score }) => score)),
      matches: [...new Set(group.map(inWords))],
    }
  })
}

const places: Readonly<Record<string, string>> = {
  timeline: 'The timeline names them',
  disclosure: 'A disclosure names them',
  case: 'The reason for closing names them',
  plan: 'The action plan names them',
  risk: 'An assessment of risk names them',
  police_log: 'The police log names them',
  power: 'What was done under a power names them',
  contact: 'What was said to or by a victim names them',
}

/** Why a record matches, for the person who decides. */
function inWords({ place, term, found, score }: Match): string {
  const percent = `${Math.round(score * 100)}%`
  if (place === 'words') return `What was reported says “${found}”`
  if (place === 'linked') return `Report ${found}, which matches, is linked to it`
  if (place === 'party')
    return term === 'name'
      ? `Somebody in the case is called ${score === 1 ? 'the same' : `alike (${percent})`}: ${found}`
      : `Somebody in the case has the same ${term === 'email' ? 'email address' : 'telephone number'}`
  if (place === 'person') {
    if (term === 'profile') return `Somebody in it was matched to the profile of ${found}`
    if (term === 'name')
      return `Somebody named in it is called ${score === 1 ? 'the same' : `alike (${percent})`}: ${found}`
    return `Somebody named in it has the same ${term === 'email' ? 'email address' : term === 'phone' ? 'telephone number' : 'address'}`
  }
  if (place !== 'reporter') return places[place] ?? place
  if (term === 'name')
    return `The reporter’s name is ${score === 1 ? 'the same' : `alike (${percent})`}: ${found}`
  if (term === 'sound') return `The reporter’s name sounds alike: ${found}`
  if (term === 'address')
    return `The reporter’s address is ${score === 1 ? 'the same' : `alike (${percent})`}: ${found}`
  return `The reporter’s ${term === 'email' ? 'email address' : 'telephone number'} is the same`
}

type Described = { id: string; reference: string; title: string; heldBy: string | null; recordedAt: Date }

async function keepItems(
  db: Transaction,
  request: SubjectRequest,
  records: readonly RecordFound[],
): Promise<number> {
  const { rows } = await sql<Described>`
    select report.id, reference, title, organisation.name as "heldBy", filed_at as "recordedAt"
    from report left join organisation on organisation.id = organisation_id
    where report.id = any (${records.flatMap(({ reportId }) => reportId ?? [])}::uuid[])
    union all
    select asb_case.id, reference, title, organisation.name, opened_at
    from asb_case join organisation on organisation.id = organisation_id
    where asb_case.id = any (${records.flatMap(({ caseId }) => caseId ?? [])}::uuid[])`.execute(db)
  const described = new Map(rows.map((row) => [row.id, row]))
  const known = new Map(
    (
      await db
        .selectFrom('subject_item')
        .select(['id', 'reference'])
        .where('request_id', '=', request.id)
        .where('organisation_id', '=', request.actingFor)
        .where('shared_at', 'is', null)
        .execute()
    ).map(({ id, reference }) => [reference, id]),
  )
  const fresh: NewItem[] = []
  for (const { reportId, caseId, score, matches } of records) {
    const record = described.get(reportId ?? caseId ?? '')
    if (record === undefined) continue
    const before = known.get(record.reference)
    if (before !== undefined)
      await db.updateTable('subject_item').set({ score, matches }).where('id', '=', before).execute()
    else fresh.push(newItem(request, record, { reportId, caseId, score, matches }))
  }
  if (fresh.length > 0) await db.insertInto('subject_item').values(fresh).execute()
  return fresh.length
}

type NewItem = ReturnType<typeof newItem>

function newItem(request: SubjectRequest, record: Described, found: RecordFound) {
  const recordedOn: LocalDate = londonDateOf(record.recordedAt)
  return {
    id: newId(),
    request_id: request.id,
    controller_id: request.organisationId,
    organisation_id: request.actingFor,
    report_id: found.reportId,
    case_id: found.caseId,
    reference: record.reference,
    title: record.title,
    held_by: record.heldBy ?? '',
    recorded_on: recordedOn,
    score: found.score,
    matches: found.matches,
  }
}

async function noteSearch(
  db: Transaction,
  request: SubjectRequest,
  note: { searched_at: Date; restricted_left: number },
): Promise<void> {
  if (request.contribution === undefined)
    await db.updateTable('subject_request').set(note).where('id', '=', request.id).execute()
  else
    await db.updateTable('subject_contribution').set(note).where('id', '=', request.contribution.id).execute()
}
