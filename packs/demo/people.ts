import { dramaNumber, mailDomain } from './county-facts.ts'
import type { DemoStreet } from './gazetteer.ts'
import { personName } from './names.ts'
import { LANDLORDS } from './organisations.ts'
import type { Random } from './random.ts'
import { landlordName } from './rules.ts'

export type DemoContact = {
  name: string
  email: string
  phone: string
  address: string
  preferredChannel: 'none' | 'email' | 'phone' | 'text' | 'letter'
  safeContact: string
}

/** Somebody who reports. The same number gives the same person each time. */
export type Reporter = DemoContact & { landlord: string | undefined }

const SAFE_CONTACT = [
  'Please do not leave a message with anyone else in the house.',
  'Ring after 6pm, I work during the day.',
  'Please do not come to my door in uniform.',
  'Use my email only. I share my phone.',
] as const

export function reporter(person: number, street: DemoStreet, random: Random): Reporter {
  const draw = random.fork('reporter', person)
  const name = personName(draw)
  const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}.${person + 1}@${mailDomain}`
  const postcode = street.postcodes.length > 0 ? draw.pick(street.postcodes).postcode : ''
  const reach = draw.unit()
  return {
    name,
    email: reach < 0.75 ? email : '',
    phone: reach > 0.2 ? dramaNumber(person) : '',
    address: [`${1 + draw.below(140)} ${street.name}`, street.ward.name, postcode].filter(Boolean).join(', '),
    preferredChannel: reach < 0.45 ? 'email' : reach < 0.75 ? 'phone' : reach < 0.93 ? 'text' : 'letter',
    safeContact: draw.chance(0.07) ? draw.pick(SAFE_CONTACT) : '',
    landlord: draw.chance(0.22) ? landlordName(draw.pick(LANDLORDS)) : undefined,
  }
}
