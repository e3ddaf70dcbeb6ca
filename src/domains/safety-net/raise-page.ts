import { sql } from 'kysely'
import { addTimelineEntries } from '#domains/timeline'
import { system } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { goToStep } from './climb.ts'
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
  const { record } = page
  const { rows: rules } = await sql<{ id: string; steps: unknown }>`
    select id, steps from safety_net_rule where id = ${page.ruleId ?? null}::uuid
    union all select id, steps from safety_rule_on(${page.organisationId}, (${now}::timestamptz at time zone 'Europe/London')::date)
      where ${page.ruleId ?? null}::uuid is null`.execute(db)
  const [rule] = rules
  if (rule === undefined) throw new Error('No safety net is published')
  const id = newId()
  const { rows } = await sql`
    insert into safety_page (id, cause, kind, organisation_id, report_id, case_id, basis, rule_id, since, paged_at)
    values (${id}, ${page.cause}, ${page.kind}, ${page.organisationId}, ${'reportId' in record ? record.reportId : null},
      ${'caseId' in record ? record.caseId : null}, ${[...page.basis]}::uuid[], ${rule.id}, ${page.since}, ${now})
    on conflict (cause) do nothing returning id`.execute(db)
  if (rows.length === 0) return false
  await addTimelineEntries(db, system, [
    {
      ...record,
      kind: 'safety_page',
      what: `Nobody had looked: ${pageKindNames[page.kind].toLowerCase()}. Somebody was called`,
    },
  ])
  await goToStep(
    db,
    { id, organisationId: page.organisationId, steps: stepsSchema.parse(rule.steps) },
    0,
    now,
    origin,
  )
  return true
}
