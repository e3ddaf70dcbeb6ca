import type { Route } from '#platform/http'
import { ScimRefusal } from './scim-refusal.ts'
import { mostListed, scimJson, scimRoute } from './scim-route.ts'
import { describeSchemas, groupUrn, userUrn } from './scim-schemas.ts'

type Described = { id: string }

/** What the interface can do (RFC 7644 section 4), for whoever may use it. */
export const discoveryRoutes: readonly Route[] = [
  scimRoute({
    method: 'GET',
    path: '/ServiceProviderConfig',
    audit: 'nothing',
    summary: 'What this interface can do',
    handler: async ({ base }) => scimJson(providerConfig(base)),
  }),
  ...described('/Schemas', 'The attributes that are kept', describeSchemas),
  ...described('/ResourceTypes', 'What can be provisioned', resourceTypes),
]

function described(path: string, summary: string, describe: (base: string) => readonly Described[]): Route[] {
  return [
    scimRoute({
      method: 'GET',
      path,
      audit: 'nothing',
      summary,
      async handler({ base, query }) {
        // A filter here is to be refused (RFC 7644 section 4).
        if (query.filter !== undefined) throw new ScimRefusal(403, undefined, 'This list takes no filter')
        const resources = describe(base)
        return scimJson({
          schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
          totalResults: resources.length,
          startIndex: 1,
          itemsPerPage: resources.length,
          Resources: resources,
        })
      },
    }),
    scimRoute({
      method: 'GET',
      path: `${path}/:id`,
      audit: 'nothing',
      summary: `${summary}, one of them`,
      async handler({ base, params }) {
        const found = describe(base).find(({ id }) => id === params.id)
        if (found === undefined)
          throw new ScimRefusal(404, undefined, `There is no ${params.id.slice(0, 100)}`)
        return scimJson(found)
      },
    }),
  ]
}

function resourceTypes(base: string): Described[] {
  return [
    { name: 'User', endpoint: '/Users', schema: userUrn },
    { name: 'Group', endpoint: '/Groups', schema: groupUrn },
  ].map((type) => ({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: type.name,
    ...type,
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${type.name}` },
  }))
}

function providerConfig(base: string): object {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: mostListed() },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'One long-lived token of the organisation, made by the operator of this service',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  }
}
