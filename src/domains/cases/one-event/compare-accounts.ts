import { z } from 'zod'
import { canBeOneEvent, channelInWords, type ToldEvent } from '#domains/reports'
import { formatDateTime, type LocalDate, localDateSchema, londonDateOf } from '#platform/clock'
import { formatGridReference } from '#platform/geography'
import written from '../../../../packs/cases/one-event.json' with { type: 'json' }
import type { LinkedReport } from '../read-case.ts'

const rules = z
  .array(
    z.object({
      from: localDateSchema,
      hoursApart: z.number().min(0),
      toldWithinDays: z.number().min(0),
      metres: z.number().min(0),
      source: z.string().min(1),
    }),
  )
  .parse(written)
  .toSorted((one, other) => one.from.localeCompare(other.from))

const ruleOn = (day: LocalDate) => rules.findLast(({ from }) => from <= day) ?? rules[0]

/** Somebody whom a report names, as far as the reader may know. */
export type NamedInReport = { reportId: string; role: string; name: string }

/** What each report of one event says of one thing, in the order of the reports; empty where it says nothing. */
export type Aspect = { what: string; told: string[]; differs: boolean }
export type OneEvent = { reports: LinkedReport[]; aspects: Aspect[] }

/**
 * Reports of a case which tell of one event: near in time and place and told within days, whatever they call it. What
 * keeps happening is no one event, and what the reporter says happened again is another.
 */
export function findEvents(
  reports: readonly LinkedReport[],
  saidAgain: readonly { one: string; other: string }[],
): LinkedReport[][] {
  const events: LinkedReport[][] = []
  for (const report of reports.toSorted((one, other) => one.filedAt.getTime() - other.filedAt.getTime())) {
    if (report.occurrence === 'pattern') continue
    const isOf = (event: readonly LinkedReport[]) =>
      event.some((known) => isOneEvent(known, report) && !isAnotherTime(known, report, saidAgain))
    const joined = events.filter(isOf)
    for (const event of joined) events.splice(events.indexOf(event), 1)
    events.push([...joined.flat(), report])
  }
  return events.filter(({ length }) => length > 1)
}

function isOneEvent(one: LinkedReport, other: LinkedReport): boolean {
  const rule = ruleOn(londonDateOf(other.filedAt))
  return rule !== undefined && canBeOneEvent(toldEvent(one), toldEvent(other), rule)
}

const toldEvent = ({ filedAt, occurredFrom, occurredTo, location }: LinkedReport): ToldEvent => ({
  toldAt: filedAt,
  occurredFrom,
  occurredTo,
  location,
})

const isAnotherTime = (
  one: LinkedReport,
  other: LinkedReport,
  saidAgain: readonly { one: string; other: string }[],
) =>
  saidAgain.some(
    (said) =>
      (said.one === one.id && said.other === other.id) || (said.one === other.id && said.other === one.id),
  )

/** As near as two points may be, in metres, and still be one place. */
const onePlaceMetres = 25

/** What the reports of one event say, beside each other; what one of them leaves open does not differ. */
export function compareAccounts(
  reports: LinkedReport[],
  named: readonly NamedInReport[],
  roleWords: (role: string) => string,
): OneEvent {
  const aspect = (what: string, tell: (report: LinkedReport) => string, differs?: boolean): Aspect => {
    const told = reports.map(tell)
    return { what, told, differs: differs ?? new Set(told.filter(Boolean).map(plain)).size > 1 }
  }
  const roles = [...new Set(named.map(({ role }) => role))]
  const namesIn = (report: LinkedReport, role: string) =>
    named
      .filter(({ reportId, role: as, name }) => reportId === report.id && as === role && name !== '')
      .map(({ name }) => name)
      .toSorted()
      .join(', ')
  return {
    reports,
    aspects: [
      aspect('What', ({ typeLabel }) => typeLabel),
      aspect('When', whenWords),
      aspect('Where', ({ placeWords }) => placeWords),
      aspect('On the map', gridWords, areApart(reports)),
      ...roles.map((role) => sayWhereHidden(aspect(roleWords(role), (report) => namesIn(report, role)))),
      aspect('Told', toldWords, false),
      aspect('In their words', ({ summary }) => summary, false),
    ].filter(({ told }) => told.some(Boolean)),
  }
}

/** People of a report are read by who holds it alone: others cannot tell whether it names nobody. */
const sayWhereHidden = ({ told, ...aspect }: Aspect): Aspect => ({
  ...aspect,
  told: told.some(Boolean) ? told.map((names) => names || 'Nobody that you may see') : told,
})

/** Capitals, spaces and stops make no difference. */
const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[\s.,;]+/g, ' ')
    .trim()

const whenWords = ({ occurredFrom, occurredTo }: LinkedReport) =>
  occurredTo.getTime() > occurredFrom.getTime()
    ? `${formatDateTime(occurredFrom)} to ${formatDateTime(occurredTo)}`
    : formatDateTime(occurredFrom)

const toldWords = ({ filedAt, channel, organisationName }: LinkedReport) =>
  [formatDateTime(filedAt), channelInWords(channel), organisationName ?? ''].filter(Boolean).join(', ')

function gridWords({ location, precisionM }: LinkedReport): string {
  if (location === null) return ''
  const square = formatGridReference({ easting: location.x, northing: location.y }, 8)
  return (precisionM ?? 0) > 0 ? `${square}, within ${precisionM} metres` : square
}

/** Whether two of them tell of places further apart than they are sure of. */
function areApart(reports: readonly LinkedReport[]): boolean {
  return reports.some(({ location: one, precisionM: oneM }) =>
    reports.some(
      ({ location: other, precisionM: otherM }) =>
        one !== null &&
        other !== null &&
        Math.hypot(one.x - other.x, one.y - other.y) > Math.max(oneM ?? 0, otherM ?? 0, onePlaceMetres),
    ),
  )
}
