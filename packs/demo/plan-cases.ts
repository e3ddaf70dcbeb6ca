import { addDays, type LocalDate, londonDateOf } from '#platform/clock'
import { actionPlans, closingReasons } from './case-words.ts'
import { atWork, type DecidedReport, membersByOrganisation } from './decide.ts'
import { type DemoMember, LANDLORDS, POLICE } from './organisations.ts'
import type { Random } from './random.ts'
import { councilOf } from './rules.ts'

export type CaseOutcome =
  | 'resolved'
  | 'behaviour_stopped'
  | 'enforcement'
  | 'no_further_contact'
  | 'no_evidence'
  | 'moved_away'

export type PlannedAction = {
  what: string
  owner: DemoMember
  addedBy: DemoMember
  createdAt: number
  dueOn: LocalDate
  status: 'open' | 'done' | 'cancelled'
  outcome: string
  finishedAt: number | undefined
}

export type PlannedCase = {
  number: number
  kind: 'monitored' | 'investigative'
  /** Oldest first; the first is where the case lies. */
  reports: readonly DecidedReport[]
  organisationId: number
  openedBy: DemoMember
  openedAt: number
  closedAt: number | undefined
  outcome: CaseOutcome | undefined
  closingReason: string
  audience: number[]
  actions: readonly PlannedAction[]
}

/** Cases for each report: 900 for 20,000. */
const CASE_SHARE = 0.045
const DAY = 86_400_000
/** Reports of one series lie at most this far apart. */
const SERIES_GAP = 60 * DAY

/**
 * Cases made of two to eight reports of the same person, place or street within weeks. Reports of an open case are
 * accepted and stay so; everyone on a case sees its reports.
 */
export function planCases(
  reports: readonly DecidedReport[],
  members: readonly DemoMember[],
  end: number,
  today: LocalDate,
  random: Random,
): PlannedCase[] {
  const wanted = Math.round(reports.length * CASE_SHARE)
  const officers = membersByOrganisation(members, ['case_officer', 'supervisor'])
  const cases: PlannedCase[] = []
  const used = new Set<DecidedReport>()
  for (const series of shuffled(seriesOf(reports), random.fork('order'))) {
    if (cases.length >= wanted) break
    const draw = random.fork('case', cases.length)
    const free = series.filter((report) => !used.has(report))
    const length = 2 + Math.min(6, Math.floor(draw.exponential(1.7)))
    const first = draw.below(Math.max(1, free.length - length + 1))
    const chosen = free.slice(first, first + length)
    const lead = chosen[0]
    const second = chosen[1]
    if (!lead || !second) continue
    const organisationId = lead.destination.queue.organisationId
    const team = officers.get(organisationId)
    if (!team) continue
    for (const report of chosen) used.add(report)
    cases.push(planCase(cases.length, chosen, second, draw.pick(team), officers, end, today, draw))
  }
  return cases
}

