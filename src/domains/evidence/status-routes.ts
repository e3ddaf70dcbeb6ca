import { sql } from 'kysely'
import { z } from 'zod'
import { Refusal, type Route } from '#platform/http'
import { hashSecret } from '#platform/ids'
import type { EvidenceStore } from './evidence-store.ts'
import { publicEvidenceRoutes } from './public-routes.ts'

/** The page for files beside a private status page. */
export const statusEvidenceAddress = (secret: string): string =>
  `/status/${encodeURIComponent(secret)}/evidence`

/** Adding files to a report that was sent, for whoever holds its private link. What is there is not shown to them. */
export function statusEvidenceRoutes(store: EvidenceStore): readonly Route[] {
  return publicEvidenceRoutes(store, {
    base: '/status/:secret/evidence',
    params: z.object({ secret: z.string().max(200) }),
    door: 'status_page',
    async find(db, { secret }) {
      const link = Buffer.from(hashSecret(secret), 'hex')
      const { rows } = await sql<{ submission: string | null }>`
        select submission_of_status_link(${link}) as submission`.execute(db)
      const submissionId = rows[0]?.submission
      if (!submissionId)
        throw new Refusal(
          404,
          'We cannot find this report',
          'The link may be incomplete. Check that you have copied all of it.',
        )
      return {
        submissionId,
        base: statusEvidenceAddress(secret),
        back: `/status/${encodeURIComponent(secret)}`,
      }
    },
  })
}
