import { z } from 'zod'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { parseReference } from '#platform/ids'
import type { RequestStatus } from './lifecycle.ts'

const blank = z.string().trim().max(200).catch('').default('')

/** The filters of the list, all of them in the URL. A value nobody could have chosen counts as none. */
export const requestFilterSchema = z.object({
  q: blank,
  status: z
    .enum(['unfinished', 'open', 'awaiting_approval', 'approved', 'released', 'closed', 'any'])
    .catch('unfinished')
    .default('unfinished'),
  due: z.enum(['any', 'overdue', 'week', 'paused']).catch('any').default('any'),
  whose: z.enum(['any', 'ours', 'asked']).catch('any').default('any'),
  sort: z.enum(['due', 'received']).catch('due').default('due'),
  page: z.coerce.number().int().min(1).max(1_000).catch(1).default(1),
})
export type RequestFilter = z.output<typeof requestFilterSchema>

export type ListedRequest = {
  reference: string
  personName: string
  organisationName: string
  status: RequestStatus
  /** Set where another organisation asks ours to contribute. */
  contribution: string | null
  receivedOn: LocalDate
  dueOn: LocalDate
  pausedOn: LocalDate | null
}

export const requestsOnPage = 25

/** A page of the requests that the reader's organisations answer or are asked to contribute to. */
export async function findRequests(
  db: Transaction,
  filter: RequestFilter,
  reader: { governs: readonly number[]; today: LocalDate; inAWeek: LocalDate },
): Promise<{ requests: ListedRequest[]; hasNext: boolean }> {
  const mine = reader.governs.length > 0 ? reader.governs : [0]
  let query = db
    .selectFrom('subject_request as request')
    .innerJoin('organisation', 'organisation.id', 'request.organisation_id')
    .leftJoin('subject_contribution as contribution', (join) =>
      join
        .onRef('contribution.request_id', '=', 'request.id')
        .on('contribution.organisation_id', 'in', mine)
        .on('request.organisation_id', 'not in', mine),
    )
    .select((is) => [
      'request.reference as reference',
      'request.person_name as personName',
      'organisation.short_name as organisationName',
      'request.status as status',
      'contribution.status as contribution',
      'request.received_on as receivedOn',
      is.fn.coalesce('contribution.due_on', 'request.due_on').as('dueOn'),
      'request.paused_on as pausedOn',
    ])
    .limit(requestsOnPage + 1)
    .offset((filter.page - 1) * requestsOnPage)
  if (filter.status === 'unfinished') query = query.where('request.status', '<>', 'closed')
  else if (filter.status !== 'any') query = query.where('request.status', '=', filter.status)
  if (filter.whose === 'ours') query = query.where('request.organisation_id', 'in', mine)
  if (filter.whose === 'asked') query = query.where('request.organisation_id', 'not in', mine)
  if (filter.due === 'paused') query = query.where('request.paused_on', 'is not', null)
  if (filter.due === 'overdue' || filter.due === 'week')
    query = query
      .where('request.status', 'not in', ['released', 'closed'])
      .where('request.due_on', '<', filter.due === 'overdue' ? reader.today : reader.inAWeek)
  if (filter.q !== '') {
    const reference = parseReference(filter.q, 'SAR')
    query = reference
      ? query.where('request.reference', '=', reference)
      : query.where(
          'request.person_name',
          'ilike',
          `%${filter.q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`,
        )
  }
  query =
    filter.sort === 'due'
      ? query.orderBy('request.due_on').orderBy('request.id')
      : query.orderBy('request.received_on', 'desc').orderBy('request.id', 'desc')
  const rows = await query.execute()
  return { requests: rows.slice(0, requestsOnPage), hasNext: rows.length > requestsOnPage }
}
