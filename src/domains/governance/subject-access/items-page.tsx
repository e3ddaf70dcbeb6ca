import { formatDate } from '#platform/clock'
import { ErrorsAtTop, errorOf } from '#platform/forms'
import { BackLink, Button, Details, type Html, Layout, MojAlert, Tag } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { MembershipFound } from './find-memberships.ts'
import { ConflictAlert, TextField, WordsField } from './form-parts.tsx'
import { anchorsOf, type FormState, stateOf } from './form-state.ts'
import type { ItemDecision, ItemFilter, SubjectItem } from './read-items.ts'
import type { SubjectRequest } from './read-request.ts'

export type ItemsPageProps = {
  frame: Frame
  request: SubjectRequest
  items: readonly SubjectItem[]
  /** Groups in which the person is recorded. */
  memberships: readonly MembershipFound[]
  counts: Readonly<Record<ItemDecision, number>>
  hasNext: boolean
  filter: ItemFilter
  /** Records that somebody who is cleared must look at: found by nobody yet, or by a cleared colleague. */
  restricted: number
  isCut: boolean
  mayWork: boolean
  state: FormState | undefined
}

/** What was found about the person, why it matches, and whether it is given. */
export function ItemsPage(props: ItemsPageProps): Html {
  const { frame, request, items, counts, filter, state, mayWork } = props
  const address = `/governance/subject-access/${request.reference}`
  return (
    <Layout
      {...frame}
      wide
      title={`Records for ${request.reference}`}
      beforeContent={<BackLink text={`Request ${request.reference}`} href={address} />}
    >
      <ErrorsAtTop errors={state ? anchorsOf(state) : []} />
      {state?.conflict && <ConflictAlert conflict={state.conflict} />}
      <span class="govuk-caption-l">{request.reference}</span>
      <h1 class="govuk-heading-l">Records about {request.personName}</h1>
      <Alerts {...props} />
      {mayWork && <SearchForm request={request} state={state} address={address} />}
      <Memberships memberships={props.memberships} />
      <nav aria-label="Which records are shown">
        <ul class="govuk-list">
          {(['undecided', 'included', 'excluded'] as const).map((show) => (
            <li>
              <a
                class="govuk-link"
                href={`${address}/records?show=${show}`}
                aria-current={filter.show === show ? 'true' : undefined}
              >
                {labels[show]} ({counts[show]})
              </a>
            </li>
          ))}
          <li>
            <a
              class="govuk-link"
              href={`${address}/records?sort=date`}
              aria-current={filter.show === 'all' ? 'true' : undefined}
            >
              All, newest first
            </a>
          </li>
        </ul>
      </nav>
      {items.length === 0 ? (
        <p class="govuk-body">There is no record here.</p>
      ) : (
        <DecideForm {...props} address={address} />
      )}
      {props.hasNext && (
        <p class="govuk-body">
          <a
            class="govuk-link"
            href={`${address}/records?show=${filter.show}&sort=${filter.sort}&page=${filter.page + 1}`}
          >
            Next page
          </a>
        </p>
      )}
    </Layout>
  )
}

const labels: Readonly<Record<ItemDecision, string>> = {
  undecided: 'To be decided',
  included: 'Included',
  excluded: 'Excluded',
}
const tags: Readonly<Record<ItemDecision, string>> = {
  undecided: 'govuk-tag--yellow',
  included: 'govuk-tag--green',
  excluded: 'govuk-tag--grey',
}

function Alerts({ restricted, isCut }: ItemsPageProps): Html {
  return (
    <>
      {restricted > 0 && (
        <MojAlert
          variant="warning"
          title="Restricted records"
          html={
            <p>
              {restricted === 1 ? '1 restricted record speaks' : `${restricted} restricted records speak`} of
              this person. Somebody who is cleared must open this page and search.
            </p>
          }
        />
      )}
      {isCut && (
        <MojAlert
          variant="warning"
          title="Too many matches"
          html={
            <p>
              There are more matches than can be looked at. Make the search narrower with dates or fuller
              names.
            </p>
          }
        />
      )}
    </>
  )
}

