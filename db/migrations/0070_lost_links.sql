create table link_ask (
  id uuid primary key,
  reference text not null check (length(reference) between 1 and 40),
  asked_at timestamptz not null default now(),
  report_id uuid references report on delete cascade,
  secret_hash bytea unique,
  expires_at timestamptz,
  opened_at timestamptz,
  check ((secret_hash is null) = (expires_at is null)),
  check (opened_at is null or secret_hash is not null)
);
comment on table link_ask is 'Somebody who lost the private link of a report asks for another; what it opens, it opens once';
comment on column link_ask.id is 'Also of the message that carries the link';
comment on column link_ask.reference is 'As it was asked for: whether there is such a report is found out afterwards, so that nobody learns it by asking';
comment on column link_ask.report_id is 'Null until it was looked for';
comment on column link_ask.secret_hash is 'Of the link, from when it is sent';
create index link_ask_to_answer on link_ask (asked_at) where report_id is null;
create index link_ask_of_report on link_ask (report_id, asked_at);
