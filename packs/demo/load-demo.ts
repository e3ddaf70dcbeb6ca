import type pg from 'pg'
import { asbTypes, asbTypesValidFrom } from '../types/index.ts'
import type { DemoCounty } from './generate-demo.ts'
import { insertRows, type Row } from './insert-rows.ts'
import { loadPlaces } from './load-places.ts'
import type { DemoAuditEntry } from './records.ts'
import {
  actionRow,
  answerRows,
  auditRow,
  caseReportRows,
  caseRow,
  contactRows,
  patternRows,
  reportRow,
  timelineRow,
} from './rows.ts'

export type DemoProgress = { stage: string; done: number; total: number }

/** The demo county goes into an empty partnership only. */
export class SchemaHasReports extends Error {
  constructor() {
    super('This partnership has reports already. The demo county can only be loaded into an empty one.')
  }
}

/** Reports to one round of inserts. */
const CHUNK = 1_000

/**
 * Writes the county as the owner, in the caller's transaction: all of it or nothing, so that a load that was cut short
 * can simply be started again. Types of the pack are kept where they are there already.
 * Throws SchemaHasReports when the partnership has any report.
 */
export async function loadDemo(
  owner: pg.ClientBase,
  county: DemoCounty,
  report: (progress: DemoProgress) => void = () => {},
): Promise<void> {
  const { rows } = await owner.query<{ has: boolean }>('select exists (select from report) as has')
  if (rows[0]?.has) throw new SchemaHasReports()
  report({ stage: 'organisations and routing rules', done: 0, total: 1 })
  await loadTypes(owner)
  await loadPartnership(owner, county)
  await loadRules(owner, county)
  report({ stage: 'areas, streets and postcodes', done: 0, total: 1 })
  await loadPlaces(owner, county)
  await loadReports(owner, county, report)
  await loadCases(owner, county, report)
  await insertRows(
    owner,
    'erased_record',
    county.tombstones.map(({ recordKind, recordId, audience, erasedAt }) => ({
      record_kind: recordKind,
      record_id: recordId,
      audience,
      erased_at: erasedAt,
    })),
  )
  report({ stage: 'statistics for the query planner', done: 0, total: 1 })
  await owner.query(`analyze ${loadedTables.join(', ')}`)
  report({ stage: 'done', done: 1, total: 1 })
}

const loadedTables = [
  ...[
    'organisation',
    'team',
    'queue',
    'member',
    'membership',
    'coverage',
    'routing_rule',
    'routing_condition',
  ],
  ...['area_set', 'area', 'area_part', 'street', 'postcode', 'postcode_group', 'erased_record'],
  ...['report', 'report_answer', 'report_occurrence', 'report_contact', 'timeline_entry', 'audit_entry'],
  ...['asb_case', 'case_report', 'case_action'],
]

async function loadTypes(owner: pg.ClientBase): Promise<void> {
  const { rows } = await owner.query<{ code: string }>('select code from asb_type')
  const known = new Set(rows.map(({ code }) => code))
  await insertRows(
    owner,
    'asb_type',
    asbTypes
      .filter(({ code }) => !known.has(code))
      .map((type) => ({
        code: type.code,
        label: type.label,
        national_type: type.nationalType,
        qualifier: type.qualifier,
        priority: type.priority,
        valid_from: asbTypesValidFrom,
      })),
  )
}

async function loadPartnership(owner: pg.ClientBase, { partnership, options }: DemoCounty): Promise<void> {
  const { organisations, teams, queues, members, coverage } = partnership
  const modified = `${options.today}T00:00:00Z`
  await insertRows(
    owner,
    'organisation',
    organisations.map(({ id, name, shortName, kind, contactAdvice }) => ({
      id,
      name,
      short_name: shortName,
      kind,
      contact_advice: contactAdvice,
      valid_from: '2000-01-01',
      modified_at: modified,
    })),
  )
  const since = { valid_from: '2000-01-01' }
  await insertRows(
    owner,
    'team',
    teams.map(({ id, organisationId, name }) => ({ id, organisation_id: organisationId, name, ...since })),
  )
  await insertRows(
    owner,
    'queue',
    queues.map(({ id, organisationId, teamId, name, isFallback }) => ({
      id,
      organisation_id: organisationId,
      team_id: teamId,
      name,
      is_fallback: isFallback,
      ...since,
    })),
  )
  await insertRows(
    owner,
    'member',
    members.map(({ id, name, email }) => ({ id, name, email })),
  )
  await insertRows(
    owner,
    'membership',
    members.map(({ id, membershipId, organisationId, teamId, role }) => ({
      id: membershipId,
      member_id: id,
      organisation_id: organisationId,
      team_id: teamId,
      role,
      ...since,
    })),
  )
  await insertRows(
    owner,
    'coverage',
    coverage.map(({ id, organisationId, areaKind, areaCode, asbType }) => ({
      id,
      organisation_id: organisationId,
      area_kind: areaKind,
      area_code: areaCode,
      asb_type: asbType ?? null,
      ...since,
    })),
  )
}

