import { ErrorsAtTop, errorOf, typedValue } from '#platform/forms'
import {
  BackLink,
  Button,
  type Child,
  type Html,
  InsetText,
  Layout,
  Select,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DateBoxes } from './date-boxes.tsx'
import type { Person } from './get-person.ts'
import { dutyWords, type Membership, periodWords } from './membership.ts'
import { MembershipFields, type MembershipFieldsProps } from './membership-fields.tsx'

type FormPageProps = Pick<MembershipFieldsProps, 'typed' | 'errors' | 'today'> & {
  frame: Frame
  person: Person
}

/** A form about one person, with the way back to them. */
function FormPage({
  frame,
  person,
  errors,
  heading,
  action,
  button,
  children,
}: Pick<FormPageProps, 'frame' | 'person' | 'errors'> & {
  heading: string
  action: string
  button: string
  children: Child
}): Html {
  return (
    <Layout
      {...frame}
      hasErrors={errors.length > 0}
      title={heading}
      beforeContent={<BackLink href={`/people/${person.id}`} text="Back to the person" />}
    >
      <ErrorsAtTop errors={errors} />
      <span class="govuk-caption-l">{person.name}</span>
      <h1 class="govuk-heading-l">{heading}</h1>
      <form method="post" action={action} novalidate>
        {children}
        <Button text={button} preventDoubleClick={true} />
      </form>
    </Layout>
  )
}

export function AddMembershipPage(props: FormPageProps & Pick<MembershipFieldsProps, 'choices'>): Html {
  return (
    <FormPage
      {...props}
      heading="Add something they do"
      action={`/people/${props.person.id}/add`}
      button="Add it"
    >
      <MembershipFields {...props} withLight />
    </FormPage>
  )
}

export function ChangeMembershipPage(
  props: FormPageProps & Pick<MembershipFieldsProps, 'choices'> & { membership: Membership },
): Html {
  const { person, membership } = props
  return (
    <FormPage
      {...props}
      heading="Change what they do"
      action={`/people/${person.id}/memberships/${membership.id}/change`}
      button="Change it from that day"
    >
      <InsetText
        text={`${dutyWords(membership)}, ${membership.organisationName}. It ends when the new one begins, and stays in the history.`}
      />
      <MembershipFields {...props} organisationId={membership.organisationId} withLight={false} />
    </FormPage>
  )
}

export function EndMembershipPage(props: FormPageProps & { membership: Membership }): Html {
  const { person, membership, typed, errors, today } = props
  return (
    <FormPage
      {...props}
      heading="End what they do"
      action={`/people/${person.id}/memberships/${membership.id}/end`}
      button="End it"
    >
      <InsetText
        text={`${membership.memberName}: ${dutyWords(membership)}, ${membership.organisationName}. ${periodWords(membership)}.`}
      />
      <p class="govuk-body">
        Reports that they have claimed are released, and what they did stays on record under their name.
      </p>
      <DateBoxes
        name="from"
        legend="First day without it"
        hint="Today takes it away at once"
        typed={typed}
        errors={errors}
        usual={today}
      />
      <TextInput
        id="because"
        name="because"
        label={{ text: 'Why (optional)' }}
        value={typedValue(typed, 'because')}
        errorMessage={errorOf(errors, 'because')}
      />
    </FormPage>
  )
}

export type Colleague = { value: string; text: string }

export function CoverPage(
  props: FormPageProps & { duties: readonly Membership[]; colleagues: readonly Colleague[] },
): Html {
  const { person, typed, errors, today, duties, colleagues } = props
  return (
    <FormPage
      {...props}
      heading="Arrange cover"
      action={`/people/${person.id}/cover`}
      button="Arrange the cover"
    >
      <p class="govuk-body">{`While ${person.name} is away, a colleague does this as well:`}</p>
      <ul class="govuk-list govuk-list--bullet">
        {duties.map((duty) => (
          <li>{`${dutyWords(duty)}, ${duty.organisationName}`}</li>
        ))}
      </ul>
      <p class="govuk-body">
        The cover ends by itself. It does not bring clearance for restricted records. Do not write down why
        somebody is away.
      </p>
      <Select
        id="colleague"
        name="colleague"
        label={{ text: 'Who covers?' }}
        value={typedValue(typed, 'colleague')}
        items={[{ value: '', text: 'Choose a colleague' }, ...colleagues]}
        errorMessage={errorOf(errors, 'colleague')}
      />
      <DateBoxes name="from" legend="First day" typed={typed} errors={errors} usual={today} />
      <DateBoxes name="until" legend="Last day" typed={typed} errors={errors} />
    </FormPage>
  )
}
