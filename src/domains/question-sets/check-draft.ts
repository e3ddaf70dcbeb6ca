import {
  ownPages,
  type QuestionSet,
  questionSetSchema,
  questionsOf,
  reportedBefore,
  sections,
  whatHappened,
} from '#domains/reports'
import { isLocalDate, type LocalDate } from '#platform/clock'
import type { FormError } from '#platform/forms'
import { codeFrom } from './code-from.ts'
import {
  type DraftOption,
  type DraftQuestion,
  type DraftWords,
  draftLanguages,
  fieldOf,
  optionFieldOf,
  type SetDraft,
} from './set-draft.ts'

/** What is wanted of a draft beside its questions. */
export type Wanted = {
  asbType: string
  basedOn: number
  /** The day before which it cannot hold: today, or the day of the newest version. */
  earliest: LocalDate
  /** Codes that any version of this type has used, by question: a new question or option never takes one over. */
  used: ReadonlyMap<string, ReadonlySet<string>>
}

export type Checked = { ok: true; set: QuestionSet } | { ok: false; errors: readonly FormError[] }

/** Most characters of a line that people read. */
const longest = 300

/** The set that a draft makes, or what is missing, each at the field where it is to be put right. */
export function checkDraft(draft: SetDraft, wanted: Wanted): Checked {
  const errors: FormError[] = []
  const refuse = (field: string, message: string) => errors.push({ field, anchor: field, message })
  checkDay(draft, wanted, refuse)
  const about = (name: string, said: string, words: DraftWords, isWanted: boolean) =>
    checkWords(refuse, name, said, words, isWanted)
  about('label', 'the name of the type', draft.label, true)
  about('examples', 'what belongs here', draft.examples, true)
  for (const [name, said] of [
    ['where', 'the question about the place'],
    ['when', 'the question about the time'],
  ] as const) {
    about(`${name}.wording`, said, draft[name].wording, true)
    about(`${name}.hint`, `the hint of ${said}`, draft[name].hint, false)
  }
  for (const question of questionsOf(draft)) checkQuestion(question, refuse)
  checkOrder(draft, refuse)
  checkNeeded(draft, refuse)
  if (errors.length > 0) return { ok: false, errors }
  const read = questionSetSchema.safeParse(setOf(draft, wanted))
  if (read.success) return { ok: true, set: read.data }
  return {
    ok: false,
    errors: read.error.issues.map(({ message }) => ({ field: 'label.en', anchor: 'label.en', message })),
  }
}

type Refuse = (field: string, message: string) => void

function checkDay({ validFrom, reason }: SetDraft, { earliest }: Wanted, refuse: Refuse): void {
  if (!isLocalDate(validFrom)) refuse('valid_from', 'Enter the day from which it is asked, like 2027-03-31')
  else if (validFrom < earliest) refuse('valid_from', `It can be asked from ${earliest} on, not before`)
  if (reason === '') refuse('reason', 'Say what changes and why')
  else if (reason.length > 1_000) refuse('reason', 'What changes and why must be 1,000 characters or fewer')
}

function checkWords(refuse: Refuse, name: string, said: string, words: DraftWords, isWanted: boolean): void {
  const written = draftLanguages.filter(({ tag }) => (words[tag] ?? '') !== '')
  for (const { tag, name: language } of draftLanguages) {
    const text = words[tag] ?? ''
    if (text === '' && (isWanted || written.length > 0))
      refuse(`${name}.${tag}`, `Enter ${said} in ${language}`)
    if (text.length > longest)
      refuse(`${name}.${tag}`, `In ${language}, ${said} must be ${longest} characters or fewer`)
  }
}

const called = ({ wording, id }: DraftQuestion) => `‘${wording.en || id}’`

function checkQuestion(question: DraftQuestion, refuse: Refuse): void {
  const name = fieldOf(question.id)
  const said = question.isNew && !question.wording.en ? 'the new question' : called(question)
  checkWords(refuse, `${name}.wording`, question.wording.en ? said : 'the question', question.wording, true)
  checkWords(refuse, `${name}.hint`, `the hint of ${said}`, question.hint, false)
  if (question.isRequired)
    checkWords(refuse, `${name}.missing`, `the error when ${said} is left out`, question.missing, true)
  if (question.kind === 'words') {
    const most = Number(question.most)
    if (!Number.isInteger(most) || most < 50 || most > 5_000)
      refuse(`${name}.most`, `The longest answer to ${said} must be between 50 and 5,000 characters`)
    return
  }
  if (question.options.length < 2) refuse(`${name}.wording.en`, `${said} needs two options or more`)
  for (const option of question.options) {
    const field = optionFieldOf(question.id, option.code)
    checkWords(
      refuse,
      `${field}.label`,
      `the option ${option.label.en ? `‘${option.label.en}’` : ''} of ${said}`.replace('  ', ' '),
      option.label,
      true,
    )
    checkWords(
      refuse,
      `${field}.hint`,
      `the hint of the option ‘${option.label.en ?? ''}’`,
      option.hint,
      false,
    )
  }
}

