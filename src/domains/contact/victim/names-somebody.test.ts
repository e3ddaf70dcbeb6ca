import { expect, test } from 'vitest'
import { namesSomebody } from './names-somebody.ts'

test('words for a victim name nobody else of the case', () => {
  const others = ['Kevin O’Mally', 'Will Young', 'Li Na Ferris']
  expect(namesSomebody('We will talk to Kevin’s landlord', others)).toBe('Kevin’s')
  expect(namesSomebody('FERRIS gets a letter', others)).toBe('FERRIS')
  expect(namesSomebody('We will visit the young people at the bus stop', others)).toBeUndefined()
  expect(namesSomebody('A warning letter', others)).toBeUndefined()
  expect(namesSomebody('Anything', [])).toBeUndefined()
})
