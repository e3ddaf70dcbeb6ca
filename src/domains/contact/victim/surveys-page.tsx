import { wordsIn } from '#locales'
import { formatDate } from '#platform/clock'
import { Button, type Html, InsetText, Layout, Select } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable } from '#platform/lists'
import { surveyQuestions } from './survey.ts'
import { type AnsweredSurvey, mostSurveys, type SurveyFilter } from './survey-words.ts'

export type SurveysPageProps = {
  frame: Frame
  surveys: readonly AnsweredSurvey[]
  counts: {
    /** How many were asked in all. */
    asked: number
    answered: number
    /** Whose words wait for a decision. */
    waiting: number
  }
  filter: SurveyFilter
  teams: readonly { id: string; name: string }[]
  isDone: boolean
}

/** What victims said when their cases closed, the latest first, and how many said what. */
export function SurveysPage({ frame, surveys, counts, filter, teams, isDone }: SurveysPageProps): Html {
  const { questions, answers } = wordsIn('en').victim.survey
  return (
    <Layout {...frame} wide title="What victims said">
      {isDone && <InsetText text="The decision is saved." />}
      <h1 class="govuk-heading-l">What victims said at the end</h1>
      <p class="govuk-body">
        <a class="govuk-link app-choice-link" href="/contact/due">
          Victims to contact
        </a>
        <a class="govuk-link app-choice-link" href="/analysis?q=what%20victims%20think">
          Shares by team
        </a>
      </p>
      <p class="govuk-body">
        {counts.asked === 0
          ? 'Nobody has been asked yet: victims are asked when their case closes.'
          : `${counts.answered} of ${counts.asked} who were asked answered.`}
        {counts.waiting > 0 &&
          ` What ${counts.waiting} of them wrote waits until somebody who did not keep them in touch decides who may read it.`}
      </p>
      {counts.answered > 0 && (
        <form method="get" action="/contact/surveys">
          <div class="govuk-grid-row">
            <div class="govuk-grid-column-one-third">
              <Select
                name="team"
                id="team"
                label={{ text: 'Team' }}
                items={[
                  { value: '', text: 'Any' },
                  ...teams.map(({ id, name }) => ({ value: id, text: name })),
                ]}
                value={filter.team ?? ''}
              />
            </div>
            <div class="govuk-grid-column-one-third">
              <Select
                name="words"
                id="words"
                label={{ text: 'In their words' }}
                items={[
                  { value: '', text: 'Any' },
                  { value: 'waiting', text: 'Waits for a decision' },
                ]}
                value={filter.words ?? ''}
              />
            </div>
          </div>
          <Button text="Show" classes="govuk-button--secondary" />
        </form>
      )}
      {surveys.length === mostSurveys && <p class="govuk-hint">{`The latest ${mostSurveys} are shown.`}</p>}
      {surveys.length === 0 && counts.answered > 0 && <p class="govuk-body">No answer matches.</p>}
      {surveys.length > 0 && (
        <DenseTable
          caption="What victims said"
          head={[
            'Case',
            'Answered',
            'Team',
            ...surveyQuestions.map((one) => questions[one]),
            'In their words',
          ]}
        >
          {surveys.map((survey) => (
            <tr class="govuk-table__row">
              <th scope="row" class="govuk-table__header">
                {survey.caseReference === null ? (
                  'A case you do not see'
                ) : (
                  <a class="govuk-link" href={`/cases/${survey.caseReference}`}>
                    {survey.caseReference}
                  </a>
                )}
              </th>
              <td class="govuk-table__cell">{formatDate(survey.answeredAt)}</td>
              <td class="govuk-table__cell">{survey.teamName ?? '–'}</td>
              {surveyQuestions.map((one) => {
                const answer = survey.answers[one]
                return <td class="govuk-table__cell">{answer === undefined ? '–' : answers[answer]}</td>
              })}
              <td class="govuk-table__cell">
                <Words survey={survey} />
              </td>
            </tr>
          ))}
        </DenseTable>
      )}
    </Layout>
  )
}

function Words({ survey }: { survey: AnsweredSurvey }): Html {
  const { wordsState, words, because, isMineToDecide } = survey
  return (
    <>
      {wordsState === null && '–'}
      {wordsState === 'waiting' && 'Waits for a decision. '}
      {wordsState === 'withheld' && `Withheld: ${because} `}
      {words !== '' && <span class="app-typed">{words}</span>}{' '}
      {isMineToDecide && (
        <a class="govuk-link" href={`/contact/surveys/${survey.id}`}>
          {wordsState === 'waiting' ? 'Read it and decide' : 'Decide again'}
          <span class="govuk-visually-hidden">{`, ${survey.caseReference}`}</span>
        </a>
      )}
    </>
  )
}
