-- What the analytics feed gives: stable columns, no names, addresses or free text. First, what keeps it complete.

-- ---------------------------------------------------------------- every change is stamped

-- Whoever writes a row, and however: the moment of the write itself, so that no reader's place in the feed is passed by
-- a row with an earlier time (feed_horizon counts on it).
create or replace function stamp_modified() returns trigger
language plpgsql set search_path from current
as $$ begin new.modified_at := clock_timestamp(); return new; end $$;

create or replace trigger feed_stamp before insert or update on report for each row execute function stamp_modified();
create or replace trigger feed_stamp before insert or update on asb_case for each row execute function stamp_modified();
create or replace trigger feed_stamp before insert or update on case_action for each row execute function stamp_modified();
create or replace trigger feed_stamp before insert or update on organisation for each row execute function stamp_modified();
create or replace trigger feed_stamp before insert or update on organisation_succession for each row execute function stamp_modified();

-- A link changes what is given of both its ends.
create or replace function feed_touch_linked() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  update report set modified_at = default where id in (select report_id from changed);
  update asb_case set modified_at = default where id in (select case_id from changed);
  return null;
end
$$;
create or replace trigger feed_linked after insert on case_report referencing new table as changed
  for each statement execute function feed_touch_linked();
create or replace trigger feed_unlinked after delete on case_report referencing old table as changed
  for each statement execute function feed_touch_linked();

-- ---------------------------------------------------------------- what must be forgotten

-- Tombstones for those who lose a record, whether it is erased or only no longer shared with them.
create or replace function feed_withdraw(kind text, withdrawn uuid, before integer[], after integer[]) returns void
language sql volatile security definer set search_path from current
as $$
  insert into erased_record (record_kind, record_id, audience, erased_at)
  select kind, withdrawn, array(select unnest(machines_in(before)) except select unnest(machines_in(after))), clock_timestamp()
  where not machines_in(before) <@ machines_in(after)
  on conflict (record_kind, record_id) do update
  set audience = array(select unnest(erased_record.audience) union select unnest(excluded.audience)),
    erased_at = excluded.erased_at;
  update erased_record set audience = array(select unnest(audience) except select unnest(machines_in(after)))
  where record_kind = kind and record_id = withdrawn and audience && machines_in(after)
$$;
revoke all on function feed_withdraw(text, uuid, integer[], integer[]) from public;

create or replace function feed_report_audience() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  if tg_op = 'DELETE' then
    perform feed_withdraw('report', old.id, old.audience, '{}');
  else
    perform feed_withdraw('report', new.id, old.audience, new.audience);
    -- Cases count the reports that the reader may see.
    update asb_case set modified_at = default
    where id in (select case_id from case_report where report_id = new.id);
  end if;
  return null;
end
$$;
create or replace trigger feed_audience after update of audience, organisation_id, partition_code on report for each row
  when (old.audience <> new.audience and old.audience <> '{}') execute function feed_report_audience();
create or replace trigger feed_erased after delete on report for each row execute function feed_report_audience();

-- Actions are seen by whoever sees their case, so they come and go with it. Before a deletion, which would otherwise
-- have removed the actions already.
create or replace function feed_case_audience() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  if tg_op = 'DELETE' then
    perform feed_withdraw('case', old.id, old.audience, '{}');
    perform feed_withdraw('action', id, old.audience, '{}') from case_action where case_id = old.id;
    return old;
  end if;
  perform feed_withdraw('case', new.id, old.audience, new.audience);
  perform feed_withdraw('action', id, old.audience, new.audience) from case_action where case_id = new.id;
  update case_action set modified_at = default where case_id = new.id;
  update report set modified_at = default where id in (select report_id from case_report where case_id = new.id);
  return null;
end
$$;
create or replace trigger feed_audience after update of audience, organisation_id, partition_code on asb_case for each row
  when (old.audience <> new.audience) execute function feed_case_audience();
