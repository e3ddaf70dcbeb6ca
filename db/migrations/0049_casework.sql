-- A panel may discuss a case that is closed, where somebody says what for; a contract is signed, where a notice is served.

alter table panel_paper add column closed_because text check (closed_because in ('reopen', 'watch', 'learn'));
comment on column panel_paper.closed_because is 'Of a case that was closed when it was put on the agenda: whether to open it again, whether it stayed quiet, or to learn from it';

alter table intervention_event
  drop constraint intervention_event_kind_check,
  add constraint intervention_event_kind_check check (kind in ('served', 'signed', 'breached', 'varied', 'appealed', 'upheld',
    'quashed', 'reviewed', 'heard', 'withdrawn', 'discharged', 'ended'));
comment on column intervention_event.proof is 'Of a service or signature: certificate, statement, photograph, signed copy, and where it is kept';
comment on column intervention.served_at is 'When it was served; of what is agreed, when it was signed';
