import { sql } from 'kysely'
import { z } from 'zod'
import { countEvidence } from '#domains/evidence'
import { inLanguage } from '#domains/public-pages'
import { londonDateOf } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type Frame, forAnybody, page, type Route, redirect, route } from '#platform/http'
import { englishTag } from '#platform/language'
import { fileReport } from '../file-report.ts'
import { pageAddress, statusAddress } from './addresses.ts'
import type { BesideReport } from './beside-report.ts'
import { CheckPage } from './check-page.tsx'
import { ConfirmationPage } from './confirmation-page.tsx'
import {
  closeDraft,
  type Draft,
  fingerprintOf,
  getDraft,
  getDraftToSubmit,
  holdingDraft,
  statusSecretOf,
} from './draft.ts'
import { findJourney } from './find-advice.ts'
import { firstToAnswer, type Journey, pathOf, type Reached, toldOn } from './journey.ts'
import { needsEnglish, toReport } from './to-report.ts'

const ofDraft = z.object({ draft: z.string().max(200) })

/** Checking, sending and what is shown afterwards. */
export const submitRoutes = (beside: BesideReport): readonly Route[] => [
  route({
    method: 'GET',
    url: '/report/:draft/check',
    permission: forAnybody,
    audit: 'nothing',
    params: ofDraft,
    holding: holdingDraft,
    async handler({ db, params, clock, language }) {
      const now = clock.now()
      const draft = await getDraft(db, params.draft, language)
      if (draft.submittedAt) return redirect(pageAddress(draft.secret, 'done'))
      const journey = await journeyOf(db, draft, language, now)
      const path = pathOf(journey, draft.sent, now)
      const missing = firstToAnswer(path)
      if (missing) return redirect(pageAddress(draft.secret, missing.id))
      const { part } = await beside(db, reportedBy(draft, path), clock)
      const files = await countEvidence(db, draft.submissionId)
      return page(checkPage(draft, journey, path, files, { part }))
    },
  }),
  route({
    method: 'POST',
    url: '/report/:draft/check',
    permission: forAnybody,
    audit: 'collect',
    params: ofDraft,
    // Which answers the page showed; a page that does not say is shown again.
    body: z.object({ shown: z.string().max(100).default('') }),
    limit: { requests: 60, seconds: 600 },
    // The submission id was made when the draft began: sent again, it is the same report.
    repeatable: true,
    holding: holdingDraft,
    async handler({ db, actor, emit, params, body, clock, audit, language }) {
      const draft = await getDraftToSubmit(db, params.draft, language)
      const now = clock.now()
      if (draft.submittedAt) {
        const { id } = await getFiled(db, draft.submissionId)
        audit({ kind: 'report', id, reason: 'Sent again' })
        return redirect(pageAddress(draft.secret, 'done'))
      }
      const journey = await journeyOf(db, draft, language, now)
      const path = pathOf(journey, draft.sent, now)
      const english = needsEnglish(journey)
        ? pathOf(await journeyOf(db, draft, englishTag, now), draft.sent, now)
        : undefined
      const report = toReport(
        { journey, path, english },
        {
          submissionId: draft.submissionId,
          statusSecret: statusSecretOf(draft.secret),
          asbType: draft.set.asbType,
          questionSetVersion: draft.set.version,
        },
      )
      const missing = firstToAnswer(path)
      if (!report) {
        audit({ kind: 'report', reason: 'Not complete: nothing was filed' })
        return redirect(pageAddress(draft.secret, missing?.id ?? 'check'))
      }
      if (body.shown !== fingerprintOf(draft, pagesOf(path))) {
        audit({ kind: 'report', reason: 'Answers changed since they were checked: nothing was filed' })
        const files = await countEvidence(db, draft.submissionId)
        return page(checkPage(draft, journey, path, files, { haveChanged: true }), { status: 409 })
      }
      const filed = await fileReport({ db, actor, emit }, report)
      await closeDraft(db, draft.secret, now)
      audit({ kind: 'report', id: filed.id })
      return redirect(pageAddress(draft.secret, 'done'))
    },
  }),
  route({
    method: 'GET',
    url: '/report/:draft/done',
    permission: forAnybody,
    audit: 'nothing',
    params: ofDraft,
    holding: holdingDraft,
    async handler({ db, params, origin, clock, language }) {
      const { secret, set, submissionId, submittedAt } = await getDraft(db, params.draft, language)
      if (!submittedAt) return redirect(pageAddress(secret, 'check'))
      const { reference } = await getFiled(db, submissionId)
      const statusHref = statusAddress(statusSecretOf(secret))
      const statusLink = `${origin}${language === englishTag ? statusHref : inLanguage(statusHref, language)}`
      const reported = { asbType: set.asbType, location: undefined, statusSecret: statusSecretOf(secret) }
      const { part } = await beside(db, reported, clock)
      return page((frame) => ConfirmationPage({ frame, reference, statusHref, statusLink, part }))
    },
  }),
]

function journeyOf(db: Transaction, { set, sent }: Draft, language: string, now: Date): Promise<Journey> {
  return findJourney({ db, set, sent, language, now, day: londonDateOf(now) })
}

function checkPage(
  draft: Draft,
  { set }: Journey,
  path: readonly Reached[],
  files: number,
  { haveChanged = false, part }: { haveChanged?: boolean; part?: PagePart | undefined } = {},
) {
  const { secret } = draft
  return (frame: Frame) =>
    CheckPage({
      frame,
      draft: secret,
      typeLabel: set.label,
      rows: toldOn(path),
      files,
      back: pageAddress(secret, 'evidence'),
      fingerprint: fingerprintOf(draft, pagesOf(path)),
      haveChanged,
      part,
    })
}

type PagePart = Awaited<ReturnType<BesideReport>>['part']

/** What the answers so far say of type and place. */
function reportedBy({ set }: Draft, path: readonly Reached[]): Parameters<BesideReport>[1] {
  const location = path.flatMap(({ reading }) => (reading?.ok ? (reading.adds.location ?? []) : [])).at(-1)
  return { asbType: set.asbType, location, statusSecret: undefined }
}

function pagesOf(path: readonly Reached[]): string[] {
  return path.map(({ step }) => step.id)
}

async function getFiled(db: Transaction, submissionId: string): Promise<{ id: string; reference: string }> {
  const { rows } = await sql<{ id: string; reference: string }>`
    select id, reference from report_of_submission(${submissionId})`.execute(db)
  const [filed] = rows
  if (!filed) throw new Error('A draft was closed without its report')
  return filed
}
