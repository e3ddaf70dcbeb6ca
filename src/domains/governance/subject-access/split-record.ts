import { sql } from 'kysely'
import { formatDate, formatDateTime } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { splitNeeds, splitParties, splitPowers, splitVictimContact } from './split-casework.ts'

export type PassagePart = 'record' | 'reporter' | 'told'

/** A piece of a record small enough to be read and decided about at once. */
export type NewPassage = {
  heading: string
  part: PassagePart
  content: string
  /** Whom it describes, where it describes one person. */
  of?: Reachable
}

/** By what a person is told from another. */
export type Reachable = { name: string; email: string; phone: string }

/** What a record says of people, beside its passages. */
export type SplitRecord = {
  passages: NewPassage[]
  /** Who reported, where the reader's organisation holds the report. */
  reporter: Reachable | undefined
  /** Named in it, by whatever role. */
  people: readonly string[]
  staff: string[]
}

/** A record in passages, as much of it as the reader may see: what it says, who reported, who was told. */
export async function splitRecord(
  db: Transaction,
  record: { reportId: string | null; caseId: string | null },
): Promise<SplitRecord> {
  const [main, people, assessed, logged, timeline, told] = await Promise.all([
    record.reportId === null ? splitCase(db, record.caseId ?? '') : splitReport(db, record.reportId),
    record.reportId === null ? splitParties(db, record.caseId ?? '') : splitPeople(db, record.reportId),
    splitAssessments(db, record.reportId),
    splitPoliceLog(db, record.reportId),
    readTimeline(db, record),
    readDisclosures(db, record),
  ])
  return {
    reporter: main.reporter,
    people: people.flatMap(({ of }) => (of === undefined || of.name === '' ? [] : of.name)),
    passages: [
      ...main.passages,
      ...people,
      ...assessed,
      ...logged,
      ...timeline.map(({ at, what, why, who }) => ({
        heading: `Timeline, ${formatDateTime(at)}`,
        part: 'record' as const,
        content: [`${who}: ${what}`, why].filter((words) => words !== '').join('. '),
      })),
      ...told,
    ].filter(({ content }) => content.trim() !== ''),
    staff: [...new Set(timeline.filter(({ isStaff }) => isStaff).map(({ who }) => who))],
  }
}

async function splitReport(db: Transaction, id: string): Promise<Omit<SplitRecord, 'staff' | 'people'>> {
  const [report, answers, contact] = await Promise.all([
    db
      .selectFrom('report')
      .select(['summary', 'place_words', 'decision_reason'])
      .where('id', '=', id)
      .executeTakeFirst(),
    db
      .selectFrom('report_answer')
      .select(['wording', 'answer'])
      .where('report_id', '=', id)
      .orderBy('position')
      .execute(),
    db
      .selectFrom('report_contact')
      .select(['name', 'email', 'phone', 'address', 'safe_contact'])
      .where('report_id', '=', id)
      .executeTakeFirst(),
  ])
  const passages: NewPassage[] = [
    ...paragraphs('What was reported', report?.summary ?? ''),
    ...answers.flatMap(({ wording, answer }) => paragraphs(wording, answer)),
    { heading: 'Where', part: 'record', content: report?.place_words ?? '' },
    { heading: 'Reason for the decision', part: 'record', content: report?.decision_reason ?? '' },
    ...Object.entries({
      'Who reported': contact?.name,
      'Their email address': contact?.email,
      'Their telephone number': contact?.phone,
      'Their address': contact?.address,
      'How to reach them safely': contact?.safe_contact,
    }).map(([heading, content]) => ({ heading, part: 'reporter' as const, content: content ?? '' })),
  ]
  return { passages, reporter: contact }
}

const roleNames: Readonly<Record<string, string>> = {
  reporter: 'who reported',
  victim: 'a victim',
  witness: 'a witness',
  alleged_perpetrator: 'who is complained of',
}

/** People named in a report: the holder of the report reads them, and nobody else. */
async function splitPeople(db: Transaction, reportId: string): Promise<NewPassage[]> {
  const people = await db
    .selectFrom('report_person')
    .leftJoin('profile', 'profile.id', 'report_person.profile_id')
    .select([
      'role',
      'report_person.name as name',
      'report_person.born_on as bornOn',
      'phone',
      'email',
      'address',
      'postcode',
      'description',
      'vehicle',
      'vulnerabilities',
      'profile.name as profileName',
    ])
    .where('report_id', '=', reportId)
    .orderBy('position')
    .execute()
  return people.map(({ role, bornOn, vulnerabilities, profileName, ...person }) => ({
    heading: `A person named: ${roleNames[role] ?? 'somebody else'}`,
    part: 'record',
    content: [
      person.name,
      bornOn === null ? '' : `Born ${formatDate(bornOn)}`,
      person.phone,
      person.email,
      [person.address, person.postcode].filter(Boolean).join(', '),
      person.description,
      person.vehicle,
      vulnerabilities.length === 0 ? '' : `What makes harm weigh more: ${vulnerabilities.join(', ')}`,
      profileName === null || profileName === person.name ? '' : `Profile: ${profileName}`,
    ]
      .filter((words) => words !== '')
      .join('. '),
    of: { name: person.name, email: person.email, phone: person.phone },
  }))
}

