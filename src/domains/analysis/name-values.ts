import { sql } from 'kysely'
import { addMonths, formatDate, type LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { formatGridReference } from '#platform/geography'
import { isTime, named, type Subject, type TimeUnit, type ValueNames } from './catalogue/index.ts'

/** The values of rows or columns in their own order, with what they are called; null is a value that is missing. */
export type NamedValue = { value: string | null; text: string }

export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const missing = 'Not known'

/** What the values of a breakdown are called, in the order in which they are read. */
export async function nameValues(
  db: Transaction,
  subject: Subject,
  breakdown: string,
  values: readonly (string | null)[],
): Promise<NamedValue[]> {
  const known = values.filter((value) => value !== null)
  const last = values.includes(null) ? [{ value: null, text: missing }] : []
  if (isTime(breakdown)) return [...nameTimes(breakdown, known), ...last]
  return [...(await nameKnown(db, named(subject.breakdowns, breakdown).names, known)), ...last]
}

async function nameKnown(
  db: Transaction,
  names: ValueNames,
  values: readonly string[],
): Promise<NamedValue[]> {
  switch (names.kind) {
    case 'codes': {
      const inOrder = Object.keys(names.words)
      const place = (value: string) => (inOrder.includes(value) ? inOrder.indexOf(value) : inOrder.length)
      return values
        .map((value) => ({ value, text: names.words[value] ?? value }))
        .sort((one, other) => place(one.value) - place(other.value))
    }
    case 'text':
      return byText(values.map((value) => ({ value, text: value.replaceAll('_', ' ') })))
    case 'square':
      return byText(values.map((value) => ({ value, text: squareName(value) })))
    case 'types':
    case 'organisations':
    case 'teams':
    case 'profiles':
    case 'districts':
    case 'areas': {
      if (values.length === 0) return []
      const kind = names.kind === 'areas' ? 'areas' : names.kind
      const { rows } = await namings[kind](values).execute(db)
      const texts = new Map(rows.map(({ value, text }) => [value, text]))
      return byText(
        values.map((value) => ({ value, text: texts.get(value) ?? `${value} (no longer known)` })),
      )
    }
    default:
      return nameTimes(names.kind, values)
  }
}

type Naming = (values: readonly string[]) => ReturnType<typeof sql<{ value: string; text: string }>>
const namings: Readonly<
  Record<'types' | 'organisations' | 'teams' | 'profiles' | 'districts' | 'areas', Naming>
> = {
  types: (values) => sql`select code as value, label as text from asb_type where code = any (${values})`,
  organisations: (values) =>
    sql`select id::text as value, short_name as text from organisation where id = any (${values}::integer[])`,
  teams: (values) =>
    sql`select team.id::text as value, organisation.short_name || ': ' || team.name as text
      from team join organisation on organisation.id = team.organisation_id where team.id = any (${values}::uuid[])`,
  profiles: (values) =>
    sql`select id::text as value, case when name = '' then 'Without a name' else name end as text
      from profile where id = any (${values}::uuid[])`,
  districts: (values) =>
    sql`select distinct on (code) code as value, area.name as text from area join area_set on area_set.id = area.area_set_id
      where code = any (${values}) order by code, area_set.valid_from desc`,
  // Areas that were drawn anew are apart from those before them: figures of different boundaries are not mixed.
  areas: (values) =>
    sql`select area.id::text as value, area.name || case when area_set.valid_to is null then ''
        else ' (' || area_set.vintage || ')' end as text
      from area join area_set on area_set.id = area.area_set_id where area.id = any (${values}::uuid[])`,
}

const collator = new Intl.Collator('en-GB', { numeric: true })
const byText = (values: NamedValue[]) => values.sort((one, other) => collator.compare(one.text, other.text))

function squareName(value: string): string {
  const [easting = 0, northing = 0] = value.split(',').map(Number)
  const isOnGrid = easting >= 0 && easting < 700_000 && northing >= 0 && northing < 1_300_000
  return isOnGrid ? formatGridReference({ easting, northing }) : value
}

/** Times in their order; weekdays and hours all of them, months without a gap. */
function nameTimes(unit: TimeUnit, values: readonly string[]): NamedValue[] {
  const inOrder = [...values].sort()
  switch (unit) {
    case 'weekday':
      return weekdays.map((text, index) => ({ value: String(index + 1), text }))
    case 'hour':
      return Array.from({ length: 24 }, (_, hour) => ({
        value: String(hour),
        text: `${String(hour).padStart(2, '0')}:00`,
      }))
    case 'month':
      return monthsBetween(inOrder.at(0), inOrder.at(-1)).map((value) => ({ value, text: monthName(value) }))
    case 'year':
      return inOrder.map((value) => ({ value, text: value.slice(0, 4) }))
    case 'week':
      return inOrder.map((value) => ({ value, text: `Week of ${formatDate(value)}` }))
    case 'day':
      return inOrder.map((value) => ({ value, text: formatDate(value) }))
  }
}

/** More than a century of months is a wrong date somewhere, and no list. */
const mostMonths = 240

function monthsBetween(first: LocalDate | undefined, last: LocalDate | undefined): LocalDate[] {
  if (first === undefined || last === undefined) return []
  const months = [first]
  for (let month = first; month < last && months.length < mostMonths; ) {
    month = addMonths(month, 1)
    months.push(month)
  }
  return months.at(-1) === last ? months : [...new Set([...months, last])]
}

/** `Dec 2025`: twelve of them stand side by side. */
function monthName(value: LocalDate): string {
  const [, month = '', year = ''] = formatDate(value).split(' ')
  return `${month.slice(0, 3)} ${year}`
}

/** What the filters of the form can be set to. */
export type FilterChoices = Readonly<Record<string, readonly NamedValue[]>>

/** The values that every breakdown may be narrowed to, but for those that are too many to choose among. */
export async function readFilterChoices(db: Transaction, subject: Subject): Promise<FilterChoices> {
  const needed = new Set(
    Object.values(subject.breakdowns).map(({ names }) => (names.kind === 'areas' ? names.of : names.kind)),
  )
  const { rows } = await sql<{ kind: string; value: string; text: string }>`
    select 'types' as kind, code as value, label as text from asb_type where ${needed.has('types')}
    union all select 'organisations', id::text, short_name from organisation where ${needed.has('organisations')}
    union all select 'teams', team.id::text, organisation.short_name || ': ' || team.name
      from team join organisation on organisation.id = team.organisation_id where ${needed.has('teams')}
    union all select area_set.kind, area.id::text, area.name
      from area join area_set on area_set.id = area.area_set_id
      where area_set.kind = any (${[...needed]}) and area_set.valid_to is null
    union all select 'districts', code, min(area.name) from area join area_set on area_set.id = area.area_set_id
      where area_set.kind = 'district' and ${needed.has('districts')} group by code`.execute(db)
  const byKind = Map.groupBy(rows, ({ kind }) => kind)
  return Object.fromEntries(
    Object.entries(subject.breakdowns).flatMap(([name, { names }]): [string, readonly NamedValue[]][] => {
      if (names.kind === 'codes')
        return [[name, Object.entries(names.words).map(([value, text]) => ({ value, text }))]]
      const found = byKind.get(names.kind === 'areas' ? names.of : names.kind)
      return found === undefined ? [] : [[name, byText(found.map(({ value, text }) => ({ value, text })))]]
    }),
  )
}
