-- The audience stands in the indexes of the queue, so that row-level security can be asked there: the queue's counts
-- read the index alone, and no report.
drop index report_in_queue;
create index report_in_queue on report (organisation_id, status, filed_at desc, id desc) include (audience);
drop index report_awaiting;
create index report_awaiting on report (queue_id, filed_at, id) include (audience) where status = 'awaiting_triage';
