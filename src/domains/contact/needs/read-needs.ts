import { sql } from 'kysely'
import { z } from 'zod'
import type { Transaction } from '#platform/database'
import { type AnsweredNeed, answeredSchema } from './instrument.ts'
import type { Referral, SupportService } from './referral.ts'

export type NeedsAssessment = {
  id: string
  askedOn: string
  askedWhom: 'victim' | 'somebody_for_them'
  assessedBy: string
  instrumentVersion: number
  answers: readonly AnsweredNeed[]
}

/** What a victim was asked and answered, the latest first. */
export async function readAssessments(db: Transaction, planId: string): Promise<NeedsAssessment[]> {
  const { rows } = await sql<Omit<NeedsAssessment, 'answers'> & { answers: unknown }>`
    select made.id, asked_on as "askedOn", asked_whom as "askedWhom", instrument_version as "instrumentVersion", answers,
      coalesce(member.name, 'A colleague elsewhere') as "assessedBy"
    from needs_assessment as made left join member on member.id = made.assessed_by
    where plan_id = ${planId} order by asked_on desc, made.id desc limit 100`.execute(db)
  return rows.map(({ answers, ...row }) => ({ ...row, answers: z.array(answeredSchema).parse(answers) }))
}

const referrals = (which: ReturnType<typeof sql<boolean>>) => sql<Referral>`
  select referral.id, referral.plan_id as "planId", need, service.name as "serviceName", organisation.name as "organisationName",
    referral.partner_organisation_id as "partnerOrganisationId", told, reach, consent, consent_on as "consentOn", basis,
    sent_by as "sentBy", sent.status as "messageStatus", made_at as "madeAt", referral.status, due_on as "dueOn", referral.version,
    (select coalesce(jsonb_agg(jsonb_build_object('outcome', outcome, 'words', words, 'at', said.at,
        'by', coalesce(member.name, by_organisation.name)) order by said.at, said.id), '[]')
      from support_outcome as said left join member on member.id = said.member_id
      left join organisation as by_organisation on by_organisation.id = said.organisation_id
      where said.referral_id = referral.id) as outcomes
  from support_referral as referral join support_service as service on service.id = referral.service_id
  join organisation on organisation.id = referral.organisation_id
  left join outgoing_message as sent on sent.id = referral.id
  where ${which} order by referral.due_on nulls last, referral.made_at desc, referral.id limit 200`

const whole = (row: Referral): Referral => ({
  ...row,
  outcomes: row.outcomes.map((said) => ({ ...said, at: new Date(said.at) })),
})

/** The referrals of one victim, what is due first. */
export async function readReferrals(db: Transaction, planId: string): Promise<Referral[]> {
  const { rows } = await referrals(sql<boolean>`referral.plan_id = ${planId}`).execute(db)
  return rows.map(whole)
}

/** Referrals to the services of these organisations, what is due first. */
export async function readReferralsTo(
  db: Transaction,
  organisations: readonly number[],
): Promise<Referral[]> {
  const { rows } = await referrals(
    sql<boolean>`referral.partner_organisation_id = any (${[...organisations]}::integer[])`,
  ).execute(db)
  return rows.map(whole)
}

/** The directory: services that are there still, and where asked those that are not. */
export async function readServices(db: Transaction, all = false): Promise<SupportService[]> {
  const { rows } = await sql<SupportService>`
    select service.id, service.organisation_id as "organisationId", keeper.name as "organisationName", service.name,
      what_for as "whatFor", needs, area, how_to_refer as "howToRefer", partner_organisation_id as "partnerOrganisationId",
      partner.name as "partnerName", email, consent_needed as "consentNeeded", answer_working_days as "answerWorkingDays",
      ended_on as "endedOn", version
    from support_service as service join organisation as keeper on keeper.id = service.organisation_id
    left join organisation as partner on partner.id = partner_organisation_id
    where ${all} or ended_on is null order by ended_on nulls first, service.name, service.id limit 500`.execute(
    db,
  )
  return rows
}
