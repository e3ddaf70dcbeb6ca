import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFilter } from './scim-filter.ts'
import { ScimRefusal } from './scim-refusal.ts'

test.each([
  ['userName eq "a@b.example"', [{ path: 'username', value: 'a@b.example' }]],
  ['  externalId   eq   "x"  ', [{ path: 'externalid', value: 'x' }]],
  [
    'active eq true and displayName EQ "A and B"',
    [
      { path: 'active', value: true },
      { path: 'displayname', value: 'A and B' },
    ],
  ],
  [
    'emails[type eq "work"].value eq "a@b.example"',
    [
      { path: 'emails.type', value: 'work' },
      { path: 'emails.value', value: 'a@b.example' },
    ],
  ],
  [
    'emails[type eq "work" and value eq "a"]',
    [
      { path: 'emails.type', value: 'work' },
      { path: 'emails.value', value: 'a' },
    ],
  ],
  ['displayName eq "say \\"hello\\" and go"', [{ path: 'displayname', value: 'say "hello" and go' }]],
  ['urn:ietf:params:scim:schemas:core:2.0:User:userName eq "a"', [{ path: 'username', value: 'a' }]],
])('%s is read', (text, expected) => {
  expect(readFilter(text)).toEqual(expected)
})

test.each([
  '',
  'userName',
  'userName eq',
  'userName eq a',
  'userName co "a"',
  'userName pr',
  'userName eq "a" or userName eq "b"',
  '(userName eq "a")',
  'not (userName eq "a")',
  'userName eq "a" and',
  'emails[type eq "work".value eq "a"',
  'emails[[type eq "a"]]',
  'userName eq "a',
  'userName eq "\u0001"',
  'userName eq "a"; drop table member',
  `userName eq "${'a'.repeat(2_000)}"`,
  Array.from({ length: 12 }, () => 'id eq 1').join(' and '),
])('%s is refused as no filter of ours', (text) => {
  expect(() => readFilter(text)).toThrow(ScimRefusal)
})

const token = fc.constantFrom(
  'userName',
  'emails',
  '[',
  ']',
  '(',
  ')',
  '.',
  'value',
  'eq',
  'and',
  'or',
  'not',
  'pr',
  '"work"',
  '"',
  '\\',
  '1',
  'true',
  'null',
  ' ',
  'urn:a:b:',
  '-',
  '\0',
  'é',
)

test('whatever is sent as a filter is read or refused, and quickly', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(token, { maxLength: 60 }).map((parts) => parts.join(' ')),
        fc.array(token, { maxLength: 60 }).map((parts) => parts.join('')),
      ),
      (text) => {
        const start = performance.now()
        try {
          for (const { path } of readFilter(text)) expect(path).toMatch(/^[a-z$]/)
        } catch (error) {
          expect(error).toBeInstanceOf(ScimRefusal)
        }
        expect(performance.now() - start).toBeLessThan(200)
      },
    ),
    { numRuns: 3_000 },
  )
})
