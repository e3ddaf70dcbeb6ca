import { sql } from 'kysely'
import { type Actor, hasRole } from '#platform/actor'
import { addDays, type LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { notFound } from '#platform/http'
import { giveMembership } from './give-membership.ts'
import type { Membership } from './membership.ts'
import { readMemberships } from './read-memberships.ts'

/** A light account as it stands; the ones before it, which it renewed, are left out. */
export type LightAccount = Membership & { hasSponsor: boolean }

/** How long after its end a light account can still be renewed, in days; after that it is given anew. */
const renewableDays = 60

/**
 * Light accounts that hold or lapsed lately, what ends first at the top: all of them for a co-ordinator, for anybody
 * else those that they answer for.
 */
export async function readLightAccounts(
  db: Transaction,
  actor: Actor,
  day: LocalDate,
): Promise<LightAccount[]> {
  const me = actor.kind === 'member' ? actor.memberId : null
  const whose = hasRole(actor, 'coordinator') ? sql`true` : sql`membership.sponsor_id = ${me}::uuid`
  const lights = await readMemberships(
    db,
    sql`membership.role = 'partner' and ${whose} and membership.valid_to > ${addDays(day, -renewableDays)}
      and (membership.ended_at is null or membership.valid_to > ${day})
      and not exists (select from membership as later
        where later.member_id = membership.member_id and later.organisation_id = membership.organisation_id
          and later.role = 'partner' and later.valid_from >= membership.valid_to and later.valid_to > later.valid_from)`,
  )
  const sponsors = [...new Set(lights.flatMap(({ sponsorId }) => sponsorId ?? []))]
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${sponsors}::uuid[]) as sponsor (id) where works_for(id, null, ${day})`.execute(db)
  const answering = new Set(rows.map(({ id }) => id))
  return lights
    .map((light) => ({ ...light, hasSponsor: light.sponsorId !== null && answering.has(light.sponsorId) }))
    .sort((one, other) => String(one.validTo).localeCompare(String(other.validTo)))
}

/** @throws Refusal 404 for one that is not the actor's to renew */
export async function getLightAccount(
  db: Transaction,
  actor: Actor,
  id: string,
  day: LocalDate,
): Promise<LightAccount> {
  const light = (await readLightAccounts(db, actor, day)).find((each) => each.id === id)
  if (light === undefined || (actor.kind === 'member' && light.memberId === actor.memberId))
    throw notFound('light account')
  return light
}

/** The day after which the account lapses, or today where it has. */
export function renewedFrom({ validTo }: Membership, day: LocalDate): LocalDate {
  return validTo !== null && validTo > day ? validTo : day
}

/** A further membership that follows on the last; what was given before stays as it was. */
export async function renewLightAccount(
  db: Transaction,
  actor: Actor,
  light: LightAccount,
  renewal: { until: LocalDate; sponsorId: string; day: LocalDate },
): Promise<void> {
  await giveMembership(db, actor, {
    memberId: light.memberId,
    organisationId: light.organisationId,
    role: 'partner',
    teamId: null,
    area: null,
    validFrom: renewedFrom(light, renewal.day),
    validTo: addDays(renewal.until, 1),
    sponsorId: renewal.sponsorId,
    because: 'Renewed',
  })
}
