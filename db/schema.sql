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

create table area (
  id uuid not null,
  area_set_id uuid not null,
  code text not null,
  name text not null,
  label_point point not null,
  search_text text generated always as (place_text(name)) stored not null,
  search_words tsvector generated always as (to_tsvector('simple'::regconfig, place_text(name))) stored not null
);
alter table area add constraint area_area_set_id_fkey FOREIGN KEY (area_set_id) REFERENCES area_set(id) ON DELETE CASCADE;
alter table area add constraint area_pkey PRIMARY KEY (id);
alter table area add constraint area_area_set_id_code_key UNIQUE (area_set_id, code);
CREATE INDEX area_code ON area USING btree (code);
CREATE INDEX area_search_prefix ON area USING btree (search_text);
CREATE INDEX area_search_trigrams ON area USING gin (search_text gin_trgm_ops) WITH (fastupdate=off);
CREATE INDEX area_search_words ON area USING gin (search_words) WITH (fastupdate=off);
alter table area enable row level security;
create policy read_area on area for select to public using (true);
grant select on area to openasb_feed;
grant select on area to openasb_identity;
grant select on area to openasb_web;
grant select on area to openasb_worker;

create table area_kind (
  kind text not null,
  label text not null,
  "position" smallint not null,
  is_searchable boolean not null
);
alter table area_kind add constraint area_kind_pkey PRIMARY KEY (kind);
alter table area_kind add constraint area_kind_position_key UNIQUE ("position");
alter table area_kind enable row level security;
create policy read_area_kind on area_kind for select to public using (true);
grant select on area_kind to openasb_feed;
grant select on area_kind to openasb_identity;
grant select on area_kind to openasb_web;
grant select on area_kind to openasb_worker;

create table area_part (
  area_id uuid not null,
  part integer not null,
  shell polygon not null,
  holes polygon[] default '{}'::polygon[] not null,
  bounds box generated always as (box(shell)) stored not null
);
alter table area_part add constraint area_part_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id) ON DELETE CASCADE;
alter table area_part add constraint area_part_pkey PRIMARY KEY (area_id, part);
CREATE INDEX area_part_bounds ON area_part USING gist (bounds);
alter table area_part enable row level security;
create policy read_area_part on area_part for select to public using (true);
grant select on area_part to openasb_feed;
grant select on area_part to openasb_identity;
grant select on area_part to openasb_web;
grant select on area_part to openasb_worker;

