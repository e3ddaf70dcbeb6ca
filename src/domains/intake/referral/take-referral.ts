import { sql } from 'kysely'
import { readAsbTypes } from '#domains/reports'
import type { MachineActor } from '#platform/actor'
import { type Clock, today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { submissionIdOf } from '../idempotency.ts'
import { readMapping } from '../incident/read-mapping.ts'
import { findLacks, type Lack, writeAnswer } from './answer-sender.ts'
import type { EmailedReferral } from './read-referral.ts'
import { guessTargets, referralSource } from './referral.ts'

type Taking = { db: Transaction; actor: MachineActor; clock: Clock }

/**
 * Hands referrals that came by email in as a sheet, to be looked at by people of the organisation, and answers who
 * sent it. The same email again changes nothing and is not answered. Gives whether it is new.
 */
export async function takeReferral(
  { db, actor, clock }: Taking,
  referral: EmailedReferral,
): Promise<boolean> {
  const { organisationId } = actor
  const { number, sender, subject, header, rows: sent, hasTemplate, attached } = referral
  const id = submissionIdOf(`emailed referral ${organisationId}`, number)
  const targets = guessTargets(header)
  const day = today(clock)
  const [mapping, types] = await Promise.all([
    readMapping(db, organisationId, referralSource),
    readAsbTypes(db, day),
  ])
  const codes = new Set(types.map(({ code }) => code))
  const sheet = { id, header, targets }
  const lacks: Lack[][] = []
  for (const row of sent) lacks.push(await findLacks({ db, sheet, row, mapping, types: codes, day }))
  const answer = writeAnswer({ hasTemplate, lacks, attached })
  const { rows } = await sql<{ isNew: boolean }>`
    select keep_emailed_referral(${id}, ${organisationId}, ${`Email: ${subject || 'without a subject'}`}, ${sender},
      ${header}::text[], ${targets}::text[], ${JSON.stringify(sent.map(({ cells }) => cells))}::json,
      ${submissionIdOf(`answer to a referral ${organisationId}`, number)}, 'Your referral', ${answer}) as "isNew"`.execute(
    db,
  )
  return rows[0]?.isNew ?? false
}
