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
  using (exists (select from report where report.id = report_id));
drop policy if exists assess on risk_assessment;
create policy assess on risk_assessment for insert to openasb_web
  with check (assessed_by = (select my_member())
    and organisation_id = any ((select my_organisations())::integer[])
    and (report_id = (select my_filing()) or exists (select from report where report.id = report_id)));
drop policy if exists serve_assessment on risk_assessment;
create policy serve_assessment on risk_assessment for select to openasb_worker using (true);

alter table flag_rule enable row level security;
drop policy if exists read_flag_rule on flag_rule;
create policy read_flag_rule on flag_rule for select to openasb_web, openasb_worker using (true);
