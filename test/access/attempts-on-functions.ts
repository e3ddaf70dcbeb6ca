import type { Attempt, Expected } from './attempt.ts'
import { directoryCalls } from './attempts-on-directory.ts'
import { disclosureCalls } from './attempts-on-disclosures.ts'
import { handOverCalls } from './attempts-on-hand-overs.ts'
import { reorganisationCalls } from './attempts-on-reorganisations.ts'
import { callsOnSharing } from './attempts-on-sharing.ts'
import type { Draw } from './draw.ts'
import { definerFunctions, oracle } from './oracle.ts'
import { boardCalls } from './oracle-board.ts'
import { caseCalls } from './oracle-cases.ts'
import { contactCalls } from './oracle-contact.ts'
import { doorsCalls } from './oracle-doors.ts'
import { entryCalls } from './oracle-entry.ts'
import { evidenceCalls } from './oracle-evidence.ts'
import { exposureCalls } from './oracle-exposure.ts'
import { followerCalls } from './oracle-followers.ts'
import { groupCalls } from './oracle-groups.ts'
import { clearedPeople, handlingCalls } from './oracle-handling.ts'
import { accessTokenCalls, incidentCalls } from './oracle-incidents.ts'
import { open311Calls } from './oracle-open311.ts'
import { peopleCalls } from './oracle-people.ts'
import { policeLogCalls } from './oracle-police-log.ts'
import { protectionCalls } from './oracle-protection.ts'
import { referralCalls } from './oracle-referral.ts'
import { reportCalls } from './oracle-reports.ts'
import { reviewCalls } from './oracle-reviews.ts'
import { riskCalls } from './oracle-risk.ts'
import { routingChangeCalls } from './oracle-routing-changes.ts'
import { safetyNetCalls } from './oracle-safety-net.ts'
import { subjectAccessCalls } from './oracle-subject-access.ts'
import { victimContactCalls } from './oracle-victim-contact.ts'
import { workCalls } from './oracle-work.ts'
import type { Asker, Row, Value, World } from './rights.ts'
import { literal } from './rows.ts'
import { words } from './world.ts'

/**
 * The functions that run with the owner's rights. Each gives what row-level security would, plus what its documented
 * capability opens: a submission's id, a link's secret or a token's, known by whoever calls.
 */
export function attemptsOnFunctions(draw: Draw, asker: Asker, world: World): Attempt[] {
  const given: Given = { draw, asker, world }
  return Object.entries(definerFunctions).flatMap(([name, roles]) => {
    const calls = callsOf[name]
    if (calls === undefined) return []
    const may = roles.includes(asker.role)
    return calls(given).map(
      ({ call, expected }): Attempt => ({
        subject: name,
        operation: 'call',
        statement: call,
        expected: may ? expected : 'refused',
      }),
    )
  })
}

/** Functions of triggers cannot be called; all others are tried. */
export const triedFunctions = (): string[] => Object.keys(callsOf)

export type Given = { draw: Draw; asker: Asker; world: World }
export type Call = { call: string; expected: Expected }
/** What is tried of each function; a slice with functions of its own gives its list here. */
export type Calls = Readonly<Record<string, (given: Given) => Call[]>>

const stranger = '00000000-0000-7000-8000-999999999999'
const table = (world: World, name: string): readonly Row[] => world[name] ?? []
const find = (world: World, name: string, id: Value | undefined) =>
  table(world, name).find((row) => row.id === id)

function sees(asker: Asker, report: Row, world: World): boolean {
  const see = oracle.report?.rights.openasb_web?.see
  if (see === undefined) throw new Error('The oracle says nothing of who sees a report')
  return see.which(asker, report, world)
}

