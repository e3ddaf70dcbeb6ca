import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readGroup, readGroupPatch } from './described-group.ts'
import { type DescribedUser, readUser } from './described-user.ts'
import { patchUser } from './patch-user.ts'
import { ScimRefusal } from './scim-refusal.ts'

const before: DescribedUser = {
  userName: 'ann@council.example',
  externalId: 'x1',
  displayName: 'Ann',
  formattedName: '',
  givenName: 'Ann',
  familyName: 'Example',
  email: 'ann@council.example',
  active: true,
}
const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp']
const patched = (...operations: unknown[]) => patchUser(before, { schemas, Operations: operations })

test.each([
  [{ op: 'ADD', path: 'NAME.GIVENNAME', value: 'Anne' }, { givenName: 'Anne' }],
  [{ op: 'Remove', path: 'name.familyName' }, { familyName: '' }],
  [{ op: 'Remove', path: 'externalId' }, { externalId: '' }],
  [{ op: 'Replace', path: 'name', value: { givenName: 'Bo', middleName: 'C' } }, { givenName: 'Bo' }],
  [{ op: 'Replace', path: 'emails', value: [{ value: 'b@c.example' }] }, { email: 'b@c.example' }],
  [{ op: 'Add', path: 'emails', value: { type: 'home', value: 'h@c.example' } }, {}],
  [{ op: 'Add', path: 'emails', value: [{ type: 'work', value: 'w@c.example' }] }, { email: 'w@c.example' }],
  [{ op: 'Replace', path: 'Emails[Type eq "Work"].Value', value: 'w@c.example' }, { email: 'w@c.example' }],
  [{ op: 'Replace', path: 'emails[primary eq true].value', value: 'w@c.example' }, { email: 'w@c.example' }],
  [{ op: 'Replace', path: 'emails[type eq "work"].primary', value: 'True' }, {}],
  [{ op: 'Add', path: 'roles', value: [{ value: 'x' }] }, {}],
  [{ op: 'Replace', value: { id: 'other', schemas: [], active: 'FALSE', nickName: 'A' } }, { active: false }],
])('%j is applied', async (operation, changes) => {
  expect(await patched(operation)).toEqual({ ...before, ...changes })
})

test.each([
  [{ op: 'Replace', path: 'active', value: 'maybe' }, 'invalidValue'],
  [{ op: 'Replace', path: 'active', value: null }, 'invalidValue'],
  [{ op: 'Remove', path: 'active' }, 'invalidValue'],
  [{ op: 'Replace', path: 'id', value: 'x' }, 'mutability'],
  [{ op: 'Remove', path: 'userName' }, 'invalidValue'],
  [{ op: 'Replace', path: 'userName', value: '' }, 'invalidValue'],
  [{ op: 'Replace', path: 'emails[type eq "work"].value', value: 'nowhere' }, 'invalidValue'],
  [{ op: 'Replace', path: 'zork', value: 1 }, 'invalidPath'],
  [{ op: 'Replace', path: 'name[givenName eq "A"].familyName', value: 'B' }, 'invalidPath'],
  [{ op: 'Replace', path: '__proto__.polluted', value: 'B' }, 'invalidPath'],
  [{ op: 'Replace', path: 'constructor', value: 'B' }, 'invalidPath'],
  [{ op: 'Replace', path: 'emails[(type eq "a" or type eq "b")].value', value: 'B' }, 'invalidFilter'],
  [{ op: 'Copy', path: 'userName', value: 'B' }, 'invalidSyntax'],
  [{ op: 'Remove' }, 'noTarget'],
  [{ op: 'Add', value: null }, 'invalidValue'],
  [null, 'invalidSyntax'],
])('%j is refused', async (operation, scimType) => {
  await expect(patched(operation)).rejects.toMatchObject({ scimType })
})

test('a person without an address is named by a userName that is one', () => {
  const sent = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'Bo@council.example' }
  expect(readUser(sent)).toMatchObject({ email: 'Bo@council.example', active: true })
  expect(() => readUser({ ...sent, userName: 'bo' })).toThrow(ScimRefusal)
})

const id = '019b0000-0000-7000-8000-000000000001'
const other = '019b0000-0000-7000-8000-000000000002'
test.each([
  [
    [{ op: 'add', path: 'members', value: [{ value: id }] }],
    { joining: [id], leaving: [], onlyJoining: false },
  ],
  [
    [{ op: 'remove', path: 'members', value: [{ value: id }] }],
    { joining: [], leaving: [id], onlyJoining: false },
  ],
  [[{ op: 'remove', path: `members[value eq "${id}"]` }], { joining: [], leaving: [id], onlyJoining: false }],
  [[{ op: 'remove', path: 'members' }], { joining: [], leaving: [], onlyJoining: true }],
  [
    [{ op: 'replace', path: 'members', value: [{ value: id }] }],
    { joining: [id], leaving: [], onlyJoining: true },
  ],
  [
    [
      { op: 'add', path: 'members', value: [{ value: id }, { value: other }] },
      { op: 'remove', path: `members[value eq "${id}"]` },
    ],
    { joining: [other], leaving: [id], onlyJoining: false },
  ],
])('%j moves people', (operations, moves) => {
  expect(readGroupPatch({ schemas, Operations: operations })).toMatchObject(moves)
})

const word = fc.constantFrom(
  'userName',
  'emails',
  'emails[type eq "work"].value',
  'emails[type eq "home"]',
  'name',
  'name.givenName',
  'active',
  'members',
  `members[value eq "${id}"]`,
  'displayName',
  'meta',
  'id',
  'externalId',
  'urn:ietf:params:scim:schemas:core:2.0:User:active',
  'toString',
  'hasOwnProperty',
  'emails[',
  'a.b.c',
  '',
  ' ',
)
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom('True', 'False', id, null),
  fc.dictionary(word, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 }),
)
const operation = fc.record(
  {
    op: fc.oneof(fc.constantFrom('Add', 'Replace', 'Remove', 'add'), fc.string()),
    path: fc.oneof(word, fc.string()),
    value,
  },
  { requiredKeys: ['op'] },
)
const body = fc.oneof(
  fc.record({
    schemas: fc.constant(schemas),
    Operations: fc.array(operation, { minLength: 1, maxLength: 4 }),
  }),
  fc.dictionary(word, value),
  fc.jsonValue(),
)

test('whatever is sent as a change is taken or refused, and leaves somebody who can be described', async () => {
  await fc.assert(
    fc.asyncProperty(body, async (sent) => {
      for (const attempt of [() => patchUser(before, sent), async () => readUser(sent)])
        try {
          const after = await attempt()
          expect(after.userName).not.toBe('')
          expect(after.email).toMatch(/@/)
          expect(after.active).toBeTypeOf('boolean')
        } catch (error) {
          expect(error).toBeInstanceOf(ScimRefusal)
        }
      for (const attempt of [() => readGroupPatch(sent), () => readGroup(sent)])
        try {
          for (const member of attempt().joining) expect(member).toMatch(/^[0-9a-f-]{36}$/)
        } catch (error) {
          expect(error).toBeInstanceOf(ScimRefusal)
        }
    }),
    { numRuns: 2_000 },
  )
})
