/** A refusal that the person can understand; everything else that is thrown is our fault and becomes a 500. */
export class Refusal extends Error {
  readonly status: number
  readonly heading: string
  readonly problems: readonly FieldProblem[]
  readonly kind: ProblemKind | undefined

  constructor(
    status: number,
    heading: string,
    message: string,
    problems: readonly FieldProblem[] = [],
    kind?: ProblemKind,
  ) {
    super(message)
    this.status = status
    this.heading = heading
    this.problems = problems
    this.kind = kind
  }
}

/** Problems that any page may have, so that they can be told in the visitor's language. */
export type ProblemKind =
  | 'not_found'
  | 'wrong_address'
  | 'unreadable'
  | 'too_large'
  | 'wrong_format'
  | 'too_many'
  | 'broken'
  | 'lost_while_saving'
  | 'unavailable'
  | 'busy'

/** A field of a machine's request and what is wrong with it. */
export type FieldProblem = { field: string; message: string }

/** Missing or invisible: the answer is the same, so that nobody learns what exists. */
export function notFound(what = 'page'): Refusal {
  return new Refusal(
    404,
    `${what.charAt(0).toUpperCase()}${what.slice(1)} not found`,
    `This ${what} does not exist, or your organisation cannot see it. Check the address or reference.`,
    [],
    'not_found',
  )
}

export function forbidden(message = 'Your role does not include this. You are still signed in.'): Refusal {
  return new Refusal(403, 'You cannot do this', message)
}

/** Somebody else was quicker; the message says who holds the record now. */
export function conflict(message: string): Refusal {
  return new Refusal(409, 'This has changed since you opened it', message)
}

export function invalid(message: string, problems: readonly FieldProblem[] = []): Refusal {
  return new Refusal(422, 'There is a problem with what was sent', message, problems)
}

export function badRequest(message: string): Refusal {
  return new Refusal(400, 'There is a problem with the address', message, [], 'wrong_address')
}

export function notSignedIn(): Refusal {
  return new Refusal(401, 'You need to sign in', 'Sign in, and what you were doing goes on from here.')
}
