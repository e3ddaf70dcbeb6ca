export { type AccountReset, EmailTaken, type NewAccount, NotSignedIn, newPassword } from './account-desk.ts'
export type { AnswerCookies, RequestCookies } from './cookies.ts'
export { deviceInWords } from './device.ts'
export { directoryCallback } from './directory-desk.ts'
export type { HeldForm } from './held-forms.ts'
export { passwordLength } from './library.ts'
export { type Directory, DirectoryAway, type DirectoryPerson, NotProved } from './open-id-connect.ts'
export type { ListedPasskey } from './passkeys.ts'
export { isMethod, type SignInMethod } from './record-event.ts'
export { safeReturnPath } from './return-to.ts'
export { keyFor, seal, unseal } from './sealed.ts'
export type { FoundSession } from './session-cache.ts'
export { proofMinutes } from './session-desk.ts'
export type { ListedSession } from './sessions.ts'
export {
  type CodeOutcome,
  openSignIn,
  type PasswordOutcome,
  type Refusal,
  type SignIn,
  type SignInSettings,
  type Visit,
} from './sign-in.ts'
