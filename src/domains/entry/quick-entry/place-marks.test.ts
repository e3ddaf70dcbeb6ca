import { expect, test } from 'vitest'
import { readPlaceMarks, sayPlaceMarks } from './place-marks.ts'

test('a number after a place is how far around it, in metres or kilometres', () => {
  expect(readPlaceMarks('Market Street ~200')).toEqual({ words: 'Market Street', radiusM: 200 })
  expect(readPlaceMarks('XA1 2BC ~ 50m').radiusM).toBe(50)
  expect(readPlaceMarks('Quay Road ~1.5km').radiusM).toBe(1_500)
  expect(sayPlaceMarks(readPlaceMarks('Quay Road ~1km'))).toBe('Within 1,000 metres of Quay Road. ')
})

test('several places are an area or a way', () => {
  expect(readPlaceMarks('Quay Road + Mill Lane')).toEqual({
    words: 'Quay Road; Mill Lane',
    names: { kind: 'area', names: ['Quay Road', 'Mill Lane'] },
  })
  expect(readPlaceMarks('Victoria Park ~area').names).toEqual({ kind: 'area', names: ['Victoria Park'] })
  expect(readPlaceMarks('Quay Road > Mill Lane > Station')).toEqual({
    words: 'From Quay Road by way of Mill Lane to Station',
    names: { kind: 'moving', names: ['Quay Road', 'Mill Lane', 'Station'] },
  })
  expect(readPlaceMarks('Quaymead (ward) + Quay Road').words).toBe('Quaymead; Quay Road')
  expect(readPlaceMarks('Quay Road >').names).toEqual({ kind: 'moving', names: ['Quay Road'] })
})

test('what is no mark stays part of the words', () => {
  for (const typed of [
    '12 Quay Road',
    'Quay Road ~about',
    'B+Q car park',
    '~200',
    'Quay Road ~5',
    'A ~900km',
  ])
    expect(readPlaceMarks(typed)).toEqual({ words: typed })
})
