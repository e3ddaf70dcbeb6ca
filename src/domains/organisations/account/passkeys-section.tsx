import { formatDateTime } from '#platform/clock'
import { BackLink, Button, type Html, InsetText, Layout, SummaryList, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { ListedPasskey } from '#platform/sign-in'
import { ProblemSummary, type Problems, problemOf } from '../form-problems.tsx'

/** The passkeys of a person, by the names they gave them. */
export function PasskeysSection({ passkeys }: { passkeys: readonly ListedPasskey[] }): Html {
  return (
    <section aria-labelledby="passkeys">
      <h2 class="govuk-heading-m" id="passkeys">
        Passkeys
      </h2>
      <p class="govuk-body">
        With a passkey you sign in by unlocking your phone or computer, without a password or a code. Nobody
        can trick you into giving it away.
      </p>
      {passkeys.length > 0 && (
        <SummaryList
          rows={passkeys.map(({ id, name, addedAt, lastUsedAt }) => ({
            key: { text: name },
            value: {
              text: `Added at ${formatDateTime(addedAt)}, ${
                lastUsedAt === null ? 'not used yet' : `last used at ${formatDateTime(lastUsedAt)}`
              }`,
            },
            actions: {
              items: [
                {
                  href: `/account/passkeys/${id}`,
                  text: 'Rename or remove',
                  visuallyHiddenText: `the passkey ${name}`,
                },
              ],
            },
          }))}
        />
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="/account/passkeys/new">
          Add a passkey
        </a>
      </p>
    </section>
  )
}

const nameHint = { text: 'So that you know it again, such as “Work laptop”' }

/** Making a passkey needs the browser's own dialogue, and so its script. */
export function NewPasskeyPage({
  frame,
  name = '',
  problems = {},
}: {
  frame: Frame
  name?: string
  problems?: Problems<'name'>
}): Html {
  return (
    <Layout {...frame} title="Add a passkey" beforeContent={<BackLink href="/account" />}>
      <ProblemSummary problems={problems} />
      <h1 class="govuk-heading-l">Add a passkey</h1>
      <noscript>
        <InsetText text="Adding a passkey needs JavaScript, which is switched off here. You can go on signing in with your password and code." />
      </noscript>
      <form
        method="post"
        action="/account/passkeys"
        novalidate
        data-module="passkey"
        data-ceremony="make"
        data-options="/account/passkeys/options"
        hidden={true}
      >
        <input type="hidden" name="answer" value="" />
        <TextInput
          id="name"
          name="name"
          label={{ text: 'Name of the passkey' }}
          hint={nameHint}
          value={name}
          {...problemOf(problems.name)}
        />
        <Button text="Make the passkey" />
        <p class="govuk-body" role="status" />
      </form>
    </Layout>
  )
}

export function PasskeyPage({
  frame,
  passkey,
  problems = {},
}: {
  frame: Frame
  passkey: ListedPasskey
  problems?: Problems<'name'>
}): Html {
  const address = `/account/passkeys/${passkey.id}`
  return (
    <Layout {...frame} title="A passkey of yours" beforeContent={<BackLink href="/account" />}>
      <ProblemSummary problems={problems} />
      <h1 class="govuk-heading-l">A passkey of yours</h1>
      <form method="post" action={`${address}/name`} novalidate>
        <TextInput
          id="name"
          name="name"
          label={{ text: 'Name of the passkey' }}
          hint={nameHint}
          value={passkey.name}
          {...problemOf(problems.name)}
        />
        <Button text="Save the name" />
      </form>
      <form method="post" action={`${address}/remove`}>
        <h2 class="govuk-heading-m">Remove it</h2>
        <p class="govuk-body">It stops working at once. Remove it from your device as well.</p>
        <Button text="Remove this passkey" classes="govuk-button--warning" />
      </form>
    </Layout>
  )
}
