import { formatDate, formatDateTime } from '#platform/clock'
import { BackLink, type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { queryUrl } from './analysis-urls.ts'
import { named, subjectOf } from './catalogue/index.ts'
import type { Described } from './describe-query.ts'
import { addressOf, type Query } from './query.ts'
import { Filters } from './query-page.tsx'
import { type CountedRecord, mostRecords } from './run-query.ts'

export type RecordsPageProps = {
  frame: Frame
  query: Query
  described: Described
  count: number
  /** So few that nothing is said of them. */
  isKeptBack: boolean
  records: readonly CountedRecord[]
  asAt: Date
}

/** The records behind one number, each with a link to its page. */
export function RecordsPage({
  frame,
  query,
  described,
  count,
  isKeptBack,
  records,
  asAt,
}: RecordsPageProps): Html {
  const subject = subjectOf(query.subject)
  const date = named(subject.dates, query.date)
  const title = `${subject.label} behind a number`
  return (
    <Layout
      {...frame}
      wide
      title={title}
      beforeContent={<BackLink href={queryUrl(addressOf(query))} text="The number" />}
    >
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        {isKeptBack
          ? `Fewer than ${subject.fewest ?? 0}, as at ${formatDateTime(asAt)}: so few are not told.`
          : `${count.toLocaleString('en-GB')} counted, as at ${formatDateTime(asAt)}.`}
        {count > mostRecords && ` The latest ${mostRecords} are listed: narrow it to see others.`}
      </p>
      <Filters answered={{ query, described }} saved={undefined} />
      <RowsTable
        caption={title}
        head={['Record', date.label]}
        rows={records.map(({ reference, page, at, asksReason }) => [
          page === null ? (
            `${reference ?? 'Without a reference'}: you see that it counts, and not the record`
          ) : (
            <>
              <a class="govuk-link app-reference" href={page}>
                {reference ?? 'Open'}
              </a>
              {asksReason && ' asks first why you open it'}
            </>
          ),
          at === null ? 'Not known' : at instanceof Date ? formatDateTime(at) : formatDate(at),
        ])}
        none={isKeptBack ? 'Kept back.' : 'No record matches any more.'}
      />
    </Layout>
  )
}
