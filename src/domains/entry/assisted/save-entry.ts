import { recordIncident } from '#domains/police-log'
import { type FiledReport, fileReport } from '#domains/reports'
import { raiseFlags, saveAssessment } from '#domains/risk'
import { asMember } from '#platform/actor'
import type { Context } from '#platform/http'
import { newId } from '#platform/ids'
import { addTasks, findOwnTeam } from '../tasks/task.ts'
import { closeEntry, type EntryDraft, statusSecretOf } from './entry-draft.ts'
import type { EntryReading } from './read-entry.ts'
import type { readRisks } from './risk-part.tsx'

type ReadWhole = Extract<EntryReading, { ok: true }> & { risks: ReturnType<typeof readRisks> }
type Saving = Pick<Context<unknown, unknown, unknown>, 'db' | 'actor' | 'clock' | 'emit'>

/**
 * Files an entry in the name of who typed it: the report, on the police form its incident and log, the risk, and a task for
 * everything that is left for later, all or nothing. Afterwards nothing of the entry is kept beside the report.
 * @param secret the installation's, for the link of the status page
 */
export async function saveEntry(
  context: Saving,
  draft: EntryDraft,
  { report, incident, later, risks }: ReadWhole,
  secret: string,
): Promise<FiledReport> {
  const { db, clock } = context
  // For whom they type it, which need not be the first of their organisations.
  const actor = { ...asMember(context.actor), organisationId: draft.organisationId }
  const now = clock.now()
  const filed = await fileReport(context, {
    ...report,
    submissionId: draft.submissionId,
    statusSecret: statusSecretOf(secret, draft.submissionId),
    entered: { by: actor.memberId, for: draft.organisationId },
  })
  if (filed.isNew) {
    if (incident !== undefined)
      await recordIncident(
        db,
        { ...actor, organisationId: draft.organisationId },
        filed.id,
        incident.incident,
        {
          id: newId(),
          officerNumber: incident.incident.officerNumber,
          words: incident.firstEntry,
        },
      )
    for (const { instrument, read } of risks)
      await saveAssessment(db, actor, {
        id: newId(),
        reportId: filed.id,
        instrument,
        answers: read.answers,
        override: read.override,
        now,
      })
    await raiseFlags(db, [filed.id])
    await addTasks(
      db,
      later.map(({ what, hours }) => ({
        reportId: filed.id,
        reference: filed.reference,
        what: what.slice(0, 500),
        organisationId: draft.organisationId,
        teamId: findOwnTeam(actor, draft.organisationId),
        dueAt: new Date(now.getTime() + hours * 3_600_000),
        addedBy: actor.memberId,
      })),
    )
  }
  await closeEntry(db, draft.id, now)
  return filed
}
