import { sql } from 'kysely'
import { formatDate, formatDateTime } from '#platform/clock'
import type { Transaction } from '#platform/database'

export type PassagePart = 'record' | 'reporter' | 'told'

/** A piece of a record small enough to be read and decided about at once. */
export type NewPassage = { heading: string; part: PassagePart; content: string }

/** What a record says of people, beside its passages. */
export type SplitRecord = {
  passages: NewPassage[]
  /** Who reported, where the reader's organisation holds the report. */
  reporter: { name: string; email: string; phone: string } | undefined
  staff: string[]
}

/** A record in passages, as much of it as the reader may see: what it says, who reported, who was told. */
export async function splitRecord(
  db: Transaction,
  record: { reportId: string | null; caseId: string | null },
): Promise<SplitRecord> {
  const [main, timeline, told] = await Promise.all([
    record.reportId === null ? splitCase(db, record.caseId ?? '') : splitReport(db, record.reportId),
    readTimeline(db, record),
    readDisclosures(db, record),
  ])
  return {
    reporter: main.reporter,
    passages: [
      ...main.passages,
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

async function splitReport(db: Transaction, id: string): Promise<Omit<SplitRecord, 'staff'>> {
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

async function splitCase(db: Transaction, id: string): Promise<Omit<SplitRecord, 'staff'>> {
  const [found, actions] = await Promise.all([
    db.selectFrom('asb_case').select(['title', 'closing_reason']).where('id', '=', id).executeTakeFirst(),
    db
      .selectFrom('case_action')
      .select(['what', 'outcome', 'due_on'])
      .where('case_id', '=', id)
      .orderBy('due_on')
      .execute(),
  ])
  return {
    reporter: undefined,
    passages: [
      { heading: 'Case', part: 'record', content: found?.title ?? '' },
      ...actions.flatMap(({ what, outcome, due_on }) =>
        paragraphs(`Action due ${formatDate(due_on)}`, [what, outcome].filter(Boolean).join('\n')),
      ),
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
