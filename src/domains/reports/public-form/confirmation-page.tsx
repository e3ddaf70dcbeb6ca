import { publicFrame } from '#domains/public-pages'
import { type Html, Layout, type LayoutProps, Panel } from '#platform/govuk'

type PageProps = {
  frame: Omit<LayoutProps, 'title' | 'children'>
  reference: string
  /** With the host, to be copied. */
  statusLink: string
  statusHref: string
}

/** The reference, what happens next, and the link to see it happen. */
export function ConfirmationPage({ frame, reference, statusLink, statusHref }: PageProps): Html {
  return (
    <Layout {...publicFrame(frame)} title="We have your report">
      <Panel titleText="We have your report">
        Your reference
        <br />
        <strong>{reference}</strong>
      </Panel>
      <h2 class="govuk-heading-m">Keep your private link</h2>
      <p class="govuk-body">
        This page shows what happens with your report. Copy the link or save it as a bookmark.
      </p>
      <p class="govuk-body govuk-!-text-break-word">
        <a class="govuk-link" href={statusHref}>
          {statusLink}
        </a>
      </p>
      <p class="govuk-body">
        Anyone who has the link can open the page. It does not show your answers or your name.
      </p>
      <h2 class="govuk-heading-m">What happens next</h2>
      <ol class="govuk-list govuk-list--number">
        <li>We send your report to the team that looks after this kind of problem in this place.</li>
        <li>The team reads it and decides what to do.</li>
        <li>Your private page shows who has your report and what they decide.</li>
      </ol>
      <p class="govuk-body">If you said that we can contact you, the team may ask you for more.</p>
      <h2 class="govuk-heading-m">If it happens again</h2>
      <p class="govuk-body">
        Call 999 if someone is in danger or a crime is happening. If not,{' '}
        <a class="govuk-link" href="/report">
          make a new report
        </a>{' '}
        each time. It helps us to see how often it happens.
      </p>
      <p class="govuk-body">
        If you have reported it before and it does not stop, you can ask for an ASB Case Review: the
        organisations then look together at what was done. Ask any of them how.
      </p>
    </Layout>
  )
}
