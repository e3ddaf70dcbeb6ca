import { sql } from 'kysely'
import { z } from 'zod'
import type { Transaction } from '#platform/database'
import { oneOf, wordsField } from '#platform/forms'
import { conflict } from '#platform/http'

export const sensitivities = { ordinary: 'Ordinary records', restricted: 'Restricted records' } as const
export type Sensitivity = keyof typeof sensitivities
export const sensitivityCodes = Object.keys(sensitivities) as [Sensitivity, ...Sensitivity[]]

/** When one organisation wants a reason, and which. */
export type DisclosurePolicy = {
  organisationId: number
  organisationName: string
  sensitivity: Sensitivity
  asksReason: boolean
  leastLength: number
  standardReasons: readonly string[]
  /** 0 where nobody has set it yet and the usual holds. */
  version: number
}

/** Until an organisation says otherwise. The justification is no longer the law's (Data (Use and Access) Act 2025 s.82). */
export const usualPolicy = {
  asksReason: (sensitivity: Sensitivity) => sensitivity === 'restricted',
  leastLength: 10,
  standardReasons: [
    'I am working on this record',
    'I supervise the work on this record',
    'Another organisation asked me about it',
    'I am checking how it was handled',
  ],
} as const

const mostReasons = 12
/** Characters: a whole number of a sensible size. */
const lengthField = z
  .string()
  .regex(/^\d{1,3}$/, 'Enter a whole number')
  .transform(Number)
  .pipe(z.number().min(1, 'A reason has at least 1 character').max(200, 'Ask for at most 200 characters'))

export const policyForm = z.object({
  organisation: z.coerce.number().int().positive(),
  asks: oneOf(['yes', 'no'], 'Choose whether a reason is asked').transform((asks) => asks === 'yes'),
  length: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => (typeof value === 'string' ? value.trim() : ''))
    .pipe(lengthField),
  reasons: wordsField({ name: 'The list of reasons', most: 2_000 })
    .transform((text) =>
      [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== ''),
    )
    .superRefine((reasons, context) => {
      if (reasons.length > mostReasons)
        context.addIssue({ code: 'custom', message: `Give at most ${mostReasons} reasons, one a line` })
      if (reasons.some((reason) => reason.length > 150))
        context.addIssue({ code: 'custom', message: 'A reason to pick must be 150 characters or fewer' })
    }),
})
export type PolicyChange = z.output<typeof policyForm>

/** The policies of these organisations, set or usual, one for each sensitivity. */
export async function readPolicies(
  db: Transaction,
  organisations: readonly number[],
): Promise<DisclosurePolicy[]> {
  const { rows } = await sql<
    Omit<DisclosurePolicy, 'asksReason' | 'leastLength' | 'standardReasons'> & {
      asksReason: boolean | null
      leastLength: number | null
      standardReasons: string[] | null
    }
  >`
    select organisation.id as "organisationId", organisation.name as "organisationName", sensitivity,
      policy.asks_reason as "asksReason", policy.least_length as "leastLength",
      policy.standard_reasons as "standardReasons", coalesce(policy.version, 0) as version
    from organisation cross join unnest(${[...sensitivityCodes].reverse()}::text[]) with ordinality as kind (sensitivity, place)
    left join disclosure_policy as policy using (sensitivity)
    where organisation.id = any (${organisations.slice()}::integer[])
      and (policy.organisation_id is null or policy.organisation_id = organisation.id)
    order by organisation.name, place`.execute(db)
  return rows.map((row) => ({
    ...row,
    asksReason: row.asksReason ?? usualPolicy.asksReason(row.sensitivity),
    leastLength: row.leastLength ?? usualPolicy.leastLength,
    standardReasons: row.standardReasons ?? usualPolicy.standardReasons,
  }))
}

/** Sets one policy of an organisation; refused where somebody changed it since it was shown. */
export async function setPolicy(
  db: Transaction,
  memberId: string,
  sensitivity: Sensitivity,
  { organisation, asks, length, reasons }: PolicyChange,
  seenVersion: number,
): Promise<void> {
  const values = { asks_reason: asks, least_length: length, standard_reasons: reasons, modified_by: memberId }
  if (seenVersion === 0) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('disclosure_policy')
      .values({ organisation_id: organisation, sensitivity, ...values })
      .onConflict((is) => is.doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows === 1n) return
  } else {
    const { numUpdatedRows } = await db
      .updateTable('disclosure_policy')
      .set((is) => ({ ...values, version: is('version', '+', 1), modified_at: is.fn('clock_timestamp', []) }))
      .where('organisation_id', '=', organisation)
      .where('sensitivity', '=', sensitivity)
      .where('version', '=', seenVersion)
      .executeTakeFirst()
    if (numUpdatedRows === 1n) return
  }
  throw conflict('Somebody has changed this policy since you opened it. Open it again to see what holds now.')
}
