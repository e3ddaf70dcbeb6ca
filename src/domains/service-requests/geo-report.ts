import { readXml, type XmlElement } from '#platform/xml'

/** What a system of requests offers (GeoReport v2, GET service list). */
export type Service = { code: string; name: string }

/** What is sent of a report: nothing of who reported. */
export type NewRequest = {
  serviceCode: string
  description: string
  /** Degrees (WGS84); without one the place in words is sent. */
  at: { latitude: number; longitude: number } | null
  placeWords: string
  /** Of the report: by it a request that was sent twice is known, and one without an answer is found again. */
  reference: string
}

/** The form of POST requests; decimals are cut to a metre. */
export function writeRequest(
  { serviceCode, description, at, placeWords, reference }: NewRequest,
  { jurisdictionId, key }: { jurisdictionId: string; key: string | undefined },
): URLSearchParams {
  const form = new URLSearchParams()
  if (key !== undefined) form.set('api_key', key)
  if (jurisdictionId !== '') form.set('jurisdiction_id', jurisdictionId)
  form.set('service_code', serviceCode)
  if (at === null) form.set('address_string', placeWords)
  else {
    form.set('lat', at.latitude.toFixed(5))
    form.set('long', at.longitude.toFixed(5))
  }
  form.set('description', `${description}\n\n${markOf(reference)}`)
  form.set('attribute[external_id]', reference)
  return form
}

const markOf = (reference: string) => `Our reference: ${reference}`

/** What an answer to a POST says: the number, a token to ask for it with, or neither. */
export type Created = { id?: string; token?: string }

/** @throws XmlRefused where it is no XML, NoSuchList where it is no answer to a request */
export function readCreated(document: string): Created {
  const request = firstIn(document, 'service_requests')
  const [id, token] = [textOf(request, 'service_request_id'), textOf(request, 'token')]
  return { ...(id === '' ? {} : { id }), ...(token === '' ? {} : { token }) }
}

/** What a request is come to at the other system. */
export type RemoteRequest = { id: string; status: string; notes: string; description: string }

/** The requests of an answer. @throws XmlRefused, NoSuchList */
export function readRequests(document: string): RemoteRequest[] {
  return entriesOf(document, 'service_requests').map((entry) => ({
    id: textOf(entry, 'service_request_id'),
    status: textOf(entry, 'status').toLowerCase(),
    notes: textOf(entry, 'status_notes').slice(0, mostNotes),
    description: textOf(entry, 'description'),
  }))
}

/** The one that was sent for a report, if it is among them. */
export function findSent(requests: readonly RemoteRequest[], reference: string): RemoteRequest | undefined {
  return requests.find(({ description }) => description.includes(markOf(reference)))
}

/** @throws XmlRefused, NoSuchList */
export function readServices(document: string): Service[] {
  return entriesOf(document, 'services')
    .map((entry) => ({ code: textOf(entry, 'service_code'), name: textOf(entry, 'service_name') }))
    .filter(({ code }) => code !== '')
    .map(({ code, name }) => ({ code, name: name === '' ? code : name }))
}

/** What was refused and why, in the words of the other system; nothing where it gave none. */
export function readErrors(document: string): string {
  try {
    return entriesOf(document, 'errors')
      .map((entry) => textOf(entry, 'description'))
      .filter((words) => words !== '')
      .join('; ')
      .slice(0, mostNotes)
  } catch {
    return ''
  }
}

/** An answer that is XML and something else than was asked for, such as a page of a proxy. */
export class NoSuchList extends Error {}

const mostNotes = 500

function entriesOf(document: string, list: string): readonly XmlElement[] {
  const root = readXml(document)
  if (root.name !== list) throw new NoSuchList(`It answers with ${root.name}`)
  return root.children
}

const firstIn = (document: string, list: string): XmlElement | undefined => entriesOf(document, list)[0]

const textOf = (entry: XmlElement | undefined, name: string): string =>
  entry?.children.find((child) => child.name === name)?.text ?? ''
