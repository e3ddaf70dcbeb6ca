/** An element as it was read; names are without their prefix. */
export type XmlElement = {
  name: string
  attributes: ReadonlyMap<string, string>
  children: readonly XmlElement[]
  /** All text directly inside, without the spaces around it. */
  text: string
}

/** Why a document is not read. */
export type XmlFault =
  | 'too_large'
  | 'dtd'
  | 'entity'
  | 'instruction'
  | 'include'
  | 'encoding'
  | 'not_well_formed'

export class XmlRefused extends Error {
  readonly fault: XmlFault
  constructor(fault: XmlFault, message: string) {
    super(message)
    this.fault = fault
  }
}

const mostCharacters = 1_000_000
const mostElements = 20_000
const mostAttributes = 50
const deepest = 40

const includeNamespace = 'http://www.w3.org/2001/XInclude'
const namedEntities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

// Each begins where it is tried and has one way to match, so none looks at a text more than twice.
const declaration = /<\?xml\s[^<>]*\?>/y
const opening = /<([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)/y
const attribute = /\s+([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)\s*=\s*("[^"<]*"|'[^'<]*')/y
const openingEnd = /\s*(\/?)>/y
const closing = /<\/([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)\s*>/y

type Open = { fullName: string; attributes: Map<string, string>; children: XmlElement[]; text: string[] }

/**
 * Reads a document of elements, attributes, text, CDATA and comments. What a document could reach beyond itself with or
 * grow by is not XML here: document types, entities other than the five of the standard, processing instructions,
 * XInclude, other encodings than UTF-8; nor is what is larger or deeper than any message. Nothing is ever fetched.
 * @throws XmlRefused
 */
export function readXml(document: string): XmlElement {
  if (document.length > mostCharacters) throw new XmlRefused('too_large', 'The document is too large')
  const text = document.replace(/^\uFEFF/, '')
  if (/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text) || !text.isWellFormed())
    throw new XmlRefused('not_well_formed', 'It holds a character that XML does not have')
  let at = skipDeclaration(text)
  let root: XmlElement | undefined
  let elements = 0
  const path: Open[] = []

  const close = () => {
    const done = path.pop()
    if (done === undefined) return
    const closed = {
      name: localName(done.fullName),
      attributes: done.attributes,
      children: done.children,
      text: done.text.join('').trim(),
    }
    const parent = path.at(-1)
    if (parent === undefined) root = closed
    else parent.children.push(closed)
  }

  while (at < text.length) {
    const next = text.indexOf('<', at)
    const words = text.slice(at, next < 0 ? text.length : next)
    const inside = path.at(-1)
    if (inside === undefined ? words.trim() !== '' : next < 0)
      throw malformed(
        inside === undefined ? 'There is text outside the root' : `${inside.fullName} is not closed`,
      )
    if (words !== '') inside?.text.push(decode(words))
    if (next < 0) break
    at = next
    if (text.startsWith('<!--', at)) at = after(text, '-->', at + 4)
    else if (text.startsWith('<![CDATA[', at)) {
      const end = after(text, ']]>', at)
      if (inside === undefined) throw malformed('There is text outside the root')
      inside.text.push(text.slice(at + 9, end - 3))
      at = end
    } else if (text.startsWith('<!', at))
      throw new XmlRefused('dtd', 'Document types and declarations are not taken')
    else if (text.startsWith('<?', at))
      throw new XmlRefused('instruction', 'Processing instructions are not taken')
    else if (text.startsWith('</', at)) {
      const [whole, name] = match(closing, text, at)
      if (inside === undefined || name !== inside.fullName) throw malformed(`${name} closes nothing`)
      close()
      at += whole.length
    } else {
      elements += 1
      if (elements > mostElements) throw new XmlRefused('too_large', 'There are too many elements')
      if (path.length >= deepest) throw new XmlRefused('too_large', 'It is nested too deeply')
      if (root !== undefined) throw malformed('There is a second root')
      const opened = readOpening(text, at)
      path.push({ fullName: opened.fullName, attributes: opened.attributes, children: [], text: [] })
      if (opened.isEmpty) close()
      at = opened.end
    }
  }
  if (root === undefined) throw malformed('There is no element, or one is not closed')
  return root
}

function skipDeclaration(text: string): number {
  declaration.lastIndex = 0
  const [declared] = declaration.exec(text) ?? []
  if (declared === undefined) return 0
  const encoding = /encoding\s*=\s*["']([^"']*)["']/.exec(declared)?.[1] ?? 'utf-8'
  if (!/^(utf-?8|us-ascii)$/i.test(encoding)) throw new XmlRefused('encoding', 'Send it in UTF-8')
  return declared.length
}

function readOpening(text: string, start: number) {
  const [whole, fullName = ''] = match(opening, text, start)
  const attributes = new Map<string, string>()
  let end = start + whole.length
  for (;;) {
    attribute.lastIndex = end
    const [given, name = '', quoted = ''] = attribute.exec(text) ?? []
    if (given === undefined) break
    const value = decode(quoted.slice(1, -1))
    if (value.trim() === includeNamespace) throw new XmlRefused('include', 'XInclude is not taken')
    // A default namespace and a prefix of one's own are two attributes, whatever they are called without prefix.
    const key = name.startsWith('xmlns') || name.startsWith('xml:') ? name : localName(name)
    if (attributes.has(key)) throw malformed(`${name} is given twice`)
    if (attributes.size >= mostAttributes) throw new XmlRefused('too_large', 'There are too many attributes')
    attributes.set(key, value)
    end += given.length
  }
  const [last, slash] = match(openingEnd, text, end)
  return { fullName, attributes, end: end + last.length, isEmpty: slash === '/' }
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray {
  pattern.lastIndex = at
  const found = pattern.exec(text)
  if (found === null) throw malformed(`What stands at character ${at + 1} cannot be read`)
  return found
}

function after(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from)
  if (at < 0) throw malformed(`There is no ${end}`)
  return at + end.length
}

function decode(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&([^;&]{0,12});?/g, (whole, name: string) => {
    const known = whole.endsWith(';') ? characterOf(name) : undefined
    if (known === undefined)
      throw new XmlRefused('entity', 'Entities other than the five of XML are not taken')
    return known
  })
}

function characterOf(name: string): string | undefined {
  const [, decimal, hexadecimal] = /^#(?:(\d{1,7})|x([\da-fA-F]{1,6}))$/.exec(name) ?? []
  const number = decimal !== undefined ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16)
  if (Number.isNaN(number)) return Object.hasOwn(namedEntities, name) ? namedEntities[name] : undefined
  if (number > 0x10ffff) return undefined
  const character = String.fromCodePoint(number)
  return /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]$/u.test(character) ? character : undefined
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1)
const malformed = (message: string) => new XmlRefused('not_well_formed', message)
