import { type Section, sections } from '#domains/reports'
import { errorOf, type FormError } from '#platform/forms'
import { Button, Checkboxes, type Html, Select, TextInput } from '#platform/govuk'
import { sectionNames } from './compare-sets.ts'
import {
  type DraftOption,
  type DraftQuestion,
  type DraftWords,
  draftLanguages,
  fieldOf,
  optionFieldOf,
} from './set-draft.ts'

export type Errors = readonly FormError[]

/** The same words in each language, side by side where there is room. */
export function InEachLanguage({
  name,
  label,
  words,
  errors,
}: {
  name: string
  label: string
  words: DraftWords
  errors: Errors
}): Html {
  return (
    <div class="govuk-grid-row">
      {draftLanguages.map(({ tag, name: language }) => (
        <div class="govuk-grid-column-one-half">
          <TextInput
            name={`${name}.${tag}`}
            label={{ text: `${label}, ${language}`, classes: 'govuk-body-s govuk-!-margin-bottom-0' }}
            attributes={{ lang: tag }}
            formGroup={{ classes: 'govuk-!-margin-bottom-2' }}
            value={words[tag] ?? ''}
            errorMessage={errorOf(errors, `${name}.${tag}`)}
          />
        </div>
      ))}
    </div>
  )
}

export const kinds = { one: 'one answer', several: 'several answers', words: 'an answer in words' } as const

type QuestionProps = {
  question: DraftQuestion
  section: Section
  /** Questions with options, after whose answers it may be asked. */
  others: readonly DraftQuestion[]
  place: number
  errors: Errors
}

/** Everything of one question that can be changed. */
export function QuestionFields({ question, section, others, place, errors }: QuestionProps): Html {
  const name = fieldOf(question.id)
  const called = question.wording.en || 'New question'
  const ticks = [
    { name: 'required', text: 'Has to be answered', isTicked: question.isRequired },
    { name: 'remove', text: 'Remove this question', isTicked: false },
  ]
  return (
    <fieldset class="govuk-fieldset govuk-!-margin-bottom-6" id={`question-${question.id}`}>
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
        {`${place}. ${called} (${kinds[question.kind]})`}
      </legend>
      <InEachLanguage name={`${name}.wording`} label="Question" words={question.wording} errors={errors} />
      <InEachLanguage name={`${name}.hint`} label="Hint" words={question.hint} errors={errors} />
      <InEachLanguage
        name={`${name}.missing`}
        label="Error when it is left out"
        words={question.missing}
        errors={errors}
      />
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-one-half">
          <Place name={`${name}.order`} of="this question" place={place} errors={errors} />
        </div>
        <div class="govuk-grid-column-one-half">
          <Select
            name={`${name}.part`}
            id={`${name}.part`}
            label={{ text: 'Part', classes: 'govuk-body-s govuk-!-margin-bottom-0' }}
            formGroup={{ classes: 'govuk-!-margin-bottom-2' }}
            items={sections.map((each) => ({ value: each, text: sectionNames[each] }))}
            value={section}
          />
        </div>
      </div>
      <Condition question={question} others={others} errors={errors} />
      {question.kind === 'words' && (
        <TextInput
          name={`${name}.most`}
          inputmode="numeric"
          classes="govuk-input--width-4"
          label={{ text: 'Most characters', classes: 'govuk-body-s govuk-!-margin-bottom-0' }}
          value={question.most}
          errorMessage={errorOf(errors, `${name}.most`)}
        />
      )}
      {ticks.map((tick) => (
        <Tick {...tick} name={`${name}.${tick.name}`} errors={errors} />
      ))}
      {question.kind !== 'words' && (
        <>
          <ol class="govuk-list govuk-list--number">
            {question.options.map((option, index) => (
              <li>
                <OptionFields question={question} option={option} place={index + 1} errors={errors} />
              </li>
            ))}
          </ol>
          <Button
            text={`Add an option to ‘${called}’`}
            name="do"
            value={`option.${question.id}`}
            classes="govuk-button--secondary"
          />
        </>
      )}
    </fieldset>
  )
}

