import { z } from 'zod'
import { type EvidenceStore, publicEvidenceRoutes } from '#domains/evidence'
import { londonDateOf, systemClock } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { Refusal, type Route } from '#platform/http'
import { englishTag } from '#platform/language'
import { pageAddress } from './addresses.ts'
import { getDraft, holdingDraft } from './draft.ts'
import { findJourney } from './find-advice.ts'
import { firstToAnswer, pathOf } from './journey.ts'

/**
 * Photos, videos, sound and documents of a draft: the last page before everything is checked. Nobody has to add any, so
 * going on without is an answer, and checking does not wait for it.
 */
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
        findBack: () => findLastPage(db, draft),
        next,
        later: pageAddress(draft, 'later'),
      }
    },
  })
}

/** The last of the pages that were answered; whoever comes before the end goes back to where they stand. */
async function findLastPage(db: Transaction, secret: string): Promise<string> {
  const now = systemClock.now()
  const draft = await getDraft(db, secret, englishTag)
  const journey = await findJourney({
    db,
    set: draft.set,
    sent: draft.sent,
    language: englishTag,
    now,
    day: londonDateOf(now),
  })
  const path = pathOf(journey, draft.sent, now)
  return pageAddress(secret, (firstToAnswer(path) ?? path.at(-1)?.step)?.id ?? 'check')
}
