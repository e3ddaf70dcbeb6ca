import { isLocalDate, londonInstant } from '#platform/clock'

/** The name by which the mapping of codes is found. */
export const referralSource = 'REFERRAL'

/** Most rows of one sheet, so that they can be looked at before they are brought in. */
export const mostRows = 500
export const mostColumns = 100
/** Most characters of one sheet. */
export const largestSheet = 2_000_000

/** What a column of a referral may say, with the names under which its own senders head it. */
export const targets = {
  number: { label: 'Their own number', heads: ['number', 'reference', 'ref', 'id', 'case number'] },
  narrative: {
    label: 'What happened',
    heads: ['what happened', 'description', 'details', 'summary', 'notes'],
  },
  asb_type: { label: 'Type, as our code', heads: ['asb type', 'type code'] },
  opening: {
    label: 'Type, as they call it',
    heads: ['type', 'category', 'incident type', 'type of problem'],
  },
  received_at: { label: 'When it was reported', heads: ['reported', 'date reported', 'received', 'date'] },
  occurred_from: {
    label: 'When it happened',
    heads: ['when', 'occurred', 'date of incident', 'incident date'],
  },
  address: { label: 'Where: address', heads: ['where', 'address', 'location', 'place'] },
  postcode: { label: 'Where: postcode', heads: ['postcode', 'post code'] },
  uprn: { label: 'Where: UPRN', heads: ['uprn'] },
  risk: { label: 'Risks and warnings', heads: ['risk', 'risks', 'warnings', 'concerns'] },
  victim_name: { label: 'Victim: name', heads: ['victim', 'victim name', 'name', 'tenant', 'tenant name'] },
  victim_phone: { label: 'Victim: telephone', heads: ['phone', 'telephone', 'mobile', 'victim phone'] },
  victim_email: { label: 'Victim: email', heads: ['email', 'e-mail', 'victim email'] },
  victim_address: { label: 'Victim: home address', heads: ['home address', 'victim address'] },
  victim_safe_contact: { label: 'Victim: how it is safe to reach them', heads: ['safe contact'] },
  reporter_name: {
    label: 'Who referred it: name',
    heads: ['referrer', 'referred by', 'reported by', 'officer'],
  },
  reporter_email: { label: 'Who referred it: email', heads: ['referrer email', 'officer email'] },
  alleged_perpetrator_name: {
    label: 'Alleged perpetrator: name',
    heads: ['perpetrator', 'alleged perpetrator'],
  },
  alleged_perpetrator_address: { label: 'Alleged perpetrator: address', heads: ['perpetrator address'] },
} as const satisfies Readonly<Record<string, { label: string; heads: readonly string[] }>>
export type Target = keyof typeof targets

/** Known, and of no use here. */
export const ignored = 'ignore'
export type Placing = Target | typeof ignored | ''

export const targetCodes = Object.keys(targets) as readonly Target[]
export const isPlacing = (text: string): text is Placing =>
  text === '' || text === ignored || targetCodes.some((code) => code === text)

/** A head as it is compared: capitals and signs make no difference. */
export const plainHead = (head: string): string =>
  head
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, ' ')
    .trim()

/** What the columns most likely say, by their heads; no target is given twice. */
export function guessTargets(header: readonly string[]): Placing[] {
  const taken = new Set<Target>()
  return header.map((head) => {
    const plain = plainHead(head)
    const found = targetCodes.find((code) => {
      const heads: readonly string[] = targets[code].heads
      return !taken.has(code) && (heads.includes(plain) || code === plain.replaceAll(' ', '_'))
    })
    if (found !== undefined) taken.add(found)
    return found ?? ''
  })
}

type Row = { line: number; cells: readonly string[] }

/**
 * The message that one row makes. Columns without a place go along as answers, so that nothing of a referral is
 * lost. A row without a number of its own is numbered by its sheet and line: brought in twice, it is filed once.
 */
export function messageOf(
  sheet: { id: string; header: readonly string[]; targets: readonly Placing[] },
  { line, cells }: Row,
): Readonly<Record<string, unknown>> & { number: string } {
  const at = (target: Target): string | undefined => {
    const value = cells[sheet.targets.indexOf(target)]?.trim()
    return value === '' ? undefined : value
  }
  const people = (['victim', 'reporter', 'alleged_perpetrator'] as const).flatMap((role) => {
    const facts = (['name', 'phone', 'email', 'address', 'safe_contact'] as const).flatMap((field) => {
      const code = targetCodes.find((each) => each === `${role}_${field}`)
      const value = code === undefined ? undefined : at(code)
      return value === undefined ? [] : [[field, value] as const]
    })
    return facts.length === 0 ? [] : [{ role, ...Object.fromEntries(facts) }]
  })
  const location = present([
    ['address', at('address')],
    ['postcode', at('postcode')],
    ['uprn', at('uprn')],
  ])
  const opening = at('opening')
  const answers = sheet.header.flatMap((head, column) => {
    const answer = sheet.targets[column] === '' ? (cells[column]?.trim() ?? '') : ''
    const wording = (head || `Column ${column + 1}`).slice(0, 500)
    return answer === ''
      ? []
      : [{ question: `column_${column + 1}`, wording, answer: answer.slice(0, 5_000) }]
  })
  return {
    source: referralSource,
    number: at('number') ?? `${sheet.id} ${line}`,
    version: 0,
    kind: 'creation',
    reporter_kind: 'professional',
    ...present([
      ['narrative', at('narrative')],
      ['asb_type', at('asb_type')],
      ['risk', at('risk')],
      ['received_at', momentOf(at('received_at'))],
      ['occurred_from', momentOf(at('occurred_from'))],
    ]),
    ...(opening === undefined ? {} : { opening: { code: opening } }),
    ...(Object.keys(location).length > 0 ? { location } : {}),
    ...(people.length > 0 ? { people } : {}),
    ...(answers.length > 0 ? { answers } : {}),
  }
}

/** Dates as sheets hold them: ISO 8601, or day first as in the United Kingdom. What is neither stays, and is told of. */
export function momentOf(written: string | undefined): string | undefined {
  if (written === undefined) return undefined
  const british = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T,]+(\d{1,2}):(\d{2}))?/.exec(written)
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2}))?/.exec(written)
  const [year, month, day, hour = '12', minute = '00'] = british
    ? [british[3], british[2], british[1], british[4], british[5]]
    : iso
      ? [iso[1], iso[2], iso[3], iso[4], iso[5]]
      : []
  if (year === undefined || month === undefined || day === undefined) return written
  if (iso && /(Z|[+-]\d{2}:?\d{2})$/.test(written)) return written
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isLocalDate(date) && Number(hour) < 24 && Number(minute) < 60
    ? londonInstant(date, `${hour.padStart(2, '0')}:${minute}`).toISOString()
    : written
}

function present(entries: readonly (readonly [string, string | undefined])[]): Record<string, string> {
  return Object.fromEntries(entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])))
}

/** How many rows say something in each column, in per cent, rounded down. */
export function coverageOf(header: readonly string[], rows: readonly Row[]): number[] {
  return header.map((_, column) => {
    const filled = rows.filter(({ cells }) => (cells[column]?.trim() ?? '') !== '').length
    return rows.length === 0 ? 0 : Math.floor((100 * filled) / rows.length)
  })
}
