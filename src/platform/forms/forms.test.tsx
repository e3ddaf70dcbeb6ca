import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { renderToString } from '#platform/govuk'
import {
  dateField,
  ErrorsAtTop,
  emailField,
  errorOf,
  oneOf,
  phoneField,
  readForm,
  readTimeOfDay,
  severalOf,
  timeField,
  typedSchema,
  wordsField,
} from './index.ts'

const visit = z.object({
  on: dateField({ name: 'the date it happened', latest: '2026-03-03' }),
  loud: oneOf(['yes', 'no'], 'Select yes if it was loud'),
  words: wordsField({ name: 'What happened', most: 10, missing: 'Tell us what happened' }),
})
const good = { 'on-day': '1', 'on-month': 'March', 'on-year': '2026', loud: 'yes', words: ' A party\r\n' }

function messages(typed: Record<string, string | string[]>): string[] {
  const result = readForm(visit, typed)
  return result.ok ? [] : result.errors.map(({ anchor, message }) => `${anchor}: ${message}`)
}

test('a form is read into values', () => {
  expect(readForm(visit, good)).toEqual({
    ok: true,
    value: { on: '2026-03-01', loud: 'yes', words: 'A party' },
  })
})

test('each field that was left has one message, and its link leads to the first box', () => {
  expect(messages({})).toEqual([
    'on-day: Enter the date it happened',
    'loud: Select yes if it was loud',
    'words: Tell us what happened',
  ])
})

test.each([
  [{ 'on-month': '' }, 'on-month: The date it happened must include a month'],
  [{ 'on-day': '', 'on-year': '' }, 'on-day: The date it happened must include a day and year'],
  [{ 'on-year': '26' }, 'on-year: The year must have 4 numbers'],
  [{ 'on-day': '31', 'on-month': '2' }, 'on-day: The date it happened must be a real date'],
  [{ 'on-day': '4' }, 'on-day: The date it happened must be today or in the past'],
  [{ words: 'Far too much to say' }, 'words: What happened must be 10 characters or fewer'],
  [{ loud: 'perhaps' }, 'loud: Select yes if it was loud'],
])('%j is explained', (wrong, message) => {
  expect(messages({ ...good, ...wrong })).toEqual([message])
})

test('the same field sent twice, or as a list, is read and does not fail', () => {
  expect(readForm(visit, { ...good, loud: ['no', 'yes'] })).toMatchObject({ ok: true, value: { loud: 'no' } })
})

test('no form that a browser can send makes reading it fail', () => {
  const names = fc.constantFrom(
    'on',
    'on-day',
    'on-month',
    'on-year',
    'loud',
    'words',
    '__proto__',
    'on-x-y',
    '-',
  )
  const values = fc.oneof(fc.string(), fc.array(fc.string()))
  fc.assert(
    fc.property(fc.dictionary(names, values), (typed) => {
      const sent = typedSchema.safeParse(typed)
      if (!sent.success) return
      const result = readForm(visit, sent.data)
      expect(result.ok || result.errors.every(({ field, message }) => field !== '' && message !== '')).toBe(
        true,
      )
    }),
  )
})

test('the character that a database cannot hold is dropped', () => {
  expect(typedSchema.parse({ words: 'a\u0000b' })).toEqual({ words: 'ab' })
})

test('choices come back in the order of the question, and unknown ones are left out', () => {
  const schema = z.object({ days: severalOf(['mon', 'tue', 'wed'], 'Select a day') })
  expect(readForm(schema, { days: ['wed', 'sun', 'mon'] })).toEqual({
    ok: true,
    value: { days: ['mon', 'wed'] },
  })
  expect(readForm(schema, { days: 'sun' })).toMatchObject({ ok: false })
})

test.each([
  ['9:30pm', '21:30'],
  ['9.30 PM', '21:30'],
  ['9 pm', '21:00'],
  ['21:30', '21:30'],
  ['0930', '09:30'],
  ['12am', '00:00'],
  ['12 p.m.', '12:00'],
  ['midday', '12:00'],
  ['Midnight', '00:00'],
])('the time %s is understood', (typed, time) => {
  expect(readTimeOfDay(typed)).toBe(time)
})

test.each(['9', '25:00', '13pm', '0am', '9:75pm', 'tea time', ''])('the time %j is asked again', (typed) => {
  expect(readForm(z.object({ at: timeField({ name: 'the time' }) }), { at: typed }).ok).toBe(false)
})

test('an email address and a telephone number may be left, and are checked when given', () => {
  const schema = z.object({ email: emailField(), phone: phoneField() })
  expect(readForm(schema, {})).toEqual({ ok: true, value: { email: '', phone: '' } })
  expect(readForm(schema, { email: 'sam@example.org', phone: '+44 (0)7700 900 982' }).ok).toBe(true)
  const wrong = readForm(schema, { email: 'sam@', phone: 'ask Sam' })
  expect(!wrong.ok && wrong.errors.map(({ field }) => field)).toEqual(['email', 'phone'])
})

test('the summary links to the fields and escapes what it shows', () => {
  const errors = [{ field: 'loud', anchor: 'loud', message: 'Not <b>loud</b>' }]
  const html = renderToString(ErrorsAtTop({ errors }))
  expect(html).toContain('<a href="#loud">Not &lt;b&gt;loud&lt;/b&gt;</a>')
  expect(errorOf(errors, 'loud')).toEqual({ text: 'Not <b>loud</b>' })
  expect(ErrorsAtTop({ errors: [] })).toBeNull()
})
