import { z } from 'zod'
import { errorOf, oneOf, readForm, type Typed, typedValue } from '#platform/forms'
import { Radios } from '#platform/govuk'
import type { QuestionSet } from '../../question-set.ts'
import { always, headingLegend, type Reading, type Step } from './step.ts'

const id = 'when'

const answers = {
  now: { label: 'It is happening now', hint: 'If anyone is in danger, call 999 first.' },
  once: { label: 'It happened once', hint: undefined },
  pattern: { label: 'It keeps happening', hint: undefined },
} as const
const codes = ['now', 'once', 'pattern'] as const

/** Whether it happens now, happened once or keeps happening; the two last have a page of their own. */
export function whenStep({ when }: QuestionSet): Step {
  return {
    id,
    title: when.wording,
    isAsked: always,
    read: (typed, now) => readWhen(when.wording, typed, now),
    Fields: ({ typed, errors }) => (
      <Radios
        name={id}
        fieldset={headingLegend(when.wording)}
        hint={when.hint ? { text: when.hint } : undefined}
        items={codes.map((code) => {
          const { label, hint } = answers[code]
          return { value: code, text: label, ...(hint ? { hint: { text: hint } } : {}) }
        })}
        value={typedValue(typed, id)}
        errorMessage={errorOf(errors, id)}
      />
    ),
  }
}

function readWhen(wording: string, typed: Typed, now: Date): Reading {
  const result = readForm(z.object({ when: oneOf(codes, 'Select when it happens') }), typed)
  if (!result.ok) return result
  const code = codes.find((each) => each === result.value.when)
  if (code === undefined) return { ok: true, codes: [], told: [], adds: {} }
  return {
    ok: true,
    codes: [code],
    told: [{ question: id, wording, answer: answers[code].label }],
    adds: { occurrence: code, ...(code === 'now' ? { occurredFrom: now, occurredTo: now } : {}) },
  }
}
