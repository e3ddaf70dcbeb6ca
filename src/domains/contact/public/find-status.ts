import { sql } from 'kysely'
import { z } from 'zod'
import type { ReportStatus } from '#domains/reports'
import { answeringKinds } from '#domains/times-to-answer'
import { wordsIn } from '#locales'
import type { Clock } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { Refusal } from '#platform/http'
import { findStatusFollowing, type StatusFollowing } from '../followers/known-place.ts'
import { linkOf } from '../status-link.ts'
import { readToldOfCase, type ToldOfCase } from '../victim/victim-page.ts'

export type Status = {
  reportId: string
  reference: string
  status: ReportStatus
  filedAt: Date
  reason: string
  organisation: { name: string; contactAdvice: string } | undefined
  news: readonly News[]
  told: ToldOfCase
  /** The place that it is about, where the public is told of it. */
  following: StatusFollowing | undefined
} & Beyond

/** One thing that happened, as told to the reporter. */
export type News = { at: Date; kind: string; what: string; organisationName: string | null }

/** The database's word; `null` where there is none. */
const beyondSchema = z.object({
  reportId: z.uuid(),
  asbType: z.string(),
  typeLabel: z.string(),
  triagedAt: z.coerce.date().nullable(),
  toldAt: z.coerce.date().nullable(),
  /** By which whoever holds it answers. */
  answerRule: z
    .object({
      kind: z.enum(answeringKinds),
      hours: z.number().nullable(),
      workingDays: z.number().nullable(),
      pauses: z
        .array(
          z.object({
            pausedAt: z.string(),
            runsOn: z.string(),
            resumedAt: z.string().nullable(),
            inTime: z.boolean(),
          }),
        )
        .nullable(),
    })
    .nullable(),
  ways: z
    .array(z.string())
    .nullable()
    .transform((ways) => ways ?? []),
  wish: z
    .object({
      language: z.string(),
      onlyChannel: z.string().nullable(),
      unsafeChannels: z.array(z.string()),
      safeTimes: z.string(),
      avoidWords: z.string(),
    })
    .nullable(),
  explained: z.object({ version: z.number(), at: z.coerce.date() }).nullable(),
  messages: z.array(
    z.object({
      id: z.uuid(),
      at: z.coerce.date(),
      kind: z.string(),
      direction: z.enum(['to_reporter', 'from_reporter']),
      words: z.string(),
      organisation: z.string().nullable(),
    }),
  ),
  diary: z.array(
    z.object({
      id: z.uuid(),
      startedAt: z.coerce.date(),
      endedAt: z.coerce.date().nullable(),
      what: z.string(),
      effect: z.string(),
    }),
  ),
  again: z.array(z.object({ reference: z.string(), occurredFrom: z.coerce.date() })),
})
export type Beyond = z.output<typeof beyondSchema>

type StatusRow = {
  report_id: string
  reference: string
  status: ReportStatus
  filed_at: Date
  decision_reason: string
  organisation_name: string | null
  contact_advice: string | null
}

/** What a private link may tell; undefined when no report has this link. */
export async function findStatus(db: Transaction, secret: string, clock: Clock): Promise<Status | undefined> {
  const link = linkOf(secret)
  const [status, news, beyond, told, following] = await Promise.all([
    sql<StatusRow>`select report_id, reference, status, filed_at, decision_reason, organisation_name, contact_advice
      from report_status(${link})`.execute(db),
    sql<News>`select at, kind, what, organisation_name as "organisationName" from report_status_news(${link})`.execute(
      db,
    ),
    sql<{ beyond: unknown }>`select status_page(${link}) as beyond`.execute(db),
    readToldOfCase(db, secret),
    findStatusFollowing(db, secret, clock),
  ])
  const row = status.rows[0]
  if (row === undefined) return undefined
  return {
    ...beyondSchema.parse(beyond.rows[0]?.beyond),
    told,
    following,
    reference: row.reference,
    status: row.status,
    filedAt: row.filed_at,
    reason: row.decision_reason,
    organisation:
      row.organisation_name === null
        ? undefined
        : { name: row.organisation_name, contactAdvice: row.contact_advice ?? '' },
    news: news.rows,
  }
}

/** @throws Refusal 404 in the language asked for */
export async function getStatus(
  db: Transaction,
  secret: string,
  language: string,
  clock: Clock,
): Promise<Status> {
  const status = await findStatus(db, secret, clock)
  if (status === undefined) throw noSuchLink(language)
  return status
}

export function noSuchLink(language: string): Refusal {
  const words = wordsIn(language).status
  return new Refusal(404, words.notFound, words.notFoundWhy)
}
