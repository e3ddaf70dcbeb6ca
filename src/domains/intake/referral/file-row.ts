import { type Filing, fileReport, readAsbTypes } from '#domains/reports'
import { raiseFlags } from '#domains/risk'
import { asMember } from '#platform/actor'
import { type Clock, today } from '#platform/clock'
import { newSecret } from '#platform/ids'
import { submissionIdOf } from '../idempotency.ts'
import { incidentMessageSchema } from '../incident/incident.ts'
import { locateIncident } from '../incident/locate-incident.ts'
import { typeOf } from '../incident/mapping.ts'
import { readMapping } from '../incident/read-mapping.ts'
import { stateOf } from '../incident/receive-incident.ts'
import { reportOfIncident } from '../incident/report-of-incident.ts'
import { messageOf, referralSource } from './referral.ts'
import type { Settled, StoredRow, StoredSheet } from './sheet-store.ts'

/** Where no type can be told the report is filed as one that is to be given a type. */
const unspecifiedType = 'unspecified'

/** The submission of a referral by the sender's own number: brought in again by anybody here, it is the same report. */
export function submissionOf(organisationId: number, number: string): string {
  return submissionIdOf(`referral ${organisationId}`, number)
}

/** Files the report of one row, once, for the organisation of whoever brings it in; or says why it cannot be. */
export async function fileRow(
  { db, actor, emit, clock }: Pick<Filing, 'db' | 'actor' | 'emit'> & { clock: Clock },
  sheet: StoredSheet,
  row: StoredRow,
): Promise<{ outcome: Settled; reference: string; problem: string; reportId?: string }> {
  const member = asMember(actor)
  const read = incidentMessageSchema.safeParse(messageOf(sheet, row))
  if (!read.success) {
    const problem = read.error.issues.map(({ path, message }) => `${path.join(' ')}: ${message}`).join('. ')
    return { outcome: 'not_taken', reference: '', problem }
  }
  const message = read.data
  const [mapping, types] = await Promise.all([
    readMapping(db, member.organisationId, referralSource),
    readAsbTypes(db, today(clock)),
  ])
  const place = await locateIncident(db, message.location, today(clock))
  const state = stateOf([{ version: 0, message }], mapping)
  const report = reportOfIncident(state, {
    door: 'referral',
    asbType: typeOf(state, mapping, new Set(types.map(({ code }) => code))) ?? unspecifiedType,
    mapping,
    place,
    submissionId: submissionOf(member.organisationId, message.number),
    statusSecret: newSecret(),
    sender: `${sheet.name}, row ${row.line}`,
    entered: { by: member.memberId, for: member.organisationId },
    now: clock.now(),
  })
  const { id, reference, isNew } = await fileReport({ db, actor, emit }, report)
  if (isNew) await raiseFlags(db, [id])
  return {
    outcome: isNew ? 'filed' : 'unchanged',
    reference,
    problem: place.warnings.join('. '),
    reportId: id,
  }
}
