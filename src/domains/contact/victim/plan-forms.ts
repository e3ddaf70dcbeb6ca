import { isLocalDate, londonDateOf, londonInstant } from '#platform/clock'
import { type FormError, type Typed, typedValue, typedValues } from '#platform/forms'
import { newId } from '#platform/ids'
import { namesSomebody } from './names-somebody.ts'
import { type ContactChannel, type ContactPlan, contactChannels, whyUnsafe } from './plan.ts'
import { promiseFields } from './plan-page.tsx'
import type { NewContact } from './record-contact.ts'

const mostLetters = 5_000
const text = (typed: Typed, name: string, most = 500) => typedValue(typed, name).trim().slice(0, most)
const wrong = (field: string, message: string): FormError => ({ field, anchor: field, message })
const isUuid = (value: string) => /^[0-9a-f-]{36}$/i.test(value)

export type Read<Value> = { ok: true; value: Value } | { ok: false; errors: readonly FormError[] }
const read = <Value>(value: Value | undefined, errors: readonly FormError[]): Read<Value> =>
  value === undefined || errors.length > 0 ? { ok: false, errors } : { ok: true, value }

/** Words that the victim reads: nobody else's name. */
function namedIn(field: string, words: string, others: readonly string[]): FormError[] {
  const named = namesSomebody(words, others)
  return named === undefined
    ? []
    : [wrong(field, `“${named}” is the name of somebody else in this case: the victim reads this`)]
}

/** A contact as it was typed, on the plan and with the people of its case. */
export function readContact(
  typed: Typed,
  plan: ContactPlan,
  others: readonly string[],
  now: Date,
): Read<NewContact> {
  const today = londonDateOf(now)
  const channel = contactChannels.find((one) => one === typedValue(typed, 'channel') && one !== 'page')
  const wanted = typedValue(typed, 'outcome')
  const outcome = wanted === 'reached' || wanted === 'not_reached' ? wanted : undefined
  const on = typedValue(typed, 'on')
  const said = text(typed, 'said', mostLetters)
  const override = text(typed, 'override')
  const unsafe = channel === undefined ? '' : whyUnsafe(plan, channel)
  const promises = promiseFields.flatMap((nth) => {
    const [what, by] = [text(typed, `promise${nth}`), typedValue(typed, `by${nth}`)]
    return what === '' && by === '' ? [] : [{ nth, what, by }]
  })
  const errors = [
    ...(channel === undefined ? [wrong('channel', 'Choose how')] : []),
    ...(outcome === undefined ? [wrong('outcome', 'Say whether you reached them')] : []),
    ...(isLocalDate(on) && on <= today ? [] : [wrong('on', 'Enter a day that is today or in the past')]),
    ...(outcome === 'reached' && said === '' ? [wrong('said', 'Say what was said')] : []),
    ...(unsafe !== '' && override === '' ? [wrong('override', `${unsafe}. Say why it had to be`)] : []),
    ...promises.flatMap(({ nth, what, by }) => [
      ...(what === ''
        ? [wrong(`promise${nth}`, 'Say what you promised')]
        : namedIn(`promise${nth}`, what, others)),
      ...(isLocalDate(by) && by >= (isLocalDate(on) ? on : today)
        ? []
        : [wrong(`by${nth}`, 'Enter by when, from the day of the contact on')]),
    ]),
    ...(outcome === 'not_reached' && promises.length > 0
      ? [wrong('outcome', 'You cannot have promised something to somebody whom you did not reach')]
      : []),
  ]
  if (channel === undefined || outcome === undefined || errors.length > 0) return { ok: false, errors }
  const id = typedValue(typed, 'id')
  return read(
    {
      id: isUuid(id) ? id : newId(),
      // The hour is not asked: today it is now, before that midday.
      at: on === today ? now : londonInstant(on, '12:00'),
      channel,
      outcome,
      said,
      overrideReason: unsafe === '' ? '' : override,
      promises: promises.map(({ what, by }) => ({ what, dueOn: by })),
    },
    errors,
  )
}

