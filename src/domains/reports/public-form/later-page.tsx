import { ProseText, publicFrame } from '#domains/public-pages'
import { wordsIn } from '#locales'
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
  const { form, site } = wordsIn(frame.asked?.tag)
  const { title, body, warning, after } = form.later
  return (
    <Layout {...publicFrame(frame)} title={title} beforeContent={<BackLink text={site.back} href={back} />}>
      <h1 class="govuk-heading-l">{title}</h1>
      <ProseText prose={body} />
      <p class="govuk-body govuk-!-text-break-word">
        <a class="govuk-link" href={back}>
          {link}
        </a>
      </p>
      <WarningText iconFallbackText={site.warning} text={warning} />
      <p class="govuk-body">{after(draftsKeptDays)}</p>
    </Layout>
  )
}
