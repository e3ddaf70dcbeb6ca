import { type Actor, organisationsWith } from '#platform/actor'
import { type Clock, formatDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { Button, Details, type Html } from '#platform/govuk'
import { elapsedMs, endOfPause } from './pause.ts'
import { pauseReasonName } from './pause-reasons.ts'
import { type RecordKind, readPauses, type ToldPause } from './read-pauses.ts'

type Reading = { db: Transaction; actor: Actor; clock: Clock }
type Paused = { id: string; reference: string; wasPaused: boolean; status: string }
const openStatuses = ['awaiting_triage', 'accepted', 'open']

/** On the page of a report: what its clock waits for, and how to pause it. Most were never paused and cost nothing. */
export async function reportPausePanel(
  reading: Reading,
  report: Paused & { holder: { organisationId: number } | null; filedAt: Date; closedAt: Date | null },
): Promise<() => Html | null> {
  const since = { from: report.filedAt, to: report.closedAt }
  return panelOf(reading, 'report', report, report.holder?.organisationId, since)
}

/** The same on the page of a case. */
export async function casePausePanel(
  reading: Reading,
  record: Paused & { organisationId: number; openedAt: Date; closedAt: Date | null },
): Promise<() => Html | null> {
  const since = { from: record.openedAt, to: record.closedAt }
  return panelOf(reading, 'case', record, record.organisationId, since)
}

async function panelOf(
  { db, actor, clock }: Reading,
  kind: RecordKind,
  record: Paused,
  holder: number | undefined,
  since: { from: Date; to: Date | null },
): Promise<() => Html | null> {
  const pauses = record.wasPaused ? await readPauses(db, kind, record.id) : []
  const pausing = organisationsWith(actor, 'triage_officer', 'case_officer', 'supervisor')
  const mayPause = holder !== undefined && pausing.includes(holder) && openStatuses.includes(record.status)
  if (pauses.length === 0 && !mayPause) return () => null
  const now = clock.now()
  return () => (
    <ClockPanel
      address={`/${kind}s/${record.reference}`}
      pauses={pauses}
      mayPause={mayPause}
      now={now}
      ran={elapsedMs(since.from, since.to ?? now, pauses, now)}
    />
  )
}

const day = 86_400_000

function ClockPanel({
  address,
  pauses,
  mayPause,
  now,
  ran,
}: {
  address: string
  pauses: readonly ToldPause[]
  mayPause: boolean
  now: Date
  ran: number
}): Html {
  const current = pauses.find(({ resumedAt }) => resumedAt === null)
  const days = Math.floor(ran / day)
  return (
    <section aria-labelledby="clock">
      <h2 class="govuk-heading-m" id="clock">
        Clock
      </h2>
      {current !== undefined && (
        <>
          <p class="govuk-inset-text app-claim">
            {`Paused until ${formatDate(current.runsOn)}: ${pauseReasonName(current.reason).toLowerCase()}`}
          </p>
          {mayPause && (
            <form method="post" action={`${address}/resume`}>
              <Button
                text="Let it run again"
                classes="govuk-button--secondary app-button--small"
                preventDoubleClick={true}
              />
            </form>
          )}
        </>
      )}
      {pauses.length > 0 && (
        <p class="govuk-body-s">{`It has run for ${days} ${days === 1 ? 'day' : 'days'}, pauses left out.`}</p>
      )}
      {pauses.length > 0 && (
        <Details summaryText={pauses.length === 1 ? '1 pause' : `${pauses.length} pauses`}>
          <ul class="govuk-list">
            {pauses.map((pause) => (
              <li>{pauseWords(pause, now)}</li>
            ))}
          </ul>
        </Details>
      )}
      {current === undefined && mayPause && (
        <p class="govuk-body">
          <a class="govuk-link" href={`${address}/pause`}>
            Pause the clock
          </a>
        </p>
      )}
    </section>
  )
}

function pauseWords(pause: ToldPause, now: Date): string {
  const until = pause.resumedAt === null ? 'now' : formatDate(endOfPause(pause, now))
  const by = pause.pausedByName === null ? '' : `, ${pause.pausedByName}`
  return `${formatDate(pause.pausedAt)} to ${until}: ${pauseReasonName(pause.reason).toLowerCase()}${by}${pause.words === '' ? '' : `. ${pause.words}`}`
}
