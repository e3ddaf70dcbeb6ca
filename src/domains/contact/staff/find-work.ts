import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { mostRows, type WorkItem, type WorkList } from './work.ts'

const due = sql`least(count(*), ${mostRows + 1})::integer`

/** How much of each there is to do, up to one more than a list shows. */
export async function countWork(
  db: Transaction,
  organisations: readonly number[],
): Promise<Record<WorkList, number>> {
  const { rows } = await sql<Record<WorkList, number>>`
    select
      (select ${due} from (${replies(organisations)} limit ${mostRows + 1}) as listed) as replies,
      (select ${due} from (${unmatched(organisations)} limit ${mostRows + 1}) as listed) as unmatched,
      (select ${due} from (${explain(organisations)} limit ${mostRows + 1}) as listed) as explain,
      (select ${due} from (${unsent(organisations)} limit ${mostRows + 1}) as listed) as unsent`.execute(db)
  return rows[0] ?? { replies: 0, unmatched: 0, explain: 0, unsent: 0 }
}

export async function findWork(
  db: Transaction,
  list: WorkList,
  organisations: readonly number[],
): Promise<WorkItem[]> {
  const queries = { replies, unmatched, explain, unsent }
  const { rows } = await sql<WorkItem>`${queries[list](organisations)} limit ${mostRows}`.execute(db)
  return rows
}

function replies(organisations: readonly number[]) {
  return sql`select message.id, report.reference, report.title, team.name as "teamName",
      'The reporter wrote' as what, message.at as since, message.reply_due_on::timestamptz + interval '1 day' as "dueAt"
    from reporter_message as message join report on report.id = message.report_id left join team on team.id = report.team_id
    where direction = 'from_reporter' and settled_at is null and report.organisation_id = any (${organisations}::integer[])
    order by message.reply_due_on, message.id`
}

function unmatched(organisations: readonly number[]) {
  return sql`select item.id, report.reference, report.title, team.name as "teamName", 'A diary entry' as what,
      item.arrived_at as since, item.due_at as "dueAt"
    from unmatched_item as item join report on report.id = item.report_id left join team on team.id = report.team_id
    where item.settled_at is null and item.organisation_id = any (${organisations}::integer[])
    order by item.due_at, item.id`
}

function explain(organisations: readonly number[]) {
  return sql`select report.id, report.reference, report.title, team.name as "teamName", explained.because as what,
      explained.at as since, null::timestamptz as "dueAt"
    from case_review_explained as explained join report on report.id = explained.report_id
      left join team on team.id = report.team_id
    where explained.channel = 'none' and told_at is null and report.organisation_id = any (${organisations}::integer[])
    order by explained.at, report.id`
}

function unsent(organisations: readonly number[]) {
  return sql`select outgoing.id, report.reference, report.title, team.name as "teamName", outgoing.problem as what,
      outgoing.created_at as since, null::timestamptz as "dueAt"
    from outgoing_message as outgoing join reporter_message as message on message.id = outgoing.id
      join report on report.id = message.report_id left join team on team.id = report.team_id
    where outgoing.status = 'failed' and report.organisation_id = any (${organisations}::integer[])
    order by outgoing.created_at, outgoing.id`
}
