import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, type Html, Layout, Radios, Textarea } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { OpenedRecord, ReasonWanted } from './ask-reason.ts'

export type ReasonPageProps = {
  frame: Frame
  record: OpenedRecord
  wanted: ReasonWanted
  returnTo: string
  typed: Typed
  errors: readonly FormError[]
}

/** Asks why a record is opened, and shows nothing of it but its reference. */
export function ReasonPage({ frame, record, wanted, returnTo, typed, errors }: ReasonPageProps): Html {
  const words = (
    <Textarea
      name="words"
      rows={2}
      label={{
        text: wanted.standardReasons.length > 0 ? 'If something else, why?' : 'Why do you open this record?',
      }}
      hint={{ text: `At least ${wanted.leastLength} characters. Name nobody who is not in the record.` }}
      value={typedValue(typed, 'words')}
      errorMessage={errorOf(errors, 'words')}
    />
  )
  return (
    <Layout {...frame} title={`Why do you open ${record.reference}?`}>
      <ErrorsAtTop errors={errors} />
      <span class="govuk-caption-l">{`${record.kind === 'report' ? 'Report' : 'Case'} ${record.reference}`}</span>
      <h1 class="govuk-heading-l">Why do you open this record?</h1>
      <p class="govuk-body">
        {wanted.sensitivity === 'restricted'
          ? 'It is restricted. Your reason is kept with your name where those who look after it can see it.'
          : 'Your reason is kept with your name where those who look after it can see it.'}{' '}
        It holds for 4 hours.
      </p>
      <form method="post" action={`/${record.kind}s/${record.reference}/reason`} novalidate>
        <input type="hidden" name="return" value={returnTo} />
        {wanted.standardReasons.length > 0 && (
          <Radios
            name="choice"
            fieldset={{ legend: { text: 'Your reason', classes: 'govuk-fieldset__legend--m' } }}
            items={[
              ...wanted.standardReasons.map((reason) => ({ value: reason, text: reason })),
              { value: 'own', text: 'Something else' },
            ]}
            value={typedValue(typed, 'choice')}
            errorMessage={errorOf(errors, 'choice')}
          />
        )}
        {words}
        <Button text="Open the record" preventDoubleClick={true} />
      </form>
    </Layout>
  )
}
