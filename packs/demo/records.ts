import { reportTitle } from '#domains/reports'
import { localTimeOf, londonDateOf, weekdayOf } from '#platform/clock'
import { type AsbType, asbTypes, type Qualifier } from '../types/index.ts'
import { answersOf, type DemoAnswer, questionSetOn } from './answers.ts'
import type { DecidedReport, ReportStatus } from './decide.ts'
import { idAt } from './identity.ts'
import type { Point } from './mesh.ts'
import { type DemoContact, reporter } from './people.ts'
import type { Random } from './random.ts'
import { auditOf, type DemoAuditEntry, type DemoTimelineEntry, timelineOf } from './report-history.ts'
import { decisionReasons, placeWordsOf, summaryOf } from './report-words.ts'

/** One report with everything written down about it. */
export type DemoReport = {
  id: string
  reference: string
  submissionId: string
  channel: 'public_form' | 'api' | 'phone' | 'paper'
  asbType: string
  questionSetVersion: number | undefined
  title: string
  summary: string
  status: ReportStatus
  openingQualifier: Qualifier
  closingQualifier: Qualifier | undefined
  occurrence: 'once' | 'pattern' | 'now'
  occurredFrom: Date
  occurredTo: Date
  location: Point | undefined
  locationPrecisionM: number | undefined
  /** How the place was told, and the outline or way where it is no spot. */
  placeKind: string | undefined
  placeShape: string | undefined
  placeWords: string
  beatId: string | undefined
  wardId: string | undefined
  lsoaId: string | undefined
  districtId: string | undefined
  reportedBefore: boolean
  anonymous: boolean
  organisationId: number
  teamId: string
  queueId: string
  routedBecause: string
  claimedBy: string | undefined
  claimExpiresAt: Date | undefined
  decisionReason: string
  audience: readonly number[]
  version: number
  filedAt: Date
  triagedAt: Date | undefined
  closedAt: Date | undefined
  modifiedAt: Date
  answers: readonly DemoAnswer[]
  pattern: readonly { weekday: number; fromHour: number; toHour: number }[]
  contact: DemoContact | undefined
  timeline: readonly DemoTimelineEntry[]
  audit: readonly DemoAuditEntry[]
}

/** What a report is known by before its record is written, for the cases that link it. */
export type ReportName = { id: string; reference: string }

const types = new Map(asbTypes.map((type) => [type.code, type]))
const HOUR = 3_600_000

/** Writes out a decided report. `claimsEnd` is when the claims of the current queue expire. */
export function reportRecord(
  report: DecidedReport,
  name: ReportName,
  claimsEnd: number,
  random: Random,
): DemoReport {
  const draw = random.fork('record', report.number)
  const type = typeOf(report.type.code)
  const { queue } = report.destination
  const channel = channelOf(draw)
  const filedOn = londonDateOf(new Date(report.filedAt))
  const summary = summaryOf(report, draw)
  const contact = report.person < 0 ? undefined : contactOf(report, random)
  const isSettled = report.status !== 'awaiting_triage' && report.status !== 'accepted'
  const reason = isSettled ? draw.pick(decisionReasons[report.status as keyof typeof decisionReasons]) : ''
  const routedAt = report.filedAt + 400 + draw.below(1_500)
  const events = [routedAt, report.triagedAt ?? 0, report.linkedAt ?? 0, report.closedAt ?? 0]
  return {
    id: name.id,
    reference: name.reference,
    submissionId: idAt(report.filedAt - draw.below(HOUR / 4), draw),
    channel,
    asbType: type.code,
    questionSetVersion: channel === 'public_form' ? questionSetOn(type.code, filedOn)?.version : undefined,
    title: reportTitle(type.label, report.areas?.ward.name, name.reference),
    summary,
    status: report.status,
    openingQualifier: type.qualifier,
    closingQualifier: report.status === 'closed' ? closingQualifier(type, draw) : undefined,
    occurrence: report.occurrence,
    occurredFrom: new Date(report.occurredFrom),
    occurredTo: new Date(report.occurredTo),
    location: report.areas ? report.at : undefined,
    ...placeTold(report, report.place ? 5 : draw.pick([10, 10, 20, 50])),
    placeWords: placeWordsOf(report, draw),
    beatId: report.areas?.beat.id,
    wardId: report.areas?.ward.id,
    lsoaId: report.areas?.lsoa.id,
    districtId: report.areas?.district.id,
    reportedBefore: report.isRepeat,
    anonymous: contact === undefined,
    organisationId: queue.organisationId,
    teamId: queue.teamId,
    queueId: queue.id,
    routedBecause: report.destination.because,
    claimedBy: report.claimedBy?.id,
    claimExpiresAt: report.claimedBy ? new Date(claimsEnd) : undefined,
    decisionReason: reason,
    audience: report.audience,
    version: 1 + events.filter((at) => at > 0).length,
    filedAt: new Date(report.filedAt),
    triagedAt: dateOf(report.triagedAt),
    closedAt: dateOf(report.closedAt),
    modifiedAt: new Date(Math.max(...events)),
    answers: answersOf(report, summary, draw),
    pattern: report.occurrence === 'pattern' ? patternOf(report, draw) : [],
    contact,
    timeline: timelineOf(report, routedAt, reason, draw),
    audit: auditOf(report, name.id, draw),
  }
}

