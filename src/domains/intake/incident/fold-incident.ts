import type { IncidentMessage, MessageKind } from './incident.ts'

export type IncidentVersion = { version: number; message: IncidentMessage }

/** Of which the newest version that says something counts. */
type SingleField =
  | 'received_at'
  | 'occurred_from'
  | 'occurred_to'
  | 'asb_type'
  | 'opening'
  | 'closing'
  | 'qualifier'
  | 'grade'
  | 'location'
  | 'narrative'
  | 'risk'
  | 'closure'
  | 'reporter_kind'
type Single = { [Key in SingleField]: IncidentMessage[Key] | undefined }
type Gathered = Pick<
  IncidentMessage,
  'remarks' | 'people' | 'vehicles' | 'flags' | 'answers' | 'links' | 'extra'
>

/** What a source says of an incident, drawn from every message received, in the order of their versions. */
export type IncidentState = Single &
  Gathered & {
    kinds: readonly MessageKind[]
    newestVersion: number
    /** Versions between the lowest and the highest received that have not come. */
    missing: readonly number[]
    isClosed: boolean
  }

/** Where the versions are too far apart to have been counted one by one, the gap says nothing. */
const mostMissing = 20

/**
 * The same whatever order the messages came in, and however often: of every field the newest version that says
 * something counts; remarks, people, vehicles, flags and links are gathered.
 */
export function foldIncident(received: readonly IncidentVersion[]): IncidentState {
  const inOrder = received.toSorted((one, other) => one.version - other.version)
  const messages = inOrder.map(({ message }) => message)
  const versions = inOrder.map(({ version }) => version)
  const last = <Key extends SingleField>(key: Key): IncidentMessage[Key] | undefined =>
    messages.findLast((message) => message[key] !== undefined)?.[key]
  const kinds = messages.map(({ kind }) => kind)
  return {
    kinds,
    newestVersion: versions.at(-1) ?? 0,
    missing: missingOf(versions),
    isClosed: kinds.lastIndexOf('closure') > kinds.lastIndexOf('creation'),
    received_at: last('received_at'),
    occurred_from: last('occurred_from'),
    occurred_to: last('occurred_to'),
    asb_type: last('asb_type'),
    opening: last('opening'),
    closing: last('closing'),
    qualifier: last('qualifier'),
    grade: last('grade'),
    location: last('location'),
    narrative: last('narrative'),
    risk: last('risk'),
    closure: last('closure'),
    reporter_kind: last('reporter_kind'),
    remarks: gather(messages, 'remarks', ({ at, text, category }) => `${at} ${category ?? ''} ${text}`).sort(
      (one, other) => Date.parse(one.at) - Date.parse(other.at) || (one.text < other.text ? -1 : 1),
    ),
    people: gather(messages, 'people', personKey),
    vehicles: gather(messages, 'vehicles', ({ registration, description }) =>
      registration === undefined
        ? `d ${description}`
        : `r ${registration.toUpperCase().replaceAll(/\s/g, '')}`,
    ),
    flags: [...new Set(messages.flatMap(({ flags }) => flags))],
    answers: gather(messages, 'answers', ({ question }) => question),
    links: gather(messages, 'links', ({ source, number, relation }) => `${source} ${number} ${relation}`),
    extra: Object.assign({}, ...messages.map(({ extra }) => extra)),
  }
}

type PersonKeyed = IncidentMessage['people'][number]

/** The source's own number of a person where it has one, else what tells two people apart. */
export function personKey({ id, role, name, born_on, phone, email }: PersonKeyed): string {
  return id === undefined ? `${role} ${name?.toLowerCase()} ${born_on} ${phone} ${email}` : `id ${id}`
}

type Lists = Pick<IncidentMessage, 'remarks' | 'people' | 'vehicles' | 'answers' | 'links'>

/** Each thing once, where it was first named, as the newest version tells it. */
function gather<Key extends keyof Lists>(
  messages: readonly IncidentMessage[],
  key: Key,
  keyOf: (item: Lists[Key][number]) => string,
): Lists[Key][number][] {
  const gathered = new Map<string, Lists[Key][number]>()
  for (const message of messages) for (const item of message[key]) gathered.set(keyOf(item), item)
  return [...gathered.values()]
}

function missingOf(versions: readonly number[]): number[] {
  const first = versions[0] ?? 0
  const span = (versions.at(-1) ?? 0) - first + 1
  if (span - versions.length > mostMissing) return []
  const has = new Set(versions)
  return Array.from({ length: span }, (_, at) => first + at).filter((version) => !has.has(version))
}
