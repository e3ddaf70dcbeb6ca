import { createHash } from 'node:crypto'

export type Named = { name: string; email: string; phone: string; address: string }

/** A full postcode (BS 7666), in any spelling, at the end or in the middle of an address. */
const postcode = /\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})\b/i

/**
 * What tells a reporter from others, each as a hash: the e-mail address, the telephone number, the name together with
 * the postcode. One of them in common is one person.
 */
export function reporterKeys({ name, email, phone, address }: Named): Buffer[] {
  const keys = [
    ['email', normalEmail(email)],
    ['phone', normalPhone(phone)],
    ['home', normalHome(name, address)],
  ] as const
  return keys.flatMap(([kind, value]) =>
    value === '' ? [] : [createHash('sha256').update(`${kind}:${value}`).digest()],
  )
}

export function normalEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase()
}

/** Digits from the country code on; +44, 0044 and 0 are the same (ITU-T E.164). Too few digits are no number. */
export function normalPhone(phone: string): string {
  const digits = phone.replaceAll(/\(0\)/g, '').replaceAll(/[^\d+]/g, '')
  const national = digits.replace(/^(\+44|0044|44(?=\d{10}$))0?/, '0').replace(/^\+|^00/, '')
  return national.length < 7 ? '' : national
}

function normalHome(name: string, address: string): string {
  const found = postcode.exec(address)
  const letters = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z ]/g, '')
    .replaceAll(/\b(mr|mrs|miss|ms|dr|mx)\b/g, '')
    .split(' ')
    .filter((part) => part !== '')
    .join(' ')
  return found === null || letters === '' ? '' : `${letters}|${found[1]}${found[2]}`.toLowerCase()
}
