import { publicFrame } from '#domains/public-pages'
import { wordsIn } from '#locales'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import {
  BackLink,
  Button,
  type Html,
  Layout,
  type LayoutProps,
  Panel,
  Radios,
  Textarea,
  TextInput,
} from '#platform/govuk'
import { DayInput } from './day-input.tsx'
import { inLanguageOf } from './in-language-of.ts'

type AgainPageProps = {
  frame: Omit<LayoutProps, 'title' | 'children'>
  address: string
  typeLabel: string
  submission: string
  typed: Typed
  errors: readonly FormError[]
}

/** Another time, in three taps: this page, when, send. */
export function AgainPage({ frame, address, typeLabel, submission, typed, errors }: AgainPageProps): Html {
  const words = wordsIn(frame.asked?.tag)
  const { again, status } = words
  const tag = frame.asked?.tag
  return (
    <Layout
      {...publicFrame(frame)}
      title={again.title}
      beforeContent={<BackLink text={status.back} href={inLanguageOf(tag, address)} />}
    >
      <ErrorsAtTop errors={errors} title={words.forms.problem} />
      <h1 class="govuk-heading-l">{again.title}</h1>
      <p class="govuk-body">{again.lead(typeLabel.toLowerCase())}</p>
      <p class="govuk-body">{again.emergency}</p>
      <form method="post" action={inLanguageOf(tag, `${address}/again`)} novalidate>
        <input type="hidden" name="submission" value={submission} />
        <Radios
          name="when"
          fieldset={{ legend: { text: again.when, classes: 'govuk-fieldset__legend--m' } }}
          value={typedValue(typed, 'when')}
          errorMessage={errorOf(errors, 'when')}
          items={[
            { value: 'now', text: again.now },
            { value: 'today', text: again.today },
            { value: 'choose', text: again.choose },
          ]}
        />
        <DayInput name="on" label={again.day} typed={typed} errors={errors} words={words} />
        <TextInput
          name="at"
          id="at"
          label={{ text: again.time, classes: 'govuk-label--s' }}
          hint={{ text: again.timeHint }}
          classes="govuk-input--width-5"
          value={typedValue(typed, 'at')}
          errorMessage={errorOf(errors, 'at')}
        />
        <Textarea
          name="words"
          id="words"
          label={{ text: again.words, classes: 'govuk-label--m' }}
          rows={3}
          value={typedValue(typed, 'words')}
          errorMessage={errorOf(errors, 'words')}
        />
        <Button text={again.send} preventDoubleClick={true} />
      </form>
    </Layout>
  )
}

type DonePageProps = {
  frame: Omit<LayoutProps, 'title' | 'children'>
  address: string
  reference: string
  /** The status page of the new report. */
  itsAddress: string
}

export function AgainDonePage({ frame, address, reference, itsAddress }: DonePageProps): Html {
  const { again, status } = wordsIn(frame.asked?.tag)
  const tag = frame.asked?.tag
  return (
    <Layout {...publicFrame(frame)} title={again.doneTitle}>
      <Panel titleText={again.doneTitle}>
        {status.reference}
        <br />
        <strong>{reference}</strong>
      </Panel>
      <p class="govuk-body">{again.done}</p>
      <ul class="govuk-list">
        {[
          [itsAddress, again.page] as const,
          [`${address}/again`, again.another] as const,
          [address, status.back] as const,
        ].map(([to, text]) => (
          <li>
            <a class="govuk-link" href={inLanguageOf(tag, to)}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </Layout>
  )
}
