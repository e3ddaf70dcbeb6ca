import { sql } from 'kysely'
import { addTimelineEntries } from '#domains/timeline'
import type { MemberActor } from '#platform/actor'
import { londonDateOf } from '#platform/clock'
import { breaksUnique, type Transaction, TryAgain } from '#platform/database'
import { bandNames, type Instrument } from './instrument.ts'
import { judgeRisk, nextDueOn, type Override, type RiskAnswers, type RiskJudgement } from './judge-risk.ts'

export type NewAssessment = ({ reportId: string } | { caseId: string }) & {
  /** Made with the form: however often it is sent, it is saved once. */
  id: string
  instrument: Instrument
  answers: RiskAnswers
  override?: Override | undefined
  now: Date
}

/**
 * Adds an assessment to a case or a report that the actor sees or is filing, whatever is missing in it, with its entry in the
 * timeline, and raises the flags that follow. A door calls it among what it writes beside a new report.
 */
export async function saveAssessment(
  db: Transaction,
  actor: MemberActor,
  assessment: NewAssessment,
): Promise<RiskJudgement> {
  const { id, instrument, answers, override, now } = assessment
  const reportId = 'reportId' in assessment ? assessment.reportId : null
  const caseId = 'caseId' in assessment ? assessment.caseId : null
  const judged = judgeRisk(instrument, answers, override)
  const before = await db.selectFrom('risk_assessment').select('id').where('id', '=', id).executeTakeFirst()
  if (before !== undefined) return judged
  // Nothing is returned: who files a report does not see it yet.
  const insert = sql`
    insert into risk_assessment (id, report_id, case_id, instrument, instrument_version, answers, score, score_band, override_band,
      override_reason, band, missing, is_vulnerable, next_due_on, assessed_by, organisation_id, assessed_at)
    values (${id}, ${reportId}, ${caseId}, ${instrument.code}, ${instrument.version}, ${JSON.stringify(answers)}, ${judged.score},
      ${judged.scoreBand}, ${override?.band ?? null}, ${override?.reason ?? ''}, ${judged.band}, ${[...judged.missing]},
      ${judged.isVulnerable}, ${nextDueOn(instrument, judged.band, londonDateOf(now))}, ${actor.memberId},
      ${actor.organisationId}, ${now})`
  try {
    await insert.execute(db)
  } catch (error) {
    // The same form came at the same moment.
    throw breaksUnique(error, 'risk_assessment_pkey') ? new TryAgain(error) : error
  }
  await Promise.all([
    addTimelineEntries(db, actor, [
      {
        ...('reportId' in assessment ? { reportId: assessment.reportId } : { caseId: assessment.caseId }),
        kind: 'risk_assessed',
        what: `Risk assessed with ${instrument.title}: ${bandNames[judged.band].toLowerCase()}${judged.missing.length > 0 ? ', incomplete' : ''}`,
        why: override?.reason ?? '',
      },
    ]),
    ...(reportId === null ? [] : [sql`select raise_flags(array[${reportId}]::uuid[])`.execute(db)]),
  ])
  return judged
}
