import { DecisionForm, standingOf, VotesCast, type Voting, WhatWasDecided } from '#domains/proposals'
import { formatDate, formatDateTime, type LocalDate } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { BackLink, Button, type Html, Layout, MojAlert, Textarea, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import type { LocalRule } from '../match-rule.ts'
import { asked, whatItDoes } from '../rules-page.tsx'
import { TriageTabs } from '../triage-tabs.tsx'
import {
  ChangedRules,
  changesAddress,
  draftAddress,
  proposalAddress,
  ReplayedReports,
} from './change-parts.tsx'
import type { RuleChange } from './compare-lists.ts'
import type { Replay } from './replay.ts'
import type { RoutingDraft, RoutingProposal } from './routing-change.ts'

type ChangesPageProps = {
  frame: Frame
  proposals: readonly RoutingProposal[]
  version: LocalDate | undefined
  mayPropose: boolean
  ownDraft: RoutingDraft | undefined
}

/** Every change of the rules: who proposed it, who decided what on it, when and why. */
export function ChangesPage({ frame, proposals, version, mayPropose, ownDraft }: ChangesPageProps): Html {
  return (
    <Layout {...frame} title="Changes of the routing rules" wide>
      <h1 class="govuk-heading-l">Changes of the routing rules</h1>
      <TriageTabs current="rules" />
      <p class="govuk-body">
        A change is proposed by one person and approved by a second. Reports go by it from its day on; rules
        of before are kept.
        {version !== undefined && ` The rules now in force are those of ${formatDate(version)}.`}
      </p>
      {mayPropose && (
        <form method="post" action={changesAddress} novalidate>
          <Button
            text={ownDraft === undefined ? 'Draft a change' : 'Go on with your draft'}
            preventDoubleClick={true}
          />
        </form>
      )}
      <RowsTable
        caption="Proposed changes"
        head={['Proposed', 'By', 'For', 'Why', 'Decision', 'Decided by']}
        none="No change was proposed yet."
        rows={proposals.map((each) => [
          <a class="govuk-link" href={proposalAddress(each.id)}>
            {formatDateTime(each.proposedAt)}
          </a>,
          each.proposedByName ?? 'Somebody',
          formatDate(each.validFrom),
          <span class="app-typed">{each.reason}</span>,
          standingOf(each),
          each.decidedAt === null
            ? ''
            : `${each.decidedByName ?? 'Somebody'}, ${formatDateTime(each.decidedAt)}. ${each.decisionReason}`,
        ])}
      />
    </Layout>
  )
}

type Shown = { typed?: Typed; errors?: readonly FormError[]; conflict?: string | undefined }

type DraftPageProps = Shown & {
  frame: Frame
  draft: RoutingDraft
  changes: readonly RuleChange[]
  replay: Replay
  rules: readonly LocalRule[]
  earliest: LocalDate
  q: string
  /** How many of the prompts that come with the product are not in it. */
  shippedLeft: number
  found: readonly { rule: LocalRule; place: number }[]
}

/** A draft: what it changes, what that would have done, each rule to be changed, and the way to a second person. */
export function RulesDraftPage(props: DraftPageProps): Html {
  const { frame, draft, changes, replay, rules, found, q, earliest, shippedLeft } = props
  const { typed = {}, errors = [], conflict } = props
  const address = draftAddress(draft.id)
  return (
    <Layout
      {...frame}
      title="Draft of routing rules"
      wide
      beforeContent={<BackLink href={changesAddress} text="Changes of the rules" />}
    >
      <ErrorsAtTop errors={errors} />
      {conflict && <MojAlert variant="warning" title="Not proposed" text={conflict} role="alert" />}
      <h1 class="govuk-heading-l">Draft of routing rules</h1>
      <ChangedRules changes={changes} />
      {changes.length > 0 && <ReplayedReports replay={replay} />}
      {changes.length > 0 && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/triage/simulator?rules=${draft.id}`}>
            Try one report against the changed rules
          </a>
        </p>
      )}
      <form method="post" action={address} novalidate>
        <h2 class="govuk-heading-m">Propose it</h2>
        <input type="hidden" name="seen" value={draft.saves} />
        <TextInput
          name="valid_from"
          type="date"
          classes="govuk-input--width-10"
          label={{ text: 'In force from' }}
          hint={{ text: `${formatDate(earliest)} at the earliest` }}
          value={typedValue(typed, 'valid_from')}
          errorMessage={errorOf(errors, 'valid_from')}
        />
        <Textarea
          name="reason"
          rows={2}
          label={{ text: 'What changes and why' }}
          value={typedValue(typed, 'reason')}
          errorMessage={errorOf(errors, 'reason')}
        />
        <div class="govuk-button-group">
          <Button text="Propose it" name="do" value="propose" preventDoubleClick={true} />
          <Button text="Throw this draft away" name="do" value="drop" classes="govuk-button--warning" />
        </div>
      </form>
      <section aria-labelledby="rules">
        <h2 class="govuk-heading-m" id="rules">
          Rules in their order
        </h2>
        <p class="govuk-body">
          <a class="govuk-link" href={`${address}/rules/new`}>
            Add a rule or a prompt
          </a>
        </p>
        {shippedLeft > 0 && (
          <form method="post" action={address} novalidate>
            <input type="hidden" name="seen" value={draft.saves} />
            <p class="govuk-body">
              {`${shippedLeft} prompts for triage come with the product and are not among these rules. Take them in here to change or remove each of them before anybody approves them.`}
            </p>
            <Button
              text="Take in the prompts that come with the product"
              name="do"
              value="take_in"
              classes="govuk-button--secondary"
              preventDoubleClick={true}
            />
          </form>
        )}
        <form method="get" action={address} class="app-filters">
          <TextInput name="q" type="search" label={{ text: 'Words' }} value={q} />
          <Button text="Find rules" classes="app-button--small" />
        </form>
        <p class="govuk-body-s">{`${found.length} of ${rules.length} rules`}</p>
        <RowsTable
          caption="The rules as they would be"
          head={[{ numeric: 'Place' }, 'Rule', 'Asks', 'What it does']}
          none="No rule has these words."
          rows={found.map(({ rule, place }) => [
            String(place),
            <a class="govuk-link" href={`${address}/rules/${rule.id}`}>
              {rule.name}
            </a>,
            asked(rule),
            whatItDoes(rule),
          ])}
        />
      </section>
    </Layout>
  )
}

type ProposalPageProps = Shown & {
  frame: Frame
  proposal: RoutingProposal
  changes: readonly RuleChange[]
  /** Only while it waits. */
  replay: Replay | undefined
  stale: string | undefined
  voting: Voting
  /** Who looks at it. */
  me: string
}

/** A proposed change: what is other, what it would have done, and the decision of a second person. */
export function RulesProposalPage(props: ProposalPageProps): Html {
  const { frame, proposal, changes, replay, stale, voting, me, typed, errors = [], conflict } = props
  const day = formatDate(proposal.validFrom)
  return (
    <Layout
      {...frame}
      title="Proposed routing rules"
      wide
      beforeContent={<BackLink href={changesAddress} text="Changes of the rules" />}
    >
      <ErrorsAtTop errors={errors} />
      {conflict && <MojAlert variant="warning" title="Nothing was decided" text={conflict} role="alert" />}
      {!conflict && stale && (
        <MojAlert variant="warning" title="It cannot be approved any more" text={stale} role="status" />
      )}
      <h1 class="govuk-heading-l">Proposed routing rules</h1>
      <p class="govuk-body">
        {`Proposed ${formatDateTime(proposal.proposedAt)} by ${proposal.proposedByName ?? 'somebody'}, to hold from ${day} on.`}
      </p>
      <p class="govuk-body app-typed">{proposal.reason}</p>
      <WhatWasDecided {...proposal} />
      <VotesCast voting={voting} />
      <ChangedRules changes={changes} />
      {replay && <ReplayedReports replay={replay} />}
      {proposal.decision === null && (
        <>
          <p class="govuk-body">
            <a class="govuk-link" href={`/triage/simulator?rules=${proposal.id}`}>
              Try one report against the proposed rules
            </a>
          </p>
          <DecisionForm
            action={proposalAddress(proposal.id)}
            proposal={proposal}
            voting={voting}
            me={me}
            legend="Are reports to go by it?"
            approve={`Approve it: reports go by it from ${day} on`}
            typed={typed}
            errors={errors}
          />
        </>
      )}
    </Layout>
  )
}
