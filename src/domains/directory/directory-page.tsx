import { roleNames } from '#domains/organisations'
import { formatDateTime } from '#platform/clock'
import { Button, type Html, Layout, SummaryList } from '#platform/govuk'
import type { Frame } from '#platform/http'
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
    <section class="app-scroll" aria-label={`Groups of ${name}`} tabindex={0}>
      <table class="govuk-table app-dense-table">
        <caption class="govuk-table__caption govuk-table__caption--s">Groups and what they give</caption>
        <TableHead titles={['Group', 'Gives', 'Team', 'People', 'In the directory', '']} />
        <tbody class="govuk-table__body">
          {groups.map((group) => (
            <tr class="govuk-table__row">
              <th class="govuk-table__header" scope="row">
                {group.displayName}
              </th>
              <td class="govuk-table__cell">{group.role === null ? 'Nothing' : roleName(group.role)}</td>
              <td class="govuk-table__cell">{group.teamName ?? 'Whole organisation'}</td>
              <td class="govuk-table__cell">{group.people}</td>
              <td class="govuk-table__cell">{group.isProvisioned ? 'Yes' : 'Not yet'}</td>
              <td class="govuk-table__cell">
                <a class="govuk-link" href={`/directory/groups/${group.id}`}>
                  Change
                  <span class="govuk-visually-hidden">{` what ${group.displayName} of ${name} gives`}</span>
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Problems({ name, problems }: { name: string; problems: readonly DirectoryProblem[] }): Html {
  return (
    <section class="app-scroll" aria-label={`Problems of ${name}`} tabindex={0}>
      <table class="govuk-table app-dense-table">
        <caption class="govuk-table__caption govuk-table__caption--s">Refused in the last 30 days</caption>
        <TableHead titles={['About', 'Why', 'Times', 'Last']} />
        <tbody class="govuk-table__body">
          {problems.map(({ subject, detail, times, lastAt }) => (
            <tr class="govuk-table__row">
              <th class="govuk-table__header" scope="row">
                {subject === '' ? 'Not said' : subject}
              </th>
              <td class="govuk-table__cell">{detail}</td>
              <td class="govuk-table__cell">{times}</td>
              <td class="govuk-table__cell">{formatDateTime(lastAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function TableHead({ titles }: { titles: readonly string[] }): Html {
  return (
    <thead class="govuk-table__head">
      <tr class="govuk-table__row">
        {titles.map((title) =>
          title === '' ? (
            <td class="govuk-table__header">
              <span class="govuk-visually-hidden">Change</span>
            </td>
          ) : (
            <th class="govuk-table__header" scope="col">
              {title}
            </th>
          ),
        )}
      </tr>
    </thead>
  )
}

/** A role in words; those of later versions by their code. */
export function roleName(role: string): string {
  return Object.entries(roleNames).find(([code]) => code === role)?.[1] ?? role
}
