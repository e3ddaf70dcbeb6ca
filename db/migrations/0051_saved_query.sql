-- Queries that analysts and others keep under a name.

create table saved_query (
  id uuid primary key,
  organisation_id integer not null references organisation,
  made_by uuid not null references member,
  name text not null check (name <> '' and length(name) <= 100),
  address text not null check (address <> '' and length(address) <= 8000),
  seen_by text not null check (seen_by in ('me', 'organisation')),
  version integer not null default 1,
  made_at timestamptz not null default now(),
  modified_at timestamptz not null default now()
);
comment on table saved_query is 'A query of the analysis pages kept under a name, for the one who made it or for their organisation; it holds names of the catalogue and no records';
comment on column saved_query.address is 'The query as it stands in the address of its page; it is read anew each time, so it may be refused one day';
comment on column saved_query.seen_by is 'me: who made it, while they work for the organisation; organisation: everybody in it';
create index saved_query_of_organisation on saved_query (organisation_id, name);
