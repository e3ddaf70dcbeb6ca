import type { RaisedPrompt } from '#domains/reports'
import type { RuleSharing } from '#domains/sharing'
import type { LocalDate } from '#platform/clock'
import type { ConsideredRule, Destination } from './match-rule.ts'

/** A report that nobody made, to see where it would go. */
export type SimulatedReport = {
  asbType: string | undefined
  place: string
  /** National Grid metres, once a place is chosen. */
  point: { easting: number; northing: number } | undefined
  day: LocalDate
  /** As the form has them: the qualifier may be left to the type. By the names that conditions use. */
  values: Readonly<Record<string, string>>
}

export type WhoCovers = {
  organisationName: string
  contactAdvice: string
  areaKind: string
  asbType: string | null
}

export type Simulation = {
  /** Answers that rules ask for of reports of the type, with the values that they expect. */
  facts: readonly { fact: string; expected: readonly string[] }[]
  /** The wording of the questions that rules ask the answers of, by fact. */
  wordings: ReadonlyMap<string, string>
  /** Places that the words may mean; more than one has to be chosen from. */
  places: readonly { label: string; kind: string; easting: number; northing: number }[]
  /** Undefined until there is a type, and one place or none. */
  outcome:
    | {
        destination: Destination
        because: string
        prompts: readonly RaisedPrompt[]
        isFallback: boolean
        considered: readonly ConsideredRule[]
        notConsidered: number
        areas: readonly { kind: string; name: string; code: string }[]
        coverage: readonly WhoCovers[]
        sharedWith: readonly RuleSharing[]
      }
    | undefined
}
