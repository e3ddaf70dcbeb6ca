import { formatDateTime, formatDue } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { BackLink, Button, type Html, Layout, SummaryList, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { Unmatched } from './settle-unmatched.ts'

/** A diary entry that belongs nowhere yet, and where it is to go. */
export function UnmatchedPage({
  frame,
  item,
  typed,
  errors,
}: {
  frame: Frame
  item: Unmatched
  typed: Typed
  errors: readonly FormError[]
}): Html {
  return (
    <Layout
      {...frame}
      wide
      title="Belongs nowhere yet"
      beforeContent={<BackLink text="All that belongs nowhere yet" href="/contact?show=unmatched" />}
    >
      <ErrorsAtTop errors={errors} />
      <h1 class="govuk-heading-l">A diary entry that belongs nowhere yet</h1>
      <SummaryList
        rows={[
          { key: { text: 'Arrived' }, value: { text: formatDateTime(item.arrivedAt) } },
          { key: { text: 'To be settled by' }, value: { text: formatDue(item.dueAt) } },
          {
            key: { text: 'Diary of' },
            value: {
              html: (
                <a class="govuk-link" href={`/reports/${item.reference}`}>
                  {item.reference}
                </a>
              ),
            },
          },
          {
            key: { text: 'When' },
            value: {
              text: [item.startedAt, item.endedAt]
                .flatMap((moment) => (moment === null ? [] : [formatDateTime(moment)]))
                .join(' to '),
            },
          },
          { key: { text: 'What happened' }, value: { html: <span class="app-typed">{item.what}</span> } },
          { key: { text: 'Effect' }, value: { html: <span class="app-typed">{item.effect}</span> } },
        ]}
      />
      {item.settledAt !== null ? (
        <p class="govuk-body">Somebody has settled this already.</p>
      ) : (
        <form method="post" action={`/contact/unmatched/${item.id}`} novalidate>
          <TextInput
            id="to"
            name="to"
            label={{ text: 'Attach it to a report or case' }}
            hint={{ text: 'Its reference, such as ASB-7K3M-92XD.' }}
            classes="govuk-input--width-20"
            value={typedValue(typed, 'to')}
            errorMessage={errorOf(errors, 'to')}
          />
          <TextInput
            id="reason"
            name="reason"
            label={{ text: 'Or say why it belongs to none' }}
            value={typedValue(typed, 'reason')}
            errorMessage={errorOf(errors, 'reason')}
          />
          <Button text="Settle it" preventDoubleClick={true} />
        </form>
      )}
    </Layout>
  )
}
