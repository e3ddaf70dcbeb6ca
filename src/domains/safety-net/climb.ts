import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { queueMessage } from '#platform/messages'
import { type Step, stepsSchema } from './rule.ts'

/** Pages that climb in one transaction. */
const batchSize = 100
const hour = 3_600_000

type Climbing = { id: string; organisationId: number; steps: readonly Step[] }

/** Lets every page go to its next step whose time has come and that nobody acknowledged; says how many. */
export async function climbPages(db: Transaction, now: Date, origin: string): Promise<number> {
  const { rows } = await sql<{ id: string; organisationId: number; step: number; steps: unknown }>`
    select page.id, page.organisation_id as "organisationId", page.step, rule.steps
    from safety_page as page join safety_net_rule as rule on rule.id = page.rule_id
    where page.acknowledged_at is null and page.next_step_at <= ${now}
    order by page.next_step_at, page.id limit ${batchSize} for update of page skip locked`.execute(db)
  for (const { steps, step, ...page } of rows)
    await goToStep(db, { ...page, steps: stepsSchema.parse(steps) }, step + 1, now, origin)
  return rows.length
}

/** Tells the people of a step, and when the next is due. A step at which nobody has that role today is passed over. */
export async function goToStep(
  db: Transaction,
  { id, organisationId, steps }: Climbing,
  from: number,
  now: Date,
  origin: string,
): Promise<void> {
  let at = from
  let people = await readRecipients(db, id, organisationId, steps[at])
  while (people.length === 0 && at + 1 < steps.length) {
    at += 1
    people = await readRecipients(db, id, organisationId, steps[at])
  }
  const next = steps[at + 1]
  const nextAt = next === undefined ? null : new Date(now.getTime() + next.afterHours * hour)
  await sql`update safety_page set step = ${at}, next_step_at = ${nextAt} where id = ${id}`.execute(db)
  for (const { memberId, email } of people) {
    const messageId = newId()
    await sql`
      insert into safety_notice (page_id, step, member_id, organisation_id, role, at, message_id)
      values (${id}, ${at}, ${memberId}, ${organisationId}, ${steps[at]?.role ?? ''}, ${now}, ${messageId})`.execute(
      db,
    )
    // Neutral: an inbox is read over shoulders, and the page is for those who are signed in.
    await queueMessage(db, {
      id: messageId,
      channel: 'email',
      recipient: email,
      subject: 'Something needs you to look at it now',
      body: `Nobody has looked at something that should not wait. Open it, and say what is being done:\n\n${origin}/safety-net/${id}\n\nUntil somebody does, others are called.`,
    })
  }
}

async function readRecipients(
  db: Transaction,
  page: string,
  organisation: number,
  step: Step | undefined,
): Promise<{ memberId: string; email: string }[]> {
  if (step === undefined) return []
  const { rows } = await sql<{ memberId: string; email: string }>`
    select member_id as "memberId", email from page_recipients(${organisation}, (select report.team_id
      from safety_page join report on report.id = safety_page.report_id where safety_page.id = ${page}), ${step.role})
    order by member_id`.execute(db)
  return rows
}
