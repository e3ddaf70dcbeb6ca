-- Generated from the migrated database by `npm run generate`; do not edit.


create table api_token (
  id uuid not null,
  organisation_id integer not null,
  name text not null,
  secret_hash bytea not null,
  may_read_feed boolean default false not null,
  may_file_reports boolean default false not null,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone
);
alter table api_token add constraint api_token_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table api_token add constraint api_token_pkey PRIMARY KEY (id);
alter table api_token add constraint api_token_secret_hash_key UNIQUE (secret_hash);
alter table api_token enable row level security;
create policy no_runtime_reads_tokens on api_token for select to public using (false);

create table asb_case (
  id uuid not null,
  reference text not null,
  kind text default 'monitored'::text not null,
  status text not null,
  title text not null,
  asb_type text not null,
  organisation_id integer not null,
  opened_by uuid,
  location point,
  beat_id uuid,
  ward_id uuid,
  lsoa_id uuid,
  district_id uuid,
  outcome text,
  closing_reason text default ''::text not null,
  audience integer[] not null,
  version integer default 1 not null,
  opened_at timestamp with time zone default now() not null,
  closed_at timestamp with time zone,
  modified_at timestamp with time zone default now() not null
);
alter table asb_case add constraint asb_case_check CHECK (((status = 'closed'::text) = (closed_at IS NOT NULL)));
alter table asb_case add constraint asb_case_check1 CHECK (((status = 'open'::text) OR (outcome IS NOT NULL)));
alter table asb_case add constraint asb_case_kind_check CHECK ((kind = ANY (ARRAY['monitored'::text, 'investigative'::text])));
alter table asb_case add constraint asb_case_outcome_check CHECK ((outcome = ANY (ARRAY['resolved'::text, 'behaviour_stopped'::text, 'enforcement'::text, 'no_further_contact'::text, 'no_evidence'::text, 'moved_away'::text])));
alter table asb_case add constraint asb_case_status_check CHECK ((status = ANY (ARRAY['open'::text, 'closed'::text])));
alter table asb_case add constraint asb_case_asb_type_fkey FOREIGN KEY (asb_type) REFERENCES asb_type(code);
alter table asb_case add constraint asb_case_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES member(id);
alter table asb_case add constraint asb_case_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table asb_case add constraint asb_case_pkey PRIMARY KEY (id);
alter table asb_case add constraint asb_case_reference_key UNIQUE (reference);
CREATE INDEX asb_case_audience ON asb_case USING gin (audience);
CREATE INDEX asb_case_list ON asb_case USING btree (organisation_id, status, opened_at DESC, id DESC);
CREATE INDEX asb_case_modified ON asb_case USING btree (modified_at, id);
alter table asb_case enable row level security;
create policy change_case on asb_case for update to openasb_web using ((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))) with check (((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (organisation_id = ANY (audience))));
create policy open_case on asb_case for insert to openasb_web with check (((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (organisation_id = ANY (audience)) AND (opened_by = ( SELECT my_member() AS my_member)) AND (status = 'open'::text)));
create policy read_case on asb_case for select to openasb_feed, openasb_web using ((audience && ( SELECT my_organisations() AS my_organisations)));
create policy serve_case on asb_case for select to openasb_worker using (true);
grant insert, select on asb_case to openasb_web;
grant select on asb_case to openasb_worker;
grant select (asb_type, audience, beat_id, closed_at, district_id, id, kind, lsoa_id, modified_at, opened_at, organisation_id, outcome, reference, status, ward_id) on asb_case to openasb_feed;
grant update (audience, closed_at, closing_reason, modified_at, outcome, status, title, version) on asb_case to openasb_web;

create table asb_type (
  code text not null,
  label text not null,
  national_type text not null,
  qualifier text not null,
  priority smallint not null,
  valid_from date default '2000-01-01'::date not null,
  valid_to date
);
alter table asb_type add constraint asb_type_check CHECK ((valid_to > valid_from));
alter table asb_type add constraint asb_type_priority_check CHECK (((priority >= 1) AND (priority <= 5)));
alter table asb_type add constraint asb_type_qualifier_check CHECK ((qualifier = ANY (ARRAY['personal'::text, 'nuisance'::text, 'environmental'::text])));
alter table asb_type add constraint asb_type_pkey PRIMARY KEY (code);
alter table asb_type enable row level security;
create policy read_asb_type on asb_type for select to public using (true);
grant select on asb_type to openasb_feed;
grant select on asb_type to openasb_web;
grant select on asb_type to openasb_worker;

create table audit_entry (
  id uuid not null,
  at timestamp with time zone default now() not null,
  verb text not null,
  actor_kind text not null,
  actor_name text not null,
  organisation_id integer,
  member_id uuid,
  record_kind text not null,
  record_id uuid,
  recipient text default ''::text not null,
  reason text default ''::text not null,
  summary text default ''::text not null,
  request_id text not null
);
alter table audit_entry add constraint audit_entry_verb_check CHECK ((verb = ANY (ARRAY['collect'::text, 'alter'::text, 'consult'::text, 'disclose'::text, 'combine'::text, 'erase'::text])));
alter table audit_entry add constraint audit_entry_pkey PRIMARY KEY (id);
CREATE INDEX audit_by_time ON audit_entry USING btree (at, id);
CREATE INDEX audit_of_record ON audit_entry USING btree (record_id, at);
alter table audit_entry enable row level security;
create policy read_audit on audit_entry for select to openasb_web using ((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])));
create policy serve_audit on audit_entry for all to openasb_worker using (true) with check (true);
create policy write_audit on audit_entry for insert to openasb_feed, openasb_web with check (((NOT (member_id IS DISTINCT FROM ( SELECT my_member() AS my_member))) AND ((organisation_id IS NULL) OR (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))));
grant insert, select on audit_entry to openasb_feed;
grant insert, select on audit_entry to openasb_web;
grant insert, select on audit_entry to openasb_worker;

