-- Every report that is opened asks for signposts near it, so a share knows where its report is.

alter table share add column location point;
comment on column share.location is 'Where the report is, in metres of the national grid, so that signposts near another report are found by place';
update share set location = report.location from report where report.id = share.report_id;
drop index share_signpost;
create index share_signpost_near on share using gist (location) where ended_at is null and level = 'signpost';
