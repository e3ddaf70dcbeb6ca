import { type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'

export type GovernanceLink = { text: string; href: string; about: string }

/** Where information governance begins: what this person may look into or set. */
export function GovernancePage({ frame, links }: { frame: Frame; links: readonly GovernanceLink[] }): Html {
  return (
    <Layout {...frame} wide title="Information governance">
      <h1 class="govuk-heading-l">Information governance</h1>
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
