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
import { type EventKind, eventKinds } from '../add-event.ts'
import { powerNamed } from '../powers.ts'
import { type Intervention, readEvents, readInterventions } from '../read-interventions.ts'
import { isSamePlace } from '../record-intervention.ts'

export type Exhibit = {
  label: string
  item: EvidenceItem
  /** The copy with parts taken out that is given instead of the whole: chosen for courts, or all that its reader is given. */
  given?: Redaction | undefined
  custody: readonly CustodyEntry[]
}
export type DatedFact = { at: Date; what: string }

/** What a court is given beside the words of an application. */
export type CourtBundle = { exhibits: readonly Exhibit[]; timeline: readonly DatedFact[] }

/**
 * The evidence of a case that the reader may see, each piece with its chain of custody, and what happened in its order: the
 * reports, and what was done about the same person or place. Infected files are no exhibits, and a report that is more
 * restricted than the case says nothing here: whoever reads the case reads its documents.
 */
export async function readBundle(
  db: Transaction,
  caseId: string,
  intervention: Intervention,
): Promise<CourtBundle> {
  const [items, reports, interventions] = await Promise.all([
    findEvidence(db, { recordId: { kind: 'case', id: caseId } }),
    readReports(db, caseId),
    readInterventions(db, caseId),
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
  const about = interventions.filter(({ personId, place }) =>
    intervention.partyId === null
      ? isSamePlace(place, intervention.place)
      : personId === intervention.personId,
  )
  const done = await Promise.all(about.map((each) => factsOf(db, each)))
  return {
    exhibits,
    timeline: [...reports.map(({ at, what }) => ({ at, what })), ...done.flat()].toSorted(
      (one, other) => one.at.getTime() - other.at.getTime(),
    ),
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

async function factsOf(
  db: Transaction,
  { id, power, servedAt, issuedOn }: Intervention,
): Promise<DatedFact[]> {
  const events = await readEvents(db, id)
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

/** A hash in groups, so that it fits a column. */
export const hashInGroups = (digits: string): string => (digits.match(/.{1,16}/g) ?? []).join(' ')
