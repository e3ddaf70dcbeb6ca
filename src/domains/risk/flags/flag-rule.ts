import type { ClientBase } from 'pg'
import { z } from 'zod'
import { flagKinds } from './flag.ts'

/** A named definition of repeat, vulnerability or escalation, in one version. */
export const flagRuleSchema = z
  .object({
    code: z.string().regex(/^[a-z][a-z0-9_]*$/),
    version: z.int().positive(),
    validFrom: z.iso.date(),
    validTo: z.iso.date().optional(),
    kind: z.enum(flagKinds),
    name: z.string().min(1),
    source: z.string().min(1),
    measure: z.enum(['reports', 'vulnerability', 'risk']),
    entity: z.enum(['person', 'household', 'place', 'report']),
    /** So many reports, the one that is looked at among them. */
    atLeast: z.int().positive(),
    windowDays: z.int().positive(),
    sameType: z.boolean().default(false),
    withinMetres: z.int().positive().optional(),
    /** Of the people who count. */
    roles: z.array(z.enum(['reporter', 'victim', 'witness', 'alleged_perpetrator', 'other'])),
    expiresAfterDays: z.int().positive(),
  })
  .refine(
    ({ entity, withinMetres }) => (entity === 'place') === (withinMetres !== undefined),
    'A place has a radius',
  )

/**
 * Publishes definitions as the owner; doing it again changes nothing. Throws when a published version would change:
 * flags were raised by it, so another number or window is a new version.
 */
export async function publishFlagRules(owner: ClientBase, rules: readonly unknown[]): Promise<void> {
  for (const rule of rules.map((each) => flagRuleSchema.parse(each))) {
    const values = [
      ...[rule.code, rule.version, rule.validFrom, rule.validTo ?? null, rule.kind, rule.name, rule.source],
      ...[rule.measure, rule.entity, rule.atLeast, rule.windowDays, rule.sameType, rule.withinMetres ?? null],
      ...[rule.roles, rule.expiresAfterDays],
    ]
    const columns = `code, version, valid_from, valid_to, kind, name, source, measure, entity, at_least, window_days,
      same_type, within_m, roles, expires_after_days`
    const given = `$1::text, $2::integer, $3::date, $4::date, $5::text, $6::text, $7::text, $8::text, $9::text, $10::integer,
      $11::integer, $12::boolean, $13::integer, $14::text[], $15::integer`
    await owner.query(
      `insert into flag_rule (${columns}) values (${given}) on conflict (code, version) do nothing`,
      values,
    )
    const { rowCount } = await owner.query(
      `select ${columns} from flag_rule where code = $1 and version = $2 intersect select ${given}`,
      values,
    )
    if (rowCount !== 1)
      throw new Error(
        `Version ${rule.version} of ${rule.code} is published and may not change: add version ${rule.version + 1}`,
      )
  }
}
