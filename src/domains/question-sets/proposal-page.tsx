import { formatDate, formatDateTime } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, type Html, Layout, MojAlert, Radios, Textarea } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { compareSets } from './compare-sets.ts'
import { decisions, type Proposal } from './proposal.ts'
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
  isOwn: boolean
  typed?: Typed
  errors?: readonly FormError[]
  conflict?: string | undefined
}

/** A proposal: what would change, and the decision of a second person. */
export function ProposalPage(props: ProposalPageProps): Html {
  const { frame, label, proposal, inForce, errors = [], conflict } = props
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
      <Decided proposal={proposal} />
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
      {proposal.decision === null && <DecisionForm {...props} />}
      <QuestionsOfSet set={proposal.set} />
    </Layout>
  )
}

function Decided({ proposal }: { proposal: Proposal }): Html | null {
  const { decision, decidedAt, decidedByName, decisionReason, version, asbType } = proposal
  if (decision === null || decidedAt === null) return null
  return (
    <>
      <p class="govuk-body">
        {`${decisions[decision]} ${formatDateTime(decidedAt)} by ${decidedByName ?? 'somebody'}. ${decisionReason}`}
      </p>
      {version !== null && (
        <p class="govuk-body">
          <Link href={versionAddress(asbType, version)}>{`Published as version ${version}`}</Link>
        </p>
      )}
    </>
  )
}

function DecisionForm({ proposal, isOwn, typed = {}, errors = [] }: ProposalPageProps): Html {
  return (
    <form method="post" action={proposalAddress(proposal.id)} novalidate>
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
          fieldset={{ legend: { text: 'Is it to be asked?', classes: 'govuk-fieldset__legend--s' } }}
          items={[
            { value: 'approved', text: `Approve it: it is asked from ${formatDate(proposal.validFrom)} on` },
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
