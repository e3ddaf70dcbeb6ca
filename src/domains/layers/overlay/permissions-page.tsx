import { formatDate, formatDateTime } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, type Html, Layout, MojAlert, Radios, Select, Tag, Textarea } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import type { Look } from './look.ts'
import { areaWords } from './look-page.tsx'
import { type Colleague, type OverlayPermission, permissionMonths } from './permissions.ts'
import { purposeLabel } from './purposes.ts'

export type PermissionsPageProps = {
  frame: Frame
  permissions: readonly OverlayPermission[]
  colleagues: readonly Colleague[]
  looks: readonly Look[]
  typed?: Typed
  errors?: readonly FormError[]
  conflict?: string
}

/** Who may lay people's places over incidents, why and until when; and every look, with its purpose. */
export function PermissionsPage(props: PermissionsPageProps): Html {
  const { frame, permissions, looks, conflict, errors = [] } = props
  return (
    <Layout {...frame} wide hasErrors={errors.length > 0} title="Who may look at people’s places">
      <ErrorsAtTop errors={errors} />
      {conflict && <MojAlert variant="warning" title="Nothing was changed" text={conflict} role="alert" />}
      <h1 class="govuk-heading-l">Who may look at people’s places over incidents</h1>
      <RowsTable
        caption="Permissions, those that hold first"
        captionSize="m"
        head={['Person', 'Why', 'Since', 'Until', 'Given by', 'State']}
        rows={permissions.map((given) => [
          given.memberName,
          given.reason,
          formatDate(given.validFrom),
          formatDate(given.withdrawnAt ?? given.validTo),
          given.grantedBy,
          given.holds ? (
            <form method="post" action={`/layers/overlay/permissions/${given.id}/withdraw`}>
              <Button
                html={
                  <>
                    Withdraw<span class="govuk-visually-hidden">{` from ${given.memberName}`}</span>
                  </>
                }
                classes="govuk-button--secondary govuk-!-margin-bottom-0"
                preventDoubleClick={true}
              />
            </form>
          ) : (
            <Tag text={given.withdrawnAt === null ? 'Past' : 'Withdrawn'} classes="govuk-tag--grey" />
          ),
        ])}
        none="Nobody has it."
      />
      <GiveForm {...props} />
      <RowsTable
        caption="Looks, the latest first"
        captionSize="m"
        head={['When', 'Who', 'Purpose', 'Where and of which time']}
        rows={looks.map((look) => [
          formatDateTime(look.startedAt),
          look.memberName,
          `${purposeLabel(look.purpose)}: ${look.words}`,
          areaWords(look),
        ])}
        none="Nobody has looked."
      />
    </Layout>
  )
}

function GiveForm({ colleagues, typed = {}, errors = [] }: PermissionsPageProps): Html {
  return (
    <section aria-labelledby="give">
      <h2 class="govuk-heading-m" id="give">
        Give the permission
      </h2>
      <form method="post" action="/layers/overlay/permissions" novalidate>
        <Select
          name="member"
          label={{ text: 'Analyst or supervisor' }}
          hint={{ text: 'Not yourself: somebody else has to give it to you.' }}
          items={[
            { value: '', text: 'Choose' },
            ...colleagues.map(({ id, name }) => ({ value: id, text: name })),
          ]}
          value={typedValue(typed, 'member')}
          errorMessage={errorOf(errors, 'member')}
        />
        <Radios
          name="period"
          classes="govuk-radios--small govuk-radios--inline"
          fieldset={{ legend: { text: 'For how long', classes: 'govuk-fieldset__legend--s' } }}
          items={Object.entries(permissionMonths).map(([value, text]) => ({ value, text }))}
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
        <Button text="Give it" preventDoubleClick={true} />
      </form>
    </section>
  )
}
