import { formatDate, formatDateTime } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import {
  Button,
  type Html,
  Layout,
  MojAlert,
  Radios,
  Select,
  Tag,
  Textarea,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable, FilterChoice, FilteredList, FilterForm } from '#platform/lists'
import type { Clearance, ClearanceFilter, ClearanceGap, Colleague } from './clearances.ts'
import type { Partition } from './restrict-record.ts'

export const periods = { '3': '3 months', '6': '6 months', '12': 'A year', open: 'No end date' } as const

export type ClearancesPageProps = {
  frame: Frame
  clearances: readonly Clearance[]
  filter: ClearanceFilter
  partitions: readonly Pick<Partition, 'code' | 'label' | 'guidance'>[]
  colleagues: readonly Colleague[]
  gaps: readonly ClearanceGap[]
  done?: string | undefined
  typed?: Typed
  errors?: readonly FormError[]
  conflict?: string | undefined
}

/** Who in the organisation is cleared for restricted records, since when, by whom and why. */
export function ClearancesPage(props: ClearancesPageProps): Html {
  const { frame, clearances, filter, partitions, gaps, done, conflict, errors = [] } = props
  return (
    <Layout {...frame} wide title="Clearances">
      <ErrorsAtTop errors={errors} />
      {done && <MojAlert variant="success" title={done} text={done} role="status" />}
      {conflict && <MojAlert variant="warning" title="Nothing was changed" text={conflict} role="alert" />}
      <h1 class="govuk-heading-l">Clearances</h1>
      <p class="govuk-body">
        A restricted record is seen only by people who are cleared for its kind, whatever their role.
      </p>
      {gaps.map((gap) => (
        <Gap gap={gap} />
      ))}
      <FilteredList
        filters={
          <FilterForm action="/clearances">
            <TextInput name="q" id="filter-q" label={{ text: 'Name' }} value={filter.q} />
            <FilterChoice
              name="state"
              id="filter-state"
              label="State"
              choices={{ live: 'Cleared today', past: 'Not any more', all: 'All' }}
              value={filter.state}
            />
            <FilterChoice
              name="partition"
              id="filter-partition"
              label="For"
              all="Every kind"
              choices={partitions}
              value={filter.partition}
            />
          </FilterForm>
        }
      >
        {clearances.length === 0 ? (
          <p class="govuk-body">Nobody matches. Take a filter away to see more.</p>
        ) : (
          <List clearances={clearances} />
        )}
        <GiveForm {...props} />
      </FilteredList>
    </Layout>
  )
}

/** Nobody who works on reports was cleared when one came that had to be restricted. */
function Gap({ gap }: { gap: ClearanceGap }): Html {
  const { organisationName, partitionLabel, wentTo, reports, lastAt } = gap
  const came = reports === 1 ? '1 report was' : `${reports} reports were`
  const what =
    wentTo === null
      ? 'stayed here unrestricted, because nobody in the partnership is cleared either. Clear somebody, then restrict it'
      : `went to ${wentTo} instead`
  return (
    <MojAlert
      variant="warning"
      title={`Nobody was cleared: ${partitionLabel}`}
      showTitleAsHeading={true}
      html={
        <p>
          {`In 30 days ${came} meant for ${organisationName}, where nobody who works on reports was cleared, and ${what}. The last on ${formatDateTime(lastAt)}.`}
        </p>
      }
    />
  )
}

function List({ clearances }: { clearances: readonly Clearance[] }): Html {
  return (
    <DenseTable
      caption="Clearances"
      head={['Person', 'Cleared for', 'Since', 'Until', 'Why', 'Given by', 'State']}
    >
      {clearances.map((clearance) => (
        <Row clearance={clearance} />
      ))}
    </DenseTable>
  )
}

function Row({ clearance }: { clearance: Clearance }): Html {
  return (
    <tr class="govuk-table__row">
      <th scope="row" class="govuk-table__header">
        {clearance.memberName}
      </th>
      <td class="govuk-table__cell">{clearance.partitionLabel}</td>
      <td class="govuk-table__cell">{formatDate(clearance.validFrom)}</td>
      <td class="govuk-table__cell">
        {clearance.withdrawnAt
          ? formatDate(clearance.withdrawnAt)
          : clearance.validTo
            ? formatDate(clearance.validTo)
            : 'No end date'}
      </td>
      <td class="govuk-table__cell">{clearance.reason}</td>
      <td class="govuk-table__cell">{clearance.grantedBy ?? 'OpenASB'}</td>
      <td class="govuk-table__cell">
        {clearance.holds ? (
          <form method="post" action={`/clearances/${clearance.id}/withdraw`}>
            <Button
              html={
                <>
                  Withdraw
                  <span class="govuk-visually-hidden">
                    {` ${clearance.partitionLabel} from ${clearance.memberName}`}
                  </span>
                </>
              }
              classes="govuk-button--secondary govuk-!-margin-bottom-0"
              preventDoubleClick={true}
            />
          </form>
        ) : (
          <Tag text={clearance.withdrawnAt ? 'Withdrawn' : 'Ended'} classes="govuk-tag--grey" />
        )}
      </td>
    </tr>
  )
}

function GiveForm({ partitions, colleagues, typed = {}, errors = [] }: ClearancesPageProps): Html {
  return (
    <section aria-labelledby="give">
      <h2 class="govuk-heading-m" id="give">
        Clear a colleague
      </h2>
      <form method="post" action="/clearances" novalidate>
        <Select
          name="member"
          label={{ text: 'Colleague' }}
          hint={{ text: 'Not yourself: somebody else has to clear you.' }}
          items={[
            { value: '', text: 'Choose' },
            ...colleagues.map(({ id, name }) => ({ value: id, text: name })),
          ]}
          value={typedValue(typed, 'member')}
          errorMessage={errorOf(errors, 'member')}
        />
        <Radios
          name="partition"
          classes="govuk-radios--small"
          fieldset={{ legend: { text: 'For', classes: 'govuk-fieldset__legend--s' } }}
          items={partitions.map(({ code, label, guidance }) => ({
            value: code,
            text: label,
            hint: { text: guidance },
          }))}
          value={typedValue(typed, 'partition')}
          errorMessage={errorOf(errors, 'partition')}
        />
        <Radios
          name="period"
          classes="govuk-radios--small govuk-radios--inline"
          fieldset={{ legend: { text: 'For how long', classes: 'govuk-fieldset__legend--s' } }}
          items={Object.entries(periods).map(([value, text]) => ({ value, text }))}
          value={typedValue(typed, 'period')}
          errorMessage={errorOf(errors, 'period')}
        />
        <Textarea
          name="why"
          rows={2}
          label={{ text: 'Why do they need it?' }}
          value={typedValue(typed, 'why')}
          errorMessage={errorOf(errors, 'why')}
        />
        <Button text="Clear them" preventDoubleClick={true} />
      </form>
    </section>
  )
}
