-- Whether a person opened a report stands in the audit, which the reader of a work list may not read. This tells of the
-- reports that wait in the reader's own organisations and teams which of them nobody has opened, and nothing else.
create or replace function unseen_reports(in_organisations integer[], in_teams uuid[], most integer)
returns table (id uuid)
language sql stable security definer rows 50 set search_path from current
as $$
  select report.id
  from report
  where my_member() is not null
    and report.organisation_id = any (in_organisations) and report.organisation_id = any (my_organisations())
    and report.status = 'awaiting_triage' and report.audience && my_circles()
    and (in_teams = '{}' or report.team_id is null or report.team_id = any (in_teams))
    and not exists (select from audit_entry
      where audit_entry.record_id = report.id and audit_entry.record_kind = 'report'
        and audit_entry.verb = 'consult' and audit_entry.member_id is not null)
  order by report.filed_at, report.id
  limit most
$$;
revoke all on function unseen_reports(integer[], uuid[], integer) from public;
grant execute on function unseen_reports(integer[], uuid[], integer) to openasb_web;
