import { type Section, sections } from '#domains/reports'
import { formatDateTime } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError } from '#platform/forms'
import { Button, Checkboxes, type Html, Layout, MojAlert, Textarea, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { sectionNames } from './compare-sets.ts'
import type { Draft } from './proposal.ts'
import { draftAddress, Link, Trail, typeAddress } from './question-set-parts.tsx'
import {
  type DraftOption,
  type DraftQuestion,
  type DraftWords,
  draftLanguages,
  fieldOf,
  optionFieldOf,
  type SetDraft,
} from './set-draft.ts'

export type DraftPageProps = {
  frame: Frame
  label: string
  draft: Draft
  /** As it was typed last. */
  content: SetDraft
  /** What it changes, in sentences. */
  errors: readonly FormError[]
  conflict?: string | undefined
}

/** The whole set in one form. Every button saves what is typed first, so that nothing is lost. */
export function DraftPage({ frame, label, draft, content, errors, conflict }: DraftPageProps): Html {
  const title = `Draft of questions: ${label}`
  return (
    <Layout
      {...frame}
      wide
      title={title}
      beforeContent={<Trail items={[{ text: label, href: typeAddress(draft.asbType) }]} />}
    >
      <ErrorsAtTop errors={errors} />
      {conflict && <MojAlert variant="warning" title="Not proposed yet" text={conflict} role="alert" />}
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        {`It began as a copy of version ${draft.basedOn}. ${draft.saves > 0 ? `Last saved ${formatDateTime(draft.savedAt)}.` : ''} Codes of options never change, so that answers mean the same in every version.`}
      </p>
      <nav aria-label="Parts of the form">
        <ul class="govuk-list">
          {[
            ['name', 'Name, place and time'],
            ...sections.map((section) => [section, sectionNames[section]]),
            ['when-it-holds', 'From when, and why'],
          ].map(([id, text]) => (
            <li>
              <Link href={`#${id}`}>{text}</Link>
            </li>
          ))}
        </ul>
      </nav>
      <form method="post" action={draftAddress(draft.id)} novalidate>
        <input type="hidden" name="seen" value={draft.saves} />
        <Actions />
        <Names content={content} errors={errors} />
        {sections.map((section) => (
          <SectionFields section={section} questions={content[section]} errors={errors} />
        ))}
        <section aria-labelledby="when-it-holds">
          <h2 class="govuk-heading-m" id="when-it-holds">
            From when, and why
          </h2>
          <TextInput
            name="valid_from"
            type="date"
            classes="govuk-input--width-10"
            label={{ text: 'Asked from' }}
            value={content.validFrom}
            errorMessage={errorOf(errors, 'valid_from')}
          />
          <Textarea
            name="reason"
            rows={2}
            label={{ text: 'What changes and why' }}
            value={content.reason}
            errorMessage={errorOf(errors, 'reason')}
          />
        </section>
        <Actions />
        <Button text="Throw this draft away" name="do" value="drop" classes="govuk-button--warning" />
      </form>
    </Layout>
  )
}

function Actions(): Html {
  return (
    <div class="govuk-button-group">
      <Button text="Save" name="do" value="save" classes="govuk-button--secondary" />
      <Button text="Save and walk through it" name="do" value="preview" classes="govuk-button--secondary" />
      <Button text="Propose it" name="do" value="propose" />
    </div>
  )
}

type Errors = readonly FormError[]

/** The same words in each language, side by side where there is room. */
function InEachLanguage({
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

function Names({ content, errors }: { content: SetDraft; errors: Errors }): Html {
  const fields: readonly [string, string, DraftWords][] = [
    ['label', 'Name of the type', content.label],
    ['examples', 'What belongs here', content.examples],
    ['where.wording', 'Question about the place', content.where.wording],
    ['where.hint', 'Hint about the place', content.where.hint],
    ['when.wording', 'Question about the time', content.when.wording],
    ['when.hint', 'Hint about the time', content.when.hint],
  ]
  return (
    <section aria-labelledby="name">
      <h2 class="govuk-heading-m" id="name">
        Name, place and time
      </h2>
      {fields.map(([name, label, words]) => (
        <InEachLanguage name={name} label={label} words={words} errors={errors} />
      ))}
    </section>
  )
}

const kinds = { one: 'one answer', several: 'several answers', words: 'an answer in words' } as const

type SectionProps = { section: Section; questions: readonly DraftQuestion[]; errors: Errors }

function SectionFields({ section, questions, errors }: SectionProps): Html {
  const missing = errorOf(errors, `add.${section}`)
  return (
    <section aria-labelledby={section}>
      <h2 class="govuk-heading-m" id={section}>
        {sectionNames[section]}
      </h2>
      {questions.map((question, index) => (
        <QuestionFields question={question} place={index + 1} errors={errors} />
      ))}
      {missing && <p class="govuk-error-message">{missing.text}</p>}
      <div class="govuk-button-group">
        {(['one', 'several', 'words'] as const).map((kind) => (
          <Button
            text={`Add a question with ${kinds[kind]}`}
            name="do"
            value={`add.${section}.${kind}`}
            id={kind === 'one' ? `add.${section}` : undefined}
            classes="govuk-button--secondary"
          />
        ))}
      </div>
    </section>
  )
}

function QuestionFields({
  question,
  place,
  errors,
}: {
  question: DraftQuestion
  place: number
  errors: Errors
}): Html {
  const name = fieldOf(question.id)
  const called = question.wording.en || 'New question'
  const ticks = [
    { name: 'required', text: 'Has to be answered', isTicked: question.isRequired },
    ...(question.askedWhen
      ? [
          {
            name: 'everybody',
            text: `Ask everybody (now only after certain answers to ${question.askedWhen.question})`,
            isTicked: false,
          },
        ]
      : []),
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
      <Place name={`${name}.order`} of="this question" place={place} errors={errors} />
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
