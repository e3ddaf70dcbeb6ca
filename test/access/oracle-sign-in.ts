import { overseesPerson } from './duties.ts'
import { everything, forSignInAlone, isMe, type Rights, type TableRule } from './rights.ts'

/** Somebody whom their directory names for the first time is given an account; nobody's is taken from them. */
export const accountsAreGiven: Required<Rights>['change'] = {
  which: (_, row) => row.sign_in_id === null,
  into: (_, row) => row.sign_in_id !== null,
  columns: ['sign_in_id'],
}

export const signInRules: Readonly<Record<string, TableRule>> = {
  identity_passkey: forSignInAlone('Public halves of passkeys'),
  directory_identity: forSignInAlone('Whom a directory means'),
  held_form: forSignInAlone('What was typed, kept for who typed it'),
  identity_provider: {
    says: 'Operators configure directories; sign-in reads them',
    rights: { openasb_identity: { see: { which: everything } } },
  },
  sign_in_event: {
    says: 'Sign-in writes it, jobs read it, each person their own, and who oversees them that their sign-in was reset',
    rights: {
      openasb_identity: { see: { which: everything }, add: { which: everything } },
      openasb_worker: { see: { which: everything } },
      openasb_web: {
        see: {
          which: (me, row, world) =>
            isMe(me, row.member_id) || (row.outcome === 'reset' && overseesPerson(me, world, row.member_id)),
        },
      },
    },
  },
}
