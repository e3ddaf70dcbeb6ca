import { sql } from 'kysely'
import type { ClientBase } from 'pg'
import { z } from 'zod'
import { localDateSchema } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'

/** The roles that a page may go to. */
export const pagedRoles = ['supervisor', 'coordinator', 'information_governance', 'case_officer'] as const
export type PagedRole = (typeof pagedRoles)[number]

export const pagedRoleNames: Readonly<Record<PagedRole, string>> = {
  supervisor: 'Supervisors',
  coordinator: 'Co-ordinators',
  information_governance: 'Information governance',
  case_officer: 'Case officers',
}

const stepSchema = z.object({
  role: z.enum(pagedRoles),
  /** Hours after the step before; nights and weekends count. */
  afterHours: z.int().min(0),
})
export const stepsSchema = z.array(stepSchema).min(1)
export type Step = z.output<typeof stepSchema>

/** When what nobody opened pages somebody, as a pack or an organisation writes it. */
export const safetyRuleSchema = z.object({
  from: localDateSchema,
  atLeast: z.int().min(2),
  windowDays: z.int().positive(),
  withinMetres: z.int().positive(),
  unseenHours: z.int().positive(),
  highRiskHours: z.int().positive(),
  lookBackDays: z.int().positive(),
  steps: stepsSchema,
  /** No partnership has adopted it yet. */
  verified: z.boolean(),
  source: z.string().min(1),
})

export type SafetyRule = {
  id: string
  /** Empty for everybody's. */
  organisationName: string | null
  validFrom: string
  atLeast: number
  windowDays: number
  withinM: number
  unseenHours: number
  highRiskHours: number
  steps: readonly Step[]
  source: string
}

/**
 * Publishes the rules that hold where an organisation has none of its own, as the owner; doing it again changes nothing.
 * Throws when a published one would change: pages went out by it, so another number is a rule from another day.
 */
export async function publishSafetyRules(owner: ClientBase, rules: readonly unknown[]): Promise<void> {
  for (const rule of rules.map((each) => safetyRuleSchema.parse(each))) {
    const columns = `valid_from, at_least, window_days, within_m, unseen_hours, high_risk_hours, look_back_days, steps, source`
    const given = `$1::date, $2::integer, $3::integer, $4::integer, $5::integer, $6::integer, $7::integer, $8::jsonb, $9::text`
    const values = [
      ...[rule.from, rule.atLeast, rule.windowDays, rule.withinMetres, rule.unseenHours, rule.highRiskHours],
      ...[rule.lookBackDays, JSON.stringify(rule.steps), rule.source],
    ]
    await owner.query(
      `insert into safety_net_rule (id, ${columns}) values ($10, ${given}) on conflict (organisation_id, valid_from) do nothing`,
      [...values, newId()],
    )
    const { rowCount } = await owner.query(
      `select ${columns} from safety_net_rule where organisation_id is null and valid_from = $1 intersect select ${given}`,
      values,
    )
    if (rowCount !== 1)
      throw new Error(
        `The safety net from ${rule.from} is published and may not change: add one from a later day`,
      )
  }
}

/** Every rule, an organisation's own before everybody's, the latest first. */
export async function readSafetyRules(db: Transaction): Promise<SafetyRule[]> {
  const { rows } = await sql<SafetyRule>`
    select rule.id, organisation.name as "organisationName", rule.valid_from as "validFrom", rule.at_least as "atLeast",
      rule.window_days as "windowDays", rule.within_m as "withinM", rule.unseen_hours as "unseenHours",
      rule.high_risk_hours as "highRiskHours", rule.steps, rule.source
    from safety_net_rule as rule left join organisation on organisation.id = rule.organisation_id
    order by organisation.name nulls last, rule.valid_from desc`.execute(db)
  return rows.map((row) => ({ ...row, steps: stepsSchema.parse(row.steps) }))
}
