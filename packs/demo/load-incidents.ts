import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { DemoCounty } from './generate-demo.ts'
import { insertRows } from './insert-rows.ts'
import { POLICE } from './organisation-facts.ts'

const idOf = (kind: number, at: number) =>
  `01900000-0000-7000-8000-00000f${kind}${at.toString(16).padStart(5, '0')}`

/** How many of the force's newest reports came from its command and control. */
const mostIncidents = 12
const grades = ['scheduled', 'priority', 'immediate'] as const

/** The force's command and control: incidents behind some reports, a mapping and one that waits, a message not taken. */
export async function loadIncidents(owner: pg.ClientBase, { options }: DemoCounty): Promise<void> {
  const { rows: reports } = await owner.query<{ id: string; at: string; asb_type: string }>(
    `select id, to_char(filed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, asb_type from report
     where organisation_id = $1 and partition_code is null order by filed_at desc, id limit $2`,
    [POLICE, mostIncidents],
  )
  // Not the first of them, who signs in to the demonstration: whoever looks can decide what another proposed.
  const { rows: people } = await owner.query<{ member_id: string }>(
    `select distinct on (role) member_id from membership
     where organisation_id = $1 and role in ('supervisor', 'triage_officer') order by role, member_id desc`,
    [POLICE],
  )
  const [proposer, approver] = people
  if (proposer === undefined || approver === undefined) return
  await owner.query(
    `update report set channel = 'command_and_control', entered_for = $1 where id = any ($2)`,
    [POLICE, reports.map(({ id }) => id)],
  )
  const numbered = reports.map((report, at) => ({
    ...report,
    incident: idOf(1, at),
    number: `CAD-${4_100 + at}`,
    at_: at,
  }))
  await insertRows(
    owner,
    'incident',
    numbered.map(({ incident, number, at }) => ({
      id: incident,
      organisation_id: POLICE,
      source: 'STORM',
      number,
      channel: 'command_and_control',
      created_at: at,
    })),
  )
  await insertRows(
    owner,
    'incident_version',
    numbered.flatMap(({ incident, number, at, asb_type, at_ }) => {
      const common = { source: 'STORM', number }
      const messages = [
        {
          ...common,
          version: 1,
          kind: 'creation',
          received_at: at,
          opening: { code: `S-${asb_type.slice(0, 3).toUpperCase()}` },
          grade: { code: grades[at_ % grades.length] },
          narrative: 'As told on the telephone',
        },
        {
          ...common,
          version: 2,
          kind: 'update',
          remarks: [{ at, text: 'Unit on the way', category: 'dispatch' }],
        },
        ...(at_ % 2 === 0
          ? [{ ...common, version: 3, kind: 'closure', closing: { code: 'S-ADV', text: 'Advice given' } }]
          : []),
      ]
      return messages.map((message) => ({
        incident_id: incident,
        organisation_id: POLICE,
        version: message.version,
        kind: message.kind,
        message: JSON.stringify(message),
        message_hash: `\\x${createHash('sha256').update(JSON.stringify(message)).digest('hex')}`,
        received_at: at,
      }))
    }),
  )
  await insertRows(
    owner,
    'incident_report',
    numbered.map(({ incident, id }) => ({ incident_id: incident, organisation_id: POLICE, report_id: id })),
  )
  // Nobody is to be told of what was always so.
  await owner.query('update incident_change set dispatched_at = at')
  const broken = {
    source: 'STORM',
    number: 'CAD-4099',
    version: 'first',
    kind: 'opened',
    narrative: 'Shouting in the street',
  }
  await insertRows(owner, 'incident_letter', [
    {
      id: idOf(2, 0),
      organisation_id: POLICE,
      channel: 'command_and_control',
      source: broken.source,
      number: broken.number,
      reason: 'not_valid',
      because: 'Some fields are missing or not valid\nversion: Invalid input\nkind: Invalid option',
      body: JSON.stringify(broken),
      body_hash: `\\x${createHash('sha256').update(JSON.stringify(broken)).digest('hex')}`,
      received_at: `${options.today}T05:40:00Z`,
      last_received_at: `${options.today}T05:40:00Z`,
    },
  ])
  await insertRows(owner, 'source_mapping', [
    mapping(1, ['S-NOI', 'S-GAT'], ['noise', 'gatherings'], 'Codes of the force'),
    mapping(
      2,
      ['S-NOI', 'S-GAT', 'S-NEI'],
      ['noise', 'gatherings', 'neighbours'],
      'Neighbours were not mapped',
    ),
  ])
  await insertRows(owner, 'webhook_endpoint', [
    {
      id: idOf(4, 0),
      organisation_id: POLICE,
      url: 'https://cad.example.org/webhooks',
      statuses: ['accepted', 'refused', 'not_asb', 'closed'],
      secret_sealed: '\\x00',
      made_by: proposer.member_id,
      made_at: `${options.today}T06:00:00Z`,
      disabled_at: `${options.today}T06:00:00Z`,
      disabled_because: 'Switched off by hand',
    },
  ])

  function mapping(version: number, codes: string[], targets: string[], reason: string) {
    const isApproved = version === 1
    return {
      id: idOf(3, version),
      organisation_id: POLICE,
      source: 'STORM',
      version,
      kinds: codes.map(() => 'type'),
      codes,
      targets,
      change_reason: reason,
      proposed_by: proposer?.member_id ?? null,
      proposed_at: `${options.today}T06:00:00Z`,
      decision: isApproved ? 'approved' : null,
      decided_by: isApproved ? (approver?.member_id ?? null) : null,
      decided_at: isApproved ? `${options.today}T06:05:00Z` : null,
    }
  }
}
