import { wordsIn } from '#locales'
import { Button, type Html, Layout, type LayoutProps, WarningText } from '#platform/govuk'
import { type SignLanguage, SignLanguageLinks } from './easy-read/sign-language.tsx'
import { ProseText, Sentence } from './prose-text.tsx'
import { publicFrame } from './public-frame.ts'

type PageProps = { frame: Omit<LayoutProps, 'title' | 'children'>; signLanguage: SignLanguage }

/** The front door, for the public first. */
export function HomePage({ frame, signLanguage }: PageProps): Html {
  const { home, site, easyRead } = wordsIn(frame.asked?.tag)
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
      <p class="govuk-body">
        <Sentence text={easyRead.offer} />
      </p>
      <SignLanguageLinks signLanguage={signLanguage} words={easyRead.sign} />
      <ProseText prose={home.help} />
    </Layout>
  )
}
