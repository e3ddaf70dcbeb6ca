import { addMonths, formatDate, type LocalDate, lastDayOfMonths, londonDateOf } from '#platform/clock'
import { reviewLawOn } from '../law.ts'
import type { Procedure } from '../procedure.ts'

/** How a complaint came onto the list of an application. */
export type FoundBy = 'applicant' | 'staff' | 'case' | 'link' | 'victim' | 'elsewhere'

/** A complaint as the threshold asks about it. */
export type Complaint = {
  id: string
  foundBy: FoundBy
  madeOn: LocalDate
  /** The last day on which the behaviour is said to have happened. */
  incidentOn: LocalDate
  /** The complaint with which it is one incident; its own id where it is the first. */
  countsWith: string
  /** Harassment, alarm or distress (section 2(1)(a)). */
  isLimbA: boolean
  limbBecause: string
  isHate: boolean
  /** Its type, or the broader type that this is a kind of. */
  family: string
  place: { x: number; y: number } | null
}

export type JudgedComplaint = Complaint & {
  /** By the rules of the area. */
  counts: boolean
  /** By the Act alone. */
  countsInLaw: boolean
  because: string
}

export type Caveat = { says: string; holds: boolean }

export type Threshold = {
  lines: readonly JudgedComplaint[]
  /** Incidents complained of that count by the area's rules. */
  count: number
  countInLaw: number
  /** The bodies must decide that the threshold is met. */
  isMust: boolean
  because: string
  /** What the area asks beyond the Act. */
  caveats: readonly Caveat[]
  /** Nobody looks at the caveats: the area goes by the Act alone. */
  caveatsIgnored: boolean
}

/**
 * Whether the threshold is met, and why each complaint counts or does not. Section 104(4): where at least three, or the
 * area's smaller number of, qualifying complaints were made about the behaviour, the bodies must decide that it is met;
 * nothing an area asks beyond that stands against the number of the Act.
 * @param noActionTaken for areas with such a caveat: whether nothing was done about the complaints
 */
export function judgeThreshold(
  complaints: readonly Complaint[],
  procedure: Procedure,
  asked: { appliedOn: LocalDate; family: string | null; noActionTaken?: boolean },
): Threshold {
  const { statute } = reviewLawOn(asked.appliedOn)
  const sure = complaints.filter(({ foundBy }) => foundBy !== 'victim')
  const counted = new Map<string, string>()
  const inLaw = new Set<string>()
  const lines = complaints
    .toSorted((one, other) => one.madeOn.localeCompare(other.madeOn) || one.id.localeCompare(other.id))
    .map((complaint): JudgedComplaint => {
      const against =
        notAbout(complaint, sure, asked.family, procedure.sameMetres) ??
        notQualifying(complaint, procedure, asked.appliedOn)
      const againstInLaw =
        notAbout(complaint, sure, asked.family, procedure.sameMetres) ??
        notQualifying(complaint, statute, asked.appliedOn)
      const first = counted.get(complaint.countsWith)
      const countsInLaw = againstInLaw === undefined && !inLaw.has(complaint.countsWith)
      if (againstInLaw === undefined) inLaw.add(complaint.countsWith)
      if (against !== undefined) return { ...complaint, counts: false, countsInLaw, because: against }
      if (first !== undefined)
        return {
          ...complaint,
          counts: false,
          countsInLaw,
          because: 'The same incident as one that counts: told to two, it counts once',
        }
      counted.set(complaint.countsWith, complaint.id)
      return { ...complaint, counts: true, countsInLaw, because: whyCounted(complaint) }
    })
  const count = counted.size
  const countInLaw = inLaw.size
  const caveats = judgeCaveats(
    lines.filter(({ counts }) => counts),
    procedure,
    asked,
  )
  const hate = lines.filter(({ counts, isHate }) => counts && isHate).length
  const { isMust, because } = verdict({ count, countInLaw, hate, caveats }, procedure, statute.complaints)
  return { lines, count, countInLaw, isMust, because, caveats, caveatsIgnored: procedure.statutoryOnly }
}

