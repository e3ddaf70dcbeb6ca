import { TimelineList } from '#domains/timeline'
import { AreaMap, HeatGrid } from '#platform/charts'
import { formatDate, type LocalDate } from '#platform/clock'
import { toGlobe } from '#platform/geography'
import { Button, Details, type Html, SummaryList } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { PlannedAction } from './action-plan.ts'
import { outcomes } from './case.ts'
import { CloseForm } from './close-form.tsx'
import { type FormState, returned, type ShownForm, stateOf } from './form-state.ts'
import type { CaseStanding } from './model/standing.ts'
import { StandingSection } from './model/standing-section.tsx'
import { NoteForm } from './note-form.tsx'
import { PlanSection } from './plan-section.tsx'
import type { ReviewEvidence } from './quiet/read-review.ts'
import { ReviewSection } from './quiet/review-section.tsx'
import type { CaseRecord } from './read-case.ts'
import { Reason } from './reason.tsx'
import { regimes } from './regime/regime.ts'
import { RepeatChoices, ReportsSection } from './reports-section.tsx'
import { CaseLayout } from './tabs/case-layout.tsx'
import type { ShownTab } from './tabs/case-tab.ts'

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
  standing: CaseStanding
  /** What its review goes by, while it is to be reviewed. */
  review: ReviewEvidence | undefined
  /** What other domains still have open on it. */
  held: readonly string[]
  /** Whether somebody is to be told of its end. */
  tellsSomebody: boolean
  tabs: readonly ShownTab[]
  abilities: CaseAbilities
  today: LocalDate
  state: FormState | undefined
  /** What other domains show of it. */
  panels: readonly (() => Html | null)[]
}

/** One case: how it stands, its plan, its reports and what belongs to them, and what happened last. */
export function CasePage({
  frame,
  record,
  standing,
  review,
  held,
  tellsSomebody,
  tabs,
  abilities,
  today,
  state,
  panels,
}: CasePageProps): Html {
  return (
    <CaseLayout
      frame={frame}
      head={record}
      tabs={tabs}
      mayOpenRecords={abilities.mayOpenRecords}
      {...returned(state)}
      scripts={['map']}
    >
      <div class="app-record">
        <div class="app-record__standing">
          <StandingSection
            record={record}
            standing={standing}
            today={today}
            mayChange={abilities.mayChange}
            isInReview={review !== undefined}
            state={state}
          />
        </div>
        <div class="app-record__whole">
          {review !== undefined && (
            <ReviewSection
              record={record}
              standing={standing}
              review={review}
              held={held}
              tellsSomebody={tellsSomebody}
              mayReview={abilities.mayChange}
              today={today}
              state={state}
            />
          )}
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
              Latest on the timeline
            </h2>
            {abilities.mayNote && <NoteForm reference={record.reference} state={stateOf(state, 'note')} />}
            <TimelineList entries={record.timeline.entries} namesReports={true} />
            {record.timeline.older !== undefined && (
              <p class="govuk-body">
                <a class="govuk-link" href={`/cases/${record.reference}/timeline`}>
                  The whole timeline
                </a>
              </p>
            )}
          </section>
        </div>
        <div class="app-record__aside app-record__aside--below">
          <Facts record={record} />
          <CaseMap record={record} />
          {panels.map((render) => render())}
          {abilities.mayChange && review === undefined && (
            <CloseForm
              record={record}
              held={held}
              tellsSomebody={tellsSomebody}
              today={today}
              state={stateOf(state, 'close')}
            />
          )}
          {abilities.mayReopen && <ReopenForm record={record} state={stateOf(state, 'reopen')} />}
        </div>
      </div>
    </CaseLayout>
  )
}

function Facts({ record }: { record: CaseRecord }): Html {
  const rows: [string, string][] = [
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