/** After which answers it is asked. Another question is chosen first; saving then shows its answers to tick. */
function Condition({
  question,
  others,
  errors,
}: Pick<QuestionProps, 'question' | 'others' | 'errors'>): Html {
  const name = `${fieldOf(question.id)}.after`
  const { askedWhen } = question
  const asked = others.find(({ id }) => id === askedWhen?.question)
  return (
    <>
      <Select
        name={name}
        id={name}
        label={{ text: 'Asked', classes: 'govuk-body-s govuk-!-margin-bottom-0' }}
        formGroup={{ classes: 'govuk-!-margin-bottom-2' }}
        items={[
          { value: '', text: 'Of everybody' },
          ...(askedWhen && asked === undefined
            ? [{ value: askedWhen.question, text: 'After an answer to a question that was removed' }]
            : []),
          ...others.map(({ id, wording }) => ({
            value: id,
            text: `Only after certain answers to: ${wording.en || 'a new question'}`,
          })),
        ]}
        value={askedWhen?.question ?? ''}
        errorMessage={errorOf(errors, name)}
      />
      {askedWhen && asked && (
        <Checkboxes
          name={`${name}_is`}
          idPrefix={`${name}_is`}
          classes="govuk-checkboxes--small"
          formGroup={{ classes: 'govuk-!-margin-bottom-2' }}
          fieldset={{ legend: { text: `After these answers to ‘${asked.wording.en ?? ''}’` } }}
          items={asked.options.map(({ code, label }) => ({ value: code, text: label.en || 'New option' }))}
          values={[...askedWhen.is]}
          errorMessage={errorOf(errors, `${name}_is`)}
        />
      )}
    </>
  )
}

type OptionProps = { question: DraftQuestion; option: DraftOption; place: number; errors: Errors }

function OptionFields({ question, option, place, errors }: OptionProps): Html {
  const name = optionFieldOf(question.id, option.code)
  const called = option.label.en || `option ${place}`
  return (
    <>
      <InEachLanguage
        name={`${name}.label`}
        label={option.isNew ? 'New option' : `Option ${option.code}`}
        words={option.label}
        errors={errors}
      />
      <InEachLanguage
        name={`${name}.hint`}
        label={`Hint of option ${place}`}
        words={option.hint}
        errors={errors}
      />
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-one-half">
          <Place name={`${name}.order`} of={`‘${called}’`} place={place} errors={errors} />
        </div>
        <div class="govuk-grid-column-one-half">
          <Tick name={`${name}.remove`} text={`Remove ‘${called}’`} isTicked={false} errors={errors} />
        </div>
      </div>
    </>
  )
}

function Place({
  name,
  of,
  place,
  errors,
}: {
  name: string
  of: string
  place: number
  errors: Errors
}): Html {
  return (
    <TextInput
      name={name}
      inputmode="numeric"
      classes="govuk-input--width-2"
      label={{ text: `Place of ${of} in the order`, classes: 'govuk-body-s govuk-!-margin-bottom-0' }}
      formGroup={{ classes: 'govuk-!-margin-bottom-2' }}
      value={String(place)}
      errorMessage={errorOf(errors, name)}
    />
  )
}

function Tick({
  name,
  text,
  isTicked,
  errors,
}: {
  name: string
  text: string
  isTicked: boolean
  errors: Errors
}): Html {
  return (
    <Checkboxes
      name={name}
      idPrefix={name}
      classes="govuk-checkboxes--small"
      formGroup={{ classes: 'govuk-!-margin-bottom-2' }}
      items={[{ value: 'yes', text }]}
      values={isTicked ? ['yes'] : []}
      errorMessage={errorOf(errors, name)}
    />
  )
}
