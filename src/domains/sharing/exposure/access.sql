-- The worker looks and writes; who oversees an organisation reads what it answers for, and everybody signed in how the looks went.

grant select, insert on exposure_run to openasb_web;
grant select, insert on exposure_run, exposure_finding to openasb_worker;
grant update (finished_at, records_to_check, records_checked, drifted, uncovered, unusual, failure)
  on exposure_run to openasb_worker;
grant select on exposure_finding to openasb_web;

alter table exposure_run enable row level security;
drop policy if exists read_exposure_run on exposure_run;
create policy read_exposure_run on exposure_run for select to openasb_web using ((select my_member()) is not null);
drop policy if exists ask_exposure_run on exposure_run;
create policy ask_exposure_run on exposure_run for insert to openasb_web
  with check (asked_by = (select my_member()) and finished_at is null
    and (not mends or am_one_of('{supervisor,information_governance}', null)));
drop policy if exists serve_exposure_run on exposure_run;
create policy serve_exposure_run on exposure_run for select to openasb_worker using (true);
drop policy if exists start_exposure_run on exposure_run;
create policy start_exposure_run on exposure_run for insert to openasb_worker with check (asked_by is null);
drop policy if exists finish_exposure_run on exposure_run;
create policy finish_exposure_run on exposure_run for update to openasb_worker using (true) with check (true);

alter table exposure_finding enable row level security;
drop policy if exists read_exposure_finding on exposure_finding;
create policy read_exposure_finding on exposure_finding for select to openasb_web
  using (organisation_id = any ((select my_organisations_as('{supervisor,information_governance}'))::integer[]));
drop policy if exists serve_exposure_finding on exposure_finding;
create policy serve_exposure_finding on exposure_finding for select to openasb_worker using (true);
drop policy if exists write_exposure_finding on exposure_finding;
create policy write_exposure_finding on exposure_finding for insert to openasb_worker with check (true);

-- Makes the audience of a record again from its holder and its shares, where it is not what they make of it.
create or replace function mend_audience(drifted_report uuid, drifted_case uuid) returns void
language sql volatile security definer set search_path from current
as $$
  update share set circle_id = circle_of(share.organisation_id, true, agreement_id, report.partition_code, member_id)
  from report where report.id = drifted_report and share.report_id = report.id;
  update share set circle_id = circle_of(share.organisation_id, true, agreement_id, asb_case.partition_code, member_id)
  from asb_case where asb_case.id = drifted_case and share.case_id = asb_case.id;
  update report set organisation_id = organisation_id where id = drifted_report and status <> 'filed';
  update asb_case set organisation_id = organisation_id where id = drifted_case;
$$;
revoke all on function mend_audience(uuid, uuid) from public;
grant execute on function mend_audience(uuid, uuid) to openasb_worker;
