import type { AskedQuestion } from '#domains/reports'
import { errorOf, type FormError, type Typed, typedValue, typedValues } from '#platform/forms'
import { Checkboxes, type Html, Select, Textarea, TextInput } from '#platform/govuk'
import { questionField, unknownField } from './step-fields.ts'
import { unknownPrefix, unknownReasons } from './unknown-facts.ts'

/** What every part of the page is drawn from. */
export type Filled = { typed: Typed; errors: readonly FormError[] }

type Item = { value: string; text: string }

type ChoiceProps = Filled & {
  name: string
  label: string
  hint?: string | undefined
  items: readonly Item[]
  /** Whether why it is not known may be chosen instead. */
  unknown?: boolean
  /** What stands there until something is chosen. */
  usual?: string
}

/** One of several as a list: a first letter finds it, and it takes one line however many there are. */
export function Choice({
  name,
  label,
  hint,
  items,
  unknown = false,
  usual,
  typed,
  errors,
}: ChoiceProps): Html {
  return (
    <Select
      id={name}
      name={name}
      label={{ text: label }}
      hint={hint === undefined ? undefined : { text: hint }}
      items={[
        ...(usual === undefined ? [{ value: '', text: '' }] : []),
        ...items,
        ...(unknown ? reasonItems('Not known: ', unknownPrefix) : []),
      ]}
      value={name in typed ? typedValue(typed, name) : (usual ?? '')}
      errorMessage={errorOf(errors, name)}
    />
  )
}

function reasonItems(before: string, prefix: string): Item[] {
  return Object.entries(unknownReasons).map(([code, text]) => ({
    value: `${prefix}${code}`,
    text: `${before}${text}`,
  }))
}

/** Why something is left open, where that is no choice of the question itself. */
export function NotKnown({ fact, of, typed }: { fact: string; of: string; typed: Typed }): Html {
  const name = unknownField(fact)
  return (
    <Select
      id={name}
      name={name}
      formGroup={{ classes: 'app-assisted__unknown' }}
      label={{
        html: (
          <>
            Not known<span class="govuk-visually-hidden">: {of}</span>, because
          </>
        ),
      }}
      items={[{ value: '', text: '' }, ...reasonItems('', '')]}
      value={typedValue(typed, name)}
    />
  )
}

type WordsProps = Filled & {
  name: string
  label: string
  hint?: string | undefined
  rows?: number
}

export function Words({ name, label, hint, rows = 2, typed, errors }: WordsProps): Html {
  return (
    <Textarea
      id={name}
      name={name}
      label={{ text: label }}
      hint={hint === undefined ? undefined : { text: hint }}
      rows={rows}
      value={typedValue(typed, name)}
      errorMessage={errorOf(errors, name)}
    />
  )
}

type LineProps = Filled & {
  name: string
  label: string
  hint?: string | undefined
  type?: 'text' | 'email' | 'tel'
  classes?: string
}

/** Details of others: what the browser remembers of its own user is no help here. */
export function Line({ name, label, hint, type = 'text', classes = '', typed, errors }: LineProps): Html {
  return (
    <TextInput
      id={name}
      name={name}
      type={type}
      label={{ text: label }}
      hint={hint === undefined ? undefined : { text: hint }}
      classes={classes}
      autocomplete="off"
      spellcheck={false}
      value={typedValue(typed, name)}
      errorMessage={errorOf(errors, name)}
    />
  )
}

type SeveralProps = Filled & {
  name: string
  legend: string
  hint?: string | undefined
  items: readonly Item[]
}

/** Any of several, side by side. */
export function Several({ name, legend, hint, items, typed, errors }: SeveralProps): Html {
  return (
    <Checkboxes
      name={name}
      idPrefix={name}
      classes="govuk-checkboxes--small app-assisted__several"
      fieldset={{ legend: { text: legend, classes: 'app-assisted__legend' } }}
      hint={hint === undefined ? undefined : { text: hint }}
      items={[...items]}
      values={[...typedValues(typed, name)]}
      errorMessage={errorOf(errors, name)}
    />
  )
}

type QuestionProps = Filled & {
  question: AskedQuestion
  /** The question on whose answer this one depends. */
  after?: AskedQuestion | undefined
}

/** A question of the set in one or two lines, in the words in which it is asked. */
export function DenseQuestion({ question, after, typed, errors }: QuestionProps): Html {
  const name = questionField(question.id)
  const hint = [onlyWhen(question, after), question.hint].filter(Boolean).join(' ') || undefined
  const isNeeded = question.missing !== undefined
  const shared = { name, hint, typed, errors }
  if (question.kind === 'one') {
    const items = question.options.map(({ code, label }) => ({ value: code, text: label }))
    return <Choice {...shared} label={question.wording} items={items} unknown={isNeeded} />
  }
  const unknown = isNeeded && <NotKnown fact={question.id} of={question.wording} typed={typed} />
  if (question.kind === 'words')
    return (
      <div class="app-assisted__wide">
        <Words {...shared} label={question.wording} rows={question.most > 2_000 ? 5 : 2} />
        {unknown}
      </div>
    )
  return (
    <div class="app-assisted__wide">
      <Several
        {...shared}
        legend={question.wording}
        items={question.options.map(({ code, label }) => ({ value: code, text: label }))}
      />
      {unknown}
    </div>
  )
}

/** All questions stand on the page: those that are asked of some alone say of whom. */
function onlyWhen({ askedWhen }: AskedQuestion, after: AskedQuestion | undefined): string {
  if (askedWhen === undefined || after === undefined || after.kind === 'words') return ''
  const labels = after.options.filter(({ code }) => askedWhen.is.includes(code)).map(({ label }) => label)
  return `Asked when the answer above is: ${labels.join(' / ')}.`
}
