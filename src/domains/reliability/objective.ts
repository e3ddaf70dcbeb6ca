import { z } from 'zod'
import type { Transaction } from '#platform/database'
import { emailField, wordsField } from '#platform/forms'
import { newId } from '#platform/ids'

/** What is promised of the service. */
export type Objective = {
  /** Of a million requests, how many may be answered with a fault of ours. */
  faultsPerMillion: number
  windowDays: number
  /** Whom a message is sent to when a journey fails; nobody where it is empty. */
  callEmail: string
  reason: string
  setByName: string | null
  /** Undefined where nobody has set it and the usual holds. */
  setAt: Date | undefined
}

/** 99.5 % over 28 days, until a co-ordinator says otherwise: whole weeks, so that each has its Saturday night. */
export const usualObjective: Objective = {
  faultsPerMillion: 5_000,
  windowDays: 28,
  callEmail: '',
  reason: '',
  setByName: null,
  setAt: undefined,
}

/** Counts are kept this long, so a window can be no longer, in days. */
export const keptDays = 28

/** The objective that holds: the one set last. */
export async function readObjective(db: Transaction): Promise<Objective> {
  const row = await db
    .selectFrom('service_objective')
    .select((of) => [
      'faults_per_million as faultsPerMillion',
      'window_days as windowDays',
      'call_email as callEmail',
      'reason',
      'set_at as setAt',
      of.selectFrom('member').select('name').whereRef('member.id', '=', 'set_by').as('setByName'),
    ])
    .orderBy('set_at', 'desc')
    .orderBy('service_objective.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? usualObjective
}

const percent = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (typeof value === 'string' ? value.trim() : ''))
  .pipe(z.string().regex(/^\d{2}(\.\d{1,4})?$/, 'Enter a percentage such as 99.5'))
  .transform((text) => Math.round((100 - Number(text)) * 10_000))
  .pipe(
    z.number().min(1, 'Nothing is answered always: enter at most 99.9999').max(100_000, 'Enter at least 90'),
  )

export const objectiveForm = z.object({
  target: percent,
  windowDays: z.coerce
    .number('Enter a number of days')
    .int('Enter a whole number of days')
    .min(1, 'Enter 1 day or more')
    .max(keptDays, `Counts are kept ${keptDays} days: enter at most ${keptDays}`),
  callEmail: emailField(),
  why: wordsField({ name: 'The reason', most: 500, missing: 'Say why you set it so' }),
})

/** Sets what is promised from now on; what was promised before is kept. */
export async function setObjective(
  db: Transaction,
  memberId: string,
  { target, windowDays, callEmail, why }: z.output<typeof objectiveForm>,
): Promise<void> {
  await db
    .insertInto('service_objective')
    .values({
      id: newId(),
      faults_per_million: target,
      window_days: windowDays,
      call_email: callEmail ?? '',
      reason: why,
      set_by: memberId,
    })
    .execute()
}
