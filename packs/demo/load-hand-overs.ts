import type pg from 'pg'
import { addWorkingDays, type LocalDate, londonInstant } from '#platform/clock'
import type { DemoCounty } from './generate-demo.ts'
import { CITY, FIRST_DISTRICT, LANDLORDS, MEDIATION, POLICE } from './organisation-facts.ts'

type Kind = 'assign' | 'refer' | 'transfer' | 'request_access'

type PlannedHandOver = {
  kind: Kind
  record: 'report' | 'case'
  /** Holds the record. */
  giver: number
  receiver: number
  level: 'signpost' | 'summary' | 'full'
  /** Working days ago. */
  askedAgo: number
  reason: string
  work?: string
  consent?: boolean
  answer?: { accepts: boolean; why: string }
}

const [COTTAGE, HARBOUR] = LANDLORDS

/** What waits, what is late and what was decided, between the organisations that a demonstration signs in to. */
const planned: readonly PlannedHandOver[] = [
  {
    kind: 'refer',
    record: 'case',
    giver: CITY,
    receiver: MEDIATION,
    level: 'summary',
    askedAgo: 1,
    reason: 'Both neighbours would sit down together if somebody neutral asked them.',
    consent: true,
  },
  {
    kind: 'transfer',
    record: 'report',
    giver: CITY,
    receiver: POLICE,
    level: 'summary',
    askedAgo: 1,
    reason: 'A weapon was shown. This is for the police to lead.',
  },
  {
    kind: 'transfer',
    record: 'report',
    giver: POLICE,
    receiver: CITY,
    level: 'summary',
    askedAgo: 2,
    reason: 'No offence: noise that environmental health can measure.',
    consent: true,
  },
  {
    kind: 'refer',
    record: 'case',
    giver: POLICE,
    receiver: COTTAGE,
    level: 'full',
    askedAgo: 12,
    reason: 'One of the households is a tenant of theirs.',
  },
  {
    kind: 'refer',
    record: 'case',
    giver: CITY,
    receiver: FIRST_DISTRICT,
    level: 'summary',
    askedAgo: 9,
    reason: 'The same group meets across the boundary at weekends.',
  },
  {
    kind: 'request_access',
    record: 'report',
    giver: POLICE,
    receiver: HARBOUR,
    level: 'full',
    askedAgo: 3,
    reason: 'A tenant told us that they reported this and gave us the reference.',
    consent: true,
  },
  {
    kind: 'request_access',
    record: 'case',
    giver: CITY,
    receiver: FIRST_DISTRICT,
    level: 'summary',
    askedAgo: 15,
    reason: 'A resident of ours is named to us as a witness.',
  },
  {
    kind: 'refer',
    record: 'report',
    giver: POLICE,
    receiver: MEDIATION,
    level: 'summary',
    askedAgo: 20,
    reason: 'Neighbours who once got on well.',
    consent: true,
    answer: { accepts: true, why: 'We can see both of them next week.' },
  },
  {
    kind: 'refer',
    record: 'report',
    giver: CITY,
    receiver: HARBOUR,
    level: 'full',
    askedAgo: 18,
    reason: 'The flat above belongs to them, we think.',
    answer: { accepts: false, why: 'That block was sold in the spring.' },
  },
  {
    kind: 'assign',
    record: 'case',
    giver: CITY,
    receiver: CITY,
    level: 'full',
    askedAgo: 6,
    work: 'Put up a camera for the school holidays',
    reason: 'It always happens behind the same bins.',
    answer: { accepts: true, why: '' },
  },
]

type Asker = { member: string; name: string; circles: number[] }

/** Asks and answers by the product's own functions, as the people whose work it is; those who sign in find work there. */
export async function loadHandOvers(owner: pg.ClientBase, { options }: DemoCounty): Promise<void> {
  const taken: string[] = []
  for (const [at, plan] of planned.entries()) {
    const other = { ...plan, record: plan.record === 'report' ? 'case' : 'report' } as const
    const reference = (await findRecord(owner, plan, taken)) ?? (await findRecord(owner, other, taken))
    // A very small county may have no such record.
    if (reference === undefined) continue
    taken.push(reference)
    await hand(
      owner,
      `01900000-0000-7000-8000-00000000e${at.toString(16).padStart(3, '0')}`,
      plan,
      reference,
      options.today,
    )
  }
  await actAs(owner, 0, { member: '', name: '', circles: [] })
}

