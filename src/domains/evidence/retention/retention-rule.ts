import type { ClientBase } from 'pg'
import { z } from 'zod'
import { evidenceKinds } from '../evidence.ts'

/** What became of a report that is in no case. */
export const reportOutcomes = {
  closed: 'Report closed without a case',
  refused: 'Report refused',
  not_asb: 'Report found not to be anti-social behaviour',
} as const

export const keptKinds = ['any', ...evidenceKinds] as const

/** What can become of a record: of the case that closed last, or of the report itself. */
export const keptOutcomes = [
  'any',
  'resolved',
  'behaviour_stopped',
  'enforcement',
  'no_further_contact',
  'no_evidence',
  'moved_away',
  'closed',
  'refused',
  'not_asb',
] as const

export const mostMonths = 1_200

const retentionRuleSchema = z.object({
  from: z.iso.date(),
  kind: z.enum(keptKinds),
  outcome: z.enum(keptOutcomes),
  /** After the record ended; null where the product never deletes it. */
  keepMonths: z.int().min(1).max(mostMonths).nullable(),
  source: z.string().min(1).max(500),
  /** False for a default that each partnership is to check. */
  verified: z.boolean(),
})

/**
 * Publishes how long evidence is kept as the owner; doing it again changes nothing. A partnership has its own from a later
 * day on.
 * @throws Error when a published rule would change: evidence was deleted by it
 */
export async function publishEvidenceRetention(owner: ClientBase, rules: readonly unknown[]): Promise<void> {
  for (const rule of rules.map((each) => retentionRuleSchema.parse(each))) {
    const values = [rule.from, rule.kind, rule.outcome, rule.keepMonths, rule.source]
    const columns = 'valid_from, kind, outcome, keep_months, source'
    const given = '$1::date, $2::text, $3::text, $4::integer, $5::text'
    await owner.query(
      `insert into evidence_retention (${columns}) values (${given}) on conflict do nothing`,
      values,
    )
    const { rowCount } = await owner.query(
      `select ${columns} from evidence_retention where valid_from = $1 and kind = $2 and outcome = $3 intersect select ${given}`,
      values,
    )
    if (rowCount !== 1)
      throw new Error(
        `The rule of ${rule.from} for keeping evidence is published and may not change: add one of a later day`,
      )
  }
}
