import type { Draw } from './draw.ts'
import type { Asker, Row, Value, World } from './rights.ts'

const moment = '2026-10-01T20:00:00Z'

/** Threads of some reports in every state, wishes, diaries, what waits, and the Case Review explained or not. */
export function drawContact(
  draw: Draw,
  organisations: readonly number[],
  members: readonly Value[],
  report: readonly Row[],
  timeline: readonly Row[],
) {
  const reporter_message = report
    .filter(() => draw.chance(0.7))
    .flatMap(({ id, organisation_id }) => [
      {
        id: draw.id(),
        report_id: id ?? null,
        submission_id: draw.id(),
        direction: 'to_reporter',
        kind: 'message',
        words: 'We are looking into it',
        channel: draw.pick(['page', 'email']),
        timeline_entry_id: null,
        organisation_id: organisation_id ?? draw.pick(organisations),
        member_id: draw.pick(members),
        reply_due_on: null,
        settled_at: null,
        settled_by: null,
        settled_because: '',
      },
      {
        id: draw.id(),
        report_id: id ?? null,
        submission_id: draw.id(),
        direction: 'from_reporter',
        kind: 'message',
        words: 'It is louder',
        channel: 'page',
        timeline_entry_id: null,
        organisation_id: null,
        member_id: null,
        reply_due_on: '2026-10-05',
        ...(draw.chance(0.3)
          ? { settled_at: moment, settled_by: draw.pick(members), settled_because: 'Answered' }
          : { settled_at: null, settled_by: null, settled_because: '' }),
      },
    ])
  const diary_entry = report
    .filter(() => draw.chance(0.5))
    .map(({ id }) => ({
      id: draw.id(),
      report_id: id ?? null,
      submission_id: draw.id(),
      started_at: moment,
      what: 'Bass',
    }))
  const pairs = report.slice(1).map(({ id }, at) => ({ id, earlier: report[at]?.id ?? null }))
  return {
    reporter_message,
    outgoing_message: reporter_message
      // Some are still to be sent.
      .filter(({ direction }) => direction === 'to_reporter' && draw.chance(0.6))
      .map(({ id }) => {
        const status = draw.pick(['waiting', 'sent', 'failed'])
        return {
          id,
          channel: 'email',
          recipient: 'reporter@example.org',
          subject: 'A message for you',
          body: 'There is a message for you',
          status,
          attempts: status === 'waiting' ? 0 : 1,
          doubts: 0,
          problem: status === 'failed' ? 'The mail server refused it (550)' : '',
        }
      }),
    contact_wish: report
      .filter(() => draw.chance(0.5))
      .map(({ id }) => ({
        report_id: id ?? null,
        unsafe_channels: '{letter}',
        safe_times: 'Mornings',
        set_by: draw.pick([null, ...members]),
      })),
    diary_entry,
    unmatched_item: diary_entry
      .filter(() => draw.chance(0.7))
      .map(({ id, report_id }) => ({
        id: draw.id(),
        organisation_id: draw.pick(organisations),
        report_id,
        diary_entry_id: id,
        due_at: moment,
        ...(draw.chance(0.3)
          ? {
              settled_at: moment,
              settled_by: draw.pick(members),
              settled_as: 'answered',
              reason: 'An old one',
            }
          : { settled_at: null, settled_by: null, settled_as: null, reason: '' }),
      })),
    case_review_explained: pairs
      .filter(() => draw.chance(0.6))
      .map(({ id, earlier }) => ({
        report_id: id ?? null,
        earlier_report_id: earlier,
        text_version: 1,
        rule_from: '2025-09-01',
        channel: draw.pick(['none', 'email']),
        because: 'They want to be telephoned',
        told_at: null,
        told_by: null,
        told_how: '',
      })),
    // One link each that opens, was opened and opens no more, and a question that nobody has looked at.
    link_ask: report.flatMap(({ id, reference }) => {
      const ask = () => ({ id: draw.id(), reference: String(reference), report_id: id ?? null })
      const sent = (expires_at: string, opened_at: string | null) => ({
        ...ask(),
        secret_hash: draw.hash(),
        expires_at,
        opened_at,
      })
      return [
        sent('2100-01-01T00:00:00Z', null),
        sent('2100-01-01T00:00:00Z', '2026-10-02T12:00:00Z'),
        sent('2020-01-01T00:00:00Z', null),
        { ...ask(), report_id: null, secret_hash: null, expires_at: null, opened_at: null },
      ].filter(() => draw.chance(0.4))
    }),
    reporter_key: report.map(({ id }) => ({ report_id: id ?? null, key: draw.hash() })),
    reporter_news: timeline
      .filter(({ report_id }) => (report_id ?? null) !== null && draw.chance(0.3))
      .map(({ id, report_id }) => ({ timeline_entry_id: id ?? null, report_id: report_id ?? null })),
  }
}

/** The sending of a message of the thread, mostly of one that the asker wrote, mostly as it is to begin. */
export function drawNewSending(draw: Draw, me: Asker, like: Row, world: World): Row {
  const messages = world.reporter_message ?? []
  const own = messages.filter(({ member_id }) => member_id !== null && member_id === me.member)
  const unsent = (own.length > 0 && draw.chance(0.8) ? own : messages).filter(
    ({ id }) => !(world.outgoing_message ?? []).some((sending) => sending.id === id),
  )
  const id = unsent.length > 0 ? (draw.pick(unsent).id ?? null) : draw.id()
  const begun = { ...like, id, status: 'waiting', attempts: 0, doubts: 0, problem: '' }
  return draw.chance(0.8) ? begun : { ...begun, attempts: 1 }
}
