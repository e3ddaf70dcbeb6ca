import type { Breakdown, Definition, DictionaryList, Measure } from './subject.ts'
import { written } from './subject.ts'

/** The measure that every subject has, and the only one that adds up. */
export const countOf = (label: string): Measure => ({
  kind: 'records',
  label,
  definition: 'How many, each counted once.',
})

/** Median and 90th percentile of the time from one moment to another; where either is missing it is left out. */
export function clock(
  name: string,
  what: string,
  unit: 'hours' | 'days',
  from: string,
  to: string,
  { meaning, through }: { meaning?: string; through?: string } = {},
): Readonly<Record<string, Measure>> {
  const seconds = unit === 'hours' ? 3_600 : 86_400
  const of = written(`extract(epoch from ${to} - ${from}) / ${seconds}.0`)
  const joined = through === undefined ? {} : { through }
  const leftOut = ['Those that have not come so far are left out.', meaning].filter(Boolean).join(' ')
  return {
    [`${name}_median`]: {
      kind: 'median',
      label: `${what}, median`,
      definition: `Half took no longer than this. In ${unit} by the clock, nights and weekends too. ${leftOut}`,
      of,
      unit,
      ...joined,
    },
    [`${name}_p90`]: {
      kind: 'ninetieth',
      label: `${what}, 90th percentile`,
      definition: `Nine of ten took no longer than this. In ${unit} by the clock, nights and weekends too. ${leftOut}`,
      of,
      unit,
      ...joined,
    },
  }
}

/** Type, area and the like of reports and cases, which have the same columns. */
export function aboutPlaceAndType(
  table: 'report' | 'asb_case',
  list: DictionaryList,
): Readonly<Record<string, Breakdown>> {
  const area = (of: 'district' | 'ward' | 'beat'): Breakdown => ({
    label: of.charAt(0).toUpperCase() + of.slice(1),
    definition: { list, column: `${of}_name` },
    value: written(`${table}.${of}_id`),
    names: { kind: 'areas', of },
  })
  return {
    type: {
      label: 'Type',
      definition: 'The type of anti-social behaviour it is recorded as today.',
      value: written(`${table}.asb_type`),
      names: { kind: 'types' },
    },
    national_type: {
      label: 'National type',
      definition: { list, column: 'national_type' },
      value: written('asb_type.national_type'),
      names: { kind: 'text' },
    },
    district: area('district'),
    ward: area('ward'),
    beat: area('beat'),
  }
}

export const organisation = (
  value: string,
  label: string,
  definition: Definition,
  through?: string,
): Breakdown => ({
  label,
  definition,
  value: written(value),
  names: { kind: 'organisations' },
  ...(through === undefined ? {} : { through }),
})

export const codes = (
  value: string,
  label: string,
  definition: Definition,
  words: Readonly<Record<string, string>>,
  through?: string,
): Breakdown => ({
  label,
  definition,
  value: written(value),
  names: { kind: 'codes', words },
  ...(through === undefined ? {} : { through }),
})

export const yesOrNo = (
  value: string,
  label: string,
  definition: Definition,
  words: { true: string; false: string } = { true: 'Yes', false: 'No' },
  through?: string,
): Breakdown => codes(value, label, definition, words, through)
