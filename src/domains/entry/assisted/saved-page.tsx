import { Button, type Html, Layout, Panel } from '#platform/govuk'
import type { Frame } from '#platform/http'

export type SavedPageProps = {
  frame: Frame
  reference: string
  /** With the host, to be given to the reporter. */
  statusLink: string
  statusHref: string
}

/** After saving: what to tell the reporter, and where to go on. */
export function SavedPage({ frame, reference, statusLink, statusHref }: SavedPageProps): Html {
  return (
    <Layout {...frame} title={`Saved as ${reference}`}>
      <Panel titleText="The report is saved">
        The reference to read out
        <br />
        <strong class="app-reference">{reference}</strong>
      </Panel>
      <h2 class="govuk-heading-m">For the reporter</h2>
      <p class="govuk-body">
        Read the reference out, letter by letter. This private link shows what happens with the report; give
        it only in a way that is safe for them:
      </p>
      <p class="govuk-body govuk-!-text-break-word">
        <a class="govuk-link" href={statusHref}>
          {statusLink}
        </a>
      </p>
      <p class="govuk-body">
        Who has the link sees the status and no name. It is shown here for as long as this page is kept.
      </p>
      <h2 class="govuk-heading-m">Next</h2>
      <p class="govuk-body">
        What was left for later is on your{' '}
        <a class="govuk-link" href="/tasks">
          tasks
        </a>
        . The report is on its way to the team that covers it:{' '}
        <a class="govuk-link" href={`/reports/${reference}`}>
          open {reference}
        </a>
        .
      </p>
      <Button text="Take another report" href="/enter" />
    </Layout>
  )
}
