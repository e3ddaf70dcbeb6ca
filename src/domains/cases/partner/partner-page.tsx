import { reportLifecycle } from '#domains/reports'
import { formatDate } from '#platform/clock'
import { Button, type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { caseLifecycle } from '../lifecycle.ts'
import type { OwnReport, SharedCase } from './find-own.ts'

export type PartnerPageProps = {
  frame: Frame
  organisationName: string
  reports: readonly OwnReport[]
  cases: readonly SharedCase[]
}

/** The home of a light account: what they reported and what was shared with their organisation. */
export function PartnerPage({ frame, organisationName, reports, cases }: PartnerPageProps): Html {
  return (
    <Layout {...frame} title="Your reports and cases">
      <h1 class="govuk-heading-l">Your reports and cases</h1>
      <Button text="Report anti-social behaviour" href="/report" />
      <p class="govuk-body">
        <a class="govuk-link" href="/partner/referrals">
          Referrals for support
        </a>
      </p>
      <h2 class="govuk-heading-m">{`Cases shared with ${organisationName}`}</h2>
      {cases.length === 0 && <p class="govuk-body">No case is shared with your organisation.</p>}
      <ul class="app-cards">
        {cases.map((found) => (
          <li class="app-card">
            <p class="govuk-body app-card__head">
              <a class="govuk-link" href={`/cases/${found.reference}`}>
                {found.title}
              </a>
            </p>
            <p class="govuk-body-s app-card__facts">
              {`${caseLifecycle.statuses[found.status]}, led by ${found.organisationName}. ${actionWords(found)}`}
            </p>
          </li>
        ))}
      </ul>
      <h2 class="govuk-heading-m">Your reports</h2>
      {reports.length === 0 && (
        <p class="govuk-body">
          Reports that you make while you are signed in are listed here, with what becomes of them.
        </p>
      )}
      <ul class="app-cards">
        {reports.map(({ outline, filedAt }) => (
          <li class="app-card">
            <p class="govuk-body app-card__head">
              {outline === null ? (
                'On its way to a team'
              ) : (
                <a class="govuk-link" href={`/reports/${outline.reference}`}>
                  {outline.title}
                </a>
              )}
            </p>
            <p class="govuk-body-s app-card__facts">
              {[
                ...(outline === null ? [] : [reportLifecycle.statuses[outline.status]]),
                ...(outline?.organisationName ? [`with ${outline.organisationName}`] : []),
                `reported on ${formatDate(filedAt)}`,
              ].join(', ')}
            </p>
          </li>
        ))}
      </ul>
    </Layout>
  )
}

function actionWords({ openActions, nextDue }: SharedCase): string {
  if (openActions === 0 || nextDue === null) return 'Nothing is left for your organisation to do.'
  const actions = openActions === 1 ? '1 action' : `${openActions} actions`
  return `${actions} for your organisation, the first due by ${formatDate(nextDue)}.`
}
