-- What was done under a power is for people who see the case in full and, where it is about somebody, may read who that
-- is; whoever recorded it for their organisation changes it. A final document is changed by nobody. Machines see none.

grant select, insert on intervention, intervention_event, intervention_consultation, case_document, power_switch
  to openasb_web;
grant update (conditions, ends_on, ends_at, served_at, appeal_by, review_on, comply_by, court_by, status, breaches, version)
  on intervention to openasb_web;
grant update (words, status, pdf, sha256, final_by, final_at, version) on case_document to openasb_web;
grant update (approved_by, approved_at) on power_switch to openasb_web;

alter table power_switch enable row level security;
drop policy if exists read_switch on power_switch;
create policy read_switch on power_switch for select to openasb_web using (true);
drop policy if exists propose_switch on power_switch;
create policy propose_switch on power_switch for insert to openasb_web
  with check (proposed_by = (select my_member()) and approved_by is null);
drop policy if exists approve_switch on power_switch;
create policy approve_switch on power_switch for update to openasb_web
  using (approved_by is null and proposed_by <> (select my_member()))
  with check (approved_by = (select my_member()));

alter table intervention enable row level security;
drop policy if exists read_intervention on intervention;
-- offset 0: one look-up by key for each row that a page needs. Else the planner, which does not know of the page's limit,
-- first gathers every case that the reader sees.
create policy read_intervention on intervention for select to openasb_web
  using ((select my_member()) is not null and exists (select from asb_case where asb_case.id = case_id offset 0)
    and (party_id is null or exists (select from case_party where case_party.id = party_id offset 0)));
drop policy if exists record_intervention on intervention;
create policy record_intervention on intervention for insert to openasb_web
  with check (recorded_by = (select my_member()) and organisation_id = any ((select my_organisations())::integer[])
    and status = 'open' and breaches = 0
    and exists (select from asb_case where asb_case.id = case_id)
    and (party_id is null or exists (select from case_party
      where case_party.id = party_id and case_party.case_id = intervention.case_id)));
drop policy if exists change_intervention on intervention;
create policy change_intervention on intervention for update to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[])
    and exists (select from asb_case where asb_case.id = case_id)
    and (party_id is null or exists (select from case_party where case_party.id = party_id)))
  with check (organisation_id = any ((select my_organisations())::integer[]));

alter table intervention_event enable row level security;
drop policy if exists read_intervention_event on intervention_event;
create policy read_intervention_event on intervention_event for select to openasb_web
  using (exists (select from intervention where intervention.id = intervention_id));
drop policy if exists add_intervention_event on intervention_event;
create policy add_intervention_event on intervention_event for insert to openasb_web
  with check (added_by = (select my_member()) and organisation_id = any ((select my_organisations())::integer[])
    and exists (select from intervention where intervention.id = intervention_id
      and intervention.organisation_id = intervention_event.organisation_id));

alter table intervention_consultation enable row level security;
drop policy if exists read_consultation on intervention_consultation;
create policy read_consultation on intervention_consultation for select to openasb_web
  using ((select my_member()) is not null and exists (select from asb_case where asb_case.id = case_id offset 0)
    and (party_id is null or exists (select from case_party where case_party.id = party_id offset 0)));
drop policy if exists record_consultation on intervention_consultation;
create policy record_consultation on intervention_consultation for insert to openasb_web
  with check (recorded_by = (select my_member()) and organisation_id = any ((select my_organisations())::integer[])
    and exists (select from asb_case where asb_case.id = case_id)
    and (party_id is null or exists (select from case_party
      where case_party.id = party_id and case_party.case_id = intervention_consultation.case_id)));

alter table case_document enable row level security;
drop policy if exists read_document on case_document;
create policy read_document on case_document for select to openasb_web
  using (exists (select from intervention where intervention.id = intervention_id));
drop policy if exists draft_document on case_document;
create policy draft_document on case_document for insert to openasb_web
  with check (drafted_by = (select my_member()) and organisation_id = any ((select my_organisations())::integer[])
    and status = 'draft'
    and exists (select from intervention where intervention.id = intervention_id
      and intervention.case_id = case_document.case_id
      and intervention.organisation_id = case_document.organisation_id));
drop policy if exists change_document on case_document;
create policy change_document on case_document for update to openasb_web
  using (status = 'draft' and (select my_member()) is not null
    and organisation_id = any ((select my_organisations())::integer[])
    and exists (select from intervention where intervention.id = intervention_id))
  with check (organisation_id = any ((select my_organisations())::integer[])
    and (final_by is null or final_by = (select my_member())));
