import { expect, test } from 'vitest'
import { detectThirdParties, isSamePerson, type KnownPeople } from './detect-third-parties.ts'

const known: KnownPeople = {
  subject: {
    names: ['Noor Example', 'Noor Sample'],
    emails: ['noor@example.org'],
    phones: ['07700 900 982'],
    addresses: ['4 Mill Lane, Northholme ZZ1 1AA'],
  },
  others: ['Kevin O’Doe', 'Zoë Müller'],
  staff: ['Asha Officer'],
}
const found = (text: string, people = known) =>
  detectThirdParties(text, people).map(({ starts, ends, kind }) => `${kind}: ${text.slice(starts, ends)}`)

test('names of others in the records are found, in full and by surname, whatever the case', () => {
  expect(found('KEVIN O’DOE shouted, then Müller came.')).toEqual(['name: KEVIN O’DOE', 'name: Müller'])
})

test('what belongs to the person who asks is theirs', () => {
  expect(
    found('Mrs Example of 4 Mill Lane ZZ1 1AA rang from +44 7700 900982 and wrote from Noor@example.org'),
  ).toEqual([])
})

test('telephone numbers, email addresses, street addresses and postcodes of others are found', () => {
  expect(found('Ring 01632 960 001 or pat.hughes@example.com, she is at 12 High Street, ZZ9 9ZZ')).toEqual([
    'phone: 01632 960 001',
    'email: pat.hughes@example.com',
    'address: 12 High Street',
    'address: ZZ9 9ZZ',
  ])
})

test('people nobody has on record are found by how they are spoken of', () => {
  expect(found('Mr Patel saw a man called Jim Nobody with his son Jaden.')).toEqual([
    'name: Mr Patel',
    'name: Jim Nobody',
    'name: Jaden',
  ])
})

test('staff are found where the request keeps their names back, and not where it does not', () => {
  const text = 'PC 1234 Finn Constable and Asha Officer visited.'
  expect(found(text)).toEqual(['staff: PC 1234 Finn Constable', 'staff: Asha Officer'])
  expect(found(text, { ...known, staff: [] })).toEqual([])
})

test('a person is the same by any of their names, in any order, and another by theirs', () => {
  expect(isSamePerson('EXAMPLE Noor', known.subject.names)).toBe(true)
  expect(isSamePerson('Noor Other', known.subject.names)).toBe(false)
  expect(isSamePerson('Noor', known.subject.names)).toBe(false)
  expect(isSamePerson('', known.subject.names)).toBe(false)
})
