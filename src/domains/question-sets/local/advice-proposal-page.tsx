import { DecisionForm, VotesCast, type Voting, WhatWasDecided } from '#domains/proposals'
import { formatDate, formatDateTime } from '#platform/clock'
import { ErrorsAtTop, type FormError, type Typed } from '#platform/forms'
import { type Html, Layout, MojAlert, SummaryList } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { Both, Trail } from '../question-set-parts.tsx'
import type { AdviceProposal } from './advice-proposal.ts'
import { adviceAddress, adviceProposalAddress } from './local-pages.tsx'
import type { TypeAdvice } from './local-words.ts'

export type AdviceProposalPageProps = {
  frame: Frame
  proposal: AdviceProposal
  /** What the organisation tells of the type today. */
  told: TypeAdvice | undefined
  voting: Voting
  /** Who looks at it. */
  me: string
  typed?: Typed
  errors?: readonly FormError[]
  conflict?: string | undefined
}

/** Proposed advice beside what is told today, and the decision of a second person. */
export function AdviceProposalPage(props: AdviceProposalPageProps): Html {
  const { frame, proposal, told, voting, me, typed, errors = [], conflict } = props
  const title = `Proposed advice: ${proposal.typeLabel}, ${proposal.organisationName}`
  return (
    <Layout
      {...frame}
      wide
      title={title}
      beforeContent={<Trail items={[{ text: 'Who deals with what', href: adviceAddress }]} />}
    >
      <ErrorsAtTop errors={errors} />
      {conflict && <MojAlert variant="warning" title="Nothing was decided" text={conflict} role="alert" />}
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        {`Proposed ${formatDateTime(proposal.proposedAt)} by ${proposal.proposedByName ?? 'somebody'}, to be told from ${formatDate(proposal.validFrom)} on.`}
      </p>
      <p class="govuk-body app-typed">{proposal.reason}</p>
      <WhatWasDecided {...proposal} />
      <VotesCast voting={voting} />
      <h2 class="govuk-heading-m">What the public would read</h2>
      <Words of={proposal} />
      <h2 class="govuk-heading-m">What they read now</h2>
      {told ? <Words of={told} /> : <p class="govuk-body">Nothing: the organisation says nothing of it.</p>}
      <DecisionForm
        action={adviceProposalAddress(proposal.id)}
        proposal={proposal}
        voting={voting}
        me={me}
        legend="Is it to be told?"
        approve={`Approve it: it is told from ${formatDate(proposal.validFrom)} on`}
        typed={typed}
        errors={errors}
      />
    </Layout>
  )
}

function Words({ of }: { of: Pick<TypeAdvice, 'advice' | 'whoDeals'> }): Html {
  return (
    <SummaryList
      rows={[
        { key: { text: 'What it says' }, value: { html: <Both text={of.advice} /> } },
        { key: { text: 'Who deals with it' }, value: { html: <Both text={of.whoDeals} /> } },
      ]}
    />
  )
}
