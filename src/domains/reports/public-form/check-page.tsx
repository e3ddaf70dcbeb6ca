import { Lines, publicFrame } from '#domains/public-pages'
import {
  BackLink,
  Button,
  type Html,
  Layout,
  type LayoutProps,
  NotificationBanner,
  SummaryList,
} from '#platform/govuk'
import { changeAddress, pageAddress } from './addresses.ts'
import type { Step, Told } from './steps/step.ts'

type Row = Told & { step: Pick<Step, 'id' | 'isContact'> }
type PageProps = {
  frame: Omit<LayoutProps, 'title' | 'children'>
  draft: string
  typeLabel: string
  rows: readonly Row[]
  back: string
  /** Of the answers shown, so that none is sent that was not. */
  fingerprint: string
  /** The answers changed elsewhere while an earlier page like this was open. */
  haveChanged: boolean
}

/** Everything that will be sent, and nothing else. */
export function CheckPage({
  frame,
  draft,
  typeLabel,
  rows,
  back,
  fingerprint,
  haveChanged,
}: PageProps): Html {
  return (
    <Layout
      {...publicFrame(frame)}
      title="Check your answers"
      beforeContent={<BackLink text="Back" href={back} />}
    >
      {haveChanged && (
        <NotificationBanner
          role="alert"
          text="Your answers have changed since this page was opened. Check them again."
        />
      )}
      <h1 class="govuk-heading-l">Check your answers before you send your report</h1>
      <h2 class="govuk-heading-m">What you are reporting: {typeLabel.toLowerCase()}</h2>
      <Answers draft={draft} rows={rows.filter(({ step }) => !step.isContact)} />
      <h2 class="govuk-heading-m">How to contact you</h2>
      <Answers draft={draft} rows={rows.filter(({ step }) => step.isContact)} />
      <h2 class="govuk-heading-m">Now send your report</h2>
      <p class="govuk-body">
        We send it to the organisation that can deal with it. Read{' '}
        <a class="govuk-link" href="/privacy">
          what we do with what you tell us
        </a>
        .
      </p>
      <form method="post" action={pageAddress(draft, 'check')} novalidate={true}>
        <input type="hidden" name="shown" value={fingerprint} />
        <div class="govuk-button-group">
          <Button text="Send report" preventDoubleClick={true} />
          <Button
            text="Save and come back later"
            href={pageAddress(draft, 'later')}
            classes="govuk-button--secondary"
          />
        </div>
      </form>
    </Layout>
  )
}

function Answers({ draft, rows }: { draft: string; rows: readonly Row[] }): Html {
  return (
    <SummaryList
      classes="govuk-!-margin-bottom-7"
      rows={rows.map(({ wording, answer, step }) => ({
        key: { text: wording },
        value:
          answer === ''
            ? { html: <span class="govuk-hint">Left blank</span> }
            : { html: <Lines text={answer} /> },
        actions: {
          items: [{ href: changeAddress(draft, step.id), text: 'Change', visuallyHiddenText: wording }],
        },
      }))}
    />
  )
}
