import { Button, type Html, InsetText, Layout, PasswordInput, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { ProblemSummary, type Problems, problemOf } from '../form-problems.tsx'
import { addressOf, isKeptForm } from './return-address.ts'

export type SignInPageProps = {
  frame: Frame
  returnTo: string
  email?: string | undefined
  /** What happened before, when somebody is sent back to the first step. */
  notice?: string | undefined
  problems?: Problems<'email' | 'password'>
  /** Organisations whose people sign in with their own directory. */
  directories?: readonly { id: string; name: string }[]
  /** They are signed in, and prove it again before a sensitive act. */
  proving?: boolean
  /** Whether the person has a password here; somebody who came through a directory has not. */
  hasPassword?: boolean
  /** Where demonstration sign-in links are, in demo mode only. */
  demoUrl?: string | undefined
}

/** The one page for coming in, for coming back after a session has ended and for proving it again. */
export function SignInPage(props: SignInPageProps): Html {
  const { frame, returnTo, notice, problems = {}, proving = false, hasPassword = true } = props
  const title = proving ? 'Show that it is you' : 'Sign in'
  return (
    <Layout {...frame} title={title}>
      <ProblemSummary problems={problems} />
      <h1 class="govuk-heading-l">{title}</h1>
      {proving && (
        <p class="govuk-body">
          What you are about to do is sensitive. You last showed who you are more than 15 minutes ago, so
          please do it again. You then go on where you were.
        </p>
      )}
      {isKeptForm(returnTo) && (
        <InsetText text="What you typed is kept. After you sign in, you can send it with one button." />
      )}
      {notice && <InsetText text={notice} />}
      <Directories {...props} />
      {hasPassword && <PasswordForm {...props} />}
      {hasPassword && <PasskeyForm returnTo={returnTo} />}
      {!proving && <Foot {...props} />}
    </Layout>
  )
}

/** Links and not forms: a form may not lead to another site (Content Security Policy, form-action). */
function Directories({
  directories = [],
  returnTo,
  proving,
  hasPassword = true,
}: SignInPageProps): Html | null {
  if (directories.length === 0) return null
  const more: Record<string, string> = proving ? { again: 'prove' } : {}
  return (
    <>
      <h2 class="govuk-heading-m">With your work account</h2>
      <ul class="govuk-list">
        {directories.map(({ id, name }) => (
          <li>
            <a class="govuk-link" href={addressOf(`/sign-in/directory/${id}`, returnTo, more)}>
              {name}
            </a>
          </li>
        ))}
      </ul>
      {hasPassword && <h2 class="govuk-heading-m">With a password</h2>}
    </>
  )
}

function PasswordForm({ returnTo, email, problems = {}, proving }: SignInPageProps): Html {
  return (
    <form method="post" action="/sign-in" novalidate>
      <input type="hidden" name="return-to" value={returnTo} />
      {proving && <input type="hidden" name="again" value="prove" />}
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
  )
}

/** Shown by its script alone: without one, password and code are the way in. */
function PasskeyForm({ returnTo }: { returnTo: string }): Html {
  return (
    <form
      method="post"
      action="/sign-in/passkey"
      data-module="passkey"
      data-ceremony="use"
      data-options="/sign-in/passkey/options"
      hidden={true}
    >
      <input type="hidden" name="return-to" value={returnTo} />
      <input type="hidden" name="answer" value="" />
      <Button text="Use a passkey" classes="govuk-button--secondary" />
      <p class="govuk-body" role="status" />
    </form>
  )
}

function Foot({ demoUrl }: SignInPageProps): Html {
  return (
    <>
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
    </>
  )
}
