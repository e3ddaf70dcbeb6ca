import { sql } from 'kysely'
import { z } from 'zod'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'

const blank = z.string().trim().max(200).catch('').default('')

/** The filters of the orders register, all of them in the URL. A value nobody could have chosen counts as none. */
export const orderFilterSchema = z.object({
  q: blank,
  power: blank,
  state: z.enum(['open', 'breached', 'ended', 'any']).catch('open').default('open'),
  sort: z.enum(['urgent', 'issued', 'ends']).catch('urgent').default('urgent'),
  /** Where the page before ended. */
  after: blank,
})
export type OrderFilter = z.output<typeof orderFilterSchema>

export type ListedOrder = {
  id: string
  power: string
  caseReference: string
  caseTitle: string
  about: string
  issuedOn: LocalDate
  endsOn: LocalDate | null
  servedAt: Date | null
  status: string
  breaches: number
  conditions: number
  organisationName: string
}

export const ordersOnPage = 50

/**
 * A page of the interventions that the reader may see, what is breached and what ends soonest first unless sorted
 * otherwise, and where the next begins. It is read from the ranges of an index in the order of the list, one after the
 * other, so that a page costs the same however many there are.
 */
export async function findOrders(
  db: Transaction,
  filter: OrderFilter,
  codes: readonly string[],
  today: LocalDate,
): Promise<{ orders: ListedOrder[]; next: string | undefined }> {
  const parts = partsOf(filter)
  const cursor = readCursor(filter.after)
  const found: { order: ListedOrder; part: number }[] = []
  for (const [at, part] of parts.entries()) {
    const wanted = ordersOnPage + 1 - found.length
    if (wanted <= 0) break
    if (cursor !== undefined && at < cursor.part) continue
    const after = cursor?.part === at ? cursor : undefined
    const { rows } = await sql<ListedOrder>`
      select intervention.id, intervention.power, asb_case.reference as "caseReference", asb_case.title as "caseTitle",
        coalesce(case_party.name, intervention.place) as about, intervention.issued_on as "issuedOn",
        intervention.ends_on as "endsOn", intervention.served_at as "servedAt", intervention.status,
        intervention.breaches, cardinality(intervention.conditions) as conditions,
        organisation.short_name as "organisationName"
      from (${sql.join(
        part.map((range) => firstOf(range, filter, { codes, today, after, wanted })),
        sql` union all `,
      )}) as intervention
        join asb_case on asb_case.id = intervention.case_id
        join organisation on organisation.id = intervention.organisation_id
        left join case_party on case_party.id = intervention.party_id
      order by ${orderOf(filter)} limit ${wanted}`.execute(db)
    found.push(...rows.map((order) => ({ order, part: at })))
  }
  const page = found.slice(0, ordersOnPage)
  const last = found.length > ordersOnPage ? page.at(-1) : undefined
  return { orders: page.map(({ order }) => order), next: last && writeCursor(last, filter) }
}

/** A run of the register's index: in force or not, breached or not, and when it ends. */
type Range = { isOpen: boolean; isBreached: boolean; ends: 'ahead' | 'passed' | 'some day' | 'never' }

const ranges: readonly Range[] = [true, false].flatMap((isBreached) => [
  { isOpen: true, isBreached, ends: 'ahead' },
  { isOpen: true, isBreached, ends: 'never' },
  { isOpen: true, isBreached, ends: 'passed' },
  { isOpen: false, isBreached, ends: 'some day' },
  { isOpen: false, isBreached, ends: 'never' },
])
const isOver = ({ isOpen, ends }: Range) => !isOpen || ends === 'passed'

/** The ranges of a list in its order; those of one part are merged by day. */
function partsOf({ state, sort }: OrderFilter): readonly (readonly Range[])[] {
  const listed = ranges.filter((range) => {
    if (state === 'open') return !isOver(range)
    if (state === 'ended') return isOver(range)
    return state === 'any' || range.isBreached
  })
  const placeOf = (range: Range) => {
    if (sort === 'issued') return 0
    const isLast = range.ends === 'never' ? 1 : 0
    return sort === 'ends' ? isLast : (isOver(range) ? 4 : 0) + (range.isBreached ? 0 : 2) + isLast
  }
  return [...Map.groupBy(listed, placeOf)].toSorted(([one], [other]) => one - other).map(([, part]) => part)
}

const orderOf = ({ sort }: OrderFilter) =>
  sort === 'issued'
    ? sql`intervention.issued_on desc, intervention.id desc`
    : sql`intervention.ends_on, intervention.id`

type Cursor = { part: number; day: LocalDate | null; id: string }
type Asked = { codes: readonly string[]; today: LocalDate; after: Cursor | undefined; wanted: number }

function firstOf(range: Range, filter: OrderFilter, { codes, today, after, wanted }: Asked) {
  const words = `%${filter.q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const ends = {
    ahead: sql`intervention.ends_on >= ${today}::date`,
    passed: sql`intervention.ends_on < ${today}::date`,
    'some day': sql`intervention.ends_on is not null`,
    never: sql`intervention.ends_on is null`,
  }[range.ends]
  const conditions = [
    sql`(intervention.status = 'open') = ${sql.lit(range.isOpen)}`,
    sql`(intervention.breaches > 0) = ${sql.lit(range.isBreached)}`,
    ends,
    sql`intervention.power = any (${[...codes]}::text[])`,
    ...(filter.power === '' ? [] : [sql`intervention.power = ${filter.power}`]),
    ...(filter.q === ''
      ? []
      : [
          sql`(exists (select from asb_case where asb_case.id = intervention.case_id and asb_case.reference ilike ${words})
            or coalesce((select name from case_party where case_party.id = intervention.party_id), intervention.place)
              ilike ${words})`,
        ]),
    ...(after === undefined ? [] : [follows(filter, after)]),
  ]
  return sql`(select * from intervention where ${sql.join(conditions, sql` and `)}
    order by ${orderOf(filter)} limit ${wanted})`
}

function follows({ sort }: OrderFilter, { day, id }: Cursor) {
  if (day === null) return sql`intervention.id > ${id}::uuid`
  return sort === 'issued'
    ? sql`(intervention.issued_on, intervention.id) < (${day}::date, ${id}::uuid)`
    : sql`(intervention.ends_on, intervention.id) > (${day}::date, ${id}::uuid)`
}

function writeCursor({ order, part }: { order: ListedOrder; part: number }, { sort }: OrderFilter): string {
  return `${part}~${(sort === 'issued' ? order.issuedOn : order.endsOn) ?? ''}~${order.id}`
}

function readCursor(after: string): Cursor | undefined {
  const [part, day, id] = after.split('~')
  const read = z
    .object({ part: z.coerce.number().int().min(0), day: z.iso.date().or(z.literal('')), id: z.uuid() })
    .safeParse({ part, day, id })
  return read.success ? { ...read.data, day: read.data.day === '' ? null : read.data.day } : undefined
}
