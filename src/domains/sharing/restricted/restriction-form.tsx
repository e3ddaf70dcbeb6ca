import { errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, type Html, InsetText, Radios, Textarea, WarningText } from '#platform/govuk'
import type { Partition } from './restrict-record.ts'

export type RestrictionFormProps = {
  action: string
  version: number
  current: string | null
  partitions: readonly Partition[]
  /** Partitions for which the reader is cleared themselves. */
  clearedFor: readonly string[]
  mayChange: boolean
  typed: Typed
  errors: readonly FormError[]
}

/** Who sees a record at all: everybody it is shown to, or only those of them who are cleared. */
export function RestrictionForm(props: RestrictionFormProps): Html {
  const { current, partitions } = props
  const label = partitions.find(({ code }) => code === current)?.label
  return (
    <section aria-labelledby="restriction">
      <h2 class="govuk-heading-m" id="restriction">
        Restriction
      </h2>
      <InsetText>
        {current === null
          ? 'Not restricted: everybody it is shared with sees it.'
          : `Restricted as ${label ?? current}: only people cleared for that see it, in every list, search and export.`}
      </InsetText>
      {props.mayChange && <Form {...props} />}
    </section>
  )
}

function Form({
  action,
  version,
  current,
  partitions,
  clearedFor,
  typed,
  errors,
}: RestrictionFormProps): Html {
  const possible = partitions.filter(({ code, cleared }) => code !== current && cleared > 0)
  const isBlind = possible.some(({ code }) => !clearedFor.includes(code))
  return (
    <form method="post" action={action} novalidate>
      <input type="hidden" name="version" value={version} />
      {isBlind && (
        <WarningText
          iconFallbackText="Warning"
          text="You are not cleared for every restriction below. If you choose one you are not cleared for, you will not see this record any more."
        />
      )}
      <Radios
        name="partition"
        classes="govuk-radios--small"
        fieldset={{ legend: { text: 'Restrict it as', classes: 'govuk-fieldset__legend--s' } }}
        items={[
          ...possible.map(({ code, label, guidance, cleared }) => ({
            value: code,
            text: label,
            hint: {
              text: `${guidance} ${cleared === 1 ? '1 person' : `${cleared} people`} here ${cleared === 1 ? 'is' : 'are'} cleared${clearedFor.includes(code) ? ', you among them' : ''}.`,
            },
          })),
          ...(current === null ? [] : [{ value: 'none', text: 'No restriction' }]),
        ]}
        value={typedValue(typed, 'partition')}
        errorMessage={errorOf(errors, 'partition')}
      />
      <Textarea
        name="why"
        id="restriction-why"
        rows={2}
        label={{ text: 'Why?' }}
        hint={{ text: 'People who are cleared will read this.' }}
        value={typedValue(typed, 'why')}
        errorMessage={errorOf(errors, 'why')}
      />
      <Button text="Save" classes="govuk-button--secondary" preventDoubleClick={true} />
    </form>
  )
}
