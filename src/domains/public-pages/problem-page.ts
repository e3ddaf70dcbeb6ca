import { wordsIn } from '#locales'
import type { Frame, ProblemKind, ProblemPage } from '#platform/http'
import { englishTag } from '#platform/language'
import { publicFrame } from './public-frame.ts'

/** A problem in the visitor's language, on a page like the others of the public. */
export function problemPageFor(frame: Frame, kind: ProblemKind): ProblemPage | undefined {
  const layout = publicFrame(frame)
  if (layout.language === undefined || layout.language === englishTag) return undefined
  const { problems } = wordsIn(layout.language)
  return { layout, ...problems[kind], reference: problems.reference }
}
