import { z } from 'zod'
import { asMember, type MemberActor, system } from '#platform/actor'
import { type Clock, today } from '#platform/clock'
import type { Database } from '#platform/database'
import { forRoles, notFound, page, pageWithErrors, type Route, route } from '#platform/http'
import type { SignIn } from '#platform/sign-in'
import { AccountResetPage, AccountsPage, MemberAccountPage } from './accounts-page.tsx'
import { findAccounts, type MemberAccount } from './find-accounts.ts'
import type { Directories } from './open-directories.ts'
import { tellOfReset } from './tell-of-reset.ts'

type AccountsSettings = {
  signIn: SignIn
  directories: Directories
  /** Opened under `openasb_identity`: no other role can read an account. */
  database: Database
  clock: Clock
}

const coordinator = 'coordinator'

/** What a co-ordinator sees of their people's accounts, and the reset of one. */
export function accountsRoutes({ signIn, directories, database, clock }: AccountsSettings): Route[] {
  const common = { permission: forRoles(coordinator) } as const
  const oneMember = z.object({ member: z.uuid() })

  function accountsOf(actor: MemberActor, memberId?: string): Promise<MemberAccount[]> {
    const organisations = coordinatedBy(actor)
    return database.withActor(system, (db) => findAccounts(db, organisations, today(clock), memberId), {
      repeatable: true,
    })
  }

  async function accountOf(actor: MemberActor, memberId: string): Promise<MemberAccount> {
    const [account] = await accountsOf(actor, memberId)
    if (account === undefined) throw notFound('person')
    return account
  }

  return [
    route({
      ...common,
      method: 'GET',
      url: '/accounts',
      audit: 'nothing',
      transaction: 'none',
      async handler({ actor }) {
        const member = asMember(actor)
        const mine = coordinatedBy(member)
        const accounts = await accountsOf(member)
        const known = await directories.list()
        const own = known.filter(({ organisationId }) => mine.includes(organisationId))
        return page((frame) => AccountsPage({ frame, accounts, directories: own }))
      },
    }),
    route({
      ...common,
      method: 'GET',
      url: '/accounts/:member',
      audit: 'nothing',
      transaction: 'none',
      params: oneMember,
      async handler({ actor, params }) {
        const account = await accountOf(asMember(actor), params.member)
        const refusal = whyNot(asMember(actor), account)
        return page((frame) => MemberAccountPage({ frame, account, refusal }))
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: '/accounts/:member/reset',
      audit: 'alter',
      stepUp: true,
      limit: { requests: 20, seconds: 60 },
      params: oneMember,
      body: z.object({ reason: z.string().trim().max(500).catch('') }),
      async handler({ actor, params, body, audit }) {
        const account = await accountOf(asMember(actor), params.member)
        const refusal = whyNot(asMember(actor), account)
        const { accountId, memberId, name } = account
        if (refusal !== undefined || accountId === null)
          return pageWithErrors((frame) => MemberAccountPage({ frame, account, refusal }))
        const { reason } = body
        if (reason === '')
          return pageWithErrors((frame) =>
            MemberAccountPage({
              frame,
              account,
              problems: { reason: 'Say why, and how you made sure who is asking' },
            }),
          )
        // The password is shown to one colleague, who could use it. Two people would be safer and would leave a small
        // council's officer outside for a day; so nobody does it unseen: the owner is told first, by e-mail and at their
        // next sign-in, and whoever oversees them finds it in a list (activity-page.tsx). No message, no reset.
        const by = asMember(actor)
        await database.withActor(system, (db) =>
          tellOfReset(db, { name, email: account.email, byName: by.name }, clock.now()),
        )
        const password = await signIn.resetAccount(accountId, by.memberId)
        audit({ kind: 'member', id: memberId, reason, summary: 'Sign-in reset' })
        return page((frame) => AccountResetPage({ frame, name, password }))
      },
    }),
  ]
}

function coordinatedBy({ duties }: MemberActor): number[] {
  return duties.filter(({ role }) => role === coordinator).map(({ organisationId }) => organisationId)
}

/** Whoever resets an account could use it: never for another organisation, and never past one's own second factor. */
function whyNot({ memberId }: MemberActor, account: MemberAccount): string | undefined {
  if (account.accountId === null) return 'This person has no account yet.'
  if (account.memberId === memberId)
    return 'Your own sign-in is reset by another co-ordinator or an operator.'
  return account.actsElsewhere
    ? 'This person also acts for another organisation, so only an operator can reset their sign-in.'
    : undefined
}
