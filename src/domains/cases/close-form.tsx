import { reasonsOn } from '#domains/decisions'
import type { LocalDate } from '#platform/clock'
import { errorOf, typedValue } from '#platform/forms'
import { Button, Details, type Html, Radios, Textarea } from '#platform/govuk'
import { openInWords } from './case.ts'
import type { ShownForm } from './form-state.ts'
import type { CaseRecord } from './read-case.ts'
import { Reason } from './reason.tsx'

/** Closes a case with its outcome and what those affected are told; at a review always for a reason. */
export function CloseForm({
  record,
  held,
  tellsSomebody,
  today,
  state,
  atReview = false,
}: {
  record: Pick<CaseRecord, 'reference' | 'version' | 'plan'>
  held: readonly string[]
  tellsSomebody: boolean
  today: LocalDate
  state: ShownForm
  atReview?: boolean
}): Html {
  const actions = record.plan.filter(({ status }) => status === 'open').length
  const open = openInWords(actions, held)
  return (
    <Details summaryText="Close the case" open={state.isOpen || atReview}>
      <form method="post" action={`/cases/${record.reference}/close`} novalidate>
        <input type="hidden" name="version" value={record.version} />
        {open !== '' && (
          <p class="govuk-body">
            Still open: {open}. End what is open first, or say why the case closes without it.
          </p>
        )}
        <Radios
          name="outcome"
          idPrefix="close-outcome"
          classes="govuk-radios--small"
          fieldset={{ legend: { text: 'Outcome', classes: 'govuk-fieldset__legend--s' } }}
          items={reasonsOn('case_close', today).map(({ code, label }) => ({ value: code, text: label }))}
          value={typedValue(state.typed, 'outcome')}
          errorMessage={errorOf(state.errors, 'outcome')}
        />
        <Reason
          form="close"
          label={atReview || open !== '' ? 'Why close it now?' : 'Reason (optional)'}
          state={state}
        />
        <Textarea
          name="told"
          id="close-told"
          rows={3}
          label={{
            text: tellsSomebody
              ? 'What are those affected told?'
              : 'What are those affected told? (optional)',
          }}
          hint={{ text: 'In plain words: the letter about the end of the case says this.' }}
          value={typedValue(state.typed, 'told')}
          errorMessage={errorOf(state.errors, 'told')}
        />
        <Button text="Close the case" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}
