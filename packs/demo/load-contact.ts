import type pg from 'pg'
import { addDays, addWorkingDays, type LocalDate, londonInstant } from '#platform/clock'
import type { DemoCounty } from './generate-demo.ts'
import { insertRows, type Row } from './insert-rows.ts'
import { CITY, POLICE } from './organisation-facts.ts'

const contactId = (at: number) => `01900000-0000-7000-8000-00000000d${at.toString(16).padStart(3, '0')}`

/** What reporters of the demonstration wrote, and how many days ago. */
const written = [
  { ago: 1, words: 'It was quieter at the weekend, but on Monday night it began again at 2am.' },
  { ago: 2, words: 'Has anybody spoken to them yet? My daughter has an exam this week.' },
  { ago: 4, words: 'I have a new telephone number. Should I send it here?' },
  { ago: 6, words: 'Thank you for coming out. The van is still there.' },
] as const

const nights = [
  { ago: 12, start: '23:10', what: 'Bass through the wall until after one', effect: 'No sleep before work' },
  { ago: 9, start: '22:40', what: 'Shouting and doors banging', effect: 'The baby woke up' },
  { ago: 5, start: '23:30', what: 'Music, the same songs again', effect: 'We slept in the back room' },
  { ago: 2, start: '21:55', what: 'A party with people on the stairs', effect: 'I did not dare to go out' },
] as const

type Report = { id: string; reference: string; organisationId: number }

/** Threads that wait and are late, diaries, entries that belong nowhere, messages not sent, and the Case Review explained. */
export async function loadContact(owner: pg.ClientBase, { options }: DemoCounty): Promise<void> {
  const { today } = options
  let next = 0
  const id = () => contactId(next++)
  for (const organisation of [CITY, POLICE]) {
    const open = await findReports(owner, organisation, ['accepted', 'awaiting_triage'], 6)
    const closed = await findReports(owner, organisation, ['closed'], 2)
    await insertRows(
      owner,
      'reporter_message',
      open.slice(0, 4).flatMap((report, at) => thread(report, at, today, id)),
    )
    const diaries = [...open.slice(0, 2), ...closed].flatMap((report, at) => diary(report, at, today, id))
    await insertRows(owner, 'diary_entry', diaries)
    await insertRows(owner, 'unmatched_item', unmatched(diaries, closed, today, id))
    await notSent(owner, open.slice(4, 5), id)
    const [later, earlier] = open.slice(-2)
    if (later !== undefined && earlier !== undefined)
      await insertRows(owner, 'case_review_explained', [
        {
          report_id: later.id,
          earlier_report_id: earlier.id,
          text_version: 1,
          rule_from: '2025-09-01',
          channel: 'none',
          because: 'They want to be telephoned, which a person has to do',
          at: londonInstant(addDays(today, -3), '08:00').toISOString(),
        },
      ])
  }
  await insertRows(owner, 'contact_wish', await wishes(owner))
}

async function findReports(
  owner: pg.ClientBase,
  organisation: number,
  statuses: readonly string[],
  count: number,
): Promise<Report[]> {
  const { rows } = await owner.query<Report>(
    `select report.id, reference, organisation_id as "organisationId" from report join report_contact on report_id = report.id
     where organisation_id = $1 and status = any ($2) and partition_code is null and email <> ''
     order by filed_at desc, report.id limit $3`,
    [organisation, statuses, count],
  )
  return rows
}

function thread(report: Report, at: number, today: LocalDate, id: () => string): Row[] {
  const said = written[at % written.length] ?? written[0]
  const day = addDays(today, -said.ago)
  return [
    {
      id: id(),
      report_id: report.id,
      submission_id: id(),
      direction: 'to_reporter',
      kind: 'acknowledgement',
      words: 'We have your report. It is on its way to the right team.',
      channel: 'email',
      author_name: 'OpenASB',
      at: londonInstant(addDays(day, -5), '10:00').toISOString(),
      reply_due_on: null,
    },
    {
      id: id(),
      report_id: report.id,
      submission_id: id(),
      direction: 'from_reporter',
      kind: 'message',
      words: said.words,
      channel: 'page',
      author_name: 'The reporter',
      at: londonInstant(day, '19:20').toISOString(),
      reply_due_on: addWorkingDays(day, 2),
    },
  ]
}

function diary(report: Report, at: number, today: LocalDate, id: () => string): Row[] {
  return nights.slice(0, 4 - at).map(({ ago, start, what, effect }) => ({
    id: id(),
    report_id: report.id,
    submission_id: id(),
    started_at: londonInstant(addDays(today, -ago), start).toISOString(),
    what,
    effect,
    added_at: londonInstant(addDays(today, 1 - ago), '08:15').toISOString(),
  }))
}

/** The last entry of each closed report: one under its clock, one past it. */
function unmatched(
  entries: readonly Row[],
  closed: readonly Report[],
  today: LocalDate,
  id: () => string,
): Row[] {
  return closed.flatMap((report, at) => {
    const entry = entries.findLast(({ report_id }) => report_id === report.id)
    if (entry === undefined) return []
    const arrived = addDays(today, at === 0 ? -1 : -4)
    return [
      {
        id: id(),
        organisation_id: report.organisationId,
        report_id: report.id,
        diary_entry_id: entry.id,
        arrived_at: londonInstant(arrived, '08:15').toISOString(),
        due_at: londonInstant(addDays(arrived, 2), '08:15').toISOString(),
      },
    ]
  })
}

async function notSent(owner: pg.ClientBase, reports: readonly Report[], id: () => string): Promise<void> {
  for (const report of reports) {
    const message = id()
    await insertRows(owner, 'reporter_message', [
      {
        id: message,
        report_id: report.id,
        submission_id: id(),
        direction: 'to_reporter',
        kind: 'update',
        words: 'A team took on your report.',
        channel: 'email',
        author_name: 'OpenASB',
      },
    ])
    await owner.query(
      `insert into outgoing_message (id, channel, recipient, subject, body, status, attempts, problem)
       select $1, 'email', email, 'A message for you', 'There is a message for you.', 'failed', 1,
         'The mail server refused it (550)' from report_contact where report_id = $2`,
      [message, report.id],
    )
  }
}

async function wishes(owner: pg.ClientBase): Promise<Row[]> {
  const { rows } = await owner.query<{ id: string }>(
    `select distinct report_id as id from reporter_message where direction = 'from_reporter' order by 1 limit 2`,
  )
  return rows.map(({ id }, at) => ({
    report_id: id,
    only_channel: at === 0 ? 'page' : 'email',
    unsafe_channels: at === 0 ? ['letter', 'phone'] : ['letter'],
    safe_times: at === 0 ? 'Weekdays before 3pm' : '',
    avoid_words: at === 0 ? 'that you are from the council' : '',
  }))
}
