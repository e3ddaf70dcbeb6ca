import { z } from 'zod'
import { addTimelineEntries } from '#domains/timeline'
import { asMember, type MemberActor } from '#platform/actor'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { dateField, oneOf, wordsField } from '#platform/forms'
import { newId } from '#platform/ids'
import type { Power } from './powers.ts'
import type { PowerParty } from './read-interventions.ts'
import type { Consulted } from './rules/consultation.ts'

export const consultationWays = {
  meeting: 'At a meeting',
  call: 'By telephone',
  letter: 'By letter or email',
  visit: 'By a visit',
  notice: 'By a public notice',
} as const
export type ConsultationWay = keyof typeof consultationWays

export const consultationOutcomes = {
  answered: 'They answered',
  silent: 'They did not answer',
  nobody: 'There is nobody to ask',
} as const
export type ConsultationOutcome = keyof typeof consultationOutcomes

/** What was asked about whom: a person of the case, or a place. */
export type ConsultedSubject = Consulted & { personId: string | null; place: string }

/** One entry of the consultation record: who was asked or told before a power is used, and what they said. */
export type Consultation = ConsultedSubject & {
  id: string
  whom: string
  way: ConsultationWay | null
  outcome: ConsultationOutcome
  said: string
  organisationName: string
  recordedBy: string
}

/** The consultation record of a case, as far as the reader may see it, the oldest first. */
export function readConsultations(db: Transaction, caseId: string): Promise<Consultation[]> {
  return db
    .selectFrom('intervention_consultation as consultation')
    .innerJoin('organisation', 'organisation.id', 'consultation.organisation_id')
    .innerJoin('member', 'member.id', 'consultation.recorded_by')
    .leftJoin('case_party', 'case_party.id', 'consultation.party_id')
    .select([
      'consultation.id as id',
      'case_party.person_id as personId',
      'consultation.place as place',
      'consultation.power as power',
      'consultation.duty as duty',
      'consultation.consulted_on as on',
      'consultation.whom as whom',
      'consultation.way as way',
      'consultation.outcome as outcome',
      'consultation.said as said',
      'organisation.short_name as organisationName',
      'member.name as recordedBy',
    ])
    .where('consultation.case_id', '=', caseId)
    .orderBy('consultation.consulted_on')
    .orderBy('consultation.id')
    .execute()
}

/** What the form about a consultation under one power asks; `latest` is today. */
export function consultationForm({ consults, target }: Power, latest: LocalDate) {
  return z
    .object({
      duty: oneOf(
        consults.map(({ code }) => code),
        'Choose what the law wants',
      ),
      place: wordsField({
        name: 'The place',
        most: 200,
        ...(target === 'place' ? { missing: 'Say which place' } : {}),
      }),
      outcome: oneOf(Object.keys(consultationOutcomes), 'Choose what came of it'),
      whom: wordsField({ name: 'Who it was', most: 300 }),
      on: dateField({ name: 'the date', latest }),
      way: oneOf(Object.keys(consultationWays)),
      said: wordsField({ name: 'What they said', most: 5_000, missing: 'Say what they said, or why not' }),
    })
    .superRefine(({ duty, outcome, whom, way }, context) => {
      const need = (isMissing: boolean, path: string, message: string) => {
        if (isMissing) context.addIssue({ code: 'custom', path: [path], message })
      }
      if (outcome === 'nobody') {
        const mayBeNobody = consults.find(({ code }) => code === duty)?.mayBeNobody
        need(!mayBeNobody, 'outcome', 'The law names whom to ask: there is always somebody')
        need(whom !== '', 'whom', 'Leave this empty where there was nobody')
      } else {
        need(whom === '', 'whom', 'Say who was asked or told')
        need(way === undefined, 'way', 'Choose how they were asked or told')
      }
    })
}
export type NewConsultation = z.output<ReturnType<typeof consultationForm>>

/** Adds it to the record, for good; the case's timeline says that it happened and names nobody. */
export async function recordConsultation(
  { db, actor, organisationId }: { db: Transaction; actor: MemberActor; organisationId: number },
  caseId: string,
  { power, party }: { power: Power; party: PowerParty | undefined },
  { duty = '', place, outcome, whom, on, way, said }: NewConsultation,
): Promise<void> {
  await db
    .insertInto('intervention_consultation')
    .values({
      id: newId(),
      case_id: caseId,
      party_id: party?.id ?? null,
      place: party === undefined ? place.trim().replaceAll(/\s+/g, ' ') : '',
      power: power.code,
      duty,
      outcome: outcome as ConsultationOutcome,
      whom,
      consulted_on: on,
      way: outcome === 'nobody' ? null : (way as ConsultationWay),
      said,
      organisation_id: organisationId,
      recorded_by: asMember(actor).memberId,
    })
    .execute()
  await addTimelineEntries(db, actor, [
    { caseId, kind: 'intervention', what: `${power.name}: consultation recorded` },
  ])
}
