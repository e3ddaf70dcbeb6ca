import { Button, type Html } from '#platform/govuk'
import { SuggestionCard } from './criteria/suggestion-card.tsx'
import type { CaseSuggestion } from './criteria/suggestions.ts'
import type { SuggestedRepeat } from './find-repeats.ts'
import { RepeatChoices } from './reports-section.tsx'

export type ReportPanelProps = {
  report: { reference: string }
  repeats: readonly SuggestedRepeat[]
  suggestions: readonly CaseSuggestion[]
  mayOpenCase: boolean
}

/** On the page of a report in no case: its likely repeats and the one click that opens a Monitored Case. */
export function ReportPanel({ report, repeats, suggestions, mayOpenCase }: ReportPanelProps): Html {
  return (
    <section aria-labelledby="case">
      <h2 class="govuk-heading-m" id="case">
        Repeats and case
      </h2>
      {suggestions.length > 0 && (
        <>
          <h3 class="govuk-heading-s">A Monitored Case is suggested</h3>
          <ul class="app-cards">
            {suggestions.map((suggestion) => (
              <SuggestionCard suggestion={suggestion} mayOpen={mayOpenCase} />
            ))}
          </ul>
        </>
      )}
      <NoCaseYet report={report} repeats={repeats} mayOpenCase={mayOpenCase} />
      <p class="govuk-body-s">
        <a class="govuk-link" href={`/reports/${report.reference}/alike`}>
          Look for the same people or words
        </a>
      </p>
    </section>
  )
}

function NoCaseYet({ report, repeats, mayOpenCase }: Omit<ReportPanelProps, 'suggestions'>): Html {
  const free = repeats.filter(({ caseReference }) => caseReference === null)
  const cases = [...new Set(repeats.flatMap(({ caseReference }) => caseReference ?? []))]
  return (
    <>
      {repeats.length === 0 && <p class="govuk-body">No report nearby looks like a repeat of this one.</p>}
      {cases.map((reference) => (
        <form method="post" action={`/cases/${reference}/reports`} class="app-inline-form">
          <input type="hidden" name="report" value={report.reference} />
          <p class="govuk-body-s">
            Likely repeats belong to{' '}
            <a class="govuk-link" href={`/cases/${reference}`}>
              {reference}
            </a>
            .
          </p>
          {mayOpenCase && (
            <Button
              text={`Link to ${reference}`}
              classes="govuk-button--secondary"
              preventDoubleClick={true}
            />
          )}
        </form>
      ))}
      {(mayOpenCase || free.length > 0) && (
        <form method="post" action="/cases" novalidate>
          <input type="hidden" name="report" value={report.reference} />
          {free.length > 0 && (
            <fieldset class="govuk-fieldset">
              <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
                Possible repeats: choose those that belong together
              </legend>
              <RepeatChoices repeats={free} />
            </fieldset>
          )}
          {mayOpenCase && <Button text="Open a Monitored Case" preventDoubleClick={true} />}
        </form>
      )}
    </>
  )
}
