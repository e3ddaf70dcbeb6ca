import type { Reentry } from '#platform/http'
import type { SignIn } from '#platform/sign-in'
import { keptFormUrl, proveAgainUrl } from './return-address.ts'

/** How people come back to what they were doing, by their session cookie. */
export function reentryBy({ heldForms, provedLately }: SignIn): Reentry {
  return {
    provedLately: (request) => provedLately(request.headers.cookie),
    proveAgainUrl,
    async keepForm(request, form) {
      const secret = await heldForms.hold(request.headers.cookie, form)
      return secret === undefined ? undefined : keptFormUrl(secret)
    },
  }
}
