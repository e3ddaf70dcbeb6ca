import { z } from 'zod'
import {
  emailField,
  errorOf,
  oneOf,
  phoneField,
  readForm,
  type Typed,
  typedValue,
  wordsField,
} from '#platform/forms'
import { type Html, Radios, TextInput } from '#platform/govuk'
import { always, type FieldsProps, has, headingLegend, type Reading, type Step } from './step.ts'

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

const channels = [
  { code: 'email', label: 'Email', field: 'email' },
  { code: 'phone', label: 'Phone call', field: 'phone' },
  { code: 'text', label: 'Text message', field: 'mobile' },
] as const

/** Name and the one way in which to be reached. */
export const contactDetailsStep: Step = {
  id: 'contact_details',
  title: 'How should we contact you?',
  isContact: true,
  isAsked: (codes) => has(codes, 'contact', 'yes'),
  read: readDetails,
  Fields: DetailsFields,
}

function readDetails(typed: Typed): Reading {
  const channel = channels.find(({ code }) => code === typedValue(typed, 'channel'))
  const result = readForm(
    z.object({
      name: wordsField({ name: 'Your name', most: 200 }),
      channel: oneOf(
        channels.map(({ code }) => code),
        'Select how we should contact you',
      ),
      // Only the way that was chosen is looked at: what is hidden cannot be put right.
      email:
        channel?.field === 'email'
          ? needed(emailField(), 'Enter your email address')
          : z.unknown().optional(),
      phone:
        channel?.field === 'phone'
          ? needed(phoneField(), 'Enter your telephone number')
          : z.unknown().optional(),
      mobile:
        channel?.field === 'mobile'
          ? needed(phoneField(), 'Enter your mobile number')
          : z.unknown().optional(),
    }),
    typed,
  )
  if (!result.ok) return result
  const { name } = result.value
  const reach = channel ? typedValue(typed, channel.field).trim() : ''
  return {
    ok: true,
    codes: channel ? [channel.code] : [],
    told: [
      { question: 'contact_name', wording: 'Your name', answer: name },
      {
        question: 'contact_details',
        wording: 'How should we contact you?',
        answer: `${channel?.label}: ${reach}`,
      },
    ],
    adds: {
      contact: {
        name,
        preferredChannel: channel?.code ?? 'none',
        ...(channel?.field === 'email' ? { email: reach } : { phone: reach }),
      },
    },
  }
}

function needed(field: ReturnType<typeof emailField>, missing: string) {
  return field.refine((value) => value !== '', missing)
}

function DetailsFields({ typed, errors }: FieldsProps): Html {
  const value = (name: string) => ({
    name,
    id: name,
    value: typedValue(typed, name),
    errorMessage: errorOf(errors, name),
  })
  return (
    <>
      <h1 class="govuk-heading-l">How should we contact you?</h1>
      <TextInput
        {...value('name')}
        label={{ text: 'Your name (optional)' }}
        hint={{ text: 'Tell us what we should call you.' }}
        autocomplete="name"
        spellcheck={false}
      />
      <Radios
        name="channel"
        fieldset={{ legend: { text: 'Choose one way', classes: 'govuk-fieldset__legend--m' } }}
        items={[
          {
            value: 'email',
            text: 'Email',
            conditional: {
              html: (
                <TextInput
                  {...value('email')}
                  type="email"
                  label={{ text: 'Email address' }}
                  autocomplete="email"
                  spellcheck={false}
                />
              ),
            },
          },
          {
            value: 'phone',
            text: 'Phone call',
            conditional: {
              html: (
                <TextInput
                  {...value('phone')}
                  type="tel"
                  label={{ text: 'Telephone number' }}
                  autocomplete="tel"
                  classes="govuk-input--width-20"
                />
              ),
            },
          },
          {
            value: 'text',
            text: 'Text message',
            conditional: {
              html: (
                <TextInput
                  {...value('mobile')}
                  type="tel"
                  label={{ text: 'Mobile number' }}
                  autocomplete="tel"
                  classes="govuk-input--width-20"
                />
              ),
            },
          },
        ]}
        value={typedValue(typed, 'channel')}
        errorMessage={errorOf(errors, 'channel')}
      />
    </>
  )
}
