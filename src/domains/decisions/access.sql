-- Why something was decided is read with its record, and written in their own name by people of the organisation that
-- holds it.

grant select, insert on decision_reason to openasb_web;
grant select on decision_reason to openasb_worker;

alter table decision_reason enable row level security;
drop policy if exists read_reason on decision_reason;
create policy read_reason on decision_reason for select to openasb_web
  using (case when report_id is not null then exists (select from report where report.id = report_id)
    else exists (select from asb_case where asb_case.id = case_id) end);
drop policy if exists give_reason on decision_reason;
create policy give_reason on decision_reason for insert to openasb_web
  with check (decided_by = (select my_member()) and organisation_id = any ((select my_organisations())::integer[])
    and case when report_id is not null then exists (select from report where report.id = report_id
        and report.organisation_id = decision_reason.organisation_id)
      else exists (select from asb_case where asb_case.id = case_id
        and asb_case.organisation_id = decision_reason.organisation_id) end);
drop policy if exists serve_reason on decision_reason;
create policy serve_reason on decision_reason for select to openasb_worker using (true);
