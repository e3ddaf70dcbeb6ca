import { type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { type Keeper, KeptHere, OutboxBar } from '../quick-entry/quick-form.tsx'

/** Where somebody comes who had to sign in again: what waited sends itself here, and they go back to their form. */
export function SendingPage({ frame, keeper }: { frame: Frame; keeper: Keeper }): Html {
  return (
    <Layout {...frame} title="You are signed in">
      <h1 class="govuk-heading-l">You are signed in</h1>
      <OutboxBar door="control-room" keeper={keeper} />
      <p class="govuk-body">What waited in this browser is being sent. You can close this tab and go on.</p>
      <p class="govuk-body">
        <a class="govuk-link" href="/control-room">
          Control room entry
        </a>{' '}
        <a class="govuk-link" href="/patrol">
          Patrol entry
        </a>
      </p>
      <KeptHere />
    </Layout>
  )
}
