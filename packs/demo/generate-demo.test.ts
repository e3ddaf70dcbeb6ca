import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { localTimeOf, londonDateOf, londonInstant, weekdayOf } from '#platform/clock'
import { isReference } from '#platform/ids'
import { asbTypes } from '../types/index.ts'
import { generateDemo } from './index.ts'
import { typeMix } from './mix.ts'

const today = '2026-03-03'
const county = generateDemo({ seed: 'tests', today, reports: 20_000 })
const reports = [...county.reports()]
const cases = [...county.cases()]
const share = <T>(items: readonly T[], test: (item: T) => boolean) => items.filter(test).length / items.length
const countBy = <T>(items: readonly T[], key: (item: T) => string | number | undefined) => {
  const counts = new Map<string | number | undefined, number>()
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1)
  return counts
}

test('the same seed, date and number give the same county to the byte; another seed does not', () => {
  const print = (seed: string, day: string) => {
    const made = generateDemo({ seed, today: day, reports: 250 })
    const { areas, streets, postcodes, partnership, rules, tombstones } = made
    const places = areas.map(({ id, kind, code, name, parts }) => ({ id, kind, code, name, parts }))
    const named = streets.map(({ id, name, at }) => ({ id, name, at }))
    const all = [
      places,
      named,
      postcodes,
      partnership,
      rules,
      tombstones,
      [...made.reports()],
      [...made.cases()],
    ]
    return createHash('sha256').update(JSON.stringify(all)).digest('hex')
  }
  expect(print('a', today)).toBe(print('a', today))
  expect(print('a', today)).not.toBe(print('b', today))
  expect(print('a', today)).not.toBe(print('a', '2026-03-04'))
})

test('reports read twice are the same', () => {
  expect([...county.reports()].slice(0, 50)).toEqual(reports.slice(0, 50))
})

test('everything happened in the three years before the reference date, oldest first', () => {
  const start = londonInstant('2023-03-03', '00:00').getTime()
  const end = londonInstant(today, '00:00').getTime()
  let before = start
  for (const report of reports) {
    expect(report.filedAt.getTime()).toBeGreaterThanOrEqual(before)
    before = report.filedAt.getTime()
    for (const entry of report.timeline) expect(entry.at.getTime()).toBeLessThan(end)
    expect(report.modifiedAt.getTime()).toBeLessThan(end)
    expect(report.occurredFrom.getTime()).toBeLessThanOrEqual(report.occurredTo.getTime())
    expect(report.occurredTo.getTime()).toBeLessThanOrEqual(report.filedAt.getTime())
  }
  for (const { timeline } of cases) for (const { at } of timeline) expect(at.getTime()).toBeLessThan(end)
})

test('ids and references are unique and well formed', () => {
  expect(new Set(reports.map(({ id }) => id)).size).toBe(20_000)
  expect(new Set(reports.map(({ submissionId }) => submissionId)).size).toBe(20_000)
  expect(new Set(reports.map(({ reference }) => reference)).size).toBe(20_000)
  for (const { id, reference } of reports) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(isReference(reference, 'ASB')).toBe(true)
  }
  for (const { reference } of cases) expect(isReference(reference, 'CASE')).toBe(true)
})

test('paging by time of change meets hardly two reports at the same moment', () => {
  const moments = countBy(reports, ({ modifiedAt }) => modifiedAt.getTime())
  expect(Math.max(...moments.values())).toBeLessThan(4)
  expect(moments.size).toBeGreaterThan(19_990)
})

test('every type is reported about as often as the mix says', () => {
  expect(typeMix.reduce((sum, type) => sum + type.share, 0)).toBeCloseTo(1, 9)
  // Imports from elsewhere may not know the type; people who report do.
  const types = asbTypes.map(({ code }) => code).filter((code) => code !== 'unspecified')
  expect(typeMix.map(({ code }) => code).sort()).toEqual(types.sort())
  for (const type of typeMix) {
    const found = share(reports, ({ asbType }) => asbType === type.code)
    expect(Math.abs(found - type.share)).toBeLessThan(Math.max(0.004, type.share * 0.12))
  }
})

