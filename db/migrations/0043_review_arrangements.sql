-- How Case Reviews are done in a district is set on a screen, from a day on, by people of the council there.

alter table review_procedure
  add column set_by uuid references member,
  add column set_at timestamptz not null default now();
comment on column review_procedure.set_by is 'Empty where it came with the partnership';

alter table review_relevant_body
  add column because text not null default '',
  add column set_by uuid references member,
  add column set_at timestamptz not null default now(),
  add column ended_by uuid references member;
comment on column review_relevant_body.because is 'Why it is a relevant body here, or where that was agreed';
comment on column review_relevant_body.set_by is 'Empty where it came with the partnership';

-- Of the Act: (5) has the three things to be considered, (11) what a qualifying complaint is.
comment on table complaint_ledger is 'Every report as a complaint in the sense of section 104(11), and with which other it is one incident';
comment on column review_decision.adequacy is 'Whether the responses were adequate: section 104(5)(c)';
