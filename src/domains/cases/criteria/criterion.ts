import type { ClientBase } from 'pg'
import { z } from 'zod'
import type { LocalDate } from '#platform/clock'
import reviews from '../../../../packs/cases/reviews.json' with { type: 'json' }

/** When a Monitored Case is suggested, in one version. */
export const criterionSchema = z
  .object({
    code: z.string().regex(/^[a-z][a-z0-9_]*$/),
    version: z.int().positive(),
    validFrom: z.iso.date(),
    validTo: z.iso.date().optional(),
    name: z.string().min(1),
    source: z.string().min(1),
    measure: z.enum(['reports', 'risk', 'panel']),
    entity: z.enum(['person', 'household', 'place', 'report']),
    /** So many reports, the one that is looked at among them. */
    atLeast: z.int().positive(),
    windowDays: z.int().positive(),
    sameType: z.boolean().default(false),
    withinMetres: z.int().positive().optional(),
    roles: z.array(z.enum(['reporter', 'victim', 'witness', 'alleged_perpetrator', 'other'])),
    reviewAfterDays: z.int().positive(),
  })
  .refine(
    ({ entity, withinMetres }) => (entity === 'place') === (withinMetres !== undefined),
    'A place has a radius',
  )

/**
 * Publishes criteria as the owner; doing it again changes nothing. Throws when a published version would change: cases
 * were suggested by it, so another number or window is a new version.
 */
export async function publishCriteria(owner: ClientBase, criteria: readonly unknown[]): Promise<void> {
  for (const one of criteria.map((each) => criterionSchema.parse(each))) {
    const values = [
      ...[one.code, one.version, one.validFrom, one.validTo ?? null, one.name, one.source, one.measure],
      ...[one.entity, one.atLeast, one.windowDays, one.sameType, one.withinMetres ?? null, one.roles],
      one.reviewAfterDays,
    ]
    const columns = `code, version, valid_from, valid_to, name, source, measure, entity, at_least, window_days, same_type,
      within_m, roles, review_after_days`
    const given = `$1::text, $2::integer, $3::date, $4::date, $5::text, $6::text, $7::text, $8::text, $9::integer,
      $10::integer, $11::boolean, $12::integer, $13::text[], $14::integer`
    await owner.query(
      `insert into case_criterion (${columns}) values (${given}) on conflict (code, version) do nothing`,
      values,
    )
    const { rowCount } = await owner.query(
      `select ${columns} from case_criterion where code = $1 and version = $2 intersect select ${given}`,
      values,
    )
    if (rowCount !== 1)
      throw new Error(
        `Version ${one.version} of ${one.code} is published and may not change: add version ${one.version + 1}`,
      )
  }
}

const reviewSchema = z.array(
  z.object({
    from: z.iso.date(),
    afterDays: z.int().positive(),
    source: z.string().min(1),
    verified: z.boolean(),
  }),
)
const reviewRules = reviewSchema.parse(reviews)

/** After how many days a Monitored Case is reviewed that was opened without a criterion. */
export function reviewAfterDays(day: LocalDate): number {
  const held = reviewRules.filter(({ from }) => from <= day).sort((a, b) => a.from.localeCompare(b.from))
  const rule = held.at(-1)
  if (rule === undefined) throw new Error(`No rule for reviews held on ${day}`)
  return rule.afterDays
}