const callsOf: Calls = {
  ...boardCalls,
  ...routingChangeCalls,
  ...incidentCalls,
  ...referralCalls,
  ...open311Calls,
  ...protectionCalls,
  ...callsOnSharing,
  ...directoryCalls,
  ...handlingCalls,
  ...reviewCalls,
  ...exposureCalls,
  ...doorsCalls,
  ...policeLogCalls,
  ...entryCalls,
  ...handOverCalls,
  ...peopleCalls,
  ...reorganisationCalls,
  ...disclosureCalls,
  ...contactCalls,
  ...evidenceCalls,
  ...riskCalls,
  ...groupCalls,
  ...caseCalls,
  ...safetyNetCalls,
  ...victimContactCalls,
  ...followerCalls,
  ...workCalls,
  ...reportCalls,
  ...subjectAccessCalls,
  report_of_submission: ({ world }) => [
    ...table(world, 'report').map((report) => ({
      call: `select id || '|' || reference from report_of_submission(${literal(report.submission_id)})`,
      expected: { shows: [`${report.id}|${report.reference}`] },
    })),
    { call: `select id::text from report_of_submission('${stranger}')`, expected: { shows: [] } },
  ],

  report_status: ({ world }) => [
    ...table(world, 'report_status_link').map((link) => {
      const report = find(world, 'report', link.report_id)
      const holder = find(world, 'organisation', report?.organisation_id)
      return {
        call: `select concat_ws('|', reference, status, coalesce(organisation_name, 'nobody')) from report_status(${literal(link.secret_hash)})`,
        expected: { shows: [`${report?.reference}|${report?.status}|${holder?.name ?? 'nobody'}`] },
      }
    }),
    { call: `select reference from report_status('\\x00')`, expected: { shows: [] } },
    { call: 'select reference from report_status(null)', expected: { shows: [] } },
  ],

  report_status_news: ({ world }) => [
    ...table(world, 'report_status_link').map((link) => ({
      call: `select kind || '|' || coalesce(organisation_name, 'nobody') from report_status_news(${literal(link.secret_hash)})`,
      expected: {
        shows: table(world, 'timeline_entry')
          .filter((entry) => entry.report_id === link.report_id && entry.told_to_reporter === true)
          .map(
            (entry) =>
              `${entry.kind}|${find(world, 'organisation', entry.organisation_id)?.name ?? 'nobody'}`,
          ),
      },
    })),
    { call: `select kind from report_status_news('\\x00')`, expected: { shows: [] } },
  ],

  reports_near: ({ draw, asker, world }) =>
    table(world, 'report').map((report) => {
      // Half metres and half days, so that nothing lies on the edge.
      const metres = draw.pick([50.5, 150.5, 1_000.5])
      const days = draw.pick([0.5, 3.5, 30.5])
      return {
        call: `select id::text from reports_near(${literal(report.id)}, ${metres}, ${days}, 1000)`,
        expected: {
          shows: table(world, 'report')
            .filter((other) => other !== report && sees(asker, report, world) && sees(asker, other, world))
            .filter((other) => metresBetween(report, other) <= metres && daysBetween(report, other) <= days)
            .map(({ id }) => String(id)),
        },
      }
    }),

  search_reports: ({ draw, asker, world }) =>
    words.map((word) => {
      const statuses = draw.pick([null, ['accepted', 'closed'], ['awaiting_triage']])
      const holders = draw.pick([null, [1], [2, 3]])
      const channel = draw.pick([null, 'api'])
      const from = draw.pick([null, '2026-10-05T00:00:00Z'])
      return {
        call: `select found::text from search_reports('${word}', ${literal(statuses)}, ${literal(holders)}, null, null, null,
          ${literal(channel)}, ${literal(from)}, null, ${draw.chance(0.5)}, 1000) as found`,
        expected: {
          shows: table(world, 'report')
            .filter((report) => sees(asker, report, world) && String(report.search).includes(word))
            .filter(({ status }) => statuses === null || statuses.some((wanted) => wanted === status))
            .filter(
              (report) => holders === null || holders.some((wanted) => wanted === report.organisation_id),
            )
            .filter((report) => channel === null || report.channel === channel)
            .filter((report) => from === null || String(report.filed_at) >= from)
            .map(({ id }) => String(id)),
        },
      }
    }),

  move_report: ({ draw, asker, world }) =>
    table(world, 'report').map((report) => {
      const queue = draw.pick(table(world, 'queue'))
      const version = draw.chance(0.7) ? Number(report.version) : 99
      const holds = asker.organisations.some((id) => id === report.organisation_id)
      const partition = report.partition_code ?? null
      const arrives = partition === null || clearedPeople(world, queue.organisation_id, String(partition)) > 0
      const isTriage = report.status === 'awaiting_triage' || report.organisation_id === queue.organisation_id
      const moved =
        isTriage &&
        holds &&
        sees(asker, report, world) &&
        asker.member !== null &&
        version === report.version &&
        arrives
      return {
        call: `select coalesce(move_report(${literal(report.id)}, ${version}, ${literal(queue.id)}, 'Because')::text, 'no')`,
        // A queue that is no longer open is no destination: no_data_found.
        expected:
          queue.valid_to === null ? { shows: [moved ? String(version + 1) : 'no'] } : { fails: 'P0002' },
      }
    }),

  api_token_of: (given) => [
    ...accessTokenCalls(given),
    ...table(given.world, 'api_token').map((token) => ({
      call: `select id || '|' || organisation_id from api_token_of(${literal(token.secret_hash)})`,
      expected: {
        shows:
          token.revoked_at === null &&
          (token.expires_at === null || String(token.expires_at).startsWith('21'))
            ? [`${token.id}|${token.organisation_id}`]
            : [],
      },
    })),
    { call: `select id::text from api_token_of('\\x00')`, expected: { shows: [] } },
  ],

  feed_horizon: () => [
    { call: `select (feed_horizon() <= clock_timestamp())::text`, expected: { shows: ['true'] } },
  ],

  circle_of: () => [{ call: `select circle_of(1, true, null, null, null)::text`, expected: 'refused' }],
  audience_of: () => [
    { call: `select audience_of(1, null, '${stranger}', null, 'full')::text`, expected: 'refused' },
  ],

  feed_withdraw: () => [
    { call: `select feed_withdraw('report', '${stranger}', '{1}', '{}')::text`, expected: 'refused' },
  ],
}

function metresBetween(one: Row, other: Row): number {
  const [from, to] = [positionOf(one), positionOf(other)]
  if (from === undefined || to === undefined) return Number.POSITIVE_INFINITY
  return Math.hypot(from.x - to.x, from.y - to.y)
}

function positionOf({ location }: Row): { x: number; y: number } | undefined {
  const found = /^\((\d+),(\d+)\)$/.exec(String(location))
  return found === null ? undefined : { x: Number(found[1]), y: Number(found[2]) }
}

function daysBetween(one: Row, other: Row): number {
  return Math.abs(Date.parse(String(one.filed_at)) - Date.parse(String(other.filed_at))) / 86_400_000
}