create or replace trigger feed_erased before delete on asb_case for each row execute function feed_case_audience();

create or replace function feed_action_erased() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  perform feed_withdraw('action', old.id, audience, '{}') from asb_case where id = old.case_id;
  return null;
end
$$;
create or replace trigger feed_erased after delete on case_action for each row execute function feed_action_erased();

-- Triggers need no right of the writer's. Without these lines anybody could hang the functions on a table of their own
-- and have them write with the owner's rights.
revoke all on function feed_touch_linked() from public;
revoke all on function feed_report_audience() from public;
revoke all on function feed_case_audience() from public;
revoke all on function feed_action_erased() from public;

-- ---------------------------------------------------------------- the views

drop view if exists feed_report, feed_case, feed_action, feed_organisation, feed_succession, feed_erased, feed_area;

-- An area with the vintage of its boundaries; part of other views, not a list of its own.
create view feed_area with (security_invoker = true) as
select area.id, area.code, area.name, area_set.vintage
from area join area_set on area_set.id = area.area_set_id;

create view feed_report with (security_invoker = true) as
select report.id, reference, channel, asb_type, national_type, status, opening_qualifier, closing_qualifier,
  occurrence, occurred_from, occurred_to, square_easting, square_northing, square_m, location_precision_m, place_kind,
  beat.code as beat_code, beat.name as beat_name, beat.vintage as beat_vintage,
  ward.code as ward_code, ward.name as ward_name, ward.vintage as ward_vintage,
  lsoa.code as lsoa_code, lsoa.name as lsoa_name, lsoa.vintage as lsoa_vintage,
  district.code as district_code, district.name as district_name, district.vintage as district_vintage,
  reported_before, anonymous, organisation_id,
  array(select case_id from case_report where report_id = report.id order by linked_at, case_id) as case_ids,
  filed_at, triaged_at, closed_at, modified_at
from report
join asb_type on asb_type.code = report.asb_type
left join feed_area as beat on beat.id = report.beat_id
left join feed_area as ward on ward.id = report.ward_id
left join feed_area as lsoa on lsoa.id = report.lsoa_id
left join feed_area as district on district.id = report.district_id;

create view feed_case with (security_invoker = true) as
select asb_case.id, reference, kind, status, asb_type, national_type, organisation_id,
  beat.code as beat_code, beat.name as beat_name, beat.vintage as beat_vintage,
  ward.code as ward_code, ward.name as ward_name, ward.vintage as ward_vintage,
  lsoa.code as lsoa_code, lsoa.name as lsoa_name, lsoa.vintage as lsoa_vintage,
  district.code as district_code, district.name as district_name, district.vintage as district_vintage,
  (select count(*)::integer from case_report where case_id = asb_case.id) as report_count,
  outcome, opened_at, closed_at, modified_at
from asb_case
join asb_type on asb_type.code = asb_case.asb_type
left join feed_area as beat on beat.id = asb_case.beat_id
left join feed_area as ward on ward.id = asb_case.ward_id
left join feed_area as lsoa on lsoa.id = asb_case.lsoa_id
left join feed_area as district on district.id = asb_case.district_id;

create view feed_action with (security_invoker = true) as
select id, case_id, owner_organisation_id, due_on, status, created_at, finished_at, modified_at
from case_action;

create view feed_organisation with (security_invoker = true) as
select id, name, short_name, kind, valid_from, valid_to, modified_at
from organisation;

create view feed_succession with (security_invoker = true) as
select id, predecessor_id, successor_id, from_on, keeps_record, modified_at
from organisation_succession;

create view feed_erased with (security_invoker = true) as
select record_kind, record_id, erased_at
from erased_record;

grant select on feed_report, feed_case, feed_action, feed_organisation, feed_succession, feed_erased, feed_area
  to openasb_feed;

-- ---------------------------------------------------------------- the data dictionary

