import { type Html, Layout, Table } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { DemoLink } from './demo-sign-in.ts'

/** In demo mode: whom the visitor may be. */
export function DemoPage({ frame, links }: { frame: Frame; links: readonly DemoLink[] }): Html {
  return (
    <Layout {...frame} title="Choose who to be">
      <h1 class="govuk-heading-l">Choose who to be</h1>
      <p class="govuk-body">
        Nothing here is real, so anybody may look at it as anybody. These links exist in the demonstration
        only.
      </p>
      <Table
        caption="Demonstration accounts"
        captionClasses="govuk-visually-hidden"
        head={[{ text: 'Organisation' }, { text: 'Sign in as' }]}
        rows={links.map((link) => [
          { text: link.organisation },
          {
            html: (
              <a class="govuk-link" href={link.path}>
                {link.role}, {link.name}
              </a>
            ),
          },
        ])}
      />
      <p class="govuk-body">
        <a class="govuk-link" href="/">
          Go on as a member of the public
        </a>
      </p>
    </Layout>
  )
}
