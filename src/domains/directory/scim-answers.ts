import type { Answer } from '#platform/http'
import type { DirectoryGroup, DirectoryUser, Found, Page } from './directory-store.ts'
import { ScimRefusal } from './scim-refusal.ts'
import { type Asked, type ListQuery, mostListed, scimJson } from './scim-route.ts'
import { groupUrn, userUrn } from './scim-schemas.ts'

const listUrn = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

export type Resource = Record<string, unknown> & { id: string }

export const etag = (version: number) => `W/"${version}"`

export function userResource(user: DirectoryUser, base: string): Resource {
  const name = withoutEmpty({
    formatted: user.formattedName,
    familyName: user.familyName,
    givenName: user.givenName,
  })
  return {
    schemas: [userUrn],
    id: user.id,
    ...withoutEmpty({ externalId: user.externalId }),
    meta: metaOf('User', user, `${base}/Users/${user.id}`),
    userName: user.userName,
    ...(Object.keys(name).length === 0 ? {} : { name }),
    ...withoutEmpty({ displayName: user.displayName }),
    active: user.active,
    emails: [{ value: user.email, type: 'work', primary: true }],
  }
}

export function groupResource(group: DirectoryGroup, base: string): Resource {
  return {
    schemas: [groupUrn],
    id: group.id,
    ...withoutEmpty({ externalId: group.externalId }),
    meta: metaOf('Group', group, `${base}/Groups/${group.id}`),
    displayName: group.displayName,
    ...(group.members === undefined
      ? {}
      : {
          members: group.members.map(({ value, display }) => ({
            value,
            display,
            $ref: `${base}/Users/${value}`,
          })),
        }),
  }
}

function metaOf(
  resourceType: string,
  { createdAt, modifiedAt, version }: { createdAt: Date; modifiedAt: Date; version: number },
  location: string,
): object {
  return {
    resourceType,
    created: createdAt.toISOString(),
    lastModified: modifiedAt.toISOString(),
    location,
    version: etag(version),
  }
}

/** A value that is not there is left out and never null (MicrosoftDocs, SCIM guidelines). */
function withoutEmpty(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}

/** Which part of a list is asked for; what is out of bounds is brought within (RFC 7644 section 3.4.2.4). */
export function pageOf({ startIndex = 1, count = mostListed() }: ListQuery): Page {
  const from = Math.min(Math.max(startIndex, 1), 1_000_000_000)
  return { skip: from - 1, most: Math.min(Math.max(count, 0), mostListed()) }
}

/** A list, empty or not: never a 404. */
export function listAnswer<T>(
  { total, found }: Found<T>,
  toResource: (each: T) => Resource,
  query: ListQuery,
): Answer {
  const resources = found.map((each) => chosen(toResource(each), query))
  return scimJson({
    schemas: [listUrn],
    totalResults: total,
    startIndex: pageOf(query).skip + 1,
    itemsPerPage: resources.length,
    Resources: resources,
  })
}

/** One resource with its version; 304 to whoever has that version. */
export function oneAnswer(
  resource: Resource,
  version: number,
  { query, ifNoneMatch }: Pick<Asked, 'query' | 'ifNoneMatch'>,
): Answer {
  const headers = { etag: etag(version) }
  if (ifNoneMatch?.includes(etag(version))) return { text: '', type: 'text/plain', status: 304, headers }
  return scimJson(chosen(resource, query), 200, headers)
}

/** The attributes that are asked for; id and schemas are always given (RFC 7643 section 7). */
export function chosen(resource: Resource, { attributes, excludedAttributes }: ListQuery): Resource {
  const wanted = namesIn(attributes)
  const unwanted = namesIn(excludedAttributes)
  const { id } = resource
  const kept = Object.entries(resource).filter(([key]) => {
    const name = key.toLowerCase()
    if (name === 'id' || name === 'schemas') return true
    return wanted.size > 0 ? wanted.has(name) : !unwanted.has(name)
  })
  return { ...Object.fromEntries(kept), id }
}

/** Names of attributes in a list, of a part the whole: `name.givenName` asks for the name. */
function namesIn(list: string | undefined): Set<string> {
  const names = (list ?? '').split(',').map((name) => {
    const [attribute = ''] = name
      .trim()
      .replace(/^urn:.*:/i, '')
      .split(/[.[]/)
    return attribute.toLowerCase()
  })
  return new Set(names.filter((name) => name !== ''))
}

/** Whether a list or resource is to say who is in a group: costly, and mostly not wanted. */
export function wantsMembers({ attributes, excludedAttributes }: ListQuery): boolean {
  const wanted = namesIn(attributes)
  return wanted.size > 0 ? wanted.has('members') : !namesIn(excludedAttributes).has('members')
}

export function absent(what: 'User' | 'Group', id: string): ScimRefusal {
  return new ScimRefusal(404, undefined, `There is no ${what} ${id.slice(0, 100)}`)
}

export function stale(): ScimRefusal {
  return new ScimRefusal(412, undefined, 'It was changed since that version was read')
}

/** All that is asked for at once; undefined where nothing can be all of it, such as the same attribute with two values. */
export function combine<Search extends object>(parts: readonly (Search | undefined)[]): Search | undefined {
  const all: Search = Object.assign({}, ...parts)
  const isPossible = parts.every(
    (part) =>
      part !== undefined && Object.entries(part).every(([key, value]) => Reflect.get(all, key) === value),
  )
  return isPossible ? all : undefined
}
