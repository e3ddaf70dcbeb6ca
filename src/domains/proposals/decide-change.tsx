import { z } from 'zod'
import { formatDateTime } from '#platform/clock'
import { errorOf, type FormError, type Typed, typedValue, wordsField } from '#platform/forms'
import { Button, type Html, Radios, Textarea } from '#platform/govuk'
import { RowsTable } from '#platform/lists'
import { type Decision, decisions } from './change-kind.ts'
import type { Voting } from './vote.ts'

export type Decided = {
  decision: Decision | null
  decisionReason: string
  decidedByName: string | null
  decidedAt: Date | null
}

/** A proposal with how many of the approvals it needs it has. */
export type Standing = { decision: Decision | null; needed: number; approvals: number }

export const decideForm = z
  .object({
    decision: z.enum(['approved', 'declined', 'withdrawn'], 'Choose what is to become of it'),
    why: wordsField({ name: 'The reason', most: 1_000 }),
  })
  .superRefine(({ decision, why }, context) => {
    if (decision === 'declined' && why === '')
      context.addIssue({ code: 'custom', message: 'Say why you refuse it', path: ['why'] })
  })

/** What was decided, by whom and why; nothing while nobody has. */
export function WhatWasDecided({ decision, decidedAt, decidedByName, decisionReason }: Decided): Html | null {
  if (decision === null || decidedAt === null) return null
  return (
    <p class="govuk-body">
      {`${decisions[decision]} ${formatDateTime(decidedAt)} by ${decidedByName ?? 'somebody'}. ${decisionReason}`}
    </p>
  )
}

const number = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

/** Who said what of it, where more than one person decides. */
export function VotesCast({ voting }: { voting: Voting }): Html | null {
  const { needed, votes } = voting
  if (needed === 1) return null
  const approvals = votes.filter(({ vote }) => vote === 'approved').length
  return (
    <section aria-labelledby="votes">
      <h2 class="govuk-heading-m" id="votes">
        Votes
      </h2>
      <p class="govuk-body">
        {`It needs ${needed} approvals and has ${approvals}. As many refusals refuse it; it has ${votes.length - approvals}.`}
      </p>
      <RowsTable
        caption="Votes"
        head={['Who', 'When', 'Vote', 'Why']}
        none="Nobody has voted yet."
        rows={votes.map(({ castByName, castAt, vote, reason }) => [
          castByName ?? 'Somebody',
          formatDateTime(castAt),
          decisions[vote],
          <span class="app-typed">{reason}</span>,
        ])}
      />
    </section>
  )
}

/** What somebody did, for the log: a vote for or against it, and what it came to with it. */
export const saidOf = (said: Decision, outcome: Decision | undefined): string =>
  outcome ?? (said === 'approved' ? 'voted for' : 'voted against')

/** How a proposal stands, in a cell of a list. */
export function standingOf({ decision, needed, approvals }: Standing): string {
  if (decision !== null) return decisions[decision]
  return needed === 1 ? 'Waits for approval' : `${approvals} of ${needed} approvals`
}

type DecisionFormProps = {
  action: string
  proposal: { proposedBy: string; decision: Decision | null }
  voting: Voting
  /** Who looks at it. */
  me: string
  legend: string
  /** What approving does, with its day. */
  approve: string
  typed?: Typed | undefined
  errors?: readonly FormError[] | undefined
}

/** The vote of somebody else, or the button by which whoever proposed it takes it back; nothing once it is decided. */
export function DecisionForm(props: DecisionFormProps): Html | null {
  const { action, proposal, voting, me, legend, approve, typed = {}, errors = [] } = props
  if (proposal.decision !== null) return null
  const isOwn = proposal.proposedBy === me
  const { needed, votes } = voting
  if (votes.some(({ castBy }) => castBy === me))
    return <p class="govuk-body">You have voted on this. It waits for others.</p>
  return (
    <form method="post" action={action} novalidate>
      <h2 class="govuk-heading-m" id="decision-form">
        {needed === 1 || isOwn ? 'Your decision' : 'Your vote'}
      </h2>
      {isOwn ? (
        <>
          <p class="govuk-body">
            {`You proposed this, so ${number(needed, 'other person has', 'other people have')} to approve it. You can withdraw it.`}
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
      <Button text={isOwn ? 'Withdraw it' : needed === 1 ? 'Decide' : 'Vote'} preventDoubleClick={true} />
    </form>
  )
}
