import { type Answer, json, type ProblemDocument, text } from '#platform/http'
import { element, writeXml, type XmlNode } from '#platform/xml'

/** The two formats of GeoReport v2, as they end an address. */
export const formats = ['xml', 'json'] as const
export type Format = (typeof formats)[number]

export type Item = { readonly [name: string]: string | number | boolean | readonly (Item | string)[] }

/** What one entry of a list is called in XML; in JSON lists have no names for them. */
const entryNames: Readonly<Record<string, string>> = {
  services: 'service',
  service_requests: 'request',
  service_request_updates: 'request_update',
  errors: 'error',
  attributes: 'attribute',
  values: 'value',
  endpoints: 'endpoint',
  formats: 'format',
}
type ListName = 'services' | 'service_requests' | 'service_request_updates'

const xmlType = 'text/xml; charset=utf-8'

/** A list as the standard writes it: an array in JSON, entries under the list's name in XML. */
export function listAnswer(format: Format, name: ListName, items: readonly Item[], status = 200): Answer {
  if (format === 'json') return json(items, { status })
  return text(writeXml(listNode(name, items)), xmlType, { status })
}

export function itemAnswer(format: Format, name: string, item: Item): Answer {
  return format === 'json' ? json(item) : text(writeXml(itemNode(name, item)), xmlType)
}

function listNode(name: string, items: readonly (Item | string)[]): XmlNode {
  const entry = entryNames[name] ?? 'entry'
  return element(
    name,
    items.map((item) => (typeof item === 'string' ? element(entry, item) : itemNode(entry, item))),
  )
}

function itemNode(name: string, item: Item): XmlNode {
  return element(
    name,
    Object.entries(item).map(([field, value]) =>
      typeof value === 'object' ? listNode(field, value) : element(field, String(value)),
    ),
  )
}

/** Refusals as GeoReport v2 lists them: 400 for what is wrong, 403 for a key that is missing or may not, 404. */
export function problemIn(format: Format): ProblemDocument {
  return ({ status: given, message, problems }) => {
    const status = given === 401 ? 403 : [409, 415, 422].includes(given) ? 400 : given
    const about = given === 401 ? ['api_key: missing, unknown or no longer in use'] : [message]
    const said =
      problems.length > 0 && status === 400
        ? problems.map((problem) => `${problem.field}: ${problem.message}`)
        : about
    const errors = said.map((description) => ({ code: status, description }))
    return format === 'json'
      ? { status, type: 'application/json; charset=utf-8', body: errors }
      : { status, type: xmlType, body: writeXml(listNode('errors', errors)) }
  }
}
