import { formatDate, formatDateTime } from '#platform/clock'
import { Button, type Html, Layout, Select } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { ItemPaper } from './agenda-item.tsx'
import { Facts } from './meeting-page.tsx'
import type { AgendaItem, Meeting } from './read-meetings.ts'

/** The papers of a meeting as this reader may see them, to be printed. */
export function PapersPage({
  frame,
  meeting,
  items,
  readerName,
}: {
  frame: Frame
  meeting: Meeting
  items: readonly AgendaItem[]
  readerName: string
}): Html {
  return (
    <Layout {...frame} title={`Papers: ${meeting.panelName}, ${formatDate(meeting.startsAt)}`}>
      <p class="govuk-body-s app-no-print">
        <a class="govuk-link" href={`/panels/${meeting.id}`}>
          Back to the meeting
        </a>
      </p>
      <h1 class="govuk-heading-l">{`Papers: ${meeting.panelName}`}</h1>
      <p class="govuk-body">
        {`Restricted: made for ${readerName}, with what that organisation may see. Not to be passed on.`}
      </p>
      <Facts meeting={meeting} />
      <h2 class="govuk-heading-m">Agenda</h2>
      {items.length === 0 && <p class="govuk-body">No case that you may see is on the agenda.</p>}
      {items.map((item, at) => (
        <section class="app-agenda" aria-labelledby={`item-${item.id}`}>
          <ItemPaper item={item} position={at + 1} />
        </section>
      ))}
    </Layout>
  )
}

/** What one organisation is invited to: the meeting, and of its cases those that it may see. */
export function InvitationPage({
  frame,
  meeting,
  items,
  invited,
  others,
}: {
  frame: Frame
  meeting: Meeting
  /** Those of the reader's items that the invited organisation may see, with how much of each. */
  items: readonly (AgendaItem & { sight: 'full' | 'summary' })[]
  invited: { id: number; name: string }
  others: readonly { id: number; name: string }[]
}): Html {
  return (
    <Layout {...frame} title={`Invitation for ${invited.name}: ${meeting.panelName}`}>
      <p class="govuk-body-s app-no-print">
        <a class="govuk-link" href={`/panels/${meeting.id}`}>
          Back to the meeting
        </a>
      </p>
      <h1 class="govuk-heading-l">{`Invitation for ${invited.name}`}</h1>
      <p class="govuk-body">
        {`${meeting.convenor} invites ${invited.name} to ${meeting.panelName}, ${formatDateTime(meeting.startsAt)}${meeting.place === '' ? '' : `, ${meeting.place}`}. Cases can be nominated until ${formatDate(meeting.nominateBy)}.`}
      </p>
      <h2 class="govuk-heading-m">{`Cases that ${invited.name} may see`}</h2>
      {items.length === 0 ? (
        <p class="govuk-body">None yet.</p>
      ) : (
        <ol class="govuk-list govuk-list--number">
          {items.map(({ title, organisation, sight }) => (
            <li>{`${title}, led by ${organisation}: ${sight === 'full' ? 'in full' : 'in summary'}`}</li>
          ))}
        </ol>
      )}
      {others.length > 1 && (
        <form method="get" action={`/panels/${meeting.id}/invitation`} class="app-no-print">
          <Select
            name="organisation"
            label={{ text: 'Invitation for' }}
            items={others.map(({ id, name }) => ({ value: String(id), text: name }))}
            value={String(invited.id)}
          />
          <Button text="Show" classes="govuk-button--secondary" />
        </form>
      )}
    </Layout>
  )
}
