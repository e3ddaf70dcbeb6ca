import type pg from 'pg'
import {
  addDays,
  addMonths,
  addWorkingDays,
  isWorkingDay,
  type LocalDate,
  londonInstant,
} from '#platform/clock'
import type { DemoCounty } from './generate-demo.ts'
import { idAt, referenceSource } from './identity.ts'
import { insertRows } from './insert-rows.ts'
import { CITY, COUNTY, POLICE } from './organisation-facts.ts'
import { type DemoMember, leadOf } from './organisations.ts'
import { type Random, seededRandom } from './random.ts'

type PlannedRequest = {
  controller: number
  regime: 'uk_gdpr' | 'part_3'
  status: 'open' | 'awaiting_approval' | 'approved' | 'released' | 'closed'
  /** Days before the reference date. */
  receivedAgo: number
  wanted: string
  /** What was done about the records that were found. */
  records: 'none' | 'found' | 'read'
  asks?: { organisation: number; message: string }
  isPaused?: true
}

/** One request in each state, and one that waits for the person. */
const planned: readonly PlannedRequest[] = [
  {
    controller: CITY,
    regime: 'uk_gdpr',
    status: 'open',
    receivedAgo: 2,
    wanted: 'Everything you hold about me.',
    records: 'none',
  },
  {
    controller: CITY,
    regime: 'uk_gdpr',
    status: 'open',
    receivedAgo: 12,
    wanted: 'All reports of noise in which I am named, and who was told.',
    records: 'found',
    asks: { organisation: POLICE, message: 'They say that officers came twice in the spring.' },
  },
  {
    controller: CITY,
    regime: 'uk_gdpr',
    status: 'open',
    receivedAgo: 35,
    wanted: 'My file.',
    records: 'none',
    isPaused: true,
  },
  {
    controller: CITY,
    regime: 'uk_gdpr',
    status: 'awaiting_approval',
    receivedAgo: 20,
    wanted: 'What was written about my complaint.',
    records: 'read',
  },
  {
    controller: CITY,
    regime: 'uk_gdpr',
    status: 'approved',
    receivedAgo: 25,
    wanted: 'Everything you hold about me.',
    records: 'read',
  },
  {
    controller: CITY,
    regime: 'uk_gdpr',
    status: 'released',
    receivedAgo: 70,
    wanted: 'Everything you hold about me.',
    records: 'read',
  },
  {
    controller: CITY,
    regime: 'uk_gdpr',
    status: 'closed',
    receivedAgo: 90,
    wanted: 'Reports of the last year.',
    records: 'none',
  },
  {
    controller: POLICE,
    regime: 'part_3',
    status: 'open',
    receivedAgo: 9,
    wanted: 'What is held about me as a victim.',
    records: 'found',
    asks: { organisation: CITY, message: 'They also reported to the council.' },
  },
  {
    controller: COUNTY,
    regime: 'uk_gdpr',
    status: 'open',
    receivedAgo: 40,
    wanted: 'Anything with my name.',
    records: 'none',
  },
]

/** Somebody who reported to the controller, and what they reported. */
type Reported = {
  name: string
  email: string
  phone: string
  address: string
  records: { id: string; reference: string; title: string; at: Date; summary: string }[]
}

/** People of the county ask what is held about them. */
export async function loadSubjectAccess(owner: pg.ClientBase, county: DemoCounty): Promise<void> {
  const random = seededRandom(`${county.name}/${county.options.seed}`).fork('subject access')
  const nextReference = referenceSource('SAR', random)
  const taken: string[] = []
  for (const plan of planned) {
    const person = await findPerson(owner, plan.controller, taken)
    // A very small county may have nobody left who reported there.
    if (person === undefined) continue
    taken.push(person.email)
    const officers = officersOf(county.partnership.members, plan.controller)
    const request = requestRow(plan, person, officers, {
      id: idAt(londonInstant(addDays(county.options.today, -plan.receivedAgo), '09:00').getTime(), random),
      reference: nextReference(),
      today: county.options.today,
    })
    await insertRows(owner, 'subject_request', [request])
    await loadItems(owner, plan, request, person, random)
    if (plan.status === 'released') await loadExpiredPackage(owner, plan, request, random)
    if (plan.asks)
      await insertRows(owner, 'subject_contribution', [
        {
          id: idAt(Date.parse(`${request.received_on}T12:00:00Z`), random),
          request_id: request.id,
          controller_id: plan.controller,
          organisation_id: plan.asks.organisation,
          status: 'asked',
          message: plan.asks.message,
          due_on: addWorkingDays(county.options.today, 5),
          reason: '',
          asked_by: request.created_by,
          asked_at: `${addDays(county.options.today, -1)}T10:30:00Z`,
          restricted_left: 0,
          version: 1,
        },
      ])
  }
}

