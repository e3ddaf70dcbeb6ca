import { wordsIn } from '#locales'
import { Button, type Html, Layout, type LayoutProps } from '#platform/govuk'
import { publicFrame } from '../public-frame.ts'
import { Picture, type PictureName } from './pictures.tsx'
import { type SignLanguage, SignLanguageLinks } from './sign-language.tsx'

type PageProps = { frame: Omit<LayoutProps, 'title' | 'children'>; signLanguage: SignLanguage }

/** The picture of each line, in the order of the words. */
export const easyReadPictures = {
  report: ['danger', 'upset', 'noise', 'website', 'phone', 'helper', 'noName', 'camera', 'later'],
  next: ['number', 'key', 'send', 'decide', 'talk', 'again'],
  review: ['question', 'meeting', 'free', 'helper', 'day', 'again'],
} as const satisfies Readonly<Record<string, readonly PictureName[]>>
const sections = ['report', 'next', 'review'] as const

/** How to report, what happens then and the Case Review in short sentences, each with a picture. */
export function EasyReadPage({ frame, signLanguage }: PageProps): Html {
  const { easyRead } = wordsIn(frame.asked?.tag)
  return (
    <Layout {...publicFrame(frame)} title={easyRead.title}>
      <div class="app-easy-read">
        <h1 class="govuk-heading-xl">{easyRead.title}</h1>
        <p>{easyRead.lead}</p>
        <SignLanguageLinks signLanguage={signLanguage} words={easyRead.sign} />
        {sections.map((section) => (
          <section aria-labelledby={section}>
            <h2 class="govuk-heading-l" id={section}>
              {easyRead[section].heading}
            </h2>
            <ol class="app-easy-read__lines">
              {easyRead[section].lines.map((line, at) => (
                <li>
                  <Picture name={easyReadPictures[section][at] ?? 'talk'} />
                  <p>{line}</p>
                </li>
              ))}
            </ol>
            {section === 'report' && <Button text={easyRead.start} href="/report" isStartButton={true} />}
            {section === 'review' && <Button text={easyRead.askReview} href="/case-review" />}
          </section>
        ))}
        <p>
          <a class="govuk-link" href="/ways-to-report">
            {easyRead.otherWays}
          </a>
        </p>
      </div>
    </Layout>
  )
}
