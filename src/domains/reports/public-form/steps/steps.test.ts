import { expect, test } from 'vitest'
import { wordsIn } from '#locales'
import type { Typed } from '#platform/forms'
import { toGlobe } from '#platform/geography'
import { questionSets } from '../../../../../packs/forms/index.ts'
import { askedIn, questionSetSchema } from '../../question-set.ts'
import { locationIn } from '../to-report.ts'
import { contactFormatStep } from './contact-format-step.tsx'
import { reachSteps } from './contact-steps.tsx'
import { forWhomSteps } from './for-whom-steps.tsx'
import type { Reading, Step } from './step.ts'
import { whenOnceStep } from './when-once-step.tsx'
import { hoursOn, whenPatternStep } from './when-pattern-step.tsx'
import { whereStep } from './where-step.tsx'
import { describePlaceStep, whichPlaceStep } from './which-place-step.tsx'

const english = wordsIn('en')
const where = whereStep(askedIn(questionSetSchema.parse(questionSets[0]), 'en'), english)
const whichPlace = whichPlaceStep(english)
const whenOnce = whenOnceStep(english)
const whenPattern = whenPatternStep(english)
const reach = reachSteps(english)
/** Half past eight in the evening in England, in winter. */
const now = new Date('2026-03-03T20:30:00Z')

function adds(step: Step, typed: Typed) {
  const reading = step.read(typed, now)
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors))
  return reading.adds
}
function messages(reading: Reading): string[] {
  return reading.ok ? [] : reading.errors.map(({ anchor, message }) => `${anchor}: ${message}`)
}

const chosen = { place: 'Mill Lane', place_easting: '458000', place_northing: '304000', place_kind: 'street' }
const pinAt = (easting: number, northing: number) => {
  const { longitude, latitude } = toGlobe({ easting, northing })
  return { pin_longitude: longitude.toFixed(6), pin_latitude: latitude.toFixed(6) }
}

test('a place chosen from the search is the location, as exact as its kind', () => {
  expect(adds(where, { ...chosen, ...pinAt(458_000, 304_000) }).location).toEqual({
    easting: 458_000,
    northing: 304_000,
    precisionM: 200,
    kind: 'street',
  })
})

test('a pin moved away from the chosen place is the location', () => {
  const location = adds(where, { ...chosen, ...pinAt(458_300, 304_100) }).location
  expect(location).toEqual({ easting: 458_300, northing: 304_100, precisionM: 20, kind: 'point' })
})

test('somewhere near a place is a circle as wide as was chosen, never narrower than the place is known', () => {
  const near = { ...pinAt(458_000, 304_000), place_extent: 'around' }
  const part = adds(where, { ...near, place_radius: '500' })
  expect(locationIn([part])).toEqual({ easting: 458_000, northing: 304_000, precisionM: 500, kind: 'around' })
  expect(messages(where.read({ ...near, place_radius: '7' }, now))).toEqual([
    'place_radius: Select how far from there it could be',
  ])
  // A street is known to within 200 metres; and the radius stands when the place is chosen a page later.
  const street = adds(where, { ...chosen, place_extent: 'around', place_radius: '50' })
  expect(locationIn([street])).toMatchObject({ precisionM: 200, kind: 'around' })
  const searched = adds(where, { place: 'Mill', place_extent: 'around', place_radius: '1000' })
  const found = adds(whichPlace, { which_place: '458000 304000 postcode LE2 1AB' })
  expect(locationIn([searched, found])).toMatchObject({ easting: 458_000, precisionM: 1_000, kind: 'around' })
})

const marked = (...points: readonly (readonly [number, number])[]) =>
  points
    .map(([easting, northing]) => toGlobe({ easting, northing }))
    .map(({ longitude, latitude }) => `${longitude.toFixed(6)},${latitude.toFixed(6)}`)
    .join(' ')

test('an area that was drawn keeps its corners and stands on its middle', () => {
  const place_points = marked([458_000, 304_000], [458_600, 304_000], [458_600, 304_800], [458_000, 304_800])
  const part = adds(where, { place_extent: 'area', place_points, place_words: 'The park' })
  expect(part.location).toEqual({
    easting: 458_300,
    northing: 304_400,
    precisionM: expect.toSatisfy((metres: number) => Math.abs(metres - 500) <= 1),
    kind: 'area',
    shape: expect.toSatisfy((shape: readonly unknown[]) => shape.length === 4),
  })
  expect(part.placeWords).toBe('The park')
  expect(
    messages(where.read({ place_extent: 'area', place_points: marked([458_000, 304_000]) }, now)),
  ).toEqual(['area_names: Mark at least three corners of the area on the map'])
})

