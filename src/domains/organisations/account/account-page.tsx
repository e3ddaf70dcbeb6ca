import { formatDateTime } from '#platform/clock'
import {
  Button,
  type Html,
  InsetText,
  Layout,
  MojAlert,
  NotificationBanner,
  PasswordInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { AccountReset, FoundSession, ListedPasskey, ListedSession } from '#platform/sign-in'
import { ProblemSummary, type Problems, problemOf } from '../form-problems.tsx'
import { PasskeysSection } from './passkeys-section.tsx'
import { SessionsSection } from './sessions-section.tsx'

export type AccountField = 'current' | 'next' | 'password'

export type AccountPageProps = {
  frame: Frame
  session: FoundSession
  sessions: readonly ListedSession[]
  passkeys: readonly ListedPasskey[]
  /** Somebody else reset how they sign in, lately. */
  reset: AccountReset | undefined
  leastCharacters: number
  /** What was just done. */
  done?: string | undefined
  problems?: Problems<AccountField>
}

/** A person's own account. Until a password and an authenticator are theirs, it shows the next step only. */
export function AccountPage(props: AccountPageProps): Html {
  const { frame, session, sessions, passkeys, done, problems = {} } = props
  const { email, mustDo, hasAuthenticator, sessionId } = session
  return (
    <Layout {...frame} title="Your account">
      <ProblemSummary problems={problems} />
      {done && <NotificationBanner type="success" text={done} />}
      <h1 class="govuk-heading-l">Your account</h1>
      {props.reset && <ResetNotice {...props.reset} />}
      <p class="govuk-body govuk-!-text-break-word">You are signed in as {email}.</p>
      {mustDo && <InsetText text={nextStep[mustDo]} />}
      <WaysIn {...props} />
      {hasAuthenticator && mustDo === undefined && <PasskeysSection passkeys={passkeys} />}
      {mustDo === undefined && <SessionsSection sessions={sessions} current={sessionId} />}
      <form method="post" action="/sign-out">
        <Button text="Sign out" classes="govuk-button--secondary" />
      </form>
    </Layout>
  )
}

/** Shown to whoever comes in, for a month and whatever they click: somebody else may have used the password first. */
function ResetNotice({ at, byName }: AccountReset): Html {
  return (
    <MojAlert
      variant="warning"
      title="Your sign-in was reset"
      showTitleAsHeading={true}
      html={
        <p>
          {byName ?? 'An operator'} reset how you sign in on {formatDateTime(at)}. If you did not ask for
          this, tell your supervisor or your information governance officer today.
        </p>
      }
    />
  )
}

const nextStep = {
  choose_password: 'You were given a password for the first time. Choose your own before you go on.',
  set_up_authenticator:
    'Set up an authenticator app before you go on. It keeps the record safe if a password is lost.',
}

function WaysIn(props: AccountPageProps): Html {
  const { exempt, providerId, mustDo } = props.session
  if (exempt)
    return (
      <p class="govuk-body">
        This is a demonstration account: it has no password and needs no authenticator app.
      </p>
    )
  if (providerId !== undefined)
    return (
      <p class="govuk-body">
        You sign in with your work account. Your organisation looks after its password and its codes.
      </p>
    )
  return (
    <>
      {mustDo !== 'choose_password' && <AuthenticatorSection {...props} />}
      {mustDo !== 'set_up_authenticator' && <PasswordSection {...props} />}
    </>
  )
}

function PasswordSection({ leastCharacters, problems = {} }: AccountPageProps): Html {
  return (
    <form method="post" action="/account/password" novalidate>
      <h2 class="govuk-heading-m">Choose a new password</h2>
      <PasswordInput
        id="current"
        name="current"
        label={{ text: 'The password you have now' }}
        autocomplete="current-password"
        {...problemOf(problems.current)}
      />
      <PasswordInput
        id="next"
        name="next"
        label={{ text: 'New password' }}
        hint={{
          text: `At least ${leastCharacters} characters. Three words that do not belong together are good.`,
        }}
        autocomplete="new-password"
        {...problemOf(problems.next)}
      />
      <Button text="Save the new password" />
    </form>
  )
}

function AuthenticatorSection({ session, problems = {} }: AccountPageProps): Html {
  const { hasAuthenticator } = session
  return (
    <form method="post" action="/account/authenticator" novalidate>
      <h2 class="govuk-heading-m">Authenticator app</h2>
      <p class="govuk-body">
        {hasAuthenticator
          ? 'Your authenticator app is set up. Set it up again if you have a new phone or need new backup codes: the old app and codes then stop working.'
          : 'An app on your phone shows a new code every 30 seconds. You enter it when you sign in, after your password.'}
      </p>
      <PasswordInput
        id="password"
        name="password"
        label={{ text: 'Your password' }}
        autocomplete="current-password"
        {...problemOf(problems.password)}
      />
      <Button text={hasAuthenticator ? 'Set it up again' : 'Set up the app'} />
    </form>
  )
}