comment on view feed_report is 'One row for each report of anti-social behaviour that the reader''s organisation may see. Repeats are linked through cases, never merged, so rows can be counted.';
comment on column feed_report.id is 'Identifier of the report, the same for ever.';
comment on column feed_report.reference is 'Reference that people use, such as ASB-7K3M-92XD.';
comment on column feed_report.channel is 'How it arrived: public_form, api, phone, paper, import or demo.';
comment on column feed_report.asb_type is 'Code of the type of anti-social behaviour.';
comment on column feed_report.national_type is 'Type heading of the National Standard for Incident Recording 2011.';
comment on column feed_report.status is 'filed, awaiting_triage, accepted, refused, not_asb or closed.';
comment on column feed_report.opening_qualifier is 'National category when filed: personal, nuisance or environmental.';
comment on column feed_report.closing_qualifier is 'National category when closed; empty while open.';
comment on column feed_report.occurrence is 'once, pattern (on certain days and hours) or now (under way when reported).';
comment on column feed_report.occurred_from is 'When it began, or the first time of a pattern.';
comment on column feed_report.occurred_to is 'When it ended, or the last time of a pattern.';
comment on column feed_report.square_easting is 'Easting of the south-west corner of the square that holds the place (EPSG:27700). Empty when no place was given.';
comment on column feed_report.square_northing is 'Northing of the same corner.';
comment on column feed_report.square_m is 'Side of the square in metres: 1000 where either category is personal, because the place is mostly a home; otherwise 100.';
comment on column feed_report.location_precision_m is 'How far off the place may be as the reporter gave it, in metres.';
comment on column feed_report.place_kind is 'How the place was told: address, postcode, street, named_area, point, around (somewhere within the metres of location_precision_m), area or moving. Of the last four the square holds only the middle. Empty where nobody said.';
comment on column feed_report.beat_code is 'Code of the beat of the place.';
comment on column feed_report.beat_name is 'Name of the beat.';
comment on column feed_report.beat_vintage is 'Which drawing of the beat boundaries the code belongs to.';
comment on column feed_report.ward_code is 'Code of the ward of the place.';
comment on column feed_report.ward_name is 'Name of the ward.';
comment on column feed_report.ward_vintage is 'Which drawing of the ward boundaries the code belongs to.';
comment on column feed_report.lsoa_code is 'Code of the lower layer super output area of the place.';
comment on column feed_report.lsoa_name is 'Name of the lower layer super output area.';
comment on column feed_report.lsoa_vintage is 'Which drawing of the lower layer super output area boundaries the code belongs to.';
comment on column feed_report.district_code is 'Code of the district of the place.';
comment on column feed_report.district_name is 'Name of the district.';
comment on column feed_report.district_vintage is 'Which drawing of the district boundaries the code belongs to.';
comment on column feed_report.reported_before is 'Whether the reporter said they had reported it before; empty when not asked.';
comment on column feed_report.anonymous is 'Whether it was filed without contact details.';
comment on column feed_report.organisation_id is 'Organisation that holds the report; empty until it is routed. Joins to organisations.';
comment on column feed_report.case_ids is 'Cases it is linked to that the reader''s organisation may see, in the order of linking. In CSV separated by spaces. Joins to cases.';
comment on column feed_report.filed_at is 'When it was filed. Never changes, so it suits partitions of an incremental refresh.';
comment on column feed_report.triaged_at is 'When it was accepted, refused or marked as not anti-social behaviour.';
comment on column feed_report.closed_at is 'When it was closed.';
comment on column feed_report.modified_at is 'When the row, or what is shown with it, last changed.';

