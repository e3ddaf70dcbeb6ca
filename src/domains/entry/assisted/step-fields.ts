import type { AskedSet, Step } from '#domains/reports'
import { questionsOf } from '#domains/reports'
import { type Typed, typedValues } from '#platform/forms'

/** The fields of the pages that every journey has, by page; on the one page of an entry they stand together. */
const ownFields: Readonly<Record<string, readonly string[]>> = {
  where: [
    'place',
    'place_easting',
    'place_northing',
    'place_kind',
    'place_uprn',
    'pin_longitude',
    'pin_latitude',
    'place_words',
    'place_extent',
    'place_radius',
    'place_points',
    'area_names',
    'moving_from',
    'moving_by',
    'moving_to',
  ],
  which_place: ['which_place'],
  describe_place: ['describe_place'],
  when: ['when'],
  when_danger: ['when_danger'],
  when_once: ['on-day', 'on-month', 'on-year', 'at', 'time'],
  when_pattern: ['days', 'from_hour', 'to_hour', 'since'],
  for_whom: ['for_whom'],
  consent: ['consent'],
  their_name: ['their_name'],
  your_work: ['your_work'],
  contact: ['contact'],
  contact_how: ['channel'],
  contact_email: ['email'],
  contact_phone: ['phone'],
  contact_text: ['phone'],
  contact_name: ['name'],
  contact_safely: ['safely', 'safe_times'],
  contact_format: ['format', 'format_more'],
}

/** The name of a question's field; set apart, because a set may call a question what another field is called. */
export const questionField = (question: string): string => `ask_${question}`

/** The name of the field that says why something is left open. */
export const unknownField = (fact: string): string => `unknown_${fact}`

/** What was typed for one page of the journey, under the names that its reader knows. */
export function typedFor(step: Pick<Step, 'id'>, set: AskedSet, typed: Typed): Typed {
  if (questionsOf(set).some(({ id }) => id === step.id)) {
    const value = typed[questionField(step.id)]
    return value === undefined ? {} : { [step.id]: value }
  }
  const names = ownFields[step.id] ?? []
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = typed[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

export function isBlank(typed: Typed): boolean {
  return wordsIn(typed).length === 0
}

/** Everything that was typed, as it was typed. */
export function wordsIn(typed: Typed): string[] {
  return Object.keys(typed).flatMap((name) => typedValues(typed, name).filter((value) => value.trim() !== ''))
}

/** The id on the entry page of the element that a reader of the journey calls this. */
export function anchorOn(step: Pick<Step, 'id'>, set: AskedSet, anchor: string): string {
  return questionsOf(set).some(({ id }) => id === step.id) ? questionField(anchor) : anchor
}
