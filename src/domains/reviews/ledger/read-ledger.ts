import { type RawBuilder, sql } from 'kysely'
import { type LocalDate, londonDateOf } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Procedure } from '../procedure.ts'
import { type Complaint, type FoundBy, judgeThreshold, type Threshold } from '../threshold/judge-threshold.ts'

/** A complaint as people read it: whose record, of what kind; its words stand in the report, for those who see that. */
export type LedgerLine = {
  id: string
  reference: string
  isSeen: boolean
  organisation: string
  kind: string
}

export type Ledger = { threshold: Threshold; lines: ReadonlyMap<string, LedgerLine> }

type Row = {
  report_id: string
  found_by: FoundBy
  reference: string
  is_seen: boolean
  organisation: string
  kind: string
  family: string
  made_at: Date
  incident_at: Date
  counts_with: string
  limb_a: boolean
  limb_because: string
  is_hate: boolean
  easting: number | null
  northing: number | null
}

type Asked = {
  id: string
  procedure: Procedure
  appliedOn: LocalDate
  family: string | null
  noActionTaken?: boolean
}

/** The complaints that an application may be about, across organisations, and whether they meet the threshold. */
export async function readLedger(db: Transaction, review: Asked): Promise<Ledger> {
  const [{ rows }, elsewhere] = await Promise.all([
    sql<Row>`select * from review_ledger(${review.id})`.execute(db),
    db
      .selectFrom('review_complaint')
      .select(['id', 'reference', 'told_to', 'complained_on', 'incident_on'])
      .where('review_id', '=', review.id)
      .where('told_to', '<>', '')
      .execute(),
  ])
  const told = elsewhere.map(({ id, told_to, complained_on, incident_on }) => ({
    complaint: {
      id,
      foundBy: 'elsewhere' as const,
      madeOn: complained_on ?? review.appliedOn,
      incidentOn: incident_on ?? review.appliedOn,
      countsWith: id,
      isLimbA: true,
      limbBecause: '',
      isHate: false,
      family: review.family ?? '',
      place: null,
    },
    line: { id, reference: '', isSeen: true, organisation: told_to, kind: 'Made elsewhere' },
  }))
  return judge([...rows.map(toComplaint), ...told], review)
}

/** What an application made today about this case would rest on. */
export async function readCaseLedger(db: Transaction, asked: Asked): Promise<Ledger> {
  const { rows } = await (sql`select * from case_ledger(${asked.id})` as RawBuilder<Row>).execute(db)
  return judge(rows.map(toComplaint), asked)
}

function judge(
  found: readonly { complaint: Complaint; line: LedgerLine }[],
  { procedure, appliedOn, family, noActionTaken }: Asked,
): Ledger {
  const threshold = judgeThreshold(
    found.map(({ complaint }) => complaint),
    procedure,
    { appliedOn, family, ...(noActionTaken === undefined ? {} : { noActionTaken }) },
  )
  return { threshold, lines: new Map(found.map(({ line }) => [line.id, line])) }
}

function toComplaint(row: Row): { complaint: Complaint; line: LedgerLine } {
  return {
    complaint: {
      id: row.report_id,
      foundBy: row.found_by,
      madeOn: londonDateOf(row.made_at),
      incidentOn: londonDateOf(row.incident_at),
      countsWith: row.counts_with,
      isLimbA: row.limb_a,
      limbBecause: row.limb_because,
      isHate: row.is_hate,
      family: row.family,
      place: row.easting === null || row.northing === null ? null : { x: row.easting, y: row.northing },
    },
    line: {
      id: row.report_id,
      reference: row.reference,
      isSeen: row.is_seen,
      organisation: row.organisation,
      kind: row.kind,
    },
  }
}
