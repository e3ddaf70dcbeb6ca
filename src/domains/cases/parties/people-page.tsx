import { formatDate } from '#platform/clock'
import { dateParts, errorOf, hasErrorAt, typedValue } from '#platform/forms'
import {
  Button,
  Checkboxes,
  DateInput,
  Details,
  type Html,
  Select,
  SummaryList,
  Tag,
  Textarea,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { type FormState, returned, type ShownForm, stateOf } from '../form-state.ts'
import { CaseLayout } from '../tabs/case-layout.tsx'
import type { OpenedTab } from '../tabs/open-tab.ts'
import { partyRoleCodes, partyRoles } from './party.ts'
import type { CaseParty, GroupOfParty, GroupToBring, PersonToBring } from './read-parties.ts'

export type PeoplePageProps = {
  frame: Frame
  opened: OpenedTab
  parties: readonly CaseParty[]
  toBring: readonly PersonToBring[]
  groups: readonly GroupToBring[]
  mayAdd: boolean
  mayChange: (party: CaseParty) => boolean
  state: FormState | undefined
}

/** Who is involved in a case: everybody in their role, whom its reports name, and who was involved before. */
export function PeoplePage(props: PeoplePageProps): Html {
  const { frame, opened, parties, toBring, groups, mayAdd, state } = props
  const { head } = opened
  const [now, before] = [
    parties.filter(({ until }) => until === null),
    parties.filter(({ until }) => until !== null),
  ]
  return (
    <CaseLayout frame={frame} {...opened} {...returned(state)}>
      <div class="app-record">
        <div class="app-record__whole">
          <section aria-labelledby="people">
            <h2 class="govuk-heading-m" id="people">
              People and groups
            </h2>
            <p class="govuk-body-s">
              {`${head.organisationName} and whoever brought somebody in see them here. Partners see only those who are shown to them.`}
            </p>
            {now.length === 0 && <p class="govuk-body">Nobody has been brought into this case yet.</p>}
            <ul class="app-cards">
              {now.map((party) => (
                <PartyCard {...props} party={party} />
              ))}
            </ul>
          </section>
          {before.length > 0 && (
            <section aria-labelledby="before">
              <h2 class="govuk-heading-m" id="before">
                Before
              </h2>
              <ul class="app-cards">
                {before.map((party) => (
                  <li class="app-card">
                    <p class="govuk-body-s app-card__head">
                      {`${party.name}: ${partyRoles[party.role].toLowerCase()} from ${formatDate(party.since)} until ${formatDate(party.until ?? party.since)}`}
                    </p>
                    <p class="govuk-body-s app-card__facts app-typed">{party.endedBecause}</p>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <div class="app-record__aside">
          {mayAdd && toBring.length > 0 && <BringForm reference={head.reference} people={toBring} />}
          {mayAdd && groups.length > 0 && (
            <GroupForm reference={head.reference} groups={groups} state={stateOf(state, 'group')} />
          )}
          {mayAdd && <AddForm reference={head.reference} state={stateOf(state, 'add')} />}
        </div>
      </div>
    </CaseLayout>
  )
}

function PartyCard({ opened, party, mayChange, state }: PeoplePageProps & { party: CaseParty }): Html {
  const rows: [string, string][] = [
    ['Born', party.bornOn === null ? '' : formatDate(party.bornOn)],
    ['Telephone', party.phone],
    ['Email', party.email],
    ['Address', party.address],
    ['Why', party.because],
    ['Brought in', `${formatDate(party.addedAt)} by ${party.addedByName}, ${party.organisationName}`],
  ]
  const address = `/cases/${opened.head.reference}/people/${party.id}`
  return (
    <li class="app-card" id={party.id}>
      <p class="govuk-body app-card__head">
        <strong>{party.name}</strong> <Tag text={partyRoles[party.role]} classes={colours[party.role]} />{' '}
        {party.seenBy === 'partners' && <Tag text="Seen by partners" classes="govuk-tag--grey" />}
      </p>
      <p class="govuk-body-s app-card__facts">
        {`Since ${formatDate(party.since)}`}
        {party.reportReference && (
          <>
            {', from '}
            <a class="govuk-link" href={`/reports/${party.reportReference}`}>
              {party.reportReference}
            </a>
          </>
        )}
        {party.profileId && (
          <>
            {', '}
            <a class="govuk-link" href={`/profiles/${party.profileId}`}>
              profile
            </a>
          </>
        )}
      </p>
      {party.group && <MembersOf group={party.group} />}
      <Details summaryText={`More about ${party.name}`}>
        <SummaryList
          classes="app-dense-summary"
          rows={rows
            .filter(([, value]) => value !== '')
            .map(([key, value]) => ({ key: { text: key }, value: { text: value } }))}
        />
      </Details>
      {mayChange(party) && (
        <>
          <ChangeForm address={address} party={party} state={stateOf(state, `change-${party.id}`)} />
          <form method="post" action={`${address}/sight`} class="app-inline-form">
            <input type="hidden" name="version" value={party.version} />
            <Button
              text={party.seenBy === 'lead' ? 'Show to partners' : 'Hide from partners'}
              classes="govuk-button--secondary app-button--small"
              preventDoubleClick={true}
            />
          </form>
        </>
      )}
    </li>
  )
}

/** Who is in the group today, as the organisation that keeps it recorded them. */
function MembersOf({ group }: { group: GroupOfParty }): Html {
  const { id, hasLapsed, members } = group
  return (
    <p class="govuk-body-s app-card__facts">
      <a class="govuk-link" href={`/groups/${id}`}>
        Group you keep
      </a>
      {hasLapsed
        ? ': its review has lapsed, so nobody in it is shown'
        : members.length === 0
          ? ': nobody is recorded in it'
          : `: ${members.map((name) => (name === '' ? 'no name' : name)).join(', ')}`}
    </p>
  )
}

const colours = {
  victim: 'govuk-tag--blue',
  witness: 'govuk-tag--turquoise',
  alleged_perpetrator: 'govuk-tag--orange',
  group: 'govuk-tag--orange',
  professional: 'govuk-tag--grey',
} as const

function ChangeForm({
  address,
  party,
  state,
}: {
  address: string
  party: CaseParty
  state: ShownForm
}): Html {
  const { typed, errors } = state
  const form = `change-${party.id}`
  return (
    <Details summaryText={`Change or end the role of ${party.name}`} open={state.isOpen}>
      <form method="post" action={address} novalidate>
        <input type="hidden" name="version" value={party.version} />
        <Select
          name="role"
          id={`${form}-role`}
          label={{ text: 'From then on' }}
          items={[
            { value: '', text: 'Choose' },
            ...partyRoleCodes
              .filter((code) => code !== party.role)
              .map((code) => ({ value: code, text: partyRoles[code] })),
            { value: 'none', text: 'No longer involved' },
          ]}
          value={typedValue(typed, 'role')}
          errorMessage={errorOf(errors, 'role')}
        />
        <Day id={`${form}-from`} name="from" legend="From which day?" state={state} />
        <Textarea
          name="why"
          id={`${form}-why`}
          rows={2}
          label={{ text: 'Why does it change?' }}
          value={typedValue(typed, 'why')}
          errorMessage={errorOf(errors, 'why')}
        />
        <Button text="Save the change" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

function Day({
  id,
  name,
  legend,
  state: { typed, errors },
}: {
  id: string
  name: string
  legend: string
  state: ShownForm
}): Html {
  const parts = dateParts(typed, name)
  const boxes = [
    { name: 'day', width: 2, value: parts.day },
    { name: 'month', width: 2, value: parts.month },
    { name: 'year', width: 4, value: parts.year },
  ]
  return (
    <DateInput
      id={id}
      namePrefix={name}
      fieldset={{ legend: { text: legend, classes: 'govuk-fieldset__legend--s' } }}
      items={boxes.map((box) => ({
        name: box.name,
        id: `${id}-${box.name}`,
        value: box.value,
        classes: `govuk-input--width-${box.width}${hasErrorAt(errors, `${name}-${box.name}`) ? ' govuk-input--error' : ''}`,
      }))}
      errorMessage={errorOf(errors, name)}
    />
  )
}

function BringForm({ reference, people }: { reference: string; people: readonly PersonToBring[] }): Html {
  return (
    <section aria-labelledby="bring">
      <h2 class="govuk-heading-m" id="bring">
        Named in the reports
      </h2>
      <form method="post" action={`/cases/${reference}/people/bring`} novalidate>
        <Checkboxes
          name="person"
          idPrefix="person"
          classes="govuk-checkboxes--small"
          fieldset={{ legend: { text: 'Bring into the case', classes: 'govuk-fieldset__legend--s' } }}
          items={people.map(({ key, name, role, reportReference, alsoIn }) => ({
            value: key,
            text: name,
            checked: true,
            hint: { text: `${partyRoles[role]}, named in ${[reportReference, ...alsoIn].join(', ')}` },
          }))}
        />
        <Button text="Bring them in" preventDoubleClick={true} />
      </form>
    </section>
  )
}

function GroupForm({
  reference,
  groups,
  state,
}: {
  reference: string
  groups: readonly GroupToBring[]
  state: ShownForm
}): Html {
  const { typed, errors } = state
  return (
    <Details summaryText="Bring in a group that you keep" open={state.isOpen}>
      <form method="post" action={`/cases/${reference}/people/group`} novalidate>
        <Select
          name="group"
          id="group-group"
          label={{ text: 'Group' }}
          items={[
            { value: '', text: 'Choose' },
            ...groups.map(({ id, name }) => ({ value: id, text: name })),
          ]}
          value={typedValue(typed, 'group')}
          errorMessage={errorOf(errors, 'group')}
        />
        <Day id="group-since" name="since" legend="Since when?" state={state} />
        <Textarea
          name="why"
          id="group-why"
          rows={2}
          label={{ text: 'How is the group involved?' }}
          value={typedValue(typed, 'why')}
          errorMessage={errorOf(errors, 'why')}
        />
        <Button text="Bring the group in" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

function AddForm({ reference, state }: { reference: string; state: ShownForm }): Html {
  const { typed, errors } = state
  return (
    <Details summaryText="Add somebody whom no report names" open={state.isOpen}>
      <form method="post" action={`/cases/${reference}/people`} novalidate>
        <Select
          name="role"
          id="add-role"
          label={{ text: 'Role' }}
          items={[
            { value: '', text: 'Choose' },
            ...partyRoleCodes.map((code) => ({ value: code, text: partyRoles[code] })),
          ]}
          value={typedValue(typed, 'role')}
          errorMessage={errorOf(errors, 'role')}
        />
        {(
          [
            ['name', 'Name, or what the group is called', 'text'],
            ['phone', 'Telephone (optional)', 'tel'],
            ['email', 'Email (optional)', 'email'],
            ['address', 'Address (optional)', 'text'],
          ] as const
        ).map(([name, text, type]) => (
          <TextInput
            name={name}
            id={`add-${name}`}
            type={type}
            label={{ text }}
            value={typedValue(typed, name)}
            errorMessage={errorOf(errors, name)}
          />
        ))}
        <Day id="add-since" name="since" legend="Since when?" state={state} />
        <Textarea
          name="why"
          id="add-why"
          rows={2}
          label={{ text: 'How are they involved?' }}
          value={typedValue(typed, 'why')}
          errorMessage={errorOf(errors, 'why')}
        />
        <Checkboxes
          name="partners"
          idPrefix="add-partners"
          classes="govuk-checkboxes--small"
          items={[
            {
              value: 'yes',
              text: 'Partners who see this case in full may see this person',
              checked: typedValue(typed, 'partners') === 'yes',
            },
          ]}
        />
        <Button text="Add to the case" preventDoubleClick={true} />
      </form>
    </Details>
  )
}
