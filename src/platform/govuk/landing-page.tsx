import type { Html } from './html.ts'
import { Layout, type LayoutProps } from './layout.tsx'
import { MojAlert } from './moj-components.ts'

export type LandingLink = { text: string; href: string; about: string }
/** Something to act on, said before everything else. */
export type LandingNotice = { text: string; href: string }

/** A page that leads on: what there is, and what each thing is for. */
export function LandingPage({
  frame,
  title,
  links,
  notices = [],
}: {
  frame: Omit<LayoutProps, 'title' | 'children'>
  title: string
  links: readonly LandingLink[]
  notices?: readonly LandingNotice[]
}): Html {
  return (
    <Layout {...frame} wide title={title}>
      <h1 class="govuk-heading-l">{title}</h1>
      {notices.map(({ text, href }) => (
        <MojAlert
          variant="warning"
          title={text}
          html={
            <a class="govuk-link" href={href}>
              {text}
            </a>
          }
        />
      ))}
      <ul class="govuk-list govuk-list--spaced">
        {links.map(({ text, href, about }) => (
          <li>
            <a class="govuk-link govuk-!-font-weight-bold" href={href}>
              {text}
            </a>
            <br />
            {about}
          </li>
        ))}
      </ul>
    </Layout>
  )
}
