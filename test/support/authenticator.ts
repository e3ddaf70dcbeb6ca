import { setTimeout as sleep } from 'node:timers/promises'
import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'

/** How long a code is shown, RFC 6238 section 5.2. */
const stepMilliseconds = 30_000

/**
 * The code an authenticator app shows: now, or so many steps away. The product takes one step either way and each
 * code once, so a test uses one step after the other.
 */
export async function codeOf(secret: string, stepsFromNow = 0): Promise<string> {
  const left = stepMilliseconds - (Date.now() % stepMilliseconds)
  // The code before is out of date once the step turns, which it must not do on the code's way to the server.
  if (stepsFromNow < 0 && left < 10_000) await sleep(left)
  const counter = Math.floor(Date.now() / stepMilliseconds) + stepsFromNow
  return createOTP(new TextDecoder().decode(base32.decode(secret))).hotp(counter)
}
