import { publicFrame } from '#domains/public-pages'
import { languages, wordsIn } from '#locales'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue, typedValues } from '#platform/forms'
import {
  BackLink,
  Button,
  Checkboxes,
  type Html,
  Layout,
  type LayoutProps,
  Radios,
  Textarea,
} from '#platform/govuk'
import { inLanguageOf } from './in-language-of.ts'

/** The ways there are to reach somebody, as the reporter is asked. */
export const wishedWays = ['page', 'email', 'phone', 'text', 'letter'] as const
export const unsafeWays = ['email', 'phone', 'text', 'letter'] as const

type WishesPageProps = {
  frame: Omit<LayoutProps, 'title' | 'children'>
  address: string
  /** Ways for which there is an address. */
  ways: readonly string[]
  typed: Typed
  errors: readonly FormError[]
}

/** How somebody may be reached, in their own ticks and words. */
export function WishesPage({ frame, address, ways, typed, errors }: WishesPageProps): Html {
  const words = wordsIn(frame.asked?.tag)
  const { wishes } = words
  const tag = frame.asked?.tag
  const area = (name: 'times' | 'avoid', label: string, hint: string) => (
    <Textarea
      name={name}
      id={name}
      label={{ text: label, classes: 'govuk-label--m' }}
      hint={{ text: hint }}
      rows={2}
      value={typedValue(typed, name)}
      errorMessage={errorOf(errors, name)}
    />
  )
  return (
    <Layout
      {...publicFrame(frame)}
      title={wishes.title}
      beforeContent={<BackLink text={words.status.back} href={inLanguageOf(tag, address)} />}
    >
      <ErrorsAtTop errors={errors} title={words.forms.problem} />
      <h1 class="govuk-heading-l">{wishes.title}</h1>
      <p class="govuk-body">{wishes.lead}</p>
      <form method="post" action={inLanguageOf(tag, `${address}/contact`)} novalidate>
        <Radios
          name="only"
          fieldset={{ legend: { text: wishes.only, classes: 'govuk-fieldset__legend--m' } }}
          items={wishedWays
            .filter((way) => way === 'page' || ways.includes(way))
            .map((way) => ({ value: way, text: wishes.ways[way] }))}
          value={typedValue(typed, 'only')}
          errorMessage={errorOf(errors, 'only')}
        />
        <Checkboxes
          name="unsafe"
          fieldset={{ legend: { text: wishes.unsafe, classes: 'govuk-fieldset__legend--m' } }}
          hint={{ text: wishes.unsafeHint }}
          items={unsafeWays.map((way) => ({ value: way, text: wishes.unsafeWays[way] }))}
          values={[...typedValues(typed, 'unsafe')]}
          errorMessage={errorOf(errors, 'unsafe')}
        />
        {area('times', wishes.times, wishes.timesHint)}
        {area('avoid', wishes.avoid, wishes.avoidHint)}
        <Radios
          name="language"
          fieldset={{ legend: { text: wishes.language, classes: 'govuk-fieldset__legend--m' } }}
          items={languages.map(({ tag: each, name }) => ({
            value: each,
            text: name,
            attributes: { lang: each },
          }))}
          value={typedValue(typed, 'language')}
          errorMessage={errorOf(errors, 'language')}
        />
        <Button text={wishes.save} preventDoubleClick={true} />
      </form>
    </Layout>
  )
}
