import { z } from 'zod'
import type { Words } from '#locales'
import { oneOf, readForm, typedValue } from '#platform/forms'
import { Radios } from '#platform/govuk'
import { type Codes, fieldError, headingLegend, type ReportPart, type Step } from './step.ts'

type Choice = { code: string; label: string; hint?: string; adds?: ReportPart }
type ChoiceStep = {
  id: string
  /** Name of the field where it is not the step's. */
  field?: string
  title: string
  hint?: string | undefined
  missing: string
  choices: readonly Choice[]
  isAsked(codes: Codes): boolean
  isContact?: true
}

/** One of several answers, each with what it adds to the report. */
export function choiceStep(words: Words, step: ChoiceStep): Step {
  const { id, field = id, title, hint, missing, choices, isAsked, isContact } = step
  return {
    id,
    title,
    isAsked,
    ...(isContact ? { isContact } : {}),
    read(typed) {
      const codes = choices.map(({ code }) => code)
      const result = readForm(z.object({ [field]: oneOf(codes, missing) }), typed)
      if (!result.ok) return result
      const chosen = choices.find(({ code }) => code === result.value[field])
      return {
        ok: true,
        codes: chosen ? [chosen.code] : [],
        told: [{ question: id, wording: title, answer: chosen?.label ?? '' }],
        adds: chosen?.adds ?? {},
      }
    },
    Fields: ({ typed, errors }) => (
      <Radios
        name={field}
        fieldset={headingLegend(title)}
        hint={hint ? { text: hint } : undefined}
        items={choices.map(({ code, label, hint }) => ({
          value: code,
          text: label,
          ...(hint ? { hint: { text: hint } } : {}),
        }))}
        value={typedValue(typed, field)}
        errorMessage={fieldError(words, errors, field)}
      />
    ),
  }
}
