import { formatDateTime } from '#platform/clock'
import { Button, Checkboxes, type Html, TextInput } from '#platform/govuk'
import type { EvidenceItem } from '../find-evidence.ts'
import { addressOf, redactionAddress, Shown } from '../pages/evidence-view.tsx'
import { formatBytes } from '../refusal-words.ts'
import { type Redaction, redactionUses, useNames } from './find-redactions.ts'

type RedactionsProps = {
  item: EvidenceItem
  /** Works on the record for whoever holds it. */
  mayMake: boolean
}

/** Copies with parts taken out: whoever holds the record sees them all and chooses who is given which. */
export function Redactions({ item, mayMake }: RedactionsProps): Html {
  if (!mayMake)
    return (
      <>
        {item.redactions
          .filter(({ uses }) => uses.includes('partners'))
          .map((redaction) => (
            <Button
              text="Save the copy with parts taken out"
              href={`${redactionAddress(item, redaction)}?save=1`}
              classes="govuk-button--secondary"
            />
          ))}
      </>
    )
  return (
    <section aria-labelledby="redactions">
      <h2 class="govuk-heading-m" id="redactions">
        Copies with parts taken out
      </h2>
      {item.redactions.length === 0 && <p class="govuk-body">None was made.</p>}
      {item.redactions.map((redaction, at) => (
        <OneRedaction item={item} redaction={redaction} number={at + 1} />
      ))}
      <Button
        text="Take parts out of a copy"
        href={addressOf(item, '/redactions/new')}
        classes="govuk-button--secondary"
      />
    </section>
  )
}

type OneProps = { item: EvidenceItem; redaction: Redaction; number: number }

function OneRedaction({ item, redaction, number }: OneProps): Html {
  const { because, status, says, askedAt, askedBy, mediaType, size, sha256, uses, subjectRequest } = redaction
  return (
    <section class="app-redact__made" aria-labelledby={`copy-${number}`}>
      <h3 class="govuk-heading-s" id={`copy-${number}`}>
        Copy {number}, asked for by {askedBy}, {formatDateTime(new Date(askedAt))}
      </h3>
      <p class="govuk-body">Why: {because}</p>
      {status === 'asked' && <p class="govuk-body">It is being made. Open this page again in a moment.</p>}
      {status === 'failed' && <p class="govuk-body">{says}</p>}
      {mediaType !== null && (
        <>
          <Shown
            address={redactionAddress(item, redaction)}
            mediaType={mediaType}
            label={`Copy ${number} with parts taken out`}
          />
          <p class="govuk-body-s app-break-anywhere">
            <a class="govuk-link" href={`${redactionAddress(item, redaction)}?save=1`}>
              Save copy {number}
            </a>{' '}
            {size !== null && formatBytes(size)}, SHA-256 {sha256}
          </p>
          <form method="post" action={`${redactionAddress(item, redaction)}/uses`}>
            <Checkboxes
              name="uses"
              idPrefix={`uses-${number}`}
              fieldset={{ legend: { text: `Who is given copy ${number}, and nothing else of it` } }}
              classes="govuk-checkboxes--small"
              items={redactionUses.map((use) => ({ value: use, text: useNames[use] }))}
              values={[...uses]}
            />
            <TextInput
              id={`request-${number}`}
              name="request"
              label={{ text: `Subject access request whose answer has copy ${number}` }}
              hint={{
                text: 'Its reference. Another person’s request needs another copy. Without one, no evidence goes into an answer.',
              }}
              classes="govuk-input--width-20"
              value={subjectRequest}
            />
            <Button text={`Save who is given copy ${number}`} classes="govuk-button--secondary" />
          </form>
        </>
      )}
    </section>
  )
}
