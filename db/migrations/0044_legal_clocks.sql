-- Each legal clock in a column of its own, hours where the law counts hours, what a variation changed, pilots by area; and
-- one truth about the band of a case.

alter table intervention
  add column begins_at timestamptz,
  add column ends_at timestamptz,
  add column comply_by timestamptz,
  add column court_by timestamptz,
  add check ((begins_at is null) = (ends_at is null) and ends_at > begins_at);
comment on column intervention.begins_at is 'The moment from which it holds, where the law limits it in hours';
comment on column intervention.ends_at is 'The moment at which it ends, where the law limits it in hours';
comment on column intervention.comply_by is 'The moment at which the time to put it right, or to pay, runs out; empty once somebody has looked';
comment on column intervention.court_by is 'The moment by which a court hears the application; empty once it has';
create index intervention_ends_at on intervention (organisation_id, ends_at) where status = 'open' and ends_at is not null;
create index intervention_comply on intervention (organisation_id, comply_by) where status = 'open' and comply_by is not null;
create index intervention_court on intervention (organisation_id, court_by) where status = 'open' and court_by is not null;

alter table intervention_event
  add column conditions_before text[],
  add column ends_before date,
  drop constraint intervention_event_kind_check,
  add constraint intervention_event_kind_check check (kind in ('served', 'breached', 'varied', 'appealed', 'upheld', 'quashed',
    'reviewed', 'heard', 'withdrawn', 'discharged', 'ended'));
comment on column intervention_event.conditions_before is 'Of a variation: the conditions it changed, as they were';
comment on column intervention_event.ends_before is 'Of a variation or discharge: the last day it changed, as it was';

alter table power_switch add column areas text[] not null default '{}';
comment on column power_switch.areas is 'Codes of the areas of a pilot; empty where it holds everywhere';

-- ---------------------------------------------------------------- one band of a case

drop trigger if exists assessed_report_weighs on risk_assessment;
drop trigger if exists linked_report_weighs on case_report;
drop trigger if exists unlinked_report_weighs on case_report;
drop function if exists assessed_report_weighs();
drop function if exists linked_report_weighs();
drop function if exists weigh_cases(uuid[]);

comment on column asb_case.risk_band is 'The band that case_risk says, written with it; of a closed case the last';
comment on column case_risk.band is 'The gravest of what holds of the case and its reports; empty while nobody has assessed any';
comment on column case_risk.band_since is 'Since when the band has been the same';
comment on column case_risk.assessment_id is 'The assessment that says the band';

-- Whatever changes what is known of the risk of a case, and whoever does it: also a report taken out of it or restricted.
create or replace function case_risk_follows() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  if tg_table_name = 'asb_case' then
    perform refresh_case_risk(new.id);
  elsif tg_table_name = 'report' then
    perform refresh_case_risk(case_id) from case_report where report_id = new.id;
  elsif tg_op = 'DELETE' then
    perform refresh_case_risk(old.case_id);
  elsif new.case_id is not null then
    perform refresh_case_risk(new.case_id);
  else
    perform refresh_case_risk(case_id) from case_report where report_id = (to_jsonb(new) ->> 'report_id')::uuid;
  end if;
  return null;
end
$$;
revoke all on function case_risk_follows() from public;
create trigger case_risk_unlinked after delete on case_report for each row execute function case_risk_follows();
create trigger case_risk_restricted after update of partition_code on report for each row
  when (new.partition_code is distinct from old.partition_code) execute function case_risk_follows();
create trigger case_risk_of_restricted after update of partition_code on asb_case for each row
  when (new.partition_code is distinct from old.partition_code) execute function case_risk_follows();
drop function if exists assessments_of_case(uuid);
update asb_case set risk_band = case_risk.band from case_risk
where case_risk.case_id = asb_case.id and risk_band is distinct from case_risk.band;
