import { z } from 'zod'
import { type EvidenceStore, publicEvidenceRoutes } from '#domains/evidence'
import { Refusal, type Route } from '#platform/http'
import { pageAddress } from './addresses.ts'
import { holdingDraft } from './draft.ts'

/** Photos, videos, sound and documents of a draft: nobody has to add any, so the path does not wait for them. */
export function draftEvidenceRoutes(store: EvidenceStore): readonly Route[] {
  return publicEvidenceRoutes(store, {
    base: '/report/:draft/evidence',
    params: z.object({ draft: z.string().max(200) }),
    door: 'public_form',
    holding: holdingDraft,
    async find(db, { draft }) {
      const row = await db
        .selectFrom('report_draft')
        .select(['submission_id', 'submitted_at'])
        .executeTakeFirst()
      if (row === undefined)
        throw new Refusal(
          404,
          'We cannot find this report',
          'The link may be incomplete, or the report too old.',
        )
      const next = pageAddress(draft, 'check')
      if (row.submitted_at !== null) return pageAddress(draft, 'done')
      return {
        submissionId: row.submission_id,
        base: pageAddress(draft, 'evidence'),
        back: next,
        next,
        later: pageAddress(draft, 'later'),
      }
    },
  })
}
