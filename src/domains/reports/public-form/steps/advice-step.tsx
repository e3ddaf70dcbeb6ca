import { z } from 'zod'
import { Sentence } from '#domains/public-pages'
import type { Words } from '#locales'
import { oneOf, readForm, typedValue } from '#platform/forms'
import { InsetText, Radios } from '#platform/govuk'
import { always, fieldError, type Step } from './step.ts'

/** What one organisation says of a type that it does not deal with at a place, in one language. */
export type Advice = { organisationName: string; advice: string; whoDeals: string }

const id = 'advice'
const codes = ['report', 'leave'] as const

/**
 * What the local organisations say when they do not take this type for anti-social behaviour (Rutland tells its public
 * so of trespass, begging and more). It is advice: who wants to report goes on, and the record keeps what was shown.
 */
export function adviceStep(words: Words, advice: readonly Advice[]): Step {
  const texts = words.form.advice
  return {
    id,
    title: texts.title,
    isAsked: always,
    read(typed) {
      const result = readForm(z.object({ [id]: oneOf(codes, texts.missing) }), typed)
      if (!result.ok) return result
      const code = result.value[id] === 'leave' ? 'leave' : 'report'
      const shown = advice.map(({ organisationName, advice }) => `${organisationName}: ${advice}`)
      return {
        ok: true,
        codes: [code],
        told: [{ question: id, wording: texts.title, answer: [...shown, texts[code]].join('\n') }],
        adds: {},
      }
    },
    Fields: ({ typed, errors }) => (
      <>
        <h1 class="govuk-heading-l">{texts.title}</h1>
        {advice.map(({ organisationName, advice, whoDeals }) => (
          <>
            <p class="govuk-body">{texts.intro(organisationName)}</p>
            <InsetText>
              <p class="govuk-body">
                <Sentence text={advice} />
              </p>
              <p class="govuk-body">
                <strong>{texts.whoDeals}:</strong> <Sentence text={whoDeals} />
              </p>
            </InsetText>
          </>
        ))}
        <p class="govuk-body">{texts.still}</p>
        <Radios
          name={id}
          fieldset={{ legend: { text: texts.goOn, classes: 'govuk-fieldset__legend--m' } }}
          items={codes.map((code) => ({ value: code, text: texts[code] }))}
          value={typedValue(typed, id)}
          errorMessage={fieldError(words, errors, id)}
        />
      </>
    ),
  }
}
