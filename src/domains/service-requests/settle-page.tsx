import { ErrorsAtTop, type Typed, typedValue } from '#platform/forms'
import { BackLink, Button, type Html, Layout, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'

type SettlePageProps = { frame: Frame; reference: string; id: string; typed: Typed; message: string }

/** The number of a request at the other system, once more, with what is wrong with what was typed. */
export function SettlePage({ frame, reference, id, typed, message }: SettlePageProps): Html {
  const title = 'The number they gave it'
  return (
    <Layout
      {...frame}
      hasErrors
      wide
      title={title}
      beforeContent={<BackLink text={reference} href={`/reports/${reference}`} />}
    >
      <ErrorsAtTop errors={[{ field: 'remote_id', anchor: 'remote_id', message }]} />
      <h1 class="govuk-heading-l">{title}</h1>
      <form method="post" action={`/reports/${reference}/service-requests/${id}`} novalidate>
        <TextInput
          name="remote_id"
          classes="govuk-input--width-10"
          label={{ text: 'Number they gave it' }}
          value={typedValue(typed, 'remote_id')}
          errorMessage={{ text: message }}
        />
        <Button text="Keep the number" name="act" value="number" preventDoubleClick={true} />
      </form>
    </Layout>
  )
}