test('an area by names and a way from place to place are looked up later and kept in words', () => {
  const area = adds(where, { place_extent: 'area', area_names: ' LE2 1AB \n\nNorth Ward' })
  expect(area).toEqual({
    placeNames: { kind: 'area', names: ['LE2 1AB', 'North Ward'] },
    placeWords: 'LE2 1AB; North Ward',
  })
  const way = {
    place_extent: 'moving',
    moving_from: 'The station',
    moving_to: 'The park',
    moving_by: 'Mill Lane\nHigh Street',
  }
  expect(adds(where, way)).toEqual({
    placeNames: { kind: 'moving', names: ['The station', 'Mill Lane', 'High Street', 'The park'] },
    placeWords: 'From The station. By way of Mill Lane, High Street. To The park',
  })
  const reading = where.read(way, now)
  expect(reading.ok && reading.codes).toEqual(['moving'])
  for (const place_extent of ['area', 'moving']) {
    expect(where.read({ place_extent }, now).ok).toBe(false)
    expect(where.read({ place_extent, place_words: 'All along the canal' }, now).ok).toBe(true)
    expect(
      where.read({ place_extent, area_names: 'x\n'.repeat(21), moving_by: 'x\n'.repeat(21) }, now).ok,
    ).toBe(false)
  }
})

test('a way that was marked stands on the point half-way along it', () => {
  const place_points = marked([458_000, 304_000], [459_000, 304_000], [459_000, 305_000])
  const { location } = adds(where, { place_extent: 'moving', place_points })
  expect(location).toMatchObject({ easting: 459_000, northing: 304_000, kind: 'moving' })
  expect(location?.shape).toHaveLength(3)
})

test('words that were searched for and not chosen are never placed by a pin left over from before', () => {
  const reading = where.read({ place: 'Another lane', ...pinAt(458_000, 304_000) }, now)
  expect(reading).toMatchObject({ ok: true, codes: ['not_found_yet'], adds: { placeWords: 'Another lane' } })
  expect(reading.ok && reading.adds.location).toBeUndefined()
})

test('words alone are enough, and nothing at all is not', () => {
  expect(adds(where, { place_words: 'Behind the shops' })).toEqual({ placeWords: 'Behind the shops' })
  expect(messages(where.read({ pin_longitude: 'x', pin_latitude: '1' }, now))).toEqual([
    'place: Search for the place, mark it on the map, or describe it in your own words',
  ])
})

test('a choice that was made up or is off the map is asked again', () => {
  for (const which_place of ['', 'Mill Lane', '9999999 1 street X', '900000 304000 street X'])
    expect(whichPlace.read({ which_place }, now).ok).toBe(false)
})

const on = { 'on-day': '2', 'on-month': '3', 'on-year': '2026' }
const today = { ...on, 'on-day': '3' }

test('a rough time is the part of the day in local time', () => {
  expect(adds(whenOnce, { ...on, time: 'evening' })).toEqual({
    occurredFrom: new Date('2026-03-02T18:00:00Z'),
    occurredTo: new Date('2026-03-03T00:00:00Z'),
  })
  const summer = { 'on-day': '1', 'on-month': '7', 'on-year': '2025', at: '9.30pm' }
  expect(adds(whenOnce, summer).occurredFrom).toEqual(new Date('2025-07-01T20:30:00Z'))
})

test('a part of today ends now, and one that has not begun is refused', () => {
  expect(adds(whenOnce, { ...today, time: 'evening' }).occurredTo).toEqual(now)
  expect(messages(whenOnce.read({ ...today, at: '10pm' }, now))).toEqual([
    'at: The time it happened must be in the past',
  ])
})

test('hours over midnight belong to two days', () => {
  expect(hoursOn(7, { from: 22, to: 2 })).toEqual([
    { weekday: 7, fromHour: 22, toHour: 24 },
    { weekday: 1, fromHour: 0, toHour: 2 },
  ])
  expect(hoursOn(5, { from: 20, to: 0 })).toEqual([{ weekday: 5, fromHour: 20, toHour: 24 }])
})

test('no set days with hours means those hours on any day, and neither means no pattern', () => {
  const varies = { days: ['varies'], since: 'week' }
  expect(adds(whenPattern, { ...varies, from_hour: '9', to_hour: '17' }).pattern).toHaveLength(7)
  expect(adds(whenPattern, varies).pattern).toEqual([])
})

