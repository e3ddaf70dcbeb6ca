import { z } from 'zod'
import { type Question, type QuestionSet, type Section, sections } from '#domains/reports'
import { languages } from '#locales'
import { type Typed, typedValue, typedValues } from '#platform/forms'

/** The same in each language (BCP 47); empty where it is not written yet. */
const draftWords = z.record(z.string(), z.string())
export type DraftWords = z.infer<typeof draftWords>

const draftOption = z.object({
  /** For a new one only a mark, until it is proposed and gets a code of its own. */
  code: z.string(),
  isNew: z.boolean(),
  label: draftWords,
  hint: draftWords,
  exclusive: z.boolean(),
  leadsTo: z.enum(['danger', 'abuse', 'hate']).optional(),
})
const draftQuestion = z.object({
  id: z.string(),
  isNew: z.boolean(),
  kind: z.enum(['one', 'several', 'words']),
  wording: draftWords,
  hint: draftWords,
  isRequired: z.boolean(),
  missing: draftWords,
  askedWhen: z.object({ question: z.string(), is: z.array(z.string()) }).optional(),
  options: z.array(draftOption),
  /** Most characters of an answer in words, as typed. */
  most: z.string(),
})
const draftHeading = z.object({ wording: draftWords, hint: draftWords })
const questions = z.array(draftQuestion)

/** A set as it is being rewritten: anything may still be missing. */
export const setDraftSchema = z.object({
  label: draftWords,
  examples: draftWords,
  where: draftHeading,
  when: draftHeading,
  what: questions,
  effect: questions,
  before: questions,
  why: questions,
  who: questions,
  /** As typed: YYYY-MM-DD. */
  validFrom: z.string(),
  reason: z.string(),
})
export type SetDraft = z.infer<typeof setDraftSchema>
export type DraftQuestion = z.infer<typeof draftQuestion>
export type DraftOption = z.infer<typeof draftOption>

/** The languages in which a set has to be complete. */
export const draftLanguages = languages.map(({ tag, name }) => ({
  tag,
  name: tag === 'cy' ? 'Welsh' : name,
}))

/** A form of a whole set has more fields than any other form. */
export const manyFields: z.ZodType<Typed> = z
  .record(z.string().max(200), z.union([z.string().max(50_000), z.array(z.string().max(50_000)).max(100)]))
  .refine((fields) => Object.keys(fields).length <= 5_000, 'Too many fields')
  .transform((fields) => {
    const clean = (value: string) => value.replaceAll('\u0000', '')
    return Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        typeof value === 'string' ? clean(value) : value.map(clean),
      ]),
    )
  })

type Written = string | Readonly<Record<string, string>> | undefined
const wordsOf = (written: Written): DraftWords =>
  written === undefined ? {} : typeof written === 'string' ? { en: written } : { ...written }

/** A draft that begins as a copy of a version. */
export function draftOf(set: QuestionSet): SetDraft {
  const heading = ({ wording, hint }: QuestionSet['where']) => ({
    wording: wordsOf(wording),
    hint: wordsOf(hint),
  })
  return {
    label: wordsOf(set.label),
    examples: wordsOf(set.examples),
    where: heading(set.where),
    when: heading(set.when),
    what: set.what.map(draftOfQuestion),
    effect: set.effect.map(draftOfQuestion),
    before: set.before.map(draftOfQuestion),
    why: set.why.map(draftOfQuestion),
    who: set.who.map(draftOfQuestion),
    validFrom: '',
    reason: '',
  }
}

function draftOfQuestion(question: Question): DraftQuestion {
  const { id, kind, wording, hint, missing, askedWhen } = question
  return {
    id,
    isNew: false,
    kind,
    wording: wordsOf(wording),
    hint: wordsOf(hint),
    isRequired: missing !== undefined,
    missing: wordsOf(missing),
    askedWhen,
    options:
      question.kind === 'words'
        ? []
        : question.options.map((option) => ({
            code: option.code,
            isNew: false,
            label: wordsOf(option.label),
            hint: wordsOf(option.hint),
            exclusive: option.exclusive === true,
            leadsTo: option.leadsTo,
          })),
    most: question.kind === 'words' ? String(question.most) : '',
  }
}

/** Names of the fields of a question and of an option. */
export const fieldOf = (question: string) => `q.${question}`
export const optionFieldOf = (question: string, option: string) => `q.${question}.o.${option}`

