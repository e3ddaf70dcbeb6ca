import type pg from 'pg'
import type { DemoCounty } from './generate-demo.ts'
import { insertRows, type Row } from './insert-rows.ts'
import { loadAddresses } from './load-addresses.ts'
import { loadBoard } from './load-board.ts'
import { loadCasework } from './load-casework.ts'
import { loadContact } from './load-contact.ts'
import { loadDirectory } from './load-directory.ts'
import { loadDisclosures } from './load-disclosures.ts'
import { loadEntries } from './load-entries.ts'
import { loadHandOvers } from './load-hand-overs.ts'
import { loadHandling } from './load-handling.ts'
import { loadIncidents } from './load-incidents.ts'
import { loadLayers } from './load-layers.ts'
import { loadNeighbours } from './load-neighbours.ts'
import { loadOtherDoors } from './load-other-doors.ts'
import { loadPanels } from './load-panels.ts'
import { loadPartnership } from './load-partnership.ts'
import { loadSubmissions } from './load-people.ts'
import { loadPlaces } from './load-places.ts'
import { loadPoliceLog } from './load-police-log.ts'
import { loadPowers } from './load-powers.ts'
import { loadPrompts } from './load-prompts.ts'
import { loadQuestionSetProposal } from './load-question-set-proposal.ts'
import { loadReorganisation } from './load-reorganisation.ts'
import { loadReviews } from './load-reviews.ts'
import { loadRisk } from './load-risk.ts'
import { loadRoleReviews } from './load-role-reviews.ts'
import { loadRoutingProposals } from './load-routing-proposals.ts'
import { loadSavedQueries } from './load-saved-queries.ts'
import { loadService } from './load-service.ts'
import { loadServiceRequests } from './load-service-requests.ts'
import { audienceOf, type GivenCircles, readGivenCircles, shareRows } from './load-shares.ts'
import { loadLesserShares, routingKey, rulesOfRouting } from './load-sharing.ts'
import { loadSubjectAccess } from './load-subject-access.ts'
import { loadTasks } from './load-tasks.ts'
import { loadPauses, loadTimesToAnswer } from './load-times-to-answer.ts'
import { loadVictims } from './load-victims.ts'
import { personRows } from './name-people.ts'
import type { DemoAuditEntry } from './report-history.ts'
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
export class PartnershipNotEmpty extends Error {
  constructor() {
    super(
      'This partnership has organisations or reports already. The made-up county can only be loaded into an empty one.',
    )
  }
}

/** Reports to one round of inserts. */
const CHUNK = 1_000

/**
 * Writes the county as the owner, in the caller's transaction: all of it or nothing, so that a load that was cut short
 * can simply be started again. Types of the pack are kept where they are there already.
 * @param secret the installation's, of which links that are handed out are made: without it they lead nowhere
 * Throws PartnershipNotEmpty when the partnership has any organisation or report.
 */
export async function loadDemo(
  owner: pg.ClientBase,
  county: DemoCounty,
  report: (progress: DemoProgress) => void = () => {},
  secret = '',
): Promise<void> {
  const { rows } = await owner.query<{ has: boolean }>(
    'select exists (select from organisation) or exists (select from report) as has',
  )
  if (rows[0]?.has) throw new PartnershipNotEmpty()
  report({ stage: 'organisations and routing rules', done: 0, total: 1 })
  await loadPartnership(owner, county)
  await loadReorganisation(owner, county)
  await loadDirectory(owner, county)
  report({ stage: 'areas, streets and postcodes', done: 0, total: 1 })
  await loadPlaces(owner, county)
  const circles = await readGivenCircles(owner)
  await loadReports(owner, county, circles, report)
  await loadCases(owner, county, circles, report)
  await loadLesserShares(owner)
  await loadHandOvers(owner, county)
  await loadSubmissions(owner, county)
  await loadRisk(owner, county)
  await loadTasks(owner)
  await loadCasework(owner)
  await loadQuestionSetProposal(owner)
  await loadPrompts(owner)
  await loadRoutingProposals(owner)
  await loadSavedQueries(owner)
  await loadIncidents(owner, county)
  await loadOtherDoors(owner)
  await loadPoliceLog(owner)
  await loadEntries(owner)
  report({ stage: 'restricted records, disclosures and requests of people', done: 0, total: 1 })
  await loadHandling(owner, county)
  await loadServiceRequests(owner)
  await loadDisclosures(owner, county)
  await loadSubjectAccess(owner, county)
  await loadContact(owner, county)
  await loadVictims(owner, county)
  await loadNeighbours(owner, county, secret)
  await loadAddresses(owner, county)
  await loadReviews(owner, county)
  await loadPanels(owner)
  await loadPowers(owner, county)
  await loadBoard(owner)
  await loadService(owner)
  await loadTimesToAnswer(owner, county.options.today)
  await loadPauses(owner, county.options.today)
  await loadRoleReviews(owner, county.options.today)
  await loadLayers(owner)
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
  ...['report_person', 'report_key', 'profile', 'profile_match', 'risk_assessment', 'flag'],
  ...['area_set', 'area', 'area_part', 'street', 'postcode', 'postcode_group', 'erased_record'],
  ...['report', 'report_answer', 'report_occurrence', 'report_contact', 'timeline_entry', 'audit_entry'],
  ...[
    'asb_case',
    'case_report',
    'case_action',
    'case_party',
    'case_category',
    'case_escalation',
    'case_suggestion',
    'case_regime',
    'share',
    'hand_over',
    'clearance',
    'circle',
    'report_task',
  ],
]

async function loadReports(
  owner: pg.ClientBase,
  county: DemoCounty,
  circles: GivenCircles,
  report: (progress: DemoProgress) => void,
): Promise<void> {
  let done = 0
  const rules = rulesOfRouting(county)
  for (const chunk of inChunks(county.reports(), CHUNK)) {
    const rows = chunk.map((one) => ({ ...reportRow(one), audience: audienceOf(one, circles) }))
    const columns = Object.keys(rows[0] ?? {}).join(', ')
    await owner.query(
      `insert into report (${columns}, search)
       select ${columns}, to_tsvector('english', title || ' ' || summary || ' ' || place_words)
       from json_populate_recordset(null::report, $1::json)`,
      [JSON.stringify(rows)],
    )
    await insertRows(
      owner,
      'share',
      chunk.flatMap((one) =>
        shareRows(
          one,
          {
            column: 'report_id',
            because: 'rule',
            at: one.filedAt,
            ruleFor: (receiver) =>
              rules.get(routingKey(one.organisationId, one.districtId, one.asbType, receiver))?.id,
          },
          circles,
        ),
      ),
    )
    await insertRows(owner, 'report_answer', chunk.flatMap(answerRows))
    await insertRows(owner, 'report_occurrence', chunk.flatMap(patternRows))
    await insertRows(owner, 'report_contact', chunk.flatMap(contactRows))
    await insertRows(owner, 'report_person', chunk.flatMap(personRows))
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
  circles: GivenCircles,
  report: (progress: DemoProgress) => void,
): Promise<void> {
  let done = 0
  for (const chunk of inChunks(county.cases(), CHUNK)) {
    await insertRows(
      owner,
      'asb_case',
      chunk.map((one) => ({ ...caseRow(one), audience: audienceOf(one, circles) })),
    )
    await insertRows(
      owner,
      'share',
      chunk.flatMap((one) =>
        shareRows(
          one,
          { column: 'case_id', because: 'partner', at: one.openedAt, by: one.openedBy },
          circles,
        ),
      ),
    )
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
        ...reports.map(({ reportId, entry }) => timelineRow({ reportId }, entry, id)),
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
