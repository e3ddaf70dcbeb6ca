import { sql } from 'kysely'
import { wordsIn } from '#locales'
import type { Transaction } from '#platform/database'
import { englishTag } from '#platform/language'
import type { PdfDocument } from '#platform/pdf'
import type { ContactPlan } from './plan.ts'

/** What a victim is told of the end of their case, in their language; undefined while it is open. */
export async function findClosingWords(
  db: Transaction,
  { caseId, organisationId, language }: ContactPlan,
): Promise<string | undefined> {
  const { rows } = await sql<{ organisation: string; told: string }>`
    select organisation.name as organisation, decision.told_victim as told
    from decision_reason as decision join asb_case on asb_case.id = decision.case_id and asb_case.status = 'closed'
      join organisation on organisation.id = ${organisationId}
    where decision.case_id = ${caseId} and decision.gate = 'case_close'
    order by decision.decided_at desc, decision.id desc limit 1`.execute(db)
  return rows[0] && wordsIn(language).victim.closed(rows[0].organisation, rows[0].told)
}

export type VictimLetter = { at: Date; words: string; organisationName: string }

/** A letter that was written to a victim under their plan; undefined where this contact is none. */
export async function findLetter(
  db: Transaction,
  plan: ContactPlan,
  id: string,
): Promise<VictimLetter | undefined> {
  const { rows } = await sql<VictimLetter>`
    select made.at, made.said as words, organisation.name as "organisationName"
    from victim_contact as made join organisation on organisation.id = made.organisation_id
    where made.id = ${id} and made.plan_id = ${plan.id} and made.channel = 'letter' and made.outcome = 'sent'`.execute(
    db,
  )
  return rows[0]
}

/**
 * The letter as it is printed and posted. Where the victim said anything about what is safe, no sender stands in it: who
 * writes is in the words, as far as whoever wrote them thought it safe.
 */
export function letterDocument(
  plan: ContactPlan,
  { at, words, organisationName }: VictimLetter,
): PdfDocument {
  const { messages, dates } = wordsIn(plan.language)
  const isCareful =
    plan.avoidWords !== '' ||
    plan.safeTimes !== '' ||
    plan.safeContact !== '' ||
    plan.unsafeChannels.length > 0
  return {
    title: messages.subject,
    language: plan.language === englishTag ? 'en-GB' : plan.language,
    ...(isCareful ? {} : { author: organisationName }),
    madeAt: at,
    pageOf: (page, pages) => `${page} / ${pages}`,
    blocks: [
      {
        lines: [plan.victimName, ...plan.address.split(/[\n,]/)].flatMap((line) =>
          line.trim() === '' ? [] : [line.trim()],
        ),
      },
      { paragraph: dates.date(at) },
      ...words.split(/\n{2,}/).map((paragraph) => ({ paragraph })),
      ...(isCareful ? [] : [{ paragraph: organisationName }]),
    ],
  }
}
