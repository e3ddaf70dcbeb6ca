import type pg from 'pg'
import { demoAgreement } from './load-sharing.ts'
import { CITY, COUNTY, POLICE } from './organisation-facts.ts'

const id = (kind: number, at: number) =>
  `01900000-0000-7000-8000-0000000d${kind}${at.toString(16).padStart(3, '0')}`

/** Somebody who works there in this role today. */
const worker = (organisation: number, role: string) =>
  `(select member_id from membership where organisation_id = ${organisation} and role = '${role}' and covers_for is null
    and valid_to is null order by member_id limit 1)`

type DemoGroup = {
  at: number
  organisation: number
  kind: string
  name: string
  reason: string
  source: string
  /** Days until it must be looked at again; less than nothing where that has lapsed. */
  reviewIn: number
}

const groups: readonly DemoGroup[] = [
  {
    at: 1,
    organisation: CITY,
    kind: 'gathering',
    name: 'The bandstand evenings',
    reason:
      'The same young people are met there week after week, and one plan with youth work is needed for all.',
    source: 'Seven reports, and what youth workers saw',
    reviewIn: 20,
  },
  {
    at: 2,
    organisation: CITY,
    kind: 'household',
    name: 'The household above the chandler’s',
    reason: 'Complaints are made about the home as a whole, and a warning to one was answered by another.',
    source: 'Four reports and the tenancy file',
    reviewIn: 150,
  },
  {
    at: 3,
    organisation: POLICE,
    kind: 'gang',
    name: 'The Slipway riders',
    reason: 'Off-road bikes are taken and ridden together; neighbourhood officers plan for the group.',
    source: 'Patrol log and reports of three months',
    reviewIn: 80,
  },
  {
    at: 4,
    organisation: POLICE,
    kind: 'gathering',
    name: 'The late bus crowd',
    reason: 'Drivers named the same group on several evenings of last winter.',
    source: 'The bus company',
    reviewIn: -6,
  },
]

/** Groups with members over time, two layers of figures, and an overlay that has something to show. */
export async function loadLayers(owner: pg.ClientBase): Promise<void> {
  for (const group of groups) await addGroup(owner, group)
  await addLayer(owner, 1, {
    organisation: COUNTY,
    name: 'Ambulance calls to assaults',
    source: 'The ambulance service, dispatch system',
    licence: 'Official: for the partnership only',
    agreement: demoAgreement,
    kind: 'ward',
    measure: 'calls',
    of: 90,
  })
  await addLayer(owner, 2, {
    organisation: CITY,
    name: 'Fly-tips cleared',
    source: 'Street cleansing, work orders',
    licence: 'Open Government Licence v3.0',
    agreement: null,
    kind: 'district',
    measure: 'fly-tips cleared',
    of: 400,
  })
  await addPlaces(owner)
}

async function addGroup(owner: pg.ClientBase, group: DemoGroup): Promise<void> {
  const { at, organisation, kind, name, reason, source, reviewIn } = group
  const { rowCount } = await owner.query(
    `insert into person_group (id, organisation_id, kind, name, reason, source, review_on, added_by, added_at)
     select $1, $2, $3, $4, $5, $6, current_date + $7::integer, keeper.id, now() - interval '100 days'
     from (select ${worker(organisation, 'case_officer')} as id) as keeper where keeper.id is not null`,
    [id(1, at), organisation, kind, name, reason, source, reviewIn],
  )
  if (rowCount === 0) return
  await owner.query(
    `with known as (select chosen.id, row_number() over (order by chosen.id) as place from (select profile.id
       from profile where organisation_id = $2 and name <> '' and exists (select from report_person as named
         join report on report.id = named.report_id
         where named.profile_id = profile.id and report.partition_code is null)
       order by exists (select from report_person as named where named.profile_id = profile.id
         and named.role = 'alleged_perpetrator') desc, profile.created_at desc, profile.id offset 3 * $3::integer limit 3) as chosen)
     insert into group_member (id, group_id, profile_id, role, since, until, because, source, confidence, added_by, added_at,
       ended_by, ended_at, ended_because)
     select md5($1 || known.id::text)::uuid, $1::uuid, known.id, (array['leads', 'member', 'associate'])[place],
       current_date - 90, case when place = 3 then current_date - 14 end,
       (array['Named as the one the others wait for', 'Met there on four evenings', 'Came along twice'])[place],
       (array['report', 'seen', 'partner'])[place], (array['likely', 'confirmed', 'suspected'])[place], kept.added_by,
       now() - interval '90 days', case when place = 3 then kept.added_by end,
       case when place = 3 then now() - interval '14 days' end,
       case when place = 3 then 'Has work in another town and was not seen since' else '' end
     from known cross join person_group as kept where kept.id = $1::uuid`,
    [id(1, at), organisation, at],
  )
  await owner.query(
    `insert into group_member (id, group_id, name, born_on, role, since, because, source, confidence, added_by, added_at)
     select $2, kept.id, 'Jory Pennick', current_date - 15 * 365, 'member', current_date - 60,
       'Gave that name to an officer there', 'own_words', 'likely', kept.added_by, now() - interval '60 days'
     from person_group as kept where kept.id = $1 and kept.kind in ('gathering', 'gang')`,
    [id(1, at), id(2, at)],
  )
  await owner.query(
    `insert into group_review (id, group_id, added_at, because, next_on, added_by)
     select $2, id, now() - interval '40 days', 'Reports go on, and the plan names the group.', review_on, added_by
     from person_group where id = $1 and review_on > current_date`,
    [id(1, at), id(3, at)],
  )
  await owner.query(
    `insert into case_party (id, case_id, person_id, role, name, group_id, since, because, organisation_id, added_by)
     select $2, asb_case.id, $2, 'group', kept.name, kept.id, current_date - 30, 'Reports of the case are about them',
       kept.organisation_id, kept.added_by
     from person_group as kept join asb_case on asb_case.organisation_id = kept.organisation_id
       and asb_case.partition_code is null
     where kept.id = $1 order by asb_case.status = 'open' desc, asb_case.opened_at desc, asb_case.id limit 1`,
    [id(1, at), id(4, at)],
  )
}

