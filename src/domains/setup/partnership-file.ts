import { z } from 'zod'
import { kindNames, type OrganisationKind } from '#domains/organisations'
import { riskBands, sharingLevels } from '#domains/sharing'

const name = z.string().trim().min(1).max(200)
const organisationId = z.int().positive()
const queueNamed = z.object({ organisation: organisationId, queue: name })
const area = z.object({ kind: name, code: name })
const day = z.iso.date()
const organisationKind = z.enum(Object.keys(kindNames) as [OrganisationKind, ...OrganisationKind[]])

/** How long something holds: from the beginning and without an end where nothing is said. */
const held = { from: day.optional(), until: day.optional() }

/** How a partnership is arranged: who is in it, who covers what, the rules by which reports find their queue, and more. */
export const partnershipSchema = z.object({
  name,
  organisations: z
    .array(
      z.object({
        id: organisationId,
        name,
        shortName: name,
        kind: organisationKind,
        contactAdvice: z.string().default(''),
        teams: z.array(z.object({ name, queues: z.array(name) })),
        covers: z
          .array(z.object({ areaKind: name, areaCode: name, type: name.optional(), ...held }))
          .default([]),
      }),
    )
    .min(1),
  /** Where a report goes that no rule matches. */
  fallback: queueNamed,
  /** In order: the first with a queue that matches decides. Numbered from 1 where no position is given. */
  rules: z.array(
    z
      .object({
        name,
        position: z.int().optional(),
        area: area.optional(),
        type: name.optional(),
        conditions: z.record(z.string(), z.string()).default({}),
        /** Where it sends; a rule with a prompt instead sends nowhere. */
        queue: queueNamed.optional(),
        prompt: z.string().trim().min(1).max(500).optional(),
        urgent: z.boolean().optional(),
        ...held,
      })
      .refine(
        ({ queue, prompt, urgent }) =>
          (queue === undefined) !== (prompt === undefined) && (prompt !== undefined || urgent !== true),
        'A rule has either a queue or a prompt, and only a prompt can be urgent',
      ),
  ),
  /** Under which the organisations share, and the rules that do so by themselves. */
  agreements: z
    .array(
      z.object({
        title: name,
        kind: z
          .enum(['information_sharing_agreement', 'memorandum_of_understanding'])
          .default('information_sharing_agreement'),
        purposes: z.string().trim().min(1),
        lawfulBasis: z.string().trim().min(1),
        mostLevel: z.enum(sharingLevels).default('full'),
        dataCategories: z.array(z.enum(['reports', 'cases'])).min(1),
        partitions: z.array(name).default([]),
        parties: z.array(organisationId).min(2),
        validFrom: day,
        reviewOn: day,
        rules: z
          .array(
            z.object({
              name,
              giver: organisationId.optional(),
              giverKind: organisationKind.optional(),
              receiver: organisationId.optional(),
              receiverKind: organisationKind.optional(),
              records: z.enum(['report', 'case']).default('report'),
              level: z.enum(sharingLevels).default('full'),
              area: area.optional(),
              type: name.optional(),
              leastUrgent: z.int().optional(),
              leastBand: z.enum(riskBands).optional(),
              expiresAfterDays: z.int().positive().optional(),
              ...held,
            }),
          )
          .default([]),
      }),
    )
    .default([]),
  /** When reports may make a Monitored Case; those of the product need not be said. */
  criteria: z
    .array(
      z.object({
        code: name,
        version: z.int().positive(),
        valid_from: day,
        valid_to: day.nullable(),
        name,
        source: z.string(),
        measure: z.string(),
        entity: z.string(),
        at_least: z.int(),
        window_days: z.int(),
        same_type: z.boolean(),
        within_m: z.int().nullable(),
        roles: z.array(z.string()),
        review_after_days: z.int(),
      }),
    )
    .default([]),
  /** What the public is asked, every version; those of the product need not be said. */
  questionSets: z
    .array(
      z.object({
        asb_type: name,
        version: z.int().positive(),
        valid_from: day,
        content: z.record(z.string(), z.unknown()),
      }),
    )
    .default([]),
  /** What organisations tell the public of a type, by language. */
  advice: z
    .array(
      z.object({
        organisation_id: organisationId,
        asb_type: name,
        advice: z.record(z.string(), z.string()),
        who_deals: z.record(z.string(), z.string()),
        valid_from: day,
        valid_to: day.nullable(),
      }),
    )
    .default([]),
  /** Organisations' own codes for the types. */
  localTypes: z
    .array(
      z.object({
        organisation_id: organisationId,
        code: name,
        label: name,
        asb_type: name,
        valid_from: day,
        valid_to: day.nullable(),
      }),
    )
    .default([]),
})

export type PartnershipFile = z.output<typeof partnershipSchema>
