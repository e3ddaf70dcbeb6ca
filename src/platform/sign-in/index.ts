export { EmailTaken, type NewAccount, NotSignedIn, newPassword } from './account-desk.ts'
export { passwordLength } from './library.ts'
export { safeReturnPath } from './return-to.ts'
export {
  type AnswerCookies,
  type CodeOutcome,
  type FoundSession,
  openSignIn,
  type PasswordOutcome,
  type Refusal,
  type RequestCookies,
  type SignIn,
  type SignInSettings,
} from './sign-in.ts'
