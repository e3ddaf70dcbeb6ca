import type { LocalDate } from '#platform/clock'
import { errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { type Html, Select, Textarea, TextInput } from '#platform/govuk'
import { fullRoles, roleNames } from '../role.ts'
import { DateBoxes } from './date-boxes.tsx'
import type { Choices } from './membership-form.ts'

export type MembershipFieldsProps = {
  typed: Typed
  errors: readonly FormError[]
  choices: Choices
  today: LocalDate
  /** Where it is not theirs to choose. */
  organisationId?: number | undefined
  /** Whether a light account can be chosen, with its sponsor and its end. */
  withLight: boolean
}

/** Role, organisation, team, area and days of a membership. */
export function MembershipFields(props: MembershipFieldsProps): Html {
  const { typed, errors, choices, today, organisationId, withLight } = props
  const teams = choices.teams.filter(
    (team) => organisationId === undefined || team.organisationId === organisationId,
  )
  const nameOf = (id: number) => choices.organisations.find((each) => each.id === id)?.name ?? ''
  return (
    <>
      {organisationId === undefined && (
        <Select
          id="organisation"
          name="organisation"
          label={{ text: 'Organisation' }}
          value={typedValue(typed, 'organisation')}
          items={[
            { value: '', text: 'Choose an organisation' },
            ...choices.organisations.map(({ id, name }) => ({ value: String(id), text: name })),
          ]}
          errorMessage={errorOf(errors, 'organisation')}
        />
      )}
      <Select
        id="role"
        name="role"
        label={{ text: 'What they will do' }}
        value={typedValue(typed, 'role')}
        items={[
          { value: '', text: 'Choose a role' },
          ...fullRoles.map((role) => ({ value: role, text: roleNames[role] })),
          ...(withLight
            ? [{ value: 'partner', text: `${roleNames.partner}: own reports and shared cases only` }]
            : []),
        ]}
        errorMessage={errorOf(errors, 'role')}
      />
      <Select
        id="team"
        name="team"
        label={{ text: 'Team (optional)' }}
        hint={{ text: 'With a team, they act on reports in its queues alone' }}
        value={typedValue(typed, 'team')}
        items={[
          { value: '', text: 'The whole organisation' },
          ...teams.map((team) => ({
            value: team.id,
            text: organisationId === undefined ? `${nameOf(team.organisationId)}: ${team.name}` : team.name,
          })),
        ]}
        errorMessage={errorOf(errors, 'team')}
      />
      <TextInput
        id="area"
        name="area"
        label={{ text: 'Area (optional)' }}
        hint={{ text: 'Name or code of a beat, ward or district. They then act on records there alone' }}
        classes="govuk-!-width-two-thirds"
        value={typedValue(typed, 'area')}
        errorMessage={errorOf(errors, 'area')}
      />
      <DateBoxes name="from" legend="First day" typed={typed} errors={errors} usual={today} />
      {withLight && <LightFields typed={typed} errors={errors} />}
      <Textarea
        id="because"
        name="because"
        rows={2}
        label={{ text: 'Why (optional)' }}
        value={typedValue(typed, 'because')}
        errorMessage={errorOf(errors, 'because')}
      />
    </>
  )
}

function LightFields({ typed, errors }: Pick<MembershipFieldsProps, 'typed' | 'errors'>): Html {
  return (
    <fieldset class="govuk-fieldset">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">For a light account only</legend>
      <TextInput
        id="sponsor"
        name="sponsor"
        type="email"
        label={{ text: 'Email address of the sponsor' }}
        hint={{ text: 'Somebody of the partnership who answers for the account and renews it' }}
        classes="govuk-!-width-two-thirds"
        value={typedValue(typed, 'sponsor')}
        errorMessage={errorOf(errors, 'sponsor')}
      />
      <DateBoxes
        name="until"
        legend="Last day"
        hint="A year after the first day at the latest"
        typed={typed}
        errors={errors}
      />
    </fieldset>
  )
}
