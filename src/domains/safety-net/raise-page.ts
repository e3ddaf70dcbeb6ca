import { sql } from 'kysely'
import { addTimelineEntries } from '#domains/timeline'
import { system } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { goToSteps } from './climb.ts'
import { type PageKind, pageKindNames } from './page.ts'
import { stepsSchema } from './rule.ts'

export type NewPage = {
  /** What it is about: one cause pages once, however often it is raised. */
  cause: string
  kind: PageKind
  organisationId: number
  record: { reportId: string } | { caseId: string }
  /** The other reports it rests on. */
  basis: readonly string[]
  /** Left out where the rule of today holds. */
  ruleId?: string
  /** Since when a person should have looked. */
  since: Date
}

/**
 * Pages the first people of the organisation's rule, once a cause, in the transaction of the caller. For jobs.
 * @returns whether it is a new page
 */
export async function raisePage(db: Transaction, page: NewPage, now: Date, origin: string): Promise<boolean> {
  return (await raisePages(db, [page], now, origin)) > 0
}

/**
 * The same for many, with as many statements as for one.
 * @returns how many are new
 */
export async function raisePages(
  db: Transaction,
  pages: readonly NewPage[],
  now: Date,
  origin: string,
): Promise<number> {
  if (pages.length === 0) return 0
  const rules = await readRules(db, pages, now)
  const made = pages.map((page, at) => {
    const rule = rules.get(at + 1)
    if (rule === undefined) throw new Error('No safety net is published')
    return { id: newId(), rule, ...page }
  })
  const inserted = await db
    .insertInto('safety_page')
    .values(
      made.map(({ id, rule, cause, kind, organisationId, record, basis, since }) => ({
        id,
        cause,
        kind,
        organisation_id: organisationId,
        report_id: 'reportId' in record ? record.reportId : null,
        case_id: 'caseId' in record ? record.caseId : null,
        basis: [...basis],
        rule_id: rule.id,
        since,
        paged_at: now,
      })),
    )
    .onConflict((conflict) => conflict.column('cause').doNothing())
    .returning('id')
    .execute()
  const ids = new Set(inserted.map(({ id }) => id))
  const raised = made.filter(({ id }) => ids.has(id))
  await addTimelineEntries(
    db,
    system,
    raised.map(({ record, kind }) => ({
      ...record,
      kind: 'safety_page',
      what: `Nobody had looked: ${pageKindNames[kind].toLowerCase()}. Somebody was called`,
    })),
  )
  await goToSteps(
    db,
    raised.map(({ id, organisationId, rule }) => ({
      id,
      organisationId,
      steps: stepsSchema.parse(rule.steps),
      step: 0,
    })),
    now,
    origin,
  )
  return raised.length
}

type Rule = { id: string; steps: unknown }

/** The rule of each page by its place: the one it names, else the one that holds today. */
async function readRules(
  db: Transaction,
  pages: readonly NewPage[],
  now: Date,
): Promise<ReadonlyMap<number, Rule>> {
  const { rows } = await sql<Rule & { at: number }>`
    select asked.at::integer, rule.id, rule.steps
    from unnest(${pages.map(({ ruleId }) => ruleId ?? null)}::uuid[], ${pages.map(({ organisationId }) => organisationId)}::integer[])
      with ordinality as asked (rule_id, organisation_id, at)
    cross join lateral (select id, steps from safety_net_rule where id = asked.rule_id
      union all select id, steps
        from safety_rule_on(asked.organisation_id, (${now}::timestamptz at time zone 'Europe/London')::date)
        where asked.rule_id is null) as rule`.execute(db)
  return new Map(rows.map(({ at, ...rule }) => [at, rule]))
}
