import { sql } from 'kysely'
import { z } from 'zod'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { parseReference } from '#platform/ids'
import type { ReviewStatus } from '../review.ts'

const blank = z.string().trim().max(200).catch('').default('')

/** The filters of the list, all of them in the URL. A value nobody could have chosen counts as none. */
export const reviewFilterSchema = z.object({
  q: blank,
  status: z
    .enum([
      'open',
      'received',
      'acknowledged',
      'threshold_met',
      'threshold_not_met',
      'panel_arranged',
      'outcome_told',
      'closed',
      'withdrawn',
      'any',
    ])
    .catch('open')
    .default('open'),
  lead: z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined),
  show: z.enum(['all', 'late', 'actions', 'appeals']).catch('all').default('all'),
  sort: z.enum(['due', 'newest']).catch('due').default('due'),
  page: z.coerce.number().int().min(1).max(1_000).catch(1).default(1),
})
export type ReviewFilter = z.output<typeof reviewFilterSchema>

export type ListedReview = {
  reference: string
  status: ReviewStatus
  leadName: string
  districtName: string
  kind: string | null
  appliedOn: LocalDate
  dueOn: LocalDate | null
  openActions: number
  lateActions: number
  openAppeals: number
}

export const reviewsOnPage = 25

/** The day by which the next step of a review is due. */
export const nextDueOn = sql<LocalDate | null>`case asb_review.status when 'received' then acknowledge_due_on
  when 'acknowledged' then threshold_due_on when 'threshold_met' then panel_due_on when 'panel_arranged' then outcome_due_on end`

/** A page of the reviews that the reader may see, what is due first or the newest at the top. */
export async function findReviews(
  db: Transaction,
  filter: ReviewFilter,
  today: LocalDate,
): Promise<{ reviews: ListedReview[]; hasMore: boolean }> {
  const reference = filter.q === '' ? undefined : parseReference(filter.q, 'CR')
  const words = `%${filter.q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const { rows } = await sql<ListedReview>`
    select asb_review.reference, asb_review.status, organisation.short_name as "leadName", asb_type.label as kind,
      coalesce((select area.name from area join area_set on area_set.id = area_set_id and kind = 'district'
        where area.code = district_code order by area_set.valid_from desc limit 1), district_code) as "districtName",
      applied_on as "appliedOn", ${nextDueOn} as "dueOn", recommendation.open as "openActions", recommendation.late as "lateActions",
      (select count(*)::integer from review_appeal where review_id = asb_review.id and decision is null) as "openAppeals"
    from asb_review
    join organisation on organisation.id = asb_review.organisation_id
    left join asb_type on asb_type.code = asb_review.asb_type
    cross join lateral (select count(*)::integer as open, (count(*) filter (where due_on < ${today}))::integer as late
      from review_recommendation as asked where asked.review_id = asb_review.id and asked.status in ('made', 'accepted')) as recommendation
    where ${
      filter.status === 'any'
        ? sql`true`
        : filter.status === 'open'
          ? sql`(asb_review.status not in ('closed', 'withdrawn', 'threshold_not_met') or recommendation.open > 0)`
          : sql`asb_review.status = ${filter.status}`
    }
      and ${filter.lead === undefined ? sql`true` : sql`asb_review.organisation_id = ${filter.lead}`}
      and ${
        reference !== undefined
          ? sql`asb_review.reference = ${reference}`
          : filter.q === ''
            ? sql`true`
            : sql`exists (select from review_applicant where review_id = asb_review.id
                and (name ilike ${words} or victim_name ilike ${words}))`
      }
      and ${
        filter.show === 'late'
          ? sql`(${nextDueOn} < ${today} or recommendation.late > 0)`
          : filter.show === 'actions'
            ? sql`recommendation.open > 0`
            : filter.show === 'appeals'
              ? sql`exists (select from review_appeal where review_id = asb_review.id and decision is null)`
              : sql`true`
      }
    order by ${filter.sort === 'due' ? sql`${nextDueOn} nulls last,` : sql``} applied_at desc, asb_review.id
    limit ${reviewsOnPage + 1} offset ${(filter.page - 1) * reviewsOnPage}`.execute(db)
  return { reviews: rows.slice(0, reviewsOnPage), hasMore: rows.length > reviewsOnPage }
}
