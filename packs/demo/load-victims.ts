import type pg from 'pg'
import { publishCadences } from '#domains/risk'
import { publishSafetyRules } from '#domains/safety-net'
import { addDays, addWorkingDays, type LocalDate, londonInstant } from '#platform/clock'
import caseCadence from '../law/case-cadence.json' with { type: 'json' }
import safetyNet from '../law/safety-net.json' with { type: 'json' }
import type { DemoCounty } from './generate-demo.ts'
import { insertRows, type Row } from './insert-rows.ts'
import { CITY, POLICE } from './organisation-facts.ts'

const demoId = (at: number) => `01900000-0000-7000-8000-00000000e${at.toString(16).padStart(3, '0')}`

/** What was said, and how many working days ago they last heard. */
const heard = [
  { ago: 1, said: 'They sleep better since the letter. The bins are still tipped over at night.' },
  { ago: 4, said: 'It began again on Saturday. They keep their diary.' },
  { ago: 12, said: 'No change. They are afraid to use the stairs.' },
  { ago: 26, said: 'Quiet for now.' },
] as const
const promised = [
  'We ring the landlord',
  'We send a copy of the diary sheets',
  'Somebody visits in the evening',
] as const
const answered = [
  {
    answers: { informed: 'yes', listened: 'yes', promises: 'partly', safer: 'yes' },
    words: 'It took a long time but it stopped.',
  },
  {
    answers: { informed: 'no', listened: 'partly', promises: 'no', safer: 'no' },
    words: 'Nobody rang me back for weeks.',
  },
] as const

type Found = {
  caseId: string
  reportId: string
  organisationId: number
  name: string
  memberId: string
  teamId: string | null
}

/** Victims of cases with what they heard and were promised, some of it late; who signs off; calls that wait; surveys. */
export async function loadVictims(owner: pg.ClientBase, { options }: DemoCounty): Promise<void> {
  const { today } = options
  // As they are published when the product starts; doing it again changes nothing.
  await publishCadences(owner, caseCadence)
  await publishSafetyRules(owner, safetyNet)
  await owner.query(
    `select refresh_case_risk(id) from asb_case where status = 'open' and not exists (select from case_risk)`,
  )
  let next = 0
  const id = () => demoId(next++)
  for (const organisation of [CITY, POLICE]) {
    const open = await findCases(owner, organisation, 'open', heard.length)
    for (const [at, found] of open.entries()) await keepInTouch(owner, found, at, today, id)
    const closed = await findCases(owner, organisation, 'closed', answered.length)
    for (const [at, found] of closed.entries()) await survey(owner, found, at, today, id)
    await signOffs(owner, organisation, today, id)
    await calls(owner, organisation, open, today, id)
  }
}

async function findCases(
  owner: pg.ClientBase,
  organisation: number,
  status: string,
  count: number,
): Promise<Found[]> {
  const { rows } = await owner.query<Found>(
    `select distinct on (asb_case.opened_at, asb_case.id) asb_case.id as "caseId", report.id as "reportId",
       asb_case.organisation_id as "organisationId", contact.name, worker.member_id as "memberId", worker.team_id as "teamId"
     from asb_case join case_report on case_report.case_id = asb_case.id
     join report on report.id = case_report.report_id and report.organisation_id = asb_case.organisation_id
     join report_contact as contact on contact.report_id = report.id and contact.name <> ''
     join lateral (select member_id, team_id from membership where membership.organisation_id = asb_case.organisation_id
       and role = 'case_officer' order by member_id limit 1) as worker on true
     where asb_case.organisation_id = $1 and asb_case.status = $2 and asb_case.partition_code is null
       and report.partition_code is null
     order by asb_case.opened_at desc, asb_case.id, report.filed_at limit $3`,
    [organisation, status, count],
  )
  return rows
}

/** The victim of the case who reported it, as they are involved already or from now on. */
async function addParty(owner: pg.ClientBase, found: Found, since: LocalDate, id: string): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `select id from case_party where case_id = $1 and report_id = $2 and role = 'victim' and until is null
     order by id limit 1`,
    [found.caseId, found.reportId],
  )
  const [known] = rows
  if (known !== undefined) return known.id
  await insertRows(owner, 'case_party', [
    {
      id,
      case_id: found.caseId,
      person_id: id,
      role: 'victim',
      name: found.name,
      report_id: found.reportId,
      since,
      because: 'They reported it and live next to it',
      organisation_id: found.organisationId,
      added_by: found.memberId,
    },
  ])
  return id
}

