import { addDays, londonInstant } from '#platform/clock'
import { digitsOf } from './detect-third-parties.ts'
import type { SubjectRequest } from './read-request.ts'
import { linesOf } from './subject-request.ts'

/** A person as the database looks for them. */
export type PersonSought = {
  names: readonly string[]
  emails: readonly string[]
  phones: readonly string[]
  addresses: readonly string[]
  /** Words that stand together in what was reported. */
  phrases: readonly string[]
  /** For ILIKE, on what was written down about records. */
  patterns: readonly string[]
  filedFrom: Date | null
  filedBefore: Date | null
}

type Known = Pick<
  SubjectRequest,
  'personName' | 'otherNames' | 'email' | 'phone' | 'address' | 'fromDate' | 'toDate'
>

/** Everything by which a request's person may be found. */
export function personSought(request: Known): PersonSought {
  const names = [request.personName, ...linesOf(request.otherNames)]
  const emails = linesOf(request.email)
  const phones = linesOf(request.phone).filter((phone) => digitsOf(phone).length >= 7)
  const addresses = addressesOf(request.address)
  return {
    names,
    emails,
    phones,
    addresses: addresses.map(houseAndStreet),
    phrases: unique([
      ...names,
      ...names.flatMap(titledSurnames),
      ...emails,
      ...phones.flatMap(waysToWrite),
      ...addresses.map(houseAndStreet),
    ]),
    patterns: unique([
      ...names.map((name) => inOrder(name.split(/\s+/))),
      ...emails.map((email) => inOrder([email])),
      ...phones.map((phone) => inOrder(groupsOf(phone))),
    ]),
    filedFrom: request.fromDate === null ? null : londonInstant(request.fromDate, '00:00'),
    filedBefore: request.toDate === null ? null : londonInstant(addDays(request.toDate, 1), '00:00'),
  }
}

/** One address may be written in lines; an empty line stands between two. */
export function addressesOf(typed: string): string[] {
  return typed
    .split(/\n\s*\n|;/)
    .map((address) => linesOf(address).join(', '))
    .filter((address) => address !== '')
}

/** What tells an address apart: town and postcode are shared by thousands. "Flat 2, 9 Old Road, Southholme" is both parts. */
function houseAndStreet(address: string): string {
  const parts = address.split(',').map((part) => part.trim())
  const street = parts.findIndex(
    (part) => /\p{L}{3}/u.test(part) && !/^(?:flat|apartment|unit|room)\b/i.test(part),
  )
  return parts.slice(0, street + 1).join(', ') || address
}

function titledSurnames(name: string): string[] {
  const words = name.split(/\s+/)
  const surname = words.at(-1) ?? ''
  return words.length < 2 || surname.length < 3
    ? []
    : ['Mr', 'Mrs', 'Ms', 'Miss', 'Dr'].map((title) => `${title} ${surname}`)
}

/** 07700900982, 07700 900982, 07700 900 982 and the same with +44. */
function waysToWrite(phone: string): string[] {
  const [first = '', second = '', third = ''] = groupsOf(phone)
  return [`0${first}`, `+44${first}`, `+44 ${first}`].flatMap((start) => [
    `${start}${second}${third}`,
    `${start} ${second}${third}`,
    `${start} ${second} ${third}`,
  ])
}

/** The number without its leading nought, in the groups people leave gaps between. */
function groupsOf(phone: string): string[] {
  const digits = digitsOf(phone)
  return [digits.slice(0, 4), digits.slice(4, 7), digits.slice(7)]
}

function inOrder(words: readonly string[]): string {
  return `%${words.map((word) => word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)).join('%')}%`
}

const unique = (words: readonly string[]) => [...new Set(words.filter((each) => each.trim() !== ''))]
