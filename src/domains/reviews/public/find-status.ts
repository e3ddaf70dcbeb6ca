import { sql } from 'kysely'
import { z } from 'zod'
import { wordsIn } from '#locales'
import { localDateSchema } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { Refusal } from '#platform/http'
import { reviewLinkOf } from '../application/apply-for-review.ts'

const day = localDateSchema.nullable()
const moment = z.coerce.date()
const appealTo = z.enum(['csp_chair', 'local_policing_body', 'other_body'])

/** What the private page of an application shows: the database's word. */
const statusSchema = z.object({
  id: z.uuid(),
  reference: z.string(),
  status: z.enum([
    'received',
    'acknowledged',
    'threshold_met',
    'threshold_not_met',
    'panel_arranged',
    'outcome_told',
    'closed',
    'withdrawn',
  ]),
  lead: z.string(),
  contactName: z.string(),
  contactPhone: z.string(),
  contactEmail: z.string(),
  acknowledgeDueOn: day,
  thresholdDueOn: day,
  panelDueOn: day,
  outcomeDueOn: day,
  appealUntil: day,
  appealTo,
  appealDays: z.number().nullable(),
  bodies: z.array(z.string()),
  decisions: z.array(
    z.object({
      decision: z.enum(['met', 'not_met', 'told', 'closed', 'withdrawn']),
      told: z.string(),
      at: moment,
    }),
  ),
  panel: z
    .object({
      meetsAt: moment,
      place: z.string(),
      chairName: z.string(),
      chairFrom: z.string(),
      isInvited: z.boolean(),
      notInvitedBecause: z.string(),
      answer: z.enum(['', 'in_person', 'remote', 'represented', 'written', 'no']),
      heldAt: moment.nullable(),
    })
    .nullable(),
  recommendations: z.array(
    z.object({
      what: z.string(),
      body: z.string(),
      dueOn: localDateSchema,
      status: z.enum(['made', 'accepted', 'refused', 'done']),
      response: z.string(),
      doneAt: moment.nullable(),
    }),
  ),
  appeals: z.array(
    z.object({
      madeAt: moment,
      heardBy: appealTo,
      dueOn: localDateSchema,
      decision: z.enum(['upheld', 'partly_upheld', 'not_upheld']).nullable(),
      told: z.string(),
      decidedAt: moment.nullable(),
    }),
  ),
  news: z.array(z.object({ id: z.uuid(), at: moment, what: z.string(), words: z.string() })),
})
export type ReviewStatusPage = z.output<typeof statusSchema>

/** @throws Refusal 404 in the language asked for */
export async function getReviewStatus(
  db: Transaction,
  secret: string,
  language: string,
): Promise<ReviewStatusPage> {
  const { rows } = await sql<{
    found: unknown
  }>`select review_status(${reviewLinkOf(secret)}) as found`.execute(db)
  const found = rows[0]?.found ?? null
  if (found === null) {
    const { status } = wordsIn(language).reviews
    throw new Refusal(404, status.notFound, status.notFoundWhy)
  }
  return statusSchema.parse(found)
}
