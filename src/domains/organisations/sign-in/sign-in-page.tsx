import { Button, type Html, InsetText, Layout, PasswordInput, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { ProblemSummary, type Problems, problemOf } from '../form-problems.tsx'

export type SignInPageProps = {
  frame: Frame
  returnTo: string
  email?: string
  /** What happened before, when somebody is sent back to the first step. */
  notice?: string | undefined
  problems?: Problems<'email' | 'password'>
  /** Where demonstration sign-in links are, in demo mode only. */
  demoUrl?: string | undefined
}

export function SignInPage({
  frame,
  returnTo,
  email,
  notice,
  problems = {},
  demoUrl,
}: SignInPageProps): Html {
  return (
    <Layout {...frame} title="Sign in">
      <ProblemSummary problems={problems} />
      <h1 class="govuk-heading-l">Sign in</h1>
      {notice && <InsetText text={notice} />}
      <form method="post" action="/sign-in" novalidate>
        <input type="hidden" name="return-to" value={returnTo} />
        <TextInput
          id="email"
          name="email"
          type="email"
          label={{ text: 'Email address' }}
          value={email}
          autocomplete="username"
          spellcheck={false}
          {...problemOf(problems.email)}
        />
        <PasswordInput
          id="password"
          name="password"
          label={{ text: 'Password' }}
          autocomplete="current-password"
          {...problemOf(problems.password)}
        />
        <Button text="Continue" />
      </form>
      {demoUrl && (
        <p class="govuk-body">
          <a class="govuk-link" href={demoUrl}>
            Use a demonstration account
          </a>
        </p>
      )}
      <p class="govuk-body">
        Accounts are for staff of the partnership. Your own co-ordinator can add you or give you a new
        password.
      </p>
    </Layout>
  )
}
