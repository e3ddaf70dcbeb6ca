import { formatDate } from '#platform/clock'
import { type Html, Layout, Tag, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { FilterChoice, FilteredList, FilterForm, RowsTable } from '#platform/lists'
import { levelNames, sharingLevels } from '../level.ts'
import { SharingTabs } from '../sharing-tabs.tsx'
import { organisationKinds, type RuleFilter, recordKinds, riskWords, type SharingRule } from './rule.ts'

export type SharingRulesPageProps = {
  frame: Frame
  filter: RuleFilter
  rules: readonly SharingRule[]
  agreements: readonly { id: string; title: string }[]
  organisations: readonly { id: number; name: string }[]
  mayMake: boolean
}

/** Whose records a rule shares, of which kind, place and type. */
export function whatItShares(rule: SharingRule): string {
  const whose = rule.giver ?? (rule.giverKind ? organisationKinds[rule.giverKind] : 'every party')
  const asked = [
    rule.typeLabel,
    rule.areaName && `${rule.areaKind} ${rule.areaName}`,
    rule.leastUrgent && `types of priority ${rule.leastUrgent} or more urgent`,
    rule.leastBand && riskWords[rule.leastBand],
  ].filter(Boolean)
  return `${recordKinds[rule.kind]} of ${whose}${asked.length > 0 ? `: ${asked.join(', ')}` : ''}`
}

export function withWhom(rule: SharingRule): string {
  if (rule.receiver !== null) return rule.receiver
  if (rule.receiverPanel !== null) return `Panel: ${rule.receiverPanel}`
  return rule.receiverKind ? `${organisationKinds[rule.receiverKind]} that cover the place` : ''
}

export function RuleState({ rule }: { rule: SharingRule }): Html {
  if (rule.endedAt) return <Tag text="Ended" classes="govuk-tag--grey" />
  return rule.isLive ? (
    <Tag text="In force" classes="govuk-tag--green" />
  ) : (
    <Tag text="Not in force" classes="govuk-tag--grey" />
  )
}

/** The sharing rules: what is given to whom by itself, how much, for how long, and under what. */
export function SharingRulesPage(props: SharingRulesPageProps): Html {
  const { frame, rules, mayMake } = props
  return (
    <Layout {...frame} wide title="Sharing rules">
      <h1 class="govuk-heading-l">Sharing rules</h1>
      <SharingTabs current="rules" />
      <FilteredList filters={<Filters {...props} />}>
        {mayMake && (
          <p class="govuk-body">
            <a class="govuk-link" href="/sharing/rules/new">
              Make a rule
            </a>
          </p>
        )}
        <RowsTable
          caption="Sharing rules"
          head={['Rule', 'Shares', 'With', 'How much', 'For', 'Under', 'State']}
          none="No rule matches. Take a filter away to see more."
          rows={rules.map((rule) => [
            <a class="govuk-link" href={`/sharing/rules/${rule.id}`}>
              {rule.name}
            </a>,
            whatItShares(rule),
            withWhom(rule),
            levelNames[rule.level],
            rule.expiresAfterDays === null ? 'As long as it holds' : `${rule.expiresAfterDays} days`,
            rule.agreementTitle,
            <RuleState rule={rule} />,
          ])}
        />
      </FilteredList>
    </Layout>
  )
}

function Filters({ filter, agreements, organisations }: SharingRulesPageProps): Html {
  return (
    <FilterForm action="/sharing/rules">
      <TextInput name="q" label={{ text: 'Words' }} value={filter.q} />
      <FilterChoice
        name="agreement"
        label="Under"
        all="Any agreement"
        choices={agreements.map(({ id, title }) => [id, title])}
        value={filter.agreement}
      />
      <FilterChoice
        name="receiver"
        label="Shares with"
        all="Any organisation"
        choices={organisations}
        value={filter.receiver}
      />
      <FilterChoice
        name="kind"
        label="Records"
        choices={{ any: 'Any', ...recordKinds }}
        value={filter.kind}
      />
      <FilterChoice
        name="level"
        label="How much"
        choices={[['any', 'Any'], ...sharingLevels.map((level) => [level, levelNames[level]] as const)]}
        value={filter.level}
      />
      <FilterChoice
        name="state"
        label="State"
        choices={{ live: 'In force', ended: 'Not in force', all: 'All' }}
        value={filter.state}
      />
    </FilterForm>
  )
}

/** When a rule began and ended, in words. */
export function ruleDates(rule: SharingRule): string {
  const from = `From ${formatDate(rule.validFrom)}`
  if (rule.endedAt) return `${from}, ended ${formatDate(rule.endedAt)}: ${rule.endedBecause}`
  return rule.validTo ? `${from} to the day before ${formatDate(rule.validTo)}` : from
}
