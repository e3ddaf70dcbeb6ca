import { wordsIn } from '#locales'
import { formatDate } from '#platform/clock'
import { type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable } from '#platform/lists'
import { type Answers, surveyQuestions } from './survey.ts'

export type AnsweredSurvey = {
  id: string
  caseReference: string | null
  answeredAt: Date
  answers: Answers
  words: string
}

/** What victims said when their cases closed, the latest first, and how many said what. */
export function SurveysPage({
  frame,
  surveys,
  asked,
}: {
  frame: Frame
  surveys: readonly AnsweredSurvey[]
  /** How many were asked in all. */
  asked: number
}): Html {
  const { questions, answers } = wordsIn('en').victim.survey
  return (
    <Layout {...frame} wide title="What victims said">
      <h1 class="govuk-heading-l">What victims said at the end</h1>
      <p class="govuk-body">
        <a class="govuk-link" href="/contact/due">
          Victims to contact
        </a>
      </p>
      <p class="govuk-body">
        {asked === 0
          ? 'Nobody has been asked yet: victims are asked when their case closes.'
          : `${surveys.length} of ${asked} who were asked answered.`}
      </p>
      {surveys.length > 0 && (
        <DenseTable
          caption="What victims said"
          head={['Case', 'Answered', ...surveyQuestions.map((one) => questions[one]), 'In their words']}
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
              {surveyQuestions.map((one) => {
                const answer = survey.answers[one]
                return <td class="govuk-table__cell">{answer === undefined ? '–' : answers[answer]}</td>
              })}
              <td class="govuk-table__cell app-typed">{survey.words}</td>
            </tr>
          ))}
        </DenseTable>
      )}
    </Layout>
  )
}
