import { formatDate, type LocalDate } from '#platform/clock'
import {
  dateParts,
  ErrorsAtTop,
  errorOf,
  type FormError,
  hasErrorAt,
  type Typed,
  typedValue,
} from '#platform/forms'
import { BackLink, Button, DateInput, type Html, Layout, MojAlert, Radios, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import type { SignLanguageKind } from './sign-language.tsx'

export type SetLink = {
  kind: SignLanguageKind
  from: LocalDate
  address: string | null
  setBy: string | null
}

export type SignLanguagePageProps = {
  frame: Frame
  /** The latest first. */
  links: readonly SetLink[]
  today: LocalDate
  tomorrow: LocalDate
  typed: Typed
  errors: readonly FormError[]
  isDone: boolean
}

const kindNames: Readonly<Record<SignLanguageKind, string>> = {
  video: 'Video in British Sign Language',
  relay: 'Video relay service',
}

/** What sign language the public is offered, by day. */
export function SignLanguagePage({
  frame,
  links,
  today,
  tomorrow,
  typed,
  errors,
  isDone,
}: SignLanguagePageProps): Html {
  const { day, month, year } = dateParts(typed, 'from')
  const [hintYear = '', hintMonth = '', hintDay = ''] = tomorrow.split('-')
  return (
    <Layout
      {...frame}
      hasErrors={errors.length > 0}
      wide
      title="Sign language"
      beforeContent={<BackLink text="The partnership" href="/partnership" />}
    >
      <ErrorsAtTop errors={errors} />
      {isDone && <MojAlert variant="success" title="Done" text="Saved" role="status" />}
      <h1 class="govuk-heading-l">Sign language</h1>
      <p class="govuk-body">
        Your video in British Sign Language and your video relay service, where you have them. The public
        finds them on the first page, on{' '}
        <a class="govuk-link" href="/easy-read">
          Easy Read
        </a>{' '}
        and on other ways to report. Where nothing is set, nothing is shown.
      </p>
      <RowsTable
        caption="What is set"
        head={['From', 'What', 'Address', 'Set by', { hidden: 'Take back' }]}
        none="Nothing is set."
        rows={links.map(({ kind, from, address, setBy }) => [
          formatDate(from),
          kindNames[kind],
          address === null ? (
            'None from this day on'
          ) : (
            <a class="govuk-link app-break-anywhere" href={address}>
              {address}
            </a>
          ),
          setBy ?? '',
          from < today ? (
            ''
          ) : (
            <form method="post" action={`/sign-language/${kind}/${from}/take-back`}>
              <Button
                html={
                  <>
                    Take back
                    <span class="govuk-visually-hidden">{` ${kindNames[kind]} from ${formatDate(from)}`}</span>
                  </>
                }
                classes="govuk-button--secondary app-button--small"
                preventDoubleClick={true}
              />
            </form>
          ),
        ])}
      />
      <form method="post" action="/sign-language" novalidate>
        <Radios
          name="kind"
          idPrefix="kind"
          classes="govuk-radios--small"
          fieldset={{ legend: { text: 'What is it?', classes: 'govuk-fieldset__legend--s' } }}
          items={Object.entries(kindNames).map(([value, text]) => ({ value, text }))}
          value={typedValue(typed, 'kind')}
          errorMessage={errorOf(errors, 'kind')}
        />
        <DateInput
          id="from"
          namePrefix="from"
          fieldset={{ legend: { text: 'From which day', classes: 'govuk-fieldset__legend--s' } }}
          hint={{ text: `For example, ${Number(hintDay)} ${Number(hintMonth)} ${hintYear}` }}
          items={(
            [
              ['day', 2, day],
              ['month', 2, month],
              ['year', 4, year],
            ] as const
          ).map(([name, width, value]) => ({
            name,
            value,
            classes: `govuk-input--width-${width}${hasErrorAt(errors, `from-${name}`) ? ' govuk-input--error' : ''}`,
          }))}
          errorMessage={errorOf(errors, 'from')}
        />
        <TextInput
          name="address"
          id="address"
          type="url"
          label={{ text: 'Its address (optional)', classes: 'govuk-label--s' }}
          hint={{ text: 'It begins with https://. Leave it empty where there is none from that day on.' }}
          value={typedValue(typed, 'address')}
          errorMessage={errorOf(errors, 'address')}
        />
        <Button text="Set" preventDoubleClick={true} />
      </form>
    </Layout>
  )
}