/** Most people mark a spot; some an area, some the way that a vehicle or a group takes. */
function placeTold(
  { areas, at, place, number }: DecidedReport,
  precisionM: number,
): Pick<DemoReport, 'locationPrecisionM' | 'placeKind' | 'placeShape'> {
  if (!areas) return { locationPrecisionM: undefined, placeKind: undefined, placeShape: undefined }
  const [x, y] = at
  const reach = 120 + (number % 7) * 30
  const corners = (points: readonly (readonly [number, number])[]) =>
    points.map(([east, north]) => `(${x + east * reach},${y + north * reach})`).join(',')
  if (!place && number % 31 === 0)
    return {
      locationPrecisionM: reach,
      placeKind: 'area',
      placeShape: `(${corners([
        [1, 0],
        [0, 1],
        [-1, 0],
        [0, -1],
      ])})`,
    }
  if (!place && number % 31 === 1)
    return {
      locationPrecisionM: reach * 3,
      placeKind: 'moving',
      placeShape: `[${corners([
        [-2.4, -1.8],
        [0, 0],
        [2.4, -1.8],
      ])}]`,
    }
  if (!place && number % 31 < 5)
    return { locationPrecisionM: 250, placeKind: 'around', placeShape: undefined }
  return { locationPrecisionM: precisionM, placeKind: 'point', placeShape: undefined }
}

export function typeOf(code: string): AsbType {
  const type = types.get(code)
  if (!type) throw new Error(`No such type: ${code}`)
  return type
}

function contactOf(report: DecidedReport, random: Random): DemoContact {
  const { landlord: _landlord, ...contact } = reporter(report.person, report.street, random)
  return contact
}

function channelOf(random: Random) {
  const share = random.unit()
  return share < 0.52 ? 'public_form' : share < 0.86 ? 'phone' : share < 0.97 ? 'api' : 'paper'
}

/** One report in twelve turns out to be of another kind. */
function closingQualifier(type: AsbType, random: Random): Qualifier {
  return random.chance(0.08) ? random.pick(['personal', 'nuisance', 'environmental']) : type.qualifier
}

function patternOf(report: DecidedReport, random: Random) {
  const first = new Date(report.occurredFrom)
  const weekday = weekdayOf(londonDateOf(first))
  const fromHour = Number(localTimeOf(first).slice(0, 2))
  const toHour = Math.min(24, fromHour + 1 + random.below(3))
  const days = new Set([weekday, ...[5, 6, 7].filter(() => random.chance(0.4))])
  return [...days].sort((a, b) => a - b).map((day) => ({ weekday: day, fromHour, toHour }))
}

function dateOf(moment: number | undefined): Date | undefined {
  return moment === undefined ? undefined : new Date(moment)
}
