import { expect, test } from 'vitest'
import { readSheet } from './read-sheet.ts'
import { guessTargets, messageOf } from './referral.ts'
import { readTemplate, writeTemplate } from './template.ts'

/** The template with some of its lines filled in, as a mail program may send it back. */
const filledIn = (given: Readonly<Record<string, string>>) =>
  writeTemplate()
    .split('\r\n')
    .map((line) => (given[line.slice(0, -1)] === undefined ? line : `${line} ${given[line.slice(0, -1)]}`))
    .join('\r\n')

const given = {
  Number: 'LH-77',
  'What happened': 'Drumming at night',
  Type: 'noise',
  When: '01/04/2026 23:30',
  Where: '4 Quay Street: the back yard',
  Victim: 'Ann Example',
  Phone: '01632 960000',
}
const message = (text: string) => {
  const sheet = readTemplate(text)
  if (sheet?.rows[0] === undefined) throw new Error('Nothing was read')
  return messageOf({ id: 'sheet', header: sheet.header, targets: guessTargets(sheet.header) }, sheet.rows[0])
}
const expected = {
  number: 'LH-77',
  narrative: 'Drumming at night',
  opening: { code: 'noise' },
  occurred_from: '2026-04-01T22:30:00.000Z',
  location: { address: '4 Quay Street: the back yard' },
  people: [{ role: 'victim', name: 'Ann Example', phone: '01632 960000' }],
}

test('a template that is filled in says the same as a row of a sheet', () => {
  expect(message(filledIn(given))).toMatchObject(expected)
})

test('it is read as mail programs send it back: quoted, in bold, without its mark, over several lines', () => {
  const quoted = filledIn(given)
    .split('\r\n')
    .map((line) => `> > ${line}`)
    .join('\r\n')
  expect(message(quoted)).toMatchObject(expected)
  expect(message(filledIn(given).replace(/^([A-Z][a-z ]+):/gm, '*$1*:'))).toMatchObject(expected)
  expect(message(filledIn(given).replace('--- Referral ---', ''))).toMatchObject(expected)
  const long = filledIn({ ...given, 'What happened': 'Drumming\r\nuntil two' })
  expect(message(long)).toMatchObject({ narrative: 'Drumming\nuntil two' })
})

test('what stands in no field, and what comes after the signature, goes along in words', () => {
  const sheet = readTemplate(`${filledIn(given)}\r\n--\r\nWanda, Lanternlight Homes\r\nNumber: 12`)
  expect(sheet?.rows[0]?.cells.at(-1)).toBe('--\nWanda, Lanternlight Homes\nNumber: 12')
  expect(message(`${filledIn(given)}\r\n--\r\nNumber: 12`).number).toBe('LH-77')
})

test('several referrals in one email are several rows, and an empty one is none', () => {
  const [, one = ''] = filledIn(given).split('--- Referral ---')
  const two = `${filledIn(given)}\r\n--- Referral ---${one.replace('LH-77', 'LH-78')}\r\n-- referral --\r\nNumber:`
  expect(readTemplate(two)?.rows.map(({ cells }) => cells[0])).toEqual(['LH-77', 'LH-78'])
})

test('an ordinary text or sheet is no template', async () => {
  expect(readTemplate('Number: 12 is noisy. Call me: now')).toBeUndefined()
  expect(readTemplate('Ref;What happened\nH-1;Where: here')).toBeUndefined()
  expect(await readSheet('Ref;What happened\nH-1;Drums')).toMatchObject({ header: ['Ref', 'What happened'] })
})

const email = (body: string) =>
  [
    'From: Wanda Landlord <wanda@landlord.example>',
    'To: asb@council.example',
    'Subject: A referral',
    'Message-ID: <1@landlord.example>',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    body,
  ].join('\r\n')

test('an email with a template is its rows with who sent it, and one without says so', async () => {
  const sheet = await readSheet(email(filledIn(given)))
  expect(sheet).toMatchObject({
    header: expect.arrayContaining(['Referrer', 'Referrer email', 'Subject']),
    rows: [{ cells: expect.arrayContaining(['Wanda Landlord', 'wanda@landlord.example', 'A referral']) }],
  })
  expect(await readSheet(email('Dear all'))).toEqual({
    problem: expect.stringContaining('no filled-in template'),
  })
  expect(await readSheet(email(writeTemplate()))).toEqual({
    problem: expect.stringContaining('Nothing is filled in'),
  })
})
