import type { Calls } from './attempts-on-functions.ts'
import { isOneOf } from './duties.ts'
import {
  type Asker,
  everything,
  forNobody,
  isMe,
  isPerson,
  mine,
  type Role,
  type Row,
  reportOf,
  seesReport,
  type TableRule,
  type Value,
  type World,
  whileFiling,
} from './rights.ts'
import { literal } from './rows.ts'

/** Incidents of other systems: for the machine of the organisation that sends them and those who look after that door. */
const looksAfter = (me: Asker, world: World, organisation: Value | undefined) =>
  isPerson(me) && mine(me, organisation) && isOneOf(me, world, ['coordinator', 'supervisor'], organisation)
export const takesIn = (me: Asker, world: World, organisation: Value | undefined) =>
  mine(me, organisation) && (!isPerson(me) || looksAfter(me, world, organisation))

const reportOfIncident = (world: World, incident: Value | undefined) =>
  (world.incident_report ?? []).find(({ incident_id }) => incident_id === incident)?.report_id
/** The organisation that holds the report which came of it reads what the source says. */
const holdsReport = (me: Asker, world: World, report: Value | undefined) =>
  seesReport(me, report, world) && mine(me, reportOf(world, report)?.organisation_id)

const isOpen = ({ replayed_at, discarded_at }: Row) =>
  (replayed_at ?? null) === null && (discarded_at ?? null) === null
const lookedAfter = (me: Asker, row: Row, world: World) => looksAfter(me, world, row.organisation_id)

export const incidentRules: Readonly<Record<string, TableRule>> = {
  incident: {
    says: 'Taken in for the own organisation, read by who takes in and by who holds its report, never changed',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) =>
            takesIn(me, world, row.organisation_id) ||
            holdsReport(me, world, reportOfIncident(world, row.id)),
        },
        add: { which: (me, row, world) => takesIn(me, world, row.organisation_id) },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  incident_version: {
    says: 'Read with its incident; added to and never changed',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) =>
            takesIn(me, world, row.organisation_id) ||
            holdsReport(me, world, reportOfIncident(world, row.incident_id)),
        },
        add: { which: (me, row, world) => takesIn(me, world, row.organisation_id) },
      },
    },
  },
  incident_report: {
    says: 'Written with the report that comes of an incident, for that report alone',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) =>
            takesIn(me, world, row.organisation_id) || holdsReport(me, world, row.report_id),
        },
        add: {
          which: (me, row, world) => whileFiling(me, row, world) && takesIn(me, world, row.organisation_id),
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  incident_letter: {
    says: 'Kept and counted for the own organisation; a person who looks after it settles one once, in their own name',
    rights: {
      openasb_web: {
        see: { which: (me, row, world) => takesIn(me, world, row.organisation_id) },
        add: {
          which: (me, row, world) =>
            takesIn(me, world, row.organisation_id) && isOpen(row) && (row.settled_by ?? null) === null,
        },
        change: {
          which: (me, row, world) => takesIn(me, world, row.organisation_id) && isOpen(row),
          into: (me, row, world) =>
            takesIn(me, world, row.organisation_id) &&
            ((isOpen(row) && (row.settled_by ?? null) === null) ||
              (lookedAfter(me, row, world) && isMe(me, row.settled_by))),
          columns: [
            'times_received',
            'last_received_at',
            'replayed_at',
            'discarded_at',
            'settled_by',
            'settled_because',
            'incident_id',
          ],
        },
      },
    },
  },
  source_mapping: {
    says: 'Proposed by one who looks after the door, approved by another',
    rights: {
      openasb_web: {
        see: { which: (me, row) => mine(me, row.organisation_id) },
        add: {
          which: (me, row, world) =>
            lookedAfter(me, row, world) && isMe(me, row.proposed_by) && (row.decision ?? null) === null,
        },
        change: {
          which: (me, row, world) => (row.decision ?? null) === null && lookedAfter(me, row, world),
          into: (me, row) =>
            isMe(me, row.decided_by) && (row.decision === 'declined' || !isMe(me, row.proposed_by)),
          columns: ['decision', 'decided_by', 'decided_at', 'decision_reason'],
        },
      },
    },
  },
  incident_change: {
    says: 'What became of incidents, for who takes them in; written by the record itself, sent on by the worker',
    rights: {
      openasb_web: { see: { which: (me, row, world) => takesIn(me, world, row.organisation_id) } },
      openasb_worker: {
        see: { which: everything },
        change: { which: everything, into: everything, columns: ['dispatched_at'] },
      },
    },
  },
  webhook_endpoint: {
    says: 'Made and looked after by people of the organisation that is told',
    rights: {
      openasb_web: {
        see: { which: lookedAfter },
        add: { which: (me, row, world) => lookedAfter(me, row, world) && isMe(me, row.made_by) },
        change: {
          which: lookedAfter,
          into: lookedAfter,
          columns: [
            'statuses',
            'secret_sealed',
            'former_secret_sealed',
            'former_until',
            'failing_since',
            'disabled_at',
            'disabled_because',
          ],
        },
      },
      openasb_worker: {
        see: { which: everything },
        change: {
          which: everything,
          into: everything,
          columns: ['failing_since', 'disabled_at', 'disabled_because'],
        },
      },
    },
  },
  webhook_delivery: {
    says: 'Sent by the worker; sent again at the wish of those who look after the endpoint',
    rights: {
      openasb_web: {
        see: { which: lookedAfter },
        change: {
          which: lookedAfter,
          into: (_, row) => row.state === 'waiting' && (row.finished_at ?? null) === null,
          columns: ['state', 'due_at', 'finished_at'],
        },
      },
      openasb_worker: {
        see: { which: everything },
        add: { which: everything },
        change: {
          which: everything,
          into: everything,
          columns: ['state', 'due_at', 'attempts', 'finished_at'],
        },
      },
    },
  },
  webhook_attempt: {
    says: 'Written by the worker, read by those who look after the endpoint',
    rights: {
      openasb_web: { see: { which: lookedAfter } },
      openasb_worker: { see: { which: everything }, add: { which: everything } },
    },
  },
  access_token: {
    ...forNobody('Known by its secret alone; the worker clears what has ended'),
    rights: {
      openasb_worker: {
        see: { which: (_, row) => hasEnded(row), columns: ['token_hash', 'expires_at'] },
        remove: { which: (_, row) => hasEnded(row) },
      },
    },
  },
}

