import type pg from 'pg'
import { insertRows } from './insert-rows.ts'
import { CITY } from './organisation-facts.ts'

const endpointId = '01900000-0000-7000-8000-00000000e900'

const services = [
  { code: 'flytipping', name: 'Fly-tipping' },
  { code: 'street-cleaning', name: 'Street cleaning' },
  { code: 'abandoned-vehicle', name: 'Abandoned vehicle' },
]
const mapping = {
  litter: 'street-cleaning',
  fly_tipping: 'flytipping',
  abandoned_vehicles: 'abandoned-vehicle',
}

type PlannedRequest = {
  description: string
  daysAgo: number
  state: 'sent' | 'unclear' | 'failed' | 'closed'
  outcome?: string
  remoteId?: string
  remoteStatus?: string
  remoteNotes?: string
}

/** What the city sent on to its street cleansing, and what came of it there. */
const planned: readonly PlannedRequest[] = [
  {
    description: 'Two mattresses and a broken chair beside the bottle banks.',
    daysAgo: 6,
    state: 'closed',
    remoteId: 'SC-20418',
    remoteStatus: 'closed',
    remoteNotes: 'Taken away by the morning crew.',
  },
  {
    description: 'Needles under the bench at the far end. Bring tongs and a box.',
    daysAgo: 1,
    state: 'sent',
    remoteId: 'SC-20437',
    remoteStatus: 'open',
  },
  {
    description: 'A burnt-out moped on the path behind the garages.',
    daysAgo: 2,
    state: 'failed',
    outcome: 'The place is private land',
  },
  {
    description: 'Glass all over the steps of the underpass.',
    daysAgo: 3,
    state: 'unclear',
    outcome: 'It was not found there: ask them, then send it again or enter its number',
  },
]

/** A system of the city that takes requests, and four reports that it holds which went there. */
export async function loadServiceRequests(owner: pg.ClientBase): Promise<void> {
  const { rows } = await owner.query<{ id: string; lead: string; worker: string }>(
    `select report.id,
       (select member_id from membership where organisation_id = $1 and role = 'supervisor' and valid_to is null
         order by member_id limit 1) as lead,
       (select member_id from membership where organisation_id = $1 and role = 'triage_officer' and valid_to is null
         order by member_id limit 1) as worker
     from report where organisation_id = $1 and partition_code is null and status in ('accepted', 'awaiting_triage')
     order by asb_type = any ($2) desc, filed_at desc, id limit $3`,
    [CITY, Object.keys(mapping), planned.length],
  )
  const [first] = rows
  if (first === undefined) return
  await insertRows(owner, 'service_endpoint', [
    {
      id: endpointId,
      organisation_id: CITY,
      name: 'Street cleansing',
      url: 'https://streets.example.org/open311/v2',
      services,
      mapping,
      services_wanted_at: '2026-01-05T09:00:00Z',
      services_read_at: '2026-01-05T09:00:05Z',
      made_by: first.lead,
      made_at: '2026-01-05T09:00:00Z',
    },
  ])
  for (const [at, { id, worker }] of rows.entries()) {
    const request = planned[at]
    if (request === undefined) continue
    const { description, daysAgo, state, outcome = '', remoteId = null, remoteStatus = null } = request
    await owner.query(
      `insert into service_request (id, report_id, endpoint_id, organisation_id, service_code, service_name, description,
         made_by, made_at, state, attempts, due_at, outcome, remote_id, remote_status, remote_notes, asked_at, finished_at)
       select $1, $2, $3, $4, 'street-cleaning', 'Street cleaning', $5, $6, now() - make_interval(days => $7), $8, 1, null,
         $9, $10, $11, $12, case when $11::text is not null then now() - interval '1 hour' end,
         case when $8 in ('closed', 'failed') then now() - interval '1 day' end`,
      [
        `01900000-0000-7000-8000-00000000e9${(at + 1).toString(16).padStart(2, '0')}`,
        id,
        endpointId,
        CITY,
        description,
        worker,
        daysAgo,
        state,
        outcome,
        remoteId,
        remoteStatus,
        request.remoteNotes ?? '',
      ],
    )
  }
}
