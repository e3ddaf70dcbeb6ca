import { expect, test } from 'vitest'
import { hashSecret, newId, newSecret } from './index.ts'

test('ids are UUID version 7 and sort in the order they were made', () => {
  const ids = Array.from({ length: 1_000 }, () => newId())
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test('a secret holds 256 bits and only its SHA-256 need be stored', () => {
  const secret = newSecret()
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  expect(newSecret()).not.toBe(secret)
  // FIPS 180-2, appendix B.1
  expect(hashSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
