import { formatDateTime } from '#platform/clock'
import { Button, type Html, InsetText, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { HeldForm } from '#platform/sign-in'

type HeldFormPageProps = { frame: Frame; form: HeldForm; address: string }

/** What somebody typed before they had to sign in, and the one button that sends it where it was going. */
export function HeldFormPage({ frame, form, address }: HeldFormPageProps): Html {
  return (
    <Layout {...frame} title="What you typed is kept">
      <h1 class="govuk-heading-l">What you typed is kept</h1>
      <p class="govuk-body">
        Your form arrived at {formatDateTime(form.heldAt)}, when you needed to sign in first. It has not been
        saved yet.
      </p>
      {form.sentAt && (
        <InsetText
          text={`You sent it at ${formatDateTime(form.sentAt)}. Look whether it arrived before you send it again.`}
        />
      )}
      {wordsOf(form).map((words) => (
        <div class="govuk-inset-text app-typed">{words}</div>
      ))}
      <form method="post" action={`${address}/send`}>
        {form.fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <Button text="Send it now" />
      </form>
      <form method="post" action={`${address}/discard`}>
        <Button text="Throw it away" classes="govuk-button--secondary" />
      </form>
      <p class="govuk-body">Nobody else can see it. It is deleted after a day.</p>
    </Layout>
  )
}

/** What a person would know again: words, not the numbers and choices that a form carries with it. */
function wordsOf({ fields }: HeldForm): string[] {
  return fields.map(([, value]) => value.trim()).filter((value) => /\s/.test(value))
}

/** For a link that is out of date or somebody else's; which, is not said. */
export function NothingHeldPage({ frame }: { frame: Frame }): Html {
  return (
    <Layout {...frame} title="There is nothing here for you">
      <h1 class="govuk-heading-l">There is nothing here for you</h1>
      <p class="govuk-body">
        What was typed is kept for one day, and only for the person who typed it. If that was you, sign in
        with the account you used before.
      </p>
      <form method="post" action="/sign-out">
        <Button text="Sign out" classes="govuk-button--secondary" />
      </form>
    </Layout>
  )
}
