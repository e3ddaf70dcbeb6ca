import type { Html } from './html.ts'
import { Layout, type LayoutProps } from './layout.tsx'

export type LandingLink = { text: string; href: string; about: string }

/** A page that leads on: what there is, and what each thing is for. */
export function LandingPage({
  frame,
  title,
  links,
}: {
  frame: Omit<LayoutProps, 'title' | 'children'>
  title: string
  links: readonly LandingLink[]
}): Html {
  return (
    <Layout {...frame} wide title={title}>
      <h1 class="govuk-heading-l">{title}</h1>
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
