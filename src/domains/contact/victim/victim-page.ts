import { sql } from 'kysely'
import { z } from 'zod'
import { localDateSchema } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { linkOf } from '../status-link.ts'

const victimPageSchema = z.object({
  actions: z.array(
    z.object({
      words: z.string(),
      dueOn: localDateSchema,
      status: z.string(),
      finishedAt: z.coerce.date().nullable(),
    }),
  ),
  promises: z.array(
    z.object({
      what: z.string(),
      dueOn: localDateSchema,
      settledAs: z.enum(['kept', 'taken_back']).nullable(),
      settledAt: z.coerce.date().nullable(),
      because: z.string(),
    }),
  ),
  survey: z.object({ isAnswered: z.boolean() }).nullable(),
})

/** What a victim is told of their case on their private page, and whether they are asked what they think. */
export type ToldOfCase = z.output<typeof victimPageSchema>

const nothing: ToldOfCase = { actions: [], promises: [], survey: null }

/** By the secret of the link, which is the permission. */
export async function readToldOfCase(db: Transaction, secret: string): Promise<ToldOfCase> {
  const { rows } = await sql<{ told: unknown }>`select victim_page(${linkOf(secret)}) as told`.execute(db)
  const told = rows[0]?.told
  return told === null || told === undefined ? nothing : victimPageSchema.parse(told)
}
