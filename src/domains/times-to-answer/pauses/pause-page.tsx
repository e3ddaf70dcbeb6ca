import {
  dateParts,
  ErrorsAtTop,
  errorOf,
  type FormError,
  hasErrorAt,
  type Typed,
  typedValue,
} from '#platform/forms'
import { BackLink, Button, DateInput, type Html, Layout, Radios, Textarea } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { PauseReason } from './pause-reasons.ts'
import type { PausableRecord, RecordKind } from './read-pauses.ts'

export type PausePageProps = {
  frame: Frame
  kind: RecordKind
  record: PausableRecord
  reasons: readonly PauseReason[]
  typed: Typed
  errors: readonly FormError[]
}

/** Why the clocks of one record are to stand still, and until when at the latest. */
export function PausePage({ frame, kind, record, reasons, typed, errors }: PausePageProps): Html {
  const address = `/${kind}s/${record.reference}`
  const parts = dateParts(typed, 'until')
  return (
    <Layout
      {...frame}
      hasErrors={errors.length > 0}
      wide
      title={`Pause the clock of ${record.reference}`}
      beforeContent={<BackLink text={record.reference} href={address} />}
    >
      <ErrorsAtTop errors={errors} />
      <h1 class="govuk-heading-l">{`Pause the clock of ${record.reference}`}</h1>
      <p class="govuk-body">
        {kind === 'report'
          ? 'The time to answer and the times on the boards leave the pause out. What is late already stays late.'
          : 'The case does not count as untouched while it is paused, and its age leaves the pause out.'}{' '}
        Contact with victims, looking at risk again, days of a plan and times set by law are not paused.
      </p>
      <form method="post" action={`${address}/pause`} novalidate>
        <Radios
          name="reason"
          idPrefix="reason"
          classes="govuk-radios--small"
          fieldset={{ legend: { text: 'What is waited for', classes: 'govuk-fieldset__legend--s' } }}
          items={reasons.map(({ code, label, longestDays }) => ({
            value: code,
            text: label,
            hint: { text: `${longestDays} days at most` },
          }))}
          value={typedValue(typed, 'reason')}
          errorMessage={errorOf(errors, 'reason')}
        />
        <DateInput
          id="until"
          namePrefix="until"
          fieldset={{
            legend: { text: 'On which day does it run again?', classes: 'govuk-fieldset__legend--s' },
          }}
          hint={{ text: 'Then it comes back as work. You can let it run again before.' }}
          items={(['day', 'month', 'year'] as const).map((name) => ({
            name,
            value: parts[name],
            classes: `govuk-input--width-${name === 'year' ? 4 : 2}${hasErrorAt(errors, `until-${name}`) ? ' govuk-input--error' : ''}`,
          }))}
          errorMessage={errorOf(errors, 'until')}
        />
        <Textarea
          name="words"
          id="words"
          rows={3}
          label={{ text: 'Note (optional)', classes: 'govuk-label--s' }}
          value={typedValue(typed, 'words')}
          errorMessage={errorOf(errors, 'words')}
        />
        <Button text="Pause the clock" preventDoubleClick={true} />
      </form>
    </Layout>
  )
}
