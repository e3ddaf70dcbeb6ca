import type { Row } from './insert-rows.ts'
import { type Random, seededRandom } from './random.ts'
import type { DemoReport } from './records.ts'

/**
 * Who is named in a report, as officers write them down: about every third reporter as the victim, now and then with a
 * slip of the pen, another form of the number or a part left out, and sometimes a neighbour they complain of.
 */
export function personRows(report: DemoReport): Row[] {
  const { contact, id } = report
  if (!contact) return []
  const draw = seededRandom(`named/${id}`)
  if (!draw.chance(0.35)) return []
  const [address = '', , postcode = ''] = contact.address.split(', ')
  const born = birthdayOf(seededRandom(`born/${trueIdentity(contact)}`))
  const victim = {
    description: '',
    vehicle: '',
    id: nthId(id, 1),
    report_id: id,
    position: 1,
    role: 'victim',
    name: nameAsTyped(contact.name, draw),
    born_on: draw.chance(0.7) ? born : null,
    phone: draw.chance(0.85) ? numberAsTyped(contact.phone, draw) : '',
    email: draw.chance(0.6) ? (draw.chance(0.1) ? contact.email.toUpperCase() : contact.email) : '',
    address: draw.chance(0.8) ? address : '',
    postcode: draw.chance(0.8) ? postcode : '',
    vulnerabilities: draw.chance(0.12) ? [draw.pick(['health', 'mental_health', 'age', 'isolated'])] : [],
  }
  const neighbour = {
    ...victim,
    id: nthId(id, 2),
    position: 2,
    role: 'alleged_perpetrator',
    name: '',
    born_on: null,
    phone: '',
    email: '',
    address: '',
    postcode: '',
    description: draw.pick([
      'Tall, red jacket, a small dog',
      'About 30, blue van',
      'Young, on a green scooter',
    ]),
    vulnerabilities: [],
  }
  return draw.chance(0.2) ? [victim, neighbour] : [victim]
}

/** What tells two people of the county apart: the truth that matching is measured by. */
export function trueIdentity(contact: { name: string; address: string }): string {
  return `${contact.name}|${contact.address}`
}

/** The id of a person named in a report: the report's own, with its last digit changed. */
function nthId(id: string, nth: number): string {
  return `${id.slice(0, -1)}${((Number.parseInt(id.slice(-1), 16) + nth) % 16).toString(16)}`
}

function birthdayOf(draw: Random): string {
  const day = (number: number) => String(number).padStart(2, '0')
  return `${1935 + draw.below(70)}-${day(1 + draw.below(12))}-${day(1 + draw.below(28))}`
}

function nameAsTyped(name: string, draw: Random): string {
  const [first = '', ...rest] = name.split(' ')
  const last = rest.join(' ')
  const how = draw.unit()
  if (how < 0.72) return name
  if (how < 0.8) return `${last}, ${first}`
  if (how < 0.86) return `${draw.pick(['Mr', 'Ms', 'Mx'])} ${name}`
  if (how < 0.93) return name.toUpperCase()
  // A letter too few, or two in the wrong order.
  const at = 1 + draw.below(Math.max(1, name.length - 2))
  return draw.chance(0.5)
    ? name.slice(0, at) + name.slice(at + 1)
    : name.slice(0, at) + (name[at + 1] ?? '') + (name[at] ?? '') + name.slice(at + 2)
}

function numberAsTyped(phone: string, draw: Random): string {
  return draw.pick([phone, phone.replaceAll(' ', ''), phone.replace(/^0/, '+44 ')])
}
