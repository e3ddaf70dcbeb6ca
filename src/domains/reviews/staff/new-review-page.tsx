import { wordsIn } from '#locales'
import { ErrorsAtTop, type FormError, type Typed } from '#platform/forms'
import { BackLink, Button, type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { ApplicationFields } from '../application/application-fields.tsx'
import { staffChannels } from '../application/read-application.ts'
import type { KindOfBehaviour } from '../application/read-areas.ts'
import { channelNames } from '../review.ts'
import { fieldsOf } from './form-parts.tsx'

type NewReviewPageProps = {
  frame: Frame
  districts: readonly { code: string; name: string }[]
  kinds: readonly KindOfBehaviour[]
  submission: string
  secret: string
  typed: Typed
  errors: readonly FormError[]
}

/** An application made by phone, on paper, in person or by email, entered for whoever made it. */
export function NewReviewPage(props: NewReviewPageProps): Html {
  const { frame, districts, kinds, submission, secret, typed, errors } = props
  const { radios, day } = fieldsOf('new', { form: 'new', typed, errors })
  return (
    <Layout
      {...frame}
      hasErrors={errors.length > 0}
      title="Enter an application for a Case Review"
      beforeContent={<BackLink text="Case Reviews" href="/reviews" />}
    >
      <ErrorsAtTop errors={errors} />
      <h1 class="govuk-heading-l">Enter an application for a Case Review</h1>
      <p class="govuk-body">“You” below is the applicant: read the questions out as they stand.</p>
      <form method="post" action="/reviews/new" novalidate>
        <input type="hidden" name="submission" value={submission} />
        <input type="hidden" name="secret" value={secret} />
        {radios(
          'channel',
          'How did they ask?',
          staffChannels.map((value) => ({ value, text: channelNames[value] })),
        )}
        {day('applied', 'On which day?')}
        <ApplicationFields
          words={wordsIn('en')}
          typed={typed}
          errors={errors}
          districts={districts}
          kinds={kinds}
        />
        <Button text="Enter the application" preventDoubleClick={true} />
      </form>
    </Layout>
  )
}
