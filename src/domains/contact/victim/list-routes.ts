import { sql } from 'kysely'
import { z } from 'zod'
import { organisationsWith } from '#platform/actor'
import { today } from '#platform/clock'
import { type FormError, type Typed, typedSchema, typedValue } from '#platform/forms'
import {
  type Answer,
  type Context,
  conflict,
  forRoles,
  notFound,
  page,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { correspondents } from '../staff/thread-routes.ts'
import { DuePage } from './due-page.tsx'
import { readDue } from './read-plans.ts'
import { type AnsweredSurvey, readDecision, readSurveys } from './survey-words.ts'
import { SurveysPage } from './surveys-page.tsx'
import { WordsPage } from './words-page.tsx'

const surveyParams = z.object({ survey: z.uuid() })
type OfSurvey<Body = unknown> = Context<z.output<typeof surveyParams>, unknown, Body>

/** Who is to be contacted, and what victims said, across all cases that one's organisation leads. */
export const victimListRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/contact/due',
    permission: forRoles(...correspondents),
    audit: 'consult',
    async handler({ db, actor, clock, audit }) {
      const due = await readDue(db, organisationsWith(actor, ...correspondents))
      audit({ kind: 'case', summary: `victims to contact, by name: ${due.length} shown` })
      return page((frame) => DuePage({ frame, due, day: today(clock) }))
    },
  }),
  route({
    method: 'GET',
    url: '/contact/surveys',
    permission: forRoles(...correspondents),
    audit: 'consult',
    query: z.object({
      team: z.uuid().optional().catch(undefined),
      words: z.literal('waiting').optional().catch(undefined),
      done: z.literal('1').optional().catch(undefined),
    }),
    async handler({ db, actor, audit, query: { team, words, done } }) {
      const organisations = [...organisationsWith(actor, ...correspondents)]
      const filter = { ...(team !== undefined && { team }), ...(words !== undefined && { words }) }
      const surveys = await readSurveys(db, organisations, filter)
      const { rows: counts } = await sql<{ asked: number; answered: number; waiting: number }>`
        select count(*)::integer as asked, count(answered_at)::integer as answered,
          (count(*) filter (where words_state = 'waiting'))::integer as waiting
        from satisfaction_survey where organisation_id = any (${organisations}::integer[])`.execute(db)
      const { rows: teams } = await sql<{ id: string; name: string }>`
        select id, name from team where organisation_id = any (${organisations}::integer[]) order by name, id`.execute(
        db,
      )
      audit({ kind: 'case', summary: `surveys: ${surveys.length} shown` })
      return page((frame) =>
        SurveysPage({
          frame,
          surveys,
          counts: counts[0] ?? { asked: 0, answered: 0, waiting: 0 },
          filter,
          teams,
          isDone: done !== undefined,
        }),
      )
    },
  }),
  route({
    method: 'GET',
    url: '/contact/surveys/:survey',
    permission: forRoles(...correspondents),
    audit: 'consult',
    params: surveyParams,
    handler: async (context) => {
      const { survey, written } = await getWords(context)
      context.audit({ kind: 'case', id: survey.caseId, summary: 'what a victim wrote at the end, to decide' })
      return showWords(survey, written, {}, [])
    },
  }),
  route({
    method: 'POST',
    url: '/contact/surveys/:survey',
    permission: forRoles(...correspondents),
    audit: 'alter',
    params: surveyParams,
    body: typedSchema,
    async handler(context: OfSurvey<Typed>) {
      const { db, body, audit } = context
      const { survey, written } = await getWords(context)
      const read = readDecision(body, written)
      audit({
        kind: 'case',
        id: survey.caseId,
        summary: 'what may be read of what a victim wrote at the end',
      })
      if (!read.ok) return showWords(survey, written, body, read.errors)
      if (typedValue(body, 'seen') !== (survey.decidedAt?.toISOString() ?? ''))
        throw conflict('Somebody else decided since you opened it. Open it again.')
      const { decision, because, takenOut } = read.value
      const { rows } = await sql<{ done: boolean }>`
        select moderate_survey(${survey.id}, ${decision}, ${because}, ${[...takenOut]}::text[]) as done`.execute(
        db,
      )
      if (rows[0]?.done !== true) throw notFound('survey')
      return redirect('/contact/surveys?done=1')
    },
  }),
]

/** Words that are the actor's to decide about, as the victim wrote them. */
async function getWords({
  db,
  actor,
  params,
}: OfSurvey): Promise<{ survey: AnsweredSurvey; written: string }> {
  const [survey] = await readSurveys(db, organisationsWith(actor, ...correspondents), { id: params.survey })
  if (survey === undefined || !survey.isMineToDecide) throw notFound('survey')
  const { rows } = await sql<{ words: string }>`select survey_words(${survey.id}) as words`.execute(db)
  return { survey, written: rows[0]?.words ?? '' }
}

function showWords(
  survey: AnsweredSurvey,
  written: string,
  typed: Typed,
  errors: readonly FormError[],
): Answer {
  return page(
    (frame) =>
      WordsPage({ frame: { ...frame, hasErrors: errors.length > 0 }, survey, written, typed, errors }),
    errors.length > 0 ? { status: 422 } : {},
  )
}
