import type pg from 'pg'
import type { Row } from './insert-rows.ts'
import { demoAgreement } from './load-sharing.ts'

/** The circle of each organisation for what it is given under the county's agreement. */
export type GivenCircles = ReadonlyMap<number, number>

export async function readGivenCircles(owner: pg.ClientBase): Promise<GivenCircles> {
  const { rows } = await owner.query<{ id: number; organisation_id: number }>(
    'select id, organisation_id from circle where agreement_id = $1 and partition_code is null',
    [demoAgreement],
  )
  return new Map(rows.map(({ id, organisation_id }) => [organisation_id, id]))
}

type SharedRecord = {
  id: string
  organisationId: number
  /** Every organisation that sees it, its holder among them. */
  audience: readonly number[]
}

/** As the database would work it out from the holder and the shares. */
export function audienceOf({ organisationId, audience }: SharedRecord, circles: GivenCircles): number[] {
  return [organisationId, ...partnersOf(organisationId, audience).map((id) => circleOf(circles, id))].sort(
    (one, other) => one - other,
  )
}

/** One share for each partner of the record. */
export function shareRows(
  record: SharedRecord,
  shared: {
    column: 'report_id' | 'case_id'
    because: 'rule' | 'partner'
    at: Date
    /** Who gave it by hand. */
    by?: string
    /** The sharing rule by which this partner has it. */
    ruleFor?: (receiver: number) => string | undefined
  },
  circles: GivenCircles,
): Row[] {
  return partnersOf(record.organisationId, record.audience).map((organisationId) => ({
    id: idBeside(record.id, organisationId),
    [shared.column]: record.id,
    organisation_id: organisationId,
    agreement_id: demoAgreement,
    circle_id: circleOf(circles, organisationId),
    level: 'full',
    // What no rule says was given by a person: with a case, or before the report moved on.
    because:
      shared.ruleFor !== undefined && shared.ruleFor(organisationId) === undefined
        ? 'partner'
        : shared.because,
    sharing_rule_id: shared.ruleFor?.(organisationId) ?? null,
    reason: '',
    lawful_basis: '',
    given_by_organisation_id: record.organisationId,
    given_by: shared.by ?? null,
    given_at: shared.at,
    ended_because: '',
  }))
}

const partnersOf = (holder: number, audience: readonly number[]) => audience.filter((id) => id !== holder)

function circleOf(circles: GivenCircles, organisationId: number): number {
  const circle = circles.get(organisationId)
  if (circle === undefined) throw new Error(`Organisation ${organisationId} is not a party to the agreement`)
  return circle
}

/** The record's own id with the organisation's number put into its last digits: the same in every load. */
function idBeside(id: string, organisationId: number): string {
  return `${id.slice(0, -4)}${(organisationId + 0xa000).toString(16)}`
}
