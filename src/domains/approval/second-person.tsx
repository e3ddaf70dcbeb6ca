import { z } from 'zod'
import type { MemberActor } from '#platform/actor'
import { formatDateTime } from '#platform/clock'
import { errorOf, type FormError, type Typed, typedValue, wordsField } from '#platform/forms'
import { Button, type Html, Radios, Textarea } from '#platform/govuk'
import { forbidden } from '#platform/http'

/** What becomes of a proposal. Whoever made it can only withdraw it. */
export const decisions = { approved: 'Approved', declined: 'Refused', withdrawn: 'Withdrawn' } as const
export type Decision = keyof typeof decisions

export type Decided = {
  decision: Decision | null
  decisionReason: string
  decidedByName: string | null
  decidedAt: Date | null
}

export const decideForm = z
  .object({
    decision: z.enum(['approved', 'declined', 'withdrawn'], 'Choose what is to become of it'),
    why: wordsField({ name: 'The reason', most: 1_000 }),
  })
  .superRefine(({ decision, why }, context) => {
    if (decision === 'declined' && why === '')
      context.addIssue({ code: 'custom', message: 'Say why you refuse it', path: ['why'] })
  })

/** Throws 403 where the actor may not decide so: a second person approves or refuses, the first only withdraws. */
export function checkSecondPerson(actor: MemberActor, proposedBy: string, decision: Decision): void {
  const isOwn = proposedBy === actor.memberId
  if (isOwn && decision !== 'withdrawn')
    throw forbidden('You proposed this: a second person has to decide on it. You are still signed in.')
  if (!isOwn && decision === 'withdrawn')
    throw forbidden('Only who proposed this can withdraw it. You are still signed in.')
}

/** What was decided, by whom and why; nothing while nobody has. */
export function WhatWasDecided({ decision, decidedAt, decidedByName, decisionReason }: Decided): Html | null {
  if (decision === null || decidedAt === null) return null
  return (
    <p class="govuk-body">
      {`${decisions[decision]} ${formatDateTime(decidedAt)} by ${decidedByName ?? 'somebody'}. ${decisionReason}`}
    </p>
  )
}

type DecisionFormProps = {
  action: string
  isOwn: boolean
  legend: string
  /** What approving does, with its day. */
  approve: string
  typed?: Typed | undefined
  errors?: readonly FormError[] | undefined
}

/** The decision of a second person, or the button by which the first takes it back. */
export function DecisionForm(props: DecisionFormProps): Html {
  const { action, isOwn, legend, approve, typed = {}, errors = [] } = props
  return (
    <form method="post" action={action} novalidate>
      <h2 class="govuk-heading-m" id="decision-form">
        Your decision
      </h2>
      {isOwn ? (
        <>
          <p class="govuk-body">
            You proposed this, so a second person has to approve it. You can withdraw it.
          </p>
          <input type="hidden" name="decision" value="withdrawn" />
        </>
      ) : (
        <Radios
          name="decision"
          classes="govuk-radios--small"
          fieldset={{ legend: { text: legend, classes: 'govuk-fieldset__legend--s' } }}
          items={[
            { value: 'approved', text: approve },
            { value: 'declined', text: 'Refuse it' },
          ]}
          value={typedValue(typed, 'decision')}
          errorMessage={errorOf(errors, 'decision')}
        />
      )}
      <Textarea
        name="why"
        rows={2}
        label={{ text: isOwn ? 'Why (optional)' : 'Why (needed when you refuse it)' }}
        value={typedValue(typed, 'why')}
        errorMessage={errorOf(errors, 'why')}
      />
      <Button text={isOwn ? 'Withdraw it' : 'Decide'} preventDoubleClick={true} />
    </form>
  )
}
