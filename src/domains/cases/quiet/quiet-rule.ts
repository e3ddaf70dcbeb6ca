import type { ClientBase } from 'pg'
import { z } from 'zod'

const quietRuleSchema = z.object({
  from: z.iso.date(),
  /** So many days in which nobody did anything. */
  quietDays: z.int().min(7).max(730),
  /** Within so many days a person closes or keeps it. */
  answerDays: z.int().min(1).max(90),
  /** So many days later the rule closes it; null where a person always decides. */
  closesAfterDays: z.int().min(1).max(365).nullable(),
  source: z.string().min(1).max(500),
  /** False for a default that each partnership is to check. */
  verified: z.boolean(),
})

/**
 * Publishes rules for quiet Monitored Cases as the owner; doing it again changes nothing. A partnership has its own from a
 * later day on.
 * @throws Error when a published rule would change: cases were reviewed and closed by it
 */
export async function publishQuietRules(owner: ClientBase, rules: readonly unknown[]): Promise<void> {
  for (const rule of rules.map((each) => quietRuleSchema.parse(each))) {
    const values = [rule.from, rule.quietDays, rule.answerDays, rule.closesAfterDays, rule.source]
    const columns = 'valid_from, quiet_days, answer_days, closes_after_days, source'
    const given = '$1::date, $2::integer, $3::integer, $4::integer, $5::text'
    await owner.query(
      `insert into quiet_rule (${columns}) values (${given}) on conflict (valid_from) do nothing`,
      values,
    )
    const { rowCount } = await owner.query(
      `select ${columns} from quiet_rule where valid_from = $1 intersect select ${given}`,
      values,
    )
    if (rowCount !== 1)
      throw new Error(
        `The rule for quiet cases of ${rule.from} is published and may not change: add one of a later day`,
      )
  }
}
