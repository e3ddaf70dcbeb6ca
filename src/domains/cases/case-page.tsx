import { RecordNavigation } from '#domains/sharing'
import { TimelineList } from '#domains/timeline'
import { AreaMap, HeatGrid } from '#platform/charts'
import { formatDate, type LocalDate } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, typedValue } from '#platform/forms'
import { toGlobe } from '#platform/geography'
import {
  Button,
  Details,
  type Html,
  Layout,
  MojAlert,
  Radios,
  SummaryList,
  Tag,
  Textarea,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { newId } from '#platform/ids'
import type { PlannedAction } from './action-plan.ts'
import { outcomes } from './case.ts'
import { type FormState, type ShownForm, stateOf } from './form-state.ts'
import { PlanSection } from './plan-section.tsx'
import type { CaseRecord } from './read-case.ts'
import { regimes } from './regime/regime.ts'
import { RepeatChoices, ReportsSection } from './reports-section.tsx'

/** What the reader may do here; the buttons follow it. */
export type CaseAbilities = {
  mayAddAction: boolean
  mayNote: boolean
  /** Whether the pages of the case beside this one are open to the reader: not to a light account. */
  mayOpenRecords: boolean
  mayFinish: (action: PlannedAction) => boolean
  mayChange: boolean
  mayReopen: boolean
}

export type CasePageProps = {
  frame: Frame
  record: CaseRecord
  abilities: CaseAbilities
  today: LocalDate
  state: FormState | undefined
  /** What other domains show of it. */
  panels: readonly (() => Html | null)[]
}

/** One case: its plan first, then its reports and what belongs to them, and the one timeline. */
export function CasePage({ frame, record, abilities, today, state, panels }: CasePageProps): Html {
  const errors = (state?.errors ?? []).map((error) => anchored(error, state?.form ?? ''))
  return (
    <Layout {...frame} wide title={`Case ${record.reference}`} scripts={['map']}>
      <ErrorsAtTop errors={errors} />
      {state?.conflict && <ConflictAlert conflict={state.conflict} />}
      {abilities.mayOpenRecords && (
        <RecordNavigation kind="case" reference={record.reference} current="record" />
      )}
      <span class="govuk-caption-l">Monitored Case</span>
      <h1 class="govuk-heading-l">
        {record.title}{' '}
        <Tag
          text={record.status === 'open' ? 'Open' : 'Closed'}
          classes={record.status === 'open' ? 'govuk-tag--blue' : 'govuk-tag--grey'}
        />
        {record.restriction && <Tag text={`Restricted: ${record.restriction}`} classes="govuk-tag--red" />}
      </h1>
      <div class="app-record">
        <div class="app-record__whole">
          <PlanSection
            record={record}
            today={today}
            state={state}
            mayAdd={abilities.mayAddAction}
            mayFinish={abilities.mayFinish}
          />
          <ReportsSection record={record} state={state} mayChange={abilities.mayChange} />
          {abilities.mayChange && record.repeats.length > 0 && <Repeats record={record} />}
          <Pattern record={record} />
          <section aria-labelledby="timeline">
            <h2 class="govuk-heading-m" id="timeline">
              Timeline
            </h2>
            {abilities.mayNote && <NoteForm record={record} state={stateOf(state, 'note')} />}
            <TimelineList entries={record.timeline} namesReports={true} />
          </section>
        </div>
        <div class="app-record__aside">
          <Facts record={record} />
          <CaseMap record={record} />
          {panels.map((render) => render())}
          {abilities.mayChange && <CloseForm record={record} state={stateOf(state, 'close')} />}
          {abilities.mayReopen && <ReopenForm record={record} state={stateOf(state, 'reopen')} />}
        </div>
      </div>
    </Layout>
  )
}

function ConflictAlert({ conflict }: { conflict: string }): Html {
  return (
    <MojAlert
      variant="warning"
      title="This has changed since you opened it"
      showTitleAsHeading={true}
      role="alert"
      html={
        <>
          <p>{conflict}</p>
          <p>Nothing you did was saved. What you typed is still below, if it is still yours to do.</p>
        </>
      }
    />
  )
}

/** A field's id carries the name of its form where several forms on the page have such a field. */
function anchored(error: FormError, form: string): FormError {
  return form === 'action' ? error : { ...error, anchor: `${form}-${error.anchor}` }
}

function Facts({ record }: { record: CaseRecord }): Html {
  const rows: [string, string][] = [
    ['Type', record.typeLabel],
    ['Led by', record.organisationName],
    ['Regime', regimes[record.regime]],
    ['Seen by', record.partners.map(({ shortName }) => shortName).join(', ')],
    ['Opened', `${formatDate(record.openedAt)}${record.openedByName ? ` by ${record.openedByName}` : ''}`],
    ...record.areas.map(({ kind, name, vintage }): [string, string] => [kind, `${name} (${vintage})`]),
  ]
  if (record.closedAt) rows.push(['Closed', formatDate(record.closedAt)])
  if (record.outcome) rows.push(['Outcome', outcomes[record.outcome]])
  if (record.closingReason) rows.push(['Reason', record.closingReason])
  return (
    <SummaryList
      classes="app-dense-summary"
      rows={rows.map(([key, value]) => ({ key: { text: key }, value: { text: value } }))}
    />
  )
}

function CaseMap({ record }: { record: CaseRecord }): Html | null {
  if (record.centre === null) return null
  return (
    <AreaMap
      label="Where the linked reports are"
      centre={{ ...toGlobe(record.centre), zoom: 14 }}
      areasUrl="/places/areas/ward.geojson"
      pointsUrl={`/cases/${record.reference}/points.geojson`}
      fit="points"
    />
  )
}

function Pattern({ record }: { record: CaseRecord }): Html | null {
  if (record.reports.length === 0) return null
  return (
    <section aria-labelledby="pattern">
      <h2 class="govuk-heading-m" id="pattern">
        Pattern
      </h2>
      <HeatGrid caption="When it happened: linked reports by weekday and hour" counts={record.hours} />
    </section>
  )
}

function Repeats({ record }: { record: CaseRecord }): Html {
  return (
    <section aria-labelledby="repeats">
      <h2 class="govuk-heading-m" id="repeats">
        Possible repeats
      </h2>
      <form method="post" action={`/cases/${record.reference}/reports`} novalidate>
        <RepeatChoices repeats={record.repeats} />
        <Button text="Link the chosen reports" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </section>
  )
}

function CloseForm({ record, state }: { record: CaseRecord; state: ShownForm }): Html {
  const open = record.plan.filter(({ status }) => status === 'open').length
  return (
    <Details summaryText="Close the case" open={state.isOpen}>
      <form method="post" action={`/cases/${record.reference}/close`} novalidate>
        <input type="hidden" name="version" value={record.version} />
        {open > 0 && (
          <p class="govuk-body">
            {open === 1 ? '1 action is' : `${open} actions are`} still open. End them first, or say why the
            case closes with them open.
          </p>
        )}
        <Radios
          name="outcome"
          idPrefix="close-outcome"
          classes="govuk-radios--small"
          fieldset={{ legend: { text: 'Outcome', classes: 'govuk-fieldset__legend--s' } }}
          items={Object.entries(outcomes).map(([value, text]) => ({ value, text }))}
          value={typedValue(state.typed, 'outcome')}
          errorMessage={errorOf(state.errors, 'outcome')}
        />
        <Reason form="close" label={open > 0 ? 'Why close it now?' : 'Reason (optional)'} state={state} />
        <Button text="Close the case" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

function NoteForm({ record, state }: { record: CaseRecord; state: ShownForm }): Html {
  return (
    <Details summaryText="Add a note" open={state.isOpen}>
      <form method="post" action={`/cases/${record.reference}/notes`} novalidate>
        <input type="hidden" name="form" value={newId()} />
        <Reason form="note" label="Note, for everybody who sees this case" state={state} />
        <Button text="Add the note" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

function ReopenForm({ record, state }: { record: CaseRecord; state: ShownForm }): Html {
  return (
    <Details summaryText="Reopen the case" open={state.isOpen}>
      <form method="post" action={`/cases/${record.reference}/reopen`} novalidate>
        <input type="hidden" name="version" value={record.version} />
        <Reason form="reopen" label="Why is it reopened?" state={state} />
        <Button text="Reopen the case" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

function Reason({ form, label, state }: { form: string; label: string; state: ShownForm }): Html {
  return (
    <Textarea
      name="why"
      id={`${form}-why`}
      rows={3}
      label={{ text: label }}
      value={typedValue(state.typed, 'why')}
      errorMessage={errorOf(state.errors, 'why')}
    />
  )
}
