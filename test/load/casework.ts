// The casework of six years in one partnership: how fast its pages are when the tables are full.
import { newReference } from '#platform/ids'
import { addAroundCases } from './around-cases.ts'
import { type County, query } from './county.ts'
import type { LoadRequest } from './measure.ts'

/** The six-year store of one partnership, by the load profile of the field. */
const cases = 25_000
const timelineEntries = 3_000_000
/** One case in five is open: more than a partnership has at once, so that lists of what is open are long. */
const openEvery = 5

export const ofCasework = [
  'my work',
  'team board',
  'supervisor',
  'case list',
  'actions',
  'orders',
  'contact due',
  'panels',
  'reviews',
  'case page',
  'case timeline',
  'older timeline',
  'case patterns',
] as const

/**
 * Fills the copy with cases, their reports, actions and timelines, as the owner and without triggers: nothing of it is
 * news to anybody. A quarter of the cases is led by the organisation whose people are asking.
 */
export async function addCasework(county: County, organisation: string): Promise<string> {
  const started = performance.now()
  const references = new Set<string>()
  while (references.size < cases) references.add(newReference('CASE'))
  await query(
    county,
    `create unlogged table load_reference as select at, reference from unnest($1::text[]) with ordinality as given (reference, at)`,
    [[...references]],
  )
  await query(county, fill)
  await query(county, 'drop table load_reference')
  await query(
    county,
    `update case_action set owner_member_id = worker.member_id
     from (select member_id from membership join organisation on organisation.id = organisation_id
       where name = $1 and role = 'triage_officer' and covers_for is null order by membership.valid_from, member_id limit 1) as worker,
       organisation
     where organisation.name = $1 and owner_organisation_id = organisation.id and status = 'open'
       and abs(hashtext(case_action.id::text)) % 40 = 0`,
    [organisation],
  )
  await query(county, 'analyze asb_case, case_report, case_action, timeline_entry')
  const around = await addAroundCases(county)
  const [counted] = await query<{ cases: number; entries: number; actions: number }>(
    county,
    `select (select count(*)::integer from asb_case) as cases, (select count(*)::integer from timeline_entry) as entries,
       (select count(*)::integer from case_action where status = 'open') as actions`,
  )
  const took = Math.round((performance.now() - started) / 1000)
  return `${counted?.cases} cases, ${counted?.entries} timeline entries, ${counted?.actions} open actions, ${around}, made in ${took} s`
}

