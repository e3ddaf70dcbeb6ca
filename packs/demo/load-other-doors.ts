import { createHash } from 'node:crypto'
import type pg from 'pg'
import { insertRows } from './insert-rows.ts'
import { CITY, POLICE } from './organisation-facts.ts'

type Door = {
  /** Tells the ids of one door from another's. */
  kind: number
  organisation: number
  channel: 'open311' | 'mait'
  source: string
  prefix: string
  reports: number
  words: readonly string[]
}

/** A reporting site of the public that sends to the city, and a fire control room that passes incidents to the police. */
const doors: readonly Door[] = [
  {
    kind: 5,
    organisation: CITY,
    channel: 'open311',
    source: 'FIXMYSTREET',
    prefix: 'FMS-',
    reports: 6,
    words: [
      'Bags left beside the bins again',
      'Loud music from the upper flat until two',
      'Bikes racing round the car park',
    ],
  },
  {
    kind: 6,
    organisation: POLICE,
    channel: 'mait',
    source: 'SALTMARSHIRE-FIRE',
    prefix: 'SF-',
    reports: 3,
    words: [
      'Crew attended a bin on fire, young people left as they came',
      'Fireworks thrown at a shelter',
      'Caller sent on: shouting in the street, no fire',
    ],
  },
]

const idOf = (kind: number, at: number) =>
  `01900000-0000-7000-8000-00000f${kind}${at.toString(16).padStart(5, '0')}`

/** Reports that came by Open311 and by transfer between control rooms, with the messages they came as. */
export async function loadOtherDoors(owner: pg.ClientBase): Promise<void> {
  for (const door of doors) await loadDoor(owner, door)
  // Nobody is to be told of what was always so.
  await owner.query('update incident_change set dispatched_at = at where dispatched_at is null')
}

async function loadDoor(owner: pg.ClientBase, door: Door): Promise<void> {
  const { kind, organisation, channel, source, prefix, words } = door
  const { rows: reports } = await owner.query<{ id: string; at: string }>(
    `select id, to_char(filed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at from report
     where organisation_id = $1 and partition_code is null and channel = 'public_form'
       and not exists (select from incident_report where report_id = report.id)
     order by filed_at desc, id limit $2`,
    [organisation, door.reports],
  )
  const came = reports.map((report, index) => ({
    ...report,
    incident: idOf(kind, index),
    number: `${prefix}${2_300 + index}`,
    words: words[index % words.length] ?? '',
  }))
  await owner.query(
    `update report set channel = $1, source = sent.source, entered_for = $2
     from unnest($3::uuid[], $4::text[]) as sent (id, source) where report.id = sent.id`,
    [channel, organisation, came.map(({ id }) => id), came.map(({ number }) => `${source} ${number}`)],
  )
  await insertRows(
    owner,
    'incident',
    came.map(({ incident, number, at }) => ({
      id: incident,
      organisation_id: organisation,
      source,
      number,
      channel,
      created_at: at,
    })),
  )
  await insertRows(
    owner,
    'incident_version',
    came.map(({ incident, number, at, words: narrative }) => {
      const message = JSON.stringify({
        source,
        number,
        version: 1,
        kind: 'creation',
        received_at: at,
        narrative,
      })
      return {
        incident_id: incident,
        organisation_id: organisation,
        version: 1,
        kind: 'creation',
        message,
        message_hash: `\\x${createHash('sha256').update(message).digest('hex')}`,
        received_at: at,
      }
    }),
  )
  await insertRows(
    owner,
    'incident_report',
    came.map(({ incident, id }) => ({ incident_id: incident, organisation_id: organisation, report_id: id })),
  )
}
