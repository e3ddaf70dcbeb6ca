import { publishCriteria, publishQuietRules } from '#domains/cases'
import { evidenceReceived, publishEvidenceRetention, redactionAsked } from '#domains/evidence'
import { subjectPackageAsked, verificationAsked } from '#domains/governance'
import { panelEvents } from '#domains/panels'
import { publishAsbTypes, publishQuestionSets, reportFiled } from '#domains/reports'
import { publishCadences, publishFlagRules, publishInstruments } from '#domains/risk'
import { publishSafetyRules } from '#domains/safety-net'
import { exposureAsked, handOverEvents, ruleApplicationAsked, sharingEnded } from '#domains/sharing'
import { reportsRouted } from '#domains/triage'
import { asOwner, type Installation, migrate, oneAtATime } from '#platform/database'
import { installJobs } from '#platform/jobs'
import caseCriteria from '../packs/cases/criteria.json' with { type: 'json' }
import quietReviews from '../packs/cases/quiet-reviews.json' with { type: 'json' }
import { questionSets } from '../packs/forms/index.ts'
import caseCadence from '../packs/law/case-cadence.json' with { type: 'json' }
import safetyNet from '../packs/law/safety-net.json' with { type: 'json' }
import evidenceRetention from '../packs/records/evidence-retention.json' with { type: 'json' }
import { flagRules, riskInstruments } from '../packs/risk/index.ts'
import { asbTypes, asbTypesValidFrom } from '../packs/types/index.ts'

/** Every event that is sent; each has a queue of its own. */
export const events = [
  reportFiled,
  reportsRouted,
  evidenceReceived,
  redactionAsked,
  verificationAsked,
  subjectPackageAsked,
  exposureAsked,
  ruleApplicationAsked,
  sharingEnded,
  ...handOverEvents,
  ...panelEvents,
]

/**
 * Brings a partnership's database to this version: schema, access rules, jobs, and what the packs publish. Programs that
 * are started together do it one after the other: grants to the same table at the same moment are refused by PostgreSQL
 * ("tuple concurrently updated"), and what is published would be published twice.
 */
export async function prepareDatabase(
  installation: Installation,
  progress: (line: string) => void = () => {},
): Promise<void> {
  await oneAtATime(installation, 'prepare', async () => {
    await migrate(installation, progress)
    await asOwner(installation, async (owner) => {
      await publishAsbTypes(owner, asbTypes, asbTypesValidFrom)
      await publishQuestionSets(owner, questionSets)
      await publishInstruments(owner, riskInstruments)
      await publishFlagRules(owner, flagRules)
      await publishCriteria(owner, caseCriteria)
      await publishQuietRules(owner, quietReviews)
      await publishEvidenceRetention(owner, evidenceRetention)
      await publishSafetyRules(owner, safetyNet)
      await publishCadences(owner, caseCadence)
    })
    await installJobs(installation, events)
  })
}
