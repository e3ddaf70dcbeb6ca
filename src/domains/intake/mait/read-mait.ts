import { parseGridReference } from '#platform/geography'
import { readXml, type XmlElement, XmlRefused } from '#platform/xml'
import type { SentIncident } from '../incident/incident.ts'
import { findSchemaProblems } from './validate-mait.ts'

/** What the envelope says, as far as it can be read: an answer names the message that it answers. */
export type MaitEnvelope = { messageId?: string | undefined; fromAgency?: string | undefined }

/** Why a message is not taken: the faults of `readXml`, or one of these. */
export type MaitCode = XmlRefused['fault'] | 'schema' | 'unexpected'

export type ReadMait =
  | { ok: true; sent: SentIncident; envelope: MaitEnvelope }
  | { ok: false; code: MaitCode; problems: readonly string[]; envelope: MaitEnvelope }

const kinds = { IncidentCreation: 'creation', IncidentUpdate: 'update', IncidentClosure: 'closure' } as const

/** Brings a MAIT message to the canonical one; the schema is our reading of it (mait-schema.ts). */
export async function readMait(document: string): Promise<ReadMait> {
  let message: XmlElement
  try {
    message = readXml(document)
  } catch (error) {
    if (!(error instanceof XmlRefused)) throw error
    return { ok: false, code: error.fault, problems: [error.message], envelope: {} }
  }
  const head = childOf(message, 'Envelope')
  const envelope = { messageId: textOf(head, 'MessageId'), fromAgency: textOf(head, 'FromAgency') }
  const problems = await findSchemaProblems(document)
  if (problems.length > 0) return { ok: false, code: 'schema', problems, envelope }
  const type = textOf(head, 'MessageType') ?? ''
  const incident = childOf(message, 'Incident')
  if (!isIncidentType(type) || incident === undefined)
    return {
      ok: false,
      code: 'unexpected',
      problems: [`A message of type ${type} is not taken here`],
      envelope,
    }
  const sentAt = momentOf(head, 'SentAt')
  const sent: SentIncident = {
    source: envelope.fromAgency ?? '',
    number: textOf(incident, 'IncidentNumber') ?? '',
    version: sequenceOf(incident, sentAt),
    kind: kinds[type],
    sent_at: sentAt,
    received_at: momentOf(incident, 'ReceivedAt'),
    occurred_from: momentOf(incident, 'OccurredFrom'),
    occurred_to: momentOf(incident, 'OccurredTo'),
    opening: codedOf(incident, 'IncidentType'),
    closing: codedOf(incident, 'ClosingType'),
    grade: codedOf(incident, 'Priority'),
    location: locationOf(childOf(incident, 'Location')),
    narrative: textOf(incident, 'Description'),
    risk: textOf(incident, 'Risk'),
    remarks: childrenOf(incident, 'LogEntry')
      .filter(({ text }) => text !== '')
      .map((entry) => ({
        at: zoned(entry.attributes.get('at')) ?? '',
        text: entry.text,
        category: entry.attributes.get('category'),
      })),
    people: childrenOf(incident, 'Person').map(personOf),
    vehicles: childrenOf(incident, 'Vehicle').map((vehicle) => ({
      registration: textOf(vehicle, 'Registration'),
      description: textOf(vehicle, 'Description'),
    })),
    flags: childrenOf(incident, 'Flag').map(({ text }) => text),
    links: childrenOf(incident, 'RelatedIncident').map(({ text, attributes }) => ({
      source: attributes.get('agency'),
      number: text,
      relation: attributes.get('relation'),
    })),
    ...closureOf(childOf(incident, 'Closure')),
    extra: Object.fromEntries(
      childrenOf(childOf(message, 'Extension'), 'Field').map(({ attributes, text }) => [
        attributes.get('name') ?? '',
        text,
      ]),
    ),
  }
  return { ok: true, sent, envelope }
}

const isIncidentType = (type: string): type is keyof typeof kinds => Object.hasOwn(kinds, type)
const childrenOf = (parent: XmlElement | undefined, name: string) =>
  parent?.children.filter((child) => child.name === name) ?? []
const childOf = (parent: XmlElement | undefined, name: string) => childrenOf(parent, name)[0]

function textOf(parent: XmlElement | undefined, name: string): string | undefined {
  const text = childOf(parent, name)?.text
  return text === '' ? undefined : text
}

const momentOf = (parent: XmlElement | undefined, name: string) => zoned(textOf(parent, name))

/** In the one form that the canonical message takes; XML Schema allows more, such as 24:00:00. */
function zoned(moment: string | undefined): string | undefined {
  const at = new Date(moment ?? '')
  return Number.isNaN(at.getTime()) ? moment : at.toISOString()
}

/** Where a source counts nothing, the second at which it sent: later messages have higher numbers. */
function sequenceOf(incident: XmlElement, sentAt: string | undefined): number {
  const sequence = textOf(incident, 'Sequence')
  return sequence === undefined
    ? Math.floor(Date.parse(sentAt ?? '') / 1_000) % 2_147_483_648
    : Number(sequence)
}

function codedOf(parent: XmlElement, name: string) {
  const coded = childOf(parent, name)
  return coded === undefined ? undefined : { code: textOf(coded, 'Code'), text: textOf(coded, 'Text') }
}

function numberOf(parent: XmlElement, name: string): number | undefined {
  const text = textOf(parent, name)
  return text === undefined ? undefined : Number(text)
}

function locationOf(location: XmlElement | undefined): SentIncident['location'] {
  if (location === undefined) return undefined
  const reference = textOf(location, 'GridReference')
  const square = reference === undefined ? undefined : parseGridReference(reference)
  const address = textOf(location, 'Address')
  return {
    easting: numberOf(location, 'Easting'),
    northing: numberOf(location, 'Northing'),
    longitude: numberOf(location, 'Longitude'),
    latitude: numberOf(location, 'Latitude'),
    uprn: textOf(location, 'UPRN'),
    postcode: textOf(location, 'Postcode'),
    beat: textOf(location, 'Beat'),
    // A reference that is none stays what it was written as.
    address:
      reference !== undefined && square === undefined
        ? [address, reference].filter(Boolean).join(', ')
        : address,
    ...(square !== undefined && childOf(location, 'Easting') === undefined ? middleOf(square) : {}),
  }
}

/** A reference names a square by its corner; what happened was somewhere in it. */
function middleOf({ easting, northing, size }: { easting: number; northing: number; size: number }) {
  const middle = Math.floor(size / 2)
  return {
    easting: easting + middle,
    northing: northing + middle,
    precision_m: Math.min(Math.max(size, 1), 50_000),
  }
}

function personOf(person: XmlElement) {
  return {
    id: person.attributes.get('id'),
    role: person.attributes.get('role'),
    name: textOf(person, 'Name'),
    born_on: textOf(person, 'DateOfBirth'),
    phone: textOf(person, 'Telephone'),
    email: textOf(person, 'Email'),
    address: textOf(person, 'Address'),
    postcode: textOf(person, 'Postcode'),
    description: textOf(person, 'Description'),
    safe_contact: textOf(person, 'SafeContact'),
  }
}

function closureOf(closure: XmlElement | undefined): Pick<SentIncident, 'closure'> {
  if (closure === undefined) return {}
  const disposal = codedOf(closure, 'Disposal')
  return { closure: { at: momentOf(closure, 'ClosedAt'), disposal, text: textOf(closure, 'Text') } }
}
