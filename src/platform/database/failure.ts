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

/**
 * Class 08 but for 08P01 (our own mistake in the protocol) is connection trouble, 53 a server without room for one more,
 * 57P01–03 and 05 one that shuts down, starts up or sent us away, 25006 one that only repeats another since it took its
 * place (PostgreSQL, appendix A).
 */
const lostStates = /^(08(?!P01)...|53...|57P0[1235]|25006)$/
const lostCodes = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT'])
const lostMessages =
  /Connection terminated|Connection ended|Client has encountered a connection error|not queryable|timeout exceeded when trying to connect/
/** Libraries wrap what befalls them, seldom more than once. */
const mostWrappings = 5

/** Whether the connection failed, be it that a library made an error of its own of that. */
export function isConnectionLost(error: unknown): boolean {
  let inner = error
  for (let depth = 0; depth < mostWrappings && inner instanceof Error; depth += 1) {
    if (inner instanceof OutcomeUnknown) return false
    const code = 'code' in inner && typeof inner.code === 'string' ? inner.code : ''
    // A server that is away leaves no socket to connect to; a file that is missing is another matter.
    if (code === 'ENOENT') return 'syscall' in inner && inner.syscall === 'connect'
    if (lostStates.test(code) || lostCodes.has(code) || lostMessages.test(inner.message)) return true
    inner = inner.cause
  }
  return false
}

/** Two waited for each other, and the server undid one of them (40P01), or could not put them in an order (40001). */
export function isUndone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40P01' || error.code === '40001')
}

/** Whether a statement was stopped because it had run for as long as we let one (57014). */
export function isTimedOut(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '57014'
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
