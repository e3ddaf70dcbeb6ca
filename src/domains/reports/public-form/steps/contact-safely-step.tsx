import { z } from 'zod'
import type { Words } from '#locales'
import { readForm, severalOf, type Typed, typedValue, typedValues, wordsField } from '#platform/forms'
import { Checkboxes, type Html, Textarea } from '#platform/govuk'
import { type FieldsProps, fieldError, has, type Reading, type Step } from './step.ts'

const id = 'contact_safely'
const usual = 'usual'

/** What would put somebody in danger, or make things worse at home. */
export function contactSafelyStep(words: Words): Step {
  return {
    id,
    title: words.form.contactSafely.title,
    isContact: true,
    isAsked: (codes) => has(codes, 'contact', 'yes'),
    read: (typed) => readSafely(words, typed),
    Fields: (props) => SafelyFields({ words, ...props }),
  }
}

function wishesIn({ form: { contactSafely } }: Words) {
  return [
    { code: 'no_voicemail', label: contactSafely.noVoicemail },
    { code: 'only_me', label: contactSafely.onlyMe },
    { code: 'no_subject', label: contactSafely.noSubject },
    { code: 'unmarked', label: contactSafely.unmarked },
    { code: usual, label: contactSafely.usual },
  ]
}

function readSafely(words: Words, typed: Typed): Reading {
  const wishes = wishesIn(words)
  const { title, missing } = words.form.contactSafely
  const codes = wishes.map(({ code }) => code)
  const most = { name: words.form.question.whatYouWrite, most: 500, words: words.forms }
  const result = readForm(
    z.object({ safely: severalOf(codes, missing), safe_times: wordsField(most) }),
    typed,
  )
  if (!result.ok) return result
  const { safely, safe_times } = result.value
  if (safely.includes(usual) && safely.length > 1)
    return { ok: false, errors: [{ field: 'safely', anchor: 'safely', message: missing }] }
  const labels = wishes.filter(({ code }) => safely.includes(code)).map(({ label }) => label)
  const answer = [...labels, safe_times].filter(Boolean).join('\n')
  return {
    ok: true,
    codes: safely,
    told: [{ question: id, wording: title, answer }],
    adds: { contact: { safeContact: answer } },
  }
}

function SafelyFields({ words, typed, errors }: FieldsProps & { words: Words }): Html {
  const { title, what, times, timesHint } = words.form.contactSafely
  const items = wishesIn(words).map(({ code, label }) => ({ value: code, text: label }))
  return (
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      <Checkboxes
        name="safely"
        fieldset={{ legend: { text: what, classes: 'govuk-fieldset__legend--m' } }}
        hint={{ text: words.site.selectAll }}
        items={[
          ...items.filter(({ value }) => value !== usual),
          { divider: words.site.or },
          ...items
            .filter(({ value }) => value === usual)
            .map((item) => ({ ...item, behaviour: 'exclusive' })),
        ]}
        values={[...typedValues(typed, 'safely')]}
        errorMessage={fieldError(words, errors, 'safely')}
      />
      <Textarea
        name="safe_times"
        id="safe_times"
        label={{ text: times }}
        hint={{ text: timesHint }}
        rows={3}
        value={typedValue(typed, 'safe_times')}
        errorMessage={fieldError(words, errors, 'safe_times')}
      />
    </>
  )
}