function SearchForm({
  request,
  state,
  address,
}: {
  request: SubjectRequest
  state: FormState | undefined
  address: string
}): Html {
  const shown = stateOf(state, 'sought')
  return (
    <>
      {request.contribution === undefined && (
        <Details summaryText="What is looked for" open={shown.isOpen}>
          <form method="post" action={`${address}/sought`} novalidate>
            <input type="restricted" name="version" value={request.version} />
            <p class="govuk-body">Name: {request.personName}</p>
            <WordsField
              name="other_names"
              label="Other names"
              state={shown}
              value={request.otherNames}
              rows={2}
            />
            <WordsField name="email" label="Email addresses" state={shown} value={request.email} rows={2} />
            <WordsField name="phone" label="Telephone numbers" state={shown} value={request.phone} rows={2} />
            <WordsField name="address" label="Addresses" state={shown} value={request.address} />
            <Button text="Save" classes="govuk-button--secondary" />
          </form>
        </Details>
      )}
      <form method="post" action={`${address}/find`}>
        <Button text="Search everything we may see" preventDoubleClick={true} />
      </form>
    </>
  )
}

function DecideForm({ items, state, mayWork, address }: ItemsPageProps & { address: string }): Html {
  const shown = stateOf(state, 'decide')
  // Where an error about what was chosen puts the focus.
  const first = items.find(({ isShared }) => !isShared)?.id
  const list = (
    <ul class="govuk-list">
      {items.map((item) => (
        <li class="app-subject-item">
          <Item
            item={item}
            id={item.id === first ? 'decide-item' : `item-${item.id}`}
            mayWork={mayWork}
            address={address}
          />
        </li>
      ))}
    </ul>
  )
  if (!mayWork) return list
  return (
    <form method="post" action={`${address}/records`} novalidate>
      <fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Choose records</legend>
        {errorOf(shown.errors, 'item') && (
          <p class="govuk-error-message">
            <span class="govuk-visually-hidden">Error:</span> {errorOf(shown.errors, 'item')?.text}
          </p>
        )}
        {list}
      </fieldset>
      <TextField name="why" label="Why?" hint="Such as: same address and telephone number" state={shown} />
      <div class="govuk-button-group">
        <Button text="Include" name="decision" value="included" />
        <Button text="Exclude" name="decision" value="excluded" classes="govuk-button--secondary" />
      </div>
    </form>
  )
}

function Item({
  item,
  id,
  mayWork,
  address,
}: {
  item: SubjectItem
  id: string
  mayWork: boolean
  address: string
}): Html {
  return (
    <>
      <div class="govuk-checkboxes govuk-checkboxes--small">
        {mayWork && !item.isShared ? (
          <div class="govuk-checkboxes__item">
            <input class="govuk-checkboxes__input" id={id} name="item" type="checkbox" value={item.id} />
            <label class="govuk-label govuk-checkboxes__label" for={id}>
              {item.title}
            </label>
          </div>
        ) : (
          <p class="govuk-body">{item.title}</p>
        )}
      </div>
      <p class="govuk-body-s">
        <Tag text={labels[item.decision]} classes={tags[item.decision]} />{' '}
        {item.withheldUnder !== null && <Tag text="Withheld" classes="govuk-tag--red" />}{' '}
        {item.kind === 'report' ? 'Report' : 'Case'} {item.reference}, {formatDate(item.recordedOn)}. Held by{' '}
        {item.heldBy}, found by {item.foundBy}. {item.reason}
      </p>
      <ul class="govuk-list govuk-list--bullet govuk-body-s">
        {item.matches.map((match) => (
          <li>{match}</li>
        ))}
      </ul>
      {item.decision === 'included' && (
        <p class="govuk-body-s">
          <a class="govuk-link" href={`${address}/records/${item.id}`}>
            {item.reviewedAt === null ? 'Read' : 'Read again'} for other people
            <span class="govuk-visually-hidden">: {item.reference}</span>
          </a>
        </p>
      )}
    </>
  )
}

/** What the organisation keeps beside reports and cases: that it counts somebody to a group. */
function Memberships({ memberships }: Pick<ItemsPageProps, 'memberships'>): Html | null {
  if (memberships.length === 0) return null
  return (
    <section aria-labelledby="groups">
      <h2 class="govuk-heading-m" id="groups">
        Groups in which they are recorded
      </h2>
      <p class="govuk-body">Give what is theirs with the answer; erase it on the page of the group.</p>
      <ul class="govuk-list govuk-list--bullet">
        {memberships.map(({ groupId, groupName, memberName, since, until }) => (
          <li>
            {groupId === null ? (
              'A restricted group: somebody who is cleared for it must look'
            ) : (
              <>
                <a class="govuk-link" href={`/groups/${groupId}`}>
                  {groupName}
                </a>
                {`, as ${memberName}, ${since === null ? '' : `from ${formatDate(since)}`}${until === null ? ' until today' : ` to ${formatDate(until)}`}`}
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
