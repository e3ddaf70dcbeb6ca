import { wordsIn } from '#locales'
import { type Html, Layout, type LayoutProps, SummaryList } from '#platform/govuk'
import { englishTag } from '#platform/language'
import { type SignLanguage, SignLanguageLinks } from './easy-read/sign-language.tsx'
import { ProseText, Sentence } from './prose-text.tsx'
import { publicFrame } from './public-frame.ts'

/** Who answers the telephone, and when, as the organisation says it. */
export type ToCall = { name: string; contactAdvice: string }

type PageProps = {
  frame: Omit<LayoutProps, 'title' | 'children'>
  organisations: readonly ToCall[]
  signLanguage: SignLanguage
}

/** For whoever cannot or would rather not use the form (Equality Act 2010, section 20). */
export function WaysToReportPage({ frame, organisations, signLanguage }: PageProps): Html {
  const { waysToReport, easyRead } = wordsIn(frame.asked?.tag)
  return (
    <Layout {...publicFrame(frame)} title={waysToReport.title}>
      <h1 class="govuk-heading-l">{waysToReport.title}</h1>
      <p class="govuk-body">
        <Sentence text={easyRead.offer} />
      </p>
      <SignLanguageLinks signLanguage={signLanguage} words={easyRead.sign} />
      <ProseText prose={waysToReport.body} />
      <h2 class="govuk-heading-m">{waysToReport.organisations}</h2>
      {organisations.length === 0 ? (
        <p class="govuk-body">{waysToReport.noOrganisations}</p>
      ) : (
        // Organisations write in English what they tell the public.
        <SummaryList
          attributes={{ lang: englishTag }}
          rows={organisations.map(({ name, contactAdvice }) => ({
            key: { text: name },
            value: { text: contactAdvice },
          }))}
        />
      )}
    </Layout>
  )
}
