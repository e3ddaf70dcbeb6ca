-- An assessment is seen with its report and added by whoever sees that, or is filing it, in their own name; instruments
-- and definitions are configuration.

grant select on risk_instrument, flag_rule to openasb_web, openasb_worker;
grant select, insert on risk_assessment to openasb_web;
grant select on risk_assessment to openasb_worker;

alter table risk_instrument enable row level security;
drop policy if exists read_instrument on risk_instrument;
create policy read_instrument on risk_instrument for select to openasb_web, openasb_worker using (true);

alter table risk_assessment enable row level security;
drop policy if exists read_assessment on risk_assessment;
create policy read_assessment on risk_assessment for select to openasb_web
  using (exists (select from report where report.id = report_id)
    or exists (select from asb_case where asb_case.id = case_id));
drop policy if exists assess on risk_assessment;
create policy assess on risk_assessment for insert to openasb_web
  with check (assessed_by = (select my_member())
    and organisation_id = any ((select my_organisations())::integer[])
    and (report_id = (select my_filing()) or exists (select from report where report.id = report_id)
      or exists (select from asb_case where asb_case.id = case_id)));
drop policy if exists serve_assessment on risk_assessment;
create policy serve_assessment on risk_assessment for select to openasb_worker using (true);

alter table flag_rule enable row level security;
drop policy if exists read_flag_rule on flag_rule;
create policy read_flag_rule on flag_rule for select to openasb_web, openasb_worker using (true);

-- ---------------------------------------------------------------- the risk of cases

grant select on case_cadence, case_risk, case_sign_off_due, risk_sign_off, sign_off_level to openasb_web;
grant select on case_cadence, case_risk to openasb_worker;
grant insert on case_cadence, risk_sign_off, sign_off_level to openasb_web;
grant update (valid_to) on sign_off_level to openasb_web;
grant update (called_at) on case_risk to openasb_worker;

alter table case_cadence enable row level security;
drop policy if exists read_cadence on case_cadence;
create policy read_cadence on case_cadence for select to openasb_web, openasb_worker using (true);
drop policy if exists set_cadence on case_cadence;
create policy set_cadence on case_cadence for insert to openasb_web
  with check (set_by = (select my_member()) and valid_from > day_in_england()
    and organisation_id is not null and am_one_of('{supervisor,coordinator}', organisation_id));

alter table case_risk enable row level security;
drop policy if exists read_case_risk on case_risk;
-- offset 0: one look-up by key for each row that is needed, not first every case that the reader sees.
create policy read_case_risk on case_risk for select to openasb_web
  using (exists (select from asb_case where asb_case.id = case_id offset 0));
drop policy if exists serve_case_risk on case_risk;
create policy serve_case_risk on case_risk for select to openasb_worker using (true);
drop policy if exists call_about_case_risk on case_risk;
create policy call_about_case_risk on case_risk for update to openasb_worker using (true) with check (true);

alter table case_sign_off_due enable row level security;
drop policy if exists read_sign_off_due on case_sign_off_due;
create policy read_sign_off_due on case_sign_off_due for select to openasb_web
  using (exists (select from asb_case where asb_case.id = case_id));

alter table sign_off_level enable row level security;
drop policy if exists read_sign_off_level on sign_off_level;
create policy read_sign_off_level on sign_off_level for select to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[]));
-- Nobody gives a level to themselves.
drop policy if exists give_sign_off_level on sign_off_level;
create policy give_sign_off_level on sign_off_level for insert to openasb_web
  with check (given_by = (select my_member()) and member_id <> (select my_member()) and valid_to is null
    and am_one_of('{supervisor,coordinator}', organisation_id));
drop policy if exists end_sign_off_level on sign_off_level;
create policy end_sign_off_level on sign_off_level for update to openasb_web
  using (valid_to is null and am_one_of('{supervisor,coordinator}', organisation_id))
  with check (am_one_of('{supervisor,coordinator}', organisation_id));

-- The cadence that holds for an organisation on a day: its own, else everybody's.
create or replace function case_cadence_on(of_organisation integer, day date) returns setof case_cadence
language sql stable rows 1 set search_path from current
as $$
  select * from case_cadence
  where valid_from <= day and (organisation_id = of_organisation or organisation_id is null)
  order by organisation_id is null, valid_from desc limit 1
$$;

-- Whether the person who acts may sign off at a level in an organisation today: theirs or a lower one.
create or replace function may_sign_off(of_organisation integer, wanted_level text) returns boolean
language sql stable set search_path from current
as $$
  select exists (select from sign_off_level as held
    cross join lateral case_cadence_on(of_organisation, day_in_england()) as cadence
    where held.organisation_id = of_organisation and held.member_id = my_member()
      and held.valid_from <= day_in_england() and (held.valid_to is null or held.valid_to > day_in_england())
      and array_position(cadence.levels, held.level) >= array_position(cadence.levels, wanted_level))
$$;

alter table risk_sign_off enable row level security;
drop policy if exists read_sign_off on risk_sign_off;
create policy read_sign_off on risk_sign_off for select to openasb_web
  using (exists (select from asb_case where asb_case.id = case_id));
