import { ErrorsAtTop, errorOf, typedValue } from '#platform/forms'
import { BackLink, Button, type Html, InsetText, Layout, Panel, Radios, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { MembershipFields, type MembershipFieldsProps } from './membership-fields.tsx'

type AddPersonPageProps = Omit<MembershipFieldsProps, 'withLight'> & { frame: Frame }

/** Somebody new, with what they will do from the first day on. */
export function AddPersonPage(props: AddPersonPageProps): Html {
  const { frame, typed, errors } = props
  return (
    <Layout
      {...frame}
      hasErrors={errors.length > 0}
      title="Add a person"
      beforeContent={<BackLink href="/people" text="People" />}
    >
      <ErrorsAtTop errors={errors} />
      <h1 class="govuk-heading-l">Add a person</h1>
      <form method="post" action="/people/add" novalidate>
        <TextInput
          id="name"
          name="name"
          label={{ text: 'Name' }}
          hint={{ text: 'As colleagues see it' }}
          autocomplete="off"
          value={typedValue(typed, 'name')}
          errorMessage={errorOf(errors, 'name')}
        />
        <TextInput
          id="email"
          name="email"
          type="email"
          label={{ text: 'Work email address' }}
          autocomplete="off"
          spellcheck={false}
          value={typedValue(typed, 'email')}
          errorMessage={errorOf(errors, 'email')}
        />
        <Radios
          name="account"
          idPrefix="account"
          fieldset={{ legend: { text: 'How they sign in', classes: 'govuk-fieldset__legend--s' } }}
          value={typedValue(typed, 'account')}
          items={[
            {
              value: 'password',
              text: 'With a password and a code',
              hint: { text: 'You are shown a password for the first time, to hand over in person' },
            },
            { value: 'directory', text: 'With the work account of their organisation' },
          ]}
          errorMessage={errorOf(errors, 'account')}
        />
        <MembershipFields {...props} withLight />
        <Button text="Add the person" preventDoubleClick={true} />
      </form>
    </Layout>
  )
}

type PersonAddedPageProps = {
  frame: Frame
  person: { id: string; name: string; email: string }
  /** Shown here and nowhere again. */
  password: string | undefined
}

export function PersonAddedPage({ frame, person, password }: PersonAddedPageProps): Html {
  return (
    <Layout {...frame} title="Person added">
      <Panel titleText="Person added" />
      {password === undefined ? (
        <p class="govuk-body govuk-!-text-break-word">
          {`${person.name} signs in with their work account, ${person.email}.`}
        </p>
      ) : (
        <>
          <p class="govuk-body govuk-!-text-break-word">
            {`${person.name} signs in as ${person.email}. Their password for the first time is:`}
          </p>
          <InsetText>
            <strong id="password">{password}</strong>
          </InsetText>
          <p class="govuk-body">
            Hand it over in person or by telephone, not by email. It is not shown again, and they choose their
            own when they first sign in.
          </p>
        </>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={`/people/${person.id}`}>
          {`Go to ${person.name}`}
        </a>
      </p>
    </Layout>
  )
}
