import { z } from 'zod'
import type { Words } from '#locales'
import { readForm, typedValue, wordsField } from '#platform/forms'
import { TextInput } from '#platform/govuk'
import { choiceStep } from './choice-step.tsx'
import { always, type Codes, fieldError, has, headingLabel, type ReportPart, type Step } from './step.ts'

/** Who tells of it: for themselves, for somebody else, or in their work. */
function forWhomStep(words: Words): Step {
  const { title, hint, missing, ...labels } = words.form.forWhom
  return choiceStep(words, {
    id: 'for_whom',
    title,
    hint,
    missing,
    isAsked: always,
    choices: [
      { code: 'victim', label: labels.victim, adds: { reporterKind: 'victim' } },
      { code: 'witness', label: labels.witness, adds: { reporterKind: 'witness' } },
      {
        code: 'on_behalf',
        label: labels.onBehalf,
        hint: labels.onBehalfHint,
        adds: { reporterKind: 'on_behalf' },
      },
      {
        code: 'professional',
        label: labels.professional,
        hint: labels.professionalHint,
        adds: { reporterKind: 'professional' },
      },
    ],
  })
}

/** Whether they agree: nobody is to be called who does not know that they were spoken for. */
function consentStep(words: Words): Step {
  const { title, hint, missing, agreed, agreedHint, cannot, no, noHint } = words.form.consent
  return choiceStep(words, {
    id: 'consent',
    title,
    hint,
    missing,
    isAsked: (codes) => has(codes, 'for_whom', 'on_behalf', 'professional'),
    choices: [
      { code: 'agreed', label: agreed, hint: agreedHint },
      { code: 'cannot', label: cannot },
      { code: 'no', label: no, hint: noHint },
    ],
  })
}

type TextStep = {
  id: string
  words: Words
  texts: { title: string; hint: string; name: string }
  isAsked(codes: Codes): boolean
  adds(text: string): ReportPart
}

/** A short text of a person, kept apart from the answers. */
function textStep({ id, words, texts: { title, hint, name }, isAsked, adds }: TextStep): Step {
  return {
    id,
    title,
    isContact: true,
    isAsked,
    read(typed) {
      const result = readForm(z.object({ [id]: wordsField({ name, most: 200, words: words.forms }) }), typed)
      if (!result.ok) return result
      const answer = result.value[id] ?? ''
      return { ok: true, codes: [], told: [{ question: id, wording: title, answer }], adds: adds(answer) }
    },
    Fields: ({ typed, errors }) => (
      <TextInput
        name={id}
        id={id}
        label={headingLabel(title)}
        hint={{ text: hint }}
        value={typedValue(typed, id)}
        spellcheck={false}
        errorMessage={fieldError(words, errors, id)}
      />
    ),
  }
}

/** For whom it is told, whether they agree, and who they are when they do. */
export function forWhomSteps(words: Words): Step[] {
  return [
    forWhomStep(words),
    consentStep(words),
    textStep({
      id: 'their_name',
      words,
      texts: words.form.theirName,
      isAsked: (codes) => has(codes, 'consent', 'agreed', 'cannot'),
      adds: (name) => (name === '' ? {} : { people: [{ role: 'victim', name }] }),
    }),
    textStep({
      id: 'your_work',
      words,
      texts: words.form.yourWork,
      isAsked: (codes) => has(codes, 'for_whom', 'professional'),
      adds: (description) => (description === '' ? {} : { people: [{ role: 'reporter', description }] }),
    }),
  ]
}