/** A letter as it was typed: what is recorded as sent is what is printed. */
export function readLetter(
  typed: Typed,
  plan: ContactPlan,
  others: readonly string[],
  now: Date,
): Read<NewContact> {
  const words = typedValue(typed, 'letter').trim()
  const override = text(typed, 'override')
  const unsafe = whyUnsafe(plan, 'letter')
  const errors = [
    ...(plan.address === '' ? [wrong('letter', 'We have no address for them')] : []),
    ...(words === '' ? [wrong('letter', 'Write the letter')] : namedIn('letter', words, others)),
    ...(words.length > mostLetters ? [wrong('letter', 'Shorten it to 5,000 characters or fewer')] : []),
    ...(unsafe !== '' && override === ''
      ? [wrong('letter-override', `${unsafe}. Choose another way, or say why it has to be`)]
      : []),
  ]
  const id = typedValue(typed, 'id')
  return read(
    {
      id: isUuid(id) ? id : newId(),
      at: now,
      channel: 'letter',
      outcome: 'sent',
      said: words,
      overrideReason: unsafe === '' ? '' : override,
      promises: [],
    },
    errors,
  )
}

export type SettledPromise = { as: 'kept' | 'taken_back'; words: string }

export function readSettlement(typed: Typed, others: readonly string[]): Read<SettledPromise> {
  const as = typedValue(typed, 'as') === 'kept' ? 'kept' : 'taken_back'
  const words = text(typed, 'words')
  return read(
    { as, words },
    as === 'taken_back' && words === ''
      ? [wrong('words', 'Say why it is taken back, in words for them')]
      : namedIn('words', words, others),
  )
}

export type ChangedPlan = {
  ownerMemberId: string | null
  preferredChannel: ContactChannel | null
  unsafeChannels: readonly ContactChannel[]
  safeTimes: string
  avoidWords: string
  reportId: string | null
}

export function readPlanForm(
  typed: Typed,
  { owners, reports }: { owners: readonly { id: string }[]; reports: readonly { id: string }[] },
): Read<ChangedPlan> {
  const known = (name: string, all: readonly { id: string }[]) => {
    const wanted = typedValue(typed, name)
    return wanted === '' ? null : all.find(({ id }) => id === wanted)?.id
  }
  const [ownerMemberId, reportId] = [known('owner', owners), known('report', reports)]
  const preferred = contactChannels.find((one) => one === typedValue(typed, 'preferred')) ?? null
  const unsafe = contactChannels.filter((one) => one !== 'page' && typedValues(typed, 'unsafe').includes(one))
  const errors = [
    ...(ownerMemberId === undefined ? [wrong('owner', 'Choose somebody who works here')] : []),
    ...(reportId === undefined ? [wrong('report', 'Choose a report of this case')] : []),
    ...(preferred !== null && unsafe.includes(preferred)
      ? [wrong('preferred', 'The best way cannot be one that is not safe')]
      : []),
  ]
  if (ownerMemberId === undefined || reportId === undefined) return { ok: false, errors }
  return read(
    {
      ownerMemberId,
      preferredChannel: preferred,
      unsafeChannels: unsafe,
      safeTimes: text(typed, 'times'),
      avoidWords: text(typed, 'avoid'),
      reportId,
    },
    errors,
  )
}

export function readToldAction(
  typed: Typed,
  actions: readonly { actionId: string; words: string | null }[],
  others: readonly string[],
): Read<{ actionId: string; words: string }> {
  const action = actions.find(
    ({ actionId, words }) => words === null && actionId === typedValue(typed, 'action'),
  )
  const words = text(typed, 'told')
  const errors = [
    ...(action === undefined ? [wrong('action', 'Choose an action')] : []),
    ...(words === '' ? [wrong('told', 'Say it in words for them')] : namedIn('told', words, others)),
  ]
  return read(action && { actionId: action.actionId, words }, errors)
}