/** Who registers and hands in, then who approves: the person whom a demonstration signs in as. */
function officersOf(members: readonly DemoMember[], controller: number): DemoMember[] {
  const lead = leadOf(members, controller, 'information_governance')
  const others = members.filter(
    (each) => each.organisationId === controller && each.role === 'information_governance' && each !== lead,
  )
  return [...others, ...(lead ? [lead] : [])]
}

async function findPerson(
  owner: pg.ClientBase,
  controller: number,
  taken: readonly string[],
): Promise<Reported | undefined> {
  const { rows } = await owner.query<Reported>(
    `select contact.name, contact.email, max(contact.phone) as phone, max(contact.address) as address,
       json_agg(json_build_object('id', report.id, 'reference', reference, 'title', title, 'at', filed_at,
         'summary', summary) order by filed_at desc, report.id) as records
     from report_contact as contact join report on report.id = report_id
     where organisation_id = $1 and partition_code is null and contact.email <> '' and contact.email <> all ($2)
       and contact.name <> ''
     group by contact.name, contact.email having count(*) between 1 and 6
     order by count(*) >= 3 desc, max(filed_at) desc, contact.email limit 1`,
    [controller, taken],
  )
  return rows[0]
}

function requestRow(
  plan: PlannedRequest,
  person: Reported,
  [first, second = first]: readonly DemoMember[],
  named: { id: string; reference: string; today: LocalDate },
) {
  if (!first || !second) throw new Error(`Nobody answers for information at organisation ${plan.controller}`)
  const on = (ago: number) => addDays(named.today, -ago)
  const received = on(plan.receivedAgo)
  const isHandedIn = ['awaiting_approval', 'approved', 'released'].includes(plan.status)
  const isApproved = plan.status === 'approved' || plan.status === 'released'
  const due = addMonths(received, 1)
  return {
    id: named.id,
    reference: named.reference,
    organisation_id: plan.controller,
    regime: plan.regime,
    status: plan.status,
    person_name: person.name,
    other_names: '',
    email: person.email,
    phone: person.phone,
    address: person.address,
    asked_by: 'themselves',
    representative: '',
    wanted: plan.wanted,
    received_on: received,
    identity_proof: plan.records === 'none' && plan.receivedAgo < 10 ? '' : 'Passport',
    identity_seen_on: plan.records === 'none' && plan.receivedAgo < 10 ? null : received,
    due_on: isWorkingDay(due) ? due : addWorkingDays(due, 1),
    extended_months: 0,
    extension_reason: '',
    paused_on: plan.isPaused ? on(plan.receivedAgo - 4) : null,
    pause_reason: plan.isPaused ? 'Which address, and which years?' : '',
    paused_days: 0,
    withhold_staff_names: true,
    searched_at: plan.records === 'none' ? null : `${on(plan.receivedAgo - 1)}T10:00:00Z`,
    restricted_left: 0,
    submitted_by: isHandedIn ? first.id : null,
    submitted_at: isHandedIn ? `${on(plan.receivedAgo - 8)}T15:00:00Z` : null,
    approved_by: isApproved ? second.id : null,
    approved_at: isApproved ? `${on(plan.receivedAgo - 10)}T11:00:00Z` : null,
    released_on: plan.status === 'released' ? on(plan.receivedAgo - 14) : null,
    released_to: plan.status === 'released' ? person.name : '',
    release_method: plan.status === 'released' ? 'In person, at the front desk' : '',
    closed_on: plan.status === 'closed' ? on(plan.receivedAgo - 20) : null,
    closing_reason: plan.status === 'closed' ? 'They took the request back.' : '',
    version: 1,
    created_by: first.id,
    created_at: `${received}T09:30:00Z`,
    modified_at: `${received}T09:30:00Z`,
  }
}

