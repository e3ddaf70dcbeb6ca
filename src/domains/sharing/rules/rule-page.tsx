import { formatDateTime } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, Details, type Html, Layout, MojAlert, SummaryList, Textarea } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { levelNames } from '../level.ts'
import { SharingTabs } from '../sharing-tabs.tsx'
import type { RuleApplication, SharingRule } from './rule.ts'
import { RuleState, ruleDates, whatItShares, withWhom } from './rules-page.tsx'

export type SharingRulePageProps = {
  frame: Frame
  rule: SharingRule
  reach: { candidates: number; records: number; shares: number }
  applications: readonly RuleApplication[]
  mayChange: boolean
  typed: Typed
  errors: readonly FormError[]
  conflict?: string | undefined
}

/** One rule: what it says, how many records that were there before it reaches, and how far it was applied to them. */
export function SharingRulePage(props: SharingRulePageProps): Html {
  const { frame, rule, errors, conflict, mayChange } = props
  const rows: [string, string][] = [
    ['Shares', whatItShares(rule)],
    ['With', withWhom(rule)],
    ['How much', levelNames[rule.level]],
    [
      'For',
      rule.expiresAfterDays === null ? 'As long as the rule holds' : `${rule.expiresAfterDays} days each`,
    ],
    ['Under', rule.agreementTitle],
    ['In force', ruleDates(rule)],
    ...(rule.madeByName === null ? [] : [['Made by', rule.madeByName] as [string, string]]),
  ]
  return (
    <Layout {...frame} wide title={rule.name}>
      <ErrorsAtTop errors={errors} />
      {conflict && <MojAlert variant="warning" title="Nothing was changed" text={conflict} role="alert" />}
      <h1 class="govuk-heading-l">
        {rule.name} <RuleState rule={rule} />
      </h1>
      <SharingTabs current="rules" />
      <SummaryList
        classes="app-dense-summary"
        rows={rows.map(([key, value]) => ({ key: { text: key }, value: { text: value } }))}
      />
      <Existing {...props} />
      {mayChange && rule.endedAt === null && (
        <Details summaryText="End this rule" open={errors.length > 0}>
          <form method="post" action={`/sharing/rules/${rule.id}/end`} novalidate>
            <p class="govuk-body">What it shared is taken back within minutes.</p>
            <Textarea
              name="why"
              rows={2}
              label={{ text: 'Why does it end?' }}
              value={typedValue(props.typed, 'why')}
              errorMessage={errorOf(errors, 'why')}
            />
            <Button text="End it now" classes="govuk-button--warning" preventDoubleClick={true} />
          </form>
        </Details>
      )}
    </Layout>
  )
}

function Existing({ rule, reach, applications, mayChange }: SharingRulePageProps): Html {
  const isRunning = applications.some(({ finishedAt }) => finishedAt === null)
  return (
    <section aria-labelledby="existing">
      <h2 class="govuk-heading-m" id="existing">
        Records that are there already
      </h2>
      {rule.isLive && (
        <p class="govuk-body">
          {`Of ${count(reach.candidates, 'open record')} the rule reaches ${reach.records.toLocaleString('en-GB')}. Applied to them it would give ${count(reach.shares, 'new share')}.`}
        </p>
      )}
      {mayChange && rule.isLive && !isRunning && reach.shares > 0 && (
        <form method="post" action={`/sharing/rules/${rule.id}/apply`}>
          <Button text="Apply it to them" classes="govuk-button--secondary" preventDoubleClick={true} />
        </form>
      )}
      <RowsTable
        caption="Applied to records that were there already"
        head={['Asked', 'By', 'Progress', 'Shares given', 'State']}
        none="It was not applied to records that were there before it."
        rows={applications.map((application) => [
          formatDateTime(application.askedAt),
          application.askedByName,
          <>
            <progress
              max={Math.max(1, application.total)}
              value={application.done}
              aria-label="Records looked at"
            />
            {` ${application.done.toLocaleString('en-GB')} of ${count(application.total, 'record')}`}
          </>,
          application.given.toLocaleString('en-GB'),
          application.finishedAt ? `Done ${formatDateTime(application.finishedAt)}` : 'Under way',
        ])}
      />
    </section>
  )
}

function count(number: number, what: string): string {
  return `${number.toLocaleString('en-GB')} ${what}${number === 1 ? '' : 's'}`
}