create table area_set (
  id uuid not null,
  kind text not null,
  vintage text not null,
  source text not null,
  attribution text not null,
  valid_from date not null,
  valid_to date,
  imported_at timestamp with time zone default now() not null
);
alter table area_set add constraint area_set_check CHECK ((valid_to > valid_from));
alter table area_set add constraint area_set_kind_fkey FOREIGN KEY (kind) REFERENCES area_kind(kind);
alter table area_set add constraint area_set_pkey PRIMARY KEY (id);
alter table area_set add constraint area_set_kind_vintage_key UNIQUE (kind, vintage);
alter table area_set enable row level security;
create policy read_area_set on area_set for select to public using (true);
grant select on area_set to openasb_feed;
grant select on area_set to openasb_identity;
grant select on area_set to openasb_web;
grant select on area_set to openasb_worker;

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
CREATE INDEX asb_case_opened ON asb_case USING btree (opened_at, id);
alter table asb_case enable row level security;
CREATE TRIGGER feed_audience AFTER UPDATE OF audience ON asb_case FOR EACH ROW WHEN ((old.audience <> new.audience)) EXECUTE FUNCTION feed_case_audience();
CREATE TRIGGER feed_erased BEFORE DELETE ON asb_case FOR EACH ROW EXECUTE FUNCTION feed_case_audience();
CREATE TRIGGER feed_stamp BEFORE INSERT OR UPDATE ON asb_case FOR EACH ROW EXECUTE FUNCTION stamp_modified();
create policy change_case on asb_case for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))) with check (((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (organisation_id = ANY (audience))));
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
create policy check_audit on audit_entry for select to openasb_worker using (true);
create policy read_audit on audit_entry for select to openasb_web using ((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])));
create policy write_audit on audit_entry for insert to openasb_feed, openasb_web with check (((NOT (member_id IS DISTINCT FROM ( SELECT my_member() AS my_member))) AND
CASE
    WHEN (organisation_id IS NULL) THEN (( SELECT my_organisations() AS my_organisations) = '{}'::integer[])
    ELSE (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))
END));
create policy write_job_audit on audit_entry for insert to openasb_worker with check (true);
grant insert on audit_entry to openasb_feed;
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
create policy check_seal on audit_seal for select to openasb_worker using (true);
create policy seal_audit on audit_seal for insert to openasb_worker with check (true);
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
CREATE INDEX case_action_created ON case_action USING btree (created_at, id);
CREATE INDEX case_action_due ON case_action USING btree (owner_organisation_id, due_on) WHERE (status = 'open'::text);
CREATE INDEX case_action_modified ON case_action USING btree (modified_at, id);
CREATE INDEX case_action_of_case ON case_action USING btree (case_id, due_on);
alter table case_action enable row level security;
CREATE TRIGGER feed_erased AFTER DELETE ON case_action FOR EACH ROW EXECUTE FUNCTION feed_action_erased();
CREATE TRIGGER feed_stamp BEFORE INSERT OR UPDATE ON case_action FOR EACH ROW EXECUTE FUNCTION stamp_modified();
create policy add_action on case_action for insert to openasb_web with check (((added_by = ( SELECT my_member() AS my_member)) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = case_action.case_id) AND (case_action.owner_organisation_id = ANY (asb_case.audience)))))));
create policy change_action on case_action for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = case_action.case_id) AND ((case_action.owner_organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) OR (asb_case.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))))))) with check ((EXISTS ( SELECT
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
CREATE TRIGGER feed_linked AFTER INSERT ON case_report REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION feed_touch_linked();
CREATE TRIGGER feed_unlinked AFTER DELETE ON case_report REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION feed_touch_linked();
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
create policy unlink_case_report on case_report for delete to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = case_report.case_id) AND (asb_case.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))))));
grant delete, insert, select on case_report to openasb_web;
grant select on case_report to openasb_worker;
grant select (case_id, linked_at, report_id) on case_report to openasb_feed;

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

create table intake_receipt (
  submission_id uuid not null,
  organisation_id integer not null,
  token_id uuid not null,
  body_hash bytea not null,
  received_at timestamp with time zone default now() not null
);
alter table intake_receipt add constraint intake_receipt_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table intake_receipt add constraint intake_receipt_token_id_fkey FOREIGN KEY (token_id) REFERENCES api_token(id);
alter table intake_receipt add constraint intake_receipt_pkey PRIMARY KEY (submission_id);
alter table intake_receipt enable row level security;
create policy read_receipt on intake_receipt for select to openasb_web using ((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])));
create policy write_receipt on intake_receipt for insert to openasb_web with check ((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])));
grant insert, select on intake_receipt to openasb_web;

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
CREATE INDEX organisation_modified ON organisation USING btree (modified_at, id);
alter table organisation enable row level security;
CREATE TRIGGER feed_stamp BEFORE INSERT OR UPDATE ON organisation FOR EACH ROW EXECUTE FUNCTION stamp_modified();
create policy read_organisation on organisation for select to public using (true);
grant select on organisation to openasb_feed;
grant select on organisation to openasb_identity;
grant select on organisation to openasb_web;
grant select on organisation to openasb_worker;

create table postcode (
  postcode text not null,
  compact text generated always as (replace(postcode, ' '::text, ''::text)) stored not null,
  location point not null,
  quality smallint not null,
  vintage text not null
);
alter table postcode add constraint postcode_pkey PRIMARY KEY (postcode);
alter table postcode add constraint postcode_compact_key UNIQUE (compact);
alter table postcode enable row level security;
create policy read_postcode on postcode for select to public using (true);
grant select on postcode to openasb_feed;
grant select on postcode to openasb_identity;
grant select on postcode to openasb_web;
grant select on postcode to openasb_worker;