type DemoLayer = {
  organisation: number
  name: string
  source: string
  licence: string
  agreement: string | null
  kind: string
  measure: string
  /** The figures lie between 5 and so many more. */
  of: number
}

async function addLayer(owner: pg.ClientBase, at: number, layer: DemoLayer): Promise<void> {
  const { organisation, name, source, licence, agreement, kind, measure, of } = layer
  const { rowCount } = await owner.query(
    `insert into context_layer (id, organisation_id, name, source, licence, area_kind, agreement_id, seen_by, valid_until,
       current_version_id, added_by, added_at, version)
     select $1, $2, $3, $4, $5, $6, $7::uuid, case when $7::uuid is null then '{}'
         else array(select id from organisation where id <> $2 order by id) end,
       current_date + 180, $8, handed.by, now() - interval '12 days', 2
     from (select coalesce(${worker(organisation, 'analyst')}, ${worker(organisation, 'supervisor')}) as by) as handed
     where handed.by is not null`,
    [id(5, at), organisation, name, source, licence, kind, agreement, id(6, at)],
  )
  if (rowCount === 0) return
  await owner.query(
    `insert into context_layer_version (id, layer_id, number, file_name, header, targets, status, added_by, added_at, published_at)
     select $2, id, 1, 'figures.csv', '{Area,Month,Measure,Value}', '{area,period,measure,value}', 'published', added_by,
       added_at, added_at from context_layer where id = $1`,
    [id(5, at), id(6, at)],
  )
  await owner.query(
    `insert into context_layer_value (version_id, line, area_code, period, measure, value)
     select $1, row_number() over (order by month desc, area.code),
       area.code, to_char(current_date - make_interval(months => month), 'YYYY-MM'), $3,
       5 + ('x' || left(md5(area.code || month), 6))::bit(24)::integer % $4::integer
     from area join area_set on area_set.id = area.area_set_id
     cross join generate_series(1, 3) as month
     where area_set.kind = $2 and area_set.valid_from <= current_date
       and (area_set.valid_to is null or area_set.valid_to > current_date)`,
    [id(6, at), kind, measure, of],
  )
}

/** Where those live who are complained of in the latest open cases, and who may lay that over incidents. */
async function addPlaces(owner: pg.ClientBase): Promise<void> {
  await owner.query(
    `with living as (select party.id, report.location, row_number() over (order by party.added_at desc, party.id) as place
       from case_party as party join asb_case on asb_case.id = party.case_id
       cross join lateral (select report.location from case_report join report on report.id = case_report.report_id
         where case_report.case_id = asb_case.id and report.location is not null order by report.filed_at limit 1) as report
       where party.role = 'alleged_perpetrator' and party.until is null and party.address = ''
         and asb_case.status = 'open' limit 60)
     update case_party set address = (1 + living.place % 40)::text || ' ' || near.street || ', ' || near.postcode
     from living cross join lateral (select
       (select name from street order by street.location <-> living.location limit 1) as street,
       (select postcode from postcode order by postcode.location <-> living.location offset living.place % 7 limit 1) as postcode)
       as near
     where case_party.id = living.id and near.street is not null and near.postcode is not null`,
  )
  for (const [organisation, role] of [
    [POLICE, 'analyst'],
    [POLICE, 'supervisor'],
    [CITY, 'supervisor'],
  ] as const)
    await owner.query(
      `insert into overlay_permission (id, member_id, organisation_id, granted_by, reason, valid_from, valid_to)
       select md5('overlay ' || $1::integer || ' ' || $2::text)::uuid, somebody.id, $1::integer, giver.id, 'Problem-solving plans of the town centre',
         current_date - 20, current_date + 100
       from (select ${worker(organisation, role)} as id) as somebody,
         (select ${worker(organisation, 'information_governance')} as id) as giver
       where somebody.id is not null and giver.id is not null`,
      [organisation, role],
    )
  await owner.query(
    `insert into overlay_look (id, member_id, organisation_id, purpose, words, district_id, from_day, to_day, started_at, expires_at)
     select $1, given.member_id, given.organisation_id, 'problem_solving', 'The plan for the bandstand, with youth work',
       (select area.id from area join area_set on area_set.id = area.area_set_id where area_set.kind = 'district'
         and area_set.valid_to is null order by area.name limit 1),
       current_date - 95, current_date - 5, now() - interval '5 days', now() - interval '5 days' + interval '20 minutes'
     from overlay_permission as given where given.organisation_id = ${POLICE} order by given.id limit 1`,
    [id(7, 1)],
  )
}
