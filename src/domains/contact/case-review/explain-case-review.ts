import { sql } from 'kysely'
import { addTimelineEntries } from '#domains/timeline'
import { type Prose, wordsIn } from '#locales'
import { system } from '#platform/actor'
import type { Clock } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { channelNames } from '../safe-contact.ts'
import { reporterKeys } from './reporter-keys.ts'
import { type CountedReport, findEarlierReport, isWithinMonths } from './rule.ts'

type Explaining = {
  reportId: string
  language: string
  /** They said that they read their private page, or have nothing else: what stands there is told. */
  readsPage: boolean
}
type Told = { channel: 'page' | 'email' | 'text' | 'letter'; because: string }

/**
 * At a person's second report within six months, explains the Case Review and records that, with which text and by which
 * way; where there is no way to reach them it becomes a task of the organisation that holds the report. Not repeated to
 * somebody to whom it was explained within the same months. (Statutory guidance on the 2014 Act, 2025; feature rows 60 and 98.)
 */
export async function explainCaseReview(
  db: Transaction,
  { reportId, language, readsPage }: Explaining,
  clock: Clock,
  send: (words: string) => Promise<Told>,
): Promise<void> {
  await keepKeys(db, reportId)
  const [report, others] = await readReportsOfPerson(db, reportId)
  if (report === undefined) return
  const found = findEarlierReport(report, others)
  if (found === undefined) return
  const { earlier, rule } = found
  if (
    others.some(
      ({ explainedAt }) => explainedAt !== null && isWithinMonths(explainedAt, clock.now(), rule.months),
    )
  )
    return
  const told = await send(textOf(wordsIn(language).caseReview.text))
  const isUntold = told.channel === 'page' && !readsPage
  await db
    .insertInto('case_review_explained')
    .values({
      report_id: reportId,
      earlier_report_id: earlier.id,
      text_version: rule.textVersion,
      rule_from: rule.from,
      channel: isUntold ? 'none' : told.channel,
      because: told.because,
      at: clock.now(),
    })
    .execute()
  await addTimelineEntries(db, system, [
    {
      reportId,
      kind: isUntold ? 'case_review_not_told' : 'case_review_explained',
      what: isUntold
        ? 'The Case Review is to be explained to the reporter: no message could be sent'
        : `The Case Review was explained to the reporter by ${channelNames[told.channel]}`,
      why: isUntold
        ? `${told.because}. Their second report within ${rule.months} months; the text stands on their private page.`
        : `Their second report within ${rule.months} months; text ${rule.textVersion}, rule of ${rule.from}.`,
    },
  ])
}

/** Running text as one message: of a link its words, for the private page to which the message leads has it. */
export function textOf(prose: Prose): string {
  return prose
    .flatMap((block) => {
      if (typeof block === 'string') return [block]
      if ('heading' in block) return [block.heading]
      return 'list' in block ? block.list : block.steps
    })
    .map((text) => text.replaceAll(/\[([^\]]+)\]\([^)\s]+\)/g, '$1'))
    .join('\n\n')
}

async function keepKeys(db: Transaction, reportId: string): Promise<void> {
  const named = await db
    .selectFrom('report_contact')
    .select(['name', 'email', 'phone', 'address'])
    .where('report_id', '=', reportId)
    .executeTakeFirst()
  const keys = named === undefined ? [] : reporterKeys(named)
  if (keys.length === 0) return
  await sql`insert into reporter_key (report_id, key)
    select ${reportId}, key from unnest(${keys}::bytea[]) as given (key)
    where not exists (select from reporter_key where report_id = ${reportId} and reporter_key.key = given.key)`.execute(
    db,
  )
}

type ReportOfPerson = CountedReport & { explainedAt: Date | null }

/**
 * The report and the others of its reporter: by what they gave of themselves, or because they said that it is the same.
 * What somebody reports in their work is not theirs.
 */
async function readReportsOfPerson(
  db: Transaction,
  reportId: string,
): Promise<[ReportOfPerson | undefined, ReportOfPerson[]]> {
  const { rows } = await sql<ReportOfPerson>`
    with first (id) as (
      select coalesce((select other_report_id from report_link where report_id = ${reportId} and said_by_reporter), ${reportId})
    ), said (id) as (
      select id from first
      union select ${reportId}
      union select report_link.report_id from report_link join first on other_report_id = first.id where said_by_reporter
    ), same (id) as (
      select id from said
      union
      select other.report_id from said join reporter_key as mine on mine.report_id = said.id
        join reporter_key as other on other.key = mine.key)
    select report.id, asb_type as "asbType", filed_at as "filedAt", occurred_from as "occurredFrom",
      occurred_to as "occurredTo", location,
      exists (select from report_link where report_link.report_id = report.id and said_by_reporter) as "saidAgain",
      (select coalesce(told_at, at) from case_review_explained as explained where explained.report_id = report.id) as "explainedAt"
    from same join report using (id)
    where report.id = ${reportId} or (report.filed_at <= (select filed_at from report where id = ${reportId})
      and report.filed_at > now() - interval '3 years' and reporter_kind not in ('professional', 'officer'))`.execute(
    db,
  )
  return [rows.find(({ id }) => id === reportId), rows.filter(({ id }) => id !== reportId)]
}
