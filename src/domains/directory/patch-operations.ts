import { asObject, invalidValue } from './described-user.ts'
import { ScimRefusal } from './scim-refusal.ts'

export type Operation = { op: 'add' | 'remove' | 'replace'; path: string | undefined; value: unknown }

const patchUrn = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const mostOperations = 1_000
const longestPath = 300

/**
 * The operations of a PATCH (RFC 7644 section 3.5.2). Their names come in any letters: Entra ID sends “Add”.
 * @throws ScimRefusal invalidSyntax, invalidPath, invalidValue, noTarget or tooMany
 */
export function readOperations(body: unknown): Operation[] {
  const { schemas, Operations: operations } = asObject(body, 'The body is to be one PatchOp')
  if (!Array.isArray(schemas) || !schemas.includes(patchUrn))
    throw new ScimRefusal(400, 'invalidSyntax', `schemas is to name ${patchUrn}`)
  if (!Array.isArray(operations) || operations.length === 0)
    throw new ScimRefusal(400, 'invalidSyntax', 'Operations is to list at least one operation')
  if (operations.length > mostOperations)
    throw new ScimRefusal(413, 'tooMany', `No more than ${mostOperations} operations are taken at once`)
  return operations.map(readOperation)
}

function readOperation(sent: unknown): Operation {
  const { op, path, value } = asObject(sent, 'An operation is an object')
  const name = typeof op === 'string' ? op.toLowerCase() : ''
  if (name !== 'add' && name !== 'remove' && name !== 'replace')
    throw new ScimRefusal(400, 'invalidSyntax', 'op is one of add, remove and replace')
  const isWithoutPath = path === undefined || path === null || path === ''
  if (!isWithoutPath && (typeof path !== 'string' || path.length > longestPath))
    throw new ScimRefusal(400, 'invalidPath', 'path is a short text')
  if (isWithoutPath && name === 'remove') throw new ScimRefusal(400, 'noTarget', 'remove needs a path')
  if (name === 'add' && value === undefined) throw invalidValue('add needs a value')
  return { op: name, path: isWithoutPath ? undefined : String(path).trim(), value }
}
