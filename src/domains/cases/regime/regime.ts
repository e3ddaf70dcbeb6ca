import type { MemberActor } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'

/**
 * Under which rules personal data of a case is processed. A council moves from one to the other when a matter turns from
 * housing management into enforcement, so a case keeps the history (Data Protection Act 2018 sections 29 to 31).
 */
export const regimes = {
  uk_gdpr: 'UK GDPR: general processing',
  part_3: 'Part 3: law enforcement',
} as const
export type Regime = keyof typeof regimes
export const regimeCodes = Object.keys(regimes) as [Regime, ...Regime[]]

export type RegimeEntry = {
  regime: Regime
  reason: string
  since: Date
  actorName: string
  organisationName: string
}

/** The regimes of a case, the one that holds first. */
export function readRegimes(db: Transaction, caseId: string): Promise<RegimeEntry[]> {
  return db
    .selectFrom('case_regime')
    .innerJoin('organisation', 'organisation.id', 'case_regime.organisation_id')
    .select([
      'case_regime.regime',
      'case_regime.reason',
      'case_regime.since',
      'case_regime.actor_name as actorName',
      'organisation.name as organisationName',
    ])
    .where('case_id', '=', caseId)
    .orderBy('case_regime.since', 'desc')
    .orderBy('case_regime.id', 'desc')
    .execute()
}

/** Writes from when, by whom and why a case is worked under a regime. */
export async function recordRegime(
  db: Transaction,
  actor: MemberActor,
  decided: { caseId: string; organisationId: number; regime: Regime; reason: string; now: Date },
): Promise<void> {
  await db
    .insertInto('case_regime')
    .values({
      id: newId(),
      case_id: decided.caseId,
      regime: decided.regime,
      reason: decided.reason,
      since: decided.now,
      organisation_id: decided.organisationId,
      member_id: actor.memberId,
      actor_name: actor.name,
    })
    .execute()
}
