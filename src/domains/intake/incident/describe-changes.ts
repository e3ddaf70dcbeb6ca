import { formatDateTime } from '#platform/clock'
import { type IncidentState, personKey } from './fold-incident.ts'
import type { IncidentMessage, MessageKind } from './incident.ts'
import { gradeOf, grades, type Mapping } from './mapping.ts'
import { codeWords, vehicleWords } from './report-of-incident.ts'

export type IncidentChanges = {
  /** What changed, one short sentence each; none where the message said nothing new. */
  what: readonly string[]
  /** Words of the source that came with it. */
  words: string
  /** People who were not named before. */
  people: IncidentMessage['people']
}

const kindWords: Readonly<Record<MessageKind, string>> = {
  creation: 'opened',
  update: 'updated',
  closure: 'closed by the source',
  regrade: 're-graded',
  link: 'linked',
}

/** What a message changed in what the source says; nothing of it decides anything here. */
export function describeChanges(
  before: IncidentState,
  after: IncidentState,
  mapping: Mapping,
): IncidentChanges {
  const gradeWords = (state: IncidentState) => {
    const grade = gradeOf(state.grade, mapping)
    return grade === undefined ? codeWords(state.grade) : grades[grade]
  }
  const place = ({ location }: IncidentState) =>
    location === undefined
      ? ''
      : [location.address, location.postcode, pointWords(location), location.beat && `beat ${location.beat}`]
          .filter((part) => part !== undefined && part !== '')
          .join(', ')
  const time = (moment: string | undefined) => (moment === undefined ? '' : formatDateTime(new Date(moment)))
  const became = (label: string, of: (state: IncidentState) => string) => {
    const [was, is] = [of(before), of(after)]
    if (was === is || is === '') return []
    return [was === '' ? `${label}: ${is}` : `${label}: ${is} (was ${was})`]
  }
  const added = <Item>(items: readonly Item[], had: readonly Item[], keyOf: (item: Item) => string) => {
    const known = new Set(had.map(keyOf))
    return items.filter((item) => !known.has(keyOf(item)))
  }
  const remarks = added(after.remarks, before.remarks, ({ at, text }) => `${at} ${text}`)
  const people = added(after.people, before.people, personKey)
  const vehicles = added(after.vehicles, before.vehicles, vehicleWords)
  const flags = added(after.flags, before.flags, (flag) => flag)
  const links = added(after.links, before.links, ({ source, number }) => `${source} ${number}`)
  const what = [
    ...(after.isClosed && !before.isClosed ? ['The source closed its incident'] : []),
    ...(before.isClosed && !after.isClosed ? ['The source opened its incident again'] : []),
    ...became('Grade', gradeWords),
    ...became('Place', place),
    ...became('Occurred from', ({ occurred_from }) => time(occurred_from)),
    ...became('Occurred to', ({ occurred_to }) => time(occurred_to)),
    ...became('Classification', ({ opening }) => codeWords(opening)),
    ...became('Classification on closing', ({ closing }) => codeWords(closing)),
    ...became('Disposal', ({ closure }) => codeWords(closure?.disposal)),
    ...became('Qualifier', ({ qualifier }) => qualifier ?? ''),
    ...(before.narrative !== after.narrative && after.narrative !== undefined
      ? ['What happened was told anew']
      : []),
    ...(before.risk !== after.risk && after.risk !== undefined ? ['Warnings were told anew'] : []),
    ...(flags.length > 0 ? [`Flags: ${flags.join(', ')}`] : []),
    ...(vehicles.length > 0 ? [counted(vehicles.length, 'vehicle')] : []),
    ...(people.length > 0 ? [counted(people.length, 'person', 'people')] : []),
    ...(remarks.length > 0 ? [counted(remarks.length, 'remark')] : []),
    ...(links.length > 0
      ? [
          `Linked to ${links.map(({ source, number }) => [source, number].filter(Boolean).join(' ')).join(', ')}`,
        ]
      : []),
  ]
  const words = [
    ...(before.narrative !== after.narrative ? [after.narrative] : []),
    ...(before.risk !== after.risk ? [after.risk] : []),
    ...(before.closure?.text !== after.closure?.text ? [after.closure?.text] : []),
    ...vehicles.map(vehicleWords),
    ...remarks.map(({ at, text }) => `${time(at)}: ${text}`),
  ]
  return { what, words: words.filter((text) => text !== undefined).join('\n'), people }
}

function pointWords({
  easting,
  northing,
  longitude,
  latitude,
}: NonNullable<IncidentMessage['location']>): string {
  if (easting !== undefined && northing !== undefined) return `${Math.round(easting)} ${Math.round(northing)}`
  return longitude !== undefined && latitude !== undefined ? `${longitude} ${latitude}` : ''
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} more ${count === 1 ? one : many}`
}

/** How a message is called in a timeline. */
export function headingOf(source: string, { kind, version }: IncidentMessage, isLate: boolean): string {
  return `${source} ${kindWords[kind]}, version ${version}${isLate ? ', which came after a later one' : ''}`
}