/** What was judged of the risk, by organisation that judged it. */
async function splitAssessments(db: Transaction, reportId: string | null): Promise<NewPassage[]> {
  if (reportId === null) return []
  const rows = await db
    .selectFrom('risk_assessment')
    .innerJoin('organisation', 'organisation.id', 'risk_assessment.organisation_id')
    .select(['assessed_at as at', 'instrument', 'band', 'score', 'override_reason as why', 'answers'])
    .select('organisation.short_name as by')
    .where('report_id', '=', reportId)
    .orderBy('assessed_at')
    .execute()
  return rows.map(({ at, instrument, band, score, why, by, answers }) => ({
    heading: `Risk assessed, ${formatDateTime(at)}`,
    part: 'record',
    content: [
      `${by}, ${instrument}: ${band}, score ${score}`,
      why,
      ...wordsIn(answers).map((words) => `Answer: ${words}`),
    ]
      .filter((words) => words !== '')
      .join('. '),
  }))
}

/** Every text among the answers, however deep. */
function wordsIn(answers: unknown): string[] {
  if (typeof answers === 'string') return answers.trim() === '' ? [] : [answers.trim()]
  return typeof answers === 'object' && answers !== null ? Object.values(answers).flatMap(wordsIn) : []
}

/** The police log, for the force that keeps it. */
async function splitPoliceLog(db: Transaction, reportId: string | null): Promise<NewPassage[]> {
  if (reportId === null) return []
  const entries = await db
    .selectFrom('police_log_entry')
    .select(['at', 'member_name as by', 'words'])
    .where('report_id', '=', reportId)
    .orderBy('number')
    .execute()
  return entries.map(({ at, by, words }) => ({
    heading: `Police log, ${formatDateTime(at)}`,
    part: 'record',
    content: `${by}: ${words}`,
  }))
}

async function splitCase(db: Transaction, id: string): Promise<Omit<SplitRecord, 'staff' | 'people'>> {
  const [found, actions, powers, contacts, needs] = await Promise.all([
    db.selectFrom('asb_case').select(['title', 'closing_reason']).where('id', '=', id).executeTakeFirst(),
    db
      .selectFrom('case_action')
      .select(['what', 'outcome', 'due_on'])
      .where('case_id', '=', id)
      .orderBy('due_on')
      .execute(),
    splitPowers(db, id),
    splitVictimContact(db, id),
    splitNeeds(db, id),
  ])
  return {
    reporter: undefined,
    passages: [
      { heading: 'Case', part: 'record', content: found?.title ?? '' },
      ...actions.flatMap(({ what, outcome, due_on }) =>
        paragraphs(`Action due ${formatDate(due_on)}`, [what, outcome].filter(Boolean).join('\n')),
      ),
      ...powers,
      ...contacts,
      ...needs,
      { heading: 'Reason for closing', part: 'record', content: found?.closing_reason ?? '' },
    ],
  }
}

function paragraphs(heading: string, text: string): NewPassage[] {
  return text
    .split(/\n+/)
    .filter((line) => line.trim() !== '')
    .map((content) => ({ heading, part: 'record', content: content.trim() }))
}

type TimelineFact = { at: Date; what: string; why: string; who: string; isStaff: boolean }

async function readTimeline(
  db: Transaction,
  { reportId, caseId }: { reportId: string | null; caseId: string | null },
): Promise<TimelineFact[]> {
  const { rows } = await sql<TimelineFact>`
    select at, what, why, actor_name as who, member_id is not null as "isStaff"
    from timeline_entry where report_id = ${reportId}::uuid or case_id = ${caseId}::uuid order by at, id`.execute(
    db,
  )
  return rows
}

/** The recipients of article 15(1)(c): by the reader's own audit, and by what was shared. */
async function readDisclosures(
  db: Transaction,
  { reportId, caseId }: { reportId: string | null; caseId: string | null },
): Promise<NewPassage[]> {
  const { rows } = await sql<{ at: Date; recipient: string; reason: string }>`
    select at, recipient, reason from audit_entry
    where record_id = ${reportId ?? caseId}::uuid and verb = 'disclose' and recipient <> ''
    union
    select given_at, organisation.name, coalesce(nullif(share.reason, ''), share.lawful_basis)
    from share join organisation on organisation.id = share.organisation_id
    where (share.report_id = ${reportId}::uuid or share.case_id = ${caseId}::uuid) and level <> 'exists'
    order by 1`.execute(db)
  return rows.map(({ at, recipient, reason }) => ({
    heading: 'Who was told',
    part: 'told',
    content: `${formatDate(at)}: ${recipient}${reason === '' ? '' : `. ${reason}`}`,
  }))
}