test('evenings, weekends and summer are busiest, with the peak between 22:00 and midnight', () => {
  const hours = countBy(reports, ({ occurredFrom }) => Number(localTimeOf(occurredFrom).slice(0, 2)))
  const busiest = [...hours].sort((one, other) => other[1] - one[1]).map(([hour]) => hour)
  expect(busiest[0]).toBe(22)
  expect(busiest.slice(0, 3)).toContain(23)
  const weekdays = countBy(reports, ({ occurredFrom }) => weekdayOf(londonDateOf(occurredFrom)))
  const weekend = ((weekdays.get(6) ?? 0) + (weekdays.get(7) ?? 0)) / 2
  const midweek = ((weekdays.get(2) ?? 0) + (weekdays.get(3) ?? 0)) / 2
  expect(weekend / midweek).toBeGreaterThan(1.15)
  const months = countBy(reports, ({ filedAt }) => Number(londonDateOf(filedAt).slice(5, 7)))
  const sum = (...wanted: number[]) => wanted.reduce((total, month) => total + (months.get(month) ?? 0), 0)
  expect(sum(6, 7, 8) / sum(12, 1, 2)).toBeGreaterThan(1.3)
})

test('fireworks are reported around 5 November and rowdy behaviour at Halloween', () => {
  const fireworks = reports.filter(({ asbType }) => asbType === 'fireworks')
  const aroundTheFifth = share(fireworks, ({ filedAt }) => {
    const day = londonDateOf(filedAt).slice(5)
    return day >= '10-24' && day <= '11-12'
  })
  expect(aroundTheFifth).toBeGreaterThan(0.6)
  const rowdy = reports.filter(({ asbType }) => asbType === 'gatherings')
  const halloween =
    rowdy.filter(({ occurredFrom }) => londonDateOf(occurredFrom).endsWith('-10-31')).length / 3
  expect(halloween / (rowdy.length / 1_096)).toBeGreaterThan(2)
})

test('people, places and nobody: 1.56 reports a person, 15 % anonymous, 11 % at repeat places', () => {
  const known = reports.flatMap(({ contact }) => contact ?? [])
  expect(1 - known.length / reports.length).toBeCloseTo(0.15, 2)
  const people = countBy(known, ({ name, email, phone, address }) => [name, email, phone, address].join())
  expect(known.length / people.size).toBeGreaterThan(1.48)
  expect(known.length / people.size).toBeLessThan(1.64)
  expect([...people.values()].filter((count) => count >= 10).length).toBeGreaterThan(20)
  const spots = countBy(reports, ({ location }) => location?.join())
  spots.delete(undefined)
  const atRepeatPlaces = [...spots.values()]
    .filter((count) => count > 1)
    .reduce((sum, count) => sum + count, 0)
  expect(atRepeatPlaces / reports.length).toBeGreaterThan(0.095)
  expect(atRepeatPlaces / reports.length).toBeLessThan(0.125)
})

test('old reports are settled and busy organisations have a queue of some weeks at most', () => {
  const old = reports.filter(
    ({ filedAt }) => filedAt.getTime() < londonInstant('2025-12-01', '00:00').getTime(),
  )
  expect(share(old, ({ status }) => status === 'awaiting_triage')).toBe(0)
  expect(share(old, ({ status }) => status === 'accepted')).toBeLessThan(0.05)
  const waiting = reports.filter(({ status }) => status === 'awaiting_triage')
  const queues = countBy(waiting, ({ organisationId }) => organisationId)
  for (const busy of [1, 2]) {
    expect(queues.get(busy)).toBeGreaterThanOrEqual(40)
    expect(queues.get(busy)).toBeLessThanOrEqual(80)
  }
  const claimed = waiting.filter(({ claimedBy }) => claimedBy)
  expect(claimed.length).toBeGreaterThan(3)
  const midnight = londonInstant(today, '00:00').getTime()
  for (const { claimExpiresAt } of claimed) {
    expect(claimExpiresAt?.getTime()).toBeGreaterThan(midnight)
    expect(claimExpiresAt?.getTime()).toBeLessThan(midnight + 15 * 60_000)
  }
  expect(reports.filter(({ claimedBy }) => claimedBy).length).toBe(claimed.length)
})