function verdict(
  found: { count: number; countInLaw: number; hate: number; caveats: readonly Caveat[] },
  { complaints, hateReports, statutoryOnly }: Procedure,
  inLaw: number,
): { isMust: boolean; because: string } {
  const { count, countInLaw, hate, caveats } = found
  if (countInLaw >= inLaw)
    return {
      isMust: true,
      because: `${countInLaw} qualifying complaints: at ${inLaw} the bodies must decide that the threshold is met (section 104(4))`,
    }
  if (hateReports !== null && hate >= hateReports)
    return {
      isMust: true,
      because: `${hate} qualifying ${hate === 1 ? 'complaint' : 'complaints'} motivated by hate: this area asks for ${hateReports}`,
    }
  if (count >= complaints && (statutoryOnly || caveats.every(({ holds }) => holds)))
    return {
      isMust: true,
      because: `${count} qualifying complaints: this area asks for ${complaints}`,
    }
  return {
    isMust: false,
    because:
      count >= complaints
        ? 'The number is met and a condition of the area is not: decide on persistence, harm and what was done'
        : `${count} of ${complaints} qualifying complaints: decide on persistence, harm and what was done (section 104(5))`,
  }
}

function judgeCaveats(
  counted: readonly JudgedComplaint[],
  { latestWithinMonths, noActionCaveat }: Procedure,
  { appliedOn, noActionTaken }: { appliedOn: LocalDate; noActionTaken?: boolean },
): Caveat[] {
  const caveats: Caveat[] = []
  if (latestWithinMonths !== null)
    caveats.push({
      says: `The latest complaint was made within ${months(latestWithinMonths)} of the application`,
      // No period of the Act: within a month of a day is to the same day of the next.
      holds: counted.some(({ madeOn }) => appliedOn <= addMonths(madeOn, latestWithinMonths)),
    })
  if (noActionCaveat)
    caveats.push({ says: 'Nothing was done about the complaints', holds: noActionTaken === true })
  return caveats
}

type Windows = { complaintMonths: number; applicationMonths: number }

/** Why it is no qualifying complaint; undefined where it is one. */
function notQualifying(
  complaint: Complaint,
  { complaintMonths, applicationMonths }: Windows,
  appliedOn: LocalDate,
): string | undefined {
  if (!complaint.isLimbA) return complaint.limbBecause
  if (!isWithinMonths(complaint.incidentOn, complaint.madeOn, complaintMonths))
    return `Made after ${lastDay(complaint.incidentOn, complaintMonths)}: ${months(complaintMonths)} beginning with the day of the incident`
  if (complaint.madeOn > appliedOn) return 'Made after the application'
  if (!isWithinMonths(complaint.madeOn, appliedOn, applicationMonths))
    return `The application came after ${lastDay(complaint.madeOn, applicationMonths)}: ${months(applicationMonths)} beginning with the day of the complaint`
  return undefined
}

/**
 * Complaints that somebody named, of the same case or linked to them, are about the behaviour. Another one of the same
 * person is where it is of the same kind, or near one of them, or where the applicant did not say of which kind it is.
 */
function notAbout(
  { foundBy, family, place }: Complaint,
  sure: readonly Complaint[],
  asked: string | null,
  metres: number,
): string | undefined {
  if (foundBy !== 'victim') return undefined
  if (asked === null) return undefined
  if (family === asked || sure.some((other) => other.family === family)) return undefined
  const isNear = (other: Complaint) =>
    place !== null &&
    other.place !== null &&
    Math.hypot(place.x - other.place.x, place.y - other.place.y) <= metres
  return sure.some(isNear) ? undefined : 'About other behaviour, at another place'
}

const reasons: Readonly<Record<FoundBy, string>> = {
  applicant: 'The applicant named it',
  staff: 'Somebody of a relevant body named it',
  case: 'It is part of the same case',
  link: 'It is linked: it happened again',
  victim: 'Made by or for the same person',
  elsewhere: 'Made to somebody who does not use this system',
}

function whyCounted({ foundBy }: Complaint): string {
  return `${reasons[foundBy]}; made in time`
}

const lastDay = (first: LocalDate, number: number) => formatDate(lastDayOfMonths(first, number))
const months = (number: number) => (number === 1 ? 'one month' : `${number} months`)

/**
 * Whether a day lies in the period of so many months that begins with an earlier one, as section 104(11) counts: by the
 * calendar of England, the first day included (docs/decisions/0014-windows-of-section-104.md).
 */
export function isWithinMonths(earlier: LocalDate, later: LocalDate, number: number): boolean {
  return earlier <= later && later <= lastDayOfMonths(earlier, number)
}

/** The day in England, on which windows are counted, whatever the clocks do. */
export const dayOf = (moment: Date): LocalDate => londonDateOf(moment)
