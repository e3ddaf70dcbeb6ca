// The reports of a made-up county, copied over as many years as their number takes.
import { newReference } from '#platform/ids'
import { type County, query } from './county.ts'

/** What a county of a million people is told in a year: as the table grows it goes back in time and is no denser. */
const aYear = 50_000

/** Copies the county's reports over as many years as their number takes, near where they were, each told by somebody. */
export async function fillYears(county: County, reports: number): Promise<void> {
  const references = new Set<string>()
  // A few more: of so many, one may be taken already.
  while (references.size < reports + 1_000) references.add(newReference('ASB'))
  await query(county, 'create unlogged table load_reference (at bigint primary key, reference text)')
  await query(
    county,
    `insert into load_reference select row_number() over (), reference from unnest($1::text[]) as given (reference)
     where not exists (select from report where report.reference = given.reference)`,
    [[...references]],
  )
  await query(county, fill(reports))
  await query(county, 'drop table load_reference')
  await query(county, 'vacuum analyze report')
  await query(county, 'vacuum analyze report_key')
}

function fill(reports: number): string {
  return `
do $do$
declare
  columns text := (select string_agg(quote_ident(column_name), ', ') from information_schema.columns
    where table_schema = current_schema and table_name = 'report' and is_generated = 'NEVER');
  days integer := ${Math.ceil((reports / aYear) * 365)};
begin
  set local session_replication_role = replica;
  set local synchronous_commit = off;
  perform setseed(0.5);
  execute format('create temporary table told on commit drop as select %s, row_number() over (order by id) as nth
    from report where organisation_id is not null', columns);
  create unique index on told (nth);
  create temporary table copied on commit drop as
    select at, gen_random_uuid() as new_id, 1 + at % (select count(*) from told) as copy_of,
      now() - random() * make_interval(days => days) as told_at,
      point(round((random() - 0.5) * 300), round((random() - 0.5) * 300)) as moved
    from generate_series(1, ${reports} - (select count(*) from report)) as at;
  create temporary table new_report on commit drop as
    select told.*, copied.* from copied join told on told.nth = copied.copy_of;
  update new_report set id = new_id, submission_id = gen_random_uuid(), filed_at = told_at, modified_at = told_at,
    occurred_from = told_at, occurred_to = told_at, location = location + moved,
    reference = (select reference from load_reference where load_reference.at = new_report.at);
  execute format('insert into report (%1$s) select %1$s from new_report', columns);
  -- Everybody tells three things in six years.
  insert into report_key (report_id, subject, kind, key, role, filed_at)
    select id, gen_random_uuid(), 'phone', 'told by ' || floor(random() * ${Math.ceil(reports / 3)}), 'reporter', told_at
    from new_report;
end
$do$`
}
