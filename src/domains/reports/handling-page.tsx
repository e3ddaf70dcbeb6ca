import { type Partition, RecordNavigation, RestrictionForm } from '#domains/sharing'
import { ErrorsAtTop, type FormError, type Typed } from '#platform/forms'
import { type Html, Layout, MojAlert } from '#platform/govuk'
import type { Frame } from '#platform/http'

export type HandlingPageProps = {
  frame: Frame
  record: {
    reference: string
    title: string
    version: number
    organisationName: string
    partition: string | null
  }
  partitions: readonly Partition[]
  clearedFor: readonly string[]
  mayRestrict: boolean
  typed?: Typed
  errors?: readonly FormError[]
  conflict?: string
}

/** Who may see a report at all. */
export function HandlingPage(props: HandlingPageProps): Html {
  const { frame, record, partitions, clearedFor, mayRestrict, typed = {}, errors = [], conflict } = props
  return (
    <Layout {...frame} wide title={`Handling of ${record.reference}`}>
      <ErrorsAtTop errors={errors} />
      {conflict && <MojAlert variant="warning" title="Nothing was changed" text={conflict} role="alert" />}
      <RecordNavigation kind="report" reference={record.reference} current="handling" />
      <span class="govuk-caption-l">{record.title}</span>
      <h1 class="govuk-heading-l">How this report is handled</h1>
      {!mayRestrict && (
        <p class="govuk-body">
          {record.partition === null
            ? `${record.organisationName} holds this report and decides who may see it.`
            : 'A supervisor who is cleared for it takes the restriction away.'}
        </p>
      )}
      <RestrictionForm
        action={`/reports/${record.reference}/restriction`}
        version={record.version}
        current={record.partition}
        partitions={partitions}
        clearedFor={clearedFor}
        mayChange={mayRestrict}
        typed={typed}
        errors={errors}
      />
    </Layout>
  )
}
