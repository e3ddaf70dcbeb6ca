import type { LocalDate } from '#platform/clock'
import { BackLink, Button, type Html, Layout, NotificationBanner, SummaryList } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import type { Person } from './get-person.ts'
import { dutyWords, type Membership, periodWords, whenOf } from './membership.ts'

export type PersonPageProps = {
  frame: Frame
  person: Person
  today: LocalDate
  may: {
    add: boolean
    change: (membership: Membership) => boolean
    end: (membership: Membership) => boolean
    renew: (membership: Membership) => boolean
    arrangeCover: boolean
  }
  /** What was just done. */
  done?: string | undefined
}

/** Somebody's memberships of every time, and what may be done about them. */
export function PersonPage(props: PersonPageProps): Html {
  const { frame, person, today, may, done } = props
  const isOver = (membership: Membership) => whenOf(membership, today) === 'past'
  const held = person.memberships.filter((membership) => !isOver(membership))
  const over = [...person.memberships, ...person.covers].filter(isOver)
  const covered = person.covers.filter((cover) => !isOver(cover))
  return (
    <Layout {...frame} wide title="A person" beforeContent={<BackLink href="/people" text="People" />}>
      {done && <NotificationBanner type="success" text={done} />}
      <h1 class="govuk-heading-l">{person.name}</h1>
      <SummaryList
        rows={[
          { key: { text: 'Email' }, value: { text: person.email } },
          {
            key: { text: 'Signs in' },
            value: { text: person.hasAccount ? 'Has an account here' : 'Has not signed in yet' },
          },
        ]}
      />
      <h2 class="govuk-heading-m">What they do</h2>
      {held.length === 0 ? (
        <p class="govuk-body">Nothing now: they reach no record.</p>
      ) : (
        <MembershipTable {...props} caption="Now and later" memberships={held} />
      )}
      <div class="govuk-button-group">
        {may.add && (
          <Button text="Add another" href={`/people/${person.id}/add`} classes="govuk-button--secondary" />
        )}
        {may.arrangeCover && (
          <Button
            text="Arrange cover"
            href={`/people/${person.id}/cover`}
            classes="govuk-button--secondary"
          />
        )}
      </div>
      {covered.length > 0 && (
        <>
          <h2 class="govuk-heading-m">Who covers for them</h2>
          <MembershipTable {...props} caption="Cover" memberships={covered} showsWho />
        </>
      )}
      {over.length > 0 && (
        <>
          <h2 class="govuk-heading-m">Before</h2>
          <MembershipTable {...props} caption="Ended" memberships={over} showsWho />
        </>
      )}
    </Layout>
  )
}

function MembershipTable({
  person,
  caption,
  memberships,
  may,
  today,
  showsWho = false,
}: PersonPageProps & { caption: string; memberships: readonly Membership[]; showsWho?: boolean }): Html {
  return (
    <RowsTable
      caption={caption}
      head={['Duty', 'Organisation', 'When', 'By whom', { hidden: 'What can be done' }]}
      rows={memberships.map((membership) => [
        <>
          {showsWho && membership.memberId !== person.id && `${membership.memberName}: `}
          {dutyWords(membership)}
          {membership.coversForName !== null && `, covering for ${membership.coversForName}`}
          {membership.sponsorName !== null && `, sponsored by ${membership.sponsorName}`}
        </>,
        membership.organisationName,
        periodWords(membership),
        byWhom(membership),
        whenOf(membership, today) !== 'past' && <Links person={person} membership={membership} may={may} />,
      ])}
    />
  )
}

function byWhom({ isFromDirectory, givenByName, because, endedByName, endedBecause }: Membership): string {
  const given = isFromDirectory ? 'By the directory' : (givenByName ?? 'By an operator')
  return [
    because === '' ? given : `${given}: ${because}`,
    ...(endedByName === null
      ? []
      : [`ended by ${endedByName}${endedBecause === '' ? '' : `: ${endedBecause}`}`]),
  ].join('; ')
}

function Links({
  person,
  membership,
  may,
}: Pick<PersonPageProps, 'person' | 'may'> & { membership: Membership }): Html {
  const address = `/people/${person.id}/memberships/${membership.id}`
  const about = <span class="govuk-visually-hidden">{` ${dutyWords(membership)}`}</span>
  return (
    <ul class="govuk-list govuk-!-margin-bottom-0">
      {may.change(membership) && (
        <li>
          <a class="govuk-link" href={`${address}/change`}>
            Change{about}
          </a>
        </li>
      )}
      {may.renew(membership) && (
        <li>
          <a class="govuk-link" href={`/light-accounts/${membership.id}`}>
            Renew{about}
          </a>
        </li>
      )}
      {may.end(membership) && (
        <li>
          <a class="govuk-link" href={`${address}/end`}>
            End{about}
          </a>
        </li>
      )}
    </ul>
  )
}
