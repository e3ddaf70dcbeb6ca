import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { queueMessages } from '#platform/messages'
import { type Step, stepsSchema } from './rule.ts'

/** Reports looked at, concerns settled and pages that climb in one transaction, by as many statements as one alone takes. */
export const batchSize = 200
const hour = 3_600_000

type Climbing = {
  id: string
  organisationId: number
  steps: readonly Step[]
  /** The step it is to go to. */
  step: number
}

/** Lets every page go to its next step whose time has come and that nobody acknowledged; says how many. */
export async function climbPages(db: Transaction, now: Date, origin: string): Promise<number> {
  const { rows } = await sql<{ id: string; organisationId: number; step: number; steps: unknown }>`
    select page.id, page.organisation_id as "organisationId", page.step, rule.steps
    from safety_page as page join safety_net_rule as rule on rule.id = page.rule_id
    where page.acknowledged_at is null and page.next_step_at <= ${now}
    order by page.next_step_at, page.id limit ${batchSize} for update of page skip locked`.execute(db)
  const climbing = rows.map(({ steps, step, ...page }) => ({
    ...page,
    steps: stepsSchema.parse(steps),
    step: step + 1,
  }))
  await goToSteps(db, climbing, now, origin)
  return rows.length
}

/** Tells the people of each page's step, and when the next is due. A step at which nobody has that role today is passed over. */
export async function goToSteps(
  db: Transaction,
  pages: readonly Climbing[],
  now: Date,
  origin: string,
): Promise<void> {
  if (pages.length === 0) return
  const reached = await findPeople(db, pages)
  const nextAt = ({ steps, step }: Climbing) => {
    const next = steps[step + 1]
    return next === undefined ? null : new Date(now.getTime() + next.afterHours * hour).toISOString()
  }
  await sql`
    update safety_page set step = given.step, next_step_at = given.next_step_at
    from unnest(${reached.map(({ id }) => id)}::uuid[], ${reached.map(({ step }) => step)}::smallint[],
      ${reached.map(nextAt)}::timestamptz[]) as given (id, step, next_step_at)
    where safety_page.id = given.id`.execute(db)
  const notices = reached.flatMap(({ people, ...page }) =>
    people.map((person) => ({ ...page, ...person, messageId: newId() })),
  )
  if (notices.length === 0) return
  await db
    .insertInto('safety_notice')
    .values(
      notices.map(({ id, step, steps, memberId, organisationId, messageId }) => ({
        page_id: id,
        step,
        member_id: memberId,
        organisation_id: organisationId,
        role: steps[step]?.role ?? '',
        at: now,
        message_id: messageId,
      })),
    )
    .execute()
  // Neutral: an inbox is read over shoulders, and the page is for those who are signed in.
  await queueMessages(
    db,
    notices.map(({ id, email, messageId }) => ({
      id: messageId,
      channel: 'email',
      recipient: email,
      subject: 'Something needs you to look at it now',
      body: `Nobody has looked at something that should not wait. Open it, and say what is being done:\n\n${origin}/safety-net/${id}\n\nUntil somebody does, others are called.`,
    })),
  )
}

type Person = { memberId: string; email: string }
type Reached = Climbing & { people: readonly Person[] }

/** The first step from theirs on at which there is anybody, and who that is; the last step where there never is. */
async function findPeople(db: Transaction, pages: readonly Climbing[]): Promise<Reached[]> {
  const people = await readRecipients(db, pages)
  const reached = pages.map((page) => ({ ...page, people: people.get(page.id) ?? [] }))
  const isLast = ({ step, steps }: Climbing) => step + 1 >= steps.length
  const passedOver = reached.filter((page) => page.people.length === 0 && !isLast(page))
  if (passedOver.length === 0) return reached
  const further = await findPeople(
    db,
    passedOver.map((page) => ({ ...page, step: page.step + 1 })),
  )
  return [...reached.filter((page) => page.people.length > 0 || isLast(page)), ...further]
}

/** Who is called at each page's step: asked once for each organisation, team and role. */
async function readRecipients(
  db: Transaction,
  pages: readonly Climbing[],
): Promise<ReadonlyMap<string, Person[]>> {
  const { rows } = await sql<Person & { id: string }>`
    with asked as (
      select given.id, given.organisation_id, report.team_id, given.role
      from unnest(${pages.map(({ id }) => id)}::uuid[], ${pages.map(({ organisationId }) => organisationId)}::integer[],
        ${pages.map(({ step, steps }) => steps[step]?.role ?? '')}::text[]) as given (id, organisation_id, role)
      join safety_page on safety_page.id = given.id left join report on report.id = safety_page.report_id),
    called as materialized (
      select one.*, person.member_id, person.email
      from (select distinct organisation_id, team_id, role from asked) as one
      cross join lateral page_recipients(one.organisation_id, one.team_id, one.role) as person)
    select asked.id, called.member_id as "memberId", called.email
    from asked join called on called.organisation_id = asked.organisation_id and called.role = asked.role
      and called.team_id is not distinct from asked.team_id
    order by asked.id, called.member_id`.execute(db)
  return Map.groupBy(rows, ({ id }) => id)
}
