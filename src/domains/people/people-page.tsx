import { formatDate } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, Details, type Html, Layout, MojAlert, Radios, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { nameWords, roleWords } from './person-words.ts'
import type { PersonInReport } from './read-people.ts'
import { vulnerabilityWords } from './vulnerabilities.ts'

export type PeoplePageProps = {
  frame: Frame
  report: { reference: string; title: string }
  people: readonly PersonInReport[]
  mayDecide: boolean
  isDone?: boolean
  /** The person whose form came back. */
  deciding?: string
  typed?: Typed
  errors?: readonly FormError[]
}

/** Everybody named in a report, the profile each was matched to and why, and the way to put that right. */
export function PeoplePage(props: PeoplePageProps): Html {
  const { frame, report, people, isDone, errors = [] } = props
  return (
    <Layout {...frame} wide title={`People in ${report.reference}`}>
      <ErrorsAtTop errors={errors} />
      {isDone && (
        <MojAlert variant="success" title="Saved" text="It is saved, and can be undone." role="status" />
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={`/reports/${report.reference}`}>
          {`Back to ${report.reference}`}
        </a>
      </p>
      <span class="govuk-caption-l">{report.title}</span>
      <h1 class="govuk-heading-l">People in this report</h1>
      {people.length === 0 && <p class="govuk-body">Nobody is named in it.</p>}
      {people.map((person) => (
        <section aria-labelledby={`person-${person.id}`}>
          <h2 class="govuk-heading-m" id={`person-${person.id}`}>
            {`${roleWords(person.role)}: ${nameWords(person.name)}`}
          </h2>
          <Facts person={person} />
          <Match {...props} person={person} />
        </section>
      ))}
    </Layout>
  )
}

function Facts({ person }: { person: PersonInReport }): Html {
  const facts = [
    ['Born', person.bornOn === null ? '' : formatDate(person.bornOn)],
    ['Telephone', person.phone],
    ['Email', person.email],
    ['Address', [person.address, person.postcode].filter(Boolean).join(', ')],
    ['Description', person.description],
    ['Vehicle', person.vehicle],
    ['Vulnerable', person.vulnerabilities.map(vulnerabilityWords).join(', ')],
  ].filter(([, value]) => value !== '')
  if (facts.length === 0) return <p class="govuk-body">Nothing else is known of them.</p>
  return (
    <dl class="govuk-summary-list govuk-summary-list--no-border">
      {facts.map(([what, value]) => (
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">{what}</dt>
          <dd class="govuk-summary-list__value app-typed">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Match(props: PeoplePageProps & { person: PersonInReport }): Html {
  const { person, mayDecide, deciding } = props
  return (
    <>
      <p class="govuk-body">{<MatchWords person={person} />}</p>
      {mayDecide &&
        (person.profileId === null ? (
          <Decide {...props} />
        ) : (
          <Details summaryText="This is somebody else" open={deciding === person.id}>
            <Decide {...props} />
          </Details>
        ))}
    </>
  )
}

function MatchWords({ person }: { person: PersonInReport }): Html {
  if (person.profileId !== null)
    return (
      <>
        {'Profile: '}
        <a class="govuk-link" href={`/profiles/${person.profileId}`}>
          {nameWords(person.profileName ?? '')}
        </a>
        {`, because: ${person.matchedBecause}.`}
        {person.otherReports > 0 && ` In ${person.otherReports} more of your reports.`}
      </>
    )
  if (person.suggestions.length > 0) return <>Not matched, because it is not clear who it is.</>
  return (
    <>
      {person.matchedBecause === '' ? 'Not matched to a profile.' : `Not matched: ${person.matchedBecause}.`}
    </>
  )
}

/** One form a person: a profile that was suggested, a new one, or none. */
function Decide({
  report,
  person,
  deciding,
  typed = {},
  errors = [],
}: PeoplePageProps & { person: PersonInReport }): Html {
  const own = deciding === person.id ? { typed, errors } : { typed: {}, errors: [] }
  return (
    <form method="post" action={`/reports/${report.reference}/people/${person.id}`} novalidate>
      <Radios
        name="profile"
        idPrefix={`profile-${person.id}`}
        classes="govuk-radios--small"
        fieldset={{
          legend: { text: `Who is ${nameWords(person.name)}?`, classes: 'govuk-fieldset__legend--s' },
        }}
        errorMessage={errorOf(own.errors, 'profile')}
        value={typedValue(own.typed, 'profile')}
        items={[
          ...person.suggestions.map(({ profileId, name, because, points }) => ({
            value: profileId,
            text: nameWords(name),
            hint: { text: `${because}${points === null ? '' : ` (${points} points)`}` },
          })),
          { value: 'new', text: 'Somebody new: make a profile' },
          ...(person.profileId === null ? [] : [{ value: 'none', text: 'Not known: undo the match' }]),
          { value: 'other', text: 'Another profile' },
        ]}
      />
      <TextInput
        id={`other-${person.id}`}
        name="other"
        label={{ text: `If another profile: the address of its page, for ${nameWords(person.name)}` }}
        value={typedValue(own.typed, 'other')}
        errorMessage={errorOf(own.errors, 'other')}
      />
      <TextInput
        id={`why-${person.id}`}
        name="why"
        label={{ text: `Why you say so of ${nameWords(person.name)}` }}
        value={typedValue(own.typed, 'why')}
        errorMessage={errorOf(own.errors, 'why')}
      />
      <Button text="Save" classes="govuk-button--secondary" preventDoubleClick={true} />
    </form>
  )
}