function planCase(
  number: number,
  reports: readonly DecidedReport[],
  second: DecidedReport,
  openedBy: DemoMember,
  officers: ReadonlyMap<number, readonly DemoMember[]>,
  end: number,
  today: LocalDate,
  draw: Random,
): PlannedCase {
  const isPolice = openedBy.organisationId === POLICE
  const afterSecond = (second.triagedAt ?? second.filedAt) + draw.between(0.05, 1.5) * DAY
  const openedAt = Math.min(Math.floor(atWork(afterSecond, isPolice, draw)), end - 1_000)
  let lastLinked = openedAt
  for (const [index, report] of reports.entries()) {
    report.linkedAt = Math.max(openedAt, (report.triagedAt ?? report.filedAt) + 1) + index
    lastLinked = Math.max(lastLinked, report.linkedAt)
  }
  const closedAt = atWork(lastLinked + (14 + draw.exponential(110)) * DAY, isPolice, draw)
  const isClosed = closedAt < end
  const partners = draw.chance(0.6) ? [partnerOf(openedBy.organisationId, reports, draw)] : []
  const audience = [...new Set([...reports.flatMap((report) => report.audience), ...partners])].sort(
    (a, b) => a - b,
  )
  for (const [index, report] of reports.entries()) {
    report.audience = audience
    report.status = isClosed ? 'closed' : 'accepted'
    // One after the other, the last just before the case.
    report.closedAt = isClosed ? closedAt - (reports.length - index) * 47_011 : undefined
  }
  const outcome = isClosed
    ? draw.pick([
        'resolved',
        'resolved',
        'behaviour_stopped',
        'behaviour_stopped',
        'enforcement',
        'no_further_contact',
        'no_evidence',
        'moved_away',
      ] as const)
    : undefined
  return {
    number,
    kind: reports.length >= 5 && draw.chance(0.5) ? 'investigative' : 'monitored',
    reports,
    organisationId: openedBy.organisationId,
    openedBy,
    openedAt,
    closedAt: isClosed ? closedAt : undefined,
    outcome,
    closingReason: outcome ? closingReasons[outcome] : '',
    audience,
    actions: planActions(
      audience,
      officers,
      openedBy,
      openedAt,
      isClosed ? closedAt : end,
      isClosed,
      today,
      draw,
    ),
  }
}

/** Actions of several organisations. A closed case has none open; an open one has some done, some due, some late. */
function planActions(
  audience: readonly number[],
  officers: ReadonlyMap<number, readonly DemoMember[]>,
  openedBy: DemoMember,
  openedAt: number,
  until: number,
  isClosed: boolean,
  today: LocalDate,
  draw: Random,
): PlannedAction[] {
  const count = 1 + draw.below(5)
  const actions: PlannedAction[] = []
  for (let number = 0; number < count; number += 1) {
    const team = officers.get(audience[number % audience.length] ?? openedBy.organisationId) ?? [openedBy]
    const owner = number === 0 ? openedBy : draw.pick(team)
    const facts = draw.pick(actionPlans)
    const createdAt = Math.floor(
      openedAt + (until - openedAt) * (number === 0 ? 0 : draw.between(0, 0.8)) + number,
    )
    const dueOn = addDays(londonDateOf(new Date(createdAt)), 3 + draw.below(25))
    // Most of what is past its date is done; what is not is late.
    const isDone = isClosed || (dueOn < today ? draw.chance(0.8) : draw.chance(0.15))
    const finishedAt = isDone
      ? Math.floor(createdAt + (until - createdAt) * draw.between(0.1, 0.95))
      : undefined
    actions.push({
      what: facts.what,
      owner,
      addedBy: openedBy,
      createdAt,
      dueOn,
      status: isDone ? (draw.chance(0.93) ? 'done' : 'cancelled') : 'open',
      outcome: isDone ? facts.outcome : '',
      finishedAt,
    })
  }
  return actions
}

/** Somebody with a part in it who does not hold the reports yet. */
function partnerOf(lead: number, reports: readonly DecidedReport[], draw: Random): number {
  if (lead !== POLICE) return POLICE
  const district = reports[0]?.areas?.district
  return district ? councilOf(district) : draw.pick(LANDLORDS)
}

/** Runs of reports by the same person or about the same place, not far apart in time, that were taken on. */
function seriesOf(reports: readonly DecidedReport[]): DecidedReport[][] {
  const groups = new Map<unknown, DecidedReport[]>()
  for (const report of reports) {
    if (report.status !== 'accepted' && report.status !== 'closed') continue
    const key = report.place ?? (report.person >= 0 ? report.person : report.street)
    const group = groups.get(key)
    if (group) group.push(report)
    else groups.set(key, [report])
  }
  return [...groups.values()].flatMap((group) => {
    const runs: DecidedReport[][] = []
    let before = Number.NEGATIVE_INFINITY
    for (const report of group) {
      if (report.filedAt - before > SERIES_GAP) runs.push([])
      runs.at(-1)?.push(report)
      before = report.filedAt
    }
    return runs.filter((run) => run.length >= 2)
  })
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, place: random.unit() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item)
}
