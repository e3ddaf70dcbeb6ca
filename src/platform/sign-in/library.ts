import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'
import { PostgresDialect } from 'kysely'
import type { Pool } from 'pg'
import { newId } from '#platform/ids'
import { trustedEndpoints } from './trusted-endpoints.ts'

export type LibrarySettings = {
  pool: Pool
  /** 32 or more characters; signs cookies and encrypts authenticator secrets. */
  secret: string
  /** Where people reach the product; `https` makes the cookies secure. */
  baseUrl: string
  /** Shown by the authenticator app beside the code. */
  issuer: string
  onError: (message: string) => void
}

/** A working day and the drive home, then the password again. Sliding: it starts anew with use, once an hour. */
export const sessionSeconds = 14 * 60 * 60
const slideSeconds = 60 * 60
/** How long a right password waits for its code. */
const codeSeconds = 10 * 60

/** Long rather than intricate, as NIST SP 800-63B section 5.1.1 asks; the library hashes with scrypt. */
export const passwordLength = { least: 12, most: 128 }

/**
 * The sign-in library with our tables. Its own HTTP endpoints are never mounted: the pages call it in process,
 * so nothing it offers beyond those pages can be reached.
 */
export function openLibrary(settings: LibrarySettings) {
  return betterAuth({
    ...librarySettings(settings),
    plugins: [
      twoFactor({
        issuer: settings.issuer,
        twoFactorCookieMaxAge: codeSeconds,
        accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: 15 * 60 },
        backupCodeOptions: { storeBackupCodes: 'encrypted' },
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'identity_two_factor',
            fields: {
              userId: 'user_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
      trustedEndpoints(),
    ],
  })
}

export type Library = ReturnType<typeof openLibrary>

/** The library says no. Where it could not do its work its error is a fault, with the cause inside. */
export function isRefusal(error: unknown): error is APIError {
  return error instanceof APIError && error.statusCode < 500
}

const dates = { createdAt: 'created_at', updatedAt: 'updated_at' }

function librarySettings({ pool, secret, baseUrl, onError }: LibrarySettings) {
  return {
    appName: 'OpenASB',
    baseURL: baseUrl,
    secret,
    database: { dialect: new PostgresDialect({ pool }), type: 'postgres' },
    telemetry: { enabled: false },
    // Wrong passwords are not errors, and the library's own lines could tell an account that exists from one that
    // does not.
    logger: { level: 'error', log: (_level, message) => onError(message) },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.least,
      maxPasswordLength: passwordLength.most,
    },
    // Counted by throttle.ts in the database, where every process sees the same count.
    rateLimit: { enabled: false },
    user: {
      modelName: 'identity_user',
      fields: { ...dates, emailVerified: 'email_verified' },
      additionalFields: {
        passwordIsTemporary: {
          type: 'boolean',
          required: true,
          defaultValue: false,
          input: false,
          fieldName: 'password_is_temporary',
        },
        authenticatorExempt: {
          type: 'boolean',
          required: true,
          defaultValue: false,
          input: false,
          fieldName: 'authenticator_exempt',
        },
      },
    },
    session: {
      modelName: 'identity_session',
      expiresIn: sessionSeconds,
      updateAge: slideSeconds,
      fields: {
        ...dates,
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
      // Written by sessions.ts once the library has made the session.
      additionalFields: {
        provedAt: { type: 'date', required: false, input: false, fieldName: 'proved_at' },
        provedBy: { type: 'string', required: false, input: false, fieldName: 'proved_by' },
        providerId: { type: 'string', required: false, input: false, fieldName: 'provider_id' },
        device: { type: 'string', required: false, input: false },
        lastUsedAt: { type: 'date', required: false, input: false, fieldName: 'last_used_at' },
      },
    },
    account: {
      modelName: 'identity_credential',
      fields: {
        ...dates,
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
      },
    },
    verification: { modelName: 'identity_verification', fields: { ...dates, expiresAt: 'expires_at' } },
    advanced: {
      ...cookieSettings(baseUrl),
      // A session is not tied to an address: phones change theirs, and it would be personal data kept for nothing.
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => newId(), validateSchema: false, joins: true },
    },
  } satisfies BetterAuthOptions
}

/** `__Host-` (RFC 6265bis section 4.1.3.2) binds a cookie to this very host; browsers refuse it without https. */
export function cookiePrefix(baseUrl: string): string {
  return baseUrl.startsWith('https://') ? '__Host-openasb' : 'openasb'
}

function cookieSettings(baseUrl: string) {
  const secure = baseUrl.startsWith('https://')
  return {
    useSecureCookies: false,
    cookiePrefix: cookiePrefix(baseUrl),
    defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
  } as const
}
