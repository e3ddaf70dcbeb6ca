import { publicFrame } from '#domains/public-pages'
import { wordsIn } from '#locales'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { BackLink, Button, type Html, Layout, type LayoutProps, Radios, Textarea } from '#platform/govuk'
import { addressIn } from './about-page.tsx'

export const appealable = ['threshold', 'outcome', 'conduct'] as const

type AppealPageProps = {
  frame: Omit<LayoutProps, 'title' | 'children'>
  address: string
  submission: string
  typed: Typed
  errors: readonly FormError[]
}

/** What the applicant does not agree with, and why. */
export function AppealPage({ frame, address, submission, typed, errors }: AppealPageProps): Html {
  const words = wordsIn(frame.asked?.tag)
  const { appeal } = words.reviews
  const tag = frame.asked?.tag
  return (
    <Layout
      {...publicFrame(frame)}
      title={appeal.title}
      beforeContent={<BackLink text={appeal.back} href={addressIn(tag, address)} />}
    >
      <ErrorsAtTop errors={errors} title={words.forms.problem} />
      <h1 class="govuk-heading-l">{appeal.title}</h1>
      <form method="post" action={addressIn(tag, `${address}/appeal`)} novalidate>
        <input type="hidden" name="submission" value={submission} />
        <Radios
          name="against"
          fieldset={{ legend: { text: appeal.against, classes: 'govuk-fieldset__legend--m' } }}
          value={typedValue(typed, 'against')}
          errorMessage={errorOf(errors, 'against')}
          items={appealable.map((code) => ({ value: code, text: appeal[code] }))}
        />
        <Textarea
          name="grounds"
          id="grounds"
          label={{ text: appeal.grounds, classes: 'govuk-label--m' }}
          hint={{ text: appeal.groundsHint }}
          rows={6}
          value={typedValue(typed, 'grounds')}
          errorMessage={errorOf(errors, 'grounds')}
        />
        <Button text={appeal.send} preventDoubleClick={true} />
      </form>
    </Layout>
  )
}
