import { formatDate } from '#platform/clock'
import { errorOf, type Typed, typedValue } from '#platform/forms'
import { Button, Details, type Html, Radios, Select, Textarea, TextInput } from '#platform/govuk'
import { nameWords } from '../person-words.ts'
import { confidences, memberRoles, reviewMonths, sources } from './group.ts'
import type { GroupPageProps } from './group-page.tsx'
import type { GroupMember, KeptGroup } from './read-groups.ts'

type State = GroupPageProps['state']

/** What a field shows of the form that came back; its id carries the form's name, as a page has several. */
function fieldsOf(state: State, form: string) {
  const isReturned = state?.form === form
  const typed: Typed = isReturned ? state.typed : {}
  const errors = isReturned ? state.errors : []
  return {
    isReturned,
    own: (name: string) => ({
      name,
      id: `${form}-${name}`,
      value: typedValue(typed, name),
      errorMessage: errorOf(errors, name),
    }),
    radios: (name: string) => ({
      name,
      idPrefix: `${form}-${name}`,
      value: typedValue(typed, name),
      errorMessage: errorOf(errors, name),
    }),
  }
}

const choose = (choices: Readonly<Record<string, string>>) => [
  { value: '', text: 'Choose' },
  ...Object.entries(choices).map(([value, text]) => ({ value, text })),
]

/** Looks for the profile of somebody, then says what part they have in the group. */
export function AddMember({ group, find, found, state }: GroupPageProps): Html {
  const { own, radios, isReturned } = fieldsOf(state, 'add')
  return (
    <Details summaryText="Add somebody" open={isReturned || find !== ''}>
      <form method="get" action={`/groups/${group.id}`} novalidate>
        <TextInput name="find" id="find" label={{ text: 'Find their profile by name' }} value={find} />
        <Button text="Find" classes="govuk-button--secondary" />
      </form>
      <form method="post" action={`/groups/${group.id}/members`} novalidate>
        {found.length > 0 && (
          <Radios
            {...radios('profile')}
            classes="govuk-radios--small"
            fieldset={{ legend: { text: 'Who is it?', classes: 'govuk-fieldset__legend--s' } }}
            items={[
              ...found.map(({ id, name, bornOn, reports }) => ({
                value: id,
                text: nameWords(name),
                hint: {
                  text: `${bornOn === null ? 'Date of birth not known' : `Born ${formatDate(bornOn)}`}, in ${reports === 1 ? '1 report' : `${reports} reports`}`,
                },
              })),
              { value: '', text: 'None of these' },
            ]}
          />
        )}
        {find !== '' && found.length === 0 && (
          <p class="govuk-body">No profile that you see has that name.</p>
        )}
        <TextInput {...own('name')} label={{ text: 'Name, where they have no profile' }} />
        <TextInput
          {...own('born')}
          type="date"
          classes="govuk-input--width-10"
          label={{ text: 'Date of birth, where they have no profile (optional)' }}
        />
        <Select {...own('role')} label={{ text: 'Their part in the group' }} items={choose(memberRoles)} />
        <TextInput
          {...own('since')}
          type="date"
          classes="govuk-input--width-10"
          label={{ text: 'Since when?' }}
        />
        <Select {...own('source')} label={{ text: 'Source' }} items={choose(sources)} />
        <Select {...own('confidence')} label={{ text: 'How sure is it?' }} items={choose(confidences)} />
        <Textarea {...own('because')} rows={2} label={{ text: 'What does it rest on?' }} />
        <Button text="Add to the group" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

type MemberFormProps = { group: KeptGroup; member: GroupMember; state: State }

/** Ends a membership on a day. */
export function EndMember({ group, member, state }: MemberFormProps): Html {
  const { own, isReturned } = fieldsOf(state, `end-${member.id}`)
  return (
    <Details summaryText={`End the membership of ${nameWords(member.name)}`} open={isReturned}>
      <form method="post" action={`/groups/${group.id}/members/${member.id}/end`} novalidate>
        <input type="hidden" name="version" value={member.version} />
        <TextInput
          {...own('until')}
          type="date"
          classes="govuk-input--width-10"
          label={{ text: 'The first day on which it no longer holds' }}
        />
        <Textarea {...own('because')} rows={2} label={{ text: 'Why does it end?' }} />
        <Button text="End it" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

/** Takes a membership out for good, as somebody may ask under the law. */
export function EraseMember({ group, member, state }: MemberFormProps): Html {
  const { own, isReturned } = fieldsOf(state, `erase-${member.id}`)
  return (
    <Details summaryText={`Erase the membership of ${nameWords(member.name)}`} open={isReturned}>
      <form method="post" action={`/groups/${group.id}/members/${member.id}/erase`} novalidate>
        <p class="govuk-body-s">
          Only where the law asks for it: it cannot be undone. The audit keeps that somebody was erased, and
          not whom.
        </p>
        <Textarea {...own('because')} rows={2} label={{ text: 'On whose request, and under which right?' }} />
        <Button text="Erase it" classes="govuk-button--warning" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

type GroupFormProps = { group: KeptGroup; state: State }

/** Says that the group must still be recorded, and why. */
export function ReviewGroup({ group, state, isOpen }: GroupFormProps & { isOpen: boolean }): Html {
  const { own, radios, isReturned } = fieldsOf(state, 'review')
  return (
    <Details summaryText="Look again: must it be kept?" open={isReturned || isOpen}>
      <form method="post" action={`/groups/${group.id}/review`} novalidate>
        <input type="hidden" name="version" value={group.version} />
        <Textarea {...own('because')} rows={2} label={{ text: 'Why must it still be recorded?' }} />
        <Radios
          {...radios('review')}
          classes="govuk-radios--small govuk-radios--inline"
          fieldset={{ legend: { text: 'Look again within', classes: 'govuk-fieldset__legend--s' } }}
          items={Object.entries(reviewMonths).map(([value, text]) => ({ value, text }))}
        />
        <Button text="Keep it" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

/** Keeps it no longer, nor anybody in it. */
export function EndGroup({ group, state }: GroupFormProps): Html {
  const { own, isReturned } = fieldsOf(state, 'end')
  return (
    <Details summaryText="Keep it no longer" open={isReturned}>
      <form method="post" action={`/groups/${group.id}/end`} novalidate>
        <input type="hidden" name="version" value={group.version} />
        <p class="govuk-body-s">Every membership ends today. What was recorded stays to be read.</p>
        <Textarea {...own('because')} rows={2} label={{ text: 'Why is it no longer needed?' }} />
        <Button text="Keep it no longer" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}
