import { publicFrame } from '#domains/public-pages'
import { wordsIn } from '#locales'
import { ErrorsAtTop, type FormError, type Typed } from '#platform/forms'
import { BackLink, Button, type Html, Layout, type LayoutProps, WarningText } from '#platform/govuk'
import { ApplicationFields } from '../application/application-fields.tsx'
import type { KindOfBehaviour } from '../application/read-areas.ts'
import { addressIn } from './about-page.tsx'

type ApplyPageProps = {
  frame: Omit<LayoutProps, 'title' | 'children'>
  districts: readonly { code: string; name: string }[]
  kinds: readonly KindOfBehaviour[]
  submission: string
  secret: string
  typed: Typed
  errors: readonly FormError[]
}

/** The application, on one page that works without script; nothing but who and what has to be known. */
export function ApplyPage(props: ApplyPageProps): Html {
  const { frame, districts, kinds, submission, secret, typed, errors } = props
  const words = wordsIn(frame.asked?.tag)
  const { apply } = words.reviews
  const tag = frame.asked?.tag
  return (
    <Layout
      {...publicFrame(frame)}
      title={apply.title}
      beforeContent={<BackLink text={words.site.back} href={addressIn(tag, '/case-review')} />}
    >
      <ErrorsAtTop errors={errors} title={words.forms.problem} />
      <h1 class="govuk-heading-l">{apply.title}</h1>
      <WarningText text={apply.danger} iconFallbackText={words.site.warning} />
      <form method="post" action={addressIn(tag, '/case-review/apply')} novalidate>
        <input type="hidden" name="submission" value={submission} />
        <input type="hidden" name="secret" value={secret} />
        <ApplicationFields words={words} typed={typed} errors={errors} districts={districts} kinds={kinds} />
        <Button text={apply.send} preventDoubleClick={true} />
      </form>
    </Layout>
  )
}
