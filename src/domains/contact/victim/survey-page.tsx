import { ProseText, publicFrame } from '#domains/public-pages'
import { wordsIn } from '#locales'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import {
  BackLink,
  Button,
  type Html,
  Layout,
  type LayoutProps,
  Panel,
  Radios,
  Textarea,
} from '#platform/govuk'
import { inLanguageOf } from '../public/in-language-of.ts'
import { surveyAnswers, surveyQuestions } from './survey.ts'

type SurveyPageProps = {
  frame: Omit<LayoutProps, 'title' | 'children'>
  /** Where their private page stands. */
  address: string
  state: 'asked' | 'done' | 'before' | 'not_asked'
  typed: Typed
  errors: readonly FormError[]
}

/** What a victim thinks of how their case was dealt with: answered once, without script. */
export function SurveyPage({ frame, address, state, typed, errors }: SurveyPageProps): Html {
  const words = wordsIn(frame.asked?.tag)
  const { survey } = words.victim
  const home = inLanguageOf(frame.asked?.tag, address)
  return (
    <Layout
      {...publicFrame(frame)}
      title={survey.title}
      beforeContent={<BackLink text={words.status.back} href={home} />}
    >
      <ErrorsAtTop errors={errors} title={words.forms.problem} />
      {state === 'done' && <Panel titleText={survey.doneTitle} text={survey.done} />}
      {state === 'before' && (
        <>
          <h1 class="govuk-heading-l">{survey.title}</h1>
          <p class="govuk-body">{survey.before}</p>
        </>
      )}
      {state === 'not_asked' && (
        <>
          <h1 class="govuk-heading-l">{survey.notAsked}</h1>
          <p class="govuk-body">{survey.notAskedWhy}</p>
        </>
      )}
      {state === 'asked' && (
        <form method="post" action={inLanguageOf(frame.asked?.tag, `${address}/survey`)} novalidate>
          <h1 class="govuk-heading-l">{survey.title}</h1>
          <ProseText prose={survey.lead} />
          {surveyQuestions.map((question) => (
            <Radios
              name={question}
              idPrefix={question}
              fieldset={{
                legend: { text: survey.questions[question], classes: 'govuk-fieldset__legend--m' },
              }}
              items={surveyAnswers.map((value) => ({ value, text: survey.answers[value] }))}
              value={typedValue(typed, question)}
              errorMessage={errorOf(errors, question)}
            />
          ))}
          <Textarea
            name="words"
            id="words"
            rows={5}
            label={{ text: survey.words, classes: 'govuk-label--m' }}
            hint={{ text: survey.wordsHint }}
            value={typedValue(typed, 'words')}
            errorMessage={errorOf(errors, 'words')}
          />
          <Button text={survey.send} preventDoubleClick={true} />
        </form>
      )}
    </Layout>
  )
}
