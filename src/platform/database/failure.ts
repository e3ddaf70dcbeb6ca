/** The server could not be reached for as long as we were willing to wait; nothing was done. */
export class DatabaseUnreachable extends Error {
  constructor(cause: unknown) {
    super('The database cannot be reached', { cause })
  }
}

/** The connection broke while committing: the work may or may not have been done. */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super('The connection was lost while saving', { cause })
  }
}

/** Somebody else was quicker with the same thing: run again, the work will find it done. */
export class TryAgain extends Error {
  constructor(cause: unknown) {
    super('The same work was done at the same moment by somebody else', { cause })
  }
}

/** Class 08 but for 08P01 (our own mistake in the protocol) is connection trouble, 57P01–03 a server that shuts down or starts up (PostgreSQL, appendix A). */
const lostStates = /^(08(?!P01)...|57P0[123])$/
const lostCodes = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ENOENT', 'ETIMEDOUT'])
const lostMessages =
  /Connection terminated|Connection ended|Client has encountered a connection error|not queryable|timeout exceeded when trying to connect/

export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof OutcomeUnknown) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return lostStates.test(code) || lostCodes.has(code) || lostMessages.test(error.message)
}

/** Whether a statement broke the named unique constraint. */
export function breaksUnique(error: unknown, constraint: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === '23505' &&
    'constraint' in error &&
    error.constraint === constraint
  )
}
