import { sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Switch } from './powers.ts'
import type { Given } from './rules/next-steps.ts'

export type InterventionStatus = 'open' | 'undone' | 'ended'

/** One use of a power on a case, as whoever may read it sees it. */
export type Intervention = {
  id: string
  power: string
  partyId: string | null
  /** Who that is, in whichever role and however often they had it; none for a place. */
  personId: string | null
  /** Whom or what it is about. */
  about: string
  bornOn: LocalDate | null
  address: string
  place: string
  issuedOn: LocalDate
  endsOn: LocalDate | null
  authority: string
  grounds: string
  evidence: string
  because: string
  conditions: string[]
  /** Where the law counts hours. */
  beginsAt: Date | null
  endsAt: Date | null
  servedAt: Date | null
  appealBy: Date | null
  reviewOn: LocalDate | null
  complyBy: Date | null
  courtBy: Date | null
  status: InterventionStatus
  breaches: number
  organisationId: number
  organisationName: string
  recordedBy: string
  version: number
}

/** Every intervention of a case that the reader may see, the oldest first. */
export function readInterventions(db: Transaction, caseId: string): Promise<Intervention[]> {
  return interventionQuery(db).where('intervention.case_id', '=', caseId).execute()
}

/** One of them, if it is of this case and the reader may see it. */
export function findIntervention(
  db: Transaction,
  caseId: string,
  id: string,
): Promise<Intervention | undefined> {
  return interventionQuery(db)
    .where('intervention.case_id', '=', caseId)
    .where('intervention.id', '=', id)
    .executeTakeFirst()
}

function interventionQuery(db: Transaction) {
  return db
    .selectFrom('intervention')
    .innerJoin('organisation', 'organisation.id', 'intervention.organisation_id')
    .innerJoin('member', 'member.id', 'intervention.recorded_by')
    .leftJoin('case_party', 'case_party.id', 'intervention.party_id')
    .select([
      'intervention.id as id',
      'intervention.power as power',
      'intervention.party_id as partyId',
      'case_party.person_id as personId',
      sql<string>`coalesce(case_party.name, intervention.place)`.as('about'),
      'case_party.born_on as bornOn',
      sql<string>`coalesce(case_party.address, '')`.as('address'),
      'intervention.place as place',
      'intervention.issued_on as issuedOn',
      'intervention.ends_on as endsOn',
      'intervention.authority as authority',
      'intervention.grounds as grounds',
      'intervention.evidence as evidence',
      'intervention.because as because',
      'intervention.conditions as conditions',
      'intervention.begins_at as beginsAt',
      'intervention.ends_at as endsAt',
      'intervention.served_at as servedAt',
      'intervention.appeal_by as appealBy',
      'intervention.review_on as reviewOn',
      'intervention.comply_by as complyBy',
      'intervention.court_by as courtBy',
      sql<InterventionStatus>`intervention.status`.as('status'),
      'intervention.breaches as breaches',
      'intervention.organisation_id as organisationId',
      'organisation.short_name as organisationName',
      'member.name as recordedBy',
      'intervention.version as version',
    ])
    .orderBy('intervention.issued_on')
    .orderBy('intervention.id')
}

export const asGiven = ({
  power,
  issuedOn,
  servedAt,
  endsOn,
  breaches,
  status,
}: Pick<Intervention, 'power' | 'issuedOn' | 'servedAt' | 'endsOn' | 'breaches' | 'status'>): Given => ({
  power,
  issuedOn,
  servedAt,
  endsOn,
  breached: breaches > 0,
  undone: status === 'undone',
})

export type PowerParty = {
  id: string
  personId: string
  name: string
  role: string
  bornOn: LocalDate | null
}

/** Those of a case about whom a power can be used, as the reader may read them. */
export function readSubjects(db: Transaction, caseId: string): Promise<PowerParty[]> {
  return db
    .selectFrom('case_party')
    .select(['id', 'person_id as personId', 'name', 'role', 'born_on as bornOn'])
    .where('case_id', '=', caseId)
    .where('role', 'in', ['alleged_perpetrator', 'group'])
    .where('until', 'is', null)
    .orderBy('since')
    .orderBy('id')
    .execute()
}

/** Powers of a Bill that two people have switched on. */
export function readSwitches(db: Transaction): Promise<Switch[]> {
  return db
    .selectFrom('power_switch')
    .select(['power as code', 'from_on as from', 'areas'])
    .where('approved_by', 'is not', null)
    .execute()
}

/** The kind of the actor's organisation, which decides whose powers it has. */
export async function readUserKind(db: Transaction, organisationId: number): Promise<string> {
  const { kind } = await db
    .selectFrom('organisation')
    .select('kind')
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow()
  return kind
}

export type InterventionEvent = {
  kind: string
  happenedAt: Date
  how: string
  byWhom: string
  proof: string
  what: string
  /** What a variation changed, as it was before. */
  conditionsBefore: string[] | null
  endsBefore: LocalDate | null
}

/** What became of an intervention, in its order. */
export function readEvents(db: Transaction, interventionId: string): Promise<InterventionEvent[]> {
  return db
    .selectFrom('intervention_event')
    .select([
      'kind',
      'happened_at as happenedAt',
      'how',
      'by_whom as byWhom',
      'proof',
      'what',
      'conditions_before as conditionsBefore',
      'ends_before as endsBefore',
    ])
    .where('intervention_id', '=', interventionId)
    .orderBy('happened_at')
    .orderBy('id')
    .execute()
}
