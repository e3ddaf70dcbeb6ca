import { z } from 'zod'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { notFound } from '#platform/http'
import type { SubjectRequest } from './read-request.ts'
import type { RedactionKind } from './redacted-text.ts'
import type { PassagePart } from './split-record.ts'

export type ItemDecision = 'undecided' | 'included' | 'excluded'

export type SubjectItem = {
  id: string
  reference: string
  kind: 'report' | 'case'
  title: string
  heldBy: string
  /** The organisation that found it. */
  foundBy: string
  recordedOn: LocalDate
  matches: readonly string[]
  decision: ItemDecision
  reason: string
  withheldUnder: string | null
  reviewedAt: Date | null
  isShared: boolean
}

export type Redaction = {
  id: string
  passageId: string
  starts: number
  ends: number
  kind: RedactionKind
  status: 'suggested' | 'confirmed' | 'rejected'
  exemption: string | null
}

export type Passage = {
  id: string
  heading: string
  part: PassagePart
  content: string
  redactions: readonly Redaction[]
}

export const itemFilterSchema = z.object({
  show: z.enum(['undecided', 'included', 'excluded', 'all']).catch('all').default('all'),
  sort: z.enum(['score', 'date']).catch('score').default('score'),
  page: z.coerce.number().int().min(1).max(1_000).catch(1).default(1),
})
export type ItemFilter = z.output<typeof itemFilterSchema>

export const itemsOnPage = 50

/** A page of the items of a request which the reader may see, likeliest or newest first. */
export async function readItems(
  db: Transaction,
  request: SubjectRequest,
  filter: ItemFilter,
): Promise<{ items: SubjectItem[]; hasNext: boolean }> {
  let query = selectItems(db, request)
    .limit(itemsOnPage + 1)
    .offset((filter.page - 1) * itemsOnPage)
  if (filter.show !== 'all') query = query.where('subject_item.decision', '=', filter.show)
  query =
    filter.sort === 'score'
      ? query.orderBy('subject_item.score', 'desc')
      : query.orderBy('subject_item.recorded_on', 'desc')
  const rows = await query.orderBy('subject_item.reference').execute()
  return { items: rows.slice(0, itemsOnPage).map(toItem), hasNext: rows.length > itemsOnPage }
}

/** @throws Refusal 404 for an item that is not for the reader */
export async function getItem(db: Transaction, request: SubjectRequest, id: string): Promise<SubjectItem> {
  const row = await selectItems(db, request).where('subject_item.id', '=', id).executeTakeFirst()
  if (row === undefined) throw notFound('record')
  return toItem(row)
}

/** How many items stand where. */
export async function countItems(
  db: Transaction,
  request: SubjectRequest,
): Promise<Readonly<Record<ItemDecision, number>>> {
  const rows = await db
    .selectFrom('subject_item')
    .select((is) => ['decision', is.fn.countAll<number>().as('count')])
    .where('request_id', '=', request.id)
    .groupBy('decision')
    .execute()
  return {
    undecided: 0,
    included: 0,
    excluded: 0,
    ...Object.fromEntries(rows.map((row) => [row.decision, row.count])),
  }
}

function selectItems(db: Transaction, request: SubjectRequest) {
  return db
    .selectFrom('subject_item')
    .innerJoin('organisation', 'organisation.id', 'subject_item.organisation_id')
    .select([
      'subject_item.id as id',
      'subject_item.reference as reference',
      'subject_item.case_id as caseId',
      'subject_item.title as title',
      'subject_item.held_by as heldBy',
      'organisation.name as foundBy',
      'subject_item.recorded_on as recordedOn',
      'subject_item.matches as matches',
      'subject_item.decision as decision',
      'subject_item.reason as reason',
      'subject_item.withheld_under as withheldUnder',
      'subject_item.reviewed_at as reviewedAt',
      'subject_item.shared_at as sharedAt',
    ])
    .where('subject_item.request_id', '=', request.id)
}

function toItem({
  caseId,
  sharedAt,
  ...row
}: Omit<SubjectItem, 'kind' | 'isShared'> & { caseId: string | null; sharedAt: Date | null }): SubjectItem {
  return { ...row, kind: caseId === null ? 'report' : 'case', isShared: sharedAt !== null }
}

/** The passages of an item with what is suggested and decided about them. */
export async function readPassages(db: Transaction, itemId: string): Promise<Passage[]> {
  const [passages, redactions] = await Promise.all([
    db
      .selectFrom('subject_passage')
      .select(['id', 'heading', 'part', 'content'])
      .where('item_id', '=', itemId)
      .orderBy('position')
      .execute(),
    db
      .selectFrom('subject_redaction as redaction')
      .innerJoin('subject_passage', 'subject_passage.id', 'redaction.passage_id')
      .select([
        'redaction.id as id',
        'redaction.passage_id as passageId',
        'redaction.starts as starts',
        'redaction.ends as ends',
        'redaction.kind as kind',
        'redaction.status as status',
        'redaction.exemption as exemption',
      ])
      .where('subject_passage.item_id', '=', itemId)
      .orderBy('redaction.starts')
      .execute(),
  ])
  const of = Map.groupBy(redactions, ({ passageId }) => passageId)
  return passages.map((passage) => ({ ...passage, redactions: of.get(passage.id) ?? [] }))
}
