// The record of disclosure of a partnership in which a million things were done with records.
import { addDays, type LocalDate, londonDateOf } from '#platform/clock'
import { type County, query } from './county.ts'
import type { LoadRequest } from './measure.ts'

const entries = 1_000_000

export const ofDisclosures = [
  'disclosures',
  'disclosures by words',
  'disclosures of a person',
  'disclosures by others',
  'acts of a person',
  'disclosures of a record',
] as const

/** Adds a million entries over a year to the audit, by everybody and of all reports, as the owner. */
export async function addAudit(county: County): Promise<string> {
  const started = performance.now()
  await query(county, fill)
  await query(county, 'vacuum analyze audit_entry')
  const [row] = await query<{ count: number }>(county, 'select count(*)::integer as count from audit_entry')
  return `${row?.count} entries of the audit, made in ${Math.round((performance.now() - started) / 1000)} s`
}

const fill = `
do $do$
begin
  set local session_replication_role = replica;
  set local synchronous_commit = off;
  create temporary table somebody on commit drop as
    select row_number() over (order by member_id, organisation_id) as at, member_id, organisation_id, name
    from (select distinct member_id, organisation_id, name from membership join member on member.id = member_id) as each_one;
  create temporary table read on commit drop as select row_number() over (order by id) as at, id from report;
  create unique index on read (at);
  analyze somebody, read;
  insert into audit_entry (id, at, verb, actor_kind, actor_name, organisation_id, member_id, record_kind, record_id, recipient,
      reason, summary, request_id)
    select gen_random_uuid(), now() - make_interval(secs => nth * 31), case when nth % 20 = 0 then 'disclose'
        when nth % 7 = 0 then 'alter' else 'consult' end, 'member', somebody.name, somebody.organisation_id,
      somebody.member_id, 'report', read.id, case when nth % 20 = 0 then 'Somebody' else '' end,
      case when nth % 10000 = 0 then 'Asked by the coroner' else '' end, 'shown', 'load'
    from generate_series(1, ${entries}) as nth
      join somebody on somebody.at = 1 + nth % (select count(*) from somebody)
      join read on read.at = 1 + (nth * 7919::bigint) % (select count(*) from read);
end
$do$`

/** What each scenario asks for, by whoever answers for the information of the organisation. */
export async function disclosureRequests(
  county: County,
  organisation: string,
  cookie: string,
  now: Date,
): Promise<Record<(typeof ofDisclosures)[number], LoadRequest[]>> {
  const people = await query<{ id: string }>(
    county,
    `select distinct member_id as id from membership join organisation on organisation.id = organisation_id
     where organisation.name = $1 order by 1 limit 20`,
    [organisation],
  )
  const records = await query<{ reference: string }>(
    county,
    `select reference from report join organisation on organisation.id = report.organisation_id
     where organisation.name = $1 order by md5(reference) limit 200`,
    [organisation],
  )
  const get = (path: string): LoadRequest => ({ method: 'GET', path, headers: { cookie } })
  const yearAgo: LocalDate = addDays(londonDateOf(now), -365)
  const page = '/governance/disclosures'
  return {
    disclosures: [get(page)],
    'disclosures by words': [
      get(`${page}?words=coroner`),
      get(`${page}?words=nobody+wrote+this&from=${yearAgo}`),
    ],
    'disclosures of a person': people.map(({ id }) => get(`${page}?person=${id}&from=${yearAgo}`)),
    'disclosures by others': [get(`${page}?whose=others`), get(`${page}?whose=others&words=coroner`)],
    'acts of a person': people.map(({ id }) => get(`/people/${id}/activity`)),
    'disclosures of a record': records.map(({ reference }) => get(`/reports/${reference}/disclosures`)),
  }
}
