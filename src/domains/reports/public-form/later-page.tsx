import { publicFrame } from '#domains/public-pages'
import { BackLink, type Html, Layout, type LayoutProps, WarningText } from '#platform/govuk'
import { draftsKeptDays } from '../tidy-drafts.ts'

type PageProps = {
  frame: Omit<LayoutProps, 'title' | 'children'>
  /** With the host, to be copied. */
  link: string
  back: string
}

/** The link to come back by. */
export function LaterPage({ frame, link, back }: PageProps): Html {
  return (
    <Layout
      {...publicFrame(frame)}
      title="Your answers are saved"
      beforeContent={<BackLink text="Back" href={back} />}
    >
      <h1 class="govuk-heading-l">Your answers are saved</h1>
      <p class="govuk-body">
        To go on later, open this link on any device. Copy it, write it down or save it as a bookmark.
      </p>
      <p class="govuk-body govuk-!-text-break-word">
        <a class="govuk-link" href={back}>
          {link}
        </a>
      </p>
      <WarningText
        iconFallbackText="Warning"
        text="Anyone who has this link can read your answers. Keep it only where it is safe."
      />
      <p class="govuk-body">
        We have not sent your report yet. Nobody reads it until you send it. If you do not come back for{' '}
        {draftsKeptDays} days, we delete it.
      </p>
    </Layout>
  )
}
