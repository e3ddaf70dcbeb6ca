import { formatDateTime } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { BackLink, Button, type Html, Layout, Radios, Textarea } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { AnsweredSurvey, WordDecision } from './survey-words.ts'

export const decisionNames: Readonly<Record<WordDecision, string>> = {
  released: 'Shown',
  redacted: 'Shown in part',
  withheld: 'Withheld',
}

export type WordsPageProps = {
  frame: Frame
  survey: AnsweredSurvey
  /** As the victim wrote them. */
  written: string
  typed: Typed
  errors: readonly FormError[]
}

/** A colleague decides what others may read of what a victim wrote. */
export function WordsPage({ frame, survey, written, typed, errors }: WordsPageProps): Html {
  const { caseReference, wordsState, decidedAt, decidedByName, because } = survey
  const isDecided = wordsState !== 'waiting' && wordsState !== null
  const title = 'May others read what the victim wrote?'
  return (
    <Layout
      {...frame}
      title={title}
      beforeContent={<BackLink text="What victims said at the end" href="/contact/surveys" />}
    >
      <ErrorsAtTop errors={errors} />
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        {'At the end of '}
        <a class="govuk-link" href={`/cases/${caseReference}`}>
          {caseReference}
        </a>
        {' a victim wrote:'}
      </p>
      <blockquote class="govuk-inset-text app-typed">{written}</blockquote>
      {isDecided && (
        <p class="govuk-body">
          {`${decisionNames[wordsState]}, decided by ${decidedByName ?? 'a colleague'}${decidedAt === null ? '' : ` on ${formatDateTime(decidedAt)}`}.`}
          {because !== '' && ` ${because}`}
        </p>
      )}
      <form method="post" action={`/contact/surveys/${survey.id}`} novalidate>
        <input type="hidden" name="seen" value={decidedAt?.toISOString() ?? ''} />
        <Radios
          name="decision"
          idPrefix="decision"
          fieldset={{
            legend: { text: 'What your organisation reads', classes: 'govuk-fieldset__legend--m' },
          }}
          hint={{
            text: 'Take out names and whatever tells who wrote it. That somebody is criticised is no reason.',
          }}
          items={[
            { value: 'released', text: 'All of it' },
            { value: 'redacted', text: 'A part of it' },
            { value: 'withheld', text: 'None of it' },
          ]}
          value={typedValue(typed, 'decision')}
          errorMessage={errorOf(errors, 'decision')}
        />
        <Textarea
          name="parts"
          id="parts"
          rows={3}
          label={{ text: 'What is taken out, where you show a part' }}
          hint={{ text: 'One piece to a line, just as they wrote it. […] stands in its place.' }}
          value={typedValue(typed, 'parts')}
          errorMessage={errorOf(errors, 'parts')}
        />
        <Textarea
          name="because"
          id="because"
          rows={2}
          label={{ text: 'Why' }}
          hint={{ text: 'Needed where none of it is shown. Colleagues read the reason.' }}
          value={typedValue(typed, 'because')}
          errorMessage={errorOf(errors, 'because')}
        />
        <Button text="Save the decision" preventDoubleClick={true} />
      </form>
    </Layout>
  )
}
