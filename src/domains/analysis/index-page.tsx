import { type Html, Layout, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { FilterForm, RowsTable } from '#platform/lists'
import { queryUrl } from './analysis-urls.ts'
import { addressOf } from './query.ts'
import type { SavedQuery } from './saved-queries.ts'
import { reportGroups, type StandardReport } from './standard-reports.ts'

/** A page of analysis beside the queries, as another domain offers it. */
export type AnalysisPlace = {
  text: string
  href: string
  /** What it answers. */
  says: string
  /** Left out for those who may not open it. */
  roles?: readonly string[]
}

export type AnalysisIndexProps = {
  frame: Frame
  q: string
  places: readonly AnalysisPlace[]
  reports: readonly StandardReport[]
  saved: readonly SavedQuery[]
}

/** What there is to look at: pages made for one purpose, standard reports, queries that people kept, and the builder. */
export function AnalysisIndexPage({ frame, q, places, reports, saved }: AnalysisIndexProps): Html {
  return (
    <Layout {...frame} wide title="Analysis">
      <h1 class="govuk-heading-l">Analysis</h1>
      <ul class="govuk-list govuk-list--spaced">
        <li>
          <a class="govuk-link" href="/analysis/query">
            Ask a question of your own
          </a>
          : choose what to count and how to sort it
        </li>
        {places.map(({ text, href, says }) => (
          <li>
            <a class="govuk-link" href={href}>
              {text}
            </a>
            {`: ${says}`}
          </li>
        ))}
      </ul>
      <FilterForm action="/analysis" above everything={q === '' ? undefined : '/analysis'}>
        <TextInput name="q" label={{ text: 'Search reports and saved queries' }} value={q} />
      </FilterForm>
      <section aria-labelledby="saved">
        <h2 class="govuk-heading-m" id="saved">
          Saved queries
        </h2>
        <RowsTable
          caption="Queries kept under a name"
          head={['Name', 'For', 'Saved by', { hidden: 'Change' }]}
          rows={saved.map((query) => [
            <a class="govuk-link" href={`${queryUrl(query.address)}&saved=${query.id}`}>
              {query.name}
            </a>,
            query.seenBy === 'me' ? 'You' : query.organisationName,
            query.isMine ? 'You' : query.makerName,
            query.mayChange ? (
              <a class="govuk-link" href={`/analysis/saved/${query.id}`}>
                Change<span class="govuk-visually-hidden"> {query.name}</span>
              </a>
            ) : (
              ''
            ),
          ])}
          none={
            q === ''
              ? 'Save a query under its result, and it stands here for you or for your organisation.'
              : 'No saved query has these words.'
          }
        />
      </section>
      <section aria-labelledby="standard">
        <h2 class="govuk-heading-m" id="standard">
          Standard reports
        </h2>
        {reports.length === 0 && <p class="govuk-body">No standard report has these words.</p>}
        {Object.entries(reportGroups).map(([group, title]) => {
          const listed = reports.filter((report) => report.group === group)
          return (
            listed.length > 0 && (
              <RowsTable
                caption={title}
                captionSize="s"
                head={['Report', 'What it answers']}
                rows={listed.map((report) => [
                  <a class="govuk-link" href={queryUrl(addressOf(report.query))}>
                    {report.title}
                  </a>,
                  report.question,
                ])}
              />
            )
          )
        })}
      </section>
    </Layout>
  )
}
