import { sql } from 'kysely'
import { type Actor, asMember } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { type Counts, hideSmallNumbers, type Measure, measures } from './hide-small-numbers.ts'

export type BodyCounts = Counts & { bodyId: number; body: string }

/** What section 104(10) asks for a year, of the reviews that an organisation leads, by each relevant body of theirs. */
export async function countFigures(db: Transaction, leadId: number, year: number): Promise<BodyCounts[]> {
  const { rows } = await sql<BodyCounts>`
    select organisation.id as "bodyId", organisation.name as body,
      (count(*) filter (where status <> 'withdrawn'))::integer as applications,
      (count(*) filter (where status <> 'withdrawn' and decision.decision = 'not_met'))::integer as not_met,
      (count(*) filter (where status <> 'withdrawn' and outcome_at is not null))::integer as reviews,
      coalesce(sum(asked.made), 0)::integer as recommendations, coalesce(sum(asked.accepted), 0)::integer as accepted
    from asb_review
    join review_body on review_body.review_id = asb_review.id
    join organisation on organisation.id = review_body.organisation_id
    left join lateral (select decision from review_decision where review_id = asb_review.id and kind in ('threshold', 'trigger')
      order by decided_at desc limit 1) as decision on true
    left join lateral (select count(*) as made, count(*) filter (where review_recommendation.status in ('accepted', 'done')) as accepted
      from review_recommendation where review_recommendation.review_id = asb_review.id
        and review_recommendation.organisation_id = review_body.organisation_id) as asked on true
    where asb_review.organisation_id = ${leadId} and extract(year from applied_on) = ${year}
    group by organisation.id, organisation.name
    order by organisation.name`.execute(db)
  return rows
}

/** Publishes a year, in the place of what was published for it before: as it is shown, so that no small number leaves. */
export async function publishFigures(
  db: Transaction,
  actor: Actor,
  { leadId, year }: { leadId: number; year: number },
): Promise<void> {
  const counted = await countFigures(db, leadId, year)
  await db
    .deleteFrom('review_figure')
    .where('organisation_id', '=', leadId)
    .where('year', '=', year)
    .execute()
  const values = counted.flatMap((counts) => {
    const shown = hideSmallNumbers(counts)
    return measures.map((measure) => ({
      organisation_id: leadId,
      year,
      body_id: counts.bodyId,
      measure,
      shown: shown[measure],
      published_by: asMember(actor).memberId,
    }))
  })
  if (values.length > 0) await db.insertInto('review_figure').values(values).execute()
}

export type PublishedFigure = { year: number; lead: string; body: string; measure: Measure; shown: string }

/** Everything that was published, newest year first. */
export function readFigures(db: Transaction): Promise<PublishedFigure[]> {
  return db
    .selectFrom('review_figure')
    .innerJoin('organisation as lead', 'lead.id', 'review_figure.organisation_id')
    .innerJoin('organisation as body', 'body.id', 'review_figure.body_id')
    .select(['year', 'lead.name as lead', 'body.name as body', 'measure', 'shown'])
    .orderBy('year', 'desc')
    .orderBy('lead.name')
    .orderBy('body.name')
    .orderBy('measure')
    .execute()
}
