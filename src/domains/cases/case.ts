import { z } from 'zod'
import { dateField, wordsField } from '#platform/forms'
import { type CaseAction, caseLifecycle } from './lifecycle.ts'

export const outcomes = {
  resolved: 'Resolved',
  behaviour_stopped: 'The behaviour has stopped',
  enforcement: 'Enforcement action taken',
  no_evidence: 'Not enough evidence',
  no_further_contact: 'No further contact from those affected',
  moved_away: 'Someone involved has moved away',
} as const
export type Outcome = keyof typeof outcomes
const outcomeCodes = Object.keys(outcomes) as [Outcome, ...Outcome[]]

/** A title of type, area and reference, with words that were checked: never a name or an address (rows 23 and 101). */
export function caseTitle(
  typeLabel: string,
  areaName: string | undefined,
  reference: string,
  words = '',
): string {
  return [typeLabel, areaName, words === '' ? undefined : words, reference]
    .filter((part) => part !== undefined)
    .join(' · ')
}

/** The reason that the lifecycle table asks for with an action. */
export function reasonField(action: CaseAction) {
  const { comment } = caseLifecycle.transitions.find((transition) => transition.action === action) ?? {}
  return wordsField({
    name: 'The reason',
    most: 2_000,
    ...(comment?.rule === 'required' ? { missing: comment.missing } : {}),
  })
}

export const newActionForm = z.object({
  what: wordsField({ name: 'What is to be done', most: 500, missing: 'Say what is to be done' }),
  owner: z
    .string('Choose who will do it')
    .regex(/^\d+(:[0-9a-f-]{36})?$/, 'Choose who will do it')
    .transform((owner) => {
      const [organisation = '', member] = owner.split(':')
      return { organisationId: Number(organisation), memberId: member ?? null }
    }),
  due: dateField({ name: 'the date it is due' }),
})
export type NewAction = z.output<typeof newActionForm>

export const finishActionForm = z.object({
  ended: z.enum(['done', 'cancelled'], 'Choose whether it was done or cancelled'),
  why: reasonField('finish_action'),
})

export const noteForm = z.object({
  why: wordsField({ name: 'The note', most: 5_000, missing: 'Write the note' }),
  /** What the form carries, so that a note sent twice is written once. */
  form: z.uuid().optional().catch(undefined),
})

/**
 * Closing asks for an outcome of the list that holds, for a reason where actions are still open, and for what those
 * affected are told where there is somebody to tell.
 */
export function closeForm({
  openActions,
  isSomebodyToTell,
}: {
  openActions: number
  isSomebodyToTell: boolean
}) {
  return z.object({
    outcome: z.enum(outcomeCodes, 'Choose the outcome'),
    why: wordsField({
      name: 'The reason',
      most: 2_000,
      missing:
        openActions > 0
          ? `Say why the case closes with ${openActions === 1 ? '1 action' : `${openActions} actions`} still open`
          : undefined,
    }),
    told: wordsField({
      name: 'What they are told',
      most: 2_000,
      missing: isSomebodyToTell ? 'Write what those affected are told' : undefined,
    }),
  })
}
