import { DecisionForm, VotesCast, type Voting, WhatWasDecided } from '#domains/proposals'
import { formatDate, formatDateTime } from '#platform/clock'
import { ErrorsAtTop, type FormError, type Typed } from '#platform/forms'
import { type Html, Layout, MojAlert } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { compareSets } from './compare-sets.ts'
import type { Proposal } from './proposal.ts'
import type { PublishedSet } from './published-sets.ts'
import {
  Changes,
  Link,
  proposalAddress,
  QuestionsOfSet,
  Trail,
  typeAddress,
  versionAddress,
} from './question-set-parts.tsx'

export type ProposalPageProps = {
  frame: Frame
  label: string
  proposal: Proposal
  inForce: PublishedSet | undefined
  voting: Voting
  /** Who looks at it. */
  me: string
  typed?: Typed
  errors?: readonly FormError[]
  conflict?: string | undefined
}

/** A proposal: what would change, and the decision of a second person. */
export function ProposalPage(props: ProposalPageProps): Html {
  const { frame, label, proposal, inForce, voting, me, typed, errors = [], conflict } = props
  const title = `Proposed questions: ${label}`
  return (
    <Layout
      {...frame}
      wide
      title={title}
      beforeContent={<Trail items={[{ text: label, href: typeAddress(proposal.asbType) }]} />}
    >
      <ErrorsAtTop errors={errors} />
      {conflict && <MojAlert variant="warning" title="Nothing was decided" text={conflict} role="alert" />}
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        {`Proposed ${formatDateTime(proposal.proposedAt)} by ${proposal.proposedByName ?? 'somebody'}, to be asked from ${formatDate(proposal.validFrom)} on.`}
      </p>
      <p class="govuk-body app-typed">{proposal.reason}</p>
      <WhatWasDecided {...proposal} />
      <VotesCast voting={voting} />
      {proposal.version !== null && (
        <p class="govuk-body">
          <Link
            href={versionAddress(proposal.asbType, proposal.version)}
          >{`Published as version ${proposal.version}`}</Link>
        </p>
      )}
      <p class="govuk-body">
        <Link href={`${proposalAddress(proposal.id)}/preview`}>
          Walk through it as the public would see it
        </Link>
      </p>
      {inForce && (
        <Changes
          title={`What changes from version ${inForce.version}, which is in force`}
          changes={compareSets(inForce.set, proposal.set)}
        />
      )}
      <DecisionForm
        action={proposalAddress(proposal.id)}
        proposal={proposal}
        voting={voting}
        me={me}
        legend="Is it to be asked?"
        approve={`Approve it: it is asked from ${formatDate(proposal.validFrom)} on`}
        typed={typed}
        errors={errors}
      />
      <QuestionsOfSet set={proposal.set} />
    </Layout>
  )
}
