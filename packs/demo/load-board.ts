import type pg from 'pg'
import { CITY, POLICE } from './organisation-facts.ts'

/** Reports back to which everybody named has been matched by the time the demonstration begins. */
const matched = 700

/**
 * Profiles of those named of late who are like nobody else, made when they were named; everybody else is matched by the worker. And
 * one somebody who was known already, and one evening told of twice, for two organisations: so that there is something
 * to find.
 */
export async function loadBoard(owner: pg.ClientBase): Promise<void> {
  await owner.query(
    `with latest as (select id, organisation_id, filed_at from report
       where organisation_id is not null and partition_code is null order by filed_at desc, id limit $1),
     known as (select person.*, report.organisation_id,
         greatest(count(*) over (partition by report.organisation_id, lower(person.name)),
           case when person.phone <> '' then count(*) over (partition by report.organisation_id, phone_digits(person.phone)) end,
           case when person.email <> '' then count(*) over (partition by report.organisation_id, lower(person.email)) end,
           count(person.born_on) over (partition by report.organisation_id, person.born_on)) as namings
       from report_person as person join report on report.id = person.report_id),
     named as (select known.*, latest.filed_at, md5(known.id::text || 'profile')::uuid as made_id
       from latest join known on known.report_id = latest.id
       where known.namings = 1 and known.name <> '' and known.profile_id is null),
     made as (insert into profile (id, organisation_id, name, born_on, created_at, modified_at)
       select made_id, organisation_id, name, born_on, filed_at, filed_at from named),
     said as (insert into profile_match (id, report_person_id, organisation_id, profile_id, outcome, because, decided_at)
       select md5(id::text || 'match')::uuid, id, organisation_id, made_id, 'created', 'nobody like them was known', filed_at
       from named)
     update report_person set profile_id = made_id, matched_because = 'nobody like them was known'
     from named where report_person.id = named.id`,
    [matched],
  )
  for (const [at, organisation] of [CITY, POLICE].entries()) {
    await addDuplicate(owner, organisation, at)
    await tellTwice(owner, organisation)
  }
}

/** Somebody who was named with their number in one report, named as a witness in a later one and not recognised. */
async function addDuplicate(owner: pg.ClientBase, organisation: number, at: number): Promise<void> {
  const id = (kind: number) => `01900000-0000-7000-8000-0000000b${kind}0${at.toString().padStart(2, '0')}`
  await owner.query(
    `with known as (select person.*, report.filed_at from report_person as person
       join report on report.id = person.report_id
       where report.organisation_id = $1 and person.profile_id is not null and person.phone <> ''
         and report.partition_code is null
       order by report.filed_at desc, person.id offset 3 limit 1),
     later as (select report.id, report.filed_at from report, known
       where report.organisation_id = $1 and report.partition_code is null and report.id <> known.report_id
         and not exists (select from report_person where report_id = report.id)
       order by report.filed_at desc, report.id offset 1 limit 1),
     made as (insert into profile (id, organisation_id, name, created_at, modified_at)
       select $2, $1, known.name, later.filed_at, later.filed_at from known, later),
     named as (insert into report_person (id, report_id, position, role, name, phone, profile_id, matched_because)
       select $3, later.id, 1, 'witness', known.name, known.phone, $2, 'nobody like them was known' from known, later)
     insert into profile_match (id, report_person_id, organisation_id, profile_id, outcome, because, decided_at)
     select $4, $3, $1, $2, 'created', 'nobody like them was known', later.filed_at from known, later`,
    [organisation, id(1), id(2), id(3)],
  )
}

/** Two neighbours tell of one evening: the later of two reports of one type and ward is about the same place and hour. */
async function tellTwice(owner: pg.ClientBase, organisation: number): Promise<void> {
  await owner.query(
    `with pair as (select later.id, earlier.id as earlier_id from report as later join report as earlier
         on earlier.asb_type = later.asb_type and earlier.ward_id = later.ward_id
         and earlier.filed_at < later.filed_at and earlier.filed_at > later.filed_at - interval '47 hours'
         and earlier.organisation_id = later.organisation_id
       where later.organisation_id = $1 and later.occurrence <> 'pattern' and earlier.occurrence <> 'pattern'
         and earlier.location is not null and later.partition_code is null and earlier.partition_code is null
       order by later.filed_at desc, earlier.filed_at desc, later.id limit 1)
     update report set location = earlier.location, location_precision_m = earlier.location_precision_m,
       place_words = earlier.place_words, beat_id = earlier.beat_id, lsoa_id = earlier.lsoa_id,
       occurred_from = earlier.occurred_from + interval '10 minutes',
       occurred_to = earlier.occurred_to + interval '10 minutes'
     from pair join report as earlier on earlier.id = pair.earlier_id where report.id = pair.id`,
    [organisation],
  )
}
