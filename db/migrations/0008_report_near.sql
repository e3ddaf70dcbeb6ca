-- Repeats are looked for by place and time together.
drop index report_near;
create index report_near on report using gist (location, filed_at);
