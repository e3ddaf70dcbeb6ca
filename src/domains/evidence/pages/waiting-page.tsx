import { formatDateTime, formatDue } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError } from '#platform/forms'
import { Button, type Html, Layout, Tag, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { kindNames } from '../evidence.ts'
import type { EvidenceItem } from '../find-evidence.ts'
import { addressOf, EvidenceView, ScanTag } from './evidence-view.tsx'

type WaitingPageProps = {
  frame: Frame
  items: readonly EvidenceItem[]
  now: Date
  errors: readonly FormError[]
  typed: { item: string; reference: string } | undefined
}

/** What came without a record, the most urgent first: nothing that somebody sent stays unheard. */
export function WaitingPage({ frame, items, now, errors, typed }: WaitingPageProps): Html {
  return (
    <Layout {...frame} wide title="Evidence that waits">
      <ErrorsAtTop errors={errors} />
      <h1 class="govuk-heading-l">Evidence that waits to be matched</h1>
      {items.length === 0 && <p class="govuk-body">Nothing waits.</p>}
      <ul class="app-evidence">
        {items.map((item) => (
          <li class="app-evidence__item">
            <EvidenceView item={item} />
            <p class="govuk-body-s">
              <a class="govuk-link" href={addressOf(item)}>
                {kindNames[item.kind]}, {formatDateTime(item.receivedAt)}
              </a>{' '}
              <ScanTag item={item} />
              <br />
              {item.dueAt && `Match it by ${formatDue(item.dueAt)} `}
              {item.dueAt && item.dueAt < now && <Tag text="Late" classes="govuk-tag--red" />}
            </p>
            <form method="post" action={addressOf(item, '/match')} novalidate>
              <TextInput
                id={`reference-${item.id}`}
                name="reference"
                label={{ text: 'Reference of its report or case' }}
                classes="govuk-input--width-20"
                value={typed?.item === item.id ? typed.reference : undefined}
                errorMessage={errorOf(errors, `reference-${item.id}`)}
              />
              <Button text="Attach" classes="govuk-button--secondary" preventDoubleClick={true} />
            </form>
          </li>
        ))}
      </ul>
    </Layout>
  )
}
