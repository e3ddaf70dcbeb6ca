import { Lines, publicFrame } from '#domains/public-pages'
import { formatDate, formatDateTime } from '#platform/clock'
import { type Html, InsetText, Layout, type LayoutProps, SummaryList, Tag } from '#platform/govuk'
import type { Status } from './find-status.ts'
import { statusWords, tellsReason } from './status-words.ts'

type PageProps = { frame: Omit<LayoutProps, 'title' | 'children'>; status: Status }

/** What has happened with a report, for the person who made it. Shows nothing that they typed. */
export function StatusPage({ frame, status }: PageProps): Html {
  const words = statusWords[status.status]
  return (
    <Layout {...publicFrame(frame)} title="What is happening with your report">
      <h1 class="govuk-heading-l">What is happening with your report</h1>
      <SummaryList
        rows={[
          { key: { text: 'Reference' }, value: { text: status.reference } },
          { key: { text: 'Sent' }, value: { text: formatDate(status.filedAt) } },
          {
            key: { text: 'Status' },
            value: { html: <Tag text={words.label} classes={`govuk-tag--${words.colour}`} /> },
          },
          {
            key: { text: 'Who has it' },
            value: { text: status.organisation?.name ?? 'We are finding the right team' },
          },
        ]}
      />
      <p class="govuk-body">{words.means}</p>
      {tellsReason(status.status) && status.reason !== '' && (
        <>
          <h2 class="govuk-heading-m">Why</h2>
          <InsetText>
            <Lines text={status.reason} />
          </InsetText>
        </>
      )}
      <h2 class="govuk-heading-m">What happens next</h2>
      <p class="govuk-body">{words.next}</p>
      {status.organisation && (
        <>
          <h2 class="govuk-heading-m">How to contact {status.organisation.name}</h2>
          <p class="govuk-body">
            {status.organisation.contactAdvice || 'You can find how to reach them on their website.'} Give
            your reference, {status.reference}.
          </p>
        </>
      )}
      <h2 class="govuk-heading-m">If things get worse</h2>
      <p class="govuk-body">Call 999 if someone is in danger or a crime is happening.</p>
      <p class="govuk-body">
        If it happens again,{' '}
        <a class="govuk-link" href="/report">
          make a new report
        </a>
        . If you have reported it before and it does not stop, you can ask for an ASB Case Review. Ask any of
        the organisations how.
      </p>
      {status.news.length > 0 && (
        <>
          <h2 class="govuk-heading-m">What has happened so far</h2>
          <ol class="govuk-list" reversed={true}>
            {status.news.toReversed().map(({ at, what, organisationName }) => (
              <li>
                <p class="govuk-body govuk-!-margin-bottom-1">{what}</p>
                <p class="govuk-hint">
                  {[organisationName, formatDateTime(at)].filter((part) => part !== null).join(', ')}
                </p>
              </li>
            ))}
          </ol>
        </>
      )}
    </Layout>
  )
}
