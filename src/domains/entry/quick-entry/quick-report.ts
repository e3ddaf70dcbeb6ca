import { z } from 'zod'
import type { NewReport } from '#domains/reports'
import { type Typed, typedValue } from '#platform/forms'
import { newId, newSecret } from '#platform/ids'
import type { MarkedPlace } from './place-marks.ts'

/** What is wrong with one field, in words for whoever typed it. */
export type EntryProblem = { field: string; message: string }

/** Something put off when a report was entered. */
export type LaterTask = { what: string; hours: number }

/** A quick entry as it was read: the report but for who enters it and where it is, and what is left for later. */
export type QuickReport = {
  report: Omit<NewReport, 'entered' | 'location' | 'placeWords'>
  place: TypedPlace
  later: readonly LaterTask[]
}

/** The place as it was typed and chosen; `point` is in degrees (WGS84) with its accuracy in metres. */
export type TypedPlace = MarkedPlace & {
  chosenId: string
  point?: { longitude: number; latitude: number; accuracyM: number }
}

export type EntryReading = { ok: true; entry: QuickReport } | { ok: false; problems: EntryProblem[] }

/** Ids that stand in the form from the moment typing begins, so that however often it is sent it is filed once. */
export type EntryStamp = { submission: string; secret: string; begun: Date }

const stampSchema = z.object({
  submission: z.uuid(),
  secret: z.string().regex(/^[\w-]{43}$/),
  begun: z.iso.datetime(),
})

const longestWait = 60 * 24 * 60 * 60 * 1000

/** The stamp of a sent form; one that lacks it or holds a wrong one is stamped now. */
export function readStamp(typed: Typed, now: Date): EntryStamp {
  const fields = { submission: '', secret: '', begun: '' }
  for (const name of Object.keys(fields)) Object.assign(fields, { [name]: typedValue(typed, name) })
  const read = stampSchema.safeParse(fields)
  if (!read.success) return newStamp(now)
  const begun = new Date(read.data.begun)
  // The clock of a telephone may be wrong; what was typed was typed before it came here.
  const isBelievable = begun <= now && now.getTime() - begun.getTime() < longestWait
  return { ...read.data, begun: isBelievable ? begun : now }
}

export function newStamp(now: Date): EntryStamp {
  return { submission: newId(), secret: newSecret(), begun: now }
}

/** Typed words of a field, without line ends of another system and without spaces around them. */
export function wordsOf(typed: Typed, field: string): string {
  return typedValue(typed, field).replaceAll('\r\n', '\n').trim()
}

/** "? and why" in a field of words: the fact is not known, because. Nothing for ordinary words. */
export function unknownBecause(words: string): string | undefined {
  return words.startsWith('?') ? words.replace(/^[?\s]+/, '') || 'not asked' : undefined
}

export function tooLong(field: string, words: string, most: number): EntryProblem[] {
  if (words.length <= most) return []
  return [{ field, message: `Shorten it to ${most.toLocaleString('en-GB')} characters or fewer` }]
}

/** How long after typing it came here, in words for the report; nothing within five minutes. */
export function delayAnswer(stamp: EntryStamp, now: Date) {
  const minutes = Math.floor((now.getTime() - stamp.begun.getTime()) / 60_000)
  if (minutes < 5) return []
  const answer = `${minutes} minutes before it could be sent`
  return [{ question: 'typed_at', wording: 'Typed', answer }]
}
