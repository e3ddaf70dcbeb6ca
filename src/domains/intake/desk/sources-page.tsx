import { formatDateTime } from '#platform/clock'
import { Button, type Html, Layout, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { IntakeTabs } from '../intake-tabs.tsx'
import type { SourceSummary, WaitingIncident } from './read-sources.ts'

export type SourcesPageProps = {
  frame: Frame
  sources: readonly SourceSummary[]
  waiting: readonly WaitingIncident[]
}

/** What other systems sent, and what waits. */
export function SourcesPage({ frame, sources, waiting }: SourcesPageProps): Html {
  return (
    <Layout {...frame} wide title="Incidents from other systems">
      <h1 class="govuk-heading-l">Incidents from other systems</h1>
      <IntakeTabs current="sources" />
      <h2 class="govuk-heading-m">The last 30 days</h2>
      <RowsTable
        caption="Sources"
        head={['Source', 'Messages', 'Incidents', 'Waiting', 'With codes not mapped', 'Latest']}
        none="No system of your organisation has sent anything in the last 30 days."
        rows={sources.map((each) => [
          <a class="govuk-link" href={`/intake/mappings/${encodeURIComponent(each.source)}`}>
            {each.source}
          </a>,
          each.messages,
          each.incidents,
          each.waiting,
          each.notMapped,
          formatDateTime(each.latest),
        ])}
      />
      <form method="get" action="/intake/mappings">
        <TextInput
          name="source"
          label={{ text: 'Mapping of a source' }}
          hint={{ text: 'Also of one that has not sent anything yet, such as STORM' }}
          classes="govuk-input--width-20"
        />
        <Button text="Show its mapping" classes="govuk-button--secondary" />
      </form>
      <h2 class="govuk-heading-m">Waiting for the message that opens them</h2>
      <RowsTable
        caption="Waiting incidents"
        head={['Incident', 'Since', 'Versions that came']}
        none="None is waiting."
        rows={waiting.map(({ source, number, since, versions }) => [
          `${source} ${number}`,
          formatDateTime(since),
          versions.join(', '),
        ])}
      />
    </Layout>
  )
}
