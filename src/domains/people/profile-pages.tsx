import { formatDate, formatDateTime } from '#platform/clock'
import { Button, Details, type Html, Layout, Tag, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable, RowsTable } from '#platform/lists'
import { memberRoles } from './groups/group.ts'
import type { GroupOfProfile } from './groups/read-groups.ts'
import { nameWords, roleWords } from './person-words.ts'
import type { FoundProfile, Profile, ProfileSearch } from './read-people.ts'
import { vulnerabilityWords } from './vulnerabilities.ts'

/** A list of profiles, found by name, telephone number or postcode. */
export function ProfilesPage({
  frame,
  profiles,
  search,
  most,
}: {
  frame: Frame
  profiles: readonly FoundProfile[]
  search: ProfileSearch
  most: number
}): Html {
  const isAsked = `${search.name}${search.phone}${search.postcode}` !== ''
  return (
    <Layout {...frame} wide title="Profiles">
      <h1 class="govuk-heading-l">Profiles</h1>
      <p class="govuk-body">
        <a class="govuk-link" href="/groups">
          Groups
        </a>
      </p>
      <p class="govuk-body">
        People named in the reports that your organisation holds. Other organisations keep their own, which
        nobody sees here.
      </p>
      <form method="get" action="/profiles" class="app-search-form" novalidate>
        <TextInput
          name="name"
          label={{ text: 'Name' }}
          value={search.name}
          classes="govuk-!-width-one-third"
        />
        <TextInput
          name="phone"
          label={{ text: 'Telephone' }}
          value={search.phone}
          classes="govuk-input--width-20"
        />
        <TextInput
          name="postcode"
          label={{ text: 'Postcode' }}
          value={search.postcode}
          classes="govuk-input--width-10"
        />
        <Button text="Search" classes="govuk-button--secondary" />
      </form>
      <h2 class="govuk-heading-s">{heading(profiles.length, most, isAsked)}</h2>
      {profiles.length > 0 && (
        <RowsTable
          caption="Profiles, the one named last first"
          head={['Name', 'Born', 'Reports', 'Named last']}
          rows={profiles.map(({ id, name, bornOn, reports, latest }) => [
            <a class="govuk-link" href={`/profiles/${id}`}>
              {nameWords(name)}
            </a>,
            bornOn === null ? '' : formatDate(bornOn),
            reports,
            formatDateTime(latest),
          ])}
        />
      )}
    </Layout>
  )
}

function heading(found: number, most: number, isAsked: boolean): string {
  if (!isAsked) return 'Named last'
  if (found === 0) return 'No profile matches'
  return found === most ? `The first ${most} profiles` : found === 1 ? '1 profile' : `${found} profiles`
}

/** What an organisation knows of somebody: each fact with the report it comes from. */
export function ProfilePage({
  frame,
  profile,
  groups,
  signposts,
}: {
  frame: Frame
  profile: Profile
  groups: readonly GroupOfProfile[]
  /** Whom to ask what they know of the same person. */
  signposts: Html | null
}): Html {
  return (
    <Layout {...frame} wide title={`Profile of ${nameWords(profile.name)}`}>
      <p class="govuk-body">
        <a class="govuk-link" href="/profiles">
          All profiles
        </a>
      </p>
      <span class="govuk-caption-l">{`Kept by ${profile.organisationName}`}</span>
      <h1 class="govuk-heading-l">{nameWords(profile.name)}</h1>
      {signposts}
      <DenseTable
        caption="What is known, and from where"
        captionSize="m"
        head={['What', 'As it was said', 'Entered by', 'First said in']}
      >
        {profile.facts.map(({ what, value, reference, filedAt, saidBy, differs }) => (
          <tr class="govuk-table__row">
            <th class="govuk-table__header" scope="row">
              {what}
            </th>
            <td class="govuk-table__cell app-typed">
              {what === 'Vulnerability' ? value.split(', ').map(vulnerabilityWords).join(', ') : value}{' '}
              {differs && <Tag text="Reports differ" classes="govuk-tag--yellow" />}
            </td>
            <td class="govuk-table__cell">{saidBy?.join(', ') ?? 'Whoever reported it'}</td>
            <td class="govuk-table__cell">
              <a class="govuk-link" href={`/reports/${reference}`}>
                {reference}
              </a>
              {`, ${formatDate(filedAt.toISOString().slice(0, 10))}`}
            </td>
          </tr>
        ))}
      </DenseTable>
      <RowsTable
        caption="Reports that name them"
        captionSize="m"
        head={['Report', 'As', 'Filed', 'Matched because', 'Is it them?']}
        rows={profile.reports.map(({ reference, title, role, filedAt, matchedBecause }) => [
          <a class="govuk-link" href={`/reports/${reference}`}>
            {title}
          </a>,
          roleWords(role),
          formatDateTime(filedAt),
          matchedBecause,
          <a class="govuk-link" href={`/reports/${reference}/people`}>
            Change<span class="govuk-visually-hidden">{` who it is in ${reference}`}</span>
          </a>,
        ])}
      />
      {groups.length > 0 && (
        <RowsTable
          caption="Groups in which they are recorded"
          captionSize="m"
          head={['Group', 'Part', 'Since', 'Until']}
          rows={groups.map(({ id, name, role, since, until }) => [
            <a class="govuk-link" href={`/groups/${id}`}>
              {name}
            </a>,
            memberRoles[role],
            formatDate(since),
            until === null ? '' : formatDate(until),
          ])}
        />
      )}
      <Details summaryText="How it came to this profile">
        <ul class="govuk-list govuk-list--bullet">
          {profile.history.map(({ at, outcome, because, by, reference }) => (
            <li>{`${formatDateTime(at)}: ${outcomeWords[outcome] ?? outcome} for ${reference}${by === null ? '' : ` by ${by}`}, because: ${because}`}</li>
          ))}
        </ul>
      </Details>
    </Layout>
  )
}

const outcomeWords: Readonly<Record<string, string>> = {
  matched: 'Matched by the rules',
  created: 'Made',
  suggested: 'Suggested',
  chosen: 'Chosen',
  undone: 'Undone',
}
