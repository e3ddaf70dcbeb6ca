-- An entry on one record's timeline may tell of another record. Who may not see that other one is told neither its
-- reference nor why; the words used to carry the reference, and readers of the timeline are not always readers of both.
alter table timeline_entry
  add column about_report_id uuid references report on delete cascade,
  add column about_case_id uuid references asb_case on delete cascade;
comment on column timeline_entry.about_report_id is 'Another record that the entry tells of: shown with it to those who see that one too';
comment on column timeline_entry.about_case_id is 'Another record that the entry tells of: shown with it to those who see that one too';
create index timeline_about_report on timeline_entry (about_report_id) where about_report_id is not null;
create index timeline_about_case on timeline_entry (about_case_id) where about_case_id is not null;

update timeline_entry set about_report_id = report.id from report
where timeline_entry.case_id is not null and timeline_entry.kind in ('report_linked', 'report_unlinked')
  and report.reference = split_part(timeline_entry.what, ' ', 1);
update timeline_entry set about_case_id = asb_case.id from asb_case
where timeline_entry.report_id is not null and timeline_entry.kind in ('case_linked', 'case_unlinked')
  and asb_case.reference = substring(timeline_entry.what from '[^ ]+$');
-- The words of these two were written by the product and by nobody; the audit keeps them as they were.
update timeline_entry set why = 'Put into a case' where kind = 'accept' and why ~ '^Put into CASE-[^ ]+$';
update share set reason = 'Linked to a case' where through_case_id is not null and reason ~ '^Linked to CASE-[^ ]+$';

-- A reset by a colleague says who did it, to the person and to those who oversee them.
alter table sign_in_event add column done_by uuid references member on delete set null;
comment on column sign_in_event.done_by is 'Who did it to the account of somebody else; nobody for an operator';
create index sign_in_event_resets on sign_in_event (at) where outcome = 'reset';
