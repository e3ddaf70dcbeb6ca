import { sql } from 'kysely'
import { z } from 'zod'
import { wordsIn } from '#locales'
import { type FormError, type Typed, typedSchema, typedValue } from '#platform/forms'
import { type Answer, type Context, forAnybody, page, type Route, redirect, route } from '#platform/http'
import { getStatus } from '../public/find-status.ts'
import { inLanguageOf } from '../public/in-language-of.ts'
import { linkOf } from '../status-link.ts'
import { type Answers, surveyAnswers, surveyQuestions } from './survey.ts'
import { SurveyPage } from './survey-page.tsx'
import { readToldOfCase } from './victim-page.ts'

const params = z.object({ secret: z.string().max(200) })
const mostLetters = 2_000
const limit = { requests: 60, seconds: 600 }
type Of = Context<z.output<typeof params>, unknown, unknown>

const addressOf = (secret: string) => `/status/${secret}`

/** What a victim thinks of how their case was dealt with: whoever holds the private link answers, once. */
export const surveyRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/status/:secret/survey',
    permission: forAnybody,
    audit: 'consult',
    params,
    query: z.object({ done: z.literal('1').optional().catch(undefined) }),
    async handler(context) {
      const { db, params, clock, language, audit, query } = context
      const status = await getStatus(db, params.secret, language, clock)
      audit({ kind: 'report', id: status.reportId, reason: 'Opened by the private link' })
      const { survey } = await readToldOfCase(db, params.secret)
      const state =
        survey === null
          ? 'not_asked'
          : !survey.isAnswered
            ? 'asked'
            : query.done === undefined
              ? 'before'
              : 'done'
      return surveyPage(context, state, {}, [])
    },
  }),
  route({
    method: 'POST',
    url: '/status/:secret/survey',
    permission: forAnybody,
    audit: 'collect',
    params,
    body: typedSchema,
    limit,
    repeatable: true,
    async handler(context) {
      const { db, params, body: typed, clock, language, audit } = context
      const status = await getStatus(db, params.secret, language, clock)
      audit({ kind: 'report', id: status.reportId, reason: 'Survey by the private link' })
      const { survey } = await readToldOfCase(db, params.secret)
      if (survey === null) return surveyPage(context, 'not_asked', {}, [])
      const said = wordsIn(language).victim.survey
      const answers: Answers = Object.fromEntries(
        surveyQuestions.flatMap((question) => {
          const answer = surveyAnswers.find((one) => one === typedValue(typed, question))
          return answer === undefined ? [] : [[question, answer]]
        }),
      )
      const words = typedValue(typed, 'words').trim()
      const errors = [
        ...(Object.keys(answers).length === 0 && words === ''
          ? [{ field: 'informed', anchor: 'informed', message: said.nothing }]
          : []),
        ...(words.length > mostLetters ? [{ field: 'words', anchor: 'words', message: said.long }] : []),
      ]
      if (errors.length > 0 && !survey.isAnswered) return surveyPage(context, 'asked', typed, errors)
      await sql`select answer_survey(${linkOf(params.secret)}, ${JSON.stringify(answers)}, ${words})`.execute(
        db,
      )
      return redirect(inLanguageOf(language, `${addressOf(params.secret)}/survey?done=1`))
    },
  }),
]

function surveyPage(
  { params }: Of,
  state: 'asked' | 'done' | 'before' | 'not_asked',
  typed: Typed,
  errors: readonly FormError[],
): Answer {
  return page(
    (frame) =>
      SurveyPage({
        frame: { ...frame, hasErrors: errors.length > 0 },
        address: addressOf(params.secret),
        state,
        typed,
        errors,
      }),
    errors.length > 0 ? { status: 422 } : {},
  )
}
