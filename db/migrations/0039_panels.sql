-- Work lists ask for what one person or team has to do, across all records.

create index case_action_of_member on case_action (owner_member_id, due_on)
  where status = 'open' and owner_member_id is not null;
create index asb_case_opened_by on asb_case (opened_by) where status = 'open';
create index report_claimed on report (claimed_by, claim_expires_at) where claimed_by is not null;
create index risk_assessment_high on risk_assessment (organisation_id, report_id) where band = 'high';
