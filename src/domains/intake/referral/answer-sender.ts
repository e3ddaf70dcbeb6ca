import type { Transaction } from '#platform/database'
import { type IncidentMessage, incidentMessageSchema } from '../incident/incident.ts'
import { locateIncident } from '../incident/locate-incident.ts'
import { type Mapping, typeOf } from '../incident/mapping.ts'
import { messageOf, type Placing, type Target, targetCodes } from './referral.ts'
import { nameOf as nameOfField, writeTemplate } from './template.ts'

/** A field and what it lacks, under the name by which the sender filled it in. */
export type Lack = { field: string; lack: string }

type Read = {
  db: Transaction
  sheet: { id: string; header: readonly string[]; targets: readonly Placing[] }
  row: { line: number; cells: readonly string[] }
  mapping: Mapping
  types: ReadonlySet<string>
  day: string
}

/** What whoever refers has to put right or add, without anything of what they wrote. */
export async function findLacks({ db, sheet, row, mapping, types, day }: Read): Promise<Lack[]> {
  const sent = messageOf(sheet, row)
  const nameOf = (target: Target) => sheet.header[sheet.targets.indexOf(target)] ?? nameOfField(target)
  const lack = (target: Target, words: string): Lack => ({ field: nameOf(target), lack: words })
  const read = incidentMessageSchema.safeParse(sent)
  if (!read.success)
    return read.error.issues.map(({ path, message }) => {
      const target = targetAt(path, sent)
      if (target === 'occurred_from' || target === 'received_at')
        return lack(target, 'is no date that can be read. Write it such as 23/11/2026 21:30')
      return {
        field: target === undefined ? path.join(' ') : nameOf(target),
        lack: `could not be read. ${message}`,
      }
    })
  const message = read.data
  return [
    ...(message.narrative === undefined ? [lack('narrative', 'is empty')] : []),
    ...typeLack(message, mapping, types).map((words) => lack('opening', words)),
    ...(message.occurred_from === undefined ? [lack('occurred_from', 'is empty')] : []),
    ...(await placeLack(db, message, day)).map((words) => lack('address', words)),
  ]
}

function typeLack(message: IncidentMessage, mapping: Mapping, types: ReadonlySet<string>): string[] {
  if (typeOf(message, mapping, types) !== undefined) return []
  return [message.opening === undefined ? 'is empty' : 'is none of the types that we know']
}

async function placeLack(db: Transaction, { location }: IncidentMessage, day: string): Promise<string[]> {
  if (location === undefined) return ['is empty, and there is no postcode or UPRN either']
  const place = await locateIncident(db, location, day)
  return place.location === undefined ? ['and what stands beside it could not be found on the map'] : []
}

/** The column in which what the message's schema refuses was written. */
function targetAt(path: readonly PropertyKey[], sent: Readonly<Record<string, unknown>>): Target | undefined {
  const [first, second, third] = path.map(String)
  const { people } = sent
  const person: unknown = first === 'people' && Array.isArray(people) ? people[Number(second)] : undefined
  const role = typeof person === 'object' && person !== null ? String(Reflect.get(person, 'role')) : ''
  const names = [first, second, `${role}_${third}`]
  return targetCodes.find((code) => names.includes(code))
}

export type Answered = { hasTemplate: boolean; lacks: readonly (readonly Lack[])[]; attached: number }

/** The answer to whoever sent referrals: it holds nothing of them, for mail is read on the way. */
export function writeAnswer({ hasTemplate, lacks, attached }: Answered): string {
  const lists = lacks.flatMap((each, at) =>
    each.length === 0
      ? []
      : [
          [
            lacks.length === 1 ? 'These fields lack something:' : `Referral ${at + 1} lacks something:`,
            ...each.map(({ field, lack }) => `- ${field}: ${lack}`),
          ].join('\n'),
        ],
  )
  const paragraphs = [
    'We have your email. A colleague looks at each referral before it becomes a report.',
    ...(hasTemplate ? [] : ['It did not hold the filled-in template for referrals, which stands below.']),
    ...(lists.length === 0
      ? ['Every field that we need could be read.']
      : [...lists, 'If you can add it, send the template again with the same number of yours.']),
    ...(attached > 0
      ? ['Files that you attached were not taken. Whoever takes up the referral can ask for them.']
      : []),
    ...(hasTemplate ? [] : [writeTemplate().replaceAll('\r\n', '\n')]),
  ]
  return paragraphs.join('\n\n')
}
