import { z } from 'zod'
import { emailField, errorOf, oneOf, phoneField, readForm, typedValue, wordsField } from '#platform/forms'
import { Radios, TextInput } from '#platform/govuk'
import { always, has, headingLabel, headingLegend, type Reading, type Step } from './step.ts'

const title = 'Can we contact you about this?'
const choices = [
  { code: 'yes', label: 'Yes, you can contact me' },
  { code: 'anonymous', label: 'No, I want to stay anonymous' },
] as const

/** Contact or anonymous. */
export const contactStep: Step = {
  id: 'contact',
  title,
  isContact: true,
  isAsked: always,
  read(typed): Reading {
    const codes = choices.map(({ code }) => code)
    const result = readForm(z.object({ contact: oneOf(codes, 'Select yes if we can contact you') }), typed)
    if (!result.ok) return result
    const chosen = choices.find(({ code }) => code === result.value.contact)
    return {
      ok: true,
      codes: chosen ? [chosen.code] : [],
      told: [{ question: 'contact', wording: title, answer: chosen?.label ?? '' }],
      adds: {},
    }
  },
  Fields: ({ typed, errors }) => (
    <Radios
      name="contact"
      fieldset={headingLegend(title)}
      hint={{
        text: 'Either way, you get a private page that shows what happens with your report. We can do more if we can ask you questions.',
      }}
      items={choices.map(({ code, label }) => ({ value: code, text: label }))}
      value={typedValue(typed, 'contact')}
      errorMessage={errorOf(errors, 'contact')}
    />
  ),
}

const howTitle = 'How should we contact you?'
const channels = [
  {
    code: 'email',
    label: 'Email',
    question: 'What is your email address?',
    missing: 'Enter your email address',
    field: emailField,
    input: { type: 'email', autocomplete: 'email', spellcheck: false },
  },
  {
    code: 'phone',
    label: 'Phone call',
    question: 'What is your telephone number?',
    missing: 'Enter your telephone number',
    field: phoneField,
    input: { type: 'tel', autocomplete: 'tel', classes: 'govuk-input--width-20' },
  },
  {
    code: 'text',
    label: 'Text message',
    question: 'What is your mobile number?',
    missing: 'Enter your mobile number',
    field: phoneField,
    input: { type: 'tel', autocomplete: 'tel', classes: 'govuk-input--width-20' },
  },
] as const

/** The one way in which to be reached. */
const contactHowStep: Step = {
  id: 'contact_how',
  title: howTitle,
  isContact: true,
  isAsked: (codes) => has(codes, 'contact', 'yes'),
  read(typed): Reading {
    const codes = channels.map(({ code }) => code)
    const result = readForm(z.object({ channel: oneOf(codes, 'Select how we should contact you') }), typed)
    if (!result.ok) return result
    const channel = channels.find(({ code }) => code === result.value.channel)
    return {
      ok: true,
      codes: channel ? [channel.code] : [],
      told: [{ question: 'contact_how', wording: howTitle, answer: channel?.label ?? '' }],
      adds: { contact: { preferredChannel: channel?.code ?? 'none' } },
    }
  },
  Fields: ({ typed, errors }) => (
    <Radios
      name="channel"
      fieldset={headingLegend(howTitle)}
      items={channels.map(({ code, label }) => ({ value: code, text: label }))}
      value={typedValue(typed, 'channel')}
      errorMessage={errorOf(errors, 'channel')}
    />
  ),
}

/** The address or number of one way. */
function reachStep({ code, question, missing, field, input }: (typeof channels)[number]): Step {
  const name = code === 'email' ? 'email' : 'phone'
  return {
    id: `contact_${code}`,
    title: question,
    isContact: true,
    isAsked: (codes) => has(codes, 'contact_how', code),
    read(typed): Reading {
      const needed = field().refine((value) => value !== '', missing)
      const result = readForm(z.object({ [name]: needed }), typed)
      if (!result.ok) return result
      const answer = result.value[name] ?? ''
      return {
        ok: true,
        codes: [],
        told: [{ question: `contact_${code}`, wording: question, answer }],
        adds: { contact: { [name]: answer } },
      }
    },
    Fields: ({ typed, errors }) => (
      <TextInput
        {...input}
        name={name}
        id={name}
        label={headingLabel(question)}
        value={typedValue(typed, name)}
        errorMessage={errorOf(errors, name)}
      />
    ),
  }
}

const nameTitle = 'What is your name?'

/** Asked last and never needed: what to be called is enough. */
const contactNameStep: Step = {
  id: 'contact_name',
  title: nameTitle,
  isContact: true,
  isAsked: (codes) => has(codes, 'contact', 'yes'),
  read(typed): Reading {
    const result = readForm(z.object({ name: wordsField({ name: 'Your name', most: 200 }) }), typed)
    if (!result.ok) return result
    const { name } = result.value
    return {
      ok: true,
      codes: [],
      told: [{ question: 'contact_name', wording: nameTitle, answer: name }],
      adds: { contact: { name } },
    }
  },
  Fields: ({ typed, errors }) => (
    <TextInput
      name="name"
      id="name"
      label={headingLabel(nameTitle)}
      hint={{ text: 'Tell us what we should call you. You can leave this blank.' }}
      value={typedValue(typed, 'name')}
      autocomplete="name"
      spellcheck={false}
      errorMessage={errorOf(errors, 'name')}
    />
  ),
}

/** How to be reached, one thing a page. */
export const reachSteps: readonly Step[] = [contactHowStep, ...channels.map(reachStep), contactNameStep]