create table audit_seal (
  number bigint not null,
  sealed_at timestamp with time zone default now() not null,
  through timestamp with time zone not null,
  entries uuid[] not null,
  entry_hashes bytea[] not null,
  previous_hash bytea not null,
  hash bytea not null
);
alter table audit_seal add constraint audit_seal_check CHECK ((cardinality(entries) = cardinality(entry_hashes)));
alter table audit_seal add constraint audit_seal_pkey PRIMARY KEY (number);
CREATE INDEX audit_seal_through ON audit_seal USING btree (through);
alter table audit_seal enable row level security;
create policy seal_audit on audit_seal for all to openasb_worker using (true) with check (true);
grant insert, select on audit_seal to openasb_worker;

create table case_action (
  id uuid not null,
  case_id uuid not null,
  what text not null,
  owner_organisation_id integer not null,
  owner_member_id uuid,
  due_on date not null,
  status text not null,
  outcome text default ''::text not null,
  added_by uuid,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone,
  modified_at timestamp with time zone default now() not null
);
alter table case_action add constraint case_action_check CHECK (((status = 'open'::text) = (finished_at IS NULL)));
alter table case_action add constraint case_action_status_check CHECK ((status = ANY (ARRAY['open'::text, 'done'::text, 'cancelled'::text])));
alter table case_action add constraint case_action_added_by_fkey FOREIGN KEY (added_by) REFERENCES member(id);
alter table case_action add constraint case_action_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table case_action add constraint case_action_owner_member_id_fkey FOREIGN KEY (owner_member_id) REFERENCES member(id);
alter table case_action add constraint case_action_owner_organisation_id_fkey FOREIGN KEY (owner_organisation_id) REFERENCES organisation(id);
alter table case_action add constraint case_action_pkey PRIMARY KEY (id);
CREATE INDEX case_action_due ON case_action USING btree (owner_organisation_id, due_on) WHERE (status = 'open'::text);
CREATE INDEX case_action_modified ON case_action USING btree (modified_at, id);
CREATE INDEX case_action_of_case ON case_action USING btree (case_id, due_on);
alter table case_action enable row level security;
create policy add_action on case_action for insert to openasb_web with check (((added_by = ( SELECT my_member() AS my_member)) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = case_action.case_id) AND (case_action.owner_organisation_id = ANY (asb_case.audience)))))));
create policy change_action on case_action for update to openasb_web using ((EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = case_action.case_id) AND ((case_action.owner_organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) OR (asb_case.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))))))) with check ((EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = case_action.case_id) AND (case_action.owner_organisation_id = ANY (asb_case.audience))))));
create policy read_action on case_action for select to openasb_feed, openasb_web, openasb_worker using ((EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = case_action.case_id))));
grant insert, select on case_action to openasb_web;
grant select on case_action to openasb_worker;
grant select (case_id, created_at, due_on, finished_at, id, modified_at, owner_organisation_id, status) on case_action to openasb_feed;
grant update (due_on, finished_at, modified_at, outcome, owner_member_id, owner_organisation_id, status, version) on case_action to openasb_web;

create table case_report (
  case_id uuid not null,
  report_id uuid not null,
  reason text default ''::text not null,
  linked_by uuid,
  linked_at timestamp with time zone default now() not null
);
alter table case_report add constraint case_report_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table case_report add constraint case_report_linked_by_fkey FOREIGN KEY (linked_by) REFERENCES member(id);
alter table case_report add constraint case_report_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table case_report add constraint case_report_pkey PRIMARY KEY (case_id, report_id);
CREATE INDEX case_report_of_report ON case_report USING btree (report_id);
alter table case_report enable row level security;
create policy feed_case_report on case_report for select to openasb_feed using (((EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = case_report.case_id))) AND (EXISTS ( SELECT
   FROM report
  WHERE (report.id = case_report.report_id)))));
