import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { OrganisationKind } from '../role.ts'

export type CoveredArea = { kind: string; code: string }

/** An organisation on a day, with what it does where. */
export type CoveringOrganisation = {
  id: number
  name: string
  kind: OrganisationKind
  contactAdvice: string
  teams: { name: string; queues: string[] }[]
  /** No label means every type. */
  coverage: { typeCode: string | null; typeLabel: string | null; area: CoveredArea }[]
}

/** Every organisation, team, queue and coverage that holds on the day. A partnership has tens of them, not thousands. */
export async function findOrganisations(db: Transaction, day: LocalDate): Promise<CoveringOrganisation[]> {
  const [organisations, teams, queues, coverage] = await Promise.all([
    db
      .selectFrom('organisation')
      .select(['id', 'name', 'kind', 'contact_advice as contactAdvice'])
      .where('valid_from', '<=', day)
      .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', day)]))
      .orderBy('name')
      .execute(),
    db
      .selectFrom('team')
      .select(['id', 'organisation_id', 'name'])
      .where('valid_from', '<=', day)
      .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', day)]))
      .orderBy('name')
      .execute(),
    db
      .selectFrom('queue')
      .select(['team_id', 'name'])
      .where('valid_from', '<=', day)
      .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', day)]))
      .orderBy('name')
      .execute(),
    db
      .selectFrom('coverage')
      .leftJoin('asb_type', 'asb_type.code', 'coverage.asb_type')
      .select([
        'coverage.organisation_id',
        'coverage.area_kind as kind',
        'coverage.area_code as code',
        'coverage.asb_type as typeCode',
        'asb_type.label as typeLabel',
      ])
      .where('coverage.valid_from', '<=', day)
      .where((where) =>
        where.or([where('coverage.valid_to', 'is', null), where('coverage.valid_to', '>', day)]),
      )
      .orderBy('coverage.area_kind')
      .orderBy('coverage.area_code')
      .execute(),
  ])
  return organisations.map((organisation) => ({
    ...organisation,
    teams: teams
      .filter((team) => team.organisation_id === organisation.id)
      .map(({ id, name }) => ({
        name,
        queues: queues.filter((queue) => queue.team_id === id).map((queue) => queue.name),
      })),
    coverage: coverage
      .filter((row) => row.organisation_id === organisation.id)
      .map(({ kind, code, typeCode, typeLabel }) => ({
        typeCode,
        typeLabel: typeCode === null ? null : (typeLabel ?? typeCode),
        area: { kind, code },
      })),
  }))
}
