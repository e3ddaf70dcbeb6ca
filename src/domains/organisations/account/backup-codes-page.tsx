import { type Html, Layout, Panel, WarningText } from '#platform/govuk'
import type { Frame } from '#platform/http'

/** Shown once, as the answer to the code that took the authenticator into use. */
export function BackupCodesPage({
  frame,
  backupCodes,
}: {
  frame: Frame
  backupCodes: readonly string[]
}): Html {
  return (
    <Layout {...frame} title="Your authenticator app is set up">
      <Panel titleText="Your authenticator app is set up" />
      <h2 class="govuk-heading-m">Keep these backup codes</h2>
      <p class="govuk-body">Each of them lets you sign in once if you do not have your phone.</p>
      <ul class="govuk-list govuk-list--bullet">
        {backupCodes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <WarningText
        iconFallbackText="Warning"
        text="They are not shown again. Print them or write them down, and keep them away from your phone."
      />
      <p class="govuk-body">
        <a class="govuk-link" href="/">
          Continue
        </a>
      </p>
    </Layout>
  )
}
