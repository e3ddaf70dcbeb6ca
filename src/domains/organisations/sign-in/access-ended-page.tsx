import { Button, type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'

/** For somebody who proved who they are and belongs to no organisation today. */
export function AccessEndedPage({ frame, email }: { frame: Frame; email: string }): Html {
  return (
    <Layout {...frame} title="You have no access at the moment">
      <h1 class="govuk-heading-l">You have no access at the moment</h1>
      <p class="govuk-body">
        You are signed in as {email}, but no organisation in the partnership lists you today. Your membership
        may have ended, or may not have begun.
      </p>
      <p class="govuk-body">
        Ask the co-ordinator of your organisation to add you. You can then sign in again.
      </p>
      <form method="post" action="/sign-out">
        <Button text="Sign out" />
      </form>
    </Layout>
  )
}
