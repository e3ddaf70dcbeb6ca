import fc from 'fast-check'
import { expect, test } from 'vitest'
import { element, readXml, writeXml, type XmlFault, XmlRefused } from './index.ts'

function faultOf(document: string): XmlFault | undefined {
  try {
    readXml(document)
    return undefined
  } catch (error) {
    if (error instanceof XmlRefused) return error.fault
    throw error
  }
}

test('elements, attributes, text, CDATA and comments are read; prefixes make no difference', () => {
  const read = readXml(`<?xml version="1.0" encoding="UTF-8"?>
    <m:a xmlns:m="urn:x" n='1 &amp; 2'><!-- <b> --><m:b>&#x41;&lt;<![CDATA[<c> &amp;]]></m:b><m:e/></m:a>`)
  expect(read).toMatchObject({
    name: 'a',
    children: [
      { name: 'b', text: 'A<<c> &amp;' },
      { name: 'e', text: '', children: [] },
    ],
  })
  expect(read.attributes.get('n')).toBe('1 & 2')
})

const laughs = `<!DOCTYPE l [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, at) => `<!ENTITY a${at} "&a;&a;&a;">`).join('')}]><l>&a8;</l>`

test.each([
  ['a document type', '<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>', 'dtd'],
  ['a billion laughs', laughs, 'dtd'],
  ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'dtd'],
  ['a declaration inside', '<a><!ENTITY x "y"></a>', 'dtd'],
  ['an entity that nobody declared', '<a>&x;</a>', 'entity'],
  ['an entity of HTML', '<a>&nbsp;</a>', 'entity'],
  ['a loose ampersand', '<a>Tom & Jerry</a>', 'entity'],
  ['a character that is none', '<a>&#0;</a>', 'entity'],
  ['half a character', '<a>&#xD800;</a>', 'entity'],
  ['a name that every object has', '<a>&constructor;</a>', 'entity'],
  [
    'XInclude',
    '<a xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="file:///etc/passwd"/></a>',
    'include',
  ],
  ['a style sheet', '<?xml-stylesheet href="http://example.org/"?><a/>', 'instruction'],
  ['another encoding', '<?xml version="1.0" encoding="UTF-16"?><a/>', 'encoding'],
  ['great depth', `${'<a>'.repeat(100_000)}`, 'too_large'],
  ['many elements', `<a>${'<b/>'.repeat(30_000)}</a>`, 'too_large'],
  ['great length', `<a>${' '.repeat(1_000_001)}</a>`, 'too_large'],
  ['an element left open', '<a><b></a>', 'not_well_formed'],
  ['two roots', '<a/><b/>', 'not_well_formed'],
  ['text outside', 'x<a/>', 'not_well_formed'],
  ['no document', '', 'not_well_formed'],
  ['an attribute twice', '<a b="1" b="2"/>', 'not_well_formed'],
  ['a control character', '<a>\u0001</a>', 'not_well_formed'],
])('%s is refused', (_, document, fault) => {
  expect(faultOf(document)).toBe(fault)
})

test('whatever is read ends, at once, and is a document or a refusal', () => {
  const part = fc.constantFrom(
    '<a>',
    '</a>',
    '<a ',
    ' b="',
    '"',
    '>',
    '/>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '&',
    ';',
    '<?',
    '<!',
  )
  const text = fc.array(fc.oneof(part, fc.string({ unit: 'binary' })), { maxLength: 60 })
  fc.assert(
    fc.property(text, (parts) => {
      faultOf(parts.join(''))
    }),
    { numRuns: 2_000 },
  )
  const started = performance.now()
  for (const each of [' ', '<a ', 'a="', '&', '\n=', '<!--', '&#'])
    faultOf(`<a${each.repeat(Math.floor(900_000 / each.length))}`)
  expect(performance.now() - started).toBeLessThan(3_000)
})

test('what is written is read again as it was', () => {
  const clean = fc
    .string({ unit: 'grapheme' })
    .map((text) => text.trim())
    .filter((text) => !/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text))
  fc.assert(
    fc.property(clean, clean, (text, value) => {
      const read = readXml(writeXml(element('a', [element('b', text, { c: value })])))
      expect(read.children[0]?.text).toBe(text)
      expect(read.children[0]?.attributes.get('c')).toBe(value)
    }),
  )
  expect(readXml(writeXml(element('a', 'x\u0000\uD800y'))).text).toBe('x\uFFFDy')
})
