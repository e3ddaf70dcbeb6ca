import { sql } from 'kysely'
import { organisationsWith } from '#platform/actor'
import { today } from '#platform/clock'
import { forRoles, page, type Route, route } from '#platform/http'
import { correspondents } from '../staff/thread-routes.ts'
import { DuePage } from './due-page.tsx'
import { readDue } from './read-plans.ts'
import { type AnsweredSurvey, SurveysPage } from './surveys-page.tsx'

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
    async handler({ db, actor, audit }) {
      const organisations = [...organisationsWith(actor, ...correspondents)]
      const [{ rows: surveys }, { rows: asked }] = await Promise.all([
        sql<AnsweredSurvey>`
          select survey.id, asb_case.reference as "caseReference", answered_at as "answeredAt", answers, words
          from satisfaction_survey as survey left join asb_case on asb_case.id = survey.case_id
          where answered_at is not null and survey.organisation_id = any (${organisations}::integer[])
          order by answered_at desc, survey.id limit 200`.execute(db),
        sql<{ count: number }>`
          select count(*)::integer as count from satisfaction_survey
          where organisation_id = any (${organisations}::integer[])`.execute(db),
      ])
      audit({ kind: 'case', summary: `surveys: ${surveys.length} shown` })
      return page((frame) => SurveysPage({ frame, surveys, asked: asked[0]?.count ?? 0 }))
    },
  }),
]