test('each report is seen by whoever holds it, and by nobody outside the partnership', () => {
  const organisations = new Set(county.partnership.organisations.map(({ id }) => id))
  for (const report of reports) {
    expect(report.audience).toContain(report.organisationId)
    for (const id of report.audience) expect(organisations.has(id)).toBe(true)
    expect(report.answers.length).toBeGreaterThanOrEqual(3)
    expect(report.answers.length).toBeLessThanOrEqual(6)
    expect(report.pattern.length > 0).toBe(report.occurrence === 'pattern')
  }
})

test('cases link two to eight reports, each report to one case, and everyone on a case sees its reports', () => {
  expect(cases.length).toBe(900)
  const byId = new Map(reports.map((report) => [report.id, report]))
  const linked = cases.flatMap((one) => one.reports.map(({ reportId }) => reportId))
  expect(new Set(linked).size).toBe(linked.length)
  for (const one of cases) {
    expect(one.reports.length).toBeGreaterThanOrEqual(2)
    expect(one.reports.length).toBeLessThanOrEqual(8)
    expect(one.audience).toContain(one.organisationId)
    for (const { reportId } of one.reports) {
      const report = byId.get(reportId)
      expect(report?.audience).toEqual(one.audience)
      expect(report?.status).toBe(one.status === 'closed' ? 'closed' : 'accepted')
    }
  }
})

test('a closed case has an outcome and no open action; open ones have actions due and overdue, of several organisations', () => {
  for (const one of cases) {
    expect(one.status === 'closed').toBe(one.outcome !== undefined)
    if (one.status === 'closed') expect(one.actions.every(({ status }) => status !== 'open')).toBe(true)
    for (const { ownerOrganisationId } of one.actions) expect(one.audience).toContain(ownerOrganisationId)
  }
  const open = cases.flatMap(({ actions }) => actions).filter(({ status }) => status === 'open')
  expect(open.filter(({ dueOn }) => dueOn < today).length).toBeGreaterThan(10)
  expect(open.filter(({ dueOn }) => dueOn >= today).length).toBeGreaterThan(10)
  const shared = cases.filter(
    ({ actions }) => new Set(actions.map((action) => action.ownerOrganisationId)).size > 1,
  )
  expect(shared.length).toBeGreaterThan(200)
})

test('the rules send reports to the teams for them', () => {
  const queueOf = (id: string) => county.partnership.queues.find((queue) => queue.id === id)
  const work = (asbType: string, occurrence: string) =>
    new Set(
      reports
        .filter((report) => report.asbType === asbType && report.occurrence === occurrence && report.wardId)
        .map(({ queueId }) => queueOf(queueId)?.work),
    )
  expect(work('vehicles', 'once')).toEqual(new Set(['neighbourhoods']))
  expect(work('gatherings', 'now')).toEqual(new Set(['neighbourhoods']))
  expect(work('gatherings', 'once')).toEqual(new Set(['youth', 'community_safety']))
  expect(work('noise', 'pattern')).toEqual(new Set(['environmental_health', 'community_safety']))
  const noPin = reports.filter(({ wardId, asbType }) => !wardId && asbType === 'noise')
  expect(noPin.length).toBeGreaterThan(10)
  for (const { queueId } of noPin) expect(queueOf(queueId)?.isFallback).toBe(true)
})
