import type { Reached, Step } from '#domains/reports'
import { wordsIn } from '#locales'
import { ErrorsAtTop, type FormError, type Typed } from '#platform/forms'
import { BackLink, Button, type Html, Layout, MojAlert, SummaryList } from '#platform/govuk'
import type { Frame } from '#platform/http'

type Shared = {
  frame: Frame
  /** Where the walk began. */
  address: string
  /** The page of what is walked through. */
  about: string
  language: string
  /** What was answered so far, as it travels with the walk: nothing of it is kept. */
  soFar: string
}

export type PreviewPageProps = Shared & { step: Step; typed: Typed; errors: readonly FormError[] }

/** One page of the journey as the public sees it; what is typed goes no further than the next page. */
export function PreviewPage({
  frame,
  address,
  about,
  language,
  soFar,
  step,
  typed,
  errors,
}: PreviewPageProps): Html {
  const { site, forms } = wordsIn(language)
  const other =
    language === 'cy' ? { tag: 'en', text: 'Show it in English' } : { tag: 'cy', text: 'Show it in Welsh' }
  return (
    <Layout
      {...frame}
      title={`Preview: ${step.title}`}
      scripts={step.scripts}
      beforeContent={<BackLink text="Leave the preview" href={about} />}
    >
      <MojAlert
        variant="information"
        title="Preview"
        text="A preview. Nothing you type here is kept or sent to anybody."
      />
      <form method="post" action={address} novalidate>
        <input type="hidden" name="preview_so_far" value={soFar} />
        <input type="hidden" name="preview_page" value={step.id} />
        <input type="hidden" name="preview_language" value={language} />
        <div lang={language}>
          <ErrorsAtTop errors={errors} title={forms.problem} />
          {step.Fields({ typed, errors })}
          <Button text={site.continue} name="preview_do" value="next" />
        </div>
        <div class="govuk-button-group">
          <Button text={other.text} name="preview_do" value={other.tag} classes="govuk-button--secondary" />
          <Button text="Start again" name="preview_do" value="again" classes="govuk-button--secondary" />
        </div>
      </form>
    </Layout>
  )
}

/** The end of the walk: what the record would hold. */
export function PreviewEndPage({
  frame,
  address,
  about,
  language,
  path,
}: Shared & { path: readonly Reached[] }): Html {
  const told = path.flatMap(({ reading }) => (reading?.ok ? reading.told : []))
  return (
    <Layout
      {...frame}
      title="End of the preview"
      beforeContent={<BackLink text="Leave the preview" href={about} />}
    >
      <h1 class="govuk-heading-l">End of the preview</h1>
      <p class="govuk-body">Nothing was filed, and nothing you typed was kept.</p>
      <div lang={language}>
        <SummaryList
          rows={told.map(({ wording, answer }) => ({
            key: { text: wording },
            value: { text: answer || '–' },
          }))}
        />
      </div>
      <a class="govuk-button govuk-button--secondary" href={address}>
        Start again
      </a>
    </Layout>
  )
}
