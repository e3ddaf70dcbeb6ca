import { formatDateTime } from '#platform/clock'
import {
  BackLink,
  Button,
  type Html,
  InsetText,
  Layout,
  SummaryList,
  Textarea,
  WarningText,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { ProblemSummary, type Problems, problemOf } from '../form-problems.tsx'
import type { OrganisationDirectory } from './directories.ts'
import type { MemberAccount } from './find-accounts.ts'

type AccountsPageProps = {
  frame: Frame
  accounts: readonly MemberAccount[]
  directories: readonly OrganisationDirectory[]
}

/** How the people of a co-ordinator's organisations sign in. */
export function AccountsPage({ frame, accounts, directories }: AccountsPageProps): Html {
  return (
    <Layout {...frame} title="How people sign in">
      <h1 class="govuk-heading-l">How people sign in</h1>
      <h2 class="govuk-heading-m">Directories</h2>
      {directories.length === 0 && (
        <p class="govuk-body">
          Your organisation has no directory here. Its people sign in with a password and a code, or with a
          passkey. An operator can add one.
        </p>
      )}
      {directories.map((directory) => (
        <DirectoryFacts directory={directory} />
      ))}
      <h2 class="govuk-heading-m">People</h2>
      <SummaryList
        rows={accounts.map((account) => ({
          key: { text: account.name },
          value: { text: waysIn(account) },
          actions: {
            items: [
              {
                href: `/accounts/${account.memberId}`,
                text: 'Look after',
                visuallyHiddenText: `${account.name}’s account`,
              },
            ],
          },
        }))}
      />
    </Layout>
  )
}

function DirectoryFacts({ directory }: { directory: OrganisationDirectory }): Html {
  const { name, organisation, issuer, clientId, emailDomains, vouchesForEmail, addedAt, secretVariable } =
    directory
  const facts: [string, string][] = [
    ['For', organisation],
    ['Issuer', issuer],
    ['Client', clientId],
    ['Email domains', emailDomains.join(', ')],
    ['Email addresses are', vouchesForEmail ? 'vouched for by the directory itself' : 'verified one by one'],
    ['Secret', secretVariable === null ? 'encrypted in the database' : `in the variable ${secretVariable}`],
    ['Since', formatDateTime(addedAt)],
  ]
  return (
    <SummaryList
      card={{ title: { text: name, headingLevel: 3 } }}
      classes="govuk-!-text-break-word"
      rows={facts.map(([key, value]) => ({ key: { text: key }, value: { text: value } }))}
    />
  )
}

/** One line about how somebody comes in. */
function waysIn(account: MemberAccount): string {
  const { hasPassword, hasAuthenticator, passkeys, directory, lastSignedInAt } = account
  const ways = [
    directory === null ? undefined : `through ${directory}`,
    hasPassword ? `password${hasAuthenticator ? ' and code' : ', no authenticator yet'}` : undefined,
    passkeys === 0 ? undefined : `${passkeys} ${passkeys === 1 ? 'passkey' : 'passkeys'}`,
  ].filter((way) => way !== undefined)
  const last = lastSignedInAt === null ? 'never signed in' : `last at ${formatDateTime(lastSignedInAt)}`
  return `${ways.length === 0 ? 'No way in' : sentence(ways.join('; '))}; ${last}`
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

type AccountOfPageProps = {
  frame: Frame
  account: MemberAccount
  refusal?: string | undefined
  problems?: Problems<'reason'>
  reason?: string
}

/** One person's account, and the reset that lets them in again. */
export function MemberAccountPage({
  frame,
  account,
  refusal,
  problems = {},
  reason,
}: AccountOfPageProps): Html {
  const { memberId, name, email } = account
  return (
    <Layout {...frame} title="Look after an account" beforeContent={<BackLink href="/accounts" />}>
      <ProblemSummary problems={problems} />
      <h1 class="govuk-heading-l">Look after an account</h1>
      <SummaryList
        classes="govuk-!-text-break-word"
        rows={[
          { key: { text: 'Name' }, value: { text: name } },
          { key: { text: 'Email address' }, value: { text: email } },
          { key: { text: 'Signs in' }, value: { text: waysIn(account) } },
        ]}
      />
      {refusal !== undefined ? (
        <InsetText text={refusal} />
      ) : (
        <form method="post" action={`/accounts/${memberId}/reset`} novalidate>
          <h2 class="govuk-heading-m">Reset how they sign in</h2>
          <WarningText
            iconFallbackText="Warning"
            text="Make sure who is asking: meet them, or call them on a number you know. Password, authenticator, backup codes and passkeys stop working, and every session ends."
          />
          <Textarea
            id="reason"
            name="reason"
            label={{ text: 'Why, and how you made sure who is asking' }}
            rows={3}
            value={reason}
            {...problemOf(problems.reason)}
          />
          <Button text="Reset and show a new password" classes="govuk-button--warning" />
        </form>
      )}
    </Layout>
  )
}

/** The password for the next sign-in, shown once. */
export function AccountResetPage({
  frame,
  name,
  password,
}: {
  frame: Frame
  name: string
  password: string
}): Html {
  return (
    <Layout {...frame} title="The account is reset" beforeContent={<BackLink href="/accounts" />}>
      <h1 class="govuk-heading-l">The account is reset</h1>
      <p class="govuk-body">
        {name} signs in with this password once, then chooses their own and sets up an authenticator:
      </p>
      <p class="govuk-body">
        <strong id="password">{password}</strong>
      </p>
      <WarningText
        iconFallbackText="Warning"
        text="It is not shown again. Hand it over in person or by telephone."
      />
    </Layout>
  )
}
