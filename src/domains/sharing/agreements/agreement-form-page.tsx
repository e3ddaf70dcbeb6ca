import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue, typedValues } from '#platform/forms'
import { Button, Checkboxes, type Html, Layout, MojAlert, Radios, Textarea, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { levelNames, sharingLevels } from '../level.ts'
import { SharingTabs } from '../sharing-tabs.tsx'
import { agreementKinds, dataCategories } from './agreement.ts'

export type AgreementFormPageProps = {
  frame: Frame
  /** Of the agreement to be changed; undefined for a new one. */
  id: string | undefined
  /** The newest version when the form was opened. */
  seen: number
  typed: Typed
  errors: readonly FormError[]
  conflict?: string | undefined
  organisations: readonly { id: number; name: string }[]
  partitions: readonly { code: string; label: string }[]
}

/** Proposes an agreement or a new version of one; it says nothing until a second person approves it. */
export function AgreementFormPage(props: AgreementFormPageProps): Html {
  const { frame, id, errors, conflict, seen } = props
  const title = id === undefined ? 'Propose an agreement' : 'Propose a change'
  return (
    <Layout {...frame} title={title}>
      <ErrorsAtTop errors={errors} />
      {conflict && <MojAlert variant="warning" title="Nothing was saved" text={conflict} role="alert" />}
      <h1 class="govuk-heading-l">{title}</h1>
      <SharingTabs current="agreements" />
      <p class="govuk-body">
        Somebody else, who works for one of the parties, has to approve it before it holds.
      </p>
      <form
        method="post"
        action={id === undefined ? '/sharing/agreements' : `/sharing/agreements/${id}/versions`}
        novalidate
      >
        <input type="hidden" name="seen" value={seen} />
        <What {...props} />
        <HowMuch {...props} />
        <WhoAndWhen {...props} />
        <Button text="Propose it" preventDoubleClick={true} />
      </form>
    </Layout>
  )
}

function What({ typed, errors }: AgreementFormPageProps): Html {
  return (
    <>
      <TextInput
        name="title"
        label={{ text: 'Title' }}
        value={typedValue(typed, 'title')}
        errorMessage={errorOf(errors, 'title')}
      />
      <Radios
        name="kind"
        classes="govuk-radios--small"
        fieldset={{ legend: { text: 'What it is', classes: 'govuk-fieldset__legend--s' } }}
        items={Object.entries(agreementKinds).map(([value, text]) => ({ value, text }))}
        value={typedValue(typed, 'kind')}
        errorMessage={errorOf(errors, 'kind')}
      />
      <Textarea
        name="purposes"
        rows={3}
        label={{ text: 'What it is for' }}
        value={typedValue(typed, 'purposes')}
        errorMessage={errorOf(errors, 'purposes')}
      />
      <Textarea
        name="lawfulBasis"
        rows={2}
        label={{ text: 'Lawful basis' }}
        hint={{ text: 'For example Crime and Disorder Act 1998 section 115' }}
        value={typedValue(typed, 'lawfulBasis')}
        errorMessage={errorOf(errors, 'lawfulBasis')}
      />
    </>
  )
}

function HowMuch({ typed, errors, partitions }: AgreementFormPageProps): Html {
  return (
    <>
      <Checkboxes
        name="dataCategories"
        classes="govuk-checkboxes--small"
        fieldset={{ legend: { text: 'What may be shared', classes: 'govuk-fieldset__legend--s' } }}
        items={Object.entries(dataCategories).map(([value, text]) => ({ value, text }))}
        values={[...typedValues(typed, 'dataCategories')]}
        errorMessage={errorOf(errors, 'dataCategories')}
      />
      <Radios
        name="mostLevel"
        classes="govuk-radios--small"
        fieldset={{ legend: { text: 'At most', classes: 'govuk-fieldset__legend--s' } }}
        items={sharingLevels.map((level) => ({ value: level, text: levelNames[level] }))}
        value={typedValue(typed, 'mostLevel')}
        errorMessage={errorOf(errors, 'mostLevel')}
      />
      <Checkboxes
        name="partitions"
        classes="govuk-checkboxes--small"
        fieldset={{
          legend: { text: 'Restricted records it covers (optional)', classes: 'govuk-fieldset__legend--s' },
        }}
        hint={{ text: 'Restricted records are not shared under it unless you choose them here.' }}
        items={partitions.map(({ code, label }) => ({ value: code, text: label }))}
        values={[...typedValues(typed, 'partitions')]}
      />
    </>
  )
}

function WhoAndWhen({ id, typed, errors, organisations }: AgreementFormPageProps): Html {
  return (
    <>
      <Checkboxes
        name="parties"
        classes="govuk-checkboxes--small"
        fieldset={{ legend: { text: 'Parties', classes: 'govuk-fieldset__legend--s' } }}
        items={organisations.map((organisation) => ({
          value: String(organisation.id),
          text: organisation.name,
        }))}
        values={[...typedValues(typed, 'parties')]}
        errorMessage={errorOf(errors, 'parties')}
      />
      {(
        [
          ['validFrom', 'Holds from'],
          ['reviewOn', 'To be reviewed on'],
          ['validTo', 'First day on which it no longer holds (optional)'],
        ] as const
      ).map(([name, label]) => (
        <TextInput
          name={name}
          type="date"
          classes="govuk-input--width-10"
          label={{ text: label }}
          value={typedValue(typed, name)}
          errorMessage={errorOf(errors, name)}
        />
      ))}
      {id !== undefined && (
        <Textarea
          name="changeReason"
          rows={2}
          label={{ text: 'What changes and why (optional)' }}
          value={typedValue(typed, 'changeReason')}
          errorMessage={errorOf(errors, 'changeReason')}
        />
      )}
    </>
  )
}