/** The package that was handed over; nothing of it is kept any more but that there was one. */
async function loadExpiredPackage(
  owner: pg.ClientBase,
  plan: PlannedRequest,
  request: ReturnType<typeof requestRow>,
  random: Random,
): Promise<void> {
  const made = `${addDays(request.received_on, 12)}T11:00:00Z`
  const gone = `${addDays(request.received_on, 42)}T11:00:00Z`
  const id = idAt(Date.parse(made), random)
  await insertRows(owner, 'stored_file', [
    {
      id,
      kind: 'subject_access_package',
      organisation_id: plan.controller,
      record_kind: 'subject_request',
      record_id: request.id,
      name: `${request.reference}.zip`,
      media_type: 'application/zip',
      size: 41_236,
      sha256: `\\x${'00'.repeat(32)}`,
      created_at: made,
      expires_at: gone,
      removed_at: gone,
    },
  ])
  await insertRows(owner, 'subject_package', [
    {
      id: idAt(Date.parse(made), random),
      request_id: request.id,
      status: 'ready',
      done: 1,
      total: 1,
      file_id: id,
      failure: '',
      asked_by: request.approved_by,
      asked_at: made,
      finished_at: made,
    },
  ])
}

/** The person's own reports: found, and where the request is that far, copied, read and decided. */
async function loadItems(
  owner: pg.ClientBase,
  plan: PlannedRequest,
  request: ReturnType<typeof requestRow>,
  person: Reported,
  random: Random,
): Promise<void> {
  if (plan.records === 'none') return
  const isRead = plan.records === 'read'
  const decidedAt = `${addDays(request.received_on, 3)}T14:00:00Z`
  const items = person.records.map((record) => ({
    record,
    row: {
      id: idAt(Date.parse(decidedAt), random),
      request_id: request.id,
      controller_id: plan.controller,
      organisation_id: plan.controller,
      report_id: record.id,
      reference: record.reference,
      title: record.title,
      held_by: '',
      recorded_on: String(record.at).slice(0, 10),
      score: 1,
      matches: [
        'The reporter’s email address is the same',
        `The reporter’s name is the same: ${person.name}`,
      ],
      decision: isRead ? 'included' : 'undecided',
      reason: isRead ? 'They reported it themselves' : '',
      decided_by: isRead ? request.created_by : null,
      decided_at: isRead ? decidedAt : null,
      reviewed_by: isRead ? request.created_by : null,
      reviewed_at: isRead ? decidedAt : null,
    },
  }))
  await insertRows(
    owner,
    'subject_item',
    items.map(({ row }) => row),
  )
  await owner.query(
    `update subject_item set held_by = organisation.name from organisation
     where organisation.id = subject_item.organisation_id and request_id = $1`,
    [request.id],
  )
  // What was handed over long ago has expired: its passages are gone, the decisions stay.
  if (!isRead || plan.status === 'released') return
  const passages = items.flatMap(({ row, record }) =>
    [
      ['What was reported', 'record', record.summary],
      ['Who reported', 'reporter', person.name],
      ['Their email address', 'reporter', person.email],
      ['Their telephone number', 'reporter', person.phone],
      ['Their address', 'reporter', person.address],
    ]
      .filter(([, , content]) => content !== '')
      .map(([heading, part, content], position) => ({
        id: idAt(Date.parse(decidedAt), random),
        item_id: row.id,
        position,
        heading,
        part,
        content,
      })),
  )
  await insertRows(owner, 'subject_passage', passages)
}
