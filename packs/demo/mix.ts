import type { DayShape } from './calendar.ts'

/** Where a type of behaviour happens. */
export type Setting = 'homes' | 'centre' | 'open' | 'edges'

export type TypeFacts = {
  code: string
  /** Share of all reports. */
  share: number
  shape: DayShape
  setting: Setting
  /** How often it is reported as a pattern, or while it happens; otherwise as something that happened once. */
  pattern: number
  now: number
}

/**
 * The type mix of a partnership: police calls, most of them rowdy behaviour, together with council reports, most of them
 * noise and fly-tipping (Leicester 2010/11 and Herefordshire; nobody publishes the two together).
 */
export const typeMix: readonly TypeFacts[] = [
  { code: 'gatherings', share: 0.235, shape: 'evening', setting: 'centre', pattern: 0.25, now: 0.35 },
  { code: 'noise', share: 0.19, shape: 'night', setting: 'homes', pattern: 0.5, now: 0.2 },
  { code: 'neighbours', share: 0.12, shape: 'evening', setting: 'homes', pattern: 0.45, now: 0.05 },
  { code: 'vehicles', share: 0.07, shape: 'evening', setting: 'open', pattern: 0.4, now: 0.25 },
  { code: 'off_road_bikes', share: 0.03, shape: 'evening', setting: 'edges', pattern: 0.5, now: 0.25 },
  { code: 'harassment', share: 0.06, shape: 'evening', setting: 'homes', pattern: 0.35, now: 0.05 },
  { code: 'damage', share: 0.05, shape: 'night', setting: 'centre', pattern: 0.1, now: 0.05 },
  { code: 'fly_tipping', share: 0.04, shape: 'daytime', setting: 'edges', pattern: 0.1, now: 0.02 },
  { code: 'litter', share: 0.035, shape: 'daytime', setting: 'centre', pattern: 0.2, now: 0 },
  { code: 'drugs', share: 0.03, shape: 'evening', setting: 'centre', pattern: 0.5, now: 0.1 },
  { code: 'animals', share: 0.025, shape: 'daytime', setting: 'homes', pattern: 0.4, now: 0.05 },
  { code: 'street_drinking', share: 0.02, shape: 'evening', setting: 'centre', pattern: 0.4, now: 0.2 },
  { code: 'nuisance_calls', share: 0.02, shape: 'evening', setting: 'homes', pattern: 0.5, now: 0 },
  { code: 'begging', share: 0.015, shape: 'daytime', setting: 'centre', pattern: 0.4, now: 0.2 },
  { code: 'hate', share: 0.015, shape: 'evening', setting: 'centre', pattern: 0.2, now: 0.05 },
  { code: 'abandoned_vehicles', share: 0.015, shape: 'daytime', setting: 'homes', pattern: 0, now: 0 },
  { code: 'fireworks', share: 0.012, shape: 'evening', setting: 'open', pattern: 0.1, now: 0.3 },
  { code: 'trespass', share: 0.01, shape: 'evening', setting: 'edges', pattern: 0.2, now: 0.1 },
  { code: 'sex_work', share: 0.008, shape: 'night', setting: 'centre', pattern: 0.5, now: 0.05 },
]

/** One report in six or seven names nobody (West Midlands Police: 15 % of calls have no known caller). */
export const ANONYMOUS_SHARE = 0.15

/** How often somebody reports about a known place; with their repeats, 11 % of reports (Lancashire Constabulary). */
export const REPEAT_PLACE_SHARE = 0.106

/**
 * How many people report how often: 1.56 reports a person on average (West Midlands Police), and a few ten times and
 * more (Islington: 70 people in six months).
 */
export const reportsPerPerson: readonly { reports: readonly [least: number, most: number]; share: number }[] =
  [
    { reports: [1, 1], share: 0.78 },
    { reports: [2, 2], share: 0.122 },
    { reports: [3, 3], share: 0.042 },
    { reports: [4, 4], share: 0.02 },
    { reports: [5, 9], share: 0.029 },
    { reports: [10, 22], share: 0.007 },
  ]
