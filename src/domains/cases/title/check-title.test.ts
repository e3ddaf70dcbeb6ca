import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findInTitle, titleAdvice } from './check-title.ts'

const known = {
  proper: ['Millbrook', 'Noise', 'Northholme District Council', 'Canal Street'],
  people: ['Rosa Quill', 'T. Marsh'],
}

test.each([
  ['motorbikes by the canal'],
  ['Motorbikes by the canal'],
  ['noise from the club in Millbrook'],
  ['drinking on Canal Street at night'],
  ['gatherings every Friday since October'],
  ['ASB at the MUGA'],
  ['12 reports in a month'],
  ['shop doorway, 2 am'],
  [''],
])('“%s” may stand in a title', (words) => {
  expect(findInTitle(words, known)).toBeUndefined()
})

test.each([
  ['Kevin Smith again', 'name', 'Kevin Smith'],
  ['trouble with Kevin', 'name', 'Kevin'],
  ['noise at Kevin’s', 'name', 'Kevin'],
  ['the quill family', 'name', 'quill'],
  ['mr jones and his dog', 'name', 'mr jones'],
  ['call 07700 900 982', 'number', '07700 900 982'],
  ['ring +44 (0)116-496 0000', 'number', '+44 (0)116-496 0000'],
  ['someone@example.org complains', 'email', 'someone@example.org'],
  ['at 12 mill lane', 'address', '12 mill lane'],
  ['flat 3 again', 'address', 'flat 3'],
  ['14 Canal', 'address', '14 Canal'],
  ['LE1 5WW at night', 'address', 'LE1 5WW'],
  ['red van AB12 CDE', 'vehicle', 'AB12 CDE'],
  ['lad born 03/04/2009', 'date', '03/04/2009'],
] as const)('“%s” is refused for a %s', (words, kind, found) => {
  const problem = findInTitle(words, known)
  expect(problem).toMatchObject({ kind })
  expect(problem?.found).toContain(found)
  expect(problem && titleAdvice(problem)).toContain('say what happens')
})

const letters = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz')
const name = fc
  .tuple(
    fc.string({ unit: letters, minLength: 3, maxLength: 10 }),
    fc.string({ unit: letters, minLength: 3, maxLength: 10 }),
  )
  .map((parts) => parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join(' '))
const around = fc.constantFrom('noise by', 'again', 'fight near the', 'reported in', '')

test('a full name in capital letters is found wherever it stands', () => {
  fc.assert(
    fc.property(around, name, around, (before, person, after) => {
      expect(findInTitle(`${before} ${person} ${after}`.trim(), { proper: [], people: [] })).toBeDefined()
    }),
  )
})

test('somebody who stands in the record is found by any part of the name, in any letters', () => {
  fc.assert(
    fc.property(around, name, fc.boolean(), (before, person, first) => {
      const part = person.split(' ')[first ? 0 : 1]?.toLowerCase() ?? ''
      const everyday = [
        'the',
        'and',
        'will',
        'may',
        'mark',
        'park',
        'hill',
        'wood',
        'green',
        'street',
        'shop',
        'long',
      ]
      fc.pre(!everyday.includes(part))
      expect(findInTitle(`${before} ${part}`, { proper: [], people: [person] })).toBeDefined()
    }),
  )
})

test('a telephone number is found however it is written', () => {
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 12 })
  fc.assert(
    fc.property(digits, fc.constantFrom('', ' ', '-', '.', ') '), (number, between) => {
      expect(findInTitle(`call ${number.join(between)}`, { proper: [], people: [] })).toBeDefined()
    }),
  )
})

test('words of any kind are answered quickly, whatever they are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (words) => {
      findInTitle(words, known)
    }),
  )
})
