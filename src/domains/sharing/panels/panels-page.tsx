import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, Details, type Html, Layout, MojAlert, Select, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { SharingTabs } from '../sharing-tabs.tsx'

export type ListedPanel = {
  id: string
  name: string
  purpose: string
  members: { id: number; name: string }[]
  /** How many rules in force share with it. */
  rules: number
}

export type PanelsPageProps = {
  frame: Frame
  panels: readonly ListedPanel[]
  organisations: readonly { id: number; name: string }[]
  mayChange: boolean
  /** Which form came back: `new`, or the panel's id. */
  form: string
  typed: Typed
  errors: readonly FormError[]
  conflict: string | undefined
}

/** The panels of the partnership: who is on them, and how many rules share with them. */
export function PanelsPage(props: PanelsPageProps): Html {
  const { frame, panels, errors, conflict, mayChange, form, typed } = props
  const ofNew = form === 'new' ? errors : []
  return (
    <Layout {...frame} wide title="Panels">
      <ErrorsAtTop errors={errors} />
      {conflict && <MojAlert variant="warning" title="Nothing was changed" text={conflict} role="alert" />}
      <h1 class="govuk-heading-l">Panels</h1>
      <SharingTabs current="panels" />
      {panels.length === 0 && <p class="govuk-body">There is no panel yet.</p>}
      {panels.map((panel) => (
        <PanelSection {...props} panel={panel} />
      ))}
      {mayChange && (
        <Details summaryText="Make a panel" open={form === 'new'}>
          <form method="post" action="/sharing/panels" novalidate>
            <TextInput
              name="name"
              label={{ text: 'Name' }}
              value={typedValue(form === 'new' ? typed : {}, 'name')}
              errorMessage={errorOf(ofNew, 'name')}
            />
            <TextInput
              name="purpose"
              label={{ text: 'What it is for (optional)' }}
              value={typedValue(form === 'new' ? typed : {}, 'purpose')}
              errorMessage={errorOf(ofNew, 'purpose')}
            />
            <Button text="Make it" preventDoubleClick={true} />
          </form>
        </Details>
      )}
    </Layout>
  )
}

function PanelSection({
  panel,
  organisations,
  mayChange,
  form,
  errors,
}: PanelsPageProps & { panel: ListedPanel }): Html {
  const isBack = form === panel.id
  return (
    <section aria-labelledby={`panel-${panel.id}`}>
      <h2 class="govuk-heading-m" id={`panel-${panel.id}`}>
        {panel.name}
      </h2>
      <p class="govuk-body">
        {`${panel.purpose} ${panel.rules === 1 ? '1 rule shares' : `${panel.rules} rules share`} with it.`}
      </p>
      <ul class="govuk-list">
        {panel.members.map(({ id, name }) => (
          <li>
            {name}
            {mayChange && (
              <form method="post" action={`/sharing/panels/${panel.id}/members/${id}/leave`}>
                <Button
                  html={
                    <>
                      Take out<span class="govuk-visually-hidden">{` ${name}`}</span>
                    </>
                  }
                  classes="govuk-button--secondary app-button--small"
                  preventDoubleClick={true}
                />
              </form>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <form method="post" action={`/sharing/panels/${panel.id}/members`} novalidate>
          <Select
            name="organisation"
            id={isBack ? 'organisation' : `organisation-${panel.id}`}
            label={{ text: `Add to ${panel.name}` }}
            items={[
              { value: '', text: 'Choose' },
              ...organisations
                .filter(({ id }) => !panel.members.some((member) => member.id === id))
                .map(({ id, name }) => ({ value: String(id), text: name })),
            ]}
            errorMessage={isBack ? errorOf(errors, 'organisation') : undefined}
          />
          <Button text="Add" classes="govuk-button--secondary app-button--small" preventDoubleClick={true} />
        </form>
      )}
    </section>
  )
}
