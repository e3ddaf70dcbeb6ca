import { RecordNavigation } from '#domains/sharing'
import { wordsIn } from '#locales'
import { formatDateTime } from '#platform/clock'
import { ErrorsAtTop, type FormError } from '#platform/forms'
import { Button, FileUpload, type Html, Layout, MojAlert } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { type EvidenceLimits, kindNames } from '../evidence.ts'
import type { EvidenceItem, EvidenceRecord } from '../find-evidence.ts'
import { addressOf, EvidenceView, ScanTag } from './evidence-view.tsx'

export type GalleryPageProps = {
  frame: Frame
  record: EvidenceRecord
  items: readonly EvidenceItem[]
  mayAdd: boolean
  taken: number
  errors: readonly FormError[]
  limits: EvidenceLimits
}

/** Everything shown or heard of one record. A case shows what its reports show too. */
export function GalleryPage({ frame, record, items, mayAdd, taken, errors, limits }: GalleryPageProps): Html {
  const { evidence } = wordsIn('en')
  return (
    <Layout {...frame} wide title={`Evidence of ${record.reference}`} scripts={['evidence']}>
      <ErrorsAtTop errors={errors} />
      {taken > 0 && (
        <MojAlert variant="success" title="Added" text={`${evidence.count(taken)} added.`} role="status" />
      )}
      <RecordNavigation kind={record.kind} reference={record.reference} current="evidence" />
      <h1 class="govuk-heading-l">Evidence of {record.reference}</h1>
      {items.length === 0 && <p class="govuk-body">Nothing was added yet.</p>}
      <ul class="app-evidence">
        {items.map((item) => (
          <GalleryItem item={item} record={record} />
        ))}
      </ul>
      {mayAdd && (
        <section aria-labelledby="add">
          <h2 class="govuk-heading-m" id="add">
            Add evidence
          </h2>
          <form
            method="post"
            action={`/${record.kind}s/${record.reference}/evidence`}
            enctype="multipart/form-data"
            novalidate={true}
            data-module="evidence-upload"
            data-uploads={`/${record.kind}s/${record.reference}/evidence/uploads`}
            data-largest={String(limits.largest)}
            data-words={JSON.stringify({
              ...evidence.progress,
              tooLarge: evidence.refusals(limits).too_large,
            })}
          >
            <FileUpload
              id="files"
              name="files"
              multiple={true}
              label={{ text: 'Photos, videos, sound or documents' }}
              hint={{ text: evidence.hint(limits) }}
              errorMessage={errors.length > 0 && { text: errors.map(({ message }) => message).join('. ') }}
            />
            <Button text="Add" classes="govuk-button--secondary" />
          </form>
        </section>
      )}
    </Layout>
  )
}

function GalleryItem({ item, record }: { item: EvidenceItem; record: EvidenceRecord }): Html {
  const name = `${kindNames[item.kind]}, ${formatDateTime(item.receivedAt)}`
  return (
    <li class="app-evidence__item">
      <EvidenceView item={item} />
      <p class="govuk-body-s">
        <a class="govuk-link" href={addressOf(item)}>
          {name}
        </a>{' '}
        <ScanTag item={item} />
        {item.record !== null && item.record.id !== record.id && (
          <>
            <br />
            {`Of ${item.record.reference}`}
          </>
        )}
      </p>
    </li>
  )
}
