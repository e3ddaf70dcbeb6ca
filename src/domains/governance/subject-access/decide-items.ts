import { type Actor, asMember } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { conflict, notFound } from '#platform/http'
import { newId } from '#platform/ids'
import { detectThirdParties, digitsOf, isSamePerson, type KnownPeople } from './detect-third-parties.ts'
import { addressesOf } from './person-sought.ts'
import type { SubjectRequest } from './read-request.ts'
import type { Span } from './redacted-text.ts'
import { type NewPassage, type SplitRecord, splitRecord } from './split-record.ts'
import { linesOf } from './subject-request.ts'

/** Refuses work on what the reader's organisation gave away, or on a request that is past it. */
export function checkOpen(request: SubjectRequest): void {
  if (request.status !== 'open') throw conflict(`${request.reference} is not open any more.`)
  if (request.contribution !== undefined && request.contribution.status !== 'accepted')
    throw conflict('This has been answered already, or was not accepted.')
}

type FoundItem = { id: string; report_id: string | null; case_id: string | null; shared_at: Date | null }

/**
 * Includes or excludes items, for a reason. An included one is copied in passages as it stands, with suggestions of what
 * tells of others; an excluded one leaves nothing but the decision.
 * @throws Refusal 404 where one of them is not for the reader
 */
export async function decideItems(
  db: Transaction,
  actor: Actor,
  request: SubjectRequest,
  decision: { items: readonly string[]; decision: 'included' | 'excluded'; reason: string; now: Date },
): Promise<readonly FoundItem[]> {
  checkOpen(request)
  const items = await db
    .selectFrom('subject_item')
    .select(['id', 'report_id', 'case_id', 'shared_at'])
    .where('request_id', '=', request.id)
    .where('id', 'in', decision.items)
    .execute()
  if (items.length < decision.items.length) throw notFound('record')
  const known = decision.decision === 'included' ? await readKnownPeople(db, request) : undefined
  for (const item of items) {
    if (item.shared_at === null) {
      await db.deleteFrom('subject_passage').where('item_id', '=', item.id).execute()
      if (known !== undefined) await keepPassages(db, request, item, known)
    }
    await db
      .updateTable('subject_item')
      .set({
        decision: decision.decision,
        reason: decision.reason,
        withheld_under: null,
        decided_by: asMember(actor).memberId,
        decided_at: decision.now,
        reviewed_by: null,
        reviewed_at: null,
      })
      .where('id', '=', item.id)
      .execute()
  }
  return items
}

async function keepPassages(
  db: Transaction,
  request: SubjectRequest,
  item: FoundItem,
  others: readonly string[],
): Promise<void> {
  const record = await splitRecord(db, { reportId: item.report_id, caseId: item.case_id })
  const passages = record.passages.map((passage, position) => ({
    id: newId(),
    item_id: item.id,
    position,
    ...passage,
  }))
  if (passages.length === 0) return
  await db
    .insertInto('subject_passage')
    .values(passages.map(({ of: _, ...passage }) => passage))
    .execute()
  const known = knownPeople(request, record, [...others, ...record.people])
  const isTheReporter = isAboutReporter(known, record)
  const suggestions = passages.flatMap((passage) =>
    suggest(passage, known, isTheReporter).map((span) => ({
      id: newId(),
      passage_id: passage.id,
      ...span,
      status: 'suggested' as const,
      because: '',
    })),
  )
  if (suggestions.length > 0) await db.insertInto('subject_redaction').values(suggestions).execute()
}

function suggest(passage: NewPassage, known: KnownPeople, isTheReporter: boolean): Span[] {
  // Everything that is said of one other person is theirs.
  if (passage.of !== undefined && !isAboutReporter(known, { reporter: passage.of }))
    return [{ starts: 0, ends: passage.content.length, kind: 'other' }]
  if (passage.part !== 'reporter') return detectThirdParties(passage.content, known)
  return isTheReporter ? [] : [{ starts: 0, ends: passage.content.length, kind: 'informant' }]
}

function knownPeople(request: SubjectRequest, record: SplitRecord, others: readonly string[]): KnownPeople {
  const names = [request.personName, ...linesOf(request.otherNames)]
  return {
    subject: {
      names,
      emails: linesOf(request.email),
      phones: linesOf(request.phone),
      addresses: addressesOf(request.address),
    },
    others: others.filter((name) => !isSamePerson(name, names)),
    staff: request.withholdStaffNames ? record.staff : [],
  }
}

/** Whether the person who asks is the one who reported: then what they said of themselves is theirs. */
function isAboutReporter({ subject }: KnownPeople, { reporter }: Pick<SplitRecord, 'reporter'>): boolean {
  if (reporter === undefined) return false
  const sameEmail = subject.emails.some((email) => email.toLowerCase() === reporter.email.toLowerCase())
  const samePhone =
    reporter.phone !== '' && subject.phones.some((phone) => digitsOf(phone) === digitsOf(reporter.phone))
  return isSamePerson(reporter.name, subject.names) || (reporter.email !== '' && sameEmail) || samePhone
}

/** Names of those who reported any of the records found: they may be spoken of in the others. */
async function readKnownPeople(db: Transaction, request: SubjectRequest): Promise<string[]> {
  const contacts = await db
    .selectFrom('report_contact')
    .innerJoin('subject_item', 'subject_item.report_id', 'report_contact.report_id')
    .select('report_contact.name as name')
    .distinct()
    .where('subject_item.request_id', '=', request.id)
    .where('report_contact.name', '<>', '')
    .execute()
  return contacts.map(({ name }) => name)
}
