import { expect, test } from 'vitest'
import { countNamings, pairPeople, pairPlaces } from './co-occur.ts'

const named = (reference: string, key: string, name: string, role = 'victim') => ({
  reference,
  key,
  name,
  role,
})
const namings = [
  named('R1', 'a', 'Ann'),
  named('R1', 'b', 'Bo', 'alleged_perpetrator'),
  named('R2', 'a', 'Ann Example'),
  named('R2', 'b', 'Bo', 'witness'),
  named('R3', 'b', 'Bo', 'alleged_perpetrator'),
  named('R3', 'c', 'Cy', 'witness'),
]

test('a person is one person in all reports, by the fullest name, with every role', () => {
  expect(countNamings(namings)).toEqual([
    { key: 'b', name: 'Bo', roles: ['alleged_perpetrator', 'witness'], references: ['R1', 'R2', 'R3'] },
    { key: 'a', name: 'Ann Example', roles: ['victim'], references: ['R1', 'R2'] },
    { key: 'c', name: 'Cy', roles: ['witness'], references: ['R3'] },
  ])
})

test('who was named together once is chance; twice is told', () => {
  expect(pairPeople(namings)).toMatchObject([
    { one: { name: 'Bo' }, other: { name: 'Ann Example' }, references: ['R1', 'R2'] },
  ])
})

test('a person who comes up at one place again and again is told with that place', () => {
  const placings = ['R1', 'R3'].map((reference) => ({ reference, key: 'SK1', name: 'Mill Lane' }))
  expect(pairPlaces(namings, placings)).toMatchObject([
    { one: { name: 'Bo' }, other: { name: 'Mill Lane' }, references: ['R1', 'R3'] },
  ])
})
