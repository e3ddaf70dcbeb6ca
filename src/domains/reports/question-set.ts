import { z } from 'zod'

/** Machine codes are small words that never change; what people read stands beside them and may. */
const code = z.string().regex(/^[a-z][a-z_]*$/)
const line = z.string().trim().min(1).max(300)
/** What people read, by language (BCP 47); English is always there. A set in English alone is plain text. */
const words = z.union([line, z.object({ en: line }).catchall(line)])

/** Pages of help that an answer calls for, shown before the next question. */
export const helpKinds = ['danger', 'abuse', 'hate'] as const
export type HelpKind = (typeof helpKinds)[number]

const option = z.object({
  code,
  label: words,
  hint: words.optional(),
  /** "None of these": choosing it leaves the others out. */
  exclusive: z.literal(true).optional(),
  /** Choosing it shows this page of help before the next question. */
  leadsTo: z.enum(helpKinds).optional(),
})

const shared = {
  id: code,
  wording: words,
  hint: words.optional(),
  /** Asked only when an earlier question has one of these codes. */
  askedWhen: z.object({ question: code, is: z.array(code).min(1) }).optional(),
  /** The error when it is left out; without it the question may be left. */
  missing: words.optional(),
}

const question = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('one'), ...shared, options: z.array(option).min(2) }),
  z.object({ kind: z.literal('several'), ...shared, options: z.array(option).min(2) }),
  z.object({ kind: z.literal('words'), ...shared, most: z.int().min(50).max(5_000) }),
])

const heading = z.object({ wording: words, hint: words.optional() })

/**
 * The questions of one type of anti-social behaviour, in the order in which they are asked. Where, when and how to be
 * in touch are pages of their own (public-form); the set gives where and when their wording.
 */
export const questionSetSchema = z
  .object({
    asbType: code,
    version: z.int().min(1),
    validFrom: z.iso.date(),
    label: words,
    /** What belongs here, under the type's name where a type is chosen. */
    examples: words,
    what: z.array(question).min(1),
    where: heading,
    when: heading,
    effect: z.array(question).min(1),
    before: z.array(question).min(1),
    why: z.array(question).min(1),
    who: z.array(question).min(1),
  })
  .superRefine((set, context) => {
    for (const message of faultsOf(set)) context.addIssue({ code: 'custom', message })
  })

export type QuestionSet = z.infer<typeof questionSetSchema>
export type Question = z.infer<typeof question>

/** A set as it is asked: in one language. */
export type AskedSet = InOneLanguage<QuestionSet>
export type AskedQuestion = InOneLanguage<Question>

type InOneLanguage<Part> = Part extends { en: string }
  ? string
  : Part extends readonly (infer Each)[]
    ? InOneLanguage<Each>[]
    : Part extends object
      ? { [Key in keyof Part]: InOneLanguage<Part[Key]> }
      : Part

const askedSets = new WeakMap<QuestionSet, Map<string, AskedSet>>()

/** A set in the language asked for, and in English where it lacks that. */
export function askedIn(set: QuestionSet, tag: string): AskedSet {
  const known = askedSets.get(set) ?? new Map<string, AskedSet>()
  askedSets.set(set, known)
  const asked = known.get(tag) ?? (inOneLanguage(set, tag) as AskedSet)
  known.set(tag, asked)
  return asked
}

function inOneLanguage(part: unknown, tag: string): unknown {
  if (Array.isArray(part)) return part.map((each) => inOneLanguage(each, tag))
  if (typeof part !== 'object' || part === null) return part
  const entries = Object.entries(part)
  if ('en' in part) return entries.find(([language]) => language === tag)?.[1] ?? part.en
  return Object.fromEntries(entries.map(([key, value]) => [key, inOneLanguage(value, tag)]))
}
export type Section = (typeof sections)[number]

/** The groups of questions, in the order of the journey: what comes before the place and the time, the rest after. */
export const sections = ['what', 'effect', 'before', 'why', 'who'] as const

/** Every question of a set in the order of the journey. */
export function questionsOf<Each>(set: Readonly<Record<Section, readonly Each[]>>): Each[] {
  return sections.flatMap((section) => set[section])
}

/** The questions that the record itself needs, whatever the type. */
const required = {
  /** The report's summary. */
  whatHappened: 'what_happened',
  /** Feeds the Case Review count: codes yes, no and not_sure. */
  reportedBefore: 'reported_before',
} as const

export const { whatHappened, reportedBefore } = required

/** Ids of the journey's own pages, which no question may take. */
export const ownPages = [
  'where',
  'which_place',
  'advice',
  'describe_place',
  'when',
  'when_danger',
  'when_emergency',
  'when_once',
  'when_pattern',
  'for_whom',
  'consent',
  'their_name',
  'your_work',
  'contact',
  'contact_how',
  'contact_email',
  'contact_phone',
  'contact_text',
  'contact_name',
  'contact_safely',
  'contact_format',
  'evidence',
  'check',
  'done',
  'stopped',
  'language',
  'later',
  'keep',
]

function faultsOf(set: Pick<QuestionSet, Section>): string[] {
  const faults: string[] = []
  const earlier = new Map<string, readonly string[]>()
  for (const each of questionsOf(set)) {
    const codes = each.kind === 'words' ? [] : each.options.map((option) => option.code)
    if (earlier.has(each.id) || ownPages.includes(each.id)) faults.push(`The id ${each.id} is taken`)
    if (new Set(codes).size < codes.length) faults.push(`${each.id} has the same code twice`)
    const { askedWhen } = each
    const asked = askedWhen && earlier.get(askedWhen.question)
    if (askedWhen && !askedWhen.is.every((code) => asked?.includes(code)))
      faults.push(`${each.id} waits for an answer that no earlier question has`)
    earlier.set(each.id, codes)
  }
  const summary = set.what.find(({ id }) => id === required.whatHappened)
  if (summary?.kind !== 'words' || summary.missing === undefined || summary.askedWhen)
    faults.push(`${required.whatHappened} must be words, asked of everybody`)
  const before = set.before.find(({ id }) => id === required.reportedBefore)
  if (
    before?.kind !== 'one' ||
    before.askedWhen ||
    before.options.map(({ code }) => code).join() !== 'yes,no,not_sure'
  )
    faults.push(`${required.reportedBefore} must have the codes yes, no and not_sure`)
  return faults
}