create policy link_case_report on case_report for insert to openasb_web with check (((linked_by = ( SELECT my_member() AS my_member)) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = case_report.case_id) AND (asb_case.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))))) AND (EXISTS ( SELECT
   FROM report
  WHERE (report.id = case_report.report_id)))));
create policy read_case_report on case_report for select to openasb_web, openasb_worker using ((EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = case_report.case_id))));
create policy unlink_case_report on case_report for delete to openasb_web using ((EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = case_report.case_id) AND (asb_case.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))))));
grant select on case_report to openasb_feed;
grant delete, insert, select on case_report to openasb_web;
grant select on case_report to openasb_worker;

create table coverage (
  id uuid not null,
  organisation_id integer not null,
  area_kind text not null,
  area_code text not null,
  asb_type text,
  valid_from date default '2000-01-01'::date not null,
  valid_to date
);
alter table coverage add constraint coverage_check CHECK ((valid_to > valid_from));
alter table coverage add constraint coverage_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table coverage add constraint coverage_pkey PRIMARY KEY (id);
CREATE INDEX coverage_of_area ON coverage USING btree (area_kind, area_code);
alter table coverage enable row level security;
create policy read_coverage on coverage for select to public using (true);
grant select on coverage to openasb_feed;
grant select on coverage to openasb_web;
grant select on coverage to openasb_worker;

create table erased_record (
  record_kind text not null,
  record_id uuid not null,
  audience integer[] not null,
  erased_at timestamp with time zone default now() not null
);
alter table erased_record add constraint erased_record_pkey PRIMARY KEY (record_kind, record_id);
CREATE INDEX erased_record_audience ON erased_record USING gin (audience);
CREATE INDEX erased_record_time ON erased_record USING btree (erased_at, record_id);
alter table erased_record enable row level security;
create policy read_tombstone on erased_record for select to openasb_feed using ((audience && ( SELECT my_organisations() AS my_organisations)));
grant select on erased_record to openasb_feed;

create table identity_attempt (
  subject text not null,
  attempts integer not null,
  window_ends_at timestamp with time zone not null
);
alter table identity_attempt add constraint identity_attempt_pkey PRIMARY KEY (subject);
CREATE INDEX identity_attempt_age ON identity_attempt USING btree (window_ends_at);
alter table identity_attempt enable row level security;
create policy serve_sign_in on identity_attempt for all to openasb_identity using (true) with check (true);
grant delete, insert, select, update on identity_attempt to openasb_identity;

create table identity_credential (
  id text not null,
  user_id text not null,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null
);
alter table identity_credential add constraint identity_credential_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity_user(id) ON DELETE CASCADE;
alter table identity_credential add constraint identity_credential_pkey PRIMARY KEY (id);
CREATE INDEX identity_credential_of_user ON identity_credential USING btree (user_id);
alter table identity_credential enable row level security;
create policy serve_sign_in on identity_credential for all to openasb_identity using (true) with check (true);
grant delete, insert, select, update on identity_credential to openasb_identity;

create table identity_session (
  id text not null,
  user_id text not null,
  token text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null
);
alter table identity_session add constraint identity_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity_user(id) ON DELETE CASCADE;
alter table identity_session add constraint identity_session_pkey PRIMARY KEY (id);
alter table identity_session add constraint identity_session_token_key UNIQUE (token);
CREATE INDEX identity_session_of_user ON identity_session USING btree (user_id);
alter table identity_session enable row level security;
create policy serve_sign_in on identity_session for all to openasb_identity using (true) with check (true);
grant delete, insert, select, update on identity_session to openasb_identity;

create table identity_two_factor (
  id text not null,
  user_id text not null,
  secret text not null,
  backup_codes text not null,
  verified boolean default true,
  failed_verification_count integer default 0,
  locked_until timestamp with time zone
);
alter table identity_two_factor add constraint identity_two_factor_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity_user(id) ON DELETE CASCADE;
alter table identity_two_factor add constraint identity_two_factor_pkey PRIMARY KEY (id);
CREATE INDEX identity_two_factor_of_user ON identity_two_factor USING btree (user_id);
CREATE INDEX identity_two_factor_secret ON identity_two_factor USING btree (secret);
alter table identity_two_factor enable row level security;
create policy serve_sign_in on identity_two_factor for all to openasb_identity using (true) with check (true);
grant delete, insert, select, update on identity_two_factor to openasb_identity;

create table identity_used_code (
  user_id text not null,
  code text not null,
  used_at timestamp with time zone default now() not null
);
alter table identity_used_code add constraint identity_used_code_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity_user(id) ON DELETE CASCADE;
alter table identity_used_code add constraint identity_used_code_pkey PRIMARY KEY (user_id, code);
alter table identity_used_code enable row level security;
create policy serve_sign_in on identity_used_code for all to openasb_identity using (true) with check (true);
grant delete, insert, select, update on identity_used_code to openasb_identity;

