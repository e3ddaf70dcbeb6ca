import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#platform/clock'
import { type Identity, isSamePerson, type PartyRow, partyRoleCodes, rolesOn } from './party.ts'

const somebody: Identity = { profileId: null, name: 'Ann Example', bornOn: null, phone: '', email: '' }

test('the same name and telephone is one person however they were typed; another date of birth is another person', () => {
  const typed = { ...somebody, name: 'EXAMPLE, Ann', phone: '+44 7700 900001' }
  const again = { ...somebody, phone: '07700 900001' }
  expect(isSamePerson(typed, again)).toBe(true)
  expect(isSamePerson({ ...typed, bornOn: '1980-01-01' }, { ...again, bornOn: '1999-01-01' })).toBe(false)
})

test('a name alone makes nobody the same person', () => {
  expect(isSamePerson(somebody, somebody)).toBe(false)
  expect(
    isSamePerson(
      { ...somebody, name: 'Ann', phone: '07700900001' },
      { ...somebody, name: 'Ann', phone: '07700900001' },
    ),
  ).toBe(false)
})

test('whatever is known of two people, the one is the other as much as the other the one', () => {
  const person = fc.record({
    profileId: fc.constantFrom(null, 'a', 'b'),
    name: fc.constantFrom('Ann Example', 'Example Ann', 'Bob Other', ''),
    bornOn: fc.constantFrom(null, '1980-01-01', '1999-01-01'),
    phone: fc.constantFrom('', '07700 900001', '+447700900001', '07700 900002'),
    email: fc.constantFrom('', 'ann@example.org', 'ANN@example.org'),
  })
  fc.assert(
    fc.property(person, person, (one, other) => isSamePerson(one, other) === isSamePerson(other, one)),
  )
})

test('roles that follow each other leave no day without one and no day with two, until they end', () => {
  const change = fc.record({
    days: fc.integer({ min: 0, max: 400 }),
    role: fc.constantFrom(...partyRoleCodes),
  })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 6 }), fc.integer({ min: 0, max: 3_000 }), (changes, at) => {
      const begin = '2024-02-28'
      const rows: PartyRow[] = [{ id: '0', personId: '0', role: 'victim', since: begin, until: null }]
      for (const [number, { days, role }] of changes.entries()) {
        const last = rows.at(-1)
        if (last === undefined) return
        const from = addDays(last.since, days)
        rows[rows.length - 1] = { ...last, until: from }
        rows.push({ id: String(number + 1), personId: '0', role, since: from, until: null })
      }
      const held = rolesOn(rows, addDays(begin, at))
      expect(held).toHaveLength(1)
      // What was said last of a day holds on it.
      expect(held[0]).toBe(rows.findLast(({ since }) => since <= addDays(begin, at)))
    }),
  )
  expect(
    rolesOn(
      [{ id: '0', personId: '0', role: 'victim', since: '2026-01-01', until: '2026-02-01' }],
      '2026-02-01',
    ),
  ).toEqual([])
})
