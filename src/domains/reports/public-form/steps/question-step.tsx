import { z } from 'zod'
import type { Words } from '#locales'
import { oneOf, readForm, severalOf, type Typed, typedValue, typedValues, wordsField } from '#platform/forms'
import { CharacterCount, Checkboxes, type Html, Radios } from '#platform/govuk'
import { type AskedQuestion, reportedBefore, whatHappened } from '../../question-set.ts'
import {
  type FieldsProps,
  fieldError,
  has,
  headingLabel,
  headingLegend,
  type Reading,
  type ReportPart,
  type Step,
} from './step.ts'

type Choice = Extract<AskedQuestion, { kind: 'one' | 'several' }>

/** A question of the set as a page. */
export function questionStep(question: AskedQuestion, words: Words): Step {
  const { askedWhen } = question
  return {
    id: question.id,
    title: question.wording,
    isAsked: (codes) => askedWhen === undefined || has(codes, askedWhen.question, ...askedWhen.is),
    read: (typed) => readQuestion(question, typed, words),
    Fields: (props) => QuestionFields({ question, words, ...props }),
  }
}

function readQuestion(question: AskedQuestion, typed: Typed, words: Words): Reading {
  if (question.kind === 'words') return readWords(question, typed, words)
  const codes = question.options.map(({ code }) => code)
  const schema =
    question.kind === 'one'
      ? oneOf(codes, question.missing).transform((code) => (code === undefined ? [] : [code]))
      : severalOf(codes, question.missing)
  const result = readForm(z.object({ [question.id]: schema }), typed)
  if (!result.ok) return result
  const chosen = question.options.filter(({ code }) => result.value[question.id]?.includes(code))
  const alone = chosen.find(({ exclusive }) => exclusive)
  if (alone && chosen.length > 1) {
    const message = words.form.question.alone(alone.label)
    return { ok: false, errors: [{ field: question.id, anchor: question.id, message }] }
  }
  return {
    ok: true,
    codes: chosen.map(({ code }) => code),
    told: told(question, chosen.map(({ label }) => label).join('\n')),
    adds: question.id === reportedBefore ? { reportedBefore: answerToBefore(chosen[0]?.code) } : {},
  }
}

function readWords(
  question: Extract<AskedQuestion, { kind: 'words' }>,
  typed: Typed,
  { form, forms }: Words,
): Reading {
  const { most, missing } = question
  const field = wordsField({ name: form.question.whatYouWrite, most, missing, words: forms })
  const result = readForm(z.object({ [question.id]: field }), typed)
  if (!result.ok) return result
  const answer = result.value[question.id] ?? ''
  const adds: ReportPart = question.id === whatHappened ? { summary: answer } : {}
  return { ok: true, codes: [], told: told(question, answer), adds }
}

function told({ id, wording }: AskedQuestion, answer: string) {
  return [{ question: id, wording, answer }]
}

function answerToBefore(code: string | undefined): boolean | null {
  return code === 'yes' ? true : code === 'no' ? false : null
}

function QuestionFields({
  question,
  words,
  typed,
  errors,
}: FieldsProps & { question: AskedQuestion; words: Words }): Html {
  const { id, wording, hint } = question
  const errorMessage = fieldError(words, errors, id)
  if (question.kind === 'words')
    return (
      <CharacterCount
        name={id}
        id={id}
        label={headingLabel(wording)}
        hint={hint ? { text: hint } : undefined}
        value={typedValue(typed, id)}
        {...words.site.characterCount}
        maxlength={question.most}
        threshold={75}
        rows={question.most > 2_000 ? 8 : 5}
        spellcheck={true}
        errorMessage={errorMessage}
      />
    )
  const fields = {
    name: id,
    fieldset: headingLegend(wording),
    hint: hint ? { text: hint } : undefined,
    errorMessage,
  }
  if (question.kind === 'one')
    return <Radios {...fields} items={itemsOf(question, words)} value={typedValue(typed, id)} />
  return <Checkboxes {...fields} items={itemsOf(question, words)} values={[...typedValues(typed, id)]} />
}

function itemsOf({ options }: Choice, { site }: Words) {
  return options.flatMap(({ code, label, hint, exclusive }) => [
    ...(exclusive ? [{ divider: site.or }] : []),
    {
      value: code,
      text: label,
      ...(hint ? { hint: { text: hint } } : {}),
      ...(exclusive ? { behaviour: 'exclusive' } : {}),
    },
  ])
}