const hasEnded = ({ expires_at }: Row) => Date.parse(String(expires_at)) < Date.now()
const table = (world: World, name: string): readonly Row[] => world[name] ?? []
const isLive = (token: Row | undefined) =>
  token !== undefined &&
  token.revoked_at === null &&
  (token.expires_at === null || String(token.expires_at).startsWith('21'))

export const incidentFunctions: Readonly<Record<string, readonly Role[]>> = {
  incident_states: ['openasb_web'],
  tell_of_incident: ['openasb_web'],
  note_incident_change: [],
  issue_access_token: ['openasb_web'],
  revoke_access_token: ['openasb_web'],
}

const stranger = '00000000-0000-7000-8000-999999999999'

export const incidentCalls: Calls = {
  incident_states: ({ asker, world }) =>
    table(world, 'incident').map((incident) => {
      const report = reportOf(world, reportOfIncident(world, incident.id))
      return {
        call: `select status from incident_states(array[${literal(incident.id)}]::uuid[])`,
        expected: {
          shows:
            report !== undefined && takesIn(asker, world, incident.organisation_id)
              ? [String(report.status)]
              : [],
        },
      }
    }),

  tell_of_incident: ({ draw, asker, world }) => [
    ...table(world, 'incident_report').map(({ incident_id, organisation_id }) => ({
      call: `select tell_of_incident(${literal(incident_id)}, ${literal(draw.id())}, 'Told', '', 'STORM', '[]')::text`,
      expected: { shows: [String(takesIn(asker, world, organisation_id))] },
    })),
    {
      call: `select tell_of_incident('${stranger}', '${stranger}', 'Told', '', 'STORM', '[]')::text`,
      expected: { shows: ['false'] },
    },
  ],

  issue_access_token: ({ draw, world }) =>
    table(world, 'api_token').flatMap((token) => {
      const abilities = [
        ...(token.may_read_feed === true ? ['read_feed'] : []),
        ...(token.may_file_reports === true ? ['file_reports'] : []),
        ...(token.may_provision === true ? ['provision_directory'] : []),
      ]
      const issue = (client: Value | undefined, secret: Value | undefined) =>
        `select coalesce(issue_access_token(${literal(client)}, ${literal(secret)}, ${literal(draw.hash())}, '{}', 900)::text, 'none')`
      return [
        {
          call: issue(token.id, token.secret_hash),
          expected: { shows: [isLive(token) ? `{${abilities.join(',')}}` : 'none'] },
        },
        { call: issue(token.id, draw.hash()), expected: { shows: ['none'] } },
        { call: issue(stranger, token.secret_hash), expected: { shows: ['none'] } },
      ]
    }),

  revoke_access_token: ({ draw, world }) =>
    table(world, 'access_token').flatMap(({ token_hash, api_token_id, revoked_at }) => {
      const client = table(world, 'api_token').find(({ id }) => id === api_token_id)
      const revoke = (secret: Value | undefined) =>
        `select revoke_access_token(${literal(api_token_id)}, ${literal(secret)}, ${literal(token_hash)})::text`
      return [
        { call: revoke(client?.secret_hash), expected: { shows: [String((revoked_at ?? null) === null)] } },
        { call: revoke(draw.hash()), expected: { shows: ['false'] } },
      ]
    }),
}

/** What short-lived tokens open: no more than the one they were given for. */
export const accessTokenCalls: Calls[string] = ({ world }) =>
  table(world, 'access_token').map((short) => {
    const token = table(world, 'api_token').find(({ id }) => id === short.api_token_id)
    const abilities = Array.isArray(short.abilities) ? short.abilities.map(String) : []
    const reads = token?.may_read_feed === true && abilities.includes('read_feed')
    const holds = isLive(token) && (short.revoked_at ?? null) === null && !hasEnded(short)
    return {
      call: `select id || '|' || may_read_feed from api_token_of(${literal(short.token_hash)})`,
      expected: { shows: holds ? [`${token?.id}|${reads}`] : [] },
    }
  })
