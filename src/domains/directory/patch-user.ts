import { Messages } from 'scimmy'
import {
  asRefusal,
  assigned,
  type DescribedUser,
  describe,
  invalidValue,
  plain,
  toResource,
  type UserResource,
} from './described-user.ts'
import { type Operation, readOperations } from './patch-operations.ts'
import { readFilter } from './scim-filter.ts'
import { ScimRefusal } from './scim-refusal.ts'
import { findAttribute } from './scim-schemas.ts'

/**
 * What a person is described as after a PATCH (RFC 7644 section 3.5.2), in Entra ID's forms too. The library applies
 * each operation; before it does, paths are put in the standard's letters and what is not kept here is passed over.
 * @throws ScimRefusal invalidPath, invalidSyntax, invalidValue, invalidFilter, mutability or noTarget
 */
export async function patchUser(before: DescribedUser, body: unknown): Promise<DescribedUser> {
  let resource = toResource(before)
  for (const operation of readOperations(body))
    for (const step of stepsOf(operation)) resource = await apply(resource, step)
  const after = describe(resource, before)
  if (Reflect.get(resource, 'active') === undefined) throw invalidValue('active: it is either true or false')
  return after
}

type Step = { op: Operation['op']; path: string; value?: unknown }

async function apply(resource: UserResource, step: Step): Promise<UserResource> {
  try {
    const message = new Messages.PatchOp({ schemas: [Messages.PatchOp.id], Operations: [step] })
    // Nothing is given back where nothing changed.
    return (await message.apply<UserResource>(resource)) ?? resource
  } catch (error) {
    throw asRefusal(error)
  }
}

/** An operation without a path is one for each attribute of its value. */
function stepsOf({ op, path, value }: Operation): Step[] {
  if (path !== undefined) return step(op, path, value)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidValue('An operation without a path needs an object as its value')
  return Object.entries(value).flatMap(([key, part]) => (assigned.has(key) ? [] : step(op, key, part)))
}

const schemaPrefix = /^urn:ietf:params:scim:schemas:core:2\.0:user:/i
const pathForm = /^([A-Za-z$][\w$-]*)(?:\[([^[\]]*)\])?(?:\.([A-Za-z$][\w$-]*))?$/

function step(op: Operation['op'], sent: string, value: unknown): Step[] {
  if (findAttribute(sent)?.kept === false) return []
  const [, name, bracket, part] = pathForm.exec(sent.replace(schemaPrefix, '')) ?? []
  const found = name === undefined ? undefined : findAttribute(part === undefined ? name : `${name}.${part}`)
  if (name === undefined || found === undefined)
    throw new ScimRefusal(400, 'invalidPath', `There is no attribute at “${sent.slice(0, 100)}”`)
  if (assigned.has(found.name.split('.')[0] ?? ''))
    throw new ScimRefusal(400, 'mutability', `${found.name} cannot be changed`)
  if (!found.kept) return []
  const path = bracket === undefined ? found.name : bracketed(found.name, bracket)
  if (path === undefined) return []
  if (value === undefined) return [{ op, path }]
  const kept = plain(found.name, value)
  // Parts of a name that are not sent stay as they are (RFC 7644 section 3.5.2.3).
  if (path === 'name' && op !== 'remove' && typeof kept === 'object' && kept !== null && !Array.isArray(kept))
    return Object.entries(kept).map(([each, words]) => ({ op, path: `name.${each}`, value: words }))
  return [{ op, path, value: kept }]
}

/** The one address that is kept is of type “work” and primary; brackets that mean another mean none of ours. */
function bracketed(name: string, bracket: string): string | undefined {
  const [attribute, part] = name.split('.')
  if (attribute !== 'emails')
    throw new ScimRefusal(400, 'invalidPath', `${attribute ?? name} is not a list to choose from`)
  const isOurs = readFilter(bracket).every(({ path, value }) => {
    const wanted = String(value).toLowerCase()
    return path === 'type' ? wanted === 'work' : path === 'primary' && wanted === 'true'
  })
  if (!isOurs) return undefined
  return part === undefined ? 'emails[type eq "work"]' : `emails[type eq "work"].${part}`
}
