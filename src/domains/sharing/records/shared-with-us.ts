import { sql } from 'kysely'
import { z } from 'zod'
import { localDateSchema, londonInstant } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type SharingLevel, sharingLevels } from '../level.ts'
import type { RecordKind } from '../rules/share-by-rules.ts'
import type { becauseWords } from './read-shares.ts'

const blank = z.string().trim().max(200).catch('').default('')
const missing = (value: unknown) => (value === '' ? undefined : value)

/** The filters of what is shared with us, all of them in the URL. A value nobody could have chosen counts as none. */
export const sharedFilterSchema = z.object({
  q: blank,
  level: z
    .enum(['any', ...sharingLevels])
    .catch('any')
    .default('any'),
  kind: z.enum(['any', 'report', 'case']).catch('any').default('any'),
  giver: z.preprocess(missing, z.coerce.number().int().positive().max(999_999).optional()).catch(undefined),
  type: blank,
  since: z.preprocess(missing, localDateSchema.optional()).catch(undefined),
  /** Where the page before ended. */
  after: blank,
})
export type SharedFilter = z.output<typeof sharedFilterSchema>

export type SharedWithUs = {
  shareId: string
  kind: RecordKind
  reference: string
  level: SharingLevel
  title: string | null
  organisationName: string | null
  agreementTitle: string | null
  because: keyof typeof becauseWords
  givenAt: Date
  /** In full precision, which a Date has not. */
  givenText: string
  expiresAt: Date | null
}

export const sharedOnPage = 50

/** A page of what was given to the reader's organisations, newest first, and where the next page begins. */
export async function findSharedWithUs(
  db: Transaction,
  filter: SharedFilter,
): Promise<{ records: SharedWithUs[]; next: string | undefined }> {
  const after = /^(\d{4}-\d\d-\d\d[\d :.+-]{5,30})_([0-9a-f-]{36})$/.exec(filter.after)
  const any = (value: string) => (value === 'any' || value === '' ? null : value)
  const { rows } = await sql<SharedWithUs>`
    select share_id as "shareId", record_kind as kind, reference, level, found.title,
      organisation.name as "organisationName", agreement.title as "agreementTitle", because,
      given_at as "givenAt", given_at::text as "givenText", expires_at as "expiresAt"
    from records_shared_with_me(${any(filter.level)}::text, ${any(filter.kind)}::text, ${filter.giver ?? null}::integer,
      ${any(filter.type)}::text, ${filter.since === undefined ? null : londonInstant(filter.since, '00:00')}::timestamptz,
      ${any(filter.q)}::text, ${after?.[1] ?? null}::timestamptz, ${after?.[2] ?? null}::uuid, ${sharedOnPage + 1}) as found
    left join organisation on organisation.id = found.organisation_id
    left join agreement on agreement.id = found.agreement_id
    order by given_at desc, share_id desc`.execute(db)
  const last = rows.length > sharedOnPage ? rows[sharedOnPage - 1] : undefined
  return {
    records: rows.slice(0, sharedOnPage),
    next: last && `${last.givenText}_${last.shareId}`,
  }
}
