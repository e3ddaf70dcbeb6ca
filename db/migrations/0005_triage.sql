-- What routing writes for searching, and the indexes that keep the queue page quick among closed reports.

-- Title first in weight, then what was reported, then the answers. English, so that "bikes" finds "bike".
create function report_search_text(title text, summary text, place_words text, answers text) returns tsvector
language sql immutable parallel safe
as $$
  select setweight(to_tsvector('pg_catalog.english', title), 'A')
    || setweight(to_tsvector('pg_catalog.english', summary || ' ' || place_words), 'B')
    || setweight(to_tsvector('pg_catalog.english', coalesce(answers, '')), 'C')
$$;

-- Partial, so that filing writes to neither of them and closing takes a report out of the first.
create index report_awaiting on report (queue_id, filed_at, id) where status = 'awaiting_triage';
create index report_in_ward on report (ward_id, filed_at) where ward_id is not null;
create index report_on_beat on report (beat_id, filed_at) where beat_id is not null;

comment on column report.claimed_by is 'Who is triaging the report, until claim_expires_at; an expired claim holds nobody back';
