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

/** Interventions that the reader may see, what is breached and what ends soonest first unless sorted otherwise. */
export async function findOrders(
  db: Transaction,
  filter: OrderFilter,
  codes: readonly string[],
  today: LocalDate,
): Promise<ListedOrder[]> {
  const isOver = sql<boolean>`(intervention.status <> 'open' or coalesce(intervention.ends_on < ${today}::date, false))`
  const { rows } = await sql<ListedOrder>`
    select intervention.id, intervention.power, asb_case.reference as "caseReference", asb_case.title as "caseTitle",
      coalesce(case_party.name, intervention.place) as about, intervention.issued_on as "issuedOn",
      intervention.ends_on as "endsOn", intervention.served_at as "servedAt", intervention.status,
      intervention.breaches, cardinality(intervention.conditions) as conditions,
      organisation.short_name as "organisationName"
    from intervention join asb_case on asb_case.id = intervention.case_id
      join organisation on organisation.id = intervention.organisation_id
      left join case_party on case_party.id = intervention.party_id
    where intervention.power = any (${[...codes]}::text[])
      and (${filter.power} = '' or intervention.power = ${filter.power})
      and (${filter.q} = '' or asb_case.reference ilike '%' || ${filter.q} || '%'
        or coalesce(case_party.name, intervention.place) ilike '%' || ${filter.q} || '%')
      and case ${filter.state}::text when 'open' then not ${isOver} when 'ended' then ${isOver}
        when 'breached' then intervention.breaches > 0 else true end
    order by ${
      filter.sort === 'issued'
        ? sql`intervention.issued_on desc`
        : filter.sort === 'ends'
          ? sql`intervention.ends_on nulls last`
          : sql`${isOver}, intervention.breaches > 0 desc, intervention.ends_on nulls last`
    }, intervention.id
    limit ${ordersOnPage}`.execute(db)
  return rows
}
