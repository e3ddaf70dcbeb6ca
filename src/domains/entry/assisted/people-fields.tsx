import type { PersonRole } from '#domains/reports'
import { dateParts, errorOf, hasErrorAt } from '#platform/forms'
import { Button, DateInput, type Html } from '#platform/govuk'
import { Choice, type Filled, Line, Several, Words } from './dense-fields.tsx'
import { countPeople, mostPeople, namedRoles, personField, personTexts } from './read-people.ts'

const roleNames: Readonly<Record<PersonRole, string>> = {
  reporter: 'Reporter',
  victim: 'Victim',
  witness: 'Witness',
  alleged_perpetrator: 'Alleged perpetrator',
  other: 'Somebody else concerned',
}

type Vulnerability = { code: string; label: string }

/** Victims, witnesses and alleged perpetrators, one after the other; a button adds the next. */
export function PeopleFields({
  typed,
  errors,
  vulnerabilities,
}: Filled & { vulnerabilities: readonly Vulnerability[] }): Html {
  const count = countPeople(typed)
  return (
    <div class="app-assisted__wide">
      <input type="hidden" name="people" value={String(count)} />
      {Array.from({ length: count }, (_, at) => (
        <PersonFields position={at + 1} typed={typed} errors={errors} vulnerabilities={vulnerabilities} />
      ))}
      {count < mostPeople && (
        <Button text="Add a person" name="do" value="add_person" classes="govuk-button--secondary" />
      )}
    </div>
  )
}

type PersonProps = Filled & { position: number; vulnerabilities: readonly Vulnerability[] }

function PersonFields({ position, typed, errors, vulnerabilities }: PersonProps): Html {
  const field = (part: string) => personField(position, part)
  const filled = { typed, errors }
  const line = (part: 'name' | 'phone' | 'email' | 'address' | 'postcode' | 'vehicle') => (
    <Line {...filled} name={field(part)} label={personTexts[part].label} />
  )
  const born = field('born')
  const parts = dateParts(typed, born)
  return (
    <fieldset class="govuk-fieldset app-assisted__person" id={`person-${position}`}>
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Person {position}</legend>
      <div class="app-assisted__fields">
        <Choice
          {...filled}
          name={field('role')}
          label="Role"
          items={namedRoles.map((role) => ({ value: role, text: roleNames[role] }))}
        />
        {line('name')}
        <DateInput
          id={born}
          namePrefix={born}
          fieldset={{ legend: { text: 'Date of birth', classes: 'app-assisted__legend' } }}
          items={(['day', 'month', 'year'] as const).map((name) => ({
            name,
            label: { day: 'Day', month: 'Month', year: 'Year' }[name],
            value: parts[name],
            classes: `govuk-input--width-${name === 'year' ? 4 : 2}`,
            error: hasErrorAt(errors, `${born}-${name}`),
          }))}
          errorMessage={errorOf(errors, born)}
        />
        {line('phone')}
        {line('email')}
        {line('postcode')}
        {line('address')}
        {line('vehicle')}
        <div class="app-assisted__wide">
          <Words {...filled} name={field('description')} label={personTexts.description.label} />
          {vulnerabilities.length > 0 && (
            <Several
              {...filled}
              name={field('vulnerabilities')}
              legend="What makes harm worse for them"
              items={vulnerabilities.map(({ code, label }) => ({ value: code, text: label }))}
            />
          )}
          <button type="submit" name="do" value={`remove_${position}`} class="app-link-button">
            Remove person {position}
          </button>
        </div>
      </div>
    </fieldset>
  )
}