/** A question that waits for an answer comes after the question that has it. */
function checkOrder(draft: SetDraft, refuse: Refuse): void {
  const all = questionsOf(draft)
  for (const [index, question] of all.entries()) {
    const { askedWhen } = question
    if (!askedWhen) continue
    const place = all.findIndex(({ id }) => id === askedWhen.question)
    const asked = all[place]
    const field = `${fieldOf(question.id)}.after`
    if (askedWhen.is.length === 0)
      refuse(`${field}_is`, `Tick the answers after which ${called(question)} is asked, or ask everybody`)
    else if (asked === undefined)
      refuse(
        field,
        `${called(question)} is only asked after an answer to a question that you removed. Ask everybody, or remove it too`,
      )
    else if (place > index)
      refuse(
        field,
        `${called(question)} is only asked after an answer to ${called(asked)}, so it must come later`,
      )
    else if (!askedWhen.is.every((code) => asked.options.some((option) => option.code === code)))
      refuse(
        field,
        `${called(question)} is only asked after an option of ${called(asked)} that you removed. Ask everybody, or remove it too`,
      )
  }
}

/** What the record itself needs, whatever the type. */
function checkNeeded(draft: SetDraft, refuse: Refuse): void {
  for (const section of sections)
    if (draft[section].length === 0) refuse(`add.${section}`, 'Each part needs one question or more')
  const summary = draft.what.find(({ id }) => id === whatHappened)
  if (summary === undefined)
    refuse(
      'add.what',
      'The question ‘What happened?’ cannot be removed or moved: its answer is the summary of the report',
    )
  else if (!summary.isRequired)
    refuse(
      `${fieldOf(whatHappened)}.required`,
      'This question has to be answered: its answer is the summary of the report',
    )
  const before = draft.before.find(({ id }) => id === reportedBefore)
  if (before === undefined)
    refuse(
      'add.before',
      'The question whether it was reported before cannot be removed or moved: it counts for the ASB Case Review',
    )
  else if (before.options.map(({ code }) => code).join() !== 'yes,no,not_sure')
    refuse(
      `${fieldOf(reportedBefore)}.wording.en`,
      'This question keeps its options for yes, no and not sure, in this order: it counts for the ASB Case Review',
    )
}

const filled = (words: DraftWords) =>
  Object.values(words).some((text) => text !== '')
    ? Object.fromEntries(Object.entries(words).filter(([, text]) => text !== ''))
    : undefined

function setOf(draft: SetDraft, { asbType, basedOn, used }: Wanted) {
  const taken = new Set([...used.keys(), ...ownPages])
  const newIds = new Map(
    questionsOf(draft)
      .filter(({ isNew }) => isNew)
      .map((question) => [question.id, codeFrom(question.wording.en ?? '', taken)]),
  )
  const newCodes = new Map(
    questionsOf(draft).map((question) => {
      const codes = new Set([...(used.get(question.id) ?? []), ...question.options.map(({ code }) => code)])
      const fresh = question.options.filter(({ isNew }) => isNew)
      return [question.id, new Map(fresh.map(({ code, label }) => [code, codeFrom(label.en ?? '', codes)]))]
    }),
  )
  const codeOf = (question: string, code: string) => newCodes.get(question)?.get(code) ?? code
  const optionOf = (question: string, option: DraftOption) => ({
    code: codeOf(question, option.code),
    label: filled(option.label),
    ...{ hint: filled(option.hint), leadsTo: option.leadsTo },
    ...(option.exclusive ? { exclusive: true } : {}),
  })
  const questionOf = (question: DraftQuestion) => {
    const { askedWhen } = question
    return {
      kind: question.kind,
      id: newIds.get(question.id) ?? question.id,
      wording: filled(question.wording),
      hint: filled(question.hint),
      askedWhen: askedWhen && {
        question: newIds.get(askedWhen.question) ?? askedWhen.question,
        is: askedWhen.is.map((code) => codeOf(askedWhen.question, code)),
      },
      missing: question.isRequired ? filled(question.missing) : undefined,
      ...(question.kind === 'words'
        ? { most: Number(question.most) }
        : { options: question.options.map((option) => optionOf(question.id, option)) }),
    }
  }
  const heading = ({ wording, hint }: SetDraft['where']) => ({ wording: filled(wording), hint: filled(hint) })
  return {
    asbType,
    version: basedOn + 1,
    validFrom: draft.validFrom,
    label: filled(draft.label),
    examples: filled(draft.examples),
    where: heading(draft.where),
    when: heading(draft.when),
    ...Object.fromEntries(sections.map((section) => [section, draft[section].map(questionOf)])),
  }
}
