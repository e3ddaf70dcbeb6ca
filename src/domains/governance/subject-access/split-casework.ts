import { formatDate, formatDateTime, londonDateOf } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { NewPassage } from './split-record.ts'

const roleNames: Readonly<Record<string, string>> = {
  victim: 'a victim',
  witness: 'a witness',
  alleged_perpetrator: 'who is complained of',
  group: 'a group that is complained of',
  professional: 'a professional',
}

/** Whoever was brought into a case, each in one passage of their own, as much as the reader may see. */
export async function splitParties(db: Transaction, caseId: string): Promise<NewPassage[]> {
  const parties = await db
    .selectFrom('case_party')
    .select(['role', 'name', 'born_on as bornOn', 'phone', 'email', 'address', 'because', 'since', 'until'])
    .select('ended_because as endedBecause')
    .where('case_id', '=', caseId)
    .orderBy('since')
    .orderBy('id')
    .execute()
  return parties.map(
    ({ role, name, bornOn, phone, email, address, because, since, until, endedBecause }) => ({
      heading: `A person in the case: ${roleNames[role] ?? 'somebody else'}`,
      part: 'record',
      content: sentences([
        name,
        bornOn === null ? '' : `Born ${formatDate(bornOn)}`,
        phone,
        email,
        address,
        `Since ${formatDate(since)}`,
        because,
        until === null ? '' : `Until ${formatDate(until)}: ${endedBecause}`,
      ]),
      of: { name, email, phone },
    }),
  )
}

/** What was done under powers, what became of it, and what its documents say. */
export async function splitPowers(db: Transaction, caseId: string): Promise<NewPassage[]> {
  const [used, events, documents, consultations] = await Promise.all([
    db
      .selectFrom('intervention')
      .leftJoin('case_party', 'case_party.id', 'intervention.party_id')
      .select([
        'intervention.id as id',
        'power',
        'issued_on as on',
        'ends_on as endsOn',
        'grounds',
        'evidence',
      ])
      .select(['intervention.because as because', 'conditions', 'place', 'case_party.name as about'])
      .where('intervention.case_id', '=', caseId)
      .orderBy('issued_on')
      .orderBy('intervention.id')
      .execute(),
    db
      .selectFrom('intervention_event')
      .innerJoin('intervention', 'intervention.id', 'intervention_id')
      .select(['kind', 'happened_at as at', 'what', 'by_whom as byWhom', 'proof'])
      .where('intervention.case_id', '=', caseId)
      .orderBy('happened_at')
      .orderBy('intervention_event.id')
      .execute(),
    db
      .selectFrom('case_document')
      .select(['title', 'words', 'drafted_at as at'])
      .where('case_id', '=', caseId)
      .orderBy('drafted_at')
      .orderBy('id')
      .execute(),
    db
      .selectFrom('intervention_consultation')
      .leftJoin('case_party', 'case_party.id', 'party_id')
      .select(['power', 'consulted_on as on', 'whom', 'said', 'place', 'case_party.name as about'])
      .where('intervention_consultation.case_id', '=', caseId)
      .orderBy('consulted_on')
      .orderBy('intervention_consultation.id')
      .execute(),
  ])
  return [
    ...used.map(({ power, on, endsOn, grounds, evidence, because, conditions, place, about }) => ({
      heading: `Power used, ${formatDate(on)}: ${power.replaceAll('_', ' ')}`,
      part: 'record' as const,
      content: sentences([
        `About ${about ?? place}`,
        endsOn === null ? '' : `Until ${formatDate(endsOn)}`,
        grounds,
        evidence,
        because,
        ...conditions,
      ]),
    })),
    ...events.map(({ kind, at, what, byWhom, proof }) => ({
      heading: `What became of it, ${formatDateTime(at)}: ${kind}`,
      part: 'record' as const,
      content: sentences([what, byWhom, proof]),
    })),
    ...consultations.map(({ power, on, whom, said, place, about }) => ({
      heading: `Consulted before a power, ${formatDate(on)}: ${power.replaceAll('_', ' ')}`,
      part: 'record' as const,
      content: sentences([`About ${about ?? place}`, whom, said]),
    })),
    ...documents.flatMap(({ title, words, at }) =>
      Object.values(typeof words === 'object' && words !== null ? words : {}).map((content) => ({
        heading: `${title}, ${formatDate(at)}`,
        part: 'record' as const,
        content: String(content).trim(),
      })),
    ),
  ]
}

