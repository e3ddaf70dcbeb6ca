import { formatDate } from '#platform/clock'
import { type Html, Layout, MojAlert, Tag, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { FilterChoice, FilteredList, FilterForm, RowsTable } from '#platform/lists'
import { levelNames } from '../level.ts'
import { SharingTabs } from '../sharing-tabs.tsx'
import {
  type AgreementFilter,
  type AgreementState,
  agreementStates,
  type ListedAgreement,
} from './agreement.ts'

export type AgreementsPageProps = {
  frame: Frame
  filter: AgreementFilter
  agreements: readonly ListedAgreement[]
  /** How many in force are due for their review, whatever the filter. */
  due: number
  organisations: readonly { id: number; name: string }[]
  mayPropose: boolean
}

export function StateTag({ state }: { state: AgreementState }): Html {
  const colours = { proposed: 'blue', coming: 'blue', live: 'green', due: 'yellow', ended: 'grey' } as const
  return <Tag text={agreementStates[state]} classes={`govuk-tag--${colours[state]}`} />
}

/** The register of agreements: which are in force, which wait for approval, which are due for review. */
export function AgreementsPage(props: AgreementsPageProps): Html {
  const { frame, agreements, filter, due, mayPropose } = props
  return (
    <Layout {...frame} wide title="Information sharing agreements">
      <h1 class="govuk-heading-l">Information sharing agreements</h1>
      <SharingTabs current="agreements" />
      {due > 0 && filter.state !== 'due' && (
        <MojAlert
          variant="warning"
          title={due === 1 ? '1 agreement is due for review' : `${due} agreements are due for review`}
          html={
            <a class="govuk-link" href="/sharing/agreements?state=due">
              {due === 1 ? '1 agreement is due for review' : `${due} agreements are due for review`}
            </a>
          }
        />
      )}
      <FilteredList filters={<Filters {...props} />}>
        {mayPropose && (
          <p class="govuk-body">
            <a class="govuk-link" href="/sharing/agreements/new">
              Propose an agreement
            </a>
          </p>
        )}
        <RowsTable
          caption="Agreements"
          head={['Agreement', 'State', 'Parties', 'At most', 'From', 'Review']}
          none="No agreement matches. Take a filter away to see more."
          rows={agreements.map((agreement) => [
            <a class="govuk-link" href={`/sharing/agreements/${agreement.id}`}>
              {agreement.title}
            </a>,
            <>
              <StateTag state={agreement.state} />
              {agreement.isChanging && agreement.state !== 'proposed' && ' A change waits for approval'}
            </>,
            agreement.parties.join(', '),
            levelNames[agreement.mostLevel],
            formatDate(agreement.validFrom),
            formatDate(agreement.reviewOn),
          ])}
        />
      </FilteredList>
    </Layout>
  )
}

function Filters({ filter, organisations }: AgreementsPageProps): Html {
  return (
    <FilterForm action="/sharing/agreements">
      <TextInput name="q" label={{ text: 'Words' }} value={filter.q} />
      <FilterChoice
        name="state"
        label="State"
        choices={{
          current: 'All but ended',
          due: 'Due for review',
          proposed: 'Waiting for approval',
          ended: 'Ended',
          all: 'All',
        }}
        value={filter.state}
      />
      <FilterChoice
        name="party"
        label="Party"
        all="Any organisation"
        choices={organisations}
        value={filter.party}
      />
      <FilterChoice
        name="sort"
        label="Order"
        choices={{ title: 'By title', review: 'Soonest review first', newest: 'Newest first' }}
        value={filter.sort}
      />
    </FilterForm>
  )
}
