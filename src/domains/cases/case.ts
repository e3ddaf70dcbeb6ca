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

/** An organisation alone, with one of its people (`4:<id>`) or with one of its teams (`4:team:<id>`). */
const ownerField = z
  .string('Choose who will do it')
  .regex(/^\d{1,9}(:team)?(:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/, 'Choose who will do it')
  .transform((owner) => {
    const [organisation = '', ...rest] = owner.split(':')
    const id = rest.at(-1)
    const isTeam = rest[0] === 'team'
    return {
      organisationId: Number(organisation),
      memberId: isTeam || id === undefined ? null : id,
      teamId: isTeam && id !== 'team' && id !== undefined ? id : null,
    }
  })

export const reassignForm = z.object({ owner: ownerField, why: reasonField('reassign_action') })
export type NewOwner = { organisationId: number; memberId: string | null; teamId?: string | null }

export const newActionForm = z.object({
  what: wordsField({ name: 'What is to be done', most: 500, missing: 'Say what is to be done' }),
  owner: ownerField,
  due: dateField({ name: 'the date it is due' }),
})
export type NewAction = Omit<z.output<typeof newActionForm>, 'owner'> & { owner: NewOwner }

/** A number with at most two decimal places, or nothing; given in its hundredths or sixtieths (`of`). */
function amountField({ name, of, most }: { name: string; of: number; most: number }) {
  return wordsField({ name, most: 20 })
    .refine(
      (typed) => typed === '' || (/^\d{1,7}(\.\d{1,2})?$/.test(typed) && Number(typed) <= most),
      `${name} must be a number such as 1.5`,
    )
    .transform((typed) => (typed === '' ? null : Math.round(Number(typed) * of)))
}

export const finishActionForm = z.object({
  ended: z.enum(['done', 'cancelled'], 'Choose whether it was done or cancelled'),
  why: reasonField('finish_action'),
  /** Optional: how long it took. */
  hours: amountField({ name: 'The hours', of: 60, most: 1_000 }),
  /** Optional: what it cost. */
  pounds: amountField({ name: 'The cost', of: 100, most: 1_000_000 }),
})

export const noteForm = z.object({
  why: wordsField({ name: 'The note', most: 5_000, missing: 'Write the note' }),
  /** What the form carries, so that a note sent twice is written once. */
  form: z.uuid().optional().catch(undefined),
})

/** What is still open, in one phrase; empty where nothing is. */
export function openInWords(openActions: number, held: readonly string[]): string {
  const actions = openActions === 0 ? [] : [openActions === 1 ? '1 action' : `${openActions} actions`]
  return new Intl.ListFormat('en-GB').format([...actions, ...held])
}

/**
 * Closing asks for an outcome of the list that holds, for a reason where something is still open or a Monitored Case is
 * closed at its review, and for what those affected are told where there is somebody to tell.
 * @param stillOpen in words, as `openInWords` gives it
 */
export function closeForm({
  stillOpen,
  isSomebodyToTell,
  isReview,
}: {
  stillOpen: string
  isSomebodyToTell: boolean
  isReview: boolean
}) {
  return z.object({
    outcome: z.enum(outcomeCodes, 'Choose the outcome'),
    why: wordsField({
      name: 'The reason',
      most: 2_000,
      missing:
        stillOpen !== ''
          ? `Say why the case closes with ${stillOpen} still open`
          : isReview
            ? 'Say why the case is closed at its review'
            : undefined,
    }),
    told: wordsField({
      name: 'What they are told',
      most: 2_000,
      missing: isSomebodyToTell ? 'Write what those affected are told' : undefined,
    }),
  })
}
