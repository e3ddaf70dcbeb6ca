import { formatDate, formatDateTime } from '#platform/clock'
import { BackLink, Button, type Html, Layout, Select } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { FilterForm, RowsTable } from '#platform/lists'
import { type PauseReason, pauseReasonName } from './pause-reasons.ts'
import { mostListed, type ToldPause } from './read-pauses.ts'

export type PausesPageProps = {
  frame: Frame
  pauses: readonly ToldPause[]
  reason: string
  reasons: readonly PauseReason[]
}

/** What of one's organisations stands still, why and until when; and what came back and nobody looked at. */
export function PausesPage({ frame, pauses, reason, reasons }: PausesPageProps): Html {
  const standing = pauses.filter(({ resumedAt }) => resumedAt === null)
  const back = pauses.filter(({ resumedAt }) => resumedAt !== null)
  const byReason = Map.groupBy(standing, (pause) => pause.reason)
  return (
    <Layout
      {...frame}
      wide
      title="Paused clocks"
      beforeContent={<BackLink text="Team board" href="/work/team" />}
    >
      <h1 class="govuk-heading-l">Paused clocks</h1>
      <p class="govuk-body">
        {`${countWords(standing.length)} now${standing.length === 0 ? '' : `: ${[...byReason].map(([code, of]) => `${pauseReasonName(code).toLowerCase()} ${of.length}`).join(', ')}`}.`}
        {pauses.length >= mostListed && ` Only the ${mostListed} that end soonest are listed.`}
      </p>
      <FilterForm action="/work/paused" above everything={reason === '' ? undefined : '/work/paused'}>
        <Select
          name="reason"
          id="reason"
          label={{ text: 'What is waited for' }}
          items={[
            { value: '', text: 'Anything' },
            ...reasons.map(({ code, label }) => ({ value: code, text: label })),
          ]}
          value={reason}
        />
      </FilterForm>
      {back.length > 0 && (
        <section aria-labelledby="back">
          <h2 class="govuk-heading-m" id="back">{`Came back by its day (${back.length})`}</h2>
          <RowsTable
            caption="Came back by its day"
            head={['Record', 'Waited for', 'Ran again', { hidden: 'Look at it' }]}
            rows={back.map((pause) => [
              <RecordLink pause={pause} />,
              pauseReasonName(pause.reason),
              formatDate(pause.runsOn),
              <form method="post" action={`/work/paused/${pause.id}`}>
                <Button
                  html={
                    <>
                      Seen<span class="govuk-visually-hidden">{` ${pause.reference}`}</span>
                    </>
                  }
                  classes="govuk-button--secondary app-button--small"
                  preventDoubleClick={true}
                />
              </form>,
            ])}
          />
        </section>
      )}
      <h2 class="govuk-heading-m">{`Paused now (${standing.length})`}</h2>
      <RowsTable
        caption="Paused now"
        none="Every clock runs."
        head={['Record', 'Waits for', 'Since', 'Runs again on']}
        rows={standing.map((pause) => [
          <RecordLink pause={pause} />,
          `${pauseReasonName(pause.reason)}${pause.words === '' ? '' : `: ${pause.words}`}`,
          `${formatDateTime(pause.pausedAt)}${pause.pausedByName === null ? '' : `, ${pause.pausedByName}`}`,
          formatDate(pause.runsOn),
        ])}
      />
    </Layout>
  )
}

const countWords = (count: number) => (count === 1 ? '1 clock is paused' : `${count} clocks are paused`)

function RecordLink({ pause: { record, reference, title } }: { pause: ToldPause }): Html {
  return (
    <a class="govuk-link" href={`/${record}s/${reference}`}>
      {title}
    </a>
  )
}
