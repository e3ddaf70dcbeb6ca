import { expect, test } from 'vitest'
import { personSought } from './person-sought.ts'

const request = {
  personName: 'Noor Example',
  otherNames: 'Noor Sample; N. Example',
  email: 'noor@example.org',
  phone: '07700 900 982',
  address: '4 Mill Lane\nNorthholme\n\nFlat 2, 9 Old Road, Southholme',
  fromDate: '2026-01-01',
  toDate: '2026-06-30',
}

test('a person is looked for by every name, address and number that is known', () => {
  const sought = personSought(request)
  expect(sought.names).toEqual(['Noor Example', 'Noor Sample', 'N. Example'])
  expect(sought.addresses).toEqual(['4 Mill Lane', 'Flat 2, 9 Old Road'])
  expect(sought.phrases).toEqual(
    expect.arrayContaining(['Noor Example', 'Mrs Example', '07700900982', '+447700900982', '4 Mill Lane']),
  )
})

test('a telephone number is found however the gaps stand, and a sign of the pattern language is only a sign', () => {
  const { patterns } = personSought({ ...request, otherNames: '', email: 'a_b%c@example.org' })
  expect(patterns).toEqual(['%Noor%Example%', '%a\\_b\\%c@example.org%', '%7700%900%982%'])
})

test('both days of the range are in it, in England’s time', () => {
  const { filedFrom, filedBefore } = personSought(request)
  expect([filedFrom?.toISOString(), filedBefore?.toISOString()]).toEqual([
    '2026-01-01T00:00:00.000Z',
    '2026-06-30T23:00:00.000Z',
  ])
})
