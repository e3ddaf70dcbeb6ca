-- Which evidence shows what came of an action is said by its owner or the lead, of evidence that they see.

grant update (team_id, minutes_spent, cost_pence) on case_action to openasb_web;
grant select, insert on case_action_evidence to openasb_web;

alter table case_action_evidence enable row level security;
drop policy if exists read_action_evidence on case_action_evidence;
create policy read_action_evidence on case_action_evidence for select to openasb_web
  using (exists (select from case_action where case_action.id = action_id)
    and exists (select from evidence_item where evidence_item.id = item_id));
drop policy if exists attach_evidence on case_action_evidence;
create policy attach_evidence on case_action_evidence for insert to openasb_web
  with check (added_by = (select my_member())
    and exists (select from case_action join asb_case on asb_case.id = case_action.case_id
      where case_action.id = action_id and (owner_organisation_id = any ((select my_organisations())::integer[])
        or asb_case.organisation_id = any ((select my_organisations())::integer[])))
    and exists (select from evidence_item where evidence_item.id = item_id));
