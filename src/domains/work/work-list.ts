import { z } from 'zod'
import { londonDateOf } from '#platform/clock'
import type { WorkBand, WorkItem } from './work-source.ts'

export const workLists = ['overdue', 'today', 'unseen', 'waiting', 'coming'] as const
export type WorkList = (typeof workLists)[number]

const blank = z.string().trim().max(200).catch('').default('')

/** The filters of a work list, all of them in the URL. A value nobody could have chosen counts as none. */
export const workFilterSchema = z.object({
  show: z
    .enum([...workLists, 'all'])
    .catch('all')
    .default('all'),
  kind: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .catch('')
    .default(''),
  q: blank,
  sort: z.enum(['due', 'risk', 'record']).catch('due').default('due'),
  team: z.uuid().optional().catch(undefined),
  /** A member, or `nobody` for what no one owns. */
  who: z
    .union([z.uuid(), z.literal('nobody')])
    .optional()
    .catch(undefined),
})
export type WorkFilter = z.output<typeof workFilterSchema>

/**
 * The one list an item stands in: unseen records and what waits for somebody else apart from what is one's own turn,
 * however late they are, so that nothing is counted twice.
 */
export function listOf({ unseen, waitingOn, dueAt }: WorkItem, now: Date): WorkList {
  if (unseen) return 'unseen'
  if (waitingOn !== undefined && waitingOn !== null) return 'waiting'
  if (dueAt === null) return 'coming'
  if (dueAt <= now) return 'overdue'
  // What is due by midnight is due on the day that ends then.
  return londonDateOf(new Date(dueAt.getTime() - 1)) === londonDateOf(now) ? 'today' : 'coming'
}

export function isLate({ dueAt }: WorkItem, now: Date): boolean {
  return dueAt !== null && dueAt <= now
}

/** The items that a filter leaves, but for which list they stand in. */
export function narrow(items: readonly WorkItem[], { kind, q, who }: WorkFilter): WorkItem[] {
  const words = q.toLowerCase()
  return items.filter(
    (item) =>
      (kind === '' || item.kind === kind) &&
      (who === undefined || (who === 'nobody' ? item.ownerMemberId === null : item.ownerMemberId === who)) &&
      (words === '' ||
        [item.reference, item.title, item.what].some((text) => text.toLowerCase().includes(words))),
  )
}

const weight: Readonly<Record<WorkBand, number>> = { high: 0, medium: 1, standard: 2 }
const bandOf = ({ band }: WorkItem) => (band === undefined || band === null ? 3 : weight[band])
const dueOf = ({ dueAt }: WorkItem) => dueAt?.getTime() ?? Number.POSITIVE_INFINITY

/** In the order asked for; what is equal in it stands by when it is due, what has no time last. */
export function inOrder(items: readonly WorkItem[], sort: WorkFilter['sort']): WorkItem[] {
  const byDue = (one: WorkItem, other: WorkItem) => {
    const [mine, its] = [dueOf(one), dueOf(other)]
    return mine === its ? 0 : mine < its ? -1 : 1
  }
  return [...items].sort((one, other) => {
    if (sort === 'risk') return bandOf(one) - bandOf(other) || byDue(one, other)
    if (sort === 'record') return one.title.localeCompare(other.title, 'en') || byDue(one, other)
    return byDue(one, other) || bandOf(one) - bandOf(other)
  })
}

/** How many stand in each list. */
export function countLists(items: readonly WorkItem[], now: Date): Record<WorkList, number> {
  const counts: Record<WorkList, number> = { overdue: 0, today: 0, unseen: 0, waiting: 0, coming: 0 }
  for (const item of items) counts[listOf(item, now)] += 1
  return counts
}

/** The address of a work list with some filters changed; what is left at its default is left out. */
export function workUrl(path: string, filter: WorkFilter, changes: Partial<WorkFilter> = {}): string {
  const defaults: Readonly<Record<string, string>> = { show: 'all', sort: 'due', kind: '', q: '' }
  const pairs = Object.entries({ ...filter, ...changes }).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === defaults[name] ? [] : [[name, value]],
  )
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`
}
