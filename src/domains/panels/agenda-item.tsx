import { formatDate, formatDateTime } from '#platform/clock'
import { Button, Checkboxes, Details, type Html, Select, Tag } from '#platform/govuk'
import { closedReasons, factors } from './meeting.ts'
import { Line, type PanelFormState, stateFor, Words } from './panel-form.tsx'
import type { AgendaItem, Meeting } from './read-meetings.ts'

export type ItemAbilities = {
  mayWithdraw: boolean
  /** The organisations for which the reader may write a part. */
  mayWritePart: boolean
  mayMinute: boolean
  mayAddAction: boolean
}

export type ItemProps = {
  meeting: Meeting
  item: AgendaItem
  position: number
  members: readonly { id: number; name: string }[]
  /** The organisations the reader works for: their own part is always theirs to read. */
  ours: readonly number[]
  abilities: ItemAbilities
  state: PanelFormState | undefined
}

/** One case of an agenda as the reader may see it: what is printed as paper, and what can be written on it. */
export function AgendaItemSection(props: ItemProps): Html {
  const { meeting, item, abilities } = props
  return (
    <section class="app-agenda" aria-labelledby={`item-${item.id}`}>
      <ItemPaper item={item} position={props.position} />
      <div class="app-agenda__acts">
        {(abilities.mayMinute || props.state?.form === `minute-${item.id}`) && <MinuteForm {...props} />}
        {abilities.mayAddAction && <ActionForm {...props} />}
        {abilities.mayWritePart && <PartForm {...props} />}
        {abilities.mayWithdraw && (
          <form method="post" action={`/panels/${meeting.id}/items/${item.id}/withdraw`}>
            <Button
              html={
                <>
                  Take off the agenda<span class="govuk-visually-hidden">: {item.title}</span>
                </>
              }
              classes="govuk-button--secondary app-button--small"
              preventDoubleClick={true}
            />
          </form>
        )}
      </div>
    </section>
  )
}

/** What there is to read on a case: on the page, in the papers, in an invitation. */
export function ItemPaper({ item, position }: Pick<ItemProps, 'item' | 'position'>): Html {
  const last = item.minutes.at(-1)
  return (
    <>
      <h3 class="govuk-heading-s" id={`item-${item.id}`}>
        {`${position}. `}
        {item.inFull ? (
          <a class="govuk-link" href={`/cases/${item.reference}`}>
            {item.title}
          </a>
        ) : (
          item.title
        )}{' '}
        {item.closedAt !== null && <Tag text="Closed" classes="govuk-tag--grey" />}
      </h3>
      <p class="govuk-body-s">
        {`${item.title.includes(item.reference) ? '' : `${item.reference}. `}${item.organisation} leads it, ${item.closedAt === null ? `open since ${formatDate(item.openedAt)}` : `closed since ${formatDate(item.closedAt)}`}. `}
        {item.inFull
          ? `${item.reports === 1 ? '1 report' : `${item.reports} reports`} linked.`
          : 'You see this case in summary: papers and minutes are for those who see it in full.'}
      </p>
      {item.paper && (
        <>
          {item.closedAt !== null && (
            <p class="govuk-body-s">
              <b>Closed: </b>
              {item.paper.closedBecause === null
                ? 'since it was put on the agenda. '
                : `${lowered(closedReasons[item.paper.closedBecause])}. `}
              Whoever leads it opens it again before an action is added to its plan.
            </p>
          )}
          <p class="govuk-body-s app-typed">
            <b>Why it is here: </b>
            {item.paper.reason}
          </p>
          {item.paper.factors.length > 0 && (
            <p class="govuk-body-s">
              {item.paper.factors.map((factor) => (
                <>
                  <Tag text={factors[factor]} classes="govuk-tag--grey" />{' '}
                </>
              ))}
            </p>
          )}
        </>
      )}
      {item.parts.map((part) => (
        <p class="govuk-inset-text app-agenda__part app-typed">
          <b>{`${part.organisation}, for ${part.readers.join(', ')} alone: `}</b>
          {part.words}
        </p>
      ))}
      {last && (
        <div class="app-agenda__minute">
          <p class="govuk-body-s app-typed">
            <b>Decided: </b>
            {last.decision}
          </p>
          <p class="govuk-body-s app-typed">
            <b>Because: </b>
            {last.reasoning}
          </p>
          {last.discussion !== '' && (
            <p class="govuk-body-s app-typed">
              <b>Said: </b>
              {last.discussion}
            </p>
          )}
          <p class="govuk-body-s">
            {`Minuted by ${last.minutedBy}, ${formatDateTime(last.minutedAt)}`}
            {item.minutes.length > 1 &&
              `, correcting ${item.minutes.length === 2 ? 'what was written' : 'what was written twice'} before`}
            .
          </p>
        </div>
      )}
      {item.actions.length > 0 && (
        <ul class="govuk-list govuk-list--bullet app-agenda__actions">
          {item.actions.map(({ what, owner, dueOn, status }) => (
            <li>
              {`${owner} by ${formatDate(dueOn)}: ${what}`}
              {status !== 'open' && ` (${status})`}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function MinuteForm({ meeting, item, state }: ItemProps): Html {
  const own = stateFor(state, `minute-${item.id}`)
  return (
    <Details
      summaryText={item.minutes.length === 0 ? 'Write the minutes' : 'Correct the minutes'}
      open={own.isOpen}
    >
      <form method="post" action={`/panels/${meeting.id}/items/${item.id}/minutes`} novalidate>
        <Words own={own} name="discussion" label="What was said (optional)" />
        <Words own={own} name="decision" label="What was decided" />
        <Words
          own={own}
          name="reasoning"
          label="Why"
          hint="It is asked for at every decision: write it so that it can be read to the victim."
        />
        <Button text="Keep the minutes" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

function ActionForm({ meeting, item, members, state }: ItemProps): Html {
  const own = stateFor(state, `action-${item.id}`)
  return (
    <Details summaryText="Add an action to the case’s plan" open={own.isOpen}>
      <form method="post" action={`/panels/${meeting.id}/items/${item.id}/actions`} novalidate>
        <Line own={own} name="what" label="What is to be done?" />
        <Select
          id={own.idOf('owner')}
          name="owner"
          label={{ text: 'Which organisation does it?' }}
          hint={{ text: 'Those that see the case in full' }}
          items={[
            { value: '', text: 'Choose' },
            ...members
              .filter(({ id }) => item.seenInFull.includes(id))
              .map(({ id, name }) => ({ value: String(id), text: name })),
          ]}
          value={own.valueOf('owner')}
          errorMessage={own.errorOf('owner')}
        />
        <Line own={own} name="due" label="By when" type="date" />
        <Button text="Add it to the plan" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

function PartForm({ meeting, item, members, ours, state }: ItemProps): Html {
  const own = stateFor(state, `part-${item.id}`)
  return (
    <Details summaryText="Say something to some organisations alone" open={own.isOpen}>
      <form method="post" action={`/panels/${meeting.id}/items/${item.id}/parts`} novalidate>
        <Words own={own} name="words" label="What you say" />
        <Checkboxes
          idPrefix={own.idOf('to')}
          name="to"
          classes="govuk-checkboxes--small"
          fieldset={{ legend: { text: 'Who may read it beside your organisation' } }}
          items={members
            .filter(({ id }) => !ours.includes(id) && item.seenInFull.includes(id))
            .map(({ id, name }) => ({ value: String(id), text: name }))}
        />
        <Button text="Keep it" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

const lowered = (words: string) => words.charAt(0).toLowerCase() + words.slice(1)
