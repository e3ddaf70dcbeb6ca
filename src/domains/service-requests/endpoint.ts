import { sql } from 'kysely'
import { z } from 'zod'
import type { Transaction } from '#platform/database'
import { keyFor, seal, unseal } from '#platform/sign-in'
import type { Service } from './geo-report.ts'

/** A system of an organisation that takes service requests. */
export type ServiceEndpoint = {
  id: string
  organisationId: number
  name: string
  url: string
  jurisdictionId: string
  knowsRepeats: boolean
  servicesWantedAt: Date
  servicesReadAt: Date | null
  servicesOutcome: string
  services: readonly Service[]
  /** Its service code for the code of a type. */
  mapping: Readonly<Record<string, string>>
  madeByName: string
  madeAt: Date
  disabledAt: Date | null
}

const servicesSchema = z.array(z.object({ code: z.string(), name: z.string() }))
const mappingSchema = z.record(z.string(), z.string())

/** Keys as the database keeps them: encrypted for this installation alone. */
export function endpointKeySeal(installationSecret: string) {
  const key = keyFor(installationSecret, 'keys of service endpoints')
  return { seal: (text: string) => seal(text, key), unseal: (sealed: Buffer) => unseal(sealed, key) }
}
export type EndpointKeySeal = ReturnType<typeof endpointKeySeal>

/** Those of some organisations, or one of them, by name. */
export async function readEndpoints(
  db: Transaction,
  organisations: readonly number[],
  id?: string,
): Promise<ServiceEndpoint[]> {
  type Row = Omit<ServiceEndpoint, 'services' | 'mapping'> & { services: unknown; mapping: unknown }
  const { rows } = await sql<Row>`
    select endpoint.id, organisation_id as "organisationId", endpoint.name, url, jurisdiction_id as "jurisdictionId",
      knows_repeats as "knowsRepeats", services_wanted_at as "servicesWantedAt", services_read_at as "servicesReadAt",
      services_outcome as "servicesOutcome", services, mapping, member.name as "madeByName", made_at as "madeAt",
      disabled_at as "disabledAt"
    from service_endpoint as endpoint join member on member.id = made_by
    where organisation_id = any (${[...organisations]}::integer[])
      and (${id ?? null}::uuid is null or endpoint.id = ${id ?? null}::uuid)
    order by endpoint.name, endpoint.id`.execute(db)
  return rows.map((row) => ({
    ...row,
    services: servicesSchema.parse(row.services),
    mapping: mappingSchema.parse(row.mapping),
  }))
}

/** What it would take a report of a type as; nothing where nobody said so or it no longer offers that. */
export function serviceFor({ services, mapping }: ServiceEndpoint, asbType: string): Service | undefined {
  return services.find(({ code }) => code === mapping[asbType])
}
