import { z } from 'zod'
import {
  errorOf,
  readForm,
  severalOf,
  type Typed,
  typedValue,
  typedValues,
  wordsField,
} from '#platform/forms'
import { Checkboxes, type Html, Textarea } from '#platform/govuk'
import { type FieldsProps, has, type Reading, type Step } from './step.ts'

const id = 'contact_safely'
const title = 'How can we contact you safely?'
const wishes = [
  { code: 'no_voicemail', label: 'Do not leave a voice message' },
  { code: 'only_me', label: 'Do not speak to anyone else who answers' },
  { code: 'no_subject', label: 'Do not say what it is about in a message' },
  { code: 'unmarked', label: 'Do not say who you are until you know it is me' },
] as const
const usual = { code: 'usual', label: 'The usual way is fine' }

/** What would put somebody in danger, or make things worse at home. */
export const contactSafelyStep: Step = {
  id,
  title,
  isContact: true,
  isAsked: (codes) => has(codes, 'contact', 'yes'),
  read: readSafely,
  Fields: SafelyFields,
}

function readSafely(typed: Typed): Reading {
  const result = readForm(
    z.object({
      safely: severalOf(
        [...wishes, usual].map(({ code }) => code),
        'Select what we should do, or select ‘The usual way is fine’',
      ),
      safe_times: wordsField({ name: 'What you write', most: 500 }),
    }),
    typed,
  )
  if (!result.ok) return result
  const { safely, safe_times } = result.value
  if (safely.includes(usual.code) && safely.length > 1) {
    const message = 'Select what we should do, or select ‘The usual way is fine’'
    return { ok: false, errors: [{ field: 'safely', anchor: 'safely', message }] }
  }
  const labels = [...wishes, usual].filter(({ code }) => safely.includes(code)).map(({ label }) => label)
  const answer = [...labels, safe_times].filter(Boolean).join('\n')
  return {
    ok: true,
    codes: safely,
    told: [{ question: id, wording: title, answer }],
    adds: { contact: { safeContact: answer } },
  }
}

function SafelyFields({ typed, errors }: FieldsProps): Html {
  return (
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      <Checkboxes
        name="safely"
        fieldset={{ legend: { text: 'What should we do?', classes: 'govuk-fieldset__legend--m' } }}
        hint={{ text: 'Select all that apply.' }}
        items={[
          ...wishes.map(({ code, label }) => ({ value: code, text: label })),
          { divider: 'or' },
          { value: usual.code, text: usual.label, behaviour: 'exclusive' },
        ]}
        values={[...typedValues(typed, 'safely')]}
        errorMessage={errorOf(errors, 'safely')}
      />
      <Textarea
        name="safe_times"
        id="safe_times"
        label={{ text: 'Is there a time that is safe, or one that is not? (optional)' }}
        hint={{ text: 'For example, “weekdays before 3pm”.' }}
        rows={3}
        value={typedValue(typed, 'safe_times')}
        errorMessage={errorOf(errors, 'safe_times')}
      />
    </>
  )
}
