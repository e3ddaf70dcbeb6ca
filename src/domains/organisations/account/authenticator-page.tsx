import { BackLink, Button, type Html, Layout, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { ProblemSummary, type Problems, problemOf } from '../form-problems.tsx'
import { QrCode } from './qr-code.tsx'

type AuthenticatorPageProps = {
  frame: Frame
  /** Shown once, straight after the password; after a wrong code the app has it already. */
  authenticator?: { uri: string; secret: string } | undefined
  problems?: Problems<'code'>
}

export function AuthenticatorPage({ frame, authenticator, problems = {} }: AuthenticatorPageProps): Html {
  return (
    <Layout {...frame} title="Set up your authenticator app" beforeContent={<BackLink href="/account" />}>
      <ProblemSummary problems={problems} />
      <h1 class="govuk-heading-l">Set up your authenticator app</h1>
      {authenticator ? (
        <>
          <p class="govuk-body">Open the app on your phone, add an account and scan this picture.</p>
          <QrCode text={authenticator.uri} label="QR code for your authenticator app" />
          <p class="govuk-body">If you cannot scan it, enter this key in the app instead:</p>
          <p class="govuk-body">
            <strong id="authenticator-key">{inFours(authenticator.secret)}</strong>
          </p>
        </>
      ) : (
        <p class="govuk-body">
          The app has the key from the step before. If you did not add it,{' '}
          <a class="govuk-link" href="/account">
            start again
          </a>
          .
        </p>
      )}
      <form method="post" action="/account/authenticator/confirm" novalidate>
        <TextInput
          id="code"
          name="code"
          label={{ text: 'Code from the app' }}
          hint={{ text: 'The 6 numbers that the app shows now' }}
          classes="govuk-input--width-5 govuk-input--extra-letter-spacing"
          inputmode="numeric"
          autocomplete="one-time-code"
          spellcheck={false}
          {...problemOf(problems.code)}
        />
        <Button text="Confirm" />
      </form>
    </Layout>
  )
}

function inFours(secret: string): string {
  return secret.replaceAll(/(.{4})(?=.)/g, '$1 ')
}
