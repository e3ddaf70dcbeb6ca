import { expect, test } from 'vitest'
import { findPersonalData, guessTargets, lookAtSheet, readSheet } from './check-sheet.ts'

const wards = {
  kind: 'ward',
  codes: new Map([
    ['z05000001', 'Z05000001'],
    ['castle hill', 'Z05000002'],
  ]),
}
const known = new Set(['z05000001', 'castle hill'])
const sheetOf = (rows: string[][], header = ['Ward', 'Year', 'Calls']) => ({ header, rows })

test.each([
  [['Surname', 'Ward'], ['Jones', 'Z05000001'], 'is about people'],
  [['Ward', 'Remark'], ['Z05000001', 'Kevin Smith again'], 'a person’s name'],
  [['Ward', 'Remark'], ['Z05000001', 'call kevin@example.org'], 'an email address'],
  [['Ward', 'Calls'], ['Z05000001', '07700 900982'], 'a telephone number'],
  [['Ward', 'Remark'], ['Z05000001', 'ring 07700 900982'], 'number of a person'],
  [['Ward', 'Where'], ['Z05000001', 'ZZ1 1AA'], 'a full postcode'],
  [['Ward', 'Where'], ['Z05000001', '12 Mill Lane'], 'an address'],
  [['Ward', 'Car'], ['Z05000001', 'AB12 CDE'], 'a number plate'],
  [['Ward', 'Date of birth'], ['Z05000001', '2010'], 'is about people'],
])('a sheet with %j and %j is refused', (header, row, why) => {
  const [found] = findPersonalData(sheetOf([row], header), known)
  expect(found?.why).toContain(why)
})

test('areas, years, measures and figures are nobody’s data', () => {
  const rows = [
    ['Z05000001', '2026', 'ambulance calls', '1,204'],
    ['Castle Hill', '2026 Q1', 'Ambulance calls', '3'],
    ['E01000001', 'Apr 2026', 'rate per 1,000', '12.5'],
    ['SK 58 04', '2026-04', 'fly-tips', '441164960000000'],
  ]
  expect(findPersonalData(sheetOf(rows, ['Area', 'Period', 'Measure', 'Value']), known)).toEqual([])
})

test('each row says what is wrong with it, in plain words', () => {
  const sheet = readSheet(
    'Ward;Year;Calls\nZ05000001;2026;7\nZ9;2026;7\ncastle hill;2026;many\nZ05000001;2026;9\n;2026;1',
  )
  if ('problem' in sheet) throw new Error(sheet.problem)
  const look = lookAtSheet(sheet, guessTargets(sheet.header), wards)
  expect(look.rows).toEqual([{ line: 1, area: 'Z05000001', period: '2026', measure: '', value: 7 }])
  expect(look.problems).toEqual([
    { line: 2, message: 'No ward of today has the code or name “Z9”' },
    { line: 3, message: '“many” is not a number from 0 up' },
    { line: 4, message: 'It is about the same area, time and measure as row 1' },
    { line: 5, message: 'It does not say which area' },
  ])
})

test('small counts are told, and a square as small as a house is refused', () => {
  const look = lookAtSheet(
    sheetOf([
      ['SK 58 04', '2026', '3'],
      ['SK 5801 0403', '2026', '9'],
      ['somewhere', '2026', '9'],
    ]),
    ['area', 'period', 'value'],
    { kind: 'grid', codes: new Map() },
  )
  expect(look.small).toBe(1)
  expect(look.problems.map(({ message }) => message)).toEqual([
    '“SK 5801 0403” is smaller than 100 metres: give a larger square',
    '“somewhere” is not a grid reference',
  ])
})

test.each([
  ['', 'Choose a file'],
  ['Ward,Calls', 'at least one row'],
  ['a\u0000b', 'not a sheet of text'],
])('%j is not a sheet', (content, problem) => {
  const read = readSheet(content)
  expect('problem' in read ? read.problem : '').toContain(problem)
})
