-- What a victim needs is, like how they are reached, for people of the organisation that leads the case. A service that is
-- an organisation of the partnership sees what it was told of a referral to it, and nothing else of the case.

grant update (needs_due_on) on contact_plan to openasb_web;
grant select, insert on needs_assessment, support_service, support_referral, support_outcome to openasb_web;
grant update (name, what_for, needs, area, how_to_refer, partner_organisation_id, email, consent_needed, answer_working_days,
  modified_by, ended_on, version) on support_service to openasb_web;

alter table needs_assessment enable row level security;
drop policy if exists read_needs on needs_assessment;
create policy read_needs on needs_assessment for select to openasb_web
  using (exists (select from contact_plan where contact_plan.id = plan_id));
drop policy if exists assess_needs on needs_assessment;
create policy assess_needs on needs_assessment for insert to openasb_web
  with check (assessed_by = (select my_member()) and organisation_id = any ((select my_organisations())::integer[])
    and exists (select from contact_plan where contact_plan.id = plan_id and contact_plan.case_id = needs_assessment.case_id));

-- Whether the actor is a co-ordinator of the organisation. PL/pgSQL, because am_one_of() is made after this.
create or replace function keeps_services(of_organisation integer) returns boolean
language plpgsql stable set search_path from current
as $$ begin return am_one_of('{coordinator}', of_organisation); end $$;

alter table support_service enable row level security;
drop policy if exists read_service on support_service;
create policy read_service on support_service for select to openasb_web using ((select my_member()) is not null);
drop policy if exists add_service on support_service;
create policy add_service on support_service for insert to openasb_web
  with check (modified_by = (select my_member()) and keeps_services(organisation_id));
drop policy if exists change_service on support_service;
create policy change_service on support_service for update to openasb_web
  using (keeps_services(organisation_id))
  with check (modified_by = (select my_member()) and keeps_services(organisation_id));

alter table support_referral enable row level security;
drop policy if exists read_referral on support_referral;
create policy read_referral on support_referral for select to openasb_web
  using ((select my_member()) is not null and partner_organisation_id = any ((select my_organisations())::integer[])
    or exists (select from contact_plan where contact_plan.id = plan_id));
drop policy if exists refer_to_support on support_referral;
create policy refer_to_support on support_referral for insert to openasb_web
  with check (made_by = (select my_member()) and organisation_id = any ((select my_organisations())::integer[]) and status = 'sent'
    and exists (select from contact_plan join needs_assessment on needs_assessment.plan_id = contact_plan.id
      where contact_plan.id = support_referral.plan_id and contact_plan.case_id = support_referral.case_id
        and needs_assessment.id = assessment_id)
    and exists (select from support_service where support_service.id = service_id and ended_on is null
      and support_service.partner_organisation_id is not distinct from support_referral.partner_organisation_id
      and (consent = 'given' or not consent_needed)));

alter table support_outcome enable row level security;
drop policy if exists read_outcome on support_outcome;
create policy read_outcome on support_outcome for select to openasb_web
  using (exists (select from support_referral where support_referral.id = referral_id));
drop policy if exists say_outcome on support_outcome;
create policy say_outcome on support_outcome for insert to openasb_web
  with check (member_id = (select my_member()) and organisation_id = any ((select my_organisations())::integer[])
    and exists (select from support_referral where support_referral.id = referral_id
      and support_referral.status not in ('declined', 'ended', 'not_reached')));

-- A service outside the partnership gets an e-mail, in the transaction of the referral; whoever reads that sees whether it went.
drop policy if exists send_to_service on outgoing_message;
create policy send_to_service on outgoing_message for insert to openasb_web
  with check (channel = 'email' and status = 'waiting' and attempts = 0 and doubts = 0 and exists (select from support_referral
    where support_referral.id = outgoing_message.id and sent_by = 'email' and made_by = (select my_member())));
drop policy if exists read_message_to_service on outgoing_message;
create policy read_message_to_service on outgoing_message for select to openasb_web
  using (exists (select from support_referral where support_referral.id = outgoing_message.id));