comment on view feed_case is 'One row for each case that the reader''s organisation may see.';
comment on column feed_case.id is 'Identifier of the case, the same for ever.';
comment on column feed_case.reference is 'Reference that people use.';
comment on column feed_case.kind is 'monitored or investigative.';
comment on column feed_case.status is 'open or closed.';
comment on column feed_case.asb_type is 'Code of the type of anti-social behaviour.';
comment on column feed_case.national_type is 'Type heading of the National Standard for Incident Recording 2011.';
comment on column feed_case.organisation_id is 'Organisation that leads the case. Joins to organisations.';
comment on column feed_case.beat_code is 'Code of the beat of the place.';
comment on column feed_case.beat_name is 'Name of the beat.';
comment on column feed_case.beat_vintage is 'Which drawing of the beat boundaries the code belongs to.';
comment on column feed_case.ward_code is 'Code of the ward of the place.';
comment on column feed_case.ward_name is 'Name of the ward.';
comment on column feed_case.ward_vintage is 'Which drawing of the ward boundaries the code belongs to.';
comment on column feed_case.lsoa_code is 'Code of the lower layer super output area of the place.';
comment on column feed_case.lsoa_name is 'Name of the lower layer super output area.';
comment on column feed_case.lsoa_vintage is 'Which drawing of the lower layer super output area boundaries the code belongs to.';
comment on column feed_case.district_code is 'Code of the district of the place.';
comment on column feed_case.district_name is 'Name of the district.';
comment on column feed_case.district_vintage is 'Which drawing of the district boundaries the code belongs to.';
comment on column feed_case.report_count is 'Reports linked to it that the reader''s organisation may see.';
comment on column feed_case.outcome is 'Outcome when closed: resolved, behaviour_stopped, enforcement, no_further_contact, no_evidence or moved_away.';
comment on column feed_case.opened_at is 'When it was opened. Never changes.';
comment on column feed_case.closed_at is 'When it was closed; empty again when reopened.';
comment on column feed_case.modified_at is 'When the row, or what is shown with it, last changed.';

comment on view feed_action is 'One row for each action on the plan of a case that the reader''s organisation may see.';
comment on column feed_action.id is 'Identifier of the action, the same for ever.';
comment on column feed_action.case_id is 'The case whose plan it stands on. Joins to cases.';
comment on column feed_action.owner_organisation_id is 'Organisation that is to do it. Joins to organisations.';
comment on column feed_action.due_on is 'Day by which it is to be done.';
comment on column feed_action.status is 'open, done or cancelled.';
comment on column feed_action.created_at is 'When it was put on the plan. Never changes.';
comment on column feed_action.finished_at is 'When it was done or cancelled.';
comment on column feed_action.modified_at is 'When the row last changed.';

comment on view feed_organisation is 'One row for each organisation of the partnership, past ones included.';
comment on column feed_organisation.id is 'Number of the organisation, the same for ever.';
comment on column feed_organisation.name is 'Full name.';
comment on column feed_organisation.short_name is 'Name in lists.';
comment on column feed_organisation.kind is 'police, unitary_council, county_council, district_council, landlord or third_sector.';
comment on column feed_organisation.valid_from is 'First day on which it belongs to the partnership.';
comment on column feed_organisation.valid_to is 'First day on which it no longer does; empty while it does.';
comment on column feed_organisation.modified_at is 'When the row last changed.';

comment on view feed_succession is 'One row for each organisation that took over from one that ended: a merger has several rows with one successor, a split several with one predecessor.';
comment on column feed_succession.id is 'Identifier of the succession, the same for ever.';
comment on column feed_succession.predecessor_id is 'Organisation that ended. Joins to organisations.';
comment on column feed_succession.successor_id is 'Organisation that took over. Joins to organisations.';
comment on column feed_succession.from_on is 'First day of the successor.';
comment on column feed_succession.keeps_record is 'Whether it answers for what the predecessor did: of several successors, one.';
comment on column feed_succession.modified_at is 'When the row was written.';

comment on view feed_erased is 'One row for each record that is to be removed from every copy: it was erased, or is no longer shared with the reader''s organisation. A copy whose modified_at is later than erased_at was shared again and stays.';
comment on column feed_erased.record_kind is 'report, case or action.';
comment on column feed_erased.record_id is 'The id that the record had in its list.';
comment on column feed_erased.erased_at is 'When it was erased or withdrawn.';
