import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

/**
 * Networks that a webhook must not reach: whoever adds an address could otherwise have the service ask machines that only
 * the service can reach (RFC 6890 and the IANA special-purpose registries; Standard Webhooks 1.0.0, "SSRF").
 */
const inside = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inside.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [
  // Addresses that carry an IPv4 one: 6to4, Teredo and what translators make.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  inside.addSubnet(network, bits, 'ipv6')
const globalUnicast = new BlockList()
globalUnicast.addSubnet('2000::', 3, 'ipv6')

/** Whether an IP address is on the public internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !inside.check(address, 'ipv4')
  return family === 6 && globalUnicast.check(address, 'ipv6') && !inside.check(address, 'ipv6')
}

/** An address may not be sent to; the message says why in one sentence. */
export class UnsafeAddress extends Error {}

/** Hosts, with their port where they have one of their own, that may be inside and need no TLS. */
export type AllowedHosts = ReadonlySet<string>

/** What is wrong with an address before anybody is asked where it leads; undefined where nothing is. */
export function findFaultOfUrl(text: string, allowed: AllowedHosts): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined) return 'Enter a whole address, such as https://receiver.example.org/hooks'
  if (url.username !== '' || url.password !== '') return 'The address must not hold a name or a password'
  if (allowed.has(url.host)) return undefined
  if (url.protocol !== 'https:') return 'The address must begin with https://'
  const host = bare(url)
  if (isIP(host) !== 0 && !isPublicAddress(host)) return 'The address leads into a private network'
  return undefined
}

const bare = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '')

export type PinnedAddress = { address: string; family: 4 | 6 }

/**
 * Where an address leads, to be connected to and not asked for again: a name that answers differently the second time
 * leads nowhere else. Every answer has to be public, unless the host is allowed.
 * @throws UnsafeAddress
 */
export async function pinAddress(url: URL, allowed: AllowedHosts): Promise<PinnedAddress> {
  const fault = findFaultOfUrl(url.href, allowed)
  if (fault !== undefined) throw new UnsafeAddress(fault)
  const found = await lookup(bare(url), { all: true, verbatim: true })
  if (!allowed.has(url.host) && !found.every(({ address }) => isPublicAddress(address)))
    throw new UnsafeAddress('The address leads into a private network')
  const [first] = found
  if (first === undefined) throw new UnsafeAddress('The address leads nowhere')
  return { address: first.address, family: first.family === 6 ? 6 : 4 }
}
