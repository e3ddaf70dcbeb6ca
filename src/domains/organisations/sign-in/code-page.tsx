import { BackLink, Button, Details, type Html, Layout, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { ProblemSummary, type Problems, problemOf } from '../form-problems.tsx'

type CodePageProps = { frame: Frame; returnTo: string; problems?: Problems<'code'> }

/** The second step of signing in. What was typed is not shown again: a code is as secret as a password. */
export function CodePage({ frame, returnTo, problems = {} }: CodePageProps): Html {
  return (
    <Layout {...frame} title="Enter your code" beforeContent={<BackLink href="/sign-in" />}>
      <ProblemSummary problems={problems} />
      <form method="post" action="/sign-in/code" novalidate>
        <input type="hidden" name="return-to" value={returnTo} />
        <TextInput
          id="code"
          name="code"
          label={{ text: 'Enter your code', isPageHeading: true, classes: 'govuk-label--l' }}
          hint={{ text: 'The 6 numbers that your authenticator app shows now' }}
          classes="govuk-input--width-10 govuk-input--extra-letter-spacing"
          autocomplete="one-time-code"
          autocapitalize="none"
          spellcheck={false}
          {...problemOf(problems.code)}
        />
        <Button text="Sign in" />
      </form>
      <Details summaryText="I do not have my authenticator app">
        <p class="govuk-body">
          Enter one of the backup codes that you were given when you set up the app. Each works once. If you
          have none left, ask your co-ordinator.
        </p>
      </Details>
    </Layout>
  )
}
