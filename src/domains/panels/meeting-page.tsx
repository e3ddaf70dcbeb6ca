import { formatDate, formatDateTime } from '#platform/clock'
import { ErrorsAtTop } from '#platform/forms'
import {
  Button,
  Checkboxes,
  Details,
  type Html,
  Layout,
  MojAlert,
  Select,
  SummaryList,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { AgendaItemSection, type ItemAbilities } from './agenda-item.tsx'
import { closedReasons, factors, meetingKinds, sightWords, standings } from './meeting.ts'
import { StatusTag } from './meetings-page.tsx'
import { errorsOf, Line, type PanelFormState, stateFor, Words } from './panel-form.tsx'
import type { AgendaItem, Attendance, Meeting, Told } from './read-meetings.ts'

export type MeetingPageProps = {
  frame: Frame
  meeting: Meeting
  items: readonly AgendaItem[]
  members: readonly { id: number; name: string }[]
  attendance: readonly Attendance[]
  notices: readonly Told[]
  ours: readonly number[]
  convenes: boolean
  mayNominate: boolean
  /** Its day is here: who came can be recorded. */
  hasCome: boolean
  abilitiesOf: (item: AgendaItem) => ItemAbilities
  state: PanelFormState | undefined
}

/** A meeting of a panel: its agenda as the reader may see it, who came, and what was decided. */
export function MeetingPage(props: MeetingPageProps): Html {
  const { frame, meeting, items, members, ours, convenes, state } = props
  return (
    <Layout
      {...frame}
      wide
      title={`${meeting.panelName}, ${formatDate(meeting.startsAt)}`}
      hasErrors={(state?.errors.length ?? 0) > 0}
    >
      <ErrorsAtTop errors={errorsOf(state)} />
      {state?.conflict && (
        <MojAlert variant="warning" title="Nothing was saved" text={state.conflict} role="alert" />
      )}
      <p class="govuk-body-s">
        <a class="govuk-link" href="/panels">
          All meetings
        </a>
      </p>
      <h1 class="govuk-heading-l">
        {meeting.panelName} <StatusTag status={meeting.status} />
      </h1>
      <div class="app-record">
        <div class="app-record__whole">
          <h2
            class="govuk-heading-m"
            id="agenda"
          >{`Agenda: ${items.length === 1 ? '1 case' : `${items.length} cases`} you may see`}</h2>
          {items.length === 0 && <p class="govuk-body">No case that you may see is on the agenda.</p>}
          {items.map((item, at) => (
            <AgendaItemSection
              meeting={meeting}
              item={item}
              position={at + 1}
              members={members}
              ours={ours}
              abilities={props.abilitiesOf(item)}
              state={state}
            />
          ))}
          {props.mayNominate && <NominateForm {...props} />}
        </div>
        <div class="app-record__aside">
          <Facts meeting={meeting} />
          <ul class="govuk-list">
            <li>
              <a class="govuk-link" href={`/panels/${meeting.id}/papers`}>
                Papers to print
              </a>
            </li>
            <li>
              <a class="govuk-link" href={`/panels/${meeting.id}/invitation`}>
                Invitation
              </a>
            </li>
          </ul>
          <NoticeList {...props} />
          <AttendanceList {...props} />
          {convenes && meeting.status === 'planned' && <EndForms {...props} />}
        </div>
      </div>
    </Layout>
  )
}

export function Facts({ meeting }: { meeting: Meeting }): Html {
  const after =
    meeting.sightLevel === null
      ? 'Nobody sees more by this meeting'
      : `Those who attended see its cases ${sightWords[meeting.sightLevel]} for ${meeting.sightDays} days, where an agreement covers it${meeting.sharedAt === null ? '' : `. Carried out ${formatDateTime(meeting.sharedAt)}`}`
  const rows: [string, string][] = [
    ['Kind', meetingKinds[meeting.kind]],
    ['When', formatDateTime(meeting.startsAt)],
    ...(meeting.place === '' ? [] : [['Where', meeting.place] as [string, string]]),
    ['Convened by', meeting.convenor],
    ['Nominate by', formatDate(meeting.nominateBy)],
    ['Afterwards', after],
  ]
  return (
    <SummaryList
      classes="app-dense-summary"
      rows={rows.map(([key, value]) => ({ key: { text: key }, value: { text: value } }))}
    />
  )
}

function NominateForm({ meeting, state }: MeetingPageProps): Html {
  const own = stateFor(state, 'nominate')
  return (
    <Details summaryText="Nominate a case" open={own.isOpen}>
      <form method="post" action={`/panels/${meeting.id}/items`} novalidate>
        <Line own={own} name="reference" label="Reference of a case your organisation leads" />
        <Words own={own} name="reason" label="Why should the panel discuss it?" />
        <Select
          id={own.idOf('closed')}
          name="closed"
          label={{ text: 'If it is closed: what is it discussed for?' }}
          items={[
            { value: '', text: 'It is open' },
            ...Object.entries(closedReasons).map(([value, text]) => ({ value, text })),
          ]}
          value={own.valueOf('closed')}
          errorMessage={own.errorOf('closed')}
        />
        <Checkboxes
          idPrefix={own.idOf('factors')}
          name="factors"
          classes="govuk-checkboxes--small"
          fieldset={{ legend: { text: 'What bears on it' } }}
          items={Object.entries(factors).map(([value, text]) => ({ value, text }))}
        />
        <Select
          id={own.idOf('before')}
          name="before"
          label={{ text: 'Until then, the organisations of the panel see it' }}
          hint={{ text: `${meeting.convenor}, who keeps the minutes, sees it in full.` }}
          items={[
            { value: 'summary', text: 'In summary' },
            { value: 'full', text: 'In full' },
            { value: 'none', text: 'Only as they do already' },
          ]}
          value={own.valueOf('before')}
          errorMessage={own.errorOf('before')}
        />
        <Button text="Nominate it" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

const noticeWords = { invitation: 'invited', reminder: 'reminded', cancelled: 'told that it is cancelled' }

/** Who was told of the meeting: an organisation where nobody could be told is named, so that somebody rings it. */
function NoticeList({ meeting, members, notices }: MeetingPageProps): Html | null {
  if (meeting.status === 'held') return null
  return (
    <section aria-labelledby="told">
      <h2 class="govuk-heading-s" id="told">
        Who was told
      </h2>
      <ul class="govuk-list">
        {members.map(({ id, name }) => {
          const own = notices.filter(({ organisationId }) => organisationId === id)
          const told = own.map(
            ({ kind, people, at }) =>
              `${noticeWords[kind]} ${formatDate(at)}${people === 1 ? '' : ` (${people} people)`}`,
          )
          return <li>{`${name}: ${told.length === 0 ? 'not told yet' : told.join(', ')}`}</li>
        })}
      </ul>
    </section>
  )
}

function AttendanceList(props: MeetingPageProps): Html {
  const { meeting, members, attendance, convenes, hasCome, state } = props
  const own = stateFor(state, 'attendance')
  const of = (id: number) => attendance.find(({ organisationId }) => organisationId === id)
  return (
    <section aria-labelledby="attendance">
      <h2 class="govuk-heading-s" id="attendance">
        Who came
      </h2>
      <ul class="govuk-list">
        {members.map(({ id, name }) => {
          const came = of(id)
          return (
            <li>
              {`${name}: ${came === undefined ? 'not recorded' : standings[came.standing].toLowerCase()}`}
              {came !== undefined && came.names !== '' && ` (${came.names})`}
            </li>
          )
        })}
      </ul>
      {convenes && meeting.status === 'planned' && !hasCome && (
        <p class="govuk-body-s">{`To be recorded from ${formatDate(meeting.startsAt)} on, the day of the meeting.`}</p>
      )}
      {convenes && meeting.status === 'planned' && (hasCome || own.isOpen) && (
        <Details summaryText="Record who came" open={own.isOpen}>
          <form method="post" action={`/panels/${meeting.id}/attendance`} novalidate>
            {members.map(({ id, name }) => (
              <>
                <Select
                  id={own.idOf(`standing-${id}`)}
                  name={`standing-${id}`}
                  label={{ text: name }}
                  items={[
                    { value: '', text: 'Not recorded' },
                    ...Object.entries(standings).map(([value, text]) => ({ value, text })),
                  ]}
                  value={own.valueOf(`standing-${id}`) || (of(id)?.standing ?? '')}
                  errorMessage={own.errorOf(`standing-${id}`)}
                />
                <TextInput
                  id={own.idOf(`names-${id}`)}
                  name={`names-${id}`}
                  label={{ text: `Who came for ${name}` }}
                  value={own.valueOf(`names-${id}`) || (of(id)?.names ?? '')}
                />
              </>
            ))}
            <Button text="Keep it" classes="govuk-button--secondary" preventDoubleClick={true} />
          </form>
        </Details>
      )}
    </section>
  )
}

function EndForms({ meeting, hasCome }: MeetingPageProps): Html {
  return (
    <>
      {hasCome && (
        <form method="post" action={`/panels/${meeting.id}/held`}>
          <Button text="The meeting was held" preventDoubleClick={true} />
        </form>
      )}
      <form method="post" action={`/panels/${meeting.id}/cancel`}>
        <Button text="Cancel the meeting" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </>
  )
}
