import { wordsIn } from '#locales'
import { Button, type Html, Layout, type LayoutProps, WarningText } from '#platform/govuk'
import { ProseText } from './prose-text.tsx'
import { publicFrame } from './public-frame.ts'

type PageProps = { frame: Omit<LayoutProps, 'title' | 'children'> }

/** The front door, for the public first. */
export function HomePage({ frame }: PageProps): Html {
  const { home, site } = wordsIn(frame.asked?.tag)
  return (
    <Layout {...publicFrame(frame)} title={home.title}>
      <h1 class="govuk-heading-l">{home.heading}</h1>
      <p class="govuk-body-l">{home.lead}</p>
      <WarningText text={site.emergency} iconFallbackText={site.warning} />
      <p class="govuk-body">{home.youCanReport}</p>
      <ul class="govuk-list govuk-list--bullet">
        {home.kinds.map((kind) => (
          <li>{kind}</li>
        ))}
      </ul>
      <p class="govuk-body">{home.howLong}</p>
      <Button text={home.start} href="/report" isStartButton={true} />
      <ProseText prose={home.help} />
    </Layout>
  )
}