/** The draft as it was typed: put in order, with what is to be removed gone. */
export function retyped(draft: SetDraft, typed: Typed): SetDraft {
  const rewrite = (name: string, before: DraftWords): DraftWords => ({
    ...before,
    ...Object.fromEntries(draftLanguages.map(({ tag }) => [tag, typedValue(typed, `${name}.${tag}`).trim()])),
  })
  const heading = (name: 'where' | 'when') => ({
    wording: rewrite(`${name}.wording`, draft[name].wording),
    hint: rewrite(`${name}.hint`, draft[name].hint),
  })
  const arrange = <Item>(items: readonly Item[], field: (item: Item) => string): Item[] =>
    items
      .map((item, index) => ({
        item,
        index,
        place: Number(typedValue(typed, `${field(item)}.order`) || index + 1),
      }))
      .filter(({ item }) => typedValue(typed, `${field(item)}.remove`) === '')
      .sort((a, b) => a.place - b.place || a.index - b.index)
      .map(({ item }) => item)
  /** After which answers it is asked: of the question chosen, those ticked; of another than before, none yet. */
  const askedAfter = ({ id, askedWhen }: DraftQuestion): DraftQuestion['askedWhen'] => {
    const name = `${fieldOf(id)}.after`
    if (typed[name] === undefined) return askedWhen
    const question = typedValue(typed, name)
    if (question === '') return undefined
    return { question, is: question === askedWhen?.question ? [...typedValues(typed, `${name}_is`)] : [] }
  }
  const rewriteQuestion = (question: DraftQuestion): DraftQuestion => {
    const name = fieldOf(question.id)
    const option = ({ code }: DraftOption) => optionFieldOf(question.id, code)
    return {
      ...question,
      wording: rewrite(`${name}.wording`, question.wording),
      hint: rewrite(`${name}.hint`, question.hint),
      isRequired: typedValue(typed, `${name}.required`) !== '',
      missing: rewrite(`${name}.missing`, question.missing),
      askedWhen: askedAfter(question),
      most: question.kind === 'words' ? typedValue(typed, `${name}.most`).trim() : '',
      options: arrange(question.options, option).map((each) => ({
        ...each,
        label: rewrite(`${option(each)}.label`, each.label),
        hint: rewrite(`${option(each)}.hint`, each.hint),
      })),
    }
  }
  const all = sections.flatMap((from) =>
    draft[from].map((question, index) => {
      const name = fieldOf(question.id)
      const to = sections.find((each) => each === typedValue(typed, `${name}.part`)) ?? from
      // A question that the form did not hold yet stays as it is.
      const isHeld = typed[`${name}.order`] !== undefined
      return {
        question: isHeld ? rewriteQuestion(question) : question,
        to,
        place: Number(typedValue(typed, `${name}.order`) || index + 1),
        // What comes from another part takes the place that was asked for.
        rank: to === from ? index + 1 : 0,
        isRemoved: typedValue(typed, `${name}.remove`) !== '',
      }
    }),
  )
  const section = (name: Section) =>
    all
      .filter(({ to, isRemoved }) => to === name && !isRemoved)
      .sort((one, other) => one.place - other.place || one.rank - other.rank)
      .map(({ question }) => question)
  return {
    label: rewrite('label', draft.label),
    examples: rewrite('examples', draft.examples),
    where: heading('where'),
    when: heading('when'),
    what: section('what'),
    effect: section('effect'),
    before: section('before'),
    why: section('why'),
    who: section('who'),
    validFrom: typedValue(typed, 'valid_from').trim(),
    reason: typedValue(typed, 'reason').trim(),
  }
}

/** A mark that nothing of the draft has yet: new_a, new_b and so on. */
function markFor(taken: readonly string[]): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  for (let length = 1; ; length += 1)
    for (const letter of letters) {
      const mark = `new_${letter.repeat(length)}`
      if (!taken.includes(mark)) return mark
    }
}

const newOption = (taken: readonly string[]): DraftOption => ({
  code: markFor(taken),
  isNew: true,
  label: {},
  hint: {},
  exclusive: false,
})

/** Adds an empty option to a question, and says how its fields are called. */
export function withOption(draft: SetDraft, question: string): { draft: SetDraft; at: string } {
  let at = ''
  const add = (each: DraftQuestion): DraftQuestion => {
    if (each.id !== question || each.kind === 'words') return each
    const option = newOption(each.options.map(({ code }) => code))
    at = `${optionFieldOf(question, option.code)}.label.en`
    return { ...each, options: [...each.options, option] }
  }
  const changed = Object.fromEntries(sections.map((section) => [section, draft[section].map(add)]))
  return { draft: { ...draft, ...changed }, at }
}

/** Adds an empty question to the end of a section, and says how its first field is called. */
export function withQuestion(
  draft: SetDraft,
  section: Section,
  kind: DraftQuestion['kind'],
): { draft: SetDraft; at: string } {
  const id = markFor(sections.flatMap((each) => draft[each].map((question) => question.id)))
  const first = newOption([])
  const question: DraftQuestion = {
    id,
    isNew: true,
    kind,
    wording: {},
    hint: {},
    isRequired: false,
    missing: {},
    options: kind === 'words' ? [] : [first, newOption([first.code])],
    most: kind === 'words' ? '1000' : '',
  }
  return {
    draft: { ...draft, [section]: [...draft[section], question] },
    at: `${fieldOf(id)}.wording.en`,
  }
}
