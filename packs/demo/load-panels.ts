import type pg from 'pg'
import { demoPanel } from './load-sharing.ts'
import { CITY, POLICE } from './organisation-facts.ts'

const id = (kind: number, at: number) =>
  `01900000-0000-7000-8000-0000000${kind}${at.toString(16).padStart(4, '0')}`

type PlannedItem = {
  reason: string
  factors: readonly string[]
  part: string
  minute?: { decision: string; reasoning: string }
}

const earlier: readonly PlannedItem[] = [
  {
    reason:
      'Six households on one landing, reports to three organisations, and nobody has had the whole picture.',
    factors: ['noise', 'alcohol', 'mental_health'],
    part: 'The tenant works with our dual diagnosis nurse; please do not visit without ringing her first.',
    minute: {
      decision: 'One plan, led by the city; the landlord and the police visit together.',
      reasoning: 'Visits one after the other were taken for harassment and changed nothing.',
    },
  },
  {
    reason: 'Threats to a neighbour who gave a statement.',
    factors: ['young_people', 'exploitation'],
    part: 'Two of those named are known to our child exploitation team.',
    minute: {
      decision: 'Warnings and a safety plan before any enforcement.',
      reasoning: 'Enforcement first would name the witness to those who threaten them.',
    },
  },
]
const next: readonly PlannedItem[] = [
  {
    reason: 'The warnings of last month were not kept to.',
    factors: ['noise', 'drugs', 'housing'],
    part: 'A rent possession hearing is listed; the date is not to be told outside this room.',
  },
  { reason: 'Opened again a week after it was closed.', factors: ['care_needs'], part: '' },
]

/** A meeting that was held, with its minutes and actions, and the next one with its agenda; a small county has less. */
export async function loadPanels(owner: pg.ClientBase): Promise<void> {
  await addMeeting(owner, 2, { days: 8, held: false }, next)
  await addMeeting(owner, 1, { days: -20, held: true }, earlier)
}

async function addMeeting(
  owner: pg.ClientBase,
  number: number,
  { days, held }: { days: number; held: boolean },
  items: readonly PlannedItem[],
): Promise<void> {
  const meeting = id(1, number)
  const worker = (organisation: number) =>
    `(select member_id from membership where organisation_id = ${organisation} and role = 'case_officer' and covers_for is null
      and valid_to is null order by member_id limit 1)`
  const { rowCount } = await owner.query(
    `insert into panel_meeting (id, panel_id, kind, organisation_id, starts_at, place, nominate_by, sight_level,
       sight_days, status, arranged_by, held_at, held_by, shared_at)
     select $1, $2, 'asbrac', ${CITY}, (current_date + $3::integer + time '10:00') at time zone 'Europe/London',
       'Guildhall, room 4', current_date + $3::integer - 4, 'summary', 90, $4,
       worker.id, ended.at, case when ended.at is not null then worker.id end, ended.at
     from (select ${worker(CITY)} as id) as worker,
       (select case when $4 = 'held' then (current_date + $3::integer + time '12:00') at time zone 'Europe/London' end as at) as ended
     where worker.id is not null`,
    [meeting, demoPanel, days, held ? 'held' : 'planned'],
  )
  if (rowCount === 0) return
  await owner.query(
    `insert into panel_attendance (meeting_id, organisation_id, standing, names, recorded_by)
     select $1, organisation_id, case when organisation_id = ${POLICE} then 'apologies' else 'attended' end, '', ${worker(CITY)}
     from panel_member where panel_id = $2 and left_on is null and $3`,
    [meeting, demoPanel, held],
  )
  for (const [at, { reason, factors, part, minute }] of items.entries()) {
    const item = id(2, number * 16 + at)
    const { rowCount: found } = await owner.query(
      `insert into panel_item (id, meeting_id, case_id, organisation_id, nominated_by)
       select $1, $2, asb_case.id, ${CITY}, ${worker(CITY)}
       from asb_case
       where organisation_id = ${CITY} and partition_code is null
         and not exists (select from panel_item where panel_item.case_id = asb_case.id)
       order by status = 'open' desc, (select count(*) from case_report where case_report.case_id = asb_case.id) desc, asb_case.id limit 1`,
      [item, meeting],
    )
    if (found === 0) continue
    await owner.query(
      `insert into panel_paper (item_id, reason, factors, written_by) select $1, $2, $3, ${worker(CITY)}`,
      [item, reason, factors],
    )
    if (part !== '')
      await owner.query(
        `insert into panel_part (id, item_id, organisation_id, words, visible_to, written_by)
         select $1, $2, ${CITY}, $3, '{${CITY}}', ${worker(CITY)}`,
        [id(3, number * 16 + at), item, part],
      )
    if (minute === undefined) continue
    await owner.query(
      `insert into panel_minute (id, item_id, decision, reasoning, minuted_by, minuted_at)
       select $1, $2, $3, $4, ${worker(CITY)}, (select held_at from panel_meeting where id = $5)`,
      [id(4, number * 16 + at), item, minute.decision, minute.reasoning, meeting],
    )
    // One of the actions that its plan has already was agreed there.
    await owner.query(
      `insert into panel_action (action_id, item_id)
       select case_action.id, panel_item.id from panel_item join case_action on case_action.case_id = panel_item.case_id
       where panel_item.id = $1 order by case_action.due_on, case_action.id limit 1`,
      [item],
    )
  }
}
