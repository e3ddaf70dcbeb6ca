import { Button, type Html, Layout, SummaryList, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { FilterChoice } from '#platform/lists'
import { kindNames } from '../role.ts'
import type { CoverageFilter } from './filter-organisations.ts'
import type { CoveredArea, CoveringOrganisation } from './find-organisations.ts'

export type OrganisationsPageProps = {
  frame: Frame
  filter: CoverageFilter
  types: readonly { code: string; label: string }[]
  organisations: readonly CoveringOrganisation[]
  /** How many there are without a filter. */
  total: number
  nameOf: (area: CoveredArea) => string
}

export function OrganisationsPage(props: OrganisationsPageProps): Html {
  const { frame, organisations, total, nameOf } = props
  return (
    <Layout {...frame} title="Who covers what" wide>
      <h1 class="govuk-heading-l">Who covers what</h1>
      <div class="app-list-with-filters">
        <FilterForm {...props} />
        <div>
          <p class="govuk-body" role="status">
            {organisations.length === total
              ? `${total} organisations`
              : `${organisations.length} of ${total} organisations`}
          </p>
          {organisations.map((organisation) => (
            <Organisation organisation={organisation} nameOf={nameOf} />
          ))}
          {organisations.length === 0 && (
            <p class="govuk-body">
              Nobody matches all of that.{' '}
              <a class="govuk-link" href="/organisations">
                Show every organisation
              </a>
            </p>
          )}
        </div>
      </div>
    </Layout>
  )
}

function FilterForm({ filter, types }: OrganisationsPageProps): Html {
  return (
    <search>
      <form method="get" action="/organisations">
        <TextInput
          id="search"
          name="search"
          type="search"
          label={{ text: 'Organisation, team, queue or area' }}
          value={filter.search}
        />
        <FilterChoice
          name="kind"
          label="Kind of organisation"
          all="Any kind"
          choices={kindNames}
          value={filter.kind}
        />
        <FilterChoice
          name="type"
          label="Covers this type"
          all="Any type"
          choices={types}
          value={filter.type}
        />
        <Button text="Apply" />
        <p class="govuk-body-s">
          <a class="govuk-link" href="/organisations">
            Clear
          </a>
        </p>
      </form>
    </search>
  )
}

function Organisation({
  organisation,
  nameOf,
}: {
  organisation: CoveringOrganisation
  nameOf: (area: CoveredArea) => string
}): Html {
  return (
    <section aria-labelledby={`organisation-${organisation.id}`}>
      <h2 class="govuk-heading-m" id={`organisation-${organisation.id}`}>
        {organisation.name}
      </h2>
      <SummaryList
        rows={[
          row('Kind', kindNames[organisation.kind]),
          ...(organisation.contactAdvice === ''
            ? []
            : [row('Told to the public', organisation.contactAdvice)]),
          row('Teams and queues', <Teams organisation={organisation} />),
          row('Covers', <Coverage organisation={organisation} nameOf={nameOf} />),
        ]}
      />
    </section>
  )
}

function row(key: string, value: string | Html) {
  return { key: { text: key }, value: typeof value === 'string' ? { text: value } : { html: value } }
}

function Teams({ organisation }: { organisation: CoveringOrganisation }): Html {
  if (organisation.teams.length === 0) return <>None</>
  return (
    <ul class="govuk-list">
      {organisation.teams.map(({ name, queues }) => (
        <li>{queues.length === 0 ? name : `${name}: ${queues.join(', ')}`}</li>
      ))}
    </ul>
  )
}

function Coverage({
  organisation,
  nameOf,
}: {
  organisation: CoveringOrganisation
  nameOf: (area: CoveredArea) => string
}): Html {
  if (organisation.coverage.length === 0) return <>Nothing</>
  const byType = Map.groupBy(organisation.coverage, ({ typeLabel }) => typeLabel ?? 'Every type')
  return (
    <ul class="govuk-list">
      {[...byType].map(([type, covered]) => (
        <li>{`${type}: ${covered.map(({ area }) => nameOf(area)).join(', ')}`}</li>
      ))}
    </ul>
  )
}
