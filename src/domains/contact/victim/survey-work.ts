import { sql } from 'kysely'
import { isAskedFor, type WorkItem, type WorkSource } from '#domains/work'
import { addDays, londonInstant } from '#platform/clock'
import { dueOn } from '../clocks.ts'

type Waiting = Omit<WorkItem, 'dueAt'> & { answeredAt: Date }

/** Words of victims that nobody reads until a colleague has decided about them, as soon as a message is answered. */
export const surveyWordsWork: WorkSource = {
  kind: 'survey_words',
  name: 'Words of a victim to decide on',
  async find(db, asked) {
    const { rows } = await sql<Waiting>`
      select 'survey_words' as kind, 'case' as record, coalesce(asb_case.reference, '') as reference,
        '/contact/surveys/' || survey.id as href, coalesce(asb_case.title, 'What a victim wrote at the end') as title,
        'Decide who may read what a victim wrote' as what, survey.answered_at as "answeredAt", null as "ownerMemberId",
        survey.organisation_id as "ownerOrganisationId", survey.team_id as "teamId"
      from satisfaction_survey as survey left join asb_case on asb_case.id = survey.case_id
      where survey.words_state = 'waiting'
        and ${isAskedFor(asked, { organisation: sql`survey.organisation_id`, team: sql`survey.team_id` })}
        and moderates_survey(survey.id)
      order by survey.answered_at, survey.id limit ${asked.limit}`.execute(db)
    return rows.map(({ answeredAt, ...item }) => ({
      ...item,
      dueAt: londonInstant(addDays(dueOn(answeredAt, 'replyWorkingDays'), 1), '00:00'),
    }))
  },
}
