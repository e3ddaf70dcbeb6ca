export const flagKinds = ['vulnerability', 'escalation', 'repeat_victim', 'repeat_place'] as const
export type FlagKind = (typeof flagKinds)[number]

export const flagNames: Readonly<Record<FlagKind, string>> = {
  vulnerability: 'Vulnerable',
  escalation: 'Escalation',
  repeat_victim: 'Repeat victim',
  repeat_place: 'Repeat place',
}

/** The colour of a flag's tag; the word says the same. */
export const flagColours: Readonly<Record<FlagKind, string>> = {
  vulnerability: 'govuk-tag--pink',
  escalation: 'govuk-tag--red',
  repeat_victim: 'govuk-tag--orange',
  repeat_place: 'govuk-tag--yellow',
}

/** What a rule found, as far as the reader's level on each record carries it. */
export type FlagFinding = {
  kind: FlagKind
  /** Code and version of the definition. */
  rule: string
  ruleVersion: number
  name: string
  source: string
  atLeast: number
  windowDays: number
  /** The report, or what is being typed, says it by itself. */
  restsOnItself: boolean
  /** Other records that count for this reader. */
  counted: number
  /** References of those seen in full. */
  seen: readonly string[]
  /** Of the others, how many are held by whom: ask them. */
  elsewhere: readonly { organisation: string; reports: number }[]
  /** How many more exist, of which the reader may know no more. */
  unnamed: number
}

export type Flag = FlagFinding & {
  id: string
  raisedAt: Date
  expiresAt: Date
  endedAt: Date | null
  endedBecause: string
}

/** Raised, not ended and not expired. */
export const isLive = ({ endedAt, expiresAt }: Flag, now: Date): boolean =>
  endedAt === null && expiresAt > now

/** What a finding rests on beside references that can be opened: "2 more at Northholme, ask them". */
export function basisWords({ restsOnItself, seen, elsewhere, unnamed }: FlagFinding): string[] {
  const more = seen.length > 0 ? ' more' : ''
  return [
    ...(restsOnItself ? ['Said in this report'] : []),
    ...elsewhere.map(({ organisation, reports }) => `${reports}${more} at ${organisation}, ask them`),
    ...(unnamed > 0 ? [`${unnamed} more ${unnamed === 1 ? 'exists' : 'exist'}: ask your co-ordinator`] : []),
  ]
}
