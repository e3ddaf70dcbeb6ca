import { standingOf } from '#domains/proposals'
import { formatDate, formatDateTime, type LocalDate } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, type Child, type Html, Layout, MojAlert, Select, Textarea, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { Both, Link, Trail } from '../question-set-parts.tsx'
import { draftLanguages } from '../set-draft.ts'
import type { AdviceProposal } from './advice-proposal.ts'
import type { Choices, LocalType, TypeAdvice } from './local-words.ts'

export const adviceAddress = '/question-sets/advice'
export const adviceProposalAddress = (id: string) => `${adviceAddress}/proposals/${id}`
export const localTypesAddress = '/question-sets/local-types'

export type LocalPageProps = Choices & {
  frame: Frame
  typed: Typed
  errors: readonly FormError[]
  /** What was just done. */
  done?: string | undefined
  conflict?: string | undefined
  /** Whoever only reads has no forms. */
  mayChange: boolean
}

const longest = 2_000

/** What each organisation tells the public of types that it does not deal with. */
export function AdvicePage(
  props: LocalPageProps & { advice: readonly TypeAdvice[]; proposals: readonly AdviceProposal[] },
): Html {
  const { advice, proposals, mayChange, typed, errors } = props
  return (
    <Page title="Who deals with what" {...props}>
      <p class="govuk-body">
        Some organisations do not deal with a type as anti-social behaviour. The public reads this once they
        have said where it happens, and may report it all the same. What one person proposes is told once a
        second has approved it. One person is enough to end it: wrong words are gone at once.
      </p>
      <h2 class="govuk-heading-m">Proposed</h2>
      <RowsTable
        caption="Proposed"
        head={['Type', 'Organisation', 'Told from', 'Proposed', 'Decision']}
        none="Nothing was proposed yet."
        rows={proposals.map((each) => [
          <Link href={adviceProposalAddress(each.id)}>{each.typeLabel}</Link>,
          each.organisationName,
          formatDate(each.validFrom),
          `${formatDateTime(each.proposedAt)} by ${each.proposedByName ?? 'somebody'}`,
          standingOf(each),
        ])}
      />
      <h2 class="govuk-heading-m">Told</h2>
      <RowsTable
        caption="Advice"
        head={['Type', 'Organisation', 'What it says', 'Who deals with it', 'Told', 'End it']}
        none="No organisation says anything yet."
        rows={advice.map((each) => [
          each.typeLabel,
          each.organisationName,
          <Both text={each.advice} />,
          <Both text={each.whoDeals} />,
          daysOf(each),
          mayChange && each.validTo === null && (
            <End
              action={`${adviceAddress}/${each.id}/end`}
              of={`${each.typeLabel}, ${each.organisationName}`}
            />
          ),
        ])}
      />
      {mayChange && (
        <form method="post" action={adviceAddress} novalidate>
          <h2 class="govuk-heading-m">Propose what is told of a type</h2>
          <OrganisationAndType {...props} />
          {draftLanguages.map(({ tag, name }) => (
            <Words
              {...props}
              name={`advice_${tag}`}
              tag={tag}
              label={`What the organisation says, ${name}`}
            />
          ))}
          {draftLanguages.map(({ tag, name }) => (
            <Words {...props} name={`who_${tag}`} tag={tag} label={`Who deals with it instead, ${name}`} />
          ))}
          <From {...props} label="Told from" />
          <Textarea
            name="reason"
            rows={2}
            label={{ text: 'What changes and why' }}
            value={typedValue(typed, 'reason')}
            errorMessage={errorOf(errors, 'reason')}
          />
          <Button text="Propose it" preventDoubleClick={true} />
        </form>
      )}
    </Page>
  )
}