create table identity_user (
  id text not null,
  name text not null,
  email text not null,
  email_verified boolean default false not null,
  image text,
  two_factor_enabled boolean default false,
  password_is_temporary boolean default false not null,
  authenticator_exempt boolean default false not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null
);
alter table identity_user add constraint identity_user_email_check CHECK ((email = lower(email)));
alter table identity_user add constraint identity_user_pkey PRIMARY KEY (id);
alter table identity_user add constraint identity_user_email_key UNIQUE (email);
alter table identity_user enable row level security;
create policy serve_sign_in on identity_user for all to openasb_identity using (true) with check (true);
grant delete, insert, select, update on identity_user to openasb_identity;

create table identity_verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null
);
alter table identity_verification add constraint identity_verification_pkey PRIMARY KEY (id);
CREATE INDEX identity_verification_identifier ON identity_verification USING btree (identifier);
alter table identity_verification enable row level security;
create policy serve_sign_in on identity_verification for all to openasb_identity using (true) with check (true);
grant delete, insert, select, update on identity_verification to openasb_identity;

create table member (
  id uuid not null,
  sign_in_id text,
  name text not null,
  email text not null
);
alter table member add constraint member_sign_in_id_fkey FOREIGN KEY (sign_in_id) REFERENCES identity_user(id) ON DELETE SET NULL;
alter table member add constraint member_pkey PRIMARY KEY (id);
alter table member add constraint member_email_key UNIQUE (email);
alter table member add constraint member_sign_in_id_key UNIQUE (sign_in_id);
alter table member enable row level security;
create policy read_member on member for select to openasb_web using ((cardinality(( SELECT my_organisations() AS my_organisations)) > 0));
create policy serve_member on member for select to openasb_identity, openasb_worker using (true);
grant select on member to openasb_identity;
grant select (id, name) on member to openasb_web;
grant select (id, name) on member to openasb_worker;

create table membership (
  id uuid not null,
  member_id uuid not null,
  organisation_id integer not null,
  team_id uuid,
  role text not null,
  valid_from date default '2000-01-01'::date not null,
  valid_to date
);
alter table membership add constraint membership_check CHECK ((valid_to > valid_from));
alter table membership add constraint membership_role_check CHECK ((role = ANY (ARRAY['triage_officer'::text, 'case_officer'::text, 'supervisor'::text, 'analyst'::text, 'coordinator'::text])));
alter table membership add constraint membership_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table membership add constraint membership_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table membership add constraint membership_team_id_organisation_id_fkey FOREIGN KEY (team_id, organisation_id) REFERENCES team(id, organisation_id);
alter table membership add constraint membership_pkey PRIMARY KEY (id);
CREATE INDEX membership_in_organisation ON membership USING btree (organisation_id);
CREATE INDEX membership_of_member ON membership USING btree (member_id);
alter table membership enable row level security;
create policy read_membership on membership for select to openasb_web using ((cardinality(( SELECT my_organisations() AS my_organisations)) > 0));
create policy serve_membership on membership for select to openasb_identity, openasb_worker using (true);
grant select on membership to openasb_identity;
grant select on membership to openasb_web;
grant select on membership to openasb_worker;

create table migration (
  name text not null,
  hash text not null,
  applied_at timestamp with time zone default now() not null
);
alter table migration add constraint migration_pkey PRIMARY KEY (name);
alter table migration enable row level security;
create policy nobody_reads_migration on migration for all to public using (false);

create table organisation (
  id integer not null,
  name text not null,
  short_name text not null,
  kind text not null,
  contact_advice text default ''::text not null,
  valid_from date default '2000-01-01'::date not null,
  valid_to date,
  modified_at timestamp with time zone default now() not null
);
alter table organisation add constraint organisation_check CHECK ((valid_to > valid_from));
alter table organisation add constraint organisation_kind_check CHECK ((kind = ANY (ARRAY['police'::text, 'unitary_council'::text, 'county_council'::text, 'district_council'::text, 'landlord'::text, 'third_sector'::text])));
alter table organisation add constraint organisation_pkey PRIMARY KEY (id);
alter table organisation enable row level security;
create policy read_organisation on organisation for select to public using (true);
grant select on organisation to openasb_feed;
grant select on organisation to openasb_identity;
grant select on organisation to openasb_web;
grant select on organisation to openasb_worker;

create table question_set (
  asb_type text not null,
  version integer not null,
  valid_from date not null,
  content jsonb not null
);
alter table question_set add constraint question_set_asb_type_fkey FOREIGN KEY (asb_type) REFERENCES asb_type(code);
alter table question_set add constraint question_set_pkey PRIMARY KEY (asb_type, version);
alter table question_set enable row level security;
create policy read_question_set on question_set for select to public using (true);
grant select on question_set to openasb_feed;
grant select on question_set to openasb_web;
grant select on question_set to openasb_worker;