create table postcode_group (
  label text not null,
  compact text generated always as (replace(label, ' '::text, ''::text)) stored not null,
  postcodes integer not null,
  title text generated always as ((((label || ' ('::text) || (postcodes)::text) ||
CASE
    WHEN (postcodes = 1) THEN ' postcode)'::text
    ELSE ' postcodes)'::text
END)) stored not null,
  location point not null
);
alter table postcode_group add constraint postcode_group_postcodes_check CHECK ((postcodes > 0));
alter table postcode_group add constraint postcode_group_pkey PRIMARY KEY (label);
CREATE INDEX postcode_group_compact ON postcode_group USING btree (compact);
alter table postcode_group enable row level security;
create policy read_postcode_group on postcode_group for select to public using (true);
grant select on postcode_group to openasb_feed;
grant select on postcode_group to openasb_identity;
grant select on postcode_group to openasb_web;
grant select on postcode_group to openasb_worker;

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
  modified_at timestamp with time zone default now() not null,
  square_m integer generated always as (
CASE
    WHEN (location IS NULL) THEN NULL::integer
    WHEN ((opening_qualifier = 'personal'::text) OR (NOT (closing_qualifier IS DISTINCT FROM 'personal'::text))) THEN 1000
    ELSE 100
END) stored,
  square_easting integer generated always as (
CASE
    WHEN ((opening_qualifier = 'personal'::text) OR (NOT (closing_qualifier IS DISTINCT FROM 'personal'::text))) THEN ((floor((location[0] / (1000)::double precision)) * (1000)::double precision))::integer
    ELSE ((floor((location[0] / (100)::double precision)) * (100)::double precision))::integer
END) stored,
  square_northing integer generated always as (
CASE
    WHEN ((opening_qualifier = 'personal'::text) OR (NOT (closing_qualifier IS DISTINCT FROM 'personal'::text))) THEN ((floor((location[1] / (1000)::double precision)) * (1000)::double precision))::integer
    ELSE ((floor((location[1] / (100)::double precision)) * (100)::double precision))::integer
END) stored
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
CREATE INDEX report_awaiting ON report USING btree (queue_id, filed_at, id) INCLUDE (audience) WHERE (status = 'awaiting_triage'::text);
CREATE INDEX report_filed ON report USING btree (filed_at, id);
CREATE INDEX report_in_queue ON report USING btree (organisation_id, status, filed_at DESC, id DESC) INCLUDE (audience);
CREATE INDEX report_in_ward ON report USING btree (ward_id, filed_at) WHERE (ward_id IS NOT NULL);
CREATE INDEX report_modified ON report USING btree (modified_at, id);
CREATE INDEX report_near ON report USING gist (location, filed_at);
CREATE INDEX report_on_beat ON report USING btree (beat_id, filed_at) WHERE (beat_id IS NOT NULL);
CREATE INDEX report_search ON report USING gin (search);
alter table report enable row level security;
CREATE TRIGGER feed_audience AFTER UPDATE OF audience ON report FOR EACH ROW WHEN (((old.audience <> new.audience) AND (old.audience <> '{}'::integer[]))) EXECUTE FUNCTION feed_report_audience();
CREATE TRIGGER feed_erased AFTER DELETE ON report FOR EACH ROW EXECUTE FUNCTION feed_report_audience();
CREATE TRIGGER feed_stamp BEFORE INSERT OR UPDATE ON report FOR EACH ROW EXECUTE FUNCTION stamp_modified();
create policy change_report on report for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))) with check (((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (organisation_id = ANY (audience))));
create policy file_report on report for insert to openasb_web with check (((id = ( SELECT my_filing() AS my_filing)) AND (status = 'filed'::text) AND (audience = '{}'::integer[]) AND (organisation_id IS NULL) AND (queue_id IS NULL) AND (claimed_by IS NULL)));
create policy read_report on report for select to openasb_feed, openasb_web using ((audience && ( SELECT my_organisations() AS my_organisations)));
create policy route_report on report for update to openasb_worker using (true) with check (true);
create policy serve_report on report for select to openasb_worker using (true);
grant insert, select on report to openasb_web;
grant select on report to openasb_worker;
grant select (anonymous, asb_type, audience, beat_id, channel, closed_at, closing_qualifier, district_id, filed_at, id, location_precision_m, lsoa_id, modified_at, occurred_from, occurred_to, occurrence, opening_qualifier, organisation_id, reference, reported_before, square_easting, square_m, square_northing, status, triaged_at, ward_id) on report to openasb_feed;
grant update (audience, claim_expires_at, claimed_by, closed_at, closing_qualifier, decision_reason, modified_at, status, triaged_at, version) on report to openasb_web;
grant update (audience, beat_id, district_id, lsoa_id, modified_at, organisation_id, queue_id, routed_because, search, status, team_id, title, version, ward_id) on report to openasb_worker;

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
create policy clear_draft on report_draft for delete to openasb_worker using (true);
create policy hold_draft on report_draft for all to openasb_web using ((secret_hash = ( SELECT my_draft() AS my_draft))) with check ((secret_hash = ( SELECT my_draft() AS my_draft)));
create policy tidy_draft on report_draft for select to openasb_worker using (true);
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

create table street (
  id uuid not null,
  name text not null,
  locality text default ''::text not null,
  location point not null,
  source text not null,
  search_text text generated always as (place_text(((name || ' '::text) || locality))) stored not null,
  search_words tsvector generated always as (to_tsvector('simple'::regconfig, place_text(((name || ' '::text) || locality)))) stored not null
);
alter table street add constraint street_pkey PRIMARY KEY (id);
alter table street add constraint street_name_locality_source_key UNIQUE (name, locality, source);
CREATE INDEX street_search_prefix ON street USING btree (search_text);
CREATE INDEX street_search_trigrams ON street USING gin (search_text gin_trgm_ops) WITH (fastupdate=off);
CREATE INDEX street_search_words ON street USING gin (search_words) WITH (fastupdate=off);
alter table street enable row level security;
create policy read_street on street for select to public using (true);
grant select on street to openasb_feed;
grant select on street to openasb_identity;
grant select on street to openasb_web;
grant select on street to openasb_worker;

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
create policy add_job_timeline on timeline_entry for insert to openasb_worker with check ((member_id IS NULL));
create policy add_timeline on timeline_entry for insert to openasb_web with check (((NOT (member_id IS DISTINCT FROM ( SELECT my_member() AS my_member))) AND
CASE
    WHEN (organisation_id IS NULL) THEN (( SELECT my_organisations() AS my_organisations) = '{}'::integer[])
    ELSE (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))
END AND ((report_id = ( SELECT my_filing() AS my_filing)) OR (EXISTS ( SELECT
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
create policy serve_timeline on timeline_entry for select to openasb_worker using (true);
grant insert, select on timeline_entry to openasb_web;
grant insert, select on timeline_entry to openasb_worker;

create view feed_action with (security_invoker=true) as
 SELECT id,
    case_id,
    owner_organisation_id,
    due_on,
    status,
    created_at,
    finished_at,
    modified_at
   FROM case_action;

create view feed_area with (security_invoker=true) as
 SELECT area.id,
    area.code,
    area.name,
    area_set.vintage
   FROM area
     JOIN area_set ON area_set.id = area.area_set_id;

create view feed_case with (security_invoker=true) as
 SELECT asb_case.id,
    asb_case.reference,
    asb_case.kind,
    asb_case.status,
    asb_case.asb_type,
    asb_type.national_type,
    asb_case.organisation_id,
    beat.code AS beat_code,
    beat.name AS beat_name,
    beat.vintage AS beat_vintage,
    ward.code AS ward_code,
    ward.name AS ward_name,
    ward.vintage AS ward_vintage,
    lsoa.code AS lsoa_code,
    lsoa.name AS lsoa_name,
    lsoa.vintage AS lsoa_vintage,
    district.code AS district_code,
    district.name AS district_name,
    district.vintage AS district_vintage,
    ( SELECT count(*)::integer AS count
           FROM case_report
          WHERE case_report.case_id = asb_case.id) AS report_count,
    asb_case.outcome,
    asb_case.opened_at,
    asb_case.closed_at,
    asb_case.modified_at
   FROM asb_case
     JOIN asb_type ON asb_type.code = asb_case.asb_type
     LEFT JOIN feed_area beat ON beat.id = asb_case.beat_id
     LEFT JOIN feed_area ward ON ward.id = asb_case.ward_id
     LEFT JOIN feed_area lsoa ON lsoa.id = asb_case.lsoa_id
     LEFT JOIN feed_area district ON district.id = asb_case.district_id;

create view feed_erased with (security_invoker=true) as
 SELECT record_kind,
    record_id,
    erased_at
   FROM erased_record;

create view feed_organisation with (security_invoker=true) as
 SELECT id,
    name,
    short_name,
    kind,
    valid_from,
    valid_to,
    modified_at
   FROM organisation;

create view feed_report with (security_invoker=true) as
 SELECT report.id,
    report.reference,
    report.channel,
    report.asb_type,
    asb_type.national_type,
    report.status,
    report.opening_qualifier,
    report.closing_qualifier,
    report.occurrence,
    report.occurred_from,
    report.occurred_to,
    report.square_easting,
    report.square_northing,
    report.square_m,
    report.location_precision_m,
    beat.code AS beat_code,
    beat.name AS beat_name,
    beat.vintage AS beat_vintage,
    ward.code AS ward_code,
    ward.name AS ward_name,
    ward.vintage AS ward_vintage,
    lsoa.code AS lsoa_code,
    lsoa.name AS lsoa_name,
    lsoa.vintage AS lsoa_vintage,
    district.code AS district_code,
    district.name AS district_name,
    district.vintage AS district_vintage,
    report.reported_before,
    report.anonymous,
    report.organisation_id,
    ARRAY( SELECT case_report.case_id
           FROM case_report
          WHERE case_report.report_id = report.id
          ORDER BY case_report.linked_at, case_report.case_id) AS case_ids,
    report.filed_at,
    report.triaged_at,
    report.closed_at,
    report.modified_at
   FROM report
     JOIN asb_type ON asb_type.code = report.asb_type
     LEFT JOIN feed_area beat ON beat.id = report.beat_id
     LEFT JOIN feed_area ward ON ward.id = report.ward_id
     LEFT JOIN feed_area lsoa ON lsoa.id = report.lsoa_id
     LEFT JOIN feed_area district ON district.id = report.district_id;

CREATE OR REPLACE FUNCTION api_token_of(hash bytea)
 RETURNS TABLE(id uuid, organisation_id integer, organisation_name text, name text, may_read_feed boolean, may_file_reports boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select api_token.id, api_token.organisation_id, organisation.name, api_token.name, api_token.may_read_feed,
    api_token.may_file_reports
  from api_token join organisation on organisation.id = api_token.organisation_id
  where api_token.secret_hash = hash and api_token.revoked_at is null
    and (api_token.expires_at is null or api_token.expires_at > now())
    and (organisation.valid_to is null or organisation.valid_to > current_date)
$function$
;

CREATE OR REPLACE FUNCTION areas_at(easting double precision, northing double precision, on_date date)
 RETURNS TABLE(kind text, area_id uuid, code text, name text, area_set_id uuid, vintage text)
 LANGUAGE sql
 STABLE PARALLEL SAFE ROWS 5
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select distinct on (area_set.kind)
    area_set.kind, area.id, area.code, area.name, area_set.id, area_set.vintage
  from area_part
  join area on area.id = area_part.area_id
  join area_set on area_set.id = area.area_set_id
  where area_part.bounds @> box(point(easting, northing), point(easting, northing))
    and part_holds(area_part.shell, area_part.holes, point(easting, northing))
    and area_set.valid_from <= on_date and (area_set.valid_to is null or area_set.valid_to > on_date)
  order by area_set.kind, area_set.valid_from desc, area.code collate "C", area_set.vintage collate "C"
$function$
;

CREATE OR REPLACE FUNCTION audit_entry_hash(entry audit_entry)
 RETURNS bytea
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'partnership', 'public', 'pg_temp'
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
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select sha256(previous_hash || int8send(number)
    || coalesce((select string_agg(uuid_send(id) || hash, ''::bytea order by position)
      from unnest(entries, entry_hashes) with ordinality as sealed (id, hash, position)), ''::bytea))
$function$
;

CREATE OR REPLACE FUNCTION feed_action_erased()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  perform feed_withdraw('action', old.id, audience, '{}') from asb_case where id = old.case_id;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION feed_case_audience()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'DELETE' then
    perform feed_withdraw('case', old.id, old.audience, '{}');
    perform feed_withdraw('action', id, old.audience, '{}') from case_action where case_id = old.id;
    return old;
  end if;
  perform feed_withdraw('case', new.id, old.audience, new.audience);
  perform feed_withdraw('action', id, old.audience, new.audience) from case_action where case_id = new.id;
  update case_action set modified_at = default where case_id = new.id;
  update report set modified_at = default where id in (select report_id from case_report where case_id = new.id);
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION feed_horizon()
 RETURNS timestamp with time zone
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select least(clock_timestamp(), min(coalesce(xact_start, clock_timestamp() - interval '1 minute'))) - interval '2 seconds'
  from pg_stat_activity
  where datname = current_database() and backend_xid is not null
$function$
;

CREATE OR REPLACE FUNCTION feed_report_audience()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'DELETE' then
    perform feed_withdraw('report', old.id, old.audience, '{}');
  else
    perform feed_withdraw('report', new.id, old.audience, new.audience);
    -- Cases count the reports that the reader may see.
    update asb_case set modified_at = default
    where id in (select case_id from case_report where report_id = new.id);
  end if;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION feed_touch_linked()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  update report set modified_at = default where id in (select report_id from changed);
  update asb_case set modified_at = default where id in (select case_id from changed);
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION feed_withdraw(kind text, withdrawn uuid, before integer[], after integer[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  insert into erased_record (record_kind, record_id, audience, erased_at)
  select kind, withdrawn, array(select unnest(before) except select unnest(after)), clock_timestamp()
  where not before <@ after
  on conflict (record_kind, record_id) do update
  set audience = array(select unnest(erased_record.audience) union select unnest(excluded.audience)),
    erased_at = excluded.erased_at;
  update erased_record set audience = array(select unnest(audience) except select unnest(after))
  where record_kind = kind and record_id = withdrawn and audience && after
$function$
;

CREATE OR REPLACE FUNCTION in_a_hole(holes polygon[], place point)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select exists (select from unnest(holes) as hole where hole @> place and (place <-> path(hole)) > 0.000001)
$function$
;

CREATE OR REPLACE FUNCTION move_report(moved_id uuid, seen_version integer, to_queue uuid, because text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
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
    decision_reason = '',
    triaged_at = null,
    audience = array(select distinct unnest(array_remove(audience, organisation_id) || destination.organisation_id) order by 1),
    version = version + 1,
    modified_at = clock_timestamp()
  where id = moved_id and version = seen_version
    and organisation_id = any (my_organisations()) and my_member() is not null
  returning version into new_version;
  return new_version;
end
$function$
;

CREATE OR REPLACE FUNCTION my_draft()
 RETURNS bytea
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$ select decode(nullif(current_setting('openasb.draft', true), ''), 'hex') $function$
;

CREATE OR REPLACE FUNCTION my_filing()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$ select nullif(current_setting('openasb.filing', true), '')::uuid $function$
;

CREATE OR REPLACE FUNCTION my_member()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$ select nullif(current_setting('openasb.member', true), '')::uuid $function$
;

CREATE OR REPLACE FUNCTION my_organisations()
 RETURNS integer[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$ select coalesce(nullif(current_setting('openasb.organisations', true), ''), '{}')::integer[] $function$
;

CREATE OR REPLACE FUNCTION part_holds(shell polygon, holes polygon[], place point)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select shell @> place and (cardinality(holes) = 0 or not in_a_hole(holes, place))
$function$
;

CREATE OR REPLACE FUNCTION place_query(typed text)
 RETURNS tsquery
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select to_tsquery('pg_catalog.simple', string_agg(
    case word
      when 'rd' then '(rd:* | road)'
      when 'ave' then '(ave:* | avenue)'
      when 'av' then '(av:* | avenue)'
      when 'ln' then '(ln:* | lane)'
      when 'cl' then '(cl:* | close)'
      when 'dr' then '(dr:* | drive)'
      when 'ct' then '(ct:* | court)'
      when 'gdns' then '(gdns:* | gardens)'
      when 'cres' then '(cres:* | crescent)'
      when 'tce' then '(tce:* | terrace)'
      when 'sq' then '(sq:* | square)'
      when 'pl' then '(pl:* | place)'
      else word || ':*'
    end, ' & '))
  from unnest(string_to_array(place_text(typed), ' ')) as word
  where word <> ''
$function$
;

CREATE OR REPLACE FUNCTION place_text(name text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select trim(regexp_replace(
    translate(lower(name), 'áàâäãåçéèêëíìîïñóòôöõúùûüýÿŵŷ''’`', 'aaaaaaceeeeiiiinooooouuuuyywy'),
    '[^a-z0-9]+', ' ', 'g'))
$function$
;

CREATE OR REPLACE FUNCTION report_of_submission(wanted uuid)
 RETURNS TABLE(id uuid, reference text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$ select report.id, report.reference from report where report.submission_id = wanted $function$
;

CREATE OR REPLACE FUNCTION report_search_text(title text, summary text, place_words text, answers text)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select setweight(to_tsvector('pg_catalog.english', title), 'A')
    || setweight(to_tsvector('pg_catalog.english', summary || ' ' || place_words), 'B')
    || setweight(to_tsvector('pg_catalog.english', coalesce(answers, '')), 'C')
$function$
;

CREATE OR REPLACE FUNCTION report_status(link bytea)
 RETURNS TABLE(report_id uuid, reference text, asb_type text, status text, filed_at timestamp with time zone, decision_reason text, organisation_name text, contact_advice text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
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
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select timeline_entry.at, timeline_entry.kind, timeline_entry.what, organisation.name
  from report_status_link
  join timeline_entry on timeline_entry.report_id = report_status_link.report_id
  left join organisation on organisation.id = timeline_entry.organisation_id
  where report_status_link.secret_hash = link and timeline_entry.told_to_reporter
  order by timeline_entry.at
$function$
;

CREATE OR REPLACE FUNCTION reports_near(wanted uuid, within_m double precision, within_days double precision, most integer)
 RETURNS TABLE(id uuid, distance_m double precision)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 20
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  -- Each half walks outwards from the place and stops when it has enough: a town centre has thousands in the circle.
  select near.id, near.distance_m
  from report mine
  cross join lateral (
    (select other.id, other.location <-> mine.location as distance_m, true as same_type
      from report other
      where other.location <@ circle(mine.location, within_m) and other.asb_type = mine.asb_type
        and other.filed_at between mine.filed_at - make_interval(secs => within_days * 86400)
          and mine.filed_at + make_interval(secs => within_days * 86400)
        and other.id <> mine.id and other.audience && my_organisations()
      order by other.location <-> mine.location, other.id
      limit most)
    union all
    (select other.id, other.location <-> mine.location, false
      from report other
      where other.location <@ circle(mine.location, within_m) and other.asb_type <> mine.asb_type
        and other.filed_at between mine.filed_at - make_interval(secs => within_days * 86400)
          and mine.filed_at + make_interval(secs => within_days * 86400)
        and other.id <> mine.id and other.audience && my_organisations()
      order by other.location <-> mine.location, other.id
      limit most)
  ) as near
  where mine.id = wanted and mine.audience && my_organisations()
  order by near.same_type desc, near.distance_m, near.id
  limit most
$function$
;

CREATE OR REPLACE FUNCTION search_names(typed text, on_date date, max_results integer)
 RETURNS TABLE(id text, kind text, label text, location point, rank integer)
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE
 SET search_path TO 'partnership', 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'on'
AS $function$
declare
  plain text := place_text(typed);
  words tsquery := place_query(typed);
  found_already integer := 0;
  found_now integer;
begin
  if plain = '' or max_results < 1 then
    return;
  end if;
  -- '~' sorts after every character that place_text leaves.
  return query
    select named.* from (
      (select 'area:' || area.id, area_set.kind, area.name || ' (' || lower(area_kind.label) || ')', area.label_point,
          case when area.search_text = plain then 1 else 2 end as rank
        from area join area_set on area_set.id = area.area_set_id join area_kind on area_kind.kind = area_set.kind
        where area.search_text >= plain and area.search_text < plain || '~' and area_kind.is_searchable
          and area_set.valid_from <= on_date and (area_set.valid_to is null or area_set.valid_to > on_date)
        order by area.search_text, area_kind.position limit max_results)
      union all
      (select 'street:' || street.id, 'street', concat_ws(', ', street.name, nullif(street.locality, '')), street.location,
          case when place_text(street.name) = plain or street.search_text = plain then 1 else 2 end
        from street where street.search_text >= plain and street.search_text < plain || '~'
        order by street.search_text, street.id limit max_results)
    ) as named
    order by named.rank limit max_results;
  get diagnostics found_already = row_count;
  if found_already >= max_results then
    return;
  end if;
  return query
    select named.* from (
      (select 'area:' || area.id, area_set.kind, area.name || ' (' || lower(area_kind.label) || ')', area.label_point, 3
        from area join area_set on area_set.id = area.area_set_id join area_kind on area_kind.kind = area_set.kind
        where area.search_words @@ words and area_kind.is_searchable
          and not (area.search_text >= plain and area.search_text < plain || '~')
          and area_set.valid_from <= on_date and (area_set.valid_to is null or area_set.valid_to > on_date)
        limit max_results - found_already)
      union all
      (select 'street:' || street.id, 'street', concat_ws(', ', street.name, nullif(street.locality, '')), street.location, 3
        from street where street.search_words @@ words
          and not (street.search_text >= plain and street.search_text < plain || '~')
        limit max_results - found_already)
    ) as named
    limit max_results - found_already;
  get diagnostics found_now = row_count;
  if found_already + found_now > 0 then
    return;
  end if;
  return query
    select named.id, named.kind, named.label, named.location, 4 from (
      (select 'area:' || area.id as id, area_set.kind as kind, area.name || ' (' || lower(area_kind.label) || ')' as label,
          area.label_point as location, word_similarity(plain, area.search_text) as likeness
        from area join area_set on area_set.id = area.area_set_id join area_kind on area_kind.kind = area_set.kind
        where plain <% area.search_text and area_kind.is_searchable
          and area_set.valid_from <= on_date and (area_set.valid_to is null or area_set.valid_to > on_date))
      union all
      (select 'street:' || street.id, 'street', concat_ws(', ', street.name, nullif(street.locality, '')), street.location,
          word_similarity(plain, street.search_text)
        from street where plain <% street.search_text)
    ) as named
    order by named.likeness desc, length(named.label), named.label limit max_results;
end
$function$
;

CREATE OR REPLACE FUNCTION search_places(typed text, max_results integer, on_date date DEFAULT CURRENT_DATE)
 RETURNS TABLE(id text, kind text, label text, location point, rank integer)
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  spaced text := upper(trim(regexp_replace(typed, '[^A-Za-z0-9]+', ' ', 'g')));
  compact text := replace(spaced, ' ', '');
begin
  if compact ~ '^[A-Z]{1,2}[0-9][0-9A-Z]?([0-9][A-Z]{0,2})?$' then
    if spaced <> compact then
      return query select * from search_postcodes(spaced, max_results);
      if found then
        return;
      end if;
    end if;
    return query select * from search_postcodes(compact, max_results);
    if found then
      return;
    end if;
  end if;
  return query select * from search_names(typed, on_date, max_results);
end
$function$
;

CREATE OR REPLACE FUNCTION search_postcodes(typed text, max_results integer)
 RETURNS TABLE(id text, kind text, label text, location point, rank integer)
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  (select 'postcodes:' || replace(label, ' ', '-'), 'postcode_group', title, location, 0
    from postcode_group
    where compact = replace(typed, ' ', '') and (typed not like '% %' or label = typed) and max_results > 0
    order by length(label))
  union all
  (select 'postcode:' || compact, 'postcode', postcode, location, 1
    from postcode
    where postcode >= case when typed like '% %' then typed else typed || ' ' end
      and postcode < case when typed like '% %' then typed || '~' else typed || ' ~' end
    order by postcode limit max_results)
  union all
  (select 'postcode:' || compact, 'postcode', postcode, location, 1
    from postcode
    where typed not like '% %' and compact >= typed and compact < typed || '~'
      and not (postcode >= typed || ' ' and postcode < typed || ' ~')
    order by compact limit max_results)
  limit max_results
$function$
;

CREATE OR REPLACE FUNCTION search_reports(words text, statuses text[], holders integer[], wanted_type text, wanted_queue uuid, wanted_area uuid, wanted_channel text, filed_from timestamp with time zone, filed_before timestamp with time zone, newest_first boolean, most integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
 SET enable_bitmapscan TO 'on'
AS $function$
begin
  -- EXECUTE plans with the values themselves, so that filters left out cost nothing and a rare word uses its index.
  return query execute format($query$
    select id from report
    where audience && $1
      and search @@ websearch_to_tsquery('pg_catalog.english', $2)
      and ($3 is null or status = any ($3))
      and ($4 is null or organisation_id = any ($4))
      and ($5 is null or asb_type = $5)
      and ($6 is null or queue_id = $6)
      and ($7 is null or $7 in (ward_id, beat_id, district_id))
      and ($8 is null or channel = $8)
      and ($9 is null or filed_at >= $9)
      and ($10 is null or filed_at < $10)
    order by filed_at %1$s, id %1$s
    limit $11
  $query$, case when newest_first then 'desc' else 'asc' end)
  using my_organisations(), words, statuses, holders, wanted_type, wanted_queue, wanted_area, wanted_channel,
    filed_from, filed_before, most;
end
$function$
;

CREATE OR REPLACE FUNCTION stamp_modified()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$ begin new.modified_at := clock_timestamp(); return new; end $function$
;
