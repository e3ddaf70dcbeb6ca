import { formatDate, formatTime, londonDateOf } from '#platform/clock'
import { BackLink, type Html, Layout, Table } from '#platform/govuk'
import type { Frame } from '#platform/http'

export type DiaryEntry = {
  startedAt: Date
  endedAt: Date | null
  what: string
  effect: string
  addedAt: Date
}

/** The diary as a sheet that can be printed and put before a court. */
export function StaffDiaryPage({
  frame,
  report,
  entries,
}: {
  frame: Frame
  report: { reference: string; title: string }
  entries: readonly DiaryEntry[]
}): Html {
  return (
    <Layout
      {...frame}
      wide
      title={`Diary of ${report.reference}`}
      beforeContent={<BackLink text={`Report ${report.reference}`} href={`/reports/${report.reference}`} />}
    >
      <span class="govuk-caption-l">{report.title}</span>
      <h1 class="govuk-heading-l">Diary kept by the reporter</h1>
      {entries.length === 0 ? (
        <p class="govuk-body">Nothing stands in it yet.</p>
      ) : (
        <section class="app-scroll" aria-label="Diary" tabindex={0}>
          <Table
            classes="app-dense-table"
            caption={`${report.reference}: ${entries.length} ${entries.length === 1 ? 'entry' : 'entries'}`}
            head={['Day', 'From', 'Until', 'What happened', 'Effect on them', 'Written down'].map((text) => ({
              text,
            }))}
            rows={entries.map(({ startedAt, endedAt, what, effect, addedAt }) => [
              { text: formatDate(londonDateOf(startedAt)) },
              { text: formatTime(startedAt) },
              { text: endedAt === null ? '' : formatTime(endedAt) },
              { html: <span class="app-typed">{what}</span> },
              { html: <span class="app-typed">{effect}</span> },
              { text: formatDate(londonDateOf(addedAt)) },
            ])}
          />
        </section>
      )}
    </Layout>
  )
}