create table queue (
  id uuid not null,
  organisation_id integer not null,
  team_id uuid not null,
  name text not null,
  is_fallback boolean default false not null,
  valid_from date default '2000-01-01'::date not null,
  valid_to date
);
alter table queue add constraint queue_check CHECK ((valid_to > valid_from));
alter table queue add constraint queue_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table queue add constraint queue_team_id_organisation_id_fkey FOREIGN KEY (team_id, organisation_id) REFERENCES team(id, organisation_id);
alter table queue add constraint queue_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX queue_one_fallback ON queue USING btree (is_fallback) WHERE (is_fallback AND (valid_to IS NULL));
alter table queue enable row level security;
create policy read_queue on queue for select to public using (true);
grant select on queue to openasb_feed;
grant select on queue to openasb_web;
grant select on queue to openasb_worker;

create table report (
  id uuid not null,
  reference text not null,
  submission_id uuid not null,
  channel text not null,
  source text default ''::text not null,
  asb_type text not null,
  question_set_version integer,
  title text not null,
  summary text default ''::text not null,
  status text not null,
  opening_qualifier text not null,
  closing_qualifier text,
  occurrence text not null,
  occurred_from timestamp with time zone not null,
  occurred_to timestamp with time zone not null,
  location point,
  location_precision_m integer,
  place_words text default ''::text not null,
  beat_id uuid,
  ward_id uuid,
  lsoa_id uuid,
  district_id uuid,
  reported_before boolean,
  anonymous boolean default false not null,
  organisation_id integer,
  team_id uuid,
  queue_id uuid,
  routed_because text default ''::text not null,
  claimed_by uuid,
  claim_expires_at timestamp with time zone,
  decision_reason text default ''::text not null,
  audience integer[] default '{}'::integer[] not null,
  search tsvector,
  version integer default 1 not null,
  filed_at timestamp with time zone default now() not null,
  triaged_at timestamp with time zone,
  closed_at timestamp with time zone,
  modified_at timestamp with time zone default now() not null
);
alter table report add constraint report_channel_check CHECK ((channel = ANY (ARRAY['public_form'::text, 'api'::text, 'phone'::text, 'paper'::text, 'import'::text, 'demo'::text])));
alter table report add constraint report_check CHECK ((occurred_to >= occurred_from));
alter table report add constraint report_check1 CHECK (((status = 'filed'::text) OR ((organisation_id IS NOT NULL) AND (queue_id IS NOT NULL))));
alter table report add constraint report_check2 CHECK (((claimed_by IS NULL) = (claim_expires_at IS NULL)));
alter table report add constraint report_closing_qualifier_check CHECK ((closing_qualifier = ANY (ARRAY['personal'::text, 'nuisance'::text, 'environmental'::text])));
alter table report add constraint report_location_precision_m_check CHECK ((location_precision_m >= 0));
alter table report add constraint report_occurrence_check CHECK ((occurrence = ANY (ARRAY['once'::text, 'pattern'::text, 'now'::text])));
alter table report add constraint report_opening_qualifier_check CHECK ((opening_qualifier = ANY (ARRAY['personal'::text, 'nuisance'::text, 'environmental'::text])));
alter table report add constraint report_status_check CHECK ((status = ANY (ARRAY['filed'::text, 'awaiting_triage'::text, 'accepted'::text, 'refused'::text, 'not_asb'::text, 'closed'::text])));
alter table report add constraint report_asb_type_fkey FOREIGN KEY (asb_type) REFERENCES asb_type(code);
alter table report add constraint report_claimed_by_fkey FOREIGN KEY (claimed_by) REFERENCES member(id);
alter table report add constraint report_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table report add constraint report_queue_id_fkey FOREIGN KEY (queue_id) REFERENCES queue(id);
alter table report add constraint report_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id);
alter table report add constraint report_pkey PRIMARY KEY (id);
alter table report add constraint report_reference_key UNIQUE (reference);
alter table report add constraint report_submission_id_key UNIQUE (submission_id);
CREATE INDEX report_audience ON report USING gin (audience);
CREATE INDEX report_in_queue ON report USING btree (organisation_id, status, filed_at DESC, id DESC);
CREATE INDEX report_modified ON report USING btree (modified_at, id);
CREATE INDEX report_near ON report USING gist (location);
CREATE INDEX report_search ON report USING gin (search);
alter table report enable row level security;
create policy change_report on report for update to openasb_web using ((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))) with check (((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (organisation_id = ANY (audience))));
create policy file_report on report for insert to openasb_web with check (((id = ( SELECT my_filing() AS my_filing)) AND (status = 'filed'::text) AND (audience = '{}'::integer[]) AND (organisation_id IS NULL) AND (queue_id IS NULL) AND (claimed_by IS NULL)));
create policy read_report on report for select to openasb_feed, openasb_web using ((audience && ( SELECT my_organisations() AS my_organisations)));
create policy serve_report on report for all to openasb_worker using (true) with check (true);
grant insert, select on report to openasb_web;
grant select, update on report to openasb_worker;
grant select (anonymous, asb_type, audience, beat_id, channel, closed_at, closing_qualifier, district_id, filed_at, id, location, location_precision_m, lsoa_id, modified_at, occurred_from, occurred_to, occurrence, opening_qualifier, organisation_id, reference, reported_before, status, triaged_at, ward_id) on report to openasb_feed;
grant update (audience, claim_expires_at, claimed_by, closed_at, closing_qualifier, decision_reason, modified_at, status, triaged_at, version) on report to openasb_web;

create table report_answer (
  report_id uuid not null,
  "position" smallint not null,
  question text not null,
  wording text not null,
  answer text not null
);
alter table report_answer add constraint report_answer_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table report_answer add constraint report_answer_pkey PRIMARY KEY (report_id, "position");
alter table report_answer enable row level security;
create policy file_answer on report_answer for insert to openasb_web with check ((report_id = ( SELECT my_filing() AS my_filing)));
create policy read_answer on report_answer for select to openasb_web, openasb_worker using ((EXISTS ( SELECT
   FROM report
  WHERE (report.id = report_answer.report_id))));
grant insert, select on report_answer to openasb_web;
grant select on report_answer to openasb_worker;

create table report_contact (
  report_id uuid not null,
  name text default ''::text not null,
  email text default ''::text not null,
  phone text default ''::text not null,
  address text default ''::text not null,
  preferred_channel text default 'none'::text not null,
  safe_contact text default ''::text not null
);
alter table report_contact add constraint report_contact_preferred_channel_check CHECK ((preferred_channel = ANY (ARRAY['none'::text, 'email'::text, 'phone'::text, 'text'::text, 'letter'::text])));
alter table report_contact add constraint report_contact_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table report_contact add constraint report_contact_pkey PRIMARY KEY (report_id);
alter table report_contact enable row level security;
create policy file_contact on report_contact for insert to openasb_web with check ((report_id = ( SELECT my_filing() AS my_filing)));
create policy read_contact on report_contact for select to openasb_web using ((EXISTS ( SELECT
   FROM report
  WHERE ((report.id = report_contact.report_id) AND (report.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))))));
