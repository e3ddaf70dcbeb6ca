import { reportLifecycle, titleWithReference } from '#domains/reports'
import { formatDate } from '#platform/clock'
import { errorOf, typedValue } from '#platform/forms'
import { Button, Details, type Html, Textarea } from '#platform/govuk'
import type { SuggestedRepeat } from './find-repeats.ts'
import { type FormState, type ShownForm, stateOf } from './form-state.ts'
import { EventsSection } from './one-event/events-section.tsx'
import type { CaseRecord, LinkedReport } from './read-case.ts'

/** The reports of a case: linked, never merged, each one countable. */
export function ReportsSection({
  record,
  state,
  mayChange,
}: {
  record: CaseRecord
  state: FormState | undefined
  mayChange: boolean
}): Html {
  const { reports, events, hiddenReports } = record
  const count = reports.length + hiddenReports
  return (
    <section aria-labelledby="reports">
      <h2 class="govuk-heading-m" id="reports">
        {count === 1 ? '1 linked report' : `${count} linked reports`}
      </h2>
      {hiddenReports > 0 && (
        <p class="govuk-body-s">
          {hiddenReports === 1 ? '1 of them is' : `${hiddenReports} of them are`} held by another organisation
          and not shared with yours.
        </p>
      )}
      <EventsSection events={events} />
      <ul class="app-cards">
        {reports.map((report) => (
          <li class="app-card">
            <ReportSummary report={report} />
            {mayChange && count > 1 && (
              <UnlinkForm
                record={record}
                report={report}
                state={stateOf(state, `unlink-${report.reference}`)}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function ReportSummary({ report }: { report: LinkedReport }): Html {
  return (
    <>
      <p class="govuk-body-s app-card__head">
        <a class="govuk-link" href={`/reports/${report.reference}`}>
          {titleWithReference(report)}
        </a>{' '}
        {reportLifecycle.statuses[report.status]}
        {report.organisationName && `, ${report.organisationName}`}
      </p>
      <p class="govuk-body-s app-card__facts">
        {report.occurrence === 'pattern' ? 'Keeps happening since about' : 'Happened'}{' '}
        {formatDate(report.occurredFrom)}, filed {formatDate(report.filedAt)}
        {report.placeWords && `, ${report.placeWords}`}
      </p>
      {report.summary && <p class="govuk-body-s app-typed">{report.summary}</p>}
    </>
  )
}

function UnlinkForm({
  record,
  report,
  state,
}: {
  record: CaseRecord
  report: LinkedReport
  state: ShownForm
}): Html {
  return (
    <Details summaryText={`Unlink ${report.reference}`} open={state.isOpen}>
      <form method="post" action={`/cases/${record.reference}/reports/${report.reference}/unlink`} novalidate>
        <Textarea
          name="why"
          id={`unlink-${report.reference}-why`}
          rows={2}
          label={{ text: 'Why does it not belong here?' }}
          value={typedValue(state.typed, 'why')}
          errorMessage={errorOf(state.errors, 'why')}
        />
        <Button text="Unlink" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

/** Shown at once; more are folded, so that what comes below them is near on a telephone. */
const shownRepeats = 3

/** Likely repeats with enough shown to judge, as choices of the form around them, the strongest first. */
export function RepeatChoices({ repeats }: { repeats: readonly SuggestedRepeat[] }): Html {
  const folded = repeats.slice(shownRepeats)
  return (
    <>
      <RepeatCards repeats={repeats.slice(0, shownRepeats)} />
      {folded.length > 0 && (
        <Details summaryText={`${folded.length} more`}>
          <RepeatCards repeats={folded} />
        </Details>
      )}
    </>
  )
}

function RepeatCards({ repeats }: { repeats: readonly SuggestedRepeat[] }): Html {
  return (
    <ul class="app-cards">
      {repeats.map((repeat) => (
        <li class="app-card">
          <div class="govuk-checkboxes govuk-checkboxes--small" data-module="govuk-checkboxes">
            <div class="govuk-checkboxes__item">
              <input
                class="govuk-checkboxes__input"
                id={`report-${repeat.reference}`}
                name="report"
                type="checkbox"
                value={repeat.reference}
              />
              <label class="govuk-label govuk-checkboxes__label" for={`report-${repeat.reference}`}>
                {titleWithReference(repeat)}
              </label>
            </div>
          </div>
          <p class="govuk-body-s app-card__facts">
            <strong>{repeat.reasons.join(', ')}</strong>. {reportLifecycle.statuses[repeat.status]}, filed{' '}
            {formatDate(repeat.filedAt)}
            {repeat.organisationName && `, ${repeat.organisationName}`}
            {repeat.placeWords && `, ${repeat.placeWords}`}.{' '}
            <a class="govuk-link" href={`/reports/${repeat.reference}`}>
              Open<span class="govuk-visually-hidden"> {repeat.reference}</span>
            </a>
          </p>
          {repeat.summary && <p class="govuk-body-s app-typed">{repeat.summary}</p>}
        </li>
      ))}
    </ul>
  )
}
