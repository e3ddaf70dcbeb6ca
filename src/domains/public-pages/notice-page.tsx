import { wordsIn } from '#locales'
import { type Html, Layout, type LayoutProps } from '#platform/govuk'
import { ProseText } from './prose-text.tsx'
import { publicFrame } from './public-frame.ts'

type PageProps = {
  frame: Omit<LayoutProps, 'title' | 'children'>
  notice: 'privacy' | 'cookies'
}

/** One of the notices that every page links to: all words and nothing else. */
export function NoticePage({ frame, notice }: PageProps): Html {
  const { title, body } = wordsIn(frame.asked?.tag)[notice]
  return (
    <Layout {...publicFrame(frame)} title={title}>
      <h1 class="govuk-heading-l">{title}</h1>
      <ProseText prose={body} />
    </Layout>
  )
}
