import { sql } from 'kysely'
import { areaCodesOf } from '#domains/places'
import { addTimelineNote } from '#domains/timeline'
import type { MemberActor } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { forbidden, notFound } from '#platform/http'
import { decide } from '#platform/lifecycle'
import { type DecisionProblems, mostLetters } from './decide-report.ts'
import { type ReportStatus, reportLifecycle } from './lifecycle.ts'

export type Noted = { kind: 'done'; reportId: string } | { kind: 'problems'; problems: DecisionProblems }

/** What of a report says who adds a note: no team, because a note decides nothing about a queue. */
export function reportToNote({
  status,
  readers,
  areas,
}: {
  status: ReportStatus
  readers: readonly number[]
  areas: readonly { kind: string; code: string }[]
}) {
  return {
    status,
    relations: readers.map((organisationId) => ({ organisationId, relation: 'reader' })),
    areas,
  }
}

/**
 * Adds a note to the timeline of a report, where everybody who sees the report in full reads it; the reporter does not.
 * @throws Refusal 404 for a report out of sight, 403 for those who do no casework in an organisation that sees it.
 */
export async function addNote(
  db: Transaction,
  actor: MemberActor,
  reference: string,
  { comment, form }: { comment: string; form?: string | undefined },
): Promise<Noted> {
  const report = await db
    .selectFrom('report')
    .select([
      'id',
      sql<ReportStatus>`status`.as('status'),
      sql<number[]>`organisations_in(audience)`.as('readers'),
      areaCodesOf('report').as('areas'),
    ])
    .where('reference', '=', reference)
    .executeTakeFirst()
  if (report === undefined) throw notFound('report')
  const decision = decide(reportLifecycle, reportToNote(report), 'note', actor)
  if (!decision.allowed)
    throw forbidden(
      decision.because === 'role'
        ? undefined
        : 'This report is not for you to add to. You are still signed in.',
    )
  const rule = decision.transition.comment
  const words = comment.replaceAll('\r\n', '\n').trim()
  if (words === '' && rule.rule === 'required')
    return { kind: 'problems', problems: { comment: rule.missing } }
  if (words.length > mostLetters)
    return {
      kind: 'problems',
      problems: { comment: `Shorten it to ${mostLetters.toLocaleString('en-GB')} characters or fewer` },
    }
  await addTimelineNote(db, actor, { reportId: report.id }, { words, form })
  return { kind: 'done', reportId: report.id }
}