async function loadRules(owner: pg.ClientBase, { rules }: DemoCounty): Promise<void> {
  await insertRows(
    owner,
    'routing_rule',
    rules.map((rule) => ({
      id: rule.id,
      position: rule.position,
      name: rule.name,
      area_kind: rule.areaKind ?? null,
      area_code: rule.areaCode ?? null,
      asb_type: rule.asbType ?? null,
      queue_id: rule.queue.id,
      share_with: rule.shareWith,
      valid_from: rule.validFrom,
      valid_to: rule.validTo ?? null,
    })),
  )
  await insertRows(
    owner,
    'routing_condition',
    rules.flatMap(({ id, conditions }) => conditions.map((condition) => ({ rule_id: id, ...condition }))),
  )
}

async function loadReports(
  owner: pg.ClientBase,
  county: DemoCounty,
  report: (progress: DemoProgress) => void,
): Promise<void> {
  let done = 0
  for (const chunk of inChunks(county.reports(), CHUNK)) {
    const rows = chunk.map(reportRow)
    const columns = Object.keys(rows[0] ?? {}).join(', ')
    await owner.query(
      `insert into report (${columns}, search)
       select ${columns}, to_tsvector('english', title || ' ' || summary || ' ' || place_words)
       from json_populate_recordset(null::report, $1::json)`,
      [JSON.stringify(rows)],
    )
    await insertRows(owner, 'report_answer', chunk.flatMap(answerRows))
    await insertRows(owner, 'report_occurrence', chunk.flatMap(patternRows))
    await insertRows(owner, 'report_contact', chunk.flatMap(contactRows))
    await insertRows(
      owner,
      'timeline_entry',
      chunk.flatMap(({ id, timeline }) => timeline.map((entry) => timelineRow({ reportId: id }, entry))),
    )
    await insertRows(owner, 'audit_entry', auditRows(chunk))
    done += chunk.length
    report({ stage: 'reports', done, total: county.reportCount })
  }
}

async function loadCases(
  owner: pg.ClientBase,
  county: DemoCounty,
  report: (progress: DemoProgress) => void,
): Promise<void> {
  let done = 0
  for (const chunk of inChunks(county.cases(), CHUNK)) {
    await insertRows(owner, 'asb_case', chunk.map(caseRow))
    await insertRows(owner, 'case_report', chunk.flatMap(caseReportRows))
    await insertRows(
      owner,
      'case_action',
      chunk.flatMap((one) => one.actions.map((action) => actionRow(one, action))),
    )
    await insertRows(
      owner,
      'timeline_entry',
      chunk.flatMap(({ id, timeline, reports }) => [
        ...timeline.map((entry) => timelineRow({ caseId: id }, entry)),
        ...reports.map(({ reportId, entry }) => timelineRow({ reportId }, entry)),
      ]),
    )
    await insertRows(owner, 'audit_entry', auditRows(chunk))
    done += chunk.length
    report({ stage: 'cases', done, total: county.caseCount })
  }
}

function auditRows(records: readonly { audit: readonly DemoAuditEntry[] }[]): Row[] {
  return records.flatMap(({ audit }) => audit.map(auditRow))
}

function* inChunks<T>(items: Iterable<T>, size: number): Iterable<T[]> {
  let chunk: T[] = []
  for (const item of items) {
    chunk.push(item)
    if (chunk.length < size) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}
