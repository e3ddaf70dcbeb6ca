import { ProseText, publicFrame } from '#domains/public-pages'
import { wordsIn } from '#locales'
import { type Html, Layout, type LayoutProps, Panel } from '#platform/govuk'

type PageProps = {
  frame: Omit<LayoutProps, 'title' | 'children'>
  reference: string
  /** With the host, to be copied. */
  statusLink: string
  statusHref: string
  /** What another domain says beside it. */
  part: ((tag: string | undefined) => Html) | undefined
}

/** The reference, what happens next, and the link to see it happen. */
export function ConfirmationPage({ frame, reference, statusLink, statusHref, part }: PageProps): Html {
  const { done } = wordsIn(frame.asked?.tag).form
  return (
    <Layout {...publicFrame(frame)} title={done.title}>
      <Panel titleText={done.title}>
        {done.reference}
        <br />
        <strong>{reference}</strong>
      </Panel>
      <h2 class="govuk-heading-m">{done.keepLink}</h2>
      <ProseText prose={done.link} />
      <p class="govuk-body govuk-!-text-break-word">
        <a class="govuk-link" href={statusHref}>
          {statusLink}
        </a>
      </p>
      {part?.(frame.asked?.tag)}
      <ProseText prose={done.body} />
    </Layout>
  )
}
