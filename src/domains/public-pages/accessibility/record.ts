import { z } from 'zod'
import { type LocalDate, localDateSchema } from '#platform/clock'
import automaticWritten from '../../../../packs/accessibility/automatic.json' with { type: 'json' }
import checksWritten from '../../../../packs/accessibility/checks.json' with { type: 'json' }
import criteriaWritten from '../../../../packs/accessibility/criteria.json' with { type: 'json' }
import problemsWritten from '../../../../packs/accessibility/problems.json' with { type: 'json' }
import waiversWritten from '../../../../packs/accessibility/waivers.json' with { type: 'json' }

/** Kinds of page: each criterion is checked on each of them. */
export const pageKinds = ['words', 'question', 'place', 'evidence', 'status', 'follow', 'staff'] as const

/** By what was checked. */
export const means = [
  'keyboard',
  'zoom',
  'narrow',
  'spacing',
  'turned',
  'without_colour',
  'without_script',
  'wrong_answers',
  'reading',
] as const

const both = z.object({ en: z.string().min(1), cy: z.string().min(1) })
const kind = z.enum(pageKinds)
const day = localDateSchema

const criterionSchema = z.object({
  number: z.string().regex(/^\d\.\d\.\d+$/),
  name: z.string(),
  level: z.enum(['A', 'AA']),
})
const checkSchema = z.object({
  criterion: z.string(),
  kind,
  means: z.array(z.enum(means)).min(1),
  /** Pages that stood for their kind, by address. */
  pages: z.array(z.string().startsWith('/')).min(1),
  /** What was done and seen, for whoever checks it again. */
  how: z.string().min(1),
  result: z.enum(['passed', 'failed', 'not_applicable']),
  on: day,
})
const problemSchema = z.object({
  what: both,
  criteria: z.array(z.string()).min(1),
  kinds: z.array(kind).min(1),
  /** Why it stands: it breaks the rules, mending it costs too much, or the rules leave it out. */
  because: z.enum(['not_compliant', 'disproportionate_burden', 'out_of_scope']),
  found: day,
  mendBy: day.nullable(),
})
const waiverSchema = z.object({
  /** The rule of the program. */
  rule: z.string().min(1),
  /** The one kind of page on which it is waived: the address as the journeys of the tests name it. */
  page: z.string().startsWith('/'),
  because: both,
  evidence: z.string().min(1),
  until: day,
})
const automaticSchema = z.object({
  program: z.string(),
  tags: z.array(z.string()).min(1),
  /** Those that can break because a page is narrow: what moves, what comes up, what has to be scrolled. */
  rulesOfWidth: z.array(z.string()).min(1),
})

export type Criterion = z.output<typeof criterionSchema>
export type Check = z.output<typeof checkSchema>
export type Problem = z.output<typeof problemSchema>
export type Waiver = z.output<typeof waiverSchema>

/** What is known of how accessible the service is: the statement says this and nothing else. */
export type AccessibilityRecord = {
  criteria: readonly Criterion[]
  checks: readonly Check[]
  problems: readonly Problem[]
  waivers: readonly Waiver[]
  automatic: z.output<typeof automaticSchema>
}

/** The record of this version of the product. */
export const accessibilityRecord: AccessibilityRecord = {
  criteria: z.array(criterionSchema).parse(criteriaWritten),
  checks: z.array(checkSchema).parse(checksWritten),
  problems: z.array(problemSchema).parse(problemsWritten),
  waivers: z.array(waiverSchema).parse(waiversWritten),
  automatic: automaticSchema.parse(automaticWritten),
}

/** The three answers that a statement may give (Implementing Decision (EU) 2018/1523, as retained). */
export type Compliance = 'full' | 'partial' | 'none'

export type Summary = {
  compliance: Compliance
  /** How many criteria on how many kinds of page there are to check, and what came of it. */
  toCheck: number
  passed: number
  failed: number
  notApplicable: number
  unchecked: number
  /** The latest check; undefined where there is none. */
  checkedOn: LocalDate | undefined
}

/**
 * Full where everything was checked and nothing is wrong or waived; partial where more than half was and
 * passed; none otherwise: what nobody checked counts as not met.
 */
export function summarise({ criteria, checks, problems, waivers }: AccessibilityRecord): Summary {
  const toCheck = criteria.length * pageKinds.length
  const count = (result: Check['result']) => checks.filter((check) => check.result === result).length
  const [passed, failed, notApplicable] = [count('passed'), count('failed'), count('not_applicable')]
  const sound = passed + notApplicable
  const isWhole = sound === toCheck && waivers.length === 0 && problems.every(isLeftOut)
  return {
    compliance: isWhole ? 'full' : sound > toCheck / 2 ? 'partial' : 'none',
    toCheck,
    passed,
    failed,
    notApplicable,
    unchecked: toCheck - checks.length,
    checkedOn: checks
      .map(({ on }) => on)
      .toSorted()
      .at(-1),
  }
}

const isLeftOut = ({ because }: Problem) => because === 'out_of_scope'

/** What was checked of one criterion, and the kinds of page on which nobody has checked it. */
export function checksOf(
  { checks }: Pick<AccessibilityRecord, 'checks'>,
  { number }: Pick<Criterion, 'number'>,
): { done: readonly Check[]; unchecked: readonly (typeof pageKinds)[number][] } {
  const done = checks.filter(({ criterion }) => criterion === number)
  return { done, unchecked: pageKinds.filter((each) => done.every((check) => check.kind !== each)) }
}
