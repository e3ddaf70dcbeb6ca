import { formatDateTime } from '#platform/clock'
import { Button, type Html } from '#platform/govuk'
import { isMethod, type ListedSession, type SignInMethod } from '#platform/sign-in'

const methodNames: Readonly<Record<SignInMethod, string>> = {
  password: 'with a password',
  password_and_code: 'with a password and a code',
  password_and_backup_code: 'with a password and a backup code',
  passkey: 'with a passkey',
  directory: 'with a work account',
  demonstration: 'with a demonstration link',
  session: '',
  operator: '',
}

/** Where the person is signed in, each to be ended if it is not theirs. */
export function SessionsSection({
  sessions,
  current,
}: {
  sessions: readonly ListedSession[]
  current: string
}): Html {
  return (
    <section aria-labelledby="sessions">
      <h2 class="govuk-heading-m" id="sessions">
        Where you are signed in
      </h2>
      <ul class="govuk-list govuk-list--spaced">
        {sessions.map((session) => (
          <li>
            <strong>{session.device || 'Unknown device'}</strong>
            {session.id === current && ', which you are using now'}
            <br />
            {describe(session)}
            {session.id !== current && <EndForm session={session} />}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <form method="post" action="/account/sessions/end-others">
          <Button text="Sign out everywhere else" classes="govuk-button--secondary" />
        </form>
      )}
    </section>
  )
}

function describe({ startedAt, lastUsedAt, method }: ListedSession): string {
  const how = isMethod(method) ? ` ${methodNames[method]}` : ''
  return `Signed in${how} at ${formatDateTime(startedAt)}. Last used at ${formatDateTime(lastUsedAt)}.`
}

function EndForm({ session }: { session: ListedSession }): Html {
  return (
    <form method="post" action={`/account/sessions/${session.id}/end`}>
      <Button
        html={
          <>
            Sign out
            <span class="govuk-visually-hidden">
              {` ${session.device || 'the unknown device'}, signed in at ${formatDateTime(session.startedAt)}`}
            </span>
          </>
        }
        classes="govuk-button--secondary"
      />
    </form>
  )
}
