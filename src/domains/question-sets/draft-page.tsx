import { questionsOf, type Section, sections } from '#domains/reports'
import { formatDateTime } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError } from '#platform/forms'
import { Button, type Html, Layout, MojAlert, Textarea, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { sectionNames } from './compare-sets.ts'
import type { Draft } from './proposal.ts'
import { type Errors, InEachLanguage, kinds, QuestionFields } from './question-fields.tsx'
import { draftAddress, Link, Trail, typeAddress } from './question-set-parts.tsx'
import type { DraftWords, SetDraft } from './set-draft.ts'

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
          <SectionFields section={section} content={content} errors={errors} />
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

type SectionProps = { section: Section; content: SetDraft; errors: Errors }

function SectionFields({ section, content, errors }: SectionProps): Html {
  const missing = errorOf(errors, `add.${section}`)
  return (
    <section aria-labelledby={section}>
      <h2 class="govuk-heading-m" id={section}>
        {sectionNames[section]}
      </h2>
      {content[section].map((question, index) => (
        <QuestionFields
          question={question}
          section={section}
          others={questionsOf(content).filter(({ id, options }) => id !== question.id && options.length > 0)}
          place={index + 1}
          errors={errors}
        />
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
