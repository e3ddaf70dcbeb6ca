import { addDays, formatDate, formatDateTime, type LocalDate } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import {
  BackLink,
  Button,
  type Html,
  Layout,
  NotificationBanner,
  Select,
  Textarea,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { FilterChoice, FilteredList, FilterForm, PageLinks, RowsTable } from '#platform/lists'
import type { ApprovalRule } from './approval-rule.ts'
import { type ChangeKind, changeKindNames, changeKinds } from './change-kind.ts'
import { standingOf } from './decide-change.tsx'
import { type Change, type ChangeFilter, changeStates, changesAddress, changesUrl } from './find-changes.ts'

export const approvalsAddress = `${changesAddress}/approvals`
const kinds: readonly ChangeKind[] = ['questions', 'advice', 'routing']

type ChangesPageProps = {
  frame: Frame
  filter: ChangeFilter
  changes: readonly Change[]
  hasNext: boolean
}

/** Every change of the configuration that was ever proposed, with its votes and what it came to. */
export function ChangesPage({ frame, filter, changes, hasNext }: ChangesPageProps): Html {
  return (
    <Layout
      {...frame}
      wide
      title="Changes of the configuration"
      beforeContent={<BackLink href="/partnership" text="The partnership" />}
    >
      <h1 class="govuk-heading-l">Changes of the configuration</h1>
      <p class="govuk-body">
        Questions, advice and routing rules are changed by one person who proposes and others who vote, and
        hold from a day on.{' '}
        <a class="govuk-link" href={approvalsAddress}>
          How many approvals a change needs
        </a>
      </p>
      <FilteredList filters={<Filters filter={filter} />}>
        <RowsTable
          caption="Changes"
          head={['Change', 'Why', 'Proposed', 'From', 'Votes', 'Came to']}
          none="No change is like this."
          rows={changes.map((change) => [
            <a class="govuk-link" href={`${changeKinds[change.kind].address}/${change.id}`}>
              {[changeKindNames[change.kind], change.about].filter(Boolean).join(': ')}
            </a>,
            <span class="app-typed">{change.reason}</span>,
            `${formatDateTime(change.proposedAt)} by ${change.proposedByName ?? 'somebody'}`,
            formatDate(change.validFrom),
            votesInWords(change),
            outcomeInWords(change),
          ])}
        />
        <PageLinks
          previous={filter.page > 1 ? changesUrl({ ...filter, page: filter.page - 1 }) : undefined}
          next={hasNext ? changesUrl({ ...filter, page: filter.page + 1 }) : undefined}
        />
      </FilteredList>
    </Layout>
  )
}

function votesInWords({ decision, needed, approvals, refusals, hasMyVote }: Change): string {
  // Withdrawn at once, or decided before votes were kept.
  if (decision !== null && approvals + refusals === 0) return 'None'
  const own = hasMyVote ? ', yours among them' : ''
  return `${approvals} of ${needed} for it, ${refusals} against${own}`
}

function outcomeInWords(change: Change): string {
  if (change.decidedAt === null) return standingOf(change)
  return `${standingOf(change)} ${formatDateTime(change.decidedAt)} by ${change.decidedByName ?? 'somebody'}. ${change.decisionReason}`
}

function Filters({ filter }: { filter: ChangeFilter }): Html {
  return (
    <FilterForm action={changesAddress}>
      <TextInput name="q" label={{ text: 'Words' }} value={filter.q} />
      <FilterChoice name="kind" label="What" all="Anything" choices={changeKindNames} value={filter.kind} />
      <FilterChoice name="state" label="Which" choices={changeStates} value={filter.state} />
    </FilterForm>
  )
}

type ApprovalsPageProps = {
  frame: Frame
  rules: readonly ApprovalRule[]
  /** How many could vote on a proposal today. */
  voters: number
  today: LocalDate
  maySet: boolean
  isDone: boolean
  typed: Typed
  errors: readonly FormError[]
}

/** How many approvals each kind of change needs, today and later, and who said so. */
export function ApprovalsPage(props: ApprovalsPageProps): Html {
  const { frame, rules, voters, today, maySet, isDone, errors } = props
  return (
    <Layout
      {...frame}
      wide
      title="How many approvals a change needs"
      hasErrors={errors.length > 0}
      beforeContent={<BackLink href={changesAddress} text="Changes of the configuration" />}
    >
      <ErrorsAtTop errors={errors} />
      {isDone && <NotificationBanner type="success" text="Saved." />}
      <h1 class="govuk-heading-l">How many approvals a change needs</h1>
      <p class="govuk-body">
        {`Whoever proposes a change has no vote on it. As many votes as stand here approve it, and as many refuse it: whichever is first. A proposal keeps the number of the day on which it was made. Today ${voters} could vote on a proposal.`}
      </p>
      <RowsTable
        caption="Today"
        captionSize="s"
        head={['What', { numeric: 'Approvals' }, 'Since', 'Why', 'Set by']}
        rows={kinds.map((kind) => {
          const rule = rules.find((one) => one.kind === kind && one.validFrom <= today)
          return [
            changeKindNames[kind],
            rule?.approvals ?? 1,
            rule === undefined ? 'Always' : formatDate(rule.validFrom),
            rule?.reason ?? 'Nothing else was set',
            rule?.setByName ?? '',
          ]
        })}
      />
      <RowsTable
        caption="To come, and before"
        captionSize="s"
        head={['What', { numeric: 'Approvals' }, 'From', 'Why', 'Set by', { hidden: 'Take back' }]}
        none="Nothing else was set."
        rows={rules
          .filter((rule) => !holdsToday(rule, rules, today))
          .map((rule) => [
            changeKindNames[rule.kind],
            rule.approvals,
            formatDate(rule.validFrom),
            rule.reason,
            rule.setByName ?? 'Somebody',
            maySet && rule.validFrom > today && (
              <form method="post" action={`${approvalsAddress}/${rule.kind}/take-back/${rule.validFrom}`}>
                <Button
                  html={
                    <>
                      Take back
                      <span class="govuk-visually-hidden">{` ${changeKindNames[rule.kind]} from ${formatDate(rule.validFrom)}`}</span>
                    </>
                  }
                  classes="govuk-button--secondary app-button--small"
                  preventDoubleClick={true}
                />
              </form>
            ),
          ])}
      />
      {maySet ? (
        <RuleForm {...props} />
      ) : (
        <p class="govuk-body">Whoever answers for information governance sets it.</p>
      )}
    </Layout>
  )
}

const holdsToday = (rule: ApprovalRule, rules: readonly ApprovalRule[], today: LocalDate) =>
  rules.find(({ kind, validFrom }) => kind === rule.kind && validFrom <= today) === rule

function RuleForm({ typed, errors, today, voters }: ApprovalsPageProps): Html {
  return (
    <form method="post" action={approvalsAddress} novalidate>
      <h2 class="govuk-heading-m">Set another number</h2>
      <Select
        name="kind"
        label={{ text: 'What' }}
        items={[
          { value: '', text: 'Choose' },
          ...kinds.map((value) => ({ value, text: changeKindNames[value] })),
        ]}
        value={typedValue(typed, 'kind')}
        errorMessage={errorOf(errors, 'kind')}
      />
      <TextInput
        name="approvals"
        classes="govuk-input--width-2"
        inputmode="numeric"
        label={{ text: 'Approvals' }}
        hint={{ text: `At most ${Math.max(voters, 1)}: so many could vote` }}
        value={typedValue(typed, 'approvals')}
        errorMessage={errorOf(errors, 'approvals')}
      />
      <TextInput
        name="valid_from"
        type="date"
        classes="govuk-input--width-10"
        label={{ text: 'For what is proposed from' }}
        hint={{ text: `${formatDate(addDays(today, 1))} at the earliest` }}
        value={typedValue(typed, 'valid_from')}
        errorMessage={errorOf(errors, 'valid_from')}
      />
      <Textarea
        name="reason"
        rows={2}
        label={{ text: 'Why, and who agreed to it' }}
        value={typedValue(typed, 'reason')}
        errorMessage={errorOf(errors, 'reason')}
      />
      <Button text="Set it" preventDoubleClick={true} />
    </form>
  )
}