test('half an answer about hours is asked again', () => {
  const reading = whenPattern.read({ days: ['1'], since: 'week', from_hour: '9' }, now)
  expect(messages(reading)).toEqual(['to_hour: Select when it ends'])
})

test('a place that the search does not know is described once, and not again by those who have', () => {
  const asked = (codes: Record<string, string[]>) =>
    describePlaceStep(english).isAsked(new Map(Object.entries(codes)))
  expect(asked({ which_place: ['none'] })).toBe(true)
  expect(asked({ which_place: ['none'], where: ['not_found_yet', 'described'] })).toBe(false)
})

test('a year that must be a slip is told at the year', () => {
  const onDay = (year: string) => whenOnce.read({ ...on, 'on-year': year, time: 'evening' }, now)
  for (const year of ['1890', '2015', '0001'])
    expect(messages(onDay(year))).toEqual(['on-year: The date it happened must be in the last 10 years'])
  expect(messages(onDay('2017'))).toEqual([])
  const tenYearsAgo = { 'on-day': '3', 'on-month': '3', 'on-year': '2016', time: 'evening' }
  expect(messages(whenOnce.read(tenYearsAgo, now))).toEqual([])
  expect(messages(whenOnce.read({ ...tenYearsAgo, 'on-day': '2' }, now))).toHaveLength(1)
})

test('the time may be given exactly or about, and one of them must be', () => {
  expect(messages(whenOnce.read(on, now))).toEqual([
    'time: Enter the time, or select about what time it happened',
  ])
  const both = adds(whenOnce, { ...on, at: '7pm', time: 'morning' })
  expect(both.occurredFrom).toEqual(new Date('2026-03-02T19:00:00Z'))
})

test('the way chosen to be contacted asks for its own address or number', () => {
  const asked = (code: string) =>
    reach.filter(({ isAsked }) => isAsked(new Map([['contact_how', [code]]]))).map(({ id }) => id)
  expect(asked('email')).toEqual(['contact_email'])
  expect(asked('text')).toEqual(['contact_text'])
  const email = reach.find(({ id }) => id === 'contact_email')
  expect(email && messages(email.read({}, now))).toEqual(['email: Enter your email address'])
})

const welsh = wordsIn('cy')

test('the same answers make the same facts in every language, told in its own words', () => {
  const typed = { ...on, at: '9.30yh' }
  const [inEnglish, inWelsh] = [whenOnce, whenOnceStep(welsh)].map((step) => step.read(typed, now))
  if (!inEnglish?.ok || !inWelsh?.ok) throw new Error('It was not read')
  expect(inWelsh.adds).toEqual(inEnglish.adds)
  expect([inEnglish, inWelsh].map(({ told }) => told[0]?.answer)).toEqual([
    '9:30pm on 2 March 2026',
    '9:30yh ar 2 Mawrth 2026',
  ])
})

test('mistakes are explained in the language of the form', () => {
  expect(
    messages(whenOnceStep(welsh).read({ ...on, 'on-month': 'Mawrth', 'on-day': '31', time: 'night' }, now)),
  ).toEqual(
    ['on: Rhowch ddyddiad heddiw neu ddyddiad yn y gorffennol'].map((message) =>
      message.replace('on:', 'on-day:'),
    ),
  )
  const email = reachSteps(welsh).find(({ id }) => id === 'contact_email')
  expect(email && messages(email.read({ email: 'sam@' }, now))).toEqual([
    'email: Rhowch gyfeiriad e-bost yn y ffurf gywir, fel enw@example.com',
  ])
})

test('a name is taken only of somebody who agreed, and stands with the people and not among the answers', () => {
  const [, consent, name] = forWhomSteps(english)
  const asked = (code: string) => name?.isAsked(new Map([['consent', [code]]]))
  expect(consent?.isAsked(new Map([['for_whom', ['victim']]]))).toBe(false)
  expect([asked('agreed'), asked('cannot'), asked('no')]).toEqual([true, true, false])
  expect(name?.isContact).toBe(true)
  expect(name && adds(name, { their_name: 'Kim Lowe' })).toEqual({
    people: [{ role: 'victim', name: 'Kim Lowe' }],
  })
})

test('what somebody needs to be written to or talked with goes with how to reach them', () => {
  const format = contactFormatStep(english)
  expect(adds(format, { format: ['bsl', 'welsh'], format_more: 'By video' })).toEqual({
    contact: { format: 'In Welsh\nIn British Sign Language (BSL)\nBy video' },
  })
  expect(adds(format, { format: 'none' })).toEqual({})
  expect(format.read({ format: ['none', 'bsl'] }, now).ok).toBe(false)
})
