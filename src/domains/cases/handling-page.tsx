import { type Partition, RecordNavigation, RestrictionForm } from '#domains/sharing'
import { formatDateTime } from '#platform/clock'
import { ErrorsAtTop, errorOf, typedValue } from '#platform/forms'
import { Button, type Html, Layout, MojAlert, Radios, Textarea, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable } from '#platform/lists'
import { type FormState, stateOf } from './form-state.ts'
import { type RegimeEntry, regimes } from './regime/regime.ts'

export type HandlingPageProps = {
  frame: Frame
  record: {
    reference: string
    title: string
    titleWords: string
    version: number
    organisationName: string
    partition: string | null
  }
  regimes: readonly RegimeEntry[]
  partitions: readonly Partition[]
  clearedFor: readonly string[]
  mayRestrict: boolean
  mayDecide: boolean
  state: FormState | undefined
}

/** How a case is to be handled: under which regime, who may see it at all, and what its title says. */
export function HandlingPage(props: HandlingPageProps): Html {
  const { frame, record, state } = props
  const restriction = stateOf(state, 'restriction')
  return (
    <Layout {...frame} wide title={`Handling of ${record.reference}`}>
      <ErrorsAtTop errors={state?.errors ?? []} />
      {state?.conflict && (
        <MojAlert variant="warning" title="Nothing was changed" text={state.conflict} role="alert" />
      )}
      <RecordNavigation kind="case" reference={record.reference} current="handling" />
      <span class="govuk-caption-l">{record.title}</span>
      <h1 class="govuk-heading-l">How this case is handled</h1>
      {!props.mayDecide && (
        <p class="govuk-body">{record.organisationName} leads this case and decides how it is handled.</p>
      )}
      <RegimeSection {...props} />
      <RestrictionForm
        action={`/cases/${record.reference}/restriction`}
        version={record.version}
        current={record.partition}
        partitions={props.partitions}
        clearedFor={props.clearedFor}
        mayChange={props.mayRestrict}
        typed={restriction.typed}
        errors={restriction.errors}
      />
      {props.mayDecide && <TitleSection {...props} />}
    </Layout>
  )
}

function RegimeSection({ record, regimes: entries, mayDecide, state }: HandlingPageProps): Html {
  const { typed, errors } = stateOf(state, 'regime')
  const [current] = entries
  return (
    <section aria-labelledby="regime-heading">
      <h2 class="govuk-heading-m" id="regime-heading">
        Data protection regime
      </h2>
      <DenseTable caption="The latest holds" captionSize="s" head={['Regime', 'Since', 'Why', 'Decided by']}>
        {entries.map((entry) => (
          <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header">
              {regimes[entry.regime]}
            </th>
            <td class="govuk-table__cell">{formatDateTime(entry.since)}</td>
            <td class="govuk-table__cell">{entry.reason}</td>
            <td class="govuk-table__cell">{`${entry.actorName}, ${entry.organisationName}`}</td>
          </tr>
        ))}
      </DenseTable>
      {mayDecide && (
        <form method="post" action={`/cases/${record.reference}/regime`} novalidate>
          <input type="hidden" name="version" value={record.version} />
          <Radios
            name="regime"
            classes="govuk-radios--small"
            fieldset={{ legend: { text: 'From now on', classes: 'govuk-fieldset__legend--s' } }}
            items={[
              {
                value: 'uk_gdpr',
                text: regimes.uk_gdpr,
                hint: { text: 'Support, housing management, prevention without a view to prosecution.' },
              },
              {
                value: 'part_3',
                text: regimes.part_3,
                hint: {
                  text: 'A competent authority investigates, detects or prosecutes a criminal offence, or prevents one.',
                },
              },
            ]}
            value={typedValue(typed, 'regime') || current?.regime}
            errorMessage={errorOf(errors, 'regime')}
          />
          <Textarea
            name="why"
            id="regime-why"
            rows={2}
            label={{ text: 'Why does it change?' }}
            value={typedValue(typed, 'why')}
            errorMessage={errorOf(errors, 'why')}
          />
          <Button text="Save the regime" classes="govuk-button--secondary" preventDoubleClick={true} />
        </form>
      )}
    </section>
  )
}

function TitleSection({ record, state }: HandlingPageProps): Html {
  const { isOpen, typed, errors } = stateOf(state, 'title')
  return (
    <section aria-labelledby="title-heading">
      <h2 class="govuk-heading-m" id="title-heading">
        Title
      </h2>
      <form method="post" action={`/cases/${record.reference}/title`} novalidate>
        <input type="hidden" name="version" value={record.version} />
        <TextInput
          name="words"
          label={{ text: 'Words added to the title (optional)' }}
          hint={{
            text: 'Type, area and reference are always there. Never a name, an address or a number: everybody who sees that the case exists reads its title.',
          }}
          value={isOpen ? typedValue(typed, 'words') : record.titleWords}
          errorMessage={errorOf(errors, 'words')}
        />
        <Button text="Save the title" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </section>
  )
}
