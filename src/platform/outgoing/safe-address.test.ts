import { expect, test } from 'vitest'
import { findFaultOfUrl, isPublicAddress, pinAddress, UnsafeAddress } from './safe-address.ts'

const none = new Set<string>()

test.each([
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['172.31.255.255', false],
  ['172.32.0.1', true],
  ['192.168.0.1', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['8.8.8.8', true],
  ['::1', false],
  ['::', false],
  ['::ffff:10.0.0.1', false],
  ['::ffff:8.8.8.8', false],
  ['64:ff9b::a00:1', false],
  ['fe80::1', false],
  ['fd00::1', false],
  ['2002:a00:1::', false],
  ['2a00:1450:4009::1', true],
  ['localhost', false],
])('%s is on the public internet: %s', (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected)
})

test.each([
  ['https://receiver.example.org/hooks', undefined],
  ['http://receiver.example.org/hooks', 'The address must begin with https://'],
  ['https://127.0.0.1/', 'The address leads into a private network'],
  ['https://[::1]/', 'The address leads into a private network'],
  // The number 127.0.0.1 in other clothes; the reader of addresses knows them.
  ['https://2130706433/', 'The address leads into a private network'],
  ['https://0x7f.1/', 'The address leads into a private network'],
  ['https://name:secret@receiver.example.org/', 'The address must not hold a name or a password'],
  ['file:///etc/passwd', 'The address must begin with https://'],
  ['not an address', 'Enter a whole address, such as https://receiver.example.org/hooks'],
])('%s: %s', (url, fault) => {
  expect(findFaultOfUrl(url, none)).toBe(fault)
})

test('a name that leads inside is refused once it is looked up', async () => {
  await expect(pinAddress(new URL('https://localhost/'), none)).rejects.toThrow(UnsafeAddress)
  expect((await pinAddress(new URL('http://localhost:8080/'), new Set(['localhost:8080']))).address).toMatch(
    /^(127\.0\.0\.1|::1)$/,
  )
})
