-- Accounts, sessions and authenticators. The sign-in library reads and writes these as openasb_identity;
-- no other runtime role has any right to them. A test holds the tables against what the library expects.

create table identity_user (
  id text primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean default false,
  password_is_temporary boolean not null default false,
  authenticator_exempt boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table identity_user is 'An account with which a person signs in; member.sign_in_id names it';
comment on column identity_user.password_is_temporary is 'Made by an operator: the person must choose their own before anything else';
comment on column identity_user.authenticator_exempt is 'Demonstration accounts, which have no password either';

create table identity_session (
  id text primary key,
  user_id text not null references identity_user on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on column identity_session.token is 'Worth nothing without the installation''s secret, which signs the cookie that carries it';
create index identity_session_of_user on identity_session (user_id);

create table identity_credential (
  id text primary key,
  user_id text not null references identity_user on delete cascade,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table identity_credential is 'How a user proves who they are: a password hash, later a directory of their organisation';
create index identity_credential_of_user on identity_credential (user_id);

create table identity_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table identity_verification is 'Short-lived steps, such as a right password that still awaits its code';
create index identity_verification_identifier on identity_verification (identifier);

create table identity_two_factor (
  id text primary key,
  user_id text not null references identity_user on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean default true,
  failed_verification_count integer default 0,
  locked_until timestamptz
);
comment on table identity_two_factor is 'The authenticator; secret and backup codes are encrypted with the installation''s secret';
create index identity_two_factor_of_user on identity_two_factor (user_id);
create index identity_two_factor_secret on identity_two_factor (secret);

create table identity_used_code (
  user_id text not null references identity_user on delete cascade,
  code text not null,
  used_at timestamptz not null default now(),
  primary key (user_id, code)
);
comment on table identity_used_code is 'Codes taken lately, so that one overheard is not taken again (RFC 6238 section 5.2)';

create table identity_attempt (
  subject text primary key,
  attempts integer not null,
  window_ends_at timestamptz not null
);
comment on table identity_attempt is 'Attempts to sign in within a window; the subject is a hash of the address, the email or both';
create index identity_attempt_age on identity_attempt (window_ends_at);

alter table member add foreign key (sign_in_id) references identity_user on delete set null;
