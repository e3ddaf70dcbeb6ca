import { publicFrame } from '#domains/public-pages'
import { wordsIn } from '#locales'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, type Html, InsetText, Layout, type LayoutProps, TextInput } from '#platform/govuk'
import { inLanguageOf } from '../public/in-language-of.ts'

type PageProps = { frame: Omit<LayoutProps, 'title' | 'children'> }

/** Where somebody who lost the link of their report asks for another. */
export function LostLinkPage(props: PageProps & { typed: Typed; errors: readonly FormError[] }): Html {
  const { frame, typed, errors } = props
  const { lostLink, forms } = wordsIn(frame.asked?.tag)
  return (
    <Layout {...publicFrame(frame)} title={lostLink.title}>
      <ErrorsAtTop errors={errors} title={forms.problem} />
      <h1 class="govuk-heading-l">{lostLink.title}</h1>
      <p class="govuk-body">{lostLink.lead}</p>
      <form method="post" action={inLanguageOf(frame.asked?.tag, '/status')} novalidate>
        <input type="hidden" name="submission" value={typedValue(typed, 'submission')} />
        <TextInput
          name="reference"
          id="reference"
          label={{ text: lostLink.reference, classes: 'govuk-label--m' }}
          hint={{ text: lostLink.referenceHint }}
          classes="govuk-input--width-20"
          autocomplete="off"
          spellcheck={false}
          value={typedValue(typed, 'reference')}
          errorMessage={errorOf(errors, 'reference')}
        />
        <Button text={lostLink.send} preventDoubleClick={true} />
      </form>
      <p class="govuk-body">{lostLink.noReference}</p>
    </Layout>
  )
}

/** The same for whoever asked, for whatever reference: nobody learns here what there is. */
export function LinkAskedPage({ frame }: PageProps): Html {
  const { lostLink } = wordsIn(frame.asked?.tag)
  return (
    <Layout {...publicFrame(frame)} title={lostLink.askedTitle}>
      <h1 class="govuk-heading-l">{lostLink.askedTitle}</h1>
      <p class="govuk-body">{lostLink.asked}</p>
      <p class="govuk-body">{lostLink.notCome}</p>
    </Layout>
  )
}

/** A press opens it, and not the visit: programs that look at mail for viruses visit every link in it. */
export function OpenLinkPage({ frame, address }: PageProps & { address: string }): Html {
  const { lostLink } = wordsIn(frame.asked?.tag)
  return (
    <Layout {...publicFrame(frame)} title={lostLink.openTitle}>
      <h1 class="govuk-heading-l">{lostLink.openTitle}</h1>
      <p class="govuk-body">{lostLink.opensOnce}</p>
      <form method="post" action={inLanguageOf(frame.asked?.tag, address)}>
        <Button text={lostLink.open} preventDoubleClick={true} />
      </form>
    </Layout>
  )
}

/** What was opened once, or too late, and what to do then. */
export function SpentLinkPage({ frame, isLate }: PageProps & { isLate: boolean }): Html {
  const { lostLink } = wordsIn(frame.asked?.tag)
  return (
    <Layout {...publicFrame(frame)} title={lostLink.spentTitle}>
      <h1 class="govuk-heading-l">{lostLink.spentTitle}</h1>
      <p class="govuk-body">{isLate ? lostLink.late : lostLink.used}</p>
      {!isLate && <InsetText>{lostLink.usedByOther}</InsetText>}
      <p class="govuk-body">
        <a class="govuk-link" href={inLanguageOf(frame.asked?.tag, '/status')}>
          {lostLink.again}
        </a>
      </p>
    </Layout>
  )
}
