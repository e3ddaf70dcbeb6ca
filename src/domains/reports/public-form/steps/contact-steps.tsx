import { z } from 'zod'
import type { Words } from '#locales'
import { emailField, phoneField, readForm, typedValue, wordsField } from '#platform/forms'
import { TextInput } from '#platform/govuk'
import { choiceStep } from './choice-step.tsx'
import { always, fieldError, has, headingLabel, type Reading, type Step } from './step.ts'

/** Contact or anonymous. */
export function contactStep(words: Words): Step {
  const { title, yes, anonymous, hint, missing } = words.form.contact
  return choiceStep(words, {
    id: 'contact',
    title,
    hint,
    missing,
    isContact: true,
    isAsked: always,
    choices: [
      { code: 'yes', label: yes },
      { code: 'anonymous', label: anonymous },
    ],
  })
}

/** The one way in which to be reached. */
function contactHowStep(words: Words): Step {
  const { title, missing, email, phone, text } = words.form.contactHow
  return choiceStep(words, {
    id: 'contact_how',
    field: 'channel',
    title,
    missing,
    isContact: true,
    isAsked: (codes) => has(codes, 'contact', 'yes'),
    choices: [
      { code: 'email', label: email, adds: { contact: { preferredChannel: 'email' } } },
      { code: 'phone', label: phone, adds: { contact: { preferredChannel: 'phone' } } },
      { code: 'text', label: text, adds: { contact: { preferredChannel: 'text' } } },
    ],
  })
}

const numberInput = { type: 'tel', autocomplete: 'tel', classes: 'govuk-input--width-20' }

/** The address or number of one way. */
function reachStep(words: Words, code: 'email' | 'phone' | 'text'): Step {
  const { contactEmail, contactPhone, contactText } = words.form
  const { title, missing } = { email: contactEmail, phone: contactPhone, text: contactText }[code]
  const name = code === 'email' ? 'email' : 'phone'
  const field = code === 'email' ? emailField(words.forms) : phoneField(words.forms)
  const input = code === 'email' ? { type: 'email', autocomplete: 'email', spellcheck: false } : numberInput
  return {
    id: `contact_${code}`,
    title,
    isContact: true,
    isAsked: (codes) => has(codes, 'contact_how', code),
    read(typed): Reading {
      const result = readForm(z.object({ [name]: field.refine((value) => value !== '', missing) }), typed)
      if (!result.ok) return result
      const answer = result.value[name] ?? ''
      return {
        ok: true,
        codes: [],
        told: [{ question: `contact_${code}`, wording: title, answer }],
        adds: { contact: { [name]: answer } },
      }
    },
    Fields: ({ typed, errors }) => (
      <TextInput
        {...input}
        name={name}
        id={name}
        label={headingLabel(title)}
        value={typedValue(typed, name)}
        errorMessage={fieldError(words, errors, name)}
      />
    ),
  }
}

/** Asked last and never needed: what to be called is enough. */
function contactNameStep(words: Words): Step {
  const { title, hint, name: fieldName } = words.form.contactName
  return {
    id: 'contact_name',
    title,
    isContact: true,
    isAsked: (codes) => has(codes, 'contact', 'yes'),
    read(typed): Reading {
      const field = wordsField({ name: fieldName, most: 200, words: words.forms })
      const result = readForm(z.object({ name: field }), typed)
      if (!result.ok) return result
      const { name } = result.value
      return {
        ok: true,
        codes: [],
        told: [{ question: 'contact_name', wording: title, answer: name }],
        adds: { contact: { name } },
      }
    },
    Fields: ({ typed, errors }) => (
      <TextInput
        name="name"
        id="name"
        label={headingLabel(title)}
        hint={{ text: hint }}
        value={typedValue(typed, 'name')}
        autocomplete="name"
        spellcheck={false}
        errorMessage={fieldError(words, errors, 'name')}
      />
    ),
  }
}

/** How to be reached, one thing a page. */
export function reachSteps(words: Words): Step[] {
  return [
    contactHowStep(words),
    reachStep(words, 'email'),
    reachStep(words, 'phone'),
    reachStep(words, 'text'),
    contactNameStep(words),
  ]
}
