import { type Problem, type ProblemDocument, Refusal } from '#platform/http'

/** Keywords of RFC 7644 table 9, as far as they can come of what is taken here. */
export type ScimType =
  | 'invalidFilter'
  | 'invalidPath'
  | 'invalidSyntax'
  | 'invalidValue'
  | 'mutability'
  | 'noTarget'
  | 'tooMany'
  | 'uniqueness'

/** A refusal in the words of SCIM; `scimType` is left out where the standard has no keyword. */
export class ScimRefusal extends Refusal {
  readonly scimType: ScimType | undefined

  constructor(status: number, scimType: ScimType | undefined, detail: string) {
    super(status, 'The directory sent something that is refused', detail)
    this.scimType = scimType
  }
}

export const scimContentType = 'application/scim+json; charset=utf-8'
const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** An error as RFC 7644 section 3.12 has it. */
export function errorBody(status: number, detail: string, scimType?: ScimType): object {
  return { schemas: [errorSchema], status: String(status), ...(scimType ? { scimType } : {}), detail }
}

/** What went wrong before or outside a handler, for the server to answer. */
export const scimProblem: ProblemDocument = (problem: Problem) => {
  // SCIM knows no 422; what cannot be taken is a 400.
  const status = problem.status === 422 ? 400 : problem.status
  const fields = problem.problems.map(({ field, message }) => `${field}: ${message}`)
  const detail = status === 401 ? 'Send a valid token as Authorization: Bearer.' : problem.message
  const scimType =
    problem instanceof ScimRefusal ? problem.scimType : problem.status === 422 ? 'invalidValue' : undefined
  return {
    status,
    type: scimContentType,
    body: errorBody(status, [detail, ...fields].join(' '), scimType),
  }
}
