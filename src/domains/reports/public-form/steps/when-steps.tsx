import { z } from 'zod'
import type { Words } from '#locales'
import { oneOf, readForm, typedValue } from '#platform/forms'
import { Radios } from '#platform/govuk'
import type { AskedSet } from '../../question-set.ts'
import { choiceStep } from './choice-step.tsx'
import { helpStep } from './help-step.tsx'
import { always, fieldError, has, headingLegend, type Step } from './step.ts'

const id = 'when'
const codes = ['now', 'once', 'pattern'] as const

/** Whether it happens now, happened once or keeps happening; the two last have a page of their own. */
export function whenStep({ when }: AskedSet, words: Words): Step {
  const { form } = words
  return {
    id,
    title: when.wording,
    isAsked: always,
    read(typed, now) {
      const result = readForm(z.object({ when: oneOf(codes, form.when.missing) }), typed)
      if (!result.ok) return result
      const code = codes.find((each) => each === result.value.when)
      if (code === undefined) return { ok: true, codes: [], told: [], adds: {} }
      return {
        ok: true,
        codes: [code],
        told: [{ question: id, wording: when.wording, answer: form.when[code] }],
        adds: { occurrence: code, ...(code === 'now' ? { occurredFrom: now, occurredTo: now } : {}) },
      }
    },
    Fields: ({ typed, errors }) => (
      <Radios
        name={id}
        fieldset={headingLegend(when.wording)}
        hint={when.hint ? { text: when.hint } : undefined}
        items={codes.map((code) => ({
          value: code,
          text: form.when[code],
          ...(code === 'now' ? { hint: { text: form.when.nowHint } } : {}),
        }))}
        value={typedValue(typed, id)}
        errorMessage={fieldError(words, errors, id)}
      />
    ),
  }
}

/** What happens now may be an emergency, which nobody is to find out from a form hours later. */
export function dangerNowSteps(words: Words): Step[] {
  const { title, missing, yes, no } = words.form.whenDanger
  return [
    choiceStep(words, {
      id: 'when_danger',
      title,
      hint: words.site.emergency,
      missing,
      isAsked: (given) => has(given, id, 'now'),
      choices: [
        { code: 'yes', label: yes },
        { code: 'no', label: no },
      ],
    }),
    helpStep(words, {
      id: 'when_emergency',
      kind: 'danger',
      isAsked: (given) => has(given, 'when_danger', 'yes'),
    }),
  ]
}
