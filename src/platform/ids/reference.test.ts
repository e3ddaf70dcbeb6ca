import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isReference, newReference, parseReference, referenceSchema } from './reference.ts'

const SYMBOLS = [...'23456789CDFGHJKMNPRTVWX']
const reference = fc.constant(null).map(() => newReference('ASB'))
const bodyOf = (text: string) => text.replaceAll('-', '').slice(3)

test('a reference is printed in two groups of four that avoid look-alikes and vowels', () => {
  for (let n = 0; n < 500; n += 1) {
    expect(newReference('ASB')).toMatch(/^ASB-[2-9CDFGHJKMNPRTVWX]{4}-[2-9CDFGHJKMNPRTVWX]{4}$/)
    expect(newReference('CASE')).toMatch(/^CASE-[2-9CDFGHJKMNPRTVWX]{4}-[2-9CDFGHJKMNPRTVWX]{4}$/)
  }
})

test('every symbol is about equally likely in every place', () => {
  const counts = new Map<string, number>()
  const draws = 11_500
  for (let n = 0; n < draws; n += 1) {
    for (const [place, symbol] of [...bodyOf(newReference('ASB'))].entries()) {
      counts.set(`${place}${symbol}`, (counts.get(`${place}${symbol}`) ?? 0) + 1)
    }
  }
  for (let place = 0; place < 8; place += 1) {
    // 500 expected, standard deviation 22: six of them either way.
    for (const symbol of SYMBOLS) {
      expect(counts.get(`${place}${symbol}`)).toBeGreaterThan(368)
      expect(counts.get(`${place}${symbol}`)).toBeLessThan(632)
    }
  }
})

test('a reference typed or read out carelessly is still understood', () => {
  fc.assert(
    fc.property(
      reference,
      fc.array(fc.constantFrom(' ', '-', '.', ' - '), { maxLength: 11 }),
      (made, gaps) => {
        const careless = [...made.replaceAll('-', '')]
          .map((c, i) => c.toLowerCase() + (gaps[i] ?? ''))
          .join('')
        expect(parseReference(careless, 'ASB')).toBe(made)
        expect(parseReference(bodyOf(made), 'ASB')).toBe(made)
        const misread = bodyOf(made).replaceAll('8', 'B').replaceAll('5', 's').replaceAll('2', 'z')
        expect(parseReference(`asb ${misread}`, 'ASB')).toBe(made)
      },
    ),
  )
})

test('one wrong symbol never passes for another reference', () => {
  fc.assert(
    fc.property(reference, fc.nat(7), fc.constantFrom(...SYMBOLS), (made, place, wrong) => {
      const body = [...bodyOf(made)]
      fc.pre(body[place] !== wrong)
      body[place] = wrong
      expect(parseReference(`ASB${body.join('')}`, 'ASB')).toBeUndefined()
    }),
    { numRuns: 2_000 },
  )
})

test('two symbols changed round never pass for another reference, side by side or not', () => {
  fc.assert(
    fc.property(reference, fc.nat(7), fc.nat(7), (made, one, other) => {
      const body = [...bodyOf(made)]
      const [first, second] = [body[one] ?? '', body[other] ?? '']
      fc.pre(first !== second)
      body[one] = second
      body[other] = first
      expect(parseReference(`ASB${body.join('')}`, 'ASB')).toBeUndefined()
    }),
    { numRuns: 2_000 },
  )
})

test('a reference of another kind, of the wrong length or with strange letters is refused', () => {
  const made = newReference('CASE')
  expect(parseReference(made, 'ASB')).toBeUndefined()
  expect(parseReference(`${made}2`, 'CASE')).toBeUndefined()
  expect(parseReference(made.slice(0, -1), 'CASE')).toBeUndefined()
  expect(parseReference('', 'CASE')).toBeUndefined()
  expect(isReference(made, 'CASE')).toBe(true)
  expect(isReference(made.toLowerCase(), 'CASE')).toBe(false)
})

test('a form gives back the printed reference or says what one looks like', () => {
  const made = newReference('ASB')
  expect(referenceSchema('ASB').parse(` ${made.toLowerCase()} `)).toBe(made)
  const refused = referenceSchema('ASB').safeParse('hello')
  const message = refused.error?.issues[0]?.message ?? ''
  expect(message).toContain('Enter a reference like ASB-7K3M-92X')
  expect(isReference(message.slice('Enter a reference like '.length), 'ASB')).toBe(true)
})
