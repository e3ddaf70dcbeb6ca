import { sql } from 'kysely'
import {
  type CustodyEntry,
  type EvidenceItem,
  findEvidence,
  type Redaction,
  readCustody,
  redactionFor,
} from '#domains/evidence'
import type { Transaction } from '#platform/database'
import { type EventKind, eventKinds, type ServiceWay, serviceWays } from '../add-event.ts'
import { type Consultation, readConsultations } from '../consultations.ts'
import { powerNamed } from '../powers.ts'
import {
  type Intervention,
  type InterventionEvent,
  readEvents,
  readInterventions,
} from '../read-interventions.ts'
import { isSamePlace } from '../record-intervention.ts'

export type Exhibit = {
  label: string
  item: EvidenceItem
  /** The copy with parts taken out that is given instead of the whole: chosen for courts, or all that its reader is given. */
  given?: Redaction | undefined
  custody: readonly CustodyEntry[]
}
export type DatedFact = { at: Date; what: string }
/** That something was served or signed, and what proves it. */
export type Service = {
  at: Date
  what: string
  isSignature: boolean
  way: ServiceWay | null
  byWhom: string
  proof: string
}

/** What a court is given beside the words of an application. */
export type CourtBundle = {
  exhibits: readonly Exhibit[]
  timeline: readonly DatedFact[]
  services: readonly Service[]
  consultations: readonly Consultation[]
}

/**
 * The evidence of a case that the reader may see, each piece with its chain of custody, and what happened in its order: the
 * reports, what was done about the same person or place, how it was served and who was consulted before. Infected files are no exhibits, and a report that is more
 * restricted than the case says nothing here: whoever reads the case reads its documents.
 */
export async function readBundle(
  db: Transaction,
  caseId: string,
  intervention: Intervention,
): Promise<CourtBundle> {
  const [items, reports, interventions, consultations] = await Promise.all([
    findEvidence(db, { recordId: { kind: 'case', id: caseId } }),
    readReports(db, caseId),
    readInterventions(db, caseId),
    readConsultations(db, caseId),
  ])
  const known = new Set(reports.map(({ id }) => id))
  const shown = items
    .filter(
      ({ scan, record }) => scan !== 'infected' && (record?.kind === 'case' || known.has(record?.id ?? '')),
    )
    .toSorted((one, other) => one.receivedAt.getTime() - other.receivedAt.getTime())
  const exhibits: Exhibit[] = []
  for (const [index, item] of shown.entries())
    exhibits.push({
      label: `E${index + 1}`,
      item,
      given:
        redactionFor(item, 'court') ?? (item.facts === null ? redactionFor(item, 'partners') : undefined),
      custody: await readCustody(db, item.id),
    })
  const isAbout = ({ personId, place }: { personId: string | null; place: string }) =>
    intervention.partyId === null
      ? isSamePlace(place, intervention.place)
      : personId === intervention.personId
  const done = await Promise.all(
    interventions.filter(isAbout).map(async (each) => ({ each, events: await readEvents(db, each.id) })),
  )
  return {
    exhibits,
    timeline: inOrder([
      ...reports.map(({ at, what }) => ({ at, what })),
      ...done.flatMap(({ each, events }) => factsOf(each, events)),
    ]),
    services: inOrder(done.flatMap(({ each, events }) => servicesOf(each, events))),
    consultations: consultations.filter(isAbout),
  }
}

async function readReports(db: Transaction, caseId: string): Promise<(DatedFact & { id: string })[]> {
  const { rows } = await sql<DatedFact & { id: string }>`
    select report.id, coalesce(report.occurred_from, report.filed_at) as at, report.reference || ': ' || asb_type.label as what
    from case_report join report on report.id = case_report.report_id join asb_type on asb_type.code = report.asb_type
      join asb_case on asb_case.id = case_report.case_id
    where case_report.case_id = ${caseId}
      and (report.partition_code is null or report.partition_code = asb_case.partition_code)`.execute(db)
  return rows
}

const inOrder = <Dated extends { at: Date }>(dated: readonly Dated[]): Dated[] =>
  dated.toSorted((one, other) => one.at.getTime() - other.at.getTime())

function factsOf(
  { power, servedAt, issuedOn }: Intervention,
  events: readonly InterventionEvent[],
): DatedFact[] {
  const { name } = powerNamed(power)
  const issued = new Date(`${issuedOn}T00:00:00Z`)
  return [
    ...(servedAt === null ? [{ at: issued, what: name }] : []),
    ...events.map(({ kind, happenedAt, what }) => ({
      at: happenedAt,
      what: `${name}: ${eventKinds[kind as EventKind].toLowerCase()}${what === '' ? '' : `. ${what}`}`,
    })),
  ]
}

const servicesOf = ({ power }: Intervention, events: readonly InterventionEvent[]): Service[] =>
  events
    .filter(({ kind }) => kind === 'served' || kind === 'signed')
    .map(({ kind, happenedAt, how, byWhom, proof }) => ({
      at: happenedAt,
      what: powerNamed(power).name,
      isSignature: kind === 'signed',
      way: how in serviceWays ? (how as ServiceWay) : null,
      byWhom,
      proof,
    }))

/** A hash in groups, so that it fits a column. */
export const hashInGroups = (digits: string): string => (digits.match(/.{1,16}/g) ?? []).join(' ')
