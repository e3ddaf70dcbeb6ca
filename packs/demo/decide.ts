import { londonDateOf } from '#platform/clock'
import type { CellAreas } from './areas.ts'
import { type DemoMember, POLICE } from './organisations.ts'
import { reporter } from './people.ts'
import type { ReportPlan } from './plan-reports.ts'
import type { Random } from './random.ts'
import type { Destination, RoutingFacts } from './routing.ts'

export type ReportStatus = 'awaiting_triage' | 'accepted' | 'refused' | 'not_asb' | 'closed'

/** A plan with where it went and what became of it. */
export type DecidedReport = ReportPlan & {
  number: number
  /** The areas of its pin; none where the place was given in words alone. */
  areas: CellAreas | undefined
  destination: Destination
  answers: Readonly<Record<string, string>>
  audience: number[]
  status: ReportStatus
  claimedBy: DemoMember | undefined
  triagedBy: DemoMember | undefined
  triagedAt: number | undefined
  closedAt: number | undefined
  /** When it was linked to a case. */
  linkedAt: number | undefined
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** One report in fifty gives its place in words that no search finds. */
const WORDS_ONLY_SHARE = 0.02

/** The newest reports of a busy organisation wait: nearly all of the first 25, then fewer, none after the 85th. */
const SURELY_WAITING = 25
const LAST_WAITING = 85
const LONGEST_WAIT = 21 * DAY

/** Sends each report where the rules say and decides what became of it. Plans come oldest first. */
export function decideReports(
  plans: readonly ReportPlan[],
  areasOf: (cell: number) => CellAreas,
  route: (facts: RoutingFacts) => Destination,
  members: readonly DemoMember[],
  end: number,
  random: Random,
): DecidedReport[] {
  const triagers = membersByOrganisation(members, ['triage_officer', 'supervisor'])
  const newer = new Map<number, number>()
  const decided = plans.map((plan, number) => routed(plan, number, areasOf, route, random))
  for (const report of decided.toReversed()) {
    const organisation = report.destination.queue.organisationId
    const rank = newer.get(organisation) ?? 0
    newer.set(organisation, rank + 1)
    const draw = random.fork('decision', report.number)
    const team = triagers.get(organisation) ?? []
    const officer = team.length > 0 ? draw.pick(team) : undefined
    if (end - report.filedAt < LONGEST_WAIT && draw.chance(waitingChance(rank))) {
      if (draw.chance(0.07)) report.claimedBy = officer
      continue
    }
    report.triagedBy = officer
    const isPolice = organisation === POLICE
    report.triagedAt = momentAfter(
      report.filedAt,
      draw.exponential(10 * HOUR) + HOUR / 6,
      isPolice,
      end,
      draw,
    )
    const fate = draw.unit()
    if (fate < 0.05) report.status = 'not_asb'
    else if (fate < 0.09) report.status = 'refused'
    else {
      const closedAt = atWork(report.triagedAt + DAY + draw.exponential(21 * DAY), isPolice, draw)
      const isClosed = closedAt < end
      report.status = isClosed ? 'closed' : 'accepted'
      if (isClosed) report.closedAt = Math.floor(closedAt)
    }
  }
  return decided
}

function routed(
  plan: ReportPlan,
  number: number,
  areasOf: (cell: number) => CellAreas,
  route: (facts: RoutingFacts) => Destination,
  random: Random,
): DecidedReport {
  const draw = random.fork('facts', number)
  const areas = draw.chance(WORDS_ONLY_SHARE) && !plan.place ? undefined : areasOf(plan.cell)
  const answers = deciding(plan, draw, random)
  const destination = route({
    asbType: plan.type.code,
    areas,
    filedOn: londonDateOf(new Date(plan.filedAt)),
    occurrence: plan.occurrence,
    answers,
  })
  const audience = [...new Set([destination.queue.organisationId, ...destination.shareWith])].sort(
    (a, b) => a - b,
  )
  return {
    ...plan,
    number,
    areas,
    destination,
    answers,
    audience,
    status: 'awaiting_triage',
    claimedBy: undefined,
    triagedBy: undefined,
    triagedAt: undefined,
    closedAt: undefined,
    linkedAt: undefined,
  }
}

const ages = ['Mostly teenagers', 'Mostly adults', 'Mostly adults', 'All ages', 'I am not sure'] as const

/** The answers that routing rules look at. */
function deciding(plan: ReportPlan, draw: Random, random: Random): Record<string, string> {
  if (plan.type.code === 'gatherings') return { gathering_age: draw.pick(ages) }
  if (plan.type.code === 'neighbours') {
    const landlord = plan.person < 0 ? undefined : reporter(plan.person, plan.street, random).landlord
    return { landlord: landlord ?? draw.pick(['Private landlord', 'Owner', 'I do not know']) }
  }
  return {}
}

export function membersByOrganisation(members: readonly DemoMember[], roles: readonly string[]) {
  const found = new Map<number, DemoMember[]>()
  for (const member of members) {
    if (!roles.includes(member.role)) continue
    found.set(member.organisationId, [...(found.get(member.organisationId) ?? []), member])
  }
  return found
}

function waitingChance(rank: number): number {
  if (rank < SURELY_WAITING) return 0.95
  return Math.max(0, (0.95 * (LAST_WAITING - rank)) / (LAST_WAITING - SURELY_WAITING))
}

function momentAfter(moment: number, wait: number, isPolice: boolean, end: number, random: Random): number {
  const later = atWork(moment + wait, isPolice, random)
  return Math.floor(later < end ? later : moment + (end - moment) * random.between(0.2, 0.9))
}

/** The moment, or one in the next working hours: 8 to 18 UTC, for councils and landlords not at the weekend. */
export function atWork(moment: number, isPolice: boolean, random: Random): number {
  let day = Math.floor(moment / DAY)
  const hour = (moment - day * DAY) / HOUR
  if (hour >= 18) day += 1
  // Day 0, 1 January 1970, was a Thursday.
  const weekday = (day + 3) % 7
  if (!isPolice && weekday >= 5) day += 7 - weekday
  else if (hour >= 8 && hour < 18) return moment
  return Math.floor(day * DAY + (8 + random.between(0, 5)) * HOUR)
}