async function keepInTouch(
  owner: pg.ClientBase,
  found: Found,
  at: number,
  today: LocalDate,
  id: () => string,
): Promise<void> {
  const { ago, said } = heard[at] ?? heard[0]
  const last = addWorkingDays(today, -ago)
  const party = await addParty(owner, found, addDays(last, -7), id())
  const due = addWorkingDays(last, 10)
  await owner.query(
    `update contact_plan set started_on = $2, last_contact_on = $3, next_due_on = $4, missed_on = $5, owner_member_id = $6,
       preferred_channel = 'phone', unsafe_channels = $7, safe_times = $8
     where party_id = $1`,
    [
      ...[party, addDays(last, -7), last, due, addWorkingDays(due, 2), found.memberId],
      ...[at === 2 ? ['letter'] : [], at === 2 ? 'Before 3pm, when he is at work' : ''],
    ],
  )
  const { rows } = await owner.query<{ id: string }>('select id from contact_plan where party_id = $1', [
    party,
  ])
  const [plan] = rows
  if (plan === undefined) return
  const contact = id()
  const shared: Row = { plan_id: plan.id, case_id: found.caseId, organisation_id: found.organisationId }
  await insertRows(owner, 'victim_contact', [
    {
      ...shared,
      id: contact,
      at: londonInstant(last, '11:00').toISOString(),
      channel: 'phone',
      outcome: 'reached',
      said,
      member_id: found.memberId,
    },
  ])
  const kept = at === 3
  await insertRows(owner, 'contact_promise', [
    {
      ...shared,
      id: id(),
      contact_id: contact,
      what: promised[at % promised.length] ?? promised[0],
      due_on: addWorkingDays(last, 3),
      made_by: found.memberId,
      made_at: londonInstant(last, '11:00').toISOString(),
      settled_as: kept ? 'kept' : null,
      settled_at: kept ? londonInstant(addWorkingDays(last, 2), '10:00').toISOString() : null,
      settled_by: kept ? found.memberId : null,
    },
  ])
  await owner.query(
    `insert into told_action (plan_id, action_id, words, told_by, organisation_id)
     select $1, id, 'We look at what happened and say what we do next', $2, $3 from case_action where case_id = $4
     order by due_on, id limit 1`,
    [plan.id, found.memberId, found.organisationId, found.caseId],
  )
}

async function survey(
  owner: pg.ClientBase,
  found: Found,
  at: number,
  today: LocalDate,
  id: () => string,
): Promise<void> {
  const given = answered[at] ?? answered[0]
  const closed = addDays(today, -20 - at)
  const party = await addParty(owner, found, addDays(closed, -60), id())
  const plan = id()
  await insertRows(owner, 'contact_plan', [
    {
      id: plan,
      case_id: found.caseId,
      party_id: party,
      report_id: found.reportId,
      organisation_id: found.organisationId,
      started_on: addDays(closed, -60),
      last_contact_on: addDays(closed, -3),
      next_due_on: closed,
      missed_on: closed,
      retime: false,
      ended_on: closed,
      ended_because: 'The case was closed',
    },
  ])
  await insertRows(owner, 'satisfaction_survey', [
    {
      id: id(),
      plan_id: plan,
      case_id: found.caseId,
      report_id: found.reportId,
      organisation_id: found.organisationId,
      asked_at: londonInstant(closed, '09:00').toISOString(),
      answered_at: londonInstant(addDays(closed, 2), '19:00').toISOString(),
      team_id: found.teamId,
      answers: given.answers,
      words: given.words,
      words_state: at === 0 ? 'released' : 'waiting',
      words_shown: at === 0 ? given.words : '',
    },
  ])
}

/** A case officer signs off as team leader, a supervisor as manager. */
async function signOffs(
  owner: pg.ClientBase,
  organisation: number,
  today: LocalDate,
  id: () => string,
): Promise<void> {
  const { rows } = await owner.query<{ officer: string; supervisor: string }>(
    `select (select member_id from membership where organisation_id = $1 and role = 'case_officer' order by member_id limit 1) as officer,
       (select member_id from membership where organisation_id = $1 and role = 'supervisor' order by member_id limit 1) as supervisor`,
    [organisation],
  )
  const [who] = rows
  if (who?.officer == null || who.supervisor == null) return
  const level = { organisation_id: organisation, valid_from: addDays(today, -200) }
  await insertRows(owner, 'sign_off_level', [
    { ...level, id: id(), member_id: who.officer, level: 'sergeant', given_by: who.supervisor },
    { ...level, id: id(), member_id: who.supervisor, level: 'inspector', given_by: who.officer },
  ])
  await owner.query(
    `insert into risk_sign_off (id, case_id, level, band, assessment_id, words, signed_by, organisation_id, signed_at)
     select $1, case_id, 'sergeant', band, assessment_id, 'Spoke to the officer. The visits go on, the camera stays up.', $2, $3, $4
     from case_risk where organisation_id = $3 and band in ('medium', 'high') order by case_id limit 1`,
    [id(), who.officer, organisation, londonInstant(addDays(today, -2), '14:00').toISOString()],
  )
}

async function calls(
  owner: pg.ClientBase,
  organisation: number,
  [missed, ...rest]: readonly Found[],
  today: LocalDate,
  id: () => string,
): Promise<void> {
  const { rows } = await owner.query<{ id: string }>(
    'select id from safety_net_rule where organisation_id is null',
  )
  const rule = rows[0]?.id ?? ''
  const at = (days: number, hour: string) => londonInstant(addDays(today, -days), hour).toISOString()
  const call: Row = {
    organisation_id: organisation,
    rule_id: rule,
    next_step_at: null,
    report_id: null,
    case_id: null,
  }
  const last = rest.at(-1)
  await insertRows(owner, 'safety_page', [
    ...(missed === undefined
      ? []
      : [
          {
            ...call,
            id: id(),
            cause: `demo:${organisation}:contact`,
            kind: 'missed_contact',
            case_id: missed.caseId,
            since: at(3, '00:00'),
            paged_at: at(1, '09:00'),
            step: 1,
          },
        ]),
    ...(last === undefined
      ? []
      : [
          {
            ...call,
            id: id(),
            cause: `demo:${organisation}:place`,
            kind: 'place',
            report_id: last.reportId,
            since: at(2, '21:00'),
            paged_at: at(1, '21:00'),
            step: 0,
          },
        ]),
  ])
}
