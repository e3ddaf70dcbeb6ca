import { publicFrame } from '#domains/public-pages'
import { wordsIn } from '#locales'
import { ErrorsAtTop } from '#platform/forms'
import { BackLink, Button, type Html, Layout, type LayoutProps } from '#platform/govuk'
import { changeAddress, keepAddress, pageAddress } from './addresses.ts'
import type { FieldsProps, Step } from './steps/step.ts'

export type StepPageProps = FieldsProps & {
  frame: Omit<LayoutProps, 'title' | 'children'>
  draft: string
  step: Step
  /** The page before this one. */
  back: string
  /** Came from check answers. */
  isChange: boolean
}

/** One thing on a page. What is typed is saved as it is typed where scripts run, and when it is sent in any case. */
export function StepPage({ frame, draft, step, back, isChange, ...fields }: StepPageProps): Html {
  const { site, forms } = wordsIn(frame.asked?.tag)
  return (
    <Layout
      {...publicFrame(frame)}
      title={step.title}
      scripts={step.scripts}
      beforeContent={<BackLink text={site.back} href={back} />}
    >
      <ErrorsAtTop errors={fields.errors} title={forms.problem} />
      <form
        method="post"
        action={isChange ? changeAddress(draft, step.id) : pageAddress(draft, step.id)}
        novalidate={true}
        data-module="keep-draft"
        data-draft-url={keepAddress(draft, step.id)}
        data-saved={site.scripts.saved}
        data-cannot-save={site.scripts.cannotSave}
        data-not-connected={site.scripts.notConnected}
      >
        {step.Fields(fields)}
        <div class="govuk-button-group">
          <Button text={site.continue} />
          <Button text={site.saveForLater} name="after" value="later" classes="govuk-button--secondary" />
        </div>
      </form>
    </Layout>
  )
}
