import type pg from 'pg'
import { createApiToken } from '#domains/feed'
import { newId } from '#platform/ids'
import type { MachineServer } from './machine-server.ts'

export type ScimAnswer = {
  status: number
  /** The document that was answered; empty where there was none. */
  body: Record<string, unknown>
  text: string
  header(name: string): string
}

/** A directory as it calls: one token, SCIM's content type. */
export type DirectoryCaller = {
  tokenId: string
  ask(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<ScimAnswer>
}

/** A token of the organisation that may provision, and calls with it; `owner` is the schema's owner. */
export async function newDirectory(
  owner: pg.ClientBase,
  { server }: MachineServer,
  organisationId: number,
): Promise<DirectoryCaller> {
  const { id, secret } = await createApiToken(owner, {
    organisationId,
    name: `Directory of ${organisationId}`,
    abilities: ['provision_directory'],
    expiresAt: undefined,
  })
  return { tokenId: id, ask: callerWith(server, secret) }
}

/** Calls with any token, or one that is made up. */
export function callerWith(server: MachineServer['server'], secret: string): DirectoryCaller['ask'] {
  return async (method, path, body, headers = {}) => {
    const payload = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    const answer = await server.inject({
      method,
      url: `/scim/v2${path}`,
      headers: {
        authorization: `Bearer ${secret}`,
        ...(payload === undefined ? {} : { 'content-type': 'application/scim+json' }),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    })
    return {
      status: answer.statusCode,
      body: answer.body.startsWith('{') ? answer.json<Record<string, unknown>>() : {},
      text: answer.body,
      header: (name) => String(answer.headers[name] ?? ''),
    }
  }
}

const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'

/** Somebody as Entra ID sends them when they join. */
export function newPerson(name: string, organisation: string): Record<string, unknown> {
  const address = `${name}@${organisation}.example`
  return {
    schemas: [userUrn, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
    externalId: newId(),
    userName: address,
    active: true,
    displayName: name,
    emails: [{ primary: true, type: 'work', value: address }],
    meta: { resourceType: 'User' },
    name: { formatted: name, familyName: 'Example', givenName: name },
    roles: [],
  }
}

export const patchOf = (...operations: readonly object[]): object => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: operations,
})
