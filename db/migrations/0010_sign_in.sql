-- Sign-in by an organisation's own directory and by passkey, sessions that people see and end, forms that are kept
-- while somebody signs in again, and the record of who came in how.

create table identity_provider (
  id uuid primary key,
  organisation_id integer not null references organisation,
  name text not null check (name <> ''),
  issuer text not null check (issuer ~ '^https?://'),
  client_id text not null check (client_id <> ''),
  client_secret_sealed bytea,
  client_secret_variable text,
  email_domains text[] not null check (cardinality(email_domains) > 0),
  vouches_for_email boolean not null default false,
  added_at timestamptz not null default now(),
  ended_at timestamptz,
  check (num_nonnulls(client_secret_sealed, client_secret_variable) = 1)
);
comment on table identity_provider is 'An organisation''s own directory, by which its people sign in with OpenID Connect';
comment on column identity_provider.client_secret_sealed is 'Encrypted with a key from the installation''s secret, which is not in the database';
comment on column identity_provider.client_secret_variable is 'The environment variable that holds the secret instead';
comment on column identity_provider.email_domains is 'E-mail domains this organisation alone gives out, in lower case; nobody else is linked through it';
comment on column identity_provider.vouches_for_email is 'The directory sends no email_verified, and its administrators alone set addresses';
create unique index identity_provider_once on identity_provider (issuer, client_id) where ended_at is null;

create table directory_identity (
  issuer text not null,
  subject text not null,
  user_id text not null references identity_user on delete cascade,
  provider_id uuid not null references identity_provider,
  linked_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  primary key (issuer, subject)
);
comment on table directory_identity is 'Whom a directory means by a subject (OpenID Connect Core section 5.7): linked once, never again by e-mail';
create unique index directory_identity_of_user on directory_identity (user_id);

create table identity_passkey (
  id text primary key,
  user_id text not null references identity_user on delete cascade,
  name text not null check (name <> ''),
  public_key bytea not null,
  counter bigint not null default 0,
  transports text[] not null default '{}',
  backed_up boolean not null default false,
  added_at timestamptz not null default now(),
  last_used_at timestamptz
);
comment on table identity_passkey is 'A passkey (W3C Web Authentication): its public half, of no use to anybody who reads it';
comment on column identity_passkey.id is 'Credential id, base64url';
comment on column identity_passkey.counter is 'Signatures made, where the authenticator counts: one that falls back is a copy';
create index identity_passkey_of_user on identity_passkey (user_id);

alter table identity_session
  add column proved_at timestamptz,
  add column proved_by text,
  add column device text not null default '',
  add column last_used_at timestamptz not null default now(),
  add column provider_id uuid references identity_provider,
  add column provider_session text;
comment on column identity_session.proved_at is 'When the person last proved who they are, for sensitive acts';
comment on column identity_session.device is 'Browser and system in words; never the whole user agent, which can single out a person';
comment on column identity_session.last_used_at is 'To within five minutes';
comment on column identity_session.provider_session is 'The directory''s own name for the session (sid), by which it can end it';
create index identity_session_of_provider on identity_session (provider_id) where provider_id is not null;

create table held_form (
  secret_hash text primary key,
  user_id text not null references identity_user on delete cascade,
  url text not null,
  fields bytea not null,
  held_at timestamptz not null,
  expires_at timestamptz not null,
  sent_at timestamptz
);
comment on table held_form is 'What somebody typed into a form that arrived after their session had ended, until they send it again or for a day';
comment on column held_form.fields is 'Encrypted with a key from the installation''s secret and the secret in the link';
create index held_form_age on held_form (expires_at);
create index held_form_of_user on held_form (user_id);

create table sign_in_event (
  id uuid primary key,
  at timestamptz not null,
  account_id text,
  member_id uuid references member on delete set null,
  method text not null check (method in ('password', 'password_and_code', 'password_and_backup_code', 'passkey',
    'directory', 'demonstration', 'session', 'operator')),
  outcome text not null check (outcome in ('signed_in', 'code_needed', 'refused', 'wait', 'start_again', 'signed_out',
    'session_ended', 'reset', 'linked', 'not_a_member', 'passkey_added', 'passkey_removed')),
  session_id text,
  provider_id uuid references identity_provider,
  device text not null default ''
);
comment on table sign_in_event is 'Who came in or tried to, how and when. What was typed for an account that nobody has is not written down';
comment on column sign_in_event.account_id is 'Empty where the attempt named no account that exists';
create index sign_in_event_time on sign_in_event (at, id);
create index sign_in_event_of_account on sign_in_event (account_id, at);
create index sign_in_event_of_member on sign_in_event (member_id, at);