const fill = `
do $do$
declare
  organisations integer[] := array(select id from organisation where valid_to is null order by id);
  types text[] := array(select distinct asb_type from report);
  kept integer := (select count(*) from asb_case);
  entries integer := (select count(*) from timeline_entry);
begin
  create unique index on load_reference (at);
  set local session_replication_role = replica;
  set local synchronous_commit = off;
  create temporary table new_case on commit drop as
    select at, gen_random_uuid() as id, holder.id as organisation_id, types[1 + at % cardinality(types)] as asb_type,
      now() - make_interval(mins => 3153600 - at * 120) as opened_at, at % ${openEvery} = 0 as is_open,
      (select member_id from membership where membership.organisation_id = holder.id and role <> 'partner' limit 1) as opened_by
    from generate_series(1, ${cases} - kept) as at
    cross join lateral (select case when at % 4 = 0 then 2 else organisations[1 + at % cardinality(organisations)] end as id) as holder;
  insert into asb_case (id, reference, status, title, asb_type, organisation_id, opened_by, audience, opened_at, closed_at, outcome)
    select id, (select reference from load_reference where load_reference.at = new_case.at), case when is_open then 'open' else 'closed' end,
      'Case ' || at, asb_type, organisation_id, opened_by, array[organisation_id], opened_at,
      case when not is_open then opened_at + interval '60 days' end, case when not is_open then 'resolved' end
    from new_case;
  create temporary table held on commit drop as
    select id, organisation_id, row_number() over (partition by organisation_id order by filed_at) as nth
    from report where organisation_id is not null;
  create index on held (organisation_id, nth);
  analyze held;
  insert into case_report (case_id, report_id, linked_at)
    select new_case.id, held.id, opened_at
    from new_case join (select organisation_id, count(*) as reports from held group by 1) as holder
        on holder.organisation_id = new_case.organisation_id
      cross join generate_series(1, 4) as link
      join held on held.organisation_id = new_case.organisation_id
        and held.nth = 1 + (new_case.at * 7 + link * 13) % holder.reports
    on conflict do nothing;
  insert into case_action (id, case_id, what, owner_organisation_id, due_on, status, finished_at)
    select gen_random_uuid(), id, 'Visit, ring, write and see ' || nth, organisation_id,
      case when is_open then current_date - 30 + (at + nth * 11) % 60 else opened_at::date + 20 end,
      case when is_open and nth <= 2 then 'open' else 'done' end,
      case when is_open and nth <= 2 then null else opened_at + interval '20 days' end
    from new_case cross join generate_series(1, 4) as nth;
  -- One case in 250 is a long one, with 2,000 entries; half of all entries stand on reports.
  insert into timeline_entry (id, case_id, at, kind, what, why, organisation_id, actor_name)
    select gen_random_uuid(), id, opened_at + make_interval(hours => nth), 'note', 'Note',
      'Spoke to the household again; diaries go on, the recorder is fitted on Friday.', organisation_id, 'Somebody'
    from new_case cross join lateral generate_series(1, case when at % 250 = 0 then 2000 else 52 end) as nth;
  insert into timeline_entry (id, report_id, at, kind, what, why, organisation_id, actor_name)
    select gen_random_uuid(), report.id, filed_at + make_interval(hours => nth), 'note', 'Note', 'Rang back.',
      organisation_id, 'Somebody'
    from report cross join generate_series(1, greatest(1, (${timelineEntries} - entries
      - (select count(*) from timeline_entry where case_id is not null)) / (select count(*) from report))::integer) as nth
    where organisation_id is not null;
end
$do$`

/** Cases the organisation leads, open ones and long ones among them, in an order that is not that of the table. */
export async function readCases(county: County, organisation: string): Promise<string[]> {
  const rows = await query<{ reference: string }>(
    county,
    `select reference from asb_case join organisation on organisation.id = asb_case.organisation_id
     where name = $1 order by md5(reference) limit 500`,
    [organisation],
  )
  return rows.map(({ reference }) => reference)
}

/** What each scenario asks for. */
export function caseworkRequests(
  references: readonly string[],
  { officer, supervisor }: { officer: string; supervisor: string },
): Record<(typeof ofCasework)[number], LoadRequest[]> {
  const get = (path: string, cookie: string): LoadRequest => ({ method: 'GET', path, headers: { cookie } })
  const of = (path: string) => references.map((reference) => get(`/cases/${reference}${path}`, officer))
  return {
    'my work': [get('/work', officer), get('/work?show=overdue', officer)],
    'team board': [get('/work/team', officer)],
    supervisor: [
      get('/work/supervisor', supervisor),
      get('/work/supervisor?show=untouched', supervisor),
      get('/work/supervisor?show=risky', supervisor),
    ],
    'case list': [
      get('/cases', officer),
      get('/cases?sort=due', officer),
      get('/cases?due=overdue', officer),
    ],
    actions: [
      get('/actions', officer),
      get('/actions?due=overdue', officer),
      get('/actions?whose=mine', officer),
    ],
    orders: [get('/orders', officer), get('/orders?sort=issued', officer), get('/orders?state=any', officer)],
    'contact due': [get('/contact/due', officer)],
    panels: [get('/panels', officer)],
    reviews: [get('/reviews', officer), get('/reviews?status=any', officer)],
    'case page': of(''),
    'case timeline': of('/timeline'),
    // Far back, by words and by what entries are about.
    'older timeline': [
      ...of(
        `/timeline?after=${encodeURIComponent('2025-01-01T00:00:00.000000Z~ffffffff-ffff-4fff-bfff-ffffffffffff')}`,
      ),
      ...of('/timeline?q=recorder'),
      ...of('/timeline?about=actions'),
    ],
    'case patterns': of('/patterns'),
  }
}