drop policy if exists sign_off on risk_sign_off;
create policy sign_off on risk_sign_off for insert to openasb_web
  with check (signed_by = (select my_member()) and may_sign_off(organisation_id, level)
    and exists (select from asb_case where asb_case.id = case_id
      and asb_case.organisation_id = risk_sign_off.organisation_id
      and asb_case.organisation_id = any ((select my_organisations())::integer[])));

-- The assessments of a case and of the reports in it (report_id is empty for one of the whole case). A restricted report
-- says nothing through a case that others see.
create or replace function assessments_of_case(wanted uuid)
returns table (id uuid, report_id uuid, band text, assessed_at timestamptz)
language sql stable set search_path from current
as $$
  select id, report_id, band, assessed_at from risk_assessment where case_id = wanted
  union all
  select risk_assessment.id, report.id, band, assessed_at from case_report
  join report on report.id = case_report.report_id
  join asb_case on asb_case.id = case_report.case_id
    and (report.partition_code is null or report.partition_code = asb_case.partition_code)
  join risk_assessment on risk_assessment.report_id = report.id where case_report.case_id = wanted
$$;

-- What holds of a case at a moment: its own latest assessment and, of each of its reports, the latest that came after
-- that; the gravest first (docs/decisions/0013-one-band-of-a-case.md).
create or replace function standing_assessments(wanted uuid, at timestamptz)
returns table (id uuid, band text, assessed_at timestamptz)
language sql stable set search_path from current
as $$
  with known as (select * from assessments_of_case(wanted) where assessed_at <= at),
  latest as (
    select distinct on (report_id) id, report_id, band, assessed_at from known order by report_id, assessed_at desc, id desc
  )
  select id, band, assessed_at from latest
  where report_id is null or not exists (select from latest as whole
    where whole.report_id is null and whole.assessed_at >= latest.assessed_at)
  order by array_position(array['high', 'medium', 'standard'], band), assessed_at desc, id desc
$$;
revoke all on function standing_assessments(uuid, timestamptz) from public;

-- Works out what holds of the risk of a case and when it is due, from its assessments and sign-offs, and is the only one
-- that writes the band. Days are those of England. For triggers.
create or replace function refresh_case_risk(wanted uuid) returns void
language plpgsql volatile security definer set search_path from current
as $$
#variable_conflict use_column
declare
  mine asb_case;
  cadence jsonb;
  ranks text[];
  gravest record;
  last_assessed timestamptz;
  other_until timestamptz;
  since date;
  due date;
begin
  select * into mine from asb_case where id = wanted;
  delete from case_sign_off_due where case_id = wanted;
  if mine.id is null or mine.status = 'closed' then
    delete from case_risk where case_id = wanted;
    return;
  end if;
  select id, band into gravest from standing_assessments(wanted, 'infinity') limit 1;
  update asb_case set risk_band = gravest.band where id = wanted and risk_band is distinct from gravest.band;
  select content, levels into cadence, ranks from case_cadence_on(mine.organisation_id, day_in_england());
  if cadence is null then return; end if;
  if gravest.id is null then
    due := (mine.opened_at at time zone 'Europe/London')::date + (cadence ->> 'firstAssessmentDays')::integer;
  else
    select max(assessed_at) into last_assessed from assessments_of_case(wanted);
    select max(earlier.assessed_at) into other_until from assessments_of_case(wanted) as earlier
    where (select band from standing_assessments(wanted, earlier.assessed_at) limit 1) <> gravest.band;
    select (greatest(min(same.assessed_at), mine.opened_at) at time zone 'Europe/London')::date into since
    from assessments_of_case(wanted) as same where other_until is null or same.assessed_at > other_until;
    due := (last_assessed at time zone 'Europe/London')::date + (cadence -> 'rescoreDays' ->> gravest.band)::integer;
  end if;
  insert into case_risk (case_id, organisation_id, band, band_since, assessment_id, next_due_on, stale_on)
  values (wanted, mine.organisation_id, gravest.band, since, gravest.id, due, due + (cadence ->> 'staleAfterDays')::integer)
  on conflict (case_id) do update set organisation_id = excluded.organisation_id, band = excluded.band,
    band_since = excluded.band_since, assessment_id = excluded.assessment_id, next_due_on = excluded.next_due_on,
    stale_on = excluded.stale_on,
    called_at = case when case_risk.next_due_on = excluded.next_due_on then case_risk.called_at end;
  -- Whoever stands higher has looked for those below.
  insert into case_sign_off_due (case_id, level, organisation_id, due_on)
  select wanted, wish ->> 'level', mine.organisation_id, greatest(since, (select max((signed_at at time zone 'Europe/London')::date)
      from risk_sign_off where case_id = wanted and array_position(ranks, level) >= array_position(ranks, wish ->> 'level')))
    + (wish ->> 'everyDays')::integer
  from jsonb_array_elements(cadence -> 'signOffs') as wish
  where gravest.band is not null and wish ->> 'band' = gravest.band
  on conflict (case_id, level) do update set due_on = least(case_sign_off_due.due_on, excluded.due_on);
end
$$;
revoke all on function refresh_case_risk(uuid) from public;

