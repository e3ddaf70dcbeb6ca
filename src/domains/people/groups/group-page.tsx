import { formatDate, formatDateTime, type LocalDate } from '#platform/clock'
import { ErrorsAtTop, type FormError, type Typed } from '#platform/forms'
import { Details, type Html, InsetText, Layout, MojAlert, SummaryList, Tag } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { nameWords } from '../person-words.ts'
import type { FoundProfile } from '../read-people.ts'
import { confidences, groupKinds, isChild, memberRoles, sources } from './group.ts'
import { AddMember, EndGroup, EndMember, EraseMember, ReviewGroup } from './group-forms.tsx'
import { ReviewWords } from './groups-page.tsx'
import type { GroupCase, GroupMember, GroupReview, KeptGroup } from './read-groups.ts'

export type GroupPageProps = {
  frame: Frame
  group: KeptGroup
  members: readonly GroupMember[]
  cases: readonly GroupCase[]
  reviews: readonly GroupReview[]
  today: LocalDate
  mayChange: boolean
  mayErase: boolean
  /** The name by which profiles were looked for, and what was found. */
  find: string
  found: readonly FoundProfile[]
  state:
    | { form: string; typed: Typed; errors: readonly FormError[]; conflict?: string | undefined }
    | undefined
}

/** A group: why it is recorded, who belongs to it and did, and the cases that it is a party of. */
export function GroupPage(props: GroupPageProps): Html {
  const { frame, group, members, cases, reviews, today, mayChange, state } = props
  const hasLapsed = group.endedOn === null && group.reviewOn < today
  const now = members.filter(({ until }) => until === null)
  const children = now.filter(({ bornOn }) => isChild(bornOn, today)).length
  const errors = (state?.errors ?? []).map((error) => ({
    ...error,
    anchor: `${state?.form ?? ''}-${error.anchor}`,
  }))
  return (
    <Layout {...frame} wide hasErrors={errors.length > 0} title="Group">
      <ErrorsAtTop errors={errors} />
      {state?.conflict && (
        <MojAlert variant="warning" title="Nothing was changed" text={state.conflict} role="alert" />
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="/groups">
          All groups
        </a>
      </p>
      <span class="govuk-caption-l">{`${groupKinds[group.kind]}, kept by ${group.organisationName}`}</span>
      <h1 class="govuk-heading-l">
        {group.name}
        {group.restriction && (
          <>
            {' '}
            <Tag text={`Restricted: ${group.restriction}`} classes="govuk-tag--red" />
          </>
        )}
      </h1>
      {hasLapsed && (
        <MojAlert
          variant="warning"
          title="The review has lapsed"
          showTitleAsHeading={true}
          text="Nobody has said since then that this group must be recorded. Until somebody does, no member is shown to anybody."
        />
      )}
      {children > 0 && (
        <InsetText
          text={`${children === 1 ? '1 member is' : `${children} members are`} under 18. Think of safeguarding first: whether they are exploited, and who must be told.`}
        />
      )}
      <div class="app-record">
        <div class="app-record__whole">
          <Members
            {...props}
            heading="Members"
            members={now}
            none={hasLapsed ? notShown : 'Nobody is recorded in it.'}
          />
          <Members
            {...props}
            heading="Before"
            members={members.filter(({ until }) => until !== null)}
            none={hasLapsed ? notShown : 'Nobody has left it.'}
          />
          <RowsTable
            caption="Cases that it is a party of, as far as you see them"
            captionSize="m"
            head={['Case', 'Since', 'Until', 'State']}
            rows={cases.map(({ reference, title, since, until, status }) => [
              <a class="govuk-link" href={`/cases/${reference}/people`}>
                {title}
              </a>,
              formatDate(since),
              until === null ? '' : formatDate(until),
              status === 'open' ? 'Open' : 'Closed',
            ])}
            none="It is a party of no case that you see."
          />
        </div>
        <div class="app-record__aside">
          <Why group={group} reviews={reviews} today={today} />
          {mayChange && !hasLapsed && <AddMember {...props} />}
          {mayChange && <ReviewGroup group={group} state={state} isOpen={hasLapsed} />}
          {mayChange && <EndGroup group={group} state={state} />}
        </div>
      </div>
    </Layout>
  )
}

const notShown = 'Not shown: the review has lapsed.'

function Why({ group, reviews, today }: Pick<GroupPageProps, 'group' | 'reviews' | 'today'>): Html {
  const rows = [
    ['Why it is recorded', group.reason],
    ['What it rests on', group.source],
    ['Recorded', `${formatDateTime(group.addedAt)} by ${group.addedBy}`],
    ...(group.endedOn === null ? [] : [['No longer kept', group.endedBecause]]),
  ] as const
  return (
    <section aria-labelledby="why">
      <h2 class="govuk-heading-m" id="why">
        Why it is kept
      </h2>
      <SummaryList
        classes="app-dense-summary"
        rows={[
          ...rows.map(([key = '', value = '']) => ({ key: { text: key }, value: { text: value } })),
          { key: { text: 'Look again by' }, value: { html: <ReviewWords group={group} today={today} /> } },
        ]}
      />
      {reviews.length > 0 && (
        <Details summaryText={reviews.length === 1 ? '1 review' : `${reviews.length} reviews`}>
          <ul class="govuk-list govuk-list--bullet">
            {reviews.map(({ at, by, because, nextOn }) => (
              <li>{`${formatDateTime(at)}, ${by}: ${because} Kept until ${formatDate(nextOn)}.`}</li>
            ))}
          </ul>
        </Details>
      )}
    </section>
  )
}

function Members({
  group,
  members,
  heading,
  none,
  today,
  mayChange,
  mayErase,
  state,
}: GroupPageProps & { heading: string; none: string }): Html {
  const id = heading.toLowerCase()
  return (
    <section aria-labelledby={id}>
      <h2 class="govuk-heading-m" id={id}>
        {heading}
      </h2>
      {members.length === 0 && <p class="govuk-body">{none}</p>}
      <ul class="app-cards">
        {members.map((member) => (
          <li class="app-card" id={member.id}>
            <p class="govuk-body app-card__head">
              <strong>
                {member.profileId === null ? (
                  member.name
                ) : (
                  <a class="govuk-link" href={`/profiles/${member.profileId}`}>
                    {nameWords(member.name)}
                  </a>
                )}
              </strong>{' '}
              <Tag text={memberRoles[member.role]} classes="govuk-tag--blue" />{' '}
              {isChild(member.bornOn, today) && <Tag text="Under 18" classes="govuk-tag--yellow" />}
            </p>
            <p class="govuk-body-s app-card__facts">{spanWords(member)}</p>
            <p class="govuk-body-s app-typed">{member.because}</p>
            {member.until !== null && <p class="govuk-body-s app-typed">{`Ended: ${member.endedBecause}`}</p>}
            {mayChange && member.until === null && <EndMember group={group} member={member} state={state} />}
            {mayErase && <EraseMember group={group} member={member} state={state} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function spanWords({ since, until, source, confidence, addedAt, addedBy }: GroupMember): string {
  const words = <Names extends object>(names: Names, code: string) =>
    Object.entries(names).find(([each]) => each === code)?.[1] ?? code
  const span = until === null ? `Since ${formatDate(since)}` : `${formatDate(since)} to ${formatDate(until)}`
  return `${span}. ${words(confidences, confidence)}, from: ${words(sources, source).toLowerCase()}. Recorded ${formatDate(addedAt)} by ${addedBy}.`
}