/** Codes of organisations' own systems, and the types that they stand for. */
export function LocalTypesPage(props: LocalPageProps & { localTypes: readonly LocalType[] }): Html {
  const { localTypes, mayChange, typed, errors } = props
  return (
    <Page title="Organisations’ own codes" {...props}>
      <p class="govuk-body">
        An organisation’s own code stands for one type of the partnership, and so for one national type and
        one qualifier. The public never reads it, so one person changes it; what it meant before stands.
      </p>
      <RowsTable
        caption="Own codes"
        head={['Code', 'Organisation', 'Called', 'Stands for', 'Holds', 'End it']}
        none="No organisation has codes of its own yet."
        rows={localTypes.map((each) => [
          each.code,
          each.organisationName,
          each.label,
          each.typeLabel,
          daysOf(each),
          mayChange && each.validTo === null && (
            <form method="post" action={`${localTypesAddress}/end`}>
              <input type="hidden" name="organisation" value={each.organisationId} />
              <input type="hidden" name="code" value={each.code} />
              <EndButton of={`${each.code}, ${each.organisationName}`} />
            </form>
          ),
        ])}
      />
      {mayChange && (
        <form method="post" action={localTypesAddress} novalidate>
          <h2 class="govuk-heading-m">Add a code</h2>
          <OrganisationAndType {...props} />
          <TextInput
            name="code"
            classes="govuk-input--width-10"
            label={{ text: 'Code' }}
            value={typedValue(typed, 'code')}
            errorMessage={errorOf(errors, 'code')}
          />
          <TextInput
            name="label"
            label={{ text: 'What they call it' }}
            value={typedValue(typed, 'label')}
            errorMessage={errorOf(errors, 'label')}
          />
          <From {...props} label="Holds from" />
          <Button text="Add the code" preventDoubleClick={true} />
        </form>
      )}
    </Page>
  )
}

function Page({
  frame,
  title,
  done,
  conflict,
  errors,
  children,
}: LocalPageProps & { title: string; children?: Child }): Html {
  return (
    <Layout {...frame} wide title={title} beforeContent={<Trail items={[]} />}>
      <ErrorsAtTop errors={errors} />
      {done && <MojAlert variant="success" title={done} text={done} role="status" />}
      {conflict && <MojAlert variant="warning" title="Nothing was changed" text={conflict} role="alert" />}
      <h1 class="govuk-heading-l">{title}</h1>
      {children}
    </Layout>
  )
}

function OrganisationAndType({ organisations, types, typed, errors }: LocalPageProps): Html {
  return (
    <>
      <Select
        name="organisation"
        label={{ text: 'Organisation' }}
        items={[
          { value: '', text: 'Choose' },
          ...organisations.map(({ id, name }) => ({ value: String(id), text: name })),
        ]}
        value={typedValue(typed, 'organisation')}
        errorMessage={errorOf(errors, 'organisation')}
      />
      <Select
        name="type"
        label={{ text: 'Type' }}
        items={[
          { value: '', text: 'Choose' },
          ...types.map(({ code, label }) => ({ value: code, text: label })),
        ]}
        value={typedValue(typed, 'type')}
        errorMessage={errorOf(errors, 'type')}
      />
    </>
  )
}

function Words({
  name,
  tag,
  label,
  typed,
  errors,
}: LocalPageProps & { name: string; tag: string; label: string }): Html {
  return (
    <Textarea
      name={name}
      rows={2}
      label={{ text: label }}
      attributes={{ lang: tag, maxlength: String(longest) }}
      value={typedValue(typed, name)}
      errorMessage={errorOf(errors, name)}
    />
  )
}

function From({ label, typed, errors }: LocalPageProps & { label: string }): Html {
  return (
    <TextInput
      name="valid_from"
      type="date"
      classes="govuk-input--width-10"
      label={{ text: label }}
      value={typedValue(typed, 'valid_from')}
      errorMessage={errorOf(errors, 'valid_from')}
    />
  )
}

function End({ action, of }: { action: string; of: string }): Html {
  return (
    <form method="post" action={action}>
      <EndButton of={of} />
    </form>
  )
}

function EndButton({ of }: { of: string }): Html {
  return (
    <Button
      html={
        <>
          End
          <span class="govuk-visually-hidden">{` ${of}`}</span>
        </>
      }
      classes="govuk-button--secondary govuk-!-margin-bottom-0"
      preventDoubleClick={true}
    />
  )
}

function daysOf({ validFrom, validTo }: { validFrom: LocalDate; validTo: LocalDate | null }): string {
  const since = `from ${formatDate(validFrom)}`
  return validTo === null ? since : `${since} until ${formatDate(validTo)}`
}
