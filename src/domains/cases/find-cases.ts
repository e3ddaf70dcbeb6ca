import { sql } from 'kysely'
import { z } from 'zod'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { parseReference } from '#platform/ids'
import type { CaseKind } from './case-kind.ts'
import type { RiskBand } from './model/bands.ts'

const blank = z.string().trim().max(200).catch('').default('')

/** The filters of the case list, all of them in the URL. A value nobody could have chosen counts as none. */
export const caseFilterSchema = z.object({
  q: blank,
  /** Somebody involved, by name. */
  who: blank,
  status: z.enum(['open', 'closed', 'any']).catch('open').default('open'),
  kind: z.enum(['any', 'monitored', 'investigative']).catch('any').default('any'),
  priority: z.coerce.number().int().min(1).max(9).optional().catch(undefined),
  band: z.enum(['any', 'standard', 'medium', 'high']).catch('any').default('any'),
  review: z.enum(['any', 'due']).catch('any').default('any'),
  type: blank,
  lead: z.coerce.number().int().positive().optional().catch(undefined),
  due: z.enum(['any', 'overdue', 'mine']).catch('any').default('any'),
  sort: z.enum(['opened', 'due', 'priority']).catch('opened').default('opened'),
  /** Where the page before ended. */
  after: blank,
})
export type CaseFilter = z.output<typeof caseFilterSchema>

export type ListedCase = {
  id: string
  reference: string
  title: string
  status: 'open' | 'closed'
  kind: CaseKind
  priority: number
  riskBand: RiskBand | null
  reviewOn: LocalDate | null
  quietSince: LocalDate | null
  organisationName: string
  openedAt: Date
  reports: number
  openActions: number
  /** A hand-over of it awaits an answer. */
  handOverWaits: boolean
  /** Its clocks stand still until a day. */
  isPaused: boolean
  nextDue: LocalDate | null
}

export const casesOnPage = 25
/** Cases that a name is looked up in: who has more is asked for by more of their name. */
const mostNamed = 500

/** A page of the cases the reader may see, newest or soonest due first, and where the next page begins. */
export async function findCases(
  db: Transaction,
  filter: CaseFilter,
  reader: { memberId: string; today: LocalDate },
): Promise<{ cases: ListedCase[]; next: string | undefined }> {
  const due = sql<
    string | null
  >`(select min(due_on) from case_action where case_id = asb_case.id and status = 'open')`
  let query = db
    .selectFrom('asb_case')
    .innerJoin('organisation', 'organisation.id', 'asb_case.organisation_id')
    .select([
      'asb_case.id as id',
      'asb_case.reference as reference',
      'asb_case.title as title',
      'asb_case.status as status',
      'asb_case.kind as kind',
      'asb_case.priority as priority',
      'asb_case.risk_band as riskBand',
      'asb_case.review_on as reviewOn',
      'asb_case.quiet_since as quietSince',
      'organisation.short_name as organisationName',
      'asb_case.opened_at as openedAt',
      sql<number>`(select count(*)::integer from case_report where case_id = asb_case.id)`.as('reports'),
      sql<number>`(select count(*)::integer from case_action where case_id = asb_case.id and status = 'open')`.as(
        'openActions',
      ),
      due.as('nextDue'),
      sql<boolean>`exists (select from hand_over where hand_over.case_id = asb_case.id and hand_over.status = 'awaiting')`.as(
        'handOverWaits',
      ),
      sql<boolean>`exists (select from clock_pause where clock_pause.case_id = asb_case.id and clock_pause.resumed_at is null)`.as(
        'isPaused',
      ),
    ])
    .limit(casesOnPage + 1)
  if (filter.status !== 'any') query = query.where('asb_case.status', '=', filter.status)
  if (filter.kind !== 'any') query = query.where('asb_case.kind', '=', filter.kind)
  if (filter.priority !== undefined) query = query.where('asb_case.priority', '=', filter.priority)
  if (filter.band !== 'any') query = query.where('asb_case.risk_band', '=', filter.band)
  if (filter.review === 'due')
    query = query
      .where('asb_case.kind', '=', 'monitored')
      .where('asb_case.status', '=', 'open')
      .where(({ eb, or }) =>
        or([eb('asb_case.review_on', '<=', reader.today), eb('asb_case.quiet_since', 'is not', null)]),
      )
  if (filter.who !== '')
    query = query.where(
      sql<boolean>`asb_case.id = any (array(select search_parties(${filter.who}, ${mostNamed})))`,
    )
  if (filter.type !== '')
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('case_category')
          .select('case_category.id')
          .whereRef('case_category.case_id', '=', 'asb_case.id')
          .where('case_category.asb_type', '=', filter.type)
          .where('case_category.ended_at', 'is', null),
      ),
    )
  if (filter.lead !== undefined) query = query.where('asb_case.organisation_id', '=', filter.lead)
  if (filter.q !== '') {
    const reference = parseReference(filter.q, 'CASE')
    query = reference
      ? query.where('asb_case.reference', '=', reference)
      : query.where('asb_case.title', 'ilike', `%${filter.q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`)
  }
  if (filter.due !== 'any')
    query = query.where(({ exists, selectFrom }) => {
      const actions = selectFrom('case_action')
        .select('case_action.id')
        .whereRef('case_action.case_id', '=', 'asb_case.id')
        .where('case_action.status', '=', 'open')
      return exists(
        filter.due === 'mine'
          ? actions.where('case_action.owner_member_id', '=', reader.memberId)
          : actions.where('case_action.due_on', '<', reader.today),
      )
    })
  const [value = '', id = ''] = filter.after.split('~')
  if (filter.sort === 'due') {
    // Cases without an open action come last.
    const key = sql<string>`coalesce(${due}, '9999-12-31'::date)`
    if (/^\d{4}-\d\d-\d\d$/.test(value) && isId(id))
      query = query.where(sql<boolean>`(${key}, asb_case.id) > (${value}::date, ${id}::uuid)`)
    query = query.orderBy(key).orderBy('asb_case.id')
  } else if (filter.sort === 'priority') {
    const [priority = '', opened = ''] = value.split('|')
    if (/^\d$/.test(priority) && !Number.isNaN(Date.parse(opened)) && isId(id))
      query = query.where(
        sql<boolean>`(asb_case.priority > ${Number(priority)} or asb_case.priority = ${Number(priority)}
          and (asb_case.opened_at, asb_case.id) < (${opened}::timestamptz, ${id}::uuid))`,
      )
    query = query
      .orderBy('asb_case.priority')
      .orderBy('asb_case.opened_at', 'desc')
      .orderBy('asb_case.id', 'desc')
  } else {
    if (!Number.isNaN(Date.parse(value)) && isId(id))
      query = query.where(
        sql<boolean>`(asb_case.opened_at, asb_case.id) < (${value}::timestamptz, ${id}::uuid)`,
      )
    query = query.orderBy('asb_case.opened_at', 'desc').orderBy('asb_case.id', 'desc')
  }
  const rows = await query.execute()
  const cases = rows.slice(0, casesOnPage)
  const last = rows.length > casesOnPage ? cases.at(-1) : undefined
  return { cases, next: last && `${keyOf(last, filter.sort)}~${last.id}` }
}

function keyOf(listed: ListedCase, sort: CaseFilter['sort']): string {
  if (sort === 'priority') return `${listed.priority}|${listed.openedAt.toISOString()}`
  return sort === 'due' ? (listed.nextDue ?? '9999-12-31') : listed.openedAt.toISOString()
}

function isId(text: string): boolean {
  return z.uuid().safeParse(text).success
}
