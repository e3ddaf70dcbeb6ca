import type { Calls } from './attempts-on-functions.ts'
import { readsReferralMessage, sendsReferralMessage } from './oracle-needs.ts'
import {
  type Asker,
  everything,
  isMe,
  isPerson,
  mine,
  type Role,
  type Row,
  reportOf,
  seesCase,
  seesReport,
  type TableRule,
  type World,
  withItsReport,
} from './rights.ts'
import { literal } from './rows.ts'

/** A person of the organisation that holds the report and sees it. */
const holds = (me: Asker, { report_id }: Row, world: World) =>
  isPerson(me) && seesReport(me, report_id, world) && mine(me, reportOf(world, report_id)?.organisation_id)

const messageOf = (world: World, { id }: Row) => world.reporter_message?.find((message) => message.id === id)
const readsMessage = (me: Asker, row: Row, world: World) => {
  const message = messageOf(world, row)
  return message !== undefined && holds(me, message, world)
}
const isNull = (row: Row, column: string) => (row[column] ?? null) === null

/** What the reporter and the holder write to each other. */
export const contactRules: Readonly<Record<string, TableRule>> = {
  reporter_message: {
    says: 'Read by people of the organisation that holds the report; written by them in their own name, and what the reporter wrote settled by them',
    rights: {
      openasb_web: {
        see: { which: holds },
        add: {
          which: (me, row, world) =>
            row.direction === 'to_reporter' &&
            row.kind === 'message' &&
            isNull(row, 'timeline_entry_id') &&
            isMe(me, row.member_id) &&
            mine(me, row.organisation_id) &&
            holds(me, row, world),
        },
        change: {
          which: (me, row, world) =>
            row.direction === 'from_reporter' && isNull(row, 'settled_at') && holds(me, row, world),
          into: (me, row) => isMe(me, row.settled_by) || isNull(row, 'settled_at'),
          columns: ['settled_at', 'settled_by', 'settled_because'],
        },
      },
      openasb_worker: {
        see: { which: everything },
        add: { which: (_, row) => row.direction === 'to_reporter' && isNull(row, 'member_id') },
      },
    },
  },
  outgoing_message: {
    says: 'Sent by the worker; whoever reads the message of the thread, or the referral that it tells a service of, sees whether it was and sends their own; a failed one of the thread is tried again',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) => readsMessage(me, row, world) || readsReferralMessage(me, row, world),
        },
        add: {
          which: (me, row, world) =>
            row.status === 'waiting' &&
            row.attempts === 0 &&
            row.doubts === 0 &&
            ((readsMessage(me, row, world) && isMe(me, messageOf(world, row)?.member_id)) ||
              sendsReferralMessage(me, row, world)),
        },
        change: {
          which: (me, row, world) => row.status === 'failed' && readsMessage(me, row, world),
          into: (_, row) => row.status === 'waiting',
          columns: ['status', 'next_attempt_at', 'attempts', 'doubts', 'problem'],
        },
      },
      openasb_worker: {
        see: { which: everything },
        add: { which: everything },
        change: { which: everything, into: everything },
      },
      // Somebody whose sign-in is reset is told so.
      openasb_identity: {
        add: {
          which: (_, row) =>
            row.channel === 'email' && row.status === 'waiting' && row.attempts === 0 && row.doubts === 0,
        },
      },
    },
  },
  contact_wish: {
    says: 'Read and written down by people of the organisation that holds the report, in their own name',
    rights: {
      openasb_web: {
        see: { which: holds },
        add: { which: (me, row, world) => isMe(me, row.set_by) && holds(me, row, world) },
        change: {
          which: holds,
          into: (me, row, world) => isMe(me, row.set_by) && holds(me, row, world),
          columns: [
            'language',
            'only_channel',
            'unsafe_channels',
            'safe_times',
            'avoid_words',
            'set_by',
            'modified_at',
          ],
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  diary_entry: {
    says: 'Seen with its report; written by the reporter alone, through a function',
    rights: {
      openasb_web: { see: { which: withItsReport } },
      openasb_worker: { see: { which: withItsReport } },
    },
  },
  unmatched_item: {
    says: 'Seen by people of the organisation it waits for, and settled by them in their own name onto what they see',
    rights: {
      openasb_web: {
        see: { which: (me, row) => isPerson(me) && mine(me, row.organisation_id) },
        change: {
          which: (me, row) => isPerson(me) && isNull(row, 'settled_at') && mine(me, row.organisation_id),
          into: (me, row, world) =>
            (isMe(me, row.settled_by) || isNull(row, 'settled_at')) &&
            (isNull(row, 'attached_report_id') || seesReport(me, row.attached_report_id, world)) &&
            (isNull(row, 'attached_case_id') || seesCase(me, row.attached_case_id, world)),
          columns: [
            'settled_at',
            'settled_by',
            'settled_as',
            'attached_report_id',
            'attached_case_id',
            'reason',
          ],
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  case_review_explained: {
    says: 'Recorded by the worker; people of the organisation that holds the report read it, and say so when they told it themselves',
    rights: {
      openasb_web: {
        see: { which: holds },
        change: {
          which: (me, row, world) =>
            row.channel === 'none' && isNull(row, 'told_at') && holds(me, row, world),
          into: (me, row) => isMe(me, row.told_by) || isNull(row, 'told_at'),
          columns: ['told_at', 'told_by', 'told_how'],
        },
      },
      openasb_worker: {
        see: { which: everything },
        add: { which: (_, row) => isNull(row, 'told_at') },
      },
    },
  },
  link_ask: {
    says: 'Asked for by anybody, through a function that says nothing; answered by the worker, which opens none itself',
    rights: {
      openasb_worker: {
        see: { which: everything },
        change: {
          which: (_, row) => isNull(row, 'opened_at'),
          into: everything,
          columns: ['report_id', 'secret_hash', 'expires_at'],
        },
        remove: { which: everything },
      },
    },
  },
  reporter_key: {
    says: 'Tells reporters apart, for the worker alone',
    rights: { openasb_worker: { see: { which: everything }, add: { which: everything } } },
  },
  reporter_news: {
    says: 'What is still to be told, for the worker alone; a trigger writes it',
    rights: { openasb_worker: { see: { which: everything }, remove: { which: everything } } },
  },
}

export const contactFunctions: Readonly<Record<string, readonly Role[]>> = {
  ask_for_link: ['openasb_web'],
  asked_link: ['openasb_web'],
  open_asked_link: ['openasb_web'],
  link_repeat: ['openasb_web'],
  note_reporter_news: [],
  record_receipt: ['openasb_web'],
  report_to_repeat: ['openasb_web'],
  reporter_keeps_diary: ['openasb_web'],
  reporter_wishes: ['openasb_web'],
  reporter_writes: ['openasb_web'],
  status_page: ['openasb_web'],
}

const rows = (world: World, table: string) => world[table] ?? []
const newId = '00000000-0000-7000-8000-00000000c0de'

/** The secret of a link is the permission, whoever asks; without it nothing is told and nothing written. */
const forEachLink =
  (call: (link: string) => string, shown: (world: World, link: Row) => string, none: string): Calls[string] =>
  ({ world }) => [
    ...rows(world, 'report_status_link').map((link) => ({
      call: call(literal(link.secret_hash)),
      expected: { shows: [shown(world, link)] },
    })),
    { call: call(`'\\x00'`), expected: { shows: [none] } },
    { call: call('null'), expected: { shows: [none] } },
  ]

const count = (world: World, table: string, link: Row) =>
  rows(world, table).filter(({ report_id }) => report_id === link.report_id).length

/** What a link that opens once is worth now. */
const stateOf = (ask: Row) =>
  !isNull(ask, 'opened_at') ? 'used' : String(ask.expires_at).startsWith('2020') ? 'late' : 'open'

const forEachAskedLink =
  (call: (link: string) => string, shown: (ask: Row) => string, none: string): Calls[string] =>
  ({ world }) => [
    ...rows(world, 'link_ask')
      .filter((ask) => !isNull(ask, 'secret_hash'))
      .map((ask) => ({ call: call(literal(ask.secret_hash)), expected: { shows: [shown(ask)] } })),
    { call: call(`'\\x00'`), expected: { shows: [none] } },
    { call: call('null'), expected: { shows: [none] } },
  ]

export const contactCalls: Calls = {
  // The same for every reference: whoever asks learns nothing.
  ask_for_link: ({ world }) =>
    ['ASB-NONE', ...rows(world, 'report').map(({ reference }) => String(reference))].map((reference) => ({
      call: `select coalesce(ask_for_link('${newId}', ${literal(reference)})::text, '')`,
      expected: { shows: [''] },
    })),
  asked_link: forEachAskedLink((link) => `select coalesce(asked_link(${link}), 'none')`, stateOf, 'none'),
  open_asked_link: forEachAskedLink(
    (link) => `select coalesce(open_asked_link(${link}, '\\x0102')::text, 'none')`,
    (ask) => (stateOf(ask) === 'open' ? String(ask.report_id) : 'none'),
    'none',
  ),
  status_page: forEachLink(
    (
      link,
    ) => `select coalesce((select concat_ws('|', said ->> 'reportId', jsonb_array_length(said -> 'messages'),
      jsonb_array_length(said -> 'diary')) from (select status_page(${link}) as said) as page where said is not null), 'nothing')`,
    (world, link) =>
      [link.report_id, count(world, 'reporter_message', link), count(world, 'diary_entry', link)].join('|'),
    'nothing',
  ),
  report_to_repeat: forEachLink(
    (link) => `select coalesce(report_to_repeat(${link}) ->> 'reportId', 'nothing')`,
    (_, link) => String(link.report_id),
    'nothing',
  ),
  reporter_writes: forEachLink(
    (link) => `select reporter_writes(${link}, '${newId}', '${newId}', 'Louder', '2026-10-05')::text`,
    () => 'true',
    'false',
  ),
  reporter_keeps_diary: forEachLink(
    (
      link,
    ) => `select reporter_keeps_diary(${link}, '${newId}', '${newId}', '2026-10-01T20:00:00Z', null, 'Bass', '',
      '2026-10-05T20:00:00Z')::text`,
    () => 'true',
    'false',
  ),
  reporter_wishes: forEachLink(
    (link) => `select reporter_wishes(${link}, 'cy', 'page', '{letter}', '', '')::text`,
    () => 'true',
    'false',
  ),
  record_receipt: ({ world }) => [
    ...rows(world, 'outgoing_message').map(({ id }) => ({
      call: `select record_receipt(${literal(id)}, true, '')::text`,
      expected: { shows: ['true'] },
    })),
    { call: `select record_receipt('${newId}', true, '')::text`, expected: { shows: ['false'] } },
  ],
  // Only what is being filed in this very transaction can be linked.
  link_repeat: ({ asker, world }) => [
    {
      call: `select link_repeat('\\x00', 'Again')::text`,
      expected: { shows: ['false'] },
    },
    ...rows(world, 'report_status_link')
      .filter(() => reportOf(world, asker.filing) === undefined)
      .map((link) => ({
        call: `select link_repeat(${literal(link.secret_hash)}, 'Again')::text`,
        expected: { shows: ['false'] },
      })),
  ],
}
