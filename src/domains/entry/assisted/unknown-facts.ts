import { type Typed, typedValue } from '#platform/forms'
import { questionField, unknownField } from './step-fields.ts'

/** Why something that was to be asked is left open; the words are kept with the report. */
export const unknownReasons: Readonly<Record<string, string>> = {
  not_asked: 'not asked',
  could_not_say: 'they could not say',
  would_not_say: 'they would not say',
  rang_off: 'the call or talk ended before',
  not_written: 'what they wrote does not say',
  ask_later: 'to be asked later',
}

/** Why everything that is still empty is left open, where one reason is true of it all. */
export const restField = 'unknown_rest'

/** What is kept where nobody is to be held up by a form. */
export const savedAtRisk = 'not asked yet: saved because somebody may be at risk'

/** Before a reason in the list of a question's own answers. */
export const unknownPrefix = 'unknown:'

export type UnknownBecause = { because: string; isAskedLater: boolean }

/** Why a fact is left open: chosen at the question itself, beside it, or for everything at once. */
export function unknownBecause(fact: string, typed: Typed): UnknownBecause | undefined {
  const inLists = [questionField(fact), fact].map((name) => typedValue(typed, name))
  const codes = [
    ...inLists.flatMap((value) =>
      value.startsWith(unknownPrefix) ? [value.slice(unknownPrefix.length)] : [],
    ),
    typedValue(typed, unknownField(fact)),
    typedValue(typed, restField),
  ]
  const code = codes.find((each) => unknownReasons[each] !== undefined)
  const because = code === undefined ? undefined : unknownReasons[code]
  return because === undefined ? undefined : { because, isAskedLater: code === 'ask_later' }
}
