import { roleNames } from '#domains/organisations'
import { formatDateTime } from '#platform/clock'
import { Button, type Html, Layout, SummaryList } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import type { DirectoryProblem, MappedGroup, OrganisationDirectory } from './read-directory.ts'

export type DirectoryPageProps = { frame: Frame; directories: readonly OrganisationDirectory[] }

/** What the groups of every directory give, and how the directories do. */
export function DirectoryPage({ frame, directories }: DirectoryPageProps): Html {
  return (
    <Layout {...frame} title="Directories" wide>
      <h1 class="govuk-heading-l">Directories</h1>
      <p class="govuk-body">
        People join and leave by their own organisation’s directory. What a group of it gives here is decided
        on this page. A group without a role gives nothing.
      </p>
      <Button text="Prepare a group" href="/directory/expect" classes="govuk-button--secondary" />
      {directories.length === 0 && (
        <p class="govuk-body">No directory has been heard of yet, and no group is prepared.</p>
      )}
      {directories.map((directory) => (
        <Directory directory={directory} />
      ))}
    </Layout>
  )
}

function Directory({ directory }: { directory: OrganisationDirectory }): Html {
  const { id, name, heardAt, changedAt, change, working, left, groups, problems } = directory
  return (
    <section aria-labelledby={`organisation-${id}`}>
      <h2 class="govuk-heading-m" id={`organisation-${id}`}>
        {name}
      </h2>
      <SummaryList
        rows={[
          row('Last heard of', heardAt ? formatDateTime(heardAt) : 'Never'),
          row('Last change', changedAt ? `${formatDateTime(changedAt)}: ${change}` : 'None'),
          row('People', `${working} working, ${left} left`),
        ]}
      />
      {groups.length > 0 && <Groups name={name} groups={groups} />}
      {problems.length > 0 && <Problems name={name} problems={problems} />}
    </section>
  )
}

const row = (key: string, value: string) => ({ key: { text: key }, value: { text: value } })

function Groups({ name, groups }: { name: string; groups: readonly MappedGroup[] }): Html {
  return (
    <RowsTable
      caption="Groups and what they give"
      captionSize="s"
      label={`Groups of ${name}`}
      head={['Group', 'Gives', 'Team', 'People', 'In the directory', { hidden: 'Change' }]}
      rows={groups.map((group) => [
        group.displayName,
        group.role === null ? 'Nothing' : roleName(group.role),
        group.teamName ?? 'Whole organisation',
        group.people,
        group.isProvisioned ? 'Yes' : 'Not yet',
        <a class="govuk-link" href={`/directory/groups/${group.id}`}>
          Change
          <span class="govuk-visually-hidden">{` what ${group.displayName} of ${name} gives`}</span>
        </a>,
      ])}
    />
  )
}

function Problems({ name, problems }: { name: string; problems: readonly DirectoryProblem[] }): Html {
  return (
    <RowsTable
      caption="Refused in the last 30 days"
      captionSize="s"
      label={`Problems of ${name}`}
      head={['About', 'Why', 'Times', 'Last']}
      rows={problems.map(({ subject, detail, times, lastAt }) => [
        subject === '' ? 'Not said' : subject,
        detail,
        times,
        formatDateTime(lastAt),
      ])}
    />
  )
}

/** A role in words; those of later versions by their code. */
export function roleName(role: string): string {
  return Object.entries(roleNames).find(([code]) => code === role)?.[1] ?? role
}
