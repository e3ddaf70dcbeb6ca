import { sql } from 'kysely'
import { type Actor, hasRole } from '#platform/actor'
import type { Transaction } from '#platform/database'
import type { Html } from '#platform/govuk'

type Counts = { messages: number; waiting: number; unsent: number; diary: number; unsafe: boolean }

/** On the page of a report: how the conversation with the reporter stands, for those who hold it. */
export async function contactPanel(
  { db, actor }: { db: Transaction; actor: Actor },
  report: { id: string; reference: string; hasThread: boolean; contact: object | undefined },
): Promise<() => Html | null> {
  const mayRead = hasRole(actor, 'triage_officer', 'case_officer', 'supervisor')
  // The report itself was read with whether there is anything.
  if (!report.hasThread) {
    const mayWrite = mayRead && report.contact !== undefined
    return () => (mayWrite ? <Panel reference={report.reference} counts={undefined} mayRead /> : null)
  }
  const { rows } = await sql<Counts>`
    select count(*)::integer as messages,
      (count(*) filter (where direction = 'from_reporter' and settled_at is null))::integer as waiting,
      (count(*) filter (where exists (select from outgoing_message as outgoing
        where outgoing.id = reporter_message.id and status = 'failed')))::integer as unsent,
      (select count(*) from diary_entry where report_id = ${report.id})::integer as diary,
      exists (select from contact_wish where report_id = ${report.id}
        and (unsafe_channels <> '{}' or only_channel is not null)) as unsafe
    from reporter_message where report_id = ${report.id}`.execute(db)
  const [counts] = rows
  return () => <Panel reference={report.reference} counts={counts} mayRead={mayRead} />
}

function Panel({
  reference,
  counts,
  mayRead,
}: {
  reference: string
  counts: Counts | undefined
  mayRead: boolean
}): Html {
  const { messages = 0, waiting = 0, unsent = 0, diary = 0, unsafe = false } = counts ?? {}
  return (
    <section aria-labelledby="messages">
      <h2 class="govuk-heading-m" id="messages">
        Messages with the reporter
      </h2>
      {unsafe && (
        <p class="govuk-body govuk-!-font-weight-bold">
          They said how they may be contacted safely: read it first.
        </p>
      )}
      <p class="govuk-body">
        {[
          messages === 1 ? '1 message' : `${messages} messages`,
          ...(waiting > 0 ? [`${waiting} to answer`] : []),
          ...(unsent > 0 ? [`${unsent} not sent`] : []),
        ].join(', ')}
        .{' '}
        {mayRead && (
          <a class="govuk-link" href={`/reports/${reference}/messages`}>
            Read and write messages
          </a>
        )}
        {diary > 0 && (
          <>
            {' '}
            <a class="govuk-link" href={`/reports/${reference}/diary`}>
              {diary === 1 ? 'Diary, 1 entry' : `Diary, ${diary} entries`}
            </a>
          </>
        )}
      </p>
    </section>
  )
}
