import { formatDate, formatDateTime, type LocalDate } from '#platform/clock'
import { ErrorsAtTop } from '#platform/forms'
import { Button, Details, type Html, Layout, Select, Tag } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { meetingKinds } from './meeting.ts'
import { errorsOf, Line, type PanelFormState, stateFor } from './panel-form.tsx'
import type { ListedMeeting, PanelChoice } from './read-meetings.ts'

export type MeetingsPageProps = {
  frame: Frame
  panels: readonly PanelChoice[]
  meetings: readonly ListedMeeting[]
  /** The organisations for which the reader may convene. */
  ours: readonly { id: number; name: string }[]
  state: PanelFormState | undefined
  today: LocalDate
}

/** The panels the reader's organisation sits on, and their meetings. */
export function MeetingsPage({ frame, panels, meetings, ours, state, today }: MeetingsPageProps): Html {
  return (
    <Layout {...frame} wide title="Panels" hasErrors={(state?.errors.length ?? 0) > 0}>
      <ErrorsAtTop errors={errorsOf(state)} />
      <h1 class="govuk-heading-l">Panels</h1>
      <RowsTable
        caption="Meetings"
        head={['Meeting', 'Kind', 'When', 'Nominate by', 'Convened by', 'Cases you may see', 'Status']}
        rows={meetings.map((meeting) => [
          <a class="govuk-link" href={`/panels/${meeting.id}`}>
            {meeting.panelName}
          </a>,
          meetingKinds[meeting.kind],
          formatDateTime(meeting.startsAt),
          meeting.status === 'planned' ? formatDate(meeting.nominateBy) : '',
          meeting.convenor,
          meeting.items,
          <StatusTag status={meeting.status} />,
        ])}
        none="No meeting has been arranged yet."
      />
      <h2 class="govuk-heading-m">Panels you sit on</h2>
      {panels.length === 0 ? (
        <p class="govuk-body">
          {'Your organisation sits on no panel. A co-ordinator adds it under '}
          <a class="govuk-link" href="/sharing/panels">
            panels of the partnership
          </a>
          .
        </p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {panels.map(({ name, purpose, members }) => (
            <li>
              <b>{name}</b>
              {` ${purpose} On it: ${members.map((member) => member.name).join(', ')}.`}
            </li>
          ))}
        </ul>
      )}
      {panels.length > 0 && <ArrangeForm panels={panels} ours={ours} state={state} today={today} />}
    </Layout>
  )
}

export function StatusTag({ status }: { status: ListedMeeting['status'] }): Html {
  const colours = { planned: 'govuk-tag--blue', held: 'govuk-tag--green', cancelled: 'govuk-tag--grey' }
  const words = { planned: 'Planned', held: 'Held', cancelled: 'Cancelled' }
  return <Tag text={words[status]} classes={colours[status]} />
}

function ArrangeForm({ panels, ours, state }: Omit<MeetingsPageProps, 'frame' | 'meetings'>): Html {
  const own = stateFor(state, 'meeting')
  return (
    <Details summaryText="Arrange a meeting" open={own.isOpen}>
      <form method="post" action="/panels" novalidate>
        <Select
          id={own.idOf('panel')}
          name="panel"
          label={{ text: 'Panel' }}
          items={panels.map(({ id, name }) => ({ value: id, text: name }))}
          value={own.valueOf('panel')}
          errorMessage={own.errorOf('panel')}
        />
        <Select
          id={own.idOf('kind')}
          name="kind"
          label={{ text: 'Kind of meeting' }}
          items={Object.entries(meetingKinds).map(([value, text]) => ({ value, text }))}
          value={own.valueOf('kind')}
          errorMessage={own.errorOf('kind')}
        />
        <Select
          id={own.idOf('convenor')}
          name="convenor"
          label={{ text: 'Convened by, who keeps the minutes' }}
          items={ours.map(({ id, name }) => ({ value: String(id), text: name }))}
          value={own.valueOf('convenor')}
          errorMessage={own.errorOf('convenor')}
        />
        <Line own={own} name="on" label="Date" type="date" />
        <Line own={own} name="time" label="Time, for example 10am" usual="10am" />
        <Line own={own} name="place" label="Place (optional)" />
        <Line own={own} name="until" label="Last day for nominations" type="date" />
        <Line own={own} name="remind" label="Remind those invited so many days before it" usual="3" />
        <Select
          id={own.idOf('sight')}
          name="sight"
          label={{ text: 'After the meeting, those who attended go on seeing its cases' }}
          items={[
            { value: 'summary', text: 'In summary' },
            { value: 'full', text: 'In full' },
            { value: 'none', text: 'Not by this meeting' },
          ]}
          value={own.valueOf('sight')}
          errorMessage={own.errorOf('sight')}
        />
        <Line own={own} name="days" label="For how many days" usual="90" />
        <Button text="Arrange it" preventDoubleClick={true} />
      </form>
    </Details>
  )
}
