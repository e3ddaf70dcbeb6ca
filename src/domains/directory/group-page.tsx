import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { BackLink, Button, type Html, InsetText, Layout, Select, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { roleName } from './directory-page.tsx'
import type { MappedGroup, NamedTeam } from './read-directory.ts'

export type GroupPageProps = {
  frame: Frame
  group: MappedGroup
  teams: readonly NamedTeam[]
  roles: readonly string[]
  errors: readonly FormError[]
}

/** Decides what one group gives. */
export function GroupPage({ frame, group, teams, roles, errors }: GroupPageProps): Html {
  const title = `What “${group.displayName}” gives`
  return (
    <Layout {...frame} title={title} wide beforeContent={<BackLink text="Directories" href="/directory" />}>
      <ErrorsAtTop errors={errors} />
      <span class="govuk-caption-l">{group.organisationName}</span>
      <h1 class="govuk-heading-l">{title}</h1>
      <InsetText>
        {group.people === 1 ? '1 person is in it.' : `${group.people} people are in it.`} What you choose
        begins for them today, and what the group gave before ends today.
      </InsetText>
      <form method="post" action={`/directory/groups/${group.id}`}>
        <input type="hidden" name="version" value={group.version} />
        <Select
          id="role"
          name="role"
          label={{ text: 'Role' }}
          value={group.role ?? ''}
          items={[{ value: '', text: 'None: the group gives nothing' }, ...roles.map(roleItem)]}
          errorMessage={errorOf(errors, 'role')}
        />
        <Select
          id="team"
          name="team"
          label={{ text: 'Team' }}
          value={group.teamId ?? ''}
          items={[
            { value: '', text: 'None: the whole organisation' },
            ...teams.map(({ id, name }) => ({ value: id, text: name })),
          ]}
        />
        <Button text="Save" />
      </form>
    </Layout>
  )
}

const roleItem = (role: string) => ({ value: role, text: roleName(role) })

export type ExpectGroupPageProps = {
  frame: Frame
  organisations: readonly { id: number; name: string }[]
  roles: readonly string[]
  typed: Typed
  errors: readonly FormError[]
}

/** Prepares a group which a directory is yet to send. */
export function ExpectGroupPage({ frame, organisations, roles, typed, errors }: ExpectGroupPageProps): Html {
  return (
    <Layout
      {...frame}
      title="Prepare a group"
      wide
      beforeContent={<BackLink text="Directories" href="/directory" />}
    >
      <ErrorsAtTop errors={errors} />
      <h1 class="govuk-heading-l">Prepare a group</h1>
      <p class="govuk-body">
        When the directory sends a group of this name, its people have the role from that day.
      </p>
      <form method="post" action="/directory/expect" novalidate>
        <Select
          id="organisation"
          name="organisation"
          label={{ text: 'Organisation' }}
          value={typedValue(typed, 'organisation')}
          items={[
            { value: '', text: 'Choose one' },
            ...organisations.map(({ id, name }) => ({ value: String(id), text: name })),
          ]}
          errorMessage={errorOf(errors, 'organisation')}
        />
        <TextInput
          id="name"
          name="name"
          label={{ text: 'Name of the group in the directory' }}
          value={typedValue(typed, 'name')}
          errorMessage={errorOf(errors, 'name')}
        />
        <Select
          id="role"
          name="role"
          label={{ text: 'Role it gives' }}
          value={typedValue(typed, 'role')}
          items={[{ value: '', text: 'Choose one' }, ...roles.map(roleItem)]}
          errorMessage={errorOf(errors, 'role')}
        />
        <Button text="Prepare" />
      </form>
    </Layout>
  )
}
