import { z } from 'zod'
import { languages, type Words } from '#locales'
import { addDays, londonDateOf, londonInstant } from '#platform/clock'
import {
  dateField,
  type FormError,
  type FormResult,
  oneOf,
  readForm,
  severalOf,
  type Typed,
  timeField,
  typedValue,
  wordsField,
} from '#platform/forms'
import { unsafeWays, wishedWays } from './wishes-page.tsx'

const mostLetters = 5_000
/** A field that is not asked for now, whatever stands in it. */
const nothing = z.undefined().catch(undefined)

function refuse(field: string, message: string): { ok: false; errors: FormError[] } {
  return { ok: false, errors: [{ field, anchor: field, message }] }
}

export function readMessage(typed: Typed, { thread, forms }: Words): FormResult<{ message: string }> {
  const { name, missing } = thread
  return readForm(
    z.object({ message: wordsField({ name, most: mostLetters, missing, words: forms }) }),
    typed,
  )
}

export type Occurrence = { occurrence: 'now' | 'once'; from: Date; to: Date; words: string }

/** When it happened again. A day without a time is the whole of it, as far as it has passed. */
export function readAgain(typed: Typed, now: Date, { again, forms }: Words): FormResult<Occurrence> {
  const isChosen = typedValue(typed, 'when') === 'choose'
  const hasTime = isChosen && typedValue(typed, 'at').trim() !== ''
  const read = readForm(
    z.object({
      when: oneOf(['now', 'today', 'choose'], again.whenMissing),
      on: isChosen ? dateField({ name: again.dayName, latest: londonDateOf(now), words: forms }) : nothing,
      at: hasTime ? timeField({ name: again.timeName, words: forms }) : nothing,
      words: wordsField({ name: again.wordsName, most: mostLetters, words: forms }),
    }),
    typed,
  )
  if (!read.ok) return read
  const { when, on, at, words } = read.value
  if (when === 'now') return { ok: true, value: { occurrence: 'now', from: now, to: now, words } }
  const day = on ?? londonDateOf(now)
  const from = londonInstant(day, at ?? '00:00')
  if (from > now) return refuse('at', again.notYet)
  const to = at === undefined ? londonInstant(addDays(day, 1), '00:00') : from
  return { ok: true, value: { occurrence: 'once', from, to: to > now ? now : to, words } }
}

export type DiaryWords = { from: Date; to: Date | null; what: string; effect: string }

/** An end before the start is after midnight. */
export function readDiaryEntry(typed: Typed, now: Date, { diary, forms }: Words): FormResult<DiaryWords> {
  const hasEnd = typedValue(typed, 'end').trim() !== ''
  const read = readForm(
    z.object({
      on: dateField({ name: diary.dayName, latest: londonDateOf(now), words: forms }),
      start: timeField({ name: diary.startName, words: forms }),
      end: hasEnd ? timeField({ name: diary.endName, words: forms }) : nothing,
      what: wordsField({
        name: diary.whatName,
        most: mostLetters,
        missing: diary.whatMissing,
        words: forms,
      }),
      effect: wordsField({ name: diary.effectName, most: mostLetters, words: forms }),
    }),
    typed,
  )
  if (!read.ok) return read
  const { on, start, end, what, effect } = read.value
  const from = londonInstant(on, start)
  const to = end === undefined ? null : londonInstant(end < start ? addDays(on, 1) : on, end)
  if (from > now) return refuse('start', diary.notYet)
  if (to !== null && to > now) return refuse('end', diary.notYet)
  // In the night on which the clocks go back an end may come before its start.
  return { ok: true, value: { from, to: to !== null && to < from ? from : to, what, effect } }
}

export type WishesTyped = {
  only: string
  unsafe: string[]
  times: string
  avoid: string
  language: string
}

export function readWishes(
  typed: Typed,
  ways: readonly string[],
  { wishes, forms }: Words,
): FormResult<WishesTyped> {
  const offered = wishedWays.filter((way) => way === 'page' || ways.includes(way))
  const read = readForm(
    z.object({
      only: oneOf(offered, wishes.onlyMissing),
      unsafe: severalOf(unsafeWays),
      times: wordsField({ name: wishes.timesName, most: 500, words: forms }),
      avoid: wordsField({ name: wishes.timesName, most: 500, words: forms }),
      language: oneOf(
        languages.map(({ tag }) => tag),
        wishes.languageMissing,
      ),
    }),
    typed,
  )
  if (!read.ok) return read
  const { only = 'page', language = 'en', ...rest } = read.value
  if (rest.unsafe.includes(only)) return refuse('unsafe', wishes.both)
  return { ok: true, value: { ...rest, only, language } }
}
