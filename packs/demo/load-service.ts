import type pg from 'pg'
import { CITY } from './organisation-facts.ts'

/** Four weeks of what a small installation answers, hour by hour, and a journey every half hour, with one bad night. */
export async function loadService(owner: pg.ClientBase): Promise<void> {
  const made = (table: string, key: string) =>
    `('01900000-' || substring(md5('${table}' || ${key}), 1, 4) || '-7000-8000-' || substring(md5('${table}' || ${key}), 5, 12))::uuid`
  await owner.query(
    `insert into service_minute (id, minute, kind, requests, faults, durations)
     select ${made('minute', 'kind || hour')}, hour, kind, requests, faults,
       array[0, requests / 10, requests / 3, requests / 3, requests - requests / 10 - 2 * (requests / 3) - requests / 20, requests / 20,
         0, 0, 0, 0, 0, 0]
     from generate_series(date_trunc('hour', now()) - interval '27 days', date_trunc('hour', now()) - interval '1 hour',
       interval '1 hour') as hour
     cross join (values ('public_read', 90), ('public_send', 25), ('staff_read', 160), ('staff_send', 40), ('machines', 60))
       as known (kind, most)
     cross join lateral (select 20 + (most * (1 + sin(extract(hour from hour)::integer / 4.0)))::integer as requests,
       case when hour = date_trunc('hour', now()) - interval '9 days 3 hours' then 4 else 0 end as faults) as counted`,
  )
  await owner.query(
    `insert into service_fault (id, at, kind, method, route, status, reference)
     select ${made('fault', 'at::text')}, now() - interval '9 days 3 hours' + at * interval '7 minutes', kind, 'GET', route,
       503, upper(substring(md5('fault' || at), 1, 10))
     from (values (1, 'public_read', '/status/:secret'), (2, 'staff_read', '/queue'), (3, 'staff_read', '/cases/:reference'))
       as known (at, kind, route)`,
  )
  await owner.query(
    `insert into journey_run (id, journey, at, ms, problem)
     select ${made('run', 'journey || at')}, journey, at, usual + extract(hour from at)::integer % 5,
       case when journey in ('status_page', 'queue') and at between now() - interval '9 days 4 hours' and now() - interval '9 days 2 hours'
         then 'It answered 503 instead of 404' else '' end
     from generate_series(date_trunc('hour', now()) - interval '27 days', now() - interval '2 minutes', interval '2 hours') as at
     cross join (values ('public_form', 4), ('status_page', 9), ('sign_in', 5), ('file_report', 14), ('routing', 11),
       ('queue', 12), ('reports_routed', 3), ('audit_sealed', 4)) as known (journey, usual)`,
  )
  await owner.query(
    `insert into journey_outage (id, journey, began_at, problem, called, ended_at)
     select ${made('outage', 'journey')}, journey, now() - interval '9 days 4 hours', 'It answered 503 instead of 404',
       'service-desk@marramport.example', now() - interval '9 days 2 hours'
     from (values ('status_page'), ('queue')) as known (journey)`,
  )
  await owner.query(
    `insert into service_objective (id, faults_per_million, window_days, call_email, reason, set_by, set_at)
     select '01900000-0000-7000-8000-00000000d001', 5000, 28, 'service-desk@marramport.example',
       'Agreed by the partnership’s board', member_id, now() - interval '60 days'
     from membership where role = 'coordinator' order by organisation_id = $1 desc, member_id limit 1`,
    [CITY],
  )
}
