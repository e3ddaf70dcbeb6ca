-- A report, or the part of it that a council's own systems deal with, goes on as an Open311 request to the organisation that
-- holds it, and what becomes of it there is followed (GeoReport v2; feature row 93).

create table service_endpoint (
  id uuid primary key,
  organisation_id integer not null references organisation,
  name text not null check (name <> ''),
  url text not null,
  jurisdiction_id text not null default '',
  key_sealed bytea,
  knows_repeats boolean not null default false,
  services_wanted_at timestamptz not null default now(),
  services_read_at timestamptz,
  services_outcome text not null default '',
  services jsonb not null default '[]',
  mapping jsonb not null default '{}',
  made_by uuid not null references member,
  made_at timestamptz not null default now(),
  disabled_at timestamptz
);
comment on table service_endpoint is 'A system of an organisation that takes service requests (Open311 GeoReport v2)';
comment on column service_endpoint.key_sealed is 'Its api_key, encrypted with the secret of the installation; none where it asks for none';
comment on column service_endpoint.knows_repeats is 'It takes the same attribute[external_id] twice as one request, so that one without an answer may be sent again';
comment on column service_endpoint.services is 'What it offers, as it told: code and name';
comment on column service_endpoint.mapping is 'Its service code for a type of anti-social behaviour';
create index service_endpoint_of on service_endpoint (organisation_id);

create table service_request (
  id uuid primary key,
  report_id uuid not null references report on delete cascade,
  endpoint_id uuid not null references service_endpoint,
  organisation_id integer not null references organisation,
  service_code text not null,
  service_name text not null,
  description text not null check (description <> ''),
  made_by uuid not null references member,
  made_at timestamptz not null default now(),
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'unclear', 'failed', 'closed')),
  attempts integer not null default 0,
  due_at timestamptz default now(),
  outcome text not null default '',
  token text,
  remote_id text,
  remote_status text,
  remote_notes text not null default '',
  asked_at timestamptz,
  finished_at timestamptz
);
comment on table service_request is 'What was sent of a report to a system of the organisation that holds it, and what became of it there';
comment on column service_request.description is 'The words that left, written for it: nothing of who reported';
comment on column service_request.state is 'sending: an attempt is under way, or its worker died in the middle; unclear: nobody knows whether it arrived';
comment on column service_request.due_at is 'When it is next sent or asked after; never, where there is nothing more to do';
create unique index service_request_once on service_request (report_id, endpoint_id)
  where state in ('waiting', 'sending', 'sent', 'unclear');
create index service_request_due on service_request (due_at) where due_at is not null;
create index service_request_of on service_request (endpoint_id, made_at desc);
