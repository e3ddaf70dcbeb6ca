/** An element with text, or with elements in it; one without either is left empty. */
export type XmlNode = {
  name: string
  content: string | readonly XmlNode[]
  attributes: Readonly<Record<string, string>>
}

export function element(
  name: string,
  content: string | readonly XmlNode[] = '',
  attributes: Readonly<Record<string, string>> = {},
): XmlNode {
  return { name, content, attributes }
}

/** The document as text, in UTF-8. Characters that XML 1.0 (section 2.2) has no place for are left out. */
export function writeXml(root: XmlNode): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${write(root)}\n`
}

function write({ name, content, attributes }: XmlNode): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  const inner = typeof content === 'string' ? escaped(content) : content.map(write).join('')
  return `<${name}${given.join('')}>${inner}</${name}>`
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
}

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[&<>"\r]/g, (character) => escapes[character] ?? character)
}
