import { z } from 'zod'
import type { Words } from '#locales'
import { readForm, severalOf, type Typed, typedValue, typedValues, wordsField } from '#platform/forms'
import { Checkboxes, type Html, Textarea } from '#platform/govuk'
import { type FieldsProps, fieldError, has, type Reading, type Step } from './step.ts'

const id = 'contact_format'
const none = 'none'

/** In which language and form somebody can be written or talked to (Equality Act 2010, section 20). */
export function contactFormatStep(words: Words): Step {
  return {
    id,
    title: words.form.contactFormat.title,
    isContact: true,
    isAsked: (codes) => has(codes, 'contact', 'yes'),
    read: (typed) => readFormat(words, typed),
    Fields: (props) => FormatFields({ words, ...props }),
  }
}

function formatsIn({ form: { contactFormat } }: Words) {
  return [
    { code: 'welsh', label: contactFormat.welsh },
    { code: 'bsl', label: contactFormat.bsl },
    { code: 'easy_read', label: contactFormat.easyRead },
    { code: 'large_print', label: contactFormat.largePrint },
    { code: 'audio', label: contactFormat.audio },
    { code: 'braille', label: contactFormat.braille },
    { code: 'interpreter', label: contactFormat.interpreter },
    { code: none, label: contactFormat.none },
  ]
}

function readFormat(words: Words, typed: Typed): Reading {
  const formats = formatsIn(words)
  const { title, missing } = words.form.contactFormat
  const codes = formats.map(({ code }) => code)
  const most = { name: words.form.question.whatYouWrite, most: 200, words: words.forms }
  const result = readForm(
    z.object({ format: severalOf(codes, missing), format_more: wordsField(most) }),
    typed,
  )
  if (!result.ok) return result
  const { format, format_more } = result.value
  if (format.includes(none) && format.length > 1)
    return { ok: false, errors: [{ field: 'format', anchor: 'format', message: missing }] }
  const needed = formats.filter(({ code }) => format.includes(code))
  const answer = [...needed.map(({ label }) => label), format_more].filter(Boolean).join('\n')
  return {
    ok: true,
    codes: format,
    told: [{ question: id, wording: title, answer }],
    adds: format.includes(none) && format_more === '' ? {} : { contact: { format: answer } },
  }
}

function FormatFields({ words, typed, errors }: FieldsProps & { words: Words }): Html {
  const { title, hint, more } = words.form.contactFormat
  const items = formatsIn(words).map(({ code, label }) => ({ value: code, text: label }))
  return (
    <>
      <Checkboxes
        name="format"
        fieldset={{
          legend: { text: title, isPageHeading: true, classes: 'govuk-fieldset__legend--l' },
        }}
        hint={{ text: hint }}
        items={[
          ...items.filter(({ value }) => value !== none),
          { divider: words.site.or },
          ...items.filter(({ value }) => value === none).map((item) => ({ ...item, behaviour: 'exclusive' })),
        ]}
        values={[...typedValues(typed, 'format')]}
        errorMessage={fieldError(words, errors, 'format')}
      />
      <Textarea
        name="format_more"
        id="format_more"
        label={{ text: more }}
        rows={2}
        value={typedValue(typed, 'format_more')}
        errorMessage={fieldError(words, errors, 'format_more')}
      />
    </>
  )
}
