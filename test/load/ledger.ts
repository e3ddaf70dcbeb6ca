// The ledger of complaints: judged again from every report, and taken in as reports come, in a county and in one that is
// several times as large.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { projectRoot } from '#platform/database'
import { type County, query } from './county.ts'
import { settingsFor } from './product.ts'

const times = 6
/** So many of the newest are taken in as if they had just come. */
const newest = 2_000

/** Says what judging everything again costs, each report, and what a new report costs beside so many. */
export async function measureLedger(county: County, reports: number): Promise<string> {
  const before = await measure(county, reports)
  await multiply(county)
  return [...before, ...(await measure(county, reports * times))].join('\n')
}

async function measure(county: County, reports: number): Promise<string[]> {
  const all = takeIn(county)
  await query(
    county,
    `with fresh as (delete from complaint_ledger where report_id in
       (select id from report order by filed_at desc, id limit ${newest}) returning report_id, made_at)
     insert into complaint_ledger_due (report_id, made_at) select report_id, made_at from fresh`,
  )
  // As the server does by itself after a while.
  await query(county, 'vacuum analyze complaint_ledger_due, complaint_ledger')
  const fresh = takeIn(county, '--waiting')
  return [
    `${reports} reports, ledger: ${all}`,
    `${reports} reports, ledger of the ${newest} newest as they come: ${fresh}`,
  ]
}

/** What the operator command says that it did. */
function takeIn({ url }: County, ...options: readonly string[]): string {
  const words = [join(projectRoot, 'dist', 'cli.js'), 'reviews', 'recompute-ledger', ...options]
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    env: { ...process.env, ...settingsFor(url) },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The ledger was not taken in: ${stderr}`)
  return stdout.trim()
}

/**
 * Every report again, by other people at the same places and times, without triggers: what another county of the same
 * kind would add to the tables that the ledger reads. Indexes that it does not read are left out of it.
 */
async function multiply(county: County): Promise<void> {
  await query(county, fill)
  await query(county, 'analyze report, report_key, report_link, complaint_ledger')
}

const fill = `
do $do$
declare
  columns text := (select string_agg(column_name, ', ' order by ordinal_position) from information_schema.columns
    where table_name = 'report' and table_schema = current_schema() and is_generated = 'NEVER'
      and column_name not in ('id', 'reference', 'submission_id'));
begin
  set local session_replication_role = replica;
  drop index report_search, report_near, report_audience, report_outline_audience, report_in_queue;
  for copy in 2..${times} loop
    create temporary table twin as select id, gen_random_uuid() as other from report where reference not like '%~%';
    create unique index on twin (id);
    analyze twin;
    execute format('insert into report (id, reference, submission_id, %1$s)
      select twin.other, report.reference || ''~%2$s'', gen_random_uuid(), %1$s from report join twin using (id)', columns, copy);
    insert into report_key (report_id, subject, kind, key, name, role, filed_at)
      select twin.other, case when subject = report_id then twin.other else gen_random_uuid() end, kind, key || '~' || copy,
        name, role, filed_at
      from report_key join twin on twin.id = report_id;
    insert into report_link (report_id, other_report_id, reason, linked_at, said_by_reporter)
      select greatest(one.other, two.other), least(one.other, two.other), reason, linked_at, said_by_reporter
      from report_link join twin as one on one.id = report_id join twin as two on two.id = other_report_id;
    drop table twin;
  end loop;
end $do$`