create policy serve_contact on report_contact for select to openasb_worker using (true);
grant insert, select on report_contact to openasb_web;
grant select on report_contact to openasb_worker;

create table report_draft (
  secret_hash bytea not null,
  asb_type text,
  question_set_version integer,
  submission_id uuid not null,
  answers jsonb default '{}'::jsonb not null,
  started_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  submitted_at timestamp with time zone
);
alter table report_draft add constraint report_draft_asb_type_fkey FOREIGN KEY (asb_type) REFERENCES asb_type(code);
alter table report_draft add constraint report_draft_pkey PRIMARY KEY (secret_hash);
alter table report_draft add constraint report_draft_submission_id_key UNIQUE (submission_id);
CREATE INDEX report_draft_age ON report_draft USING btree (updated_at);
alter table report_draft enable row level security;
create policy hold_draft on report_draft for all to openasb_web using ((secret_hash = ( SELECT my_draft() AS my_draft))) with check ((secret_hash = ( SELECT my_draft() AS my_draft)));
create policy tidy_draft on report_draft for all to openasb_worker using (true);
grant delete, insert, select, update on report_draft to openasb_web;
grant delete, select on report_draft to openasb_worker;

create table report_link (
  report_id uuid not null,
  other_report_id uuid not null,
  reason text not null,
  linked_by uuid,
  linked_at timestamp with time zone default now() not null
);
alter table report_link add constraint report_link_check CHECK ((report_id > other_report_id));
alter table report_link add constraint report_link_linked_by_fkey FOREIGN KEY (linked_by) REFERENCES member(id);
alter table report_link add constraint report_link_other_report_id_fkey FOREIGN KEY (other_report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table report_link add constraint report_link_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table report_link add constraint report_link_pkey PRIMARY KEY (report_id, other_report_id);
CREATE INDEX report_link_other ON report_link USING btree (other_report_id);
alter table report_link enable row level security;
create policy link_reports on report_link for insert to openasb_web with check (((linked_by = ( SELECT my_member() AS my_member)) AND (EXISTS ( SELECT
   FROM report
  WHERE (report.id = report_link.report_id))) AND (EXISTS ( SELECT
   FROM report
  WHERE (report.id = report_link.other_report_id)))));
create policy read_link on report_link for select to openasb_web, openasb_worker using (((EXISTS ( SELECT
   FROM report
  WHERE (report.id = report_link.report_id))) AND (EXISTS ( SELECT
   FROM report
  WHERE (report.id = report_link.other_report_id)))));
grant insert, select on report_link to openasb_web;
grant select on report_link to openasb_worker;

create table report_occurrence (
  report_id uuid not null,
  weekday smallint not null,
  from_hour smallint not null,
  to_hour smallint not null
);
alter table report_occurrence add constraint report_occurrence_from_hour_check CHECK (((from_hour >= 0) AND (from_hour <= 23)));
alter table report_occurrence add constraint report_occurrence_to_hour_check CHECK (((to_hour >= 1) AND (to_hour <= 24)));
alter table report_occurrence add constraint report_occurrence_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)));
alter table report_occurrence add constraint report_occurrence_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table report_occurrence add constraint report_occurrence_pkey PRIMARY KEY (report_id, weekday, from_hour);
alter table report_occurrence enable row level security;
create policy file_occurrence on report_occurrence for insert to openasb_web with check ((report_id = ( SELECT my_filing() AS my_filing)));
create policy read_occurrence on report_occurrence for select to openasb_web, openasb_worker using ((EXISTS ( SELECT
   FROM report
  WHERE (report.id = report_occurrence.report_id))));
