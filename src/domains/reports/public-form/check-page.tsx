import { Lines, publicFrame, Sentence } from '#domains/public-pages'
import { type Words, wordsIn } from '#locales'
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
  /** How many were added as evidence. */
  files: number
  back: string
  /** Of the answers shown, so that none is sent that was not. */
  fingerprint: string
  /** The answers changed elsewhere while an earlier page like this was open. */
  haveChanged: boolean
  /** What another domain says beside it. */
  part?: ((tag: string | undefined) => Html) | undefined
}

/** Everything that will be sent, and nothing else. */
export function CheckPage({
  frame,
  draft,
  typeLabel,
  rows,
  files,
  back,
  fingerprint,
  haveChanged,
  part,
}: PageProps): Html {
  const words = wordsIn(frame.asked?.tag)
  const { check } = words.form
  return (
    <Layout
      {...publicFrame(frame)}
      title={check.title}
      beforeContent={<BackLink text={words.site.back} href={back} />}
    >
      {haveChanged && <NotificationBanner role="alert" text={check.changed} titleText={check.important} />}
      <h1 class="govuk-heading-l">{check.heading}</h1>
      <h2 class="govuk-heading-m">{check.what(typeLabel)}</h2>
      <Answers words={words} draft={draft} rows={rows.filter(({ step }) => !step.isContact)} />
      <h2 class="govuk-heading-m">{check.contact}</h2>
      <Answers words={words} draft={draft} rows={rows.filter(({ step }) => step.isContact)} />
      <SummaryList
        classes="govuk-!-margin-bottom-7"
        rows={[
          {
            key: { text: words.evidence.title },
            value: { text: words.evidence.count(files) },
            actions: {
              items: [
                {
                  href: pageAddress(draft, 'evidence'),
                  text: words.site.change,
                  visuallyHiddenText: words.evidence.title,
                },
              ],
            },
          },
        ]}
      />
      {part?.(frame.asked?.tag)}
      <h2 class="govuk-heading-m">{check.send}</h2>
      <p class="govuk-body">
        <Sentence text={check.whoGetsIt} />
      </p>
      <form method="post" action={pageAddress(draft, 'check')} novalidate={true}>
        <input type="hidden" name="shown" value={fingerprint} />
        <div class="govuk-button-group">
          <Button text={check.button} preventDoubleClick={true} />
          <Button
            text={words.site.saveForLater}
            href={pageAddress(draft, 'later')}
            classes="govuk-button--secondary"
          />
        </div>
      </form>
    </Layout>
  )
}

function Answers({
  words: { site },
  draft,
  rows,
}: {
  words: Words
  draft: string
  rows: readonly Row[]
}): Html {
  return (
    <SummaryList
      classes="govuk-!-margin-bottom-7"
      rows={rows.map(({ wording, answer, step }) => ({
        key: { text: wording },
        value:
          answer === ''
            ? { html: <span class="govuk-hint">{site.leftBlank}</span> }
            : { html: <Lines text={answer} /> },
        actions: {
          items: [{ href: changeAddress(draft, step.id), text: site.change, visuallyHiddenText: wording }],
        },
      }))}
    />
  )
}
