import type pg from 'pg'
import { asbTypes, asbTypesValidFrom } from '../types/index.ts'
import type { DemoCounty } from './generate-demo.ts'
import { insertRows } from './insert-rows.ts'
import { loadPeople } from './load-people.ts'
import { loadSharing } from './load-sharing.ts'
import { loadTypeAdvice } from './load-type-advice.ts'

/** Writes the types of the pack that are not there yet, the organisations with their people, the routing rules and what is shared. */
export async function loadPartnership(owner: pg.ClientBase, county: DemoCounty): Promise<void> {
  await loadTypes(owner)
  await loadOrganisations(owner, county)
  await loadTypeAdvice(owner)
  await loadPeople(owner, county)
  await loadRules(owner, county)
  await loadSharing(owner, county)
}

async function loadTypes(owner: pg.ClientBase): Promise<void> {
  const { rows } = await owner.query<{ code: string }>('select code from asb_type')
  const known = new Set(rows.map(({ code }) => code))
  await insertRows(
    owner,
    'asb_type',
    asbTypes
      .filter(({ code }) => !known.has(code))
      .map((type) => ({
        code: type.code,
        label: type.label,
        national_type: type.nationalType,
        qualifier: type.qualifier,
        priority: type.priority,
        valid_from: asbTypesValidFrom,
        parent: type.parent ?? null,
      })),
  )
}

async function loadOrganisations(owner: pg.ClientBase, { partnership, options }: DemoCounty): Promise<void> {
  const { organisations, teams, queues, members, coverage } = partnership
  const modified = `${options.today}T00:00:00Z`
  await insertRows(
    owner,
    'organisation',
    organisations.map(({ id, name, shortName, kind, contactAdvice }) => ({
      id,
      name,
      short_name: shortName,
      kind,
      contact_advice: contactAdvice,
      valid_from: '2000-01-01',
      modified_at: modified,
    })),
  )
  const since = { valid_from: '2000-01-01' }
  await insertRows(
    owner,
    'team',
    teams.map(({ id, organisationId, name }) => ({ id, organisation_id: organisationId, name, ...since })),
  )
  await insertRows(
    owner,
    'queue',
    queues.map(({ id, organisationId, teamId, name, isFallback }) => ({
      id,
      organisation_id: organisationId,
      team_id: teamId,
      name,
      is_fallback: isFallback,
      ...since,
    })),
  )
  await insertRows(
    owner,
    'member',
    members.map(({ id, name, email }) => ({ id, name, email })),
  )
  await insertRows(
    owner,
    'membership',
    members.map(({ id, membershipId, organisationId, teamId, role }) => ({
      id: membershipId,
      member_id: id,
      organisation_id: organisationId,
      // Whoever triages or supervises looks after the whole organisation, not the queues of one team.
      team_id: role === 'supervisor' || role === 'triage_officer' ? null : (teamId ?? null),
      role,
      ...since,
    })),
  )
  await insertRows(
    owner,
    'coverage',
    coverage.map(({ id, organisationId, areaKind, areaCode, asbType }) => ({
      id,
      organisation_id: organisationId,
      area_kind: areaKind,
      area_code: areaCode,
      asb_type: asbType ?? null,
      ...since,
    })),
  )
}

async function loadRules(owner: pg.ClientBase, { rules }: DemoCounty): Promise<void> {
  await insertRows(
    owner,
    'routing_rule',
    rules.map((rule) => ({
      id: rule.id,
      position: rule.position,
      name: rule.name,
      area_kind: rule.areaKind ?? null,
      area_code: rule.areaCode ?? null,
      asb_type: rule.asbType ?? null,
      queue_id: rule.queue.id,
      valid_from: rule.validFrom,
      valid_to: rule.validTo ?? null,
    })),
  )
  await insertRows(
    owner,
    'routing_condition',
    rules.flatMap(({ id, conditions }) => conditions.map((condition) => ({ rule_id: id, ...condition }))),
  )
}