grant insert, select on report_occurrence to openasb_web;
grant select on report_occurrence to openasb_worker;

create table report_status_link (
  secret_hash bytea not null,
  report_id uuid not null
);
alter table report_status_link add constraint report_status_link_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table report_status_link add constraint report_status_link_pkey PRIMARY KEY (secret_hash);
CREATE INDEX report_status_link_of ON report_status_link USING btree (report_id);
alter table report_status_link enable row level security;
create policy file_status_link on report_status_link for insert to openasb_web with check ((report_id = ( SELECT my_filing() AS my_filing)));
grant insert on report_status_link to openasb_web;

create table routing_condition (
  rule_id uuid not null,
  fact text not null,
  expected text not null
);
alter table routing_condition add constraint routing_condition_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES routing_rule(id) ON DELETE CASCADE;
alter table routing_condition add constraint routing_condition_pkey PRIMARY KEY (rule_id, fact);
alter table routing_condition enable row level security;
create policy read_condition on routing_condition for select to openasb_web, openasb_worker using (true);
grant select on routing_condition to openasb_web;
grant select on routing_condition to openasb_worker;

create table routing_rule (
  id uuid not null,
  "position" integer not null,
  name text not null,
  area_kind text,
  area_code text,
  asb_type text,
  queue_id uuid not null,
  share_with integer[] default '{}'::integer[] not null,
  valid_from date default '2000-01-01'::date not null,
  valid_to date
);
alter table routing_rule add constraint routing_rule_check CHECK ((valid_to > valid_from));
alter table routing_rule add constraint routing_rule_check1 CHECK (((area_kind IS NULL) = (area_code IS NULL)));
alter table routing_rule add constraint routing_rule_asb_type_fkey FOREIGN KEY (asb_type) REFERENCES asb_type(code);
alter table routing_rule add constraint routing_rule_queue_id_fkey FOREIGN KEY (queue_id) REFERENCES queue(id);
alter table routing_rule add constraint routing_rule_pkey PRIMARY KEY (id);
alter table routing_rule enable row level security;
create policy read_rule on routing_rule for select to openasb_web, openasb_worker using (true);
grant select on routing_rule to openasb_web;
grant select on routing_rule to openasb_worker;

create table team (
  id uuid not null,
  organisation_id integer not null,
  name text not null,
  valid_from date default '2000-01-01'::date not null,
  valid_to date
);
alter table team add constraint team_check CHECK ((valid_to > valid_from));
alter table team add constraint team_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table team add constraint team_pkey PRIMARY KEY (id);
alter table team add constraint team_id_organisation_id_key UNIQUE (id, organisation_id);
alter table team enable row level security;
create policy read_team on team for select to public using (true);
grant select on team to openasb_feed;
grant select on team to openasb_web;
grant select on team to openasb_worker;

create table timeline_entry (
  id uuid not null,
  report_id uuid,
  case_id uuid,
  at timestamp with time zone default now() not null,
  kind text not null,
  what text not null,
  why text default ''::text not null,
  organisation_id integer,
  member_id uuid,
  actor_name text not null,
  told_to_reporter boolean default false not null
);
alter table timeline_entry add constraint timeline_entry_check CHECK ((num_nonnulls(report_id, case_id) = 1));
alter table timeline_entry add constraint timeline_entry_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table timeline_entry add constraint timeline_entry_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table timeline_entry add constraint timeline_entry_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table timeline_entry add constraint timeline_entry_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table timeline_entry add constraint timeline_entry_pkey PRIMARY KEY (id);
CREATE INDEX timeline_of_case ON timeline_entry USING btree (case_id, at) WHERE (case_id IS NOT NULL);
CREATE INDEX timeline_of_report ON timeline_entry USING btree (report_id, at) WHERE (report_id IS NOT NULL);
alter table timeline_entry enable row level security;
create policy add_timeline on timeline_entry for insert to openasb_web with check (((NOT (member_id IS DISTINCT FROM ( SELECT my_member() AS my_member))) AND ((report_id = ( SELECT my_filing() AS my_filing)) OR (EXISTS ( SELECT
   FROM report
  WHERE (report.id = timeline_entry.report_id))) OR (EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = timeline_entry.case_id))))));