/** What was said to and by victims, and what they were promised. */
export async function splitVictimContact(db: Transaction, caseId: string): Promise<NewPassage[]> {
  const [plans, made, promised] = await Promise.all([
    db
      .selectFrom('contact_plan')
      .innerJoin('case_party', 'case_party.id', 'contact_plan.party_id')
      .select(['case_party.name as name', 'safe_times as safeTimes', 'avoid_words as avoidWords'])
      .where('contact_plan.case_id', '=', caseId)
      .orderBy('contact_plan.id')
      .execute(),
    db
      .selectFrom('victim_contact')
      .select(['at', 'channel', 'said', 'override_reason as why'])
      .where('case_id', '=', caseId)
      .orderBy('at')
      .orderBy('id')
      .execute(),
    db
      .selectFrom('contact_promise')
      .select(['what', 'due_on as dueOn', 'settled_words as words'])
      .where('case_id', '=', caseId)
      .orderBy('due_on')
      .orderBy('id')
      .execute(),
  ])
  return [
    ...plans
      .filter(({ safeTimes, avoidWords }) => safeTimes !== '' || avoidWords !== '')
      .map(({ name, safeTimes, avoidWords }) => ({
        heading: 'How a victim is reached safely',
        part: 'record' as const,
        content: sentences([name, safeTimes, avoidWords]),
      })),
    ...made.map(({ at, channel, said, why }) => ({
      heading: `Contact with a victim, ${formatDateTime(at)}, ${channel}`,
      part: 'record' as const,
      content: sentences([said, why]),
    })),
    ...promised.map(({ what, dueOn, words }) => ({
      heading: `Promised to a victim by ${formatDate(dueOn)}`,
      part: 'record' as const,
      content: sentences([what, words]),
    })),
  ]
}

/** What a victim needs and was referred for, and how to reach whoever follows the place of the case. */
export async function splitNeeds(db: Transaction, caseId: string): Promise<NewPassage[]> {
  const [asked, referred, followers] = await Promise.all([
    db
      .selectFrom('needs_assessment')
      .innerJoin('contact_plan', 'contact_plan.id', 'needs_assessment.plan_id')
      .innerJoin('case_party', 'case_party.id', 'contact_plan.party_id')
      .select(['asked_on as on', 'answers', 'case_party.name as name'])
      .where('needs_assessment.case_id', '=', caseId)
      .orderBy('asked_on')
      .orderBy('needs_assessment.id')
      .execute(),
    db
      .selectFrom('support_referral')
      .select(['made_at as at', 'told', 'reach', 'basis'])
      .where('case_id', '=', caseId)
      .orderBy('made_at')
      .orderBy('id')
      .execute(),
    db
      .selectFrom('follower')
      .innerJoin('followed_place', 'followed_place.id', 'follower.place_id')
      .select(['recipient', 'followed_at as at', 'channel'])
      .where('followed_place.case_id', '=', caseId)
      .where('recipient', '<>', '')
      .orderBy('followed_at')
      .orderBy('follower.id')
      .execute(),
  ])
  return [
    ...asked.map(({ on, answers, name }) => ({
      heading: `What a victim needs, ${formatDate(on)}`,
      part: 'record' as const,
      content: sentences([name, ...answersIn(answers)]),
    })),
    ...referred.map(({ at, told, reach, basis }) => ({
      heading: `Referral to a support service, ${formatDateTime(at)}`,
      part: 'record' as const,
      content: sentences([told, reach, basis]),
    })),
    // Each in one passage of their own: no follower is told of another.
    ...followers.map(({ recipient, at, channel }) => ({
      heading: `Somebody who follows the place, ${formatDate(londonDateOf(at))}`,
      part: 'record' as const,
      content: recipient,
      of:
        channel === 'text'
          ? { name: '', email: '', phone: recipient }
          : { name: '', email: recipient, phone: '' },
    })),
  ]
}

function answersIn(answers: unknown): string[] {
  if (!Array.isArray(answers)) return []
  return answers.map((answer: unknown) =>
    Object.values(typeof answer === 'object' && answer !== null ? answer : {})
      .filter((part) => typeof part === 'string' && part !== '')
      .join(', '),
  )
}

const sentences = (parts: readonly string[]) => parts.filter((words) => words.trim() !== '').join('. ')
