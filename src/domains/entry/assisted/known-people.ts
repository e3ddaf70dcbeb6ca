import { sql } from 'kysely'
import { type FlagKind, flagKinds } from '#domains/risk'
import { type LocalDate, localDateSchema } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { dateParts, type Typed, typedValue } from '#platform/forms'
import { countPeople, personField } from './read-people.ts'

/** What may be known of somebody and filled in; `born` is three fields. */
const knownFields = ['name', 'born', 'phone', 'email', 'address', 'postcode'] as const
export type KnownField = (typeof knownFields)[number]

export type KnownFact = {
  field: KnownField
  value: string
  /** The latest report that says so. */
  reference: string
  filedAt: Date
  /** How it stands to what is typed. */
  stands: 'new' | 'same' | 'other'
  /** They said that this way to reach them is not safe: it is told and not filled in. */
  isUnsafe: boolean
}

/** Somebody who is being typed in and stands in reports already. */
export type KnownPerson = {
  /** `reporter`, or the position of somebody named. */
  key: string
  about: string
  /** What is the same: kinds of key. */
  because: readonly string[]
  facts: readonly KnownFact[]
  /** What stands on the reports that name them, as far as the reader sees what it rests on. */
  flags: readonly FlagKind[]
  /** Names of others who go by the same: which of them it is, their name says. */
  others: readonly string[]
}

type Row = {
  person: number
  kinds: string[]
  reference: string
  filedAt: Date
  unsafe: string[]
  flags: FlagKind[]
} & Record<KnownField, string>

/** What reports of the reader's own organisation say already of those who are being typed in. */
export async function findKnownPeople(db: Transaction, typed: Typed): Promise<KnownPerson[]> {
  const people = ['reporter', ...Array.from({ length: countPeople(typed) }, (_, at) => String(at + 1))]
    .map((key) => ({ key, said: saidOf(typed, key) }))
    .filter(({ said }) => Object.values(said).some(Boolean))
  if (people.length === 0) return []
  const asked = people.map(({ said: { born, ...said } }) => ({
    ...said,
    ...(born === '' ? {} : { bornOn: born }),
  }))
  const { rows } = await sql<Row>`
    select known.person, known.kinds, report.reference, report.filed_at as "filedAt",
      coalesce(named.name, contact.name, '') as name, coalesce(named.born_on::text, '') as born,
      coalesce(named.phone, contact.phone, '') as phone, coalesce(named.email, contact.email, '') as email,
      coalesce(named.address, contact.address, '') as address, coalesce(named.postcode, '') as postcode,
      case when wish.only_channel = 'page' then '{phone,text,email,letter}' else coalesce(wish.unsafe_channels, '{}') end as unsafe,
      coalesce(flagged.kinds, '{}') as flags
    from known_while_typing(${JSON.stringify(asked)}::jsonb) as known
    join report on report.id = known.report_id
    left join report_person as named on named.id = known.subject
    left join report_contact as contact on contact.report_id = known.subject
    left join contact_wish as wish on wish.report_id = contact.report_id
    left join lateral flag_kinds(array[report.id]) as flagged on true
    order by report.filed_at desc, report.id`.execute(db)
  return people.flatMap(({ key, said }, at) => {
    const found = rows.filter(({ person }) => person === at)
    // One telephone may serve a house: what is told of two people is never put together.
    const { name = '' } = found.find((row) => row.name !== '') ?? {}
    const known = found.filter((row) => plain(row.name) === plain(name))
    const others = found
      .map((row) => row.name)
      .filter((other) => other !== '' && plain(other) !== plain(name))
    if (known.length === 0) return []
    return [
      {
        key,
        about: said.name || (key === 'reporter' ? 'Who reports it' : `Person ${key}`),
        because: [...new Set(known.flatMap(({ kinds }) => kinds))],
        flags: flagKinds.filter(
          (kind) => kind !== 'repeat_place' && known.some(({ flags }) => flags.includes(kind)),
        ),
        facts: askedOf(key).flatMap((field) => factOf(field, known, said[field]) ?? []),
        others: [...new Map(others.map((other) => [plain(other), other])).values()],
      },
    ]
  })
}

/** Of who reports it the form asks neither birthday nor postcode. */
const askedOf = (key: string): readonly KnownField[] =>
  key === 'reporter' ? (['name', 'phone', 'email', 'address'] as const) : knownFields

const channelsOf: Readonly<Partial<Record<KnownField, readonly string[]>>> = {
  phone: ['phone', 'text'],
  email: ['email'],
  address: ['letter'],
}

function factOf(field: KnownField, known: readonly Row[], said: string): KnownFact | undefined {
  const latest = known.find((row) => row[field] !== '')
  if (latest === undefined) return undefined
  const { reference, filedAt } = latest
  const value = latest[field]
  const stands = said === '' ? 'new' : plain(said) === plain(value) ? 'same' : 'other'
  const channels = channelsOf[field] ?? []
  const isUnsafe = known.some(({ unsafe }) => unsafe.some((channel) => channels.includes(channel)))
  return { field, value, reference, filedAt, stands, isUnsafe }
}

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}@]/gu, '')

/** What is typed with all that is known of one person in the fields that were left empty, but for what is not safe. */
export function fillInKnown(typed: Typed, known: readonly KnownPerson[], key: string): Typed {
  const person = known.find((each) => each.key === key)
  const filled = (person?.facts ?? [])
    .filter(({ stands, isUnsafe }) => stands === 'new' && !isUnsafe)
    .flatMap(({ field, value }) => fieldsOf(key, field, value))
  return { ...typed, ...Object.fromEntries(filled) }
}

function fieldsOf(key: string, field: KnownField, value: string): (readonly [string, string])[] {
  if (key === 'reporter') return [[field, value]]
  if (field !== 'born') return [[personField(Number(key), field), value]]
  const [year = '', month = '', day = ''] = value.split('-').map((part) => String(Number(part)))
  const born = personField(Number(key), 'born')
  return [
    [`${born}-day`, day],
    [`${born}-month`, month],
    [`${born}-year`, year],
  ]
}

function saidOf(typed: Typed, key: string): Record<KnownField, string> {
  const text = (field: KnownField) =>
    typedValue(typed, key === 'reporter' ? field : personField(Number(key), field)).trim()
  const isReporter = key === 'reporter'
  return {
    name: text('name'),
    phone: text('phone'),
    email: text('email'),
    address: text('address'),
    postcode: isReporter ? '' : text('postcode'),
    born: isReporter ? '' : bornOf(typed, Number(key)),
  }
}

/** The birthday where it is a real one; half a date tells nobody apart. */
function bornOf(typed: Typed, position: number): LocalDate {
  const { day = '', month = '', year = '' } = dateParts(typed, personField(position, 'born'))
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return localDateSchema.safeParse(date).success ? date : ''
}