create policy read_timeline on timeline_entry for select to openasb_web using (
CASE
    WHEN (report_id IS NOT NULL) THEN (EXISTS ( SELECT
       FROM report
      WHERE (report.id = timeline_entry.report_id)))
    ELSE (EXISTS ( SELECT
       FROM asb_case
      WHERE (asb_case.id = timeline_entry.case_id)))
END);
create policy serve_timeline on timeline_entry for all to openasb_worker using (true) with check ((member_id IS NULL));
grant insert, select on timeline_entry to openasb_web;
grant insert, select on timeline_entry to openasb_worker;

CREATE OR REPLACE FUNCTION api_token_of(hash bytea)
 RETURNS TABLE(id uuid, organisation_id integer, organisation_name text, name text, may_read_feed boolean, may_file_reports boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'described', 'public'
AS $function$
  select api_token.id, api_token.organisation_id, organisation.name, api_token.name, api_token.may_read_feed,
    api_token.may_file_reports
  from api_token join organisation on organisation.id = api_token.organisation_id
  where api_token.secret_hash = hash and api_token.revoked_at is null
    and (api_token.expires_at is null or api_token.expires_at > now())
    and (organisation.valid_to is null or organisation.valid_to > current_date)
$function$
;

CREATE OR REPLACE FUNCTION audit_entry_hash(entry audit_entry)
 RETURNS bytea
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'described', 'public'
AS $function$
  select sha256(convert_to(jsonb_build_array(entry.id, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    entry.verb, entry.actor_kind, entry.actor_name, entry.organisation_id, entry.member_id, entry.record_kind,
    entry.record_id, entry.recipient, entry.reason, entry.summary, entry.request_id)::text, 'UTF8'))
$function$
;

CREATE OR REPLACE FUNCTION audit_seal_hash(previous_hash bytea, number bigint, entries uuid[], entry_hashes bytea[])
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'described', 'public'
AS $function$
  select sha256(previous_hash || int8send(number)
    || coalesce((select string_agg(uuid_send(id) || hash, ''::bytea order by position)
      from unnest(entries, entry_hashes) with ordinality as sealed (id, hash, position)), ''::bytea))
$function$
;

CREATE OR REPLACE FUNCTION move_report(moved_id uuid, seen_version integer, to_queue uuid, because text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'described', 'public'
AS $function$
declare
  destination queue;
  new_version integer;
begin
  select * into strict destination from queue where queue.id = to_queue and valid_to is null;
  update report
  set organisation_id = destination.organisation_id,
    team_id = destination.team_id,
    queue_id = destination.id,
    routed_because = because,
    status = 'awaiting_triage',
    claimed_by = null,
    claim_expires_at = null,
    audience = array(select distinct unnest(array_remove(audience, organisation_id) || destination.organisation_id) order by 1),
    version = version + 1,
    modified_at = clock_timestamp()
  where id = moved_id and version = seen_version
    and organisation_id = any (my_organisations())
  returning version into new_version;
  return new_version;
end
$function$
;

CREATE OR REPLACE FUNCTION my_draft()
 RETURNS bytea
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'described', 'public'
AS $function$ select decode(nullif(current_setting('openasb.draft', true), ''), 'hex') $function$
;

CREATE OR REPLACE FUNCTION my_filing()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'described', 'public'
AS $function$ select nullif(current_setting('openasb.filing', true), '')::uuid $function$
;

CREATE OR REPLACE FUNCTION my_member()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'described', 'public'
AS $function$ select nullif(current_setting('openasb.member', true), '')::uuid $function$
;

CREATE OR REPLACE FUNCTION my_organisations()
 RETURNS integer[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'described', 'public'
AS $function$ select coalesce(nullif(current_setting('openasb.organisations', true), ''), '{}')::integer[] $function$
;

CREATE OR REPLACE FUNCTION report_of_submission(wanted uuid)
 RETURNS TABLE(id uuid, reference text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'described', 'public'
AS $function$ select report.id, report.reference from report where report.submission_id = wanted $function$
;

CREATE OR REPLACE FUNCTION report_status(link bytea)
 RETURNS TABLE(report_id uuid, reference text, asb_type text, status text, filed_at timestamp with time zone, decision_reason text, organisation_name text, contact_advice text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'described', 'public'
AS $function$
  select report.id, report.reference, report.asb_type, report.status, report.filed_at, report.decision_reason,
    organisation.name, organisation.contact_advice
  from report_status_link
  join report on report.id = report_status_link.report_id
  left join organisation on organisation.id = report.organisation_id
  where report_status_link.secret_hash = link
$function$
;

CREATE OR REPLACE FUNCTION report_status_news(link bytea)
 RETURNS TABLE(at timestamp with time zone, kind text, what text, organisation_name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'described', 'public'
AS $function$
  select timeline_entry.at, timeline_entry.kind, timeline_entry.what, organisation.name
  from report_status_link
  join timeline_entry on timeline_entry.report_id = report_status_link.report_id
  left join organisation on organisation.id = timeline_entry.organisation_id
  where report_status_link.secret_hash = link and timeline_entry.told_to_reporter
  order by timeline_entry.at
$function$
;