async function findRecord(
  owner: pg.ClientBase,
  { kind, record, giver, receiver, level }: PlannedHandOver,
  taken: readonly string[],
): Promise<string | undefined> {
  const isReport = record === 'report'
  const { rows } = await owner.query<{ reference: string }>(
    `select reference from ${isReport ? 'report' : 'asb_case'} as record
     where organisation_id = $1 and partition_code is null and reference <> all ($2)
       and status = any ($3) and (organisation_id = $4 or $4 <> all (organisations_in(audience))
         and agreement_between($1, $4, $5, $6, null) is not null)
     order by ${isReport ? 'filed_at' : 'opened_at'} desc, id limit 1`,
    [
      giver,
      taken,
      isReport ? ['awaiting_triage', 'accepted'] : ['open'],
      receiver,
      kind === 'transfer' ? 'full' : level,
      record,
    ],
  )
  return rows[0]?.reference
}

async function hand(
  owner: pg.ClientBase,
  id: string,
  plan: PlannedHandOver,
  reference: string,
  today: LocalDate,
): Promise<void> {
  const isRequest = plan.kind === 'request_access'
  const [from, to] = isRequest ? [plan.receiver, plan.giver] : [plan.giver, plan.receiver]
  const day = addWorkingDays(today, -plan.askedAgo)
  const { rows: terms } = await owner.query<{ working_days: number }>(
    'select working_days from hand_over_term where kind = $1 and valid_to is null',
    [plan.kind],
  )
  const { rows: teams } = await owner.query<{ id: string }>(
    'select id from team where organisation_id = $1 order by name limit 1',
    [to],
  )
  const asker = await findPerson(owner, from, 'case_officer', 'triage_officer')
  await actAs(owner, from, asker)
  const asked = {
    id,
    kind: plan.kind,
    reference,
    from_organisation_id: from,
    to_organisation_id: to,
    to_team_id: plan.kind === 'assign' ? teams[0]?.id : null,
    level: plan.level,
    work: plan.work ?? '',
    reason: plan.reason,
    ...(plan.consent
      ? { consent_by: 'victim', consent_on: addWorkingDays(day, -1) }
      : { lawful_basis_code: 'crime_and_disorder' }),
    asked_at: londonInstant(day, '09:30').toISOString(),
    due_on: addWorkingDays(day, terms[0]?.working_days ?? 5),
  }
  await expectDone(owner, `ask_hand_over(jsonb_populate_record(null::hand_over, $1::jsonb), $2)`, [
    JSON.stringify(asked),
    asker.name,
  ])
  if (plan.answer === undefined) return dateTimeline(owner, id)
  const answerer = await findPerson(owner, to, 'supervisor', 'triage_officer')
  await actAs(owner, to, answerer)
  await expectDone(owner, 'answer_hand_over($1, 1, $2, $3, null, false, null, $4)', [
    id,
    plan.answer.accepts,
    plan.answer.why,
    answerer.name,
  ])
  await dateTimeline(owner, id)
}

/** The functions write down now; it was asked some days ago, and answered the day after. */
async function dateTimeline(owner: pg.ClientBase, id: string): Promise<void> {
  await owner.query(
    `update hand_over set answered_at = asked_at + interval '1 day' where id = $1 and answered_at is not null`,
    [id],
  )
  await owner.query(
    `update timeline_entry set at = asked_at + case when timeline_entry.kind = 'hand_over_asked' then interval '0' else interval '1 day' end
     from hand_over
     where hand_over.id = $1 and timeline_entry.kind like 'hand_over%' and timeline_entry.at > asked_at
       and (timeline_entry.report_id = hand_over.report_id or timeline_entry.case_id = hand_over.case_id)`,
    [id],
  )
}

async function findPerson(owner: pg.ClientBase, organisation: number, ...roles: string[]): Promise<Asker> {
  const { rows } = await owner.query<Asker>(
    `select member.id as member, member.name, circles_of(member.id, array[$1::integer], '{}', current_date) as circles
     from membership join member on member.id = member_id
     where organisation_id = $1 and role in ('triage_officer', 'case_officer', 'supervisor')
     order by array_position($2::text[], role) nulls last, member.id limit 1`,
    [organisation, roles],
  )
  const [person] = rows
  if (person === undefined) throw new Error(`Nobody works on records at organisation ${organisation}`)
  return person
}

/** For the rest of the transaction, or until somebody else acts. */
async function actAs(owner: pg.ClientBase, organisation: number, { member, circles }: Asker): Promise<void> {
  await owner.query(
    `select set_config('openasb.member', $1, true), set_config('openasb.organisations', $2, true),
       set_config('openasb.circles', $3, true)`,
    [member, `{${organisation === 0 ? '' : organisation}}`, `{${circles.join(',')}}`],
  )
}

async function expectDone(owner: pg.ClientBase, call: string, values: readonly unknown[]): Promise<void> {
  const { rows } = await owner.query<{ outcome: string }>(`select ${call} as outcome`, [...values])
  if (rows[0]?.outcome !== 'done')
    throw new Error(`A hand-over of the demonstration came to: ${rows[0]?.outcome}`)
}
