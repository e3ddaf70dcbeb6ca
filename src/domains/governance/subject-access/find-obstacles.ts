import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { SubjectRequest } from './read-request.ts'
import { redact, type Span } from './redacted-text.ts'

type Counts = {
  undecided: number
  unreviewed: number
  suggested: number
  pending: number
  hidden: number
}

/** What stands in the way of handing in, approving or contributing, in words; nothing when it is complete. */
export async function findObstacles(db: Transaction, found: SubjectRequest): Promise<string[]> {
  const { undecided, unreviewed, suggested, pending, hidden } = await count(db, found)
  const { searchedAt, restrictedLeft } = found.contribution ?? found
  const forCleared = hidden + restrictedLeft
  const leaks = await findLeaks(db, found)
  return [
    found.identitySeenOn === null ? 'No proof of identity has been recorded.' : '',
    found.pausedOn !== null ? 'The clock stands still while you wait for the person.' : '',
    searchedAt === null ? 'Nothing has been searched yet.' : '',
    undecided > 0 ? `${records(undecided)} found must be included or excluded.` : '',
    unreviewed > 0 ? `${records(unreviewed)} included must be read for information about other people.` : '',
    suggested > 0
      ? `${suggested} suggested ${suggested === 1 ? 'redaction' : 'redactions'} must be decided.`
      : '',
    pending > 0
      ? `${pending} ${pending === 1 ? 'organisation has' : 'organisations have'} not answered yet.`
      : '',
    forCleared > 0 ? `${restricted(forCleared)} must be checked by a person who is cleared to see them.` : '',
    ...leaks,
  ].filter((words) => words !== '')
}

const restricted = (count: number) => (count === 1 ? '1 restricted record' : `${count} restricted records`)
const records = (count: number) => (count === 1 ? '1 record' : `${count} records`)

async function count(db: Transaction, found: SubjectRequest): Promise<Counts> {
  const isMine =
    found.contribution === undefined
      ? sql`true`
      : sql`item.organisation_id = ${found.actingFor} and item.shared_at is null`
  const { rows } = await sql<Counts>`
    select count(*) filter (where item.decision = 'undecided')::integer as undecided,
      count(*) filter (where item.decision = 'included' and item.reviewed_at is null and item.withheld_under is null)::integer as unreviewed,
      (select count(*)::integer from subject_redaction
        join subject_passage on subject_passage.id = passage_id
        join subject_item as item on item.id = item_id
        where item.request_id = ${found.id} and subject_redaction.status = 'suggested'
          and item.decision = 'included' and item.withheld_under is null and ${isMine}) as suggested,
      ${
        found.contribution === undefined
          ? sql`(select count(*)::integer from subject_contribution
              where request_id = ${found.id} and status in ('asked', 'accepted'))`
          : sql`0`
      } as pending,
      subject_items_out_of_sight(${found.id}) as hidden
    from subject_item as item where item.request_id = ${found.id} and ${isMine}`.execute(db)
  return rows[0] ?? { undecided: 0, unreviewed: 0, suggested: 0, pending: 0, hidden: 0 }
}

/** Words by which somebody is known; shorter ones stand in too many other words. */
const telling = ['name', 'phone', 'email', 'address', 'informant']
const leastLetters = 5

/** What is kept back in one place and given in another: whoever decides may have overlooked it. */
async function findLeaks(db: Transaction, found: SubjectRequest): Promise<string[]> {
  const { rows: passages } = await sql<{ id: string; content: string; reference: string }>`
    select subject_passage.id, content, reference from subject_passage join subject_item on subject_item.id = item_id
    where request_id = ${found.id} and decision = 'included' and withheld_under is null`.execute(db)
  const { rows: redactions } = await sql<Span & { passageId: string; content: string }>`
    select passage_id as "passageId", starts, ends, kind, content
    from subject_redaction join subject_passage on subject_passage.id = passage_id
    join subject_item on subject_item.id = item_id
    where request_id = ${found.id} and subject_redaction.status = 'confirmed' and decision = 'included'
      and withheld_under is null`.execute(db)
  const of = Map.groupBy(redactions, ({ passageId }) => passageId)
  const given = passages.map(({ id, content, reference }) => ({
    reference,
    text: redact(content, of.get(id) ?? []).toLowerCase(),
  }))
  const keptBack = new Set(
    redactions
      .filter(({ kind }) => telling.includes(kind))
      .map(({ content, starts, ends }) => content.slice(starts, ends).trim())
      .filter((words) => words.length >= leastLetters && !words.startsWith('[')),
  )
  return [...keptBack].flatMap((words) => {
    const where = given.find(({ text }) => text.includes(words.toLowerCase()))
    return where === undefined ? [] : `“${words}” is kept back in one place and stands in ${where.reference}.`
  })
}
