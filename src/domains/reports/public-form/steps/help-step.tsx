import { ProseText } from '#domains/public-pages'
import type { Words } from '#locales'
import type { HelpKind } from '../../question-set.ts'
import { type Codes, has, type Step } from './step.ts'

/** Whose help each page of help tells of, with what this product itself does. */
export function helpTexts({ form }: Words, kind: HelpKind) {
  if (kind === 'danger') return { title: form.emergency.title, prose: form.emergency.body }
  const { title, body, here } = form[kind]
  return { title, prose: [...body, ...here] }
}

/** A page that asks nothing: who can help with what was just answered. The way on is the ordinary one. */
export function helpStep(
  words: Words,
  { id, kind, isAsked }: { id: string; kind: HelpKind; isAsked(codes: Codes): boolean },
): Step {
  const { title, prose } = helpTexts(words, kind)
  return {
    id,
    title,
    isAsked,
    read: () => ({ ok: true, codes: [], told: [], adds: {} }),
    Fields: () => (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <ProseText prose={prose} />
      </>
    ),
  }
}

/** The page of help after an answer that calls for it. */
export function helpAfter(words: Words, question: string, kind: HelpKind, codes: readonly string[]): Step {
  return helpStep(words, {
    id: `${question}_${kind}`,
    kind,
    isAsked: (given) => has(given, question, ...codes),
  })
}
