-- Generated from the migrated database by `npm run generate`; do not edit.


create table access_token (
  token_hash bytea not null,
  api_token_id uuid not null,
  abilities text[] not null,
  issued_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone
);
alter table access_token add constraint access_token_api_token_id_fkey FOREIGN KEY (api_token_id) REFERENCES api_token(id);
alter table access_token add constraint access_token_pkey PRIMARY KEY (token_hash);
CREATE INDEX access_token_expired ON access_token USING btree (expires_at);
CREATE INDEX access_token_of ON access_token USING btree (api_token_id);
alter table access_token enable row level security;
create policy clear_old_access_tokens on access_token for delete to openasb_worker using ((expires_at < now()));
create policy no_runtime_reads_access_tokens on access_token for select to public using (false);
create policy see_old_access_tokens on access_token for select to openasb_worker using ((expires_at < now()));
grant delete on access_token to openasb_worker;
grant select (expires_at, token_hash) on access_token to openasb_worker;

create table address (
  uprn text not null,
  line text not null,
  postcode text default ''::text not null,
  line_key text not null,
  street_key text not null,
  postcode_key text not null,
  location point not null,
  landlord text default ''::text not null,
  landlord_id integer,
  source text not null,
  imported_on date not null
);
alter table address add constraint address_line_check CHECK (((line <> ''::text) AND (length(line) <= 300)));
alter table address add constraint address_source_check CHECK ((source <> ''::text));
alter table address add constraint address_uprn_check CHECK ((uprn ~ '^[1-9][0-9]{0,11}$'::text));
alter table address add constraint address_landlord_id_fkey FOREIGN KEY (landlord_id) REFERENCES organisation(id);
alter table address add constraint address_pkey PRIMARY KEY (uprn);
CREATE INDEX address_by_line ON address USING btree (line_key);
CREATE INDEX address_by_postcode ON address USING btree (postcode_key, line_key);
CREATE INDEX address_by_street ON address USING btree (street_key);
alter table address enable row level security;
create policy read_address on address for select to openasb_web using ((cardinality(( SELECT my_organisations() AS my_organisations)) > 0));
create policy serve_address on address for select to openasb_worker using (true);
grant select on address to openasb_web;
grant select on address to openasb_worker;

create table agreement (
  id uuid not null,
  title text not null,
  kind text not null,
  purposes text not null,
  lawful_basis text not null,
  most_level text not null,
  data_categories text[] default '{}'::text[] not null,
  partitions text[] default '{}'::text[] not null,
  valid_from date not null,
  review_on date not null,
  valid_to date,
  made_by uuid,
  made_at timestamp with time zone default now() not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  ended_because text default ''::text not null,
  version integer default 1 not null,
  live_shares_at_end integer
);
alter table agreement add constraint agreement_check CHECK ((valid_to > valid_from));
alter table agreement add constraint agreement_check1 CHECK ((review_on >= valid_from));
alter table agreement add constraint agreement_kind_check CHECK ((kind = ANY (ARRAY['information_sharing_agreement'::text, 'memorandum_of_understanding'::text])));
alter table agreement add constraint agreement_most_level_check CHECK ((most_level = ANY (ARRAY['exists'::text, 'signpost'::text, 'summary'::text, 'full'::text])));
alter table agreement add constraint agreement_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES member(id);
alter table agreement add constraint agreement_made_by_fkey FOREIGN KEY (made_by) REFERENCES member(id);
alter table agreement add constraint agreement_pkey PRIMARY KEY (id);
alter table agreement enable row level security;
CREATE TRIGGER agreement_ends BEFORE UPDATE OF ended_at ON agreement FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION agreement_counts_shares();
create policy end_agreement on agreement for update to openasb_web using (((ended_at IS NULL) AND arranges_sharing(id))) with check (((ended_at IS NOT NULL) AND (ended_by = ( SELECT my_member() AS my_member))));
create policy read_agreement on agreement for select to public using (true);
grant select on agreement to openasb_identity;
grant select on agreement to openasb_web;
grant select on agreement to openasb_worker;
grant update (ended_at, ended_because, ended_by) on agreement to openasb_web;

create table agreement_party (
  agreement_id uuid not null,
  organisation_id integer not null,
  joined_on date not null,
  left_on date,
  left_because text default ''::text not null
);
alter table agreement_party add constraint agreement_party_check CHECK ((left_on >= joined_on));
alter table agreement_party add constraint agreement_party_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreement(id) ON DELETE CASCADE;
alter table agreement_party add constraint agreement_party_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table agreement_party add constraint agreement_party_pkey PRIMARY KEY (agreement_id, organisation_id, joined_on);
CREATE INDEX agreement_party_of ON agreement_party USING btree (organisation_id);
alter table agreement_party enable row level security;
CREATE TRIGGER party_circle AFTER INSERT ON agreement_party FOR EACH ROW EXECUTE FUNCTION party_gets_circle();
create policy leave_agreement on agreement_party for update to openasb_web using (((left_on IS NULL) AND (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))) OR arranges_sharing(NULL::uuid)))) with check ((left_on IS NOT NULL));
create policy read_agreement_party on agreement_party for select to public using (true);
grant select on agreement_party to openasb_identity;
grant select on agreement_party to openasb_web;
grant select on agreement_party to openasb_worker;
grant update (left_because, left_on) on agreement_party to openasb_web;

create table agreement_version (
  agreement_id uuid not null,
  number integer not null,
  title text not null,
  kind text not null,
  purposes text not null,
  lawful_basis text not null,
  most_level text not null,
  data_categories text[] not null,
  partitions text[] default '{}'::text[] not null,
  parties integer[] not null,
  valid_from date not null,
  review_on date not null,
  valid_to date,
  change_reason text default ''::text not null,
  proposed_by uuid,
  proposed_at timestamp with time zone default now() not null,
  decision text,
  decision_reason text default ''::text not null,
  decided_by uuid,
  decided_at timestamp with time zone
);
alter table agreement_version add constraint agreement_version_check CHECK ((valid_to > valid_from));
alter table agreement_version add constraint agreement_version_check1 CHECK ((review_on >= valid_from));
alter table agreement_version add constraint agreement_version_check2 CHECK (((decision IS NULL) = (decided_at IS NULL)));
alter table agreement_version add constraint agreement_version_decision_check CHECK ((decision = ANY (ARRAY['approved'::text, 'declined'::text])));
alter table agreement_version add constraint agreement_version_kind_check CHECK ((kind = ANY (ARRAY['information_sharing_agreement'::text, 'memorandum_of_understanding'::text])));
alter table agreement_version add constraint agreement_version_most_level_check CHECK ((most_level = ANY (ARRAY['exists'::text, 'signpost'::text, 'summary'::text, 'full'::text])));
alter table agreement_version add constraint agreement_version_number_check CHECK ((number > 0));
alter table agreement_version add constraint agreement_version_parties_check CHECK ((cardinality(parties) >= 2));
alter table agreement_version add constraint agreement_version_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES member(id);
alter table agreement_version add constraint agreement_version_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES member(id);
alter table agreement_version add constraint agreement_version_pkey PRIMARY KEY (agreement_id, number);
alter table agreement_version enable row level security;
CREATE TRIGGER version_approved AFTER UPDATE OF decision ON agreement_version FOR EACH ROW WHEN ((new.decision = 'approved'::text)) EXECUTE FUNCTION version_is_approved();
create policy decide_version on agreement_version for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (decision IS NULL))) with check (((decided_by = ( SELECT my_member() AS my_member)) AND
CASE
    WHEN (proposed_by = decided_by) THEN (decision = 'declined'::text)
    ELSE ((parties && ( SELECT my_organisations() AS my_organisations)) AND ((decision = 'declined'::text) OR (EXISTS ( SELECT
       FROM unnest(agreement_version.parties) party(id)
      WHERE ((party.id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (NOT works_for(agreement_version.proposed_by, party.id, ( SELECT day_in_england() AS day_in_england))))))))
END));
create policy propose_version on agreement_version for insert to openasb_web with check (((proposed_by = ( SELECT my_member() AS my_member)) AND (decision IS NULL) AND (decided_by IS NULL) AND ((parties && ( SELECT my_organisations() AS my_organisations)) OR arranges_sharing(agreement_id))));
create policy read_version on agreement_version for select to openasb_web using (true);
grant insert, select on agreement_version to openasb_web;
grant update (decided_at, decided_by, decision, decision_reason) on agreement_version to openasb_web;

create table answer_promise (
  id uuid not null,
  organisation_id integer not null,
  valid_from date not null,
  hours integer,
  working_days integer,
  source text not null,
  set_by uuid,
  set_at timestamp with time zone default now() not null
);
alter table answer_promise add constraint answer_promise_check CHECK ((num_nonnulls(hours, working_days) <= 1));
alter table answer_promise add constraint answer_promise_hours_check CHECK (((hours >= 1) AND (hours <= 2000)));
alter table answer_promise add constraint answer_promise_source_check CHECK (((source <> ''::text) AND (length(source) <= 500)));
alter table answer_promise add constraint answer_promise_working_days_check CHECK (((working_days >= 1) AND (working_days <= 60)));
alter table answer_promise add constraint answer_promise_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table answer_promise add constraint answer_promise_set_by_fkey FOREIGN KEY (set_by) REFERENCES member(id);
alter table answer_promise add constraint answer_promise_pkey PRIMARY KEY (id);
alter table answer_promise add constraint answer_promise_organisation_id_valid_from_key UNIQUE (organisation_id, valid_from);
alter table answer_promise enable row level security;
create policy read_answer_promise on answer_promise for select to openasb_web, openasb_worker using (true);
create policy set_answer_promise on answer_promise for insert to openasb_web with check (((set_by = ( SELECT my_member() AS my_member)) AND (valid_from > day_in_england()) AND am_one_of('{supervisor,coordinator}'::text[], organisation_id)));
create policy take_answer_promise_back on answer_promise for delete to openasb_web using (((valid_from > day_in_england()) AND am_one_of('{supervisor,coordinator}'::text[], organisation_id)));
grant delete, insert, select on answer_promise to openasb_web;
grant select on answer_promise to openasb_worker;

create table api_token (
  id uuid not null,
  organisation_id integer not null,
  name text not null,
  secret_hash bytea not null,
  may_read_feed boolean default false not null,
  may_file_reports boolean default false not null,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  may_provision boolean default false not null,
  may_read_audit boolean default false not null
);
alter table api_token add constraint api_token_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table api_token add constraint api_token_pkey PRIMARY KEY (id);
alter table api_token add constraint api_token_secret_hash_key UNIQUE (secret_hash);
alter table api_token enable row level security;
create policy no_runtime_reads_tokens on api_token for select to public using (false);

create table approval_rule (
  kind text not null,
  valid_from date not null,
  approvals integer not null,
  reason text not null,
  set_by uuid not null,
  set_at timestamp with time zone default now() not null
);
alter table approval_rule add constraint approval_rule_approvals_check CHECK (((approvals >= 1) AND (approvals <= 9)));
alter table approval_rule add constraint approval_rule_kind_check CHECK ((kind = ANY (ARRAY['questions'::text, 'advice'::text, 'routing'::text])));
alter table approval_rule add constraint approval_rule_reason_check CHECK ((reason <> ''::text));
alter table approval_rule add constraint approval_rule_set_by_fkey FOREIGN KEY (set_by) REFERENCES member(id);
alter table approval_rule add constraint approval_rule_pkey PRIMARY KEY (kind, valid_from);
alter table approval_rule enable row level security;
create policy read_approval_rule on approval_rule for select to openasb_web using (( SELECT am_one_of('{coordinator,information_governance}'::text[], NULL::integer) AS am_one_of));
create policy set_approval_rule on approval_rule for insert to openasb_web with check (((set_by = ( SELECT my_member() AS my_member)) AND (valid_from > ( SELECT day_in_england() AS day_in_england)) AND ( SELECT am_one_of('{information_governance}'::text[], NULL::integer) AS am_one_of)));
create policy take_back_approval_rule on approval_rule for delete to openasb_web using (((valid_from > ( SELECT day_in_england() AS day_in_england)) AND ( SELECT am_one_of('{information_governance}'::text[], NULL::integer) AS am_one_of)));
grant delete, insert, select on approval_rule to openasb_web;

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
  modified_at timestamp with time zone default now() not null,
  partition_code text,
  outline_audience integer[] default '{}'::integer[] not null,
  title_words text default ''::text not null,
  kind_because text default ''::text not null,
  priority smallint default 9 not null,
  risk_band text,
  review_on date,
  paused_until date,
  was_paused boolean default false not null,
  quiet_since date
);
alter table asb_case add constraint asb_case_check CHECK (((status = 'closed'::text) = (closed_at IS NOT NULL)));
alter table asb_case add constraint asb_case_check1 CHECK (((status = 'open'::text) OR (outcome IS NOT NULL)));
alter table asb_case add constraint asb_case_kind_check CHECK ((kind = ANY (ARRAY['monitored'::text, 'investigative'::text])));
alter table asb_case add constraint asb_case_outcome_check CHECK ((outcome = ANY (ARRAY['resolved'::text, 'behaviour_stopped'::text, 'enforcement'::text, 'no_further_contact'::text, 'no_evidence'::text, 'moved_away'::text])));
alter table asb_case add constraint asb_case_risk_band_check CHECK ((risk_band = ANY (ARRAY['standard'::text, 'medium'::text, 'high'::text])));
alter table asb_case add constraint asb_case_status_check CHECK ((status = ANY (ARRAY['open'::text, 'closed'::text])));
alter table asb_case add constraint asb_case_title_words_check CHECK ((length(title_words) <= 60));
alter table asb_case add constraint asb_case_asb_type_fkey FOREIGN KEY (asb_type) REFERENCES asb_type(code);
alter table asb_case add constraint asb_case_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES member(id);
alter table asb_case add constraint asb_case_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table asb_case add constraint asb_case_partition_code_fkey FOREIGN KEY (partition_code) REFERENCES partition(code);
alter table asb_case add constraint asb_case_pkey PRIMARY KEY (id);
alter table asb_case add constraint asb_case_reference_key UNIQUE (reference);
CREATE INDEX asb_case_audience ON asb_case USING gin (audience);
CREATE INDEX asb_case_list ON asb_case USING btree (organisation_id, status, opened_at DESC, id DESC);
CREATE INDEX asb_case_modified ON asb_case USING btree (modified_at, id);
CREATE INDEX asb_case_opened ON asb_case USING btree (opened_at, id);
CREATE INDEX asb_case_opened_by ON asb_case USING btree (opened_by) WHERE (status = 'open'::text);
CREATE INDEX asb_case_outline_audience ON asb_case USING gin (outline_audience) WHERE (outline_audience <> '{}'::integer[]);
CREATE INDEX asb_case_priority ON asb_case USING btree (priority, opened_at DESC, id DESC) WHERE (status = 'open'::text);
CREATE INDEX asb_case_quiet ON asb_case USING btree (review_on, id) WHERE ((quiet_since IS NOT NULL) AND (status = 'open'::text));
CREATE INDEX asb_case_review ON asb_case USING btree (organisation_id, review_on) WHERE ((status = 'open'::text) AND (kind = 'monitored'::text));
alter table asb_case enable row level security;
CREATE TRIGGER audience_follows BEFORE UPDATE OF organisation_id, partition_code ON asb_case FOR EACH ROW EXECUTE FUNCTION case_audience_follows();
CREATE TRIGGER case_begins AFTER INSERT ON asb_case REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION case_begins();
CREATE TRIGGER case_escalates AFTER UPDATE ON asb_case FOR EACH ROW WHEN ((((((old.kind IS DISTINCT FROM new.kind) OR (old.priority IS DISTINCT FROM new.priority)) OR (old.risk_band IS DISTINCT FROM new.risk_band)) OR (old.organisation_id IS DISTINCT FROM new.organisation_id)) OR (old.status IS DISTINCT FROM new.status))) EXECUTE FUNCTION case_escalates();
CREATE TRIGGER case_gets_priority BEFORE INSERT ON asb_case FOR EACH ROW EXECUTE FUNCTION case_gets_priority();
CREATE TRIGGER case_keeps_kind BEFORE UPDATE OF kind ON asb_case FOR EACH ROW WHEN ((new.kind <> old.kind)) EXECUTE FUNCTION case_keeps_kind();
CREATE TRIGGER case_risk_follows AFTER INSERT OR UPDATE OF status, organisation_id ON asb_case FOR EACH ROW EXECUTE FUNCTION case_risk_follows();
CREATE TRIGGER case_risk_of_restricted AFTER UPDATE OF partition_code ON asb_case FOR EACH ROW WHEN ((new.partition_code IS DISTINCT FROM old.partition_code)) EXECUTE FUNCTION case_risk_follows();
CREATE TRIGGER contact_plan_follows AFTER UPDATE OF status, organisation_id ON asb_case FOR EACH ROW EXECUTE FUNCTION contact_plan_follows_case();
CREATE TRIGGER feed_audience AFTER UPDATE OF audience, organisation_id, partition_code ON asb_case FOR EACH ROW WHEN ((old.audience <> new.audience)) EXECUTE FUNCTION feed_case_audience();
CREATE TRIGGER feed_erased BEFORE DELETE ON asb_case FOR EACH ROW EXECUTE FUNCTION feed_case_audience();
CREATE TRIGGER feed_stamp BEFORE INSERT OR UPDATE ON asb_case FOR EACH ROW EXECUTE FUNCTION stamp_modified();
CREATE TRIGGER following_ends AFTER UPDATE OF status, organisation_id, partition_code ON asb_case FOR EACH ROW WHEN ((((new.status = 'closed'::text) AND (old.status <> 'closed'::text)) OR (new.organisation_id <> old.organisation_id) OR ((new.partition_code IS NOT NULL) AND (old.partition_code IS NULL)))) EXECUTE FUNCTION following_ends();
CREATE TRIGGER hand_over_follows AFTER UPDATE OF organisation_id, partition_code ON asb_case FOR EACH ROW WHEN (((old.organisation_id IS DISTINCT FROM new.organisation_id) OR (old.partition_code IS DISTINCT FROM new.partition_code))) EXECUTE FUNCTION hand_over_follows_record();
CREATE TRIGGER record_ends_pause AFTER UPDATE OF status, organisation_id ON asb_case FOR EACH ROW WHEN (((old.paused_until IS NOT NULL) AND ((old.status <> new.status) OR (old.organisation_id IS DISTINCT FROM new.organisation_id)))) EXECUTE FUNCTION record_ends_pause();
create policy change_case on asb_case for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (audience && ( SELECT my_circles() AS my_circles)))) with check (((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (audience && ( SELECT my_circles() AS my_circles))));
create policy open_case on asb_case for insert to openasb_web with check (((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (audience = ARRAY[organisation_id]) AND (outline_audience = '{}'::integer[]) AND (partition_code IS NULL) AND (opened_by = ( SELECT my_member() AS my_member)) AND (status = 'open'::text)));
create policy read_case on asb_case for select to openasb_feed, openasb_web using ((audience && ( SELECT my_circles() AS my_circles)));
create policy serve_case on asb_case for select to openasb_worker using (true);
grant insert, select on asb_case to openasb_web;
grant select on asb_case to openasb_worker;
grant select (asb_type, audience, beat_id, closed_at, district_id, id, kind, lsoa_id, modified_at, opened_at, organisation_id, outcome, reference, status, ward_id) on asb_case to openasb_feed;
grant update (closed_at, closing_reason, kind, kind_because, modified_at, outcome, quiet_since, review_on, status, title, title_words, version) on asb_case to openasb_web;

create table asb_review (
  id uuid not null,
  reference text not null,
  submission_id uuid not null,
  organisation_id integer not null,
  district_code text not null,
  procedure_id uuid,
  case_id uuid,
  status text default 'received'::text not null,
  channel text not null,
  language text default 'en'::text not null,
  asb_type text,
  behaviour text not null,
  is_hate boolean default false not null,
  is_vulnerable boolean default false not null,
  applied_on date not null,
  applied_at timestamp with time zone default now() not null,
  entered_by uuid,
  contact_member_id uuid,
  contact_name text default ''::text not null,
  contact_phone text default ''::text not null,
  contact_email text default ''::text not null,
  acknowledge_due_on date not null,
  threshold_due_on date,
  panel_due_on date,
  outcome_due_on date,
  appeal_until date,
  acknowledged_at timestamp with time zone,
  decided_at timestamp with time zone,
  panel_at timestamp with time zone,
  outcome_at timestamp with time zone,
  closed_at timestamp with time zone,
  audience integer[] default '{}'::integer[] not null,
  version integer default 1 not null,
  modified_at timestamp with time zone default now() not null
);
alter table asb_review add constraint asb_review_channel_check CHECK ((channel = ANY (ARRAY['online'::text, 'phone'::text, 'paper'::text, 'in_person'::text, 'email'::text])));
alter table asb_review add constraint asb_review_status_check CHECK ((status = ANY (ARRAY['received'::text, 'acknowledged'::text, 'threshold_met'::text, 'threshold_not_met'::text, 'panel_arranged'::text, 'outcome_told'::text, 'closed'::text, 'withdrawn'::text])));
alter table asb_review add constraint asb_review_asb_type_fkey FOREIGN KEY (asb_type) REFERENCES asb_type(code);
alter table asb_review add constraint asb_review_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE SET NULL;
alter table asb_review add constraint asb_review_contact_member_id_fkey FOREIGN KEY (contact_member_id) REFERENCES member(id);
alter table asb_review add constraint asb_review_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES member(id);
alter table asb_review add constraint asb_review_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table asb_review add constraint asb_review_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES review_procedure(id);
alter table asb_review add constraint asb_review_pkey PRIMARY KEY (id);
alter table asb_review add constraint asb_review_reference_key UNIQUE (reference);
alter table asb_review add constraint asb_review_submission_id_key UNIQUE (submission_id);
CREATE INDEX asb_review_audience ON asb_review USING gin (audience);
CREATE INDEX asb_review_listed ON asb_review USING btree (applied_at DESC, id);
CREATE INDEX asb_review_of_case ON asb_review USING btree (case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX asb_review_open ON asb_review USING btree (organisation_id, applied_at DESC) WHERE (status <> ALL (ARRAY['closed'::text, 'withdrawn'::text]));
alter table asb_review enable row level security;
create policy lead_review on asb_review for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (audience && ( SELECT my_circles() AS my_circles)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))) with check ((organisation_id = ANY (audience)));
create policy read_review on asb_review for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (audience && ( SELECT my_circles() AS my_circles))));
create policy serve_review on asb_review for select to openasb_worker using (true);
grant select on asb_review to openasb_web;
grant select on asb_review to openasb_worker;
grant update (acknowledged_at, appeal_until, asb_type, case_id, closed_at, contact_email, contact_member_id, contact_name, contact_phone, decided_at, is_hate, modified_at, organisation_id, outcome_at, outcome_due_on, panel_at, panel_due_on, status, threshold_due_on, version) on asb_review to openasb_web;

create table asb_type (
  code text not null,
  label text not null,
  national_type text not null,
  qualifier text not null,
  priority smallint not null,
  valid_from date default '2000-01-01'::date not null,
  valid_to date,
  parent text
);
alter table asb_type add constraint asb_type_check CHECK ((valid_to > valid_from));
alter table asb_type add constraint asb_type_check1 CHECK ((parent <> code));
alter table asb_type add constraint asb_type_priority_check CHECK (((priority >= 1) AND (priority <= 5)));
alter table asb_type add constraint asb_type_qualifier_check CHECK ((qualifier = ANY (ARRAY['personal'::text, 'nuisance'::text, 'environmental'::text])));
alter table asb_type add constraint asb_type_parent_fkey FOREIGN KEY (parent) REFERENCES asb_type(code);
alter table asb_type add constraint asb_type_pkey PRIMARY KEY (code);
alter table asb_type enable row level security;
CREATE TRIGGER cases_follow_type AFTER UPDATE OF priority ON asb_type FOR EACH ROW WHEN ((new.priority <> old.priority)) EXECUTE FUNCTION cases_follow_type();
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
CREATE INDEX audit_of_member ON audit_entry USING btree (member_id, at, id) WHERE (member_id IS NOT NULL);
CREATE INDEX audit_of_organisation ON audit_entry USING btree (organisation_id, at, id);
CREATE INDEX audit_of_record ON audit_entry USING btree (record_id, at);
alter table audit_entry enable row level security;
create policy check_audit on audit_entry for select to openasb_worker using (true);
create policy read_audit on audit_entry for select to openasb_web using ((organisation_id = ANY (( SELECT audited_organisations() AS audited_organisations)::integer[])));
create policy read_audit_of_predecessors on audit_entry for select to openasb_web using ((organisation_id = ANY (( SELECT overseen_predecessors() AS overseen_predecessors)::integer[])));
create policy write_audit on audit_entry for insert to openasb_feed, openasb_web with check ((((at >= (now() - '00:01:00'::interval)) AND (at <= (now() + '00:01:00'::interval))) AND (NOT (member_id IS DISTINCT FROM ( SELECT my_member() AS my_member))) AND
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

create table audit_verification (
  id uuid not null,
  asked_by uuid,
  asked_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone,
  seals_checked bigint default 0 not null,
  seals_to_check bigint default 0 not null,
  sealed_entries bigint default 0 not null,
  awaiting_seal bigint default 0 not null,
  fault_count bigint default 0 not null,
  faults text[] default '{}'::text[] not null,
  failure text default ''::text not null
);
alter table audit_verification add constraint audit_verification_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES member(id);
alter table audit_verification add constraint audit_verification_pkey PRIMARY KEY (id);
CREATE INDEX audit_verification_latest ON audit_verification USING btree (asked_at DESC);
alter table audit_verification enable row level security;
create policy ask_verification on audit_verification for insert to openasb_web with check (((asked_by = ( SELECT my_member() AS my_member)) AND (finished_at IS NULL) AND (fault_count = 0)));
create policy read_verification on audit_verification for select to openasb_web using ((( SELECT my_member() AS my_member) IS NOT NULL));
create policy report_verification on audit_verification for update to openasb_worker using (true) with check (true);
create policy serve_verification on audit_verification for select to openasb_worker using (true);
grant insert, select on audit_verification to openasb_web;
grant select on audit_verification to openasb_worker;
grant update (awaiting_seal, failure, fault_count, faults, finished_at, sealed_entries, seals_checked, seals_to_check) on audit_verification to openasb_worker;

create table board_digest (
  member_id uuid not null,
  organisation_id integer not null,
  week date not null,
  overdue integer not null,
  message_id uuid,
  written_at timestamp with time zone not null
);
alter table board_digest add constraint board_digest_overdue_check CHECK ((overdue >= 0));
alter table board_digest add constraint board_digest_week_check CHECK ((EXTRACT(isodow FROM week) = (1)::numeric));
alter table board_digest add constraint board_digest_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table board_digest add constraint board_digest_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table board_digest add constraint board_digest_pkey PRIMARY KEY (member_id, organisation_id, week);
alter table board_digest enable row level security;
create policy read_digest on board_digest for select to openasb_web using ((member_id = ( SELECT my_member() AS my_member)));
create policy serve_digest on board_digest for select to openasb_worker using (true);
create policy write_digest on board_digest for insert to openasb_worker with check (true);
grant select on board_digest to openasb_web;
grant insert, select on board_digest to openasb_worker;

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
  modified_at timestamp with time zone default now() not null,
  team_id uuid,
  minutes_spent integer,
  cost_pence integer
);
alter table case_action add constraint case_action_check CHECK (((status = 'open'::text) = (finished_at IS NULL)));
alter table case_action add constraint case_action_cost_pence_check CHECK ((cost_pence >= 0));
alter table case_action add constraint case_action_minutes_spent_check CHECK ((minutes_spent >= 0));
alter table case_action add constraint case_action_status_check CHECK ((status = ANY (ARRAY['open'::text, 'done'::text, 'cancelled'::text])));
alter table case_action add constraint case_action_added_by_fkey FOREIGN KEY (added_by) REFERENCES member(id);
alter table case_action add constraint case_action_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table case_action add constraint case_action_owner_member_id_fkey FOREIGN KEY (owner_member_id) REFERENCES member(id);
alter table case_action add constraint case_action_owner_organisation_id_fkey FOREIGN KEY (owner_organisation_id) REFERENCES organisation(id);
alter table case_action add constraint case_action_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id);
alter table case_action add constraint case_action_pkey PRIMARY KEY (id);
CREATE INDEX case_action_created ON case_action USING btree (created_at, id);
CREATE INDEX case_action_due ON case_action USING btree (owner_organisation_id, due_on) WHERE (status = 'open'::text);
CREATE INDEX case_action_ended ON case_action USING btree (finished_at) WHERE (finished_at IS NOT NULL);
CREATE INDEX case_action_modified ON case_action USING btree (modified_at, id);
CREATE INDEX case_action_next ON case_action USING btree (due_on, id) WHERE (status = 'open'::text);
CREATE INDEX case_action_of_case ON case_action USING btree (case_id, due_on);
CREATE INDEX case_action_of_member ON case_action USING btree (owner_member_id, due_on) WHERE ((status = 'open'::text) AND (owner_member_id IS NOT NULL));
CREATE INDEX case_action_of_no_team ON case_action USING btree (owner_organisation_id, due_on) WHERE ((status = 'open'::text) AND (team_id IS NULL));
CREATE INDEX case_action_of_team ON case_action USING btree (team_id, due_on) WHERE ((status = 'open'::text) AND (team_id IS NOT NULL));
CREATE INDEX case_action_open ON case_action USING btree (case_id, due_on) INCLUDE (owner_organisation_id) WHERE (status = 'open'::text);
alter table case_action enable row level security;
CREATE TRIGGER feed_erased AFTER DELETE ON case_action FOR EACH ROW EXECUTE FUNCTION feed_action_erased();
CREATE TRIGGER feed_stamp BEFORE INSERT OR UPDATE ON case_action FOR EACH ROW EXECUTE FUNCTION stamp_modified();
create policy add_action on case_action for insert to openasb_web with check (((added_by = ( SELECT my_member() AS my_member)) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = case_action.case_id) AND (case_action.owner_organisation_id = ANY (organisations_in(asb_case.audience))))))));
create policy change_action on case_action for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = case_action.case_id) AND ((case_action.owner_organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) OR (asb_case.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))))))) with check ((EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = case_action.case_id) AND (case_action.owner_organisation_id = ANY (organisations_in(asb_case.audience)))))));
create policy read_action on case_action for select to openasb_feed, openasb_web, openasb_worker using ((EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = case_action.case_id))));
grant insert, select on case_action to openasb_web;
grant select on case_action to openasb_worker;
grant select (case_id, created_at, due_on, finished_at, id, modified_at, owner_organisation_id, status) on case_action to openasb_feed;
grant update (cost_pence, due_on, finished_at, minutes_spent, modified_at, outcome, owner_member_id, owner_organisation_id, status, team_id, version) on case_action to openasb_web;

create table case_action_evidence (
  action_id uuid not null,
  item_id uuid not null,
  added_by uuid not null,
  added_at timestamp with time zone default clock_timestamp() not null
);
alter table case_action_evidence add constraint case_action_evidence_action_id_fkey FOREIGN KEY (action_id) REFERENCES case_action(id) ON DELETE CASCADE;
alter table case_action_evidence add constraint case_action_evidence_added_by_fkey FOREIGN KEY (added_by) REFERENCES member(id);
alter table case_action_evidence add constraint case_action_evidence_item_id_fkey FOREIGN KEY (item_id) REFERENCES evidence_item(id) ON DELETE CASCADE;
alter table case_action_evidence add constraint case_action_evidence_pkey PRIMARY KEY (action_id, item_id);
CREATE INDEX case_action_evidence_of_item ON case_action_evidence USING btree (item_id);
alter table case_action_evidence enable row level security;
create policy attach_evidence on case_action_evidence for insert to openasb_web with check (((added_by = ( SELECT my_member() AS my_member)) AND (EXISTS ( SELECT
   FROM (case_action
     JOIN asb_case ON ((asb_case.id = case_action.case_id)))
  WHERE ((case_action.id = case_action_evidence.action_id) AND ((case_action.owner_organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) OR (asb_case.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))))) AND (EXISTS ( SELECT
   FROM evidence_item
  WHERE (evidence_item.id = case_action_evidence.item_id)))));
create policy read_action_evidence on case_action_evidence for select to openasb_web using (((EXISTS ( SELECT
   FROM case_action
  WHERE (case_action.id = case_action_evidence.action_id))) AND (EXISTS ( SELECT
   FROM evidence_item
  WHERE (evidence_item.id = case_action_evidence.item_id)))));
grant insert, select on case_action_evidence to openasb_web;

create table case_cadence (
  id uuid not null,
  organisation_id integer,
  valid_from date not null,
  levels text[] not null,
  content jsonb not null,
  source text not null,
  set_by uuid,
  set_at timestamp with time zone default now() not null
);
alter table case_cadence add constraint case_cadence_levels_check CHECK ((levels <> '{}'::text[]));
alter table case_cadence add constraint case_cadence_source_check CHECK ((source <> ''::text));
alter table case_cadence add constraint case_cadence_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table case_cadence add constraint case_cadence_set_by_fkey FOREIGN KEY (set_by) REFERENCES member(id);
alter table case_cadence add constraint case_cadence_pkey PRIMARY KEY (id);
alter table case_cadence add constraint case_cadence_organisation_id_valid_from_key UNIQUE NULLS NOT DISTINCT (organisation_id, valid_from);
alter table case_cadence enable row level security;
create policy read_cadence on case_cadence for select to openasb_web, openasb_worker using (true);
create policy set_cadence on case_cadence for insert to openasb_web with check (((set_by = ( SELECT my_member() AS my_member)) AND (valid_from > day_in_england()) AND (organisation_id IS NOT NULL) AND am_one_of('{supervisor,coordinator}'::text[], organisation_id)));
grant insert, select on case_cadence to openasb_web;
grant select on case_cadence to openasb_worker;

create table case_category (
  id uuid not null,
  case_id uuid not null,
  asb_type text not null,
  because text default ''::text not null,
  added_by uuid,
  added_at timestamp with time zone default clock_timestamp() not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  ended_because text default ''::text not null
);
alter table case_category add constraint case_category_check CHECK ((((ended_at IS NULL) = (ended_by IS NULL)) AND ((ended_at IS NULL) = (ended_because = ''::text))));
alter table case_category add constraint case_category_added_by_fkey FOREIGN KEY (added_by) REFERENCES member(id);
alter table case_category add constraint case_category_asb_type_fkey FOREIGN KEY (asb_type) REFERENCES asb_type(code);
alter table case_category add constraint case_category_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table case_category add constraint case_category_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES member(id);
alter table case_category add constraint case_category_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX case_category_live ON case_category USING btree (case_id, asb_type) WHERE (ended_at IS NULL);
CREATE INDEX case_category_of_type ON case_category USING btree (asb_type, case_id) WHERE (ended_at IS NULL);
alter table case_category enable row level security;
CREATE TRIGGER category_added AFTER INSERT ON case_category REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION case_priority_follows();
CREATE TRIGGER category_ended AFTER UPDATE ON case_category REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION case_priority_follows();
create policy add_category on case_category for insert to openasb_web with check (((added_by = ( SELECT my_member() AS my_member)) AND (ended_at IS NULL) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = case_category.case_id) AND (asb_case.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))))));
create policy end_category on case_category for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (ended_at IS NULL) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = case_category.case_id) AND (asb_case.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))))))) with check (((ended_by IS NULL) OR (ended_by = ( SELECT my_member() AS my_member))));
create policy read_category on case_category for select to openasb_web, openasb_worker using ((EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = case_category.case_id))));
grant insert, select on case_category to openasb_web;
grant select on case_category to openasb_worker;
grant update (ended_at, ended_because, ended_by) on case_category to openasb_web;

create table case_close_news (
  case_id uuid not null,
  noticed_at timestamp with time zone default now() not null
);
alter table case_close_news add constraint case_close_news_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table case_close_news add constraint case_close_news_pkey PRIMARY KEY (case_id);
alter table case_close_news enable row level security;
create policy clear_close_news on case_close_news for delete to openasb_worker using (true);
create policy serve_close_news on case_close_news for select to openasb_worker using (true);
grant delete, select on case_close_news to openasb_worker;

create table case_criterion (
  code text not null,
  version integer not null,
  valid_from date not null,
  valid_to date,
  name text not null,
  source text not null,
  measure text not null,
  entity text not null,
  at_least integer not null,
  window_days integer not null,
  same_type boolean default false not null,
  within_m integer,
  roles text[] default '{}'::text[] not null,
  review_after_days integer not null
);
alter table case_criterion add constraint case_criterion_at_least_check CHECK ((at_least > 0));
alter table case_criterion add constraint case_criterion_check CHECK ((valid_to > valid_from));
alter table case_criterion add constraint case_criterion_check1 CHECK (((entity = 'place'::text) = (within_m IS NOT NULL)));
alter table case_criterion add constraint case_criterion_entity_check CHECK ((entity = ANY (ARRAY['person'::text, 'household'::text, 'place'::text, 'report'::text])));
alter table case_criterion add constraint case_criterion_measure_check CHECK ((measure = ANY (ARRAY['reports'::text, 'risk'::text, 'panel'::text])));
alter table case_criterion add constraint case_criterion_review_after_days_check CHECK ((review_after_days > 0));
alter table case_criterion add constraint case_criterion_version_check CHECK ((version > 0));
alter table case_criterion add constraint case_criterion_window_days_check CHECK ((window_days > 0));
alter table case_criterion add constraint case_criterion_within_m_check CHECK ((within_m > 0));
alter table case_criterion add constraint case_criterion_pkey PRIMARY KEY (code, version);
alter table case_criterion enable row level security;
create policy read_criterion on case_criterion for select to openasb_web, openasb_worker using (true);
grant select on case_criterion to openasb_web;
grant select on case_criterion to openasb_worker;

create table case_document (
  id uuid not null,
  case_id uuid not null,
  intervention_id uuid not null,
  template text not null,
  template_version integer not null,
  language text not null,
  title text not null,
  words jsonb default '{}'::jsonb not null,
  status text default 'draft'::text not null,
  pdf bytea,
  sha256 bytea,
  organisation_id integer not null,
  drafted_by uuid not null,
  drafted_at timestamp with time zone default clock_timestamp() not null,
  final_by uuid,
  final_at timestamp with time zone,
  version integer default 1 not null
);
alter table case_document add constraint case_document_check CHECK ((((status = 'final'::text) = (pdf IS NOT NULL)) AND ((pdf IS NULL) = (sha256 IS NULL)) AND ((pdf IS NULL) = (final_at IS NULL)) AND ((final_at IS NULL) = (final_by IS NULL))));
alter table case_document add constraint case_document_language_check CHECK ((language = ANY (ARRAY['en'::text, 'cy'::text])));
alter table case_document add constraint case_document_sha256_check CHECK ((length(sha256) = 32));
alter table case_document add constraint case_document_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'final'::text])));
alter table case_document add constraint case_document_template_check CHECK ((template <> ''::text));
alter table case_document add constraint case_document_title_check CHECK ((title <> ''::text));
alter table case_document add constraint case_document_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table case_document add constraint case_document_drafted_by_fkey FOREIGN KEY (drafted_by) REFERENCES member(id);
alter table case_document add constraint case_document_final_by_fkey FOREIGN KEY (final_by) REFERENCES member(id);
alter table case_document add constraint case_document_intervention_id_fkey FOREIGN KEY (intervention_id) REFERENCES intervention(id) ON DELETE CASCADE;
alter table case_document add constraint case_document_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table case_document add constraint case_document_pkey PRIMARY KEY (id);
CREATE INDEX case_document_of_case ON case_document USING btree (case_id, drafted_at);
CREATE INDEX case_document_of_intervention ON case_document USING btree (intervention_id);
alter table case_document enable row level security;
create policy change_document on case_document for update to openasb_web using (((status = 'draft'::text) AND (( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (EXISTS ( SELECT
   FROM intervention
  WHERE (intervention.id = case_document.intervention_id))))) with check (((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND ((final_by IS NULL) OR (final_by = ( SELECT my_member() AS my_member)))));
create policy draft_document on case_document for insert to openasb_web with check (((drafted_by = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (status = 'draft'::text) AND (EXISTS ( SELECT
   FROM intervention
  WHERE ((intervention.id = case_document.intervention_id) AND (intervention.case_id = case_document.case_id) AND (intervention.organisation_id = case_document.organisation_id))))));
create policy read_document on case_document for select to openasb_web using ((EXISTS ( SELECT
   FROM intervention
  WHERE (intervention.id = case_document.intervention_id))));
grant insert, select on case_document to openasb_web;
grant update (final_at, final_by, pdf, sha256, status, version, words) on case_document to openasb_web;

create table case_escalation (
  id uuid not null,
  case_id uuid not null,
  at timestamp with time zone default clock_timestamp() not null,
  what text not null,
  from_value text default ''::text not null,
  to_value text not null,
  because text default ''::text not null,
  organisation_id integer,
  member_id uuid
);
alter table case_escalation add constraint case_escalation_what_check CHECK ((what = ANY (ARRAY['kind'::text, 'priority'::text, 'risk_band'::text, 'lead'::text, 'status'::text])));
alter table case_escalation add constraint case_escalation_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table case_escalation add constraint case_escalation_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table case_escalation add constraint case_escalation_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table case_escalation add constraint case_escalation_pkey PRIMARY KEY (id);
CREATE INDEX case_escalation_of_case ON case_escalation USING btree (case_id, at);
alter table case_escalation enable row level security;
create policy read_escalation on case_escalation for select to openasb_web, openasb_worker using ((EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = case_escalation.case_id))));
grant select on case_escalation to openasb_web;
grant select on case_escalation to openasb_worker;

create table case_party (
  id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  role text not null,
  name text not null,
  born_on date,
  phone text default ''::text not null,
  email text default ''::text not null,
  address text default ''::text not null,
  report_id uuid,
  report_person_id uuid,
  profile_id uuid,
  since date not null,
  until date,
  because text default ''::text not null,
  seen_by text default 'lead'::text not null,
  organisation_id integer not null,
  added_by uuid not null,
  added_at timestamp with time zone default clock_timestamp() not null,
  ended_by uuid,
  ended_because text default ''::text not null,
  version integer default 1 not null,
  group_id uuid
);
alter table case_party add constraint case_party_check CHECK ((until >= since));
alter table case_party add constraint case_party_check1 CHECK (((report_person_id IS NULL) OR (report_id IS NOT NULL)));
alter table case_party add constraint case_party_check2 CHECK ((((until IS NULL) = (ended_by IS NULL)) AND ((until IS NULL) = (ended_because = ''::text))));
alter table case_party add constraint case_party_name_check CHECK ((name <> ''::text));
alter table case_party add constraint case_party_role_check CHECK ((role = ANY (ARRAY['victim'::text, 'witness'::text, 'alleged_perpetrator'::text, 'group'::text, 'professional'::text])));
alter table case_party add constraint case_party_seen_by_check CHECK ((seen_by = ANY (ARRAY['lead'::text, 'partners'::text])));
alter table case_party add constraint case_party_added_by_fkey FOREIGN KEY (added_by) REFERENCES member(id);
alter table case_party add constraint case_party_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table case_party add constraint case_party_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES member(id);
alter table case_party add constraint case_party_group_id_fkey FOREIGN KEY (group_id) REFERENCES person_group(id) ON DELETE SET NULL;
alter table case_party add constraint case_party_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table case_party add constraint case_party_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES profile(id);
alter table case_party add constraint case_party_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table case_party add constraint case_party_report_person_id_fkey FOREIGN KEY (report_person_id) REFERENCES report_person(id) ON DELETE CASCADE;
alter table case_party add constraint case_party_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX case_party_from ON case_party USING btree (case_id, report_person_id, role) WHERE (until IS NULL);
CREATE UNIQUE INDEX case_party_group_once ON case_party USING btree (case_id, group_id) WHERE ((until IS NULL) AND (group_id IS NOT NULL));
CREATE INDEX case_party_name ON case_party USING gin (plain_words(name) gin_trgm_ops);
CREATE INDEX case_party_of_case ON case_party USING btree (case_id, since);
CREATE INDEX case_party_of_group ON case_party USING btree (group_id) WHERE (group_id IS NOT NULL);
CREATE INDEX case_party_of_person ON case_party USING btree (report_person_id) WHERE (report_person_id IS NOT NULL);
CREATE INDEX case_party_of_profile ON case_party USING btree (profile_id) WHERE (profile_id IS NOT NULL);
CREATE INDEX case_party_of_report ON case_party USING btree (report_id) WHERE (report_id IS NOT NULL);
CREATE UNIQUE INDEX case_party_once ON case_party USING btree (case_id, person_id, role) WHERE (until IS NULL);
CREATE UNIQUE INDEX case_party_reporter ON case_party USING btree (case_id, report_id, role) WHERE ((until IS NULL) AND (report_person_id IS NULL));
alter table case_party enable row level security;
CREATE TRIGGER contact_plan_ends AFTER UPDATE OF until ON case_party FOR EACH ROW WHEN (((new.role = 'victim'::text) AND (new.until IS NOT NULL) AND (old.until IS NULL))) EXECUTE FUNCTION contact_plan_follows_party();
CREATE TRIGGER contact_plan_follows AFTER INSERT ON case_party FOR EACH ROW WHEN (((new.role = 'victim'::text) AND (new.until IS NULL))) EXECUTE FUNCTION contact_plan_follows_party();
create policy add_party on case_party for insert to openasb_web with check (((added_by = ( SELECT my_member() AS my_member)) AND (until IS NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = case_party.case_id))) AND ((report_id IS NULL) OR (EXISTS ( SELECT
   FROM case_report
  WHERE ((case_report.report_id = case_party.report_id) AND (case_report.case_id = case_party.case_id))))) AND ((report_id IS NULL) OR
CASE
    WHEN (report_person_id IS NULL) THEN (EXISTS ( SELECT
       FROM report_contact
      WHERE (report_contact.report_id = case_party.report_id)))
    ELSE (EXISTS ( SELECT
       FROM report_person named
      WHERE ((named.id = case_party.report_person_id) AND (named.report_id = case_party.report_id))))
END) AND ((profile_id IS NULL) OR (EXISTS ( SELECT
   FROM profile
  WHERE (profile.id = case_party.profile_id)))) AND ((group_id IS NULL) OR ((role = 'group'::text) AND (EXISTS ( SELECT
   FROM person_group
  WHERE ((person_group.id = case_party.group_id) AND (person_group.organisation_id = case_party.organisation_id) AND (person_group.ended_on IS NULL))))))));
create policy change_party on case_party for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (until IS NULL) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = case_party.case_id) AND ((case_party.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) OR (asb_case.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))))) AND ((report_id IS NULL) OR (EXISTS ( SELECT
   FROM report
  WHERE (report.id = case_party.report_id))) OR (NOT is_restricted_report(report_id))) AND ((group_id IS NULL) OR (EXISTS ( SELECT
   FROM person_group
  WHERE (person_group.id = case_party.group_id))) OR (NOT is_restricted_group(group_id))))) with check (((ended_by IS NULL) OR (ended_by = ( SELECT my_member() AS my_member))));
create policy read_party on case_party for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = case_party.case_id) AND ((case_party.seen_by = 'partners'::text) OR (case_party.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) OR (asb_case.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))))) AND ((report_id IS NULL) OR (EXISTS ( SELECT
   FROM report
  WHERE (report.id = case_party.report_id))) OR (NOT is_restricted_report(report_id))) AND ((group_id IS NULL) OR (EXISTS ( SELECT
   FROM person_group
  WHERE (person_group.id = case_party.group_id))) OR (NOT is_restricted_group(group_id)))));
create policy serve_party on case_party for select to openasb_worker using (true);
grant insert, select on case_party to openasb_web;
grant select on case_party to openasb_worker;
grant update (ended_because, ended_by, seen_by, until, version) on case_party to openasb_web;

create table case_regime (
  id uuid not null,
  case_id uuid not null,
  regime text not null,
  reason text not null,
  since timestamp with time zone default now() not null,
  organisation_id integer not null,
  member_id uuid,
  actor_name text not null
);
alter table case_regime add constraint case_regime_regime_check CHECK ((regime = ANY (ARRAY['uk_gdpr'::text, 'part_3'::text])));
alter table case_regime add constraint case_regime_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table case_regime add constraint case_regime_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table case_regime add constraint case_regime_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table case_regime add constraint case_regime_pkey PRIMARY KEY (id);
CREATE INDEX case_regime_of ON case_regime USING btree (case_id, since DESC, id DESC);
alter table case_regime enable row level security;
create policy decide_regime on case_regime for insert to openasb_web with check (((my_member() IS NOT NULL) AND (member_id = ( SELECT my_member() AS my_member)) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = case_regime.case_id) AND (asb_case.organisation_id = case_regime.organisation_id) AND (asb_case.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))))));
create policy read_regime on case_regime for select to openasb_web, openasb_worker using ((EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = case_regime.case_id))));
grant insert, select on case_regime to openasb_web;
grant select on case_regime to openasb_worker;

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
CREATE TRIGGER case_risk_follows AFTER INSERT ON case_report FOR EACH ROW EXECUTE FUNCTION case_risk_follows();
CREATE TRIGGER case_risk_unlinked AFTER DELETE ON case_report FOR EACH ROW EXECUTE FUNCTION case_risk_follows();
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
create policy read_case_report on case_report for select to openasb_web using (((EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = case_report.case_id)
 OFFSET 0)) AND ((EXISTS ( SELECT
   FROM report
  WHERE (report.id = case_report.report_id)
 OFFSET 0)) OR (NOT is_restricted_report(report_id)))));
create policy serve_case_report on case_report for select to openasb_worker using ((EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = case_report.case_id))));
create policy unlink_case_report on case_report for delete to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = case_report.case_id) AND (asb_case.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))))));
grant delete, insert, select on case_report to openasb_web;
grant select on case_report to openasb_worker;
grant select (case_id, linked_at, report_id) on case_report to openasb_feed;

create table case_review_explained (
  report_id uuid not null,
  earlier_report_id uuid not null,
  text_version integer not null,
  rule_from date not null,
  channel text not null,
  because text default ''::text not null,
  at timestamp with time zone default now() not null,
  told_at timestamp with time zone,
  told_by uuid,
  told_how text default ''::text not null
);
alter table case_review_explained add constraint case_review_explained_channel_check CHECK ((channel = ANY (ARRAY['page'::text, 'email'::text, 'text'::text, 'letter'::text, 'none'::text])));
alter table case_review_explained add constraint case_review_explained_check CHECK (((channel <> 'none'::text) OR (because <> ''::text)));
alter table case_review_explained add constraint case_review_explained_check1 CHECK ((((told_at IS NULL) = (told_by IS NULL)) AND ((told_at IS NULL) = (told_how = ''::text))));
alter table case_review_explained add constraint case_review_explained_earlier_report_id_fkey FOREIGN KEY (earlier_report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table case_review_explained add constraint case_review_explained_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table case_review_explained add constraint case_review_explained_told_by_fkey FOREIGN KEY (told_by) REFERENCES member(id);
alter table case_review_explained add constraint case_review_explained_pkey PRIMARY KEY (report_id);
CREATE INDEX case_review_explained_untold ON case_review_explained USING btree (at) WHERE ((channel = 'none'::text) AND (told_at IS NULL));
alter table case_review_explained enable row level security;
create policy read_explained on case_review_explained for select to openasb_web using (holds_report(report_id));
create policy record_explained on case_review_explained for insert to openasb_worker with check ((told_at IS NULL));
create policy say_explained on case_review_explained for update to openasb_web using (((channel = 'none'::text) AND (told_at IS NULL) AND holds_report(report_id))) with check (((told_by = ( SELECT my_member() AS my_member)) OR (told_at IS NULL)));
create policy serve_explained on case_review_explained for select to openasb_worker using (true);
grant select on case_review_explained to openasb_web;
grant insert, select on case_review_explained to openasb_worker;
grant update (told_at, told_by, told_how) on case_review_explained to openasb_web;

create table case_risk (
  case_id uuid not null,
  organisation_id integer not null,
  band text,
  band_since date,
  assessment_id uuid,
  next_due_on date not null,
  stale_on date not null,
  called_at timestamp with time zone
);
alter table case_risk add constraint case_risk_band_check CHECK ((band = ANY (ARRAY['standard'::text, 'medium'::text, 'high'::text])));
alter table case_risk add constraint case_risk_check CHECK (((band IS NULL) = (band_since IS NULL)));
alter table case_risk add constraint case_risk_assessment_id_fkey FOREIGN KEY (assessment_id) REFERENCES risk_assessment(id) ON DELETE SET NULL;
alter table case_risk add constraint case_risk_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table case_risk add constraint case_risk_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table case_risk add constraint case_risk_pkey PRIMARY KEY (case_id);
CREATE INDEX case_risk_due ON case_risk USING btree (organisation_id, next_due_on);
CREATE INDEX case_risk_stale ON case_risk USING btree (stale_on) WHERE (called_at IS NULL);
alter table case_risk enable row level security;
CREATE TRIGGER contact_plan_follows AFTER INSERT OR UPDATE OF band ON case_risk FOR EACH ROW EXECUTE FUNCTION contact_plan_follows_risk();
create policy call_about_case_risk on case_risk for update to openasb_worker using (true) with check (true);
create policy read_case_risk on case_risk for select to openasb_web using ((EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = case_risk.case_id)
 OFFSET 0)));
create policy serve_case_risk on case_risk for select to openasb_worker using (true);
grant select on case_risk to openasb_web;
grant select on case_risk to openasb_worker;
grant update (called_at) on case_risk to openasb_worker;

create table case_sign_off_due (
  case_id uuid not null,
  level text not null,
  organisation_id integer not null,
  due_on date not null
);
alter table case_sign_off_due add constraint case_sign_off_due_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table case_sign_off_due add constraint case_sign_off_due_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table case_sign_off_due add constraint case_sign_off_due_pkey PRIMARY KEY (case_id, level);
CREATE INDEX case_sign_off_due_list ON case_sign_off_due USING btree (organisation_id, due_on);
alter table case_sign_off_due enable row level security;
create policy read_sign_off_due on case_sign_off_due for select to openasb_web using ((EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = case_sign_off_due.case_id))));
grant select on case_sign_off_due to openasb_web;

create table case_suggestion (
  id uuid not null,
  report_id uuid not null,
  criterion text not null,
  criterion_version integer not null,
  subject uuid not null,
  basis uuid[] default '{}'::uuid[] not null,
  wish text default ''::text not null,
  suggested_at timestamp with time zone default clock_timestamp() not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  ended_as text,
  ended_because text default ''::text not null,
  case_id uuid
);
alter table case_suggestion add constraint case_suggestion_check CHECK (((ended_at IS NULL) = (ended_as IS NULL)));
alter table case_suggestion add constraint case_suggestion_ended_as_check CHECK ((ended_as = ANY (ARRAY['opened'::text, 'dismissed'::text, 'superseded'::text])));
alter table case_suggestion add constraint case_suggestion_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE SET NULL;
alter table case_suggestion add constraint case_suggestion_criterion_criterion_version_fkey FOREIGN KEY (criterion, criterion_version) REFERENCES case_criterion(code, version);
alter table case_suggestion add constraint case_suggestion_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES member(id);
alter table case_suggestion add constraint case_suggestion_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table case_suggestion add constraint case_suggestion_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX case_suggestion_live ON case_suggestion USING btree (report_id, criterion, subject) WHERE (ended_at IS NULL);
CREATE INDEX case_suggestion_of_report ON case_suggestion USING btree (report_id);
CREATE INDEX case_suggestion_rests_on ON case_suggestion USING gin (basis);
alter table case_suggestion enable row level security;
create policy nobody_reads_suggestion on case_suggestion for all to public using (false);

create table change_vote (
  change_id uuid not null,
  cast_by uuid not null,
  kind text not null,
  vote text not null,
  reason text default ''::text not null,
  cast_at timestamp with time zone default now() not null
);
alter table change_vote add constraint change_vote_check CHECK (((vote <> 'declined'::text) OR (reason <> ''::text)));
alter table change_vote add constraint change_vote_kind_check CHECK ((kind = ANY (ARRAY['questions'::text, 'advice'::text, 'routing'::text])));
alter table change_vote add constraint change_vote_vote_check CHECK ((vote = ANY (ARRAY['approved'::text, 'declined'::text])));
alter table change_vote add constraint change_vote_cast_by_fkey FOREIGN KEY (cast_by) REFERENCES member(id);
alter table change_vote add constraint change_vote_pkey PRIMARY KEY (change_id, cast_by);
alter table change_vote enable row level security;
create policy read_change_vote on change_vote for select to openasb_web using (( SELECT am_one_of('{coordinator,information_governance}'::text[], NULL::integer) AS am_one_of));
create policy vote_on_change on change_vote for insert to openasb_web with check (((cast_by = ( SELECT my_member() AS my_member)) AND (cast_at = now()) AND ( SELECT am_one_of('{coordinator,information_governance}'::text[], NULL::integer) AS am_one_of) AND
CASE kind
    WHEN 'questions'::text THEN (EXISTS ( SELECT
       FROM question_set_proposal
      WHERE ((question_set_proposal.id = change_vote.change_id) AND (question_set_proposal.decision IS NULL) AND (question_set_proposal.proposed_by <> change_vote.cast_by))))
    WHEN 'advice'::text THEN (EXISTS ( SELECT
       FROM type_advice_proposal
      WHERE ((type_advice_proposal.id = change_vote.change_id) AND (type_advice_proposal.decision IS NULL) AND (type_advice_proposal.proposed_by <> change_vote.cast_by))))
    ELSE (EXISTS ( SELECT
       FROM routing_proposal
      WHERE ((routing_proposal.id = change_vote.change_id) AND (routing_proposal.decision IS NULL) AND (routing_proposal.proposed_by <> change_vote.cast_by))))
END));
grant insert, select on change_vote to openasb_web;

create table circle (
  id integer not null,
  organisation_id integer not null,
  given boolean not null,
  agreement_id uuid,
  partition_code text,
  member_id uuid
);
alter table circle add constraint circle_check CHECK ((given OR ((agreement_id IS NULL) AND (member_id IS NULL))));
alter table circle add constraint circle_check1 CHECK (((id = organisation_id) = ((NOT given) AND (partition_code IS NULL))));
alter table circle add constraint circle_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreement(id) ON DELETE CASCADE;
alter table circle add constraint circle_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table circle add constraint circle_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table circle add constraint circle_partition_code_fkey FOREIGN KEY (partition_code) REFERENCES partition(code);
alter table circle add constraint circle_pkey PRIMARY KEY (id);
alter table circle add constraint circle_organisation_id_given_agreement_id_partition_code_me_key UNIQUE NULLS NOT DISTINCT (organisation_id, given, agreement_id, partition_code, member_id);
alter table circle enable row level security;
create policy read_circle on circle for select to public using (true);
grant select on circle to openasb_feed;
grant select on circle to openasb_identity;
grant select on circle to openasb_web;
grant select on circle to openasb_worker;

create table clearance (
  id uuid not null,
  member_id uuid not null,
  organisation_id integer not null,
  partition_code text not null,
  granted_by uuid,
  reason text not null,
  valid_from date default CURRENT_DATE not null,
  valid_to date,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid
);
alter table clearance add constraint clearance_check CHECK ((valid_to > valid_from));
alter table clearance add constraint clearance_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES member(id);
alter table clearance add constraint clearance_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table clearance add constraint clearance_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table clearance add constraint clearance_partition_code_fkey FOREIGN KEY (partition_code) REFERENCES partition(code);
alter table clearance add constraint clearance_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES member(id);
alter table clearance add constraint clearance_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX clearance_live ON clearance USING btree (member_id, organisation_id, partition_code) WHERE (withdrawn_at IS NULL);
CREATE INDEX clearance_of_member ON clearance USING btree (member_id);
alter table clearance enable row level security;
CREATE TRIGGER clearance_circles AFTER INSERT ON clearance FOR EACH ROW EXECUTE FUNCTION clearance_gets_circles();
create policy give_clearance on clearance for insert to openasb_web with check (((my_member() IS NOT NULL) AND (granted_by = ( SELECT my_member() AS my_member)) AND (member_id <> ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (withdrawn_at IS NULL) AND (withdrawn_by IS NULL) AND am_one_of('{supervisor,information_governance}'::text[], organisation_id) AND (valid_from >= ( SELECT day_in_england() AS day_in_england)) AND (EXISTS ( SELECT
   FROM membership
  WHERE ((membership.member_id = clearance.member_id) AND (membership.organisation_id = clearance.organisation_id) AND (membership.valid_from <= CURRENT_DATE) AND ((membership.valid_to IS NULL) OR (membership.valid_to > CURRENT_DATE)))))));
create policy read_clearance on clearance for select to openasb_web using ((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])));
create policy serve_clearance on clearance for select to openasb_identity, openasb_worker using (true);
create policy withdraw_clearance on clearance for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND am_one_of('{supervisor,information_governance}'::text[], organisation_id) AND (withdrawn_at IS NULL))) with check (((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (withdrawn_at IS NOT NULL) AND (withdrawn_by = ( SELECT my_member() AS my_member))));
grant select on clearance to openasb_identity;
grant insert, select on clearance to openasb_web;
grant select on clearance to openasb_worker;
grant update (withdrawn_at, withdrawn_by) on clearance to openasb_web;

create table clearance_gap (
  id uuid not null,
  organisation_id integer not null,
  partition_code text not null,
  went_to integer,
  at timestamp with time zone default clock_timestamp() not null
);
alter table clearance_gap add constraint clearance_gap_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table clearance_gap add constraint clearance_gap_partition_code_fkey FOREIGN KEY (partition_code) REFERENCES partition(code);
alter table clearance_gap add constraint clearance_gap_went_to_fkey FOREIGN KEY (went_to) REFERENCES organisation(id);
alter table clearance_gap add constraint clearance_gap_pkey PRIMARY KEY (id);
CREATE INDEX clearance_gap_of ON clearance_gap USING btree (organisation_id, at DESC);
alter table clearance_gap enable row level security;
create policy note_clearance_gap on clearance_gap for insert to openasb_worker with check (true);
create policy read_clearance_gap on clearance_gap for select to openasb_web using ((organisation_id = ANY (( SELECT my_organisations_as('{supervisor,information_governance}'::text[]) AS my_organisations_as)::integer[])));
create policy serve_clearance_gap on clearance_gap for select to openasb_worker using (true);
grant select on clearance_gap to openasb_web;
grant insert, select on clearance_gap to openasb_worker;

create table clock_pause (
  id uuid not null,
  report_id uuid,
  case_id uuid,
  organisation_id integer not null,
  reason text not null,
  words text default ''::text not null,
  in_time boolean not null,
  paused_by uuid,
  paused_at timestamp with time zone not null,
  runs_on date not null,
  resumed_at timestamp with time zone,
  resumed_by uuid,
  settled_at timestamp with time zone
);
alter table clock_pause add constraint clock_pause_check CHECK ((resumed_at >= paused_at));
alter table clock_pause add constraint clock_pause_check1 CHECK ((num_nonnulls(report_id, case_id) = 1));
alter table clock_pause add constraint clock_pause_check2 CHECK (((settled_at IS NULL) OR (resumed_at IS NOT NULL)));
alter table clock_pause add constraint clock_pause_reason_check CHECK ((reason <> ''::text));
alter table clock_pause add constraint clock_pause_words_check CHECK ((length(words) <= 1000));
alter table clock_pause add constraint clock_pause_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table clock_pause add constraint clock_pause_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table clock_pause add constraint clock_pause_paused_by_fkey FOREIGN KEY (paused_by) REFERENCES member(id);
alter table clock_pause add constraint clock_pause_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table clock_pause add constraint clock_pause_resumed_by_fkey FOREIGN KEY (resumed_by) REFERENCES member(id);
alter table clock_pause add constraint clock_pause_pkey PRIMARY KEY (id);
CREATE INDEX clock_pause_due ON clock_pause USING btree (runs_on) WHERE (resumed_at IS NULL);
CREATE INDEX clock_pause_of_case ON clock_pause USING btree (case_id, paused_at) WHERE (case_id IS NOT NULL);
CREATE INDEX clock_pause_of_organisation ON clock_pause USING btree (organisation_id, runs_on) WHERE (settled_at IS NULL);
CREATE INDEX clock_pause_of_report ON clock_pause USING btree (report_id, paused_at) WHERE (report_id IS NOT NULL);
CREATE UNIQUE INDEX clock_pause_open_case ON clock_pause USING btree (case_id) WHERE (resumed_at IS NULL);
CREATE UNIQUE INDEX clock_pause_open_report ON clock_pause USING btree (report_id) WHERE (resumed_at IS NULL);
alter table clock_pause enable row level security;
CREATE TRIGGER clock_pause_follows AFTER INSERT OR UPDATE ON clock_pause FOR EACH ROW EXECUTE FUNCTION clock_pause_follows();
create policy pause_clocks on clock_pause for insert to openasb_web with check (((paused_by = ( SELECT my_member() AS my_member)) AND (resumed_at IS NULL) AND (resumed_by IS NULL) AND (settled_at IS NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND ((EXISTS ( SELECT
   FROM report
  WHERE ((report.id = clock_pause.report_id) AND (report.organisation_id = clock_pause.organisation_id) AND (report.status = ANY (ARRAY['awaiting_triage'::text, 'accepted'::text]))))) OR (EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = clock_pause.case_id) AND (asb_case.organisation_id = clock_pause.organisation_id) AND (asb_case.status = 'open'::text)))))));
create policy read_pause on clock_pause for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND ((EXISTS ( SELECT
   FROM report
  WHERE (report.id = clock_pause.report_id))) OR (EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = clock_pause.case_id))))));
create policy resume_clocks on clock_pause for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))) with check (((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND ((resumed_by IS NULL) OR (resumed_by = ( SELECT my_member() AS my_member)))));
create policy resume_when_due on clock_pause for update to openasb_worker using (true) with check (true);
create policy serve_pause on clock_pause for select to openasb_worker using (true);
grant insert, select on clock_pause to openasb_web;
grant select on clock_pause to openasb_worker;
grant update (resumed_at, resumed_by, settled_at) on clock_pause to openasb_web;
grant update (resumed_at) on clock_pause to openasb_worker;

create table complaint_ledger (
  report_id uuid not null,
  made_at timestamp with time zone not null,
  counts_with uuid not null,
  limb_a boolean not null,
  limb_because text not null,
  is_hate boolean not null,
  qualifies boolean not null,
  because text not null,
  judged_at timestamp with time zone default now() not null
);
alter table complaint_ledger add constraint complaint_ledger_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table complaint_ledger add constraint complaint_ledger_pkey PRIMARY KEY (report_id);
CREATE INDEX complaint_ledger_incident ON complaint_ledger USING btree (counts_with, report_id);
alter table complaint_ledger enable row level security;
create policy keep_ledger on complaint_ledger for all to openasb_worker using (true) with check (true);
grant delete, insert, select, update on complaint_ledger to openasb_worker;

create table complaint_ledger_due (
  report_id uuid not null,
  made_at timestamp with time zone not null,
  noticed_at timestamp with time zone default now() not null
);
alter table complaint_ledger_due add constraint complaint_ledger_due_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table complaint_ledger_due add constraint complaint_ledger_due_pkey PRIMARY KEY (report_id);
CREATE INDEX complaint_ledger_due_order ON complaint_ledger_due USING btree (made_at, report_id);
alter table complaint_ledger_due enable row level security;
create policy keep_ledger_due on complaint_ledger_due for all to openasb_worker using (true) with check (true);
grant delete, insert, select, update on complaint_ledger_due to openasb_worker;

create table contact_plan (
  id uuid not null,
  case_id uuid not null,
  party_id uuid not null,
  report_id uuid,
  organisation_id integer not null,
  owner_member_id uuid,
  preferred_channel text,
  unsafe_channels text[] default '{}'::text[] not null,
  safe_times text default ''::text not null,
  avoid_words text default ''::text not null,
  band text,
  started_on date not null,
  last_contact_on date,
  next_due_on date not null,
  missed_on date not null,
  called_at timestamp with time zone,
  retime boolean default true not null,
  tell_close_by date,
  ended_on date,
  ended_because text default ''::text not null,
  modified_by uuid,
  version integer default 1 not null,
  needs_due_on date
);
alter table contact_plan add constraint contact_plan_band_check CHECK ((band = ANY (ARRAY['standard'::text, 'medium'::text, 'high'::text])));
alter table contact_plan add constraint contact_plan_check CHECK (((ended_on IS NULL) = (ended_because = ''::text)));
alter table contact_plan add constraint contact_plan_preferred_channel_check CHECK ((preferred_channel = ANY (ARRAY['phone'::text, 'visit'::text, 'email'::text, 'text'::text, 'letter'::text, 'page'::text])));
alter table contact_plan add constraint contact_plan_unsafe_channels_check CHECK ((unsafe_channels <@ ARRAY['phone'::text, 'visit'::text, 'email'::text, 'text'::text, 'letter'::text]));
alter table contact_plan add constraint contact_plan_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table contact_plan add constraint contact_plan_modified_by_fkey FOREIGN KEY (modified_by) REFERENCES member(id);
alter table contact_plan add constraint contact_plan_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table contact_plan add constraint contact_plan_owner_member_id_fkey FOREIGN KEY (owner_member_id) REFERENCES member(id);
alter table contact_plan add constraint contact_plan_party_id_fkey FOREIGN KEY (party_id) REFERENCES case_party(id) ON DELETE CASCADE;
alter table contact_plan add constraint contact_plan_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE SET NULL;
alter table contact_plan add constraint contact_plan_pkey PRIMARY KEY (id);
CREATE INDEX contact_plan_due ON contact_plan USING btree (organisation_id, next_due_on) WHERE (ended_on IS NULL);
CREATE INDEX contact_plan_missed ON contact_plan USING btree (missed_on) WHERE ((ended_on IS NULL) AND (called_at IS NULL));
CREATE INDEX contact_plan_needs_due ON contact_plan USING btree (organisation_id, needs_due_on) WHERE ((ended_on IS NULL) AND (needs_due_on IS NOT NULL));
CREATE INDEX contact_plan_of_case ON contact_plan USING btree (case_id);
CREATE UNIQUE INDEX contact_plan_of_party ON contact_plan USING btree (party_id) WHERE (ended_on IS NULL);
CREATE INDEX contact_plan_of_report ON contact_plan USING btree (report_id) WHERE (report_id IS NOT NULL);
CREATE INDEX contact_plan_retime ON contact_plan USING btree (id) WHERE (retime AND (ended_on IS NULL));
alter table contact_plan enable row level security;
create policy change_plan on contact_plan for update to openasb_web using ((keeps_contact(case_id) AND (EXISTS ( SELECT
   FROM case_party
  WHERE (case_party.id = contact_plan.party_id))))) with check (((modified_by = ( SELECT my_member() AS my_member)) AND ((report_id IS NULL) OR (EXISTS ( SELECT
   FROM case_report
  WHERE ((case_report.report_id = contact_plan.report_id) AND (case_report.case_id = contact_plan.case_id)))))));
create policy read_plan on contact_plan for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = contact_plan.case_id) AND (asb_case.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))
 OFFSET 0)) AND (EXISTS ( SELECT
   FROM case_party
  WHERE (case_party.id = contact_plan.party_id)
 OFFSET 0))));
create policy retime_plan on contact_plan for update to openasb_worker using (true) with check (true);
create policy serve_plan on contact_plan for select to openasb_worker using (true);
grant select on contact_plan to openasb_web;
grant select on contact_plan to openasb_worker;
grant update (avoid_words, band, called_at, ended_because, ended_on, last_contact_on, missed_on, modified_by, needs_due_on, next_due_on, owner_member_id, preferred_channel, report_id, retime, safe_times, tell_close_by, unsafe_channels, version) on contact_plan to openasb_web;
grant update (band, called_at, ended_because, ended_on, missed_on, next_due_on, retime, tell_close_by) on contact_plan to openasb_worker;

create table contact_promise (
  id uuid not null,
  plan_id uuid not null,
  contact_id uuid not null,
  case_id uuid not null,
  organisation_id integer not null,
  what text not null,
  due_on date not null,
  made_by uuid not null,
  made_at timestamp with time zone default now() not null,
  settled_as text,
  settled_at timestamp with time zone,
  settled_by uuid,
  settled_words text default ''::text not null
);
alter table contact_promise add constraint contact_promise_check CHECK ((((settled_at IS NULL) = (settled_as IS NULL)) AND ((settled_at IS NULL) = (settled_by IS NULL))));
alter table contact_promise add constraint contact_promise_check1 CHECK (((settled_as IS DISTINCT FROM 'taken_back'::text) OR (settled_words <> ''::text)));
alter table contact_promise add constraint contact_promise_settled_as_check CHECK ((settled_as = ANY (ARRAY['kept'::text, 'taken_back'::text])));
alter table contact_promise add constraint contact_promise_what_check CHECK ((what <> ''::text));
alter table contact_promise add constraint contact_promise_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table contact_promise add constraint contact_promise_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES victim_contact(id) ON DELETE CASCADE;
alter table contact_promise add constraint contact_promise_made_by_fkey FOREIGN KEY (made_by) REFERENCES member(id);
alter table contact_promise add constraint contact_promise_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table contact_promise add constraint contact_promise_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES contact_plan(id) ON DELETE CASCADE;
alter table contact_promise add constraint contact_promise_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES member(id);
alter table contact_promise add constraint contact_promise_pkey PRIMARY KEY (id);
CREATE INDEX contact_promise_due ON contact_promise USING btree (organisation_id, due_on) WHERE (settled_at IS NULL);
CREATE INDEX contact_promise_of_plan ON contact_promise USING btree (plan_id);
alter table contact_promise enable row level security;
create policy make_promise on contact_promise for insert to openasb_web with check (((made_by = ( SELECT my_member() AS my_member)) AND (settled_at IS NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (EXISTS ( SELECT
   FROM contact_plan
  WHERE ((contact_plan.id = contact_promise.plan_id) AND (contact_plan.case_id = contact_promise.case_id))))));
create policy read_promise on contact_promise for select to openasb_web using ((EXISTS ( SELECT
   FROM contact_plan
  WHERE (contact_plan.id = contact_promise.plan_id))));
create policy settle_promise on contact_promise for update to openasb_web using (((settled_at IS NULL) AND (EXISTS ( SELECT
   FROM contact_plan
  WHERE (contact_plan.id = contact_promise.plan_id))))) with check ((settled_by = ( SELECT my_member() AS my_member)));
grant insert, select on contact_promise to openasb_web;
grant update (settled_as, settled_at, settled_by, settled_words) on contact_promise to openasb_web;

create table contact_wish (
  report_id uuid not null,
  language text default 'en'::text not null,
  only_channel text,
  unsafe_channels text[] default '{}'::text[] not null,
  safe_times text default ''::text not null,
  avoid_words text default ''::text not null,
  set_by uuid,
  modified_at timestamp with time zone default now() not null
);
alter table contact_wish add constraint contact_wish_language_check CHECK ((language = ANY (ARRAY['en'::text, 'cy'::text])));
alter table contact_wish add constraint contact_wish_only_channel_check CHECK ((only_channel = ANY (ARRAY['page'::text, 'email'::text, 'phone'::text, 'text'::text, 'letter'::text])));
alter table contact_wish add constraint contact_wish_unsafe_channels_check CHECK ((unsafe_channels <@ ARRAY['email'::text, 'phone'::text, 'text'::text, 'letter'::text]));
alter table contact_wish add constraint contact_wish_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table contact_wish add constraint contact_wish_set_by_fkey FOREIGN KEY (set_by) REFERENCES member(id);
alter table contact_wish add constraint contact_wish_pkey PRIMARY KEY (report_id);
alter table contact_wish enable row level security;
create policy change_wish on contact_wish for update to openasb_web using (holds_report(report_id)) with check (((set_by = ( SELECT my_member() AS my_member)) AND holds_report(report_id)));
create policy read_wish on contact_wish for select to openasb_web using (holds_report(report_id));
create policy serve_wish on contact_wish for select to openasb_worker using (true);
create policy write_wish on contact_wish for insert to openasb_web with check (((set_by = ( SELECT my_member() AS my_member)) AND holds_report(report_id)));
grant insert, select on contact_wish to openasb_web;
grant select on contact_wish to openasb_worker;
grant update (avoid_words, language, modified_at, only_channel, safe_times, set_by, unsafe_channels) on contact_wish to openasb_web;

create table context_layer (
  id uuid not null,
  organisation_id integer not null,
  name text not null,
  source text not null,
  licence text not null,
  handling text default ''::text not null,
  area_kind text not null,
  agreement_id uuid,
  seen_by integer[] default '{}'::integer[] not null,
  valid_until date not null,
  current_version_id uuid,
  added_by uuid not null,
  added_at timestamp with time zone default clock_timestamp() not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  withdrawn_because text default ''::text not null,
  version integer default 1 not null
);
alter table context_layer add constraint context_layer_area_kind_check CHECK ((area_kind = ANY (ARRAY['district'::text, 'ward'::text, 'beat'::text, 'lsoa'::text, 'grid'::text])));
alter table context_layer add constraint context_layer_check CHECK ((((withdrawn_at IS NULL) = (withdrawn_by IS NULL)) AND ((withdrawn_at IS NULL) = (withdrawn_because = ''::text))));
alter table context_layer add constraint context_layer_licence_check CHECK ((licence <> ''::text));
alter table context_layer add constraint context_layer_name_check CHECK ((name <> ''::text));
alter table context_layer add constraint context_layer_source_check CHECK ((source <> ''::text));
alter table context_layer add constraint context_layer_added_by_fkey FOREIGN KEY (added_by) REFERENCES member(id);
alter table context_layer add constraint context_layer_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreement(id);
alter table context_layer add constraint context_layer_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table context_layer add constraint context_layer_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES member(id);
alter table context_layer add constraint context_layer_pkey PRIMARY KEY (id);
CREATE INDEX context_layer_of ON context_layer USING btree (organisation_id, name);
alter table context_layer enable row level security;
create policy add_layer on context_layer for insert to openasb_web with check (((added_by = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_layers() AS my_layers)::integer[])) AND (current_version_id IS NULL) AND (withdrawn_at IS NULL) AND ((agreement_id IS NULL) OR agreement_holds(agreement_id, NULL::integer, organisation_id, CURRENT_DATE))));
create policy change_layer on context_layer for update to openasb_web using (((withdrawn_at IS NULL) AND (organisation_id = ANY (( SELECT my_layers() AS my_layers)::integer[])))) with check (((withdrawn_by IS NULL) OR (withdrawn_by = ( SELECT my_member() AS my_member))));
create policy read_layer on context_layer for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND ((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) OR ((current_version_id IS NOT NULL) AND (withdrawn_at IS NULL) AND (valid_until >= CURRENT_DATE) AND ((agreement_id IS NULL) OR (EXISTS ( SELECT
   FROM unnest(( SELECT my_organisations() AS my_organisations)) mine(id)
  WHERE ((mine.id = ANY (context_layer.seen_by)) AND agreement_holds(context_layer.agreement_id, context_layer.organisation_id, mine.id, CURRENT_DATE)))))))));
grant insert, select on context_layer to openasb_web;
grant update (current_version_id, version, withdrawn_at, withdrawn_because, withdrawn_by) on context_layer to openasb_web;

create table context_layer_value (
  version_id uuid not null,
  line integer not null,
  area_code text not null,
  period text default ''::text not null,
  measure text default ''::text not null,
  value double precision not null
);
alter table context_layer_value add constraint context_layer_value_version_id_fkey FOREIGN KEY (version_id) REFERENCES context_layer_version(id) ON DELETE CASCADE;
alter table context_layer_value add constraint context_layer_value_pkey PRIMARY KEY (version_id, line);
alter table context_layer_value enable row level security;
create policy add_layer_value on context_layer_value for insert to openasb_web with check ((EXISTS ( SELECT
   FROM (context_layer_version handed_in
     JOIN context_layer ON ((context_layer.id = handed_in.layer_id)))
  WHERE ((handed_in.id = context_layer_value.version_id) AND (handed_in.status = 'draft'::text) AND (context_layer.organisation_id = ANY (( SELECT my_layers() AS my_layers)::integer[]))))));
create policy read_layer_value on context_layer_value for select to openasb_web using ((EXISTS ( SELECT
   FROM context_layer_version
  WHERE (context_layer_version.id = context_layer_value.version_id))));
grant insert, select on context_layer_value to openasb_web;

create table context_layer_version (
  id uuid not null,
  layer_id uuid not null,
  number integer not null,
  file_name text default ''::text not null,
  header text[] not null,
  targets text[] not null,
  sheet jsonb,
  status text default 'draft'::text not null,
  added_by uuid not null,
  added_at timestamp with time zone default clock_timestamp() not null,
  published_at timestamp with time zone
);
alter table context_layer_version add constraint context_layer_version_check CHECK (((status = 'published'::text) = (published_at IS NOT NULL)));
alter table context_layer_version add constraint context_layer_version_number_check CHECK ((number > 0));
alter table context_layer_version add constraint context_layer_version_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'published'::text])));
alter table context_layer_version add constraint context_layer_version_added_by_fkey FOREIGN KEY (added_by) REFERENCES member(id);
alter table context_layer_version add constraint context_layer_version_layer_id_fkey FOREIGN KEY (layer_id) REFERENCES context_layer(id) ON DELETE CASCADE;
alter table context_layer_version add constraint context_layer_version_pkey PRIMARY KEY (id);
alter table context_layer_version add constraint context_layer_version_layer_id_number_key UNIQUE (layer_id, number);
alter table context_layer_version enable row level security;
create policy give_up_version on context_layer_version for delete to openasb_web using (((status = 'draft'::text) AND (EXISTS ( SELECT
   FROM context_layer
  WHERE ((context_layer.id = context_layer_version.layer_id) AND (context_layer.organisation_id = ANY (( SELECT my_layers() AS my_layers)::integer[])))))));
create policy hand_in_version on context_layer_version for insert to openasb_web with check (((added_by = ( SELECT my_member() AS my_member)) AND (status = 'draft'::text) AND (EXISTS ( SELECT
   FROM context_layer
  WHERE ((context_layer.id = context_layer_version.layer_id) AND (context_layer.withdrawn_at IS NULL) AND (context_layer.organisation_id = ANY (( SELECT my_layers() AS my_layers)::integer[])))))));
create policy publish_version on context_layer_version for update to openasb_web using (((status = 'draft'::text) AND (EXISTS ( SELECT
   FROM context_layer
  WHERE ((context_layer.id = context_layer_version.layer_id) AND (context_layer.withdrawn_at IS NULL) AND (context_layer.organisation_id = ANY (( SELECT my_layers() AS my_layers)::integer[]))))))) with check (true);
create policy read_layer_version on context_layer_version for select to openasb_web using ((EXISTS ( SELECT
   FROM context_layer
  WHERE ((context_layer.id = context_layer_version.layer_id) AND ((context_layer.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) OR (context_layer.current_version_id = context_layer_version.id))))));
grant delete, insert, select on context_layer_version to openasb_web;
grant update (published_at, sheet, status, targets) on context_layer_version to openasb_web;

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

create table custody_entry (
  id uuid default gen_random_uuid() not null,
  item_id uuid not null,
  at timestamp with time zone default clock_timestamp() not null,
  what text not null,
  detail text default ''::text not null,
  organisation_id integer,
  member_id uuid,
  actor_name text not null
);
alter table custody_entry add constraint custody_entry_what_check CHECK ((what = ANY (ARRAY['received'::text, 'attached'::text, 'scanned'::text, 'copied'::text, 'viewed'::text, 'downloaded'::text, 'hash_verified'::text, 'hash_differs'::text, 'shared_as_it_is'::text, 'redaction_asked'::text, 'redacted'::text, 'redaction_failed'::text, 'redaction_given'::text, 'held'::text, 'hold_lifted'::text, 'deleted'::text])));
alter table custody_entry add constraint custody_entry_item_id_fkey FOREIGN KEY (item_id) REFERENCES evidence_item(id) ON DELETE CASCADE;
alter table custody_entry add constraint custody_entry_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table custody_entry add constraint custody_entry_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table custody_entry add constraint custody_entry_pkey PRIMARY KEY (id);
CREATE INDEX custody_of_item ON custody_entry USING btree (item_id, at, id);
alter table custody_entry enable row level security;
create policy add_custody on custody_entry for insert to openasb_web with check (((NOT (member_id IS DISTINCT FROM ( SELECT my_member() AS my_member))) AND
CASE
    WHEN (organisation_id IS NULL) THEN (( SELECT my_organisations() AS my_organisations) = '{}'::integer[])
    ELSE (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))
END AND ((item_id = ( SELECT my_filing() AS my_filing)) OR (EXISTS ( SELECT
   FROM evidence_item
  WHERE (evidence_item.id = custody_entry.item_id))))));
create policy add_job_custody on custody_entry for insert to openasb_worker with check ((member_id IS NULL));
create policy read_custody on custody_entry for select to openasb_web using ((EXISTS ( SELECT
   FROM evidence_item
  WHERE (evidence_item.id = custody_entry.item_id))));
create policy serve_custody on custody_entry for select to openasb_worker using (true);
grant insert, select on custody_entry to openasb_web;
grant insert, select on custody_entry to openasb_worker;

create table decision_reason (
  id uuid not null,
  report_id uuid,
  case_id uuid,
  gate text not null,
  code text not null,
  label text not null,
  words text default ''::text not null,
  told_victim text default ''::text not null,
  organisation_id integer not null,
  decided_by uuid,
  decided_at timestamp with time zone default clock_timestamp() not null,
  list_from date
);
alter table decision_reason add constraint decision_reason_check CHECK (((report_id IS NULL) <> (case_id IS NULL)));
alter table decision_reason add constraint decision_reason_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table decision_reason add constraint decision_reason_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES member(id);
alter table decision_reason add constraint decision_reason_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table decision_reason add constraint decision_reason_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table decision_reason add constraint decision_reason_pkey PRIMARY KEY (id);
CREATE INDEX decision_reason_of_case ON decision_reason USING btree (case_id, decided_at) WHERE (case_id IS NOT NULL);
CREATE INDEX decision_reason_of_report ON decision_reason USING btree (report_id, decided_at) WHERE (report_id IS NOT NULL);
alter table decision_reason enable row level security;
create policy give_reason on decision_reason for insert to openasb_web with check (((decided_by = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND
CASE
    WHEN (report_id IS NOT NULL) THEN (EXISTS ( SELECT
       FROM report
      WHERE ((report.id = decision_reason.report_id) AND (report.organisation_id = decision_reason.organisation_id))))
    ELSE (EXISTS ( SELECT
       FROM asb_case
      WHERE ((asb_case.id = decision_reason.case_id) AND (asb_case.organisation_id = decision_reason.organisation_id))))
END));
create policy read_reason on decision_reason for select to openasb_web using (
CASE
    WHEN (report_id IS NOT NULL) THEN (EXISTS ( SELECT
       FROM report
      WHERE (report.id = decision_reason.report_id)))
    ELSE (EXISTS ( SELECT
       FROM asb_case
      WHERE (asb_case.id = decision_reason.case_id)))
END);
create policy serve_reason on decision_reason for select to openasb_worker using (true);
grant insert, select on decision_reason to openasb_web;
grant select on decision_reason to openasb_worker;

create table diary_entry (
  id uuid not null,
  report_id uuid not null,
  submission_id uuid not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  what text not null,
  effect text default ''::text not null,
  added_at timestamp with time zone default now() not null
);
alter table diary_entry add constraint diary_entry_check CHECK ((ended_at >= started_at));
alter table diary_entry add constraint diary_entry_what_check CHECK ((what <> ''::text));
alter table diary_entry add constraint diary_entry_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table diary_entry add constraint diary_entry_pkey PRIMARY KEY (id);
alter table diary_entry add constraint diary_entry_submission_id_key UNIQUE (submission_id);
CREATE INDEX diary_entry_of_report ON diary_entry USING btree (report_id, started_at);
alter table diary_entry enable row level security;
CREATE TRIGGER becomes_nudge_due AFTER INSERT ON diary_entry FOR EACH ROW EXECUTE FUNCTION becomes_nudge_due();
create policy read_diary on diary_entry for select to openasb_web, openasb_worker using ((EXISTS ( SELECT
   FROM report
  WHERE (report.id = diary_entry.report_id))));
grant select on diary_entry to openasb_web;
grant select on diary_entry to openasb_worker;

create table directory_activity (
  organisation_id integer not null,
  heard_at timestamp with time zone not null,
  changed_at timestamp with time zone,
  change text default ''::text not null
);
alter table directory_activity add constraint directory_activity_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table directory_activity add constraint directory_activity_pkey PRIMARY KEY (organisation_id);
alter table directory_activity enable row level security;
create policy read_directory on directory_activity for select to openasb_web using (( SELECT am_coordinator() AS am_coordinator));
grant select on directory_activity to openasb_web;

create table directory_group (
  id uuid not null,
  organisation_id integer not null,
  display_name text not null,
  external_id text default ''::text not null,
  role text,
  team_id uuid,
  is_provisioned boolean not null,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  modified_at timestamp with time zone default now() not null
);
alter table directory_group add constraint directory_group_check CHECK (((team_id IS NULL) OR (role IS NOT NULL)));
alter table directory_group add constraint directory_group_display_name_check CHECK ((display_name <> ''::text));
alter table directory_group add constraint directory_group_role_check CHECK ((role = ANY (ARRAY['triage_officer'::text, 'case_officer'::text, 'supervisor'::text, 'analyst'::text, 'coordinator'::text, 'information_governance'::text])));
alter table directory_group add constraint directory_group_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table directory_group add constraint directory_group_team_id_organisation_id_fkey FOREIGN KEY (team_id, organisation_id) REFERENCES team(id, organisation_id);
alter table directory_group add constraint directory_group_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX directory_group_name ON directory_group USING btree (organisation_id, lower(display_name));
alter table directory_group enable row level security;
create policy read_directory on directory_group for select to openasb_web using (( SELECT am_coordinator() AS am_coordinator));
grant select on directory_group to openasb_web;

create table directory_group_member (
  group_id uuid not null,
  user_id uuid not null,
  added_at timestamp with time zone default now() not null
);
alter table directory_group_member add constraint directory_group_member_group_id_fkey FOREIGN KEY (group_id) REFERENCES directory_group(id) ON DELETE CASCADE;
alter table directory_group_member add constraint directory_group_member_user_id_fkey FOREIGN KEY (user_id) REFERENCES directory_user(id) ON DELETE CASCADE;
alter table directory_group_member add constraint directory_group_member_pkey PRIMARY KEY (group_id, user_id);
CREATE INDEX directory_group_member_of ON directory_group_member USING btree (user_id);
alter table directory_group_member enable row level security;
create policy read_directory on directory_group_member for select to openasb_web using (( SELECT am_coordinator() AS am_coordinator));
grant select on directory_group_member to openasb_web;

create table directory_identity (
  issuer text not null,
  subject text not null,
  user_id text not null,
  provider_id uuid not null,
  linked_at timestamp with time zone default now() not null,
  last_used_at timestamp with time zone default now() not null
);
alter table directory_identity add constraint directory_identity_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES identity_provider(id);
alter table directory_identity add constraint directory_identity_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity_user(id) ON DELETE CASCADE;
alter table directory_identity add constraint directory_identity_pkey PRIMARY KEY (issuer, subject);
CREATE UNIQUE INDEX directory_identity_of_user ON directory_identity USING btree (user_id);
alter table directory_identity enable row level security;
create policy serve_sign_in on directory_identity for all to openasb_identity using (true) with check (true);
grant delete, insert, select, update on directory_identity to openasb_identity;

create table directory_problem (
  organisation_id integer not null,
  kind text not null,
  subject text not null,
  detail text not null,
  times integer default 1 not null,
  first_at timestamp with time zone default now() not null,
  last_at timestamp with time zone default now() not null
);
alter table directory_problem add constraint directory_problem_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table directory_problem add constraint directory_problem_pkey PRIMARY KEY (organisation_id, kind, subject);
alter table directory_problem enable row level security;
create policy read_directory on directory_problem for select to openasb_web using (( SELECT am_coordinator() AS am_coordinator));
grant select on directory_problem to openasb_web;

create table directory_user (
  id uuid not null,
  organisation_id integer not null,
  member_id uuid not null,
  user_name text not null,
  external_id text default ''::text not null,
  display_name text default ''::text not null,
  formatted_name text default ''::text not null,
  given_name text default ''::text not null,
  family_name text default ''::text not null,
  email text not null,
  active boolean not null,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  modified_at timestamp with time zone default now() not null
);
alter table directory_user add constraint directory_user_email_check CHECK ((email <> ''::text));
alter table directory_user add constraint directory_user_user_name_check CHECK ((user_name <> ''::text));
alter table directory_user add constraint directory_user_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table directory_user add constraint directory_user_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table directory_user add constraint directory_user_pkey PRIMARY KEY (id);
alter table directory_user add constraint directory_user_organisation_id_member_id_key UNIQUE (organisation_id, member_id);
CREATE INDEX directory_user_email ON directory_user USING btree (organisation_id, lower(email));
CREATE INDEX directory_user_external ON directory_user USING btree (organisation_id, external_id);
CREATE UNIQUE INDEX directory_user_name ON directory_user USING btree (organisation_id, lower(user_name));
CREATE INDEX directory_user_of_member ON directory_user USING btree (member_id);
alter table directory_user enable row level security;
create policy read_directory on directory_user for select to openasb_web using (( SELECT am_coordinator() AS am_coordinator));
grant select (active, created_at, id, modified_at, organisation_id) on directory_user to openasb_web;

create table disclosure_policy (
  organisation_id integer not null,
  sensitivity text not null,
  asks_reason boolean not null,
  least_length integer default 10 not null,
  standard_reasons text[] default '{}'::text[] not null,
  version integer default 1 not null,
  modified_by uuid,
  modified_at timestamp with time zone default now() not null
);
alter table disclosure_policy add constraint disclosure_policy_least_length_check CHECK (((least_length >= 1) AND (least_length <= 200)));
alter table disclosure_policy add constraint disclosure_policy_sensitivity_check CHECK ((sensitivity = ANY (ARRAY['ordinary'::text, 'restricted'::text])));
alter table disclosure_policy add constraint disclosure_policy_standard_reasons_check CHECK ((cardinality(standard_reasons) <= 12));
alter table disclosure_policy add constraint disclosure_policy_modified_by_fkey FOREIGN KEY (modified_by) REFERENCES member(id);
alter table disclosure_policy add constraint disclosure_policy_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table disclosure_policy add constraint disclosure_policy_pkey PRIMARY KEY (organisation_id, sensitivity);
alter table disclosure_policy enable row level security;
create policy change_disclosure_policy on disclosure_policy for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))) with check (((modified_by = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))));
create policy read_disclosure_policy on disclosure_policy for select to openasb_web using ((( SELECT my_member() AS my_member) IS NOT NULL));
create policy set_disclosure_policy on disclosure_policy for insert to openasb_web with check (((modified_by = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))));
grant insert, select, update on disclosure_policy to openasb_web;

create table entry_draft (
  id uuid not null,
  member_id uuid not null,
  organisation_id integer not null,
  channel text not null,
  asb_type text not null,
  question_set_version integer not null,
  submission_id uuid not null,
  answers jsonb default '{}'::jsonb not null,
  started_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  submitted_at timestamp with time zone
);
alter table entry_draft add constraint entry_draft_channel_check CHECK ((channel = ANY (ARRAY['phone'::text, 'paper'::text, 'in_person'::text, 'email'::text, 'police_form'::text])));
alter table entry_draft add constraint entry_draft_asb_type_question_set_version_fkey FOREIGN KEY (asb_type, question_set_version) REFERENCES question_set(asb_type, version);
alter table entry_draft add constraint entry_draft_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table entry_draft add constraint entry_draft_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table entry_draft add constraint entry_draft_pkey PRIMARY KEY (id);
alter table entry_draft add constraint entry_draft_submission_id_key UNIQUE (submission_id);
CREATE INDEX entry_draft_age ON entry_draft USING btree (updated_at);
CREATE INDEX entry_draft_of ON entry_draft USING btree (member_id, updated_at) WHERE (submitted_at IS NULL);
alter table entry_draft enable row level security;
create policy clear_entry on entry_draft for delete to openasb_worker using (true);
create policy tidy_entry on entry_draft for select to openasb_worker using (true);
create policy type_entry on entry_draft for all to openasb_web using (((member_id = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))) with check (((member_id = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))));
grant delete, insert, select, update on entry_draft to openasb_web;
grant delete, select on entry_draft to openasb_worker;

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
create policy read_tombstone on erased_record for select to openasb_feed using ((audience && ( SELECT my_circles() AS my_circles)));
grant select on erased_record to openasb_feed;

create table evidence_file (
  item_id uuid not null,
  role text not null,
  file_id uuid not null,
  media_type text not null,
  size bigint not null,
  sha256 bytea not null,
  created_at timestamp with time zone default now() not null
);
alter table evidence_file add constraint evidence_file_role_check CHECK ((role = ANY (ARRAY['original'::text, 'copy'::text, 'thumbnail'::text])));
alter table evidence_file add constraint evidence_file_sha256_check CHECK ((length(sha256) = 32));
alter table evidence_file add constraint evidence_file_size_check CHECK ((size > 0));
alter table evidence_file add constraint evidence_file_item_id_fkey FOREIGN KEY (item_id) REFERENCES evidence_item(id) ON DELETE CASCADE;
alter table evidence_file add constraint evidence_file_pkey PRIMARY KEY (item_id, role);
CREATE INDEX evidence_file_stored ON evidence_file USING btree (file_id);
alter table evidence_file enable row level security;
create policy keep_evidence_file on evidence_file for insert to openasb_worker with check (true);
create policy read_evidence_file on evidence_file for select to openasb_web using (((EXISTS ( SELECT
   FROM evidence_item item
  WHERE ((item.id = evidence_file.item_id) AND (item.scan_status = ANY (ARRAY['clean'::text, 'unavailable'::text]))))) AND (holds_evidence(item_id) OR ((role <> 'original'::text) AND (NOT (EXISTS ( SELECT
   FROM evidence_redaction given
  WHERE ((given.item_id = evidence_file.item_id) AND given.for_partners))))))));
create policy receive_evidence_file on evidence_file for insert to openasb_web with check (
CASE role
    WHEN 'original'::text THEN (item_id = ( SELECT my_filing() AS my_filing))
    WHEN 'copy'::text THEN (holds_evidence(item_id) AND (EXISTS ( SELECT
       FROM evidence_item item
      WHERE ((item.id = evidence_file.item_id) AND (item.scan_status = ANY (ARRAY['clean'::text, 'unavailable'::text])) AND (item.copy_status = 'none'::text)))))
    ELSE false
END);
create policy serve_evidence_file on evidence_file for select to openasb_worker using (true);
grant insert, select on evidence_file to openasb_web;
grant insert, select on evidence_file to openasb_worker;

create table evidence_hold (
  id uuid not null,
  item_id uuid not null,
  because text not null,
  placed_by uuid not null,
  placed_at timestamp with time zone default now() not null,
  released_by uuid,
  released_at timestamp with time zone,
  released_because text default ''::text not null
);
alter table evidence_hold add constraint evidence_hold_because_check CHECK (((TRIM(BOTH FROM because) <> ''::text) AND (length(because) <= 1000)));
alter table evidence_hold add constraint evidence_hold_check CHECK (((released_at IS NULL) = (released_by IS NULL)));
alter table evidence_hold add constraint evidence_hold_check1 CHECK (((released_at IS NULL) OR (TRIM(BOTH FROM released_because) <> ''::text)));
alter table evidence_hold add constraint evidence_hold_released_because_check CHECK ((length(released_because) <= 1000));
alter table evidence_hold add constraint evidence_hold_item_id_fkey FOREIGN KEY (item_id) REFERENCES evidence_item(id) ON DELETE CASCADE;
alter table evidence_hold add constraint evidence_hold_placed_by_fkey FOREIGN KEY (placed_by) REFERENCES member(id);
alter table evidence_hold add constraint evidence_hold_released_by_fkey FOREIGN KEY (released_by) REFERENCES member(id);
alter table evidence_hold add constraint evidence_hold_pkey PRIMARY KEY (id);
CREATE INDEX evidence_hold_of_item ON evidence_hold USING btree (item_id, placed_at);
alter table evidence_hold enable row level security;
CREATE TRIGGER marks_evidence AFTER INSERT OR UPDATE ON evidence_hold FOR EACH ROW EXECUTE FUNCTION hold_marks_evidence();
create policy lift_evidence_hold on evidence_hold for update to openasb_web using ((holds_evidence(item_id) AND (released_at IS NULL))) with check ((holds_evidence(item_id) AND (released_by = ( SELECT my_member() AS my_member))));
create policy place_evidence_hold on evidence_hold for insert to openasb_web with check ((holds_evidence(item_id) AND (placed_by = ( SELECT my_member() AS my_member)) AND (released_at IS NULL) AND (EXISTS ( SELECT
   FROM evidence_item item
  WHERE ((item.id = evidence_hold.item_id) AND (item.deleted_at IS NULL) AND (num_nonnulls(item.report_id, item.case_id) = 1))))));
create policy read_evidence_hold on evidence_hold for select to openasb_web using (holds_evidence(item_id));
grant insert, select on evidence_hold to openasb_web;
grant update (released_at, released_because, released_by) on evidence_hold to openasb_web;

create table evidence_item (
  id uuid not null,
  report_id uuid,
  case_id uuid,
  submission_id uuid,
  inbox_organisation_id integer,
  kind text not null,
  media_type text not null,
  size bigint not null,
  sha256 bytea not null,
  door text not null,
  received_at timestamp with time zone default now() not null,
  added_by uuid,
  added_for integer,
  scan_status text default 'pending'::text not null,
  scan_says text default ''::text not null,
  scanned_at timestamp with time zone,
  copy_status text default 'pending'::text not null,
  copy_says text default ''::text not null,
  due_at timestamp with time zone,
  kept_until date,
  held_by text,
  deleted_at timestamp with time zone
);
alter table evidence_item add constraint evidence_item_check CHECK ((num_nonnulls(report_id, case_id, submission_id, inbox_organisation_id) >= 1));
alter table evidence_item add constraint evidence_item_check1 CHECK ((num_nonnulls(report_id, case_id) <= 1));
alter table evidence_item add constraint evidence_item_check2 CHECK (((submission_id IS NULL) OR (case_id IS NULL)));
alter table evidence_item add constraint evidence_item_check3 CHECK (((inbox_organisation_id IS NULL) = (due_at IS NULL)));
alter table evidence_item add constraint evidence_item_copy_status_check CHECK ((copy_status = ANY (ARRAY['pending'::text, 'ready'::text, 'none'::text])));
alter table evidence_item add constraint evidence_item_door_check CHECK ((door = ANY (ARRAY['public_form'::text, 'status_page'::text, 'diary'::text, 'staff'::text, 'machine'::text, 'demo'::text])));
alter table evidence_item add constraint evidence_item_held_by_check CHECK ((held_by = ANY (ARRAY['hold'::text, 'open'::text, 'order'::text, 'review'::text, 'rule'::text])));
alter table evidence_item add constraint evidence_item_kind_check CHECK ((kind = ANY (ARRAY['photo'::text, 'video'::text, 'sound'::text, 'document'::text])));
alter table evidence_item add constraint evidence_item_scan_status_check CHECK ((scan_status = ANY (ARRAY['pending'::text, 'clean'::text, 'infected'::text, 'unavailable'::text])));
alter table evidence_item add constraint evidence_item_sha256_check CHECK ((length(sha256) = 32));
alter table evidence_item add constraint evidence_item_size_check CHECK ((size > 0));
alter table evidence_item add constraint evidence_item_added_by_fkey FOREIGN KEY (added_by) REFERENCES member(id);
alter table evidence_item add constraint evidence_item_added_for_fkey FOREIGN KEY (added_for) REFERENCES organisation(id);
alter table evidence_item add constraint evidence_item_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table evidence_item add constraint evidence_item_inbox_organisation_id_fkey FOREIGN KEY (inbox_organisation_id) REFERENCES organisation(id);
alter table evidence_item add constraint evidence_item_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table evidence_item add constraint evidence_item_pkey PRIMARY KEY (id);
CREATE INDEX evidence_item_to_delete ON evidence_item USING btree (kept_until, id) WHERE ((deleted_at IS NULL) AND (held_by IS NULL));
CREATE UNIQUE INDEX evidence_of_case ON evidence_item USING btree (case_id, sha256) WHERE (case_id IS NOT NULL);
CREATE UNIQUE INDEX evidence_of_report ON evidence_item USING btree (report_id, sha256) WHERE (report_id IS NOT NULL);
CREATE UNIQUE INDEX evidence_of_submission ON evidence_item USING btree (submission_id, sha256) WHERE (submission_id IS NOT NULL);
CREATE INDEX evidence_same_bytes ON evidence_item USING btree (sha256);
CREATE INDEX evidence_unfinished ON evidence_item USING btree (received_at) WHERE ((scan_status = ANY (ARRAY['pending'::text, 'unavailable'::text])) OR (copy_status = 'pending'::text));
CREATE INDEX evidence_unsent ON evidence_item USING btree (received_at) WHERE ((report_id IS NULL) AND (case_id IS NULL) AND (inbox_organisation_id IS NULL));
CREATE INDEX evidence_waiting ON evidence_item USING btree (inbox_organisation_id, due_at) WHERE ((inbox_organisation_id IS NOT NULL) AND (report_id IS NULL) AND (case_id IS NULL));
alter table evidence_item enable row level security;
CREATE TRIGGER finds_its_report BEFORE INSERT ON evidence_item FOR EACH ROW EXECUTE FUNCTION evidence_finds_its_report();
create policy forget_evidence on evidence_item for delete to openasb_worker using (((report_id IS NULL) AND (case_id IS NULL) AND (inbox_organisation_id IS NULL)));
create policy look_at_evidence on evidence_item for update to openasb_worker using (true) with check (true);
create policy match_evidence on evidence_item for update to openasb_web using (((report_id IS NULL) AND (case_id IS NULL) AND (inbox_organisation_id = ANY (( SELECT my_casework() AS my_casework)::integer[])))) with check (
CASE
    WHEN (report_id IS NOT NULL) THEN (EXISTS ( SELECT
       FROM report
      WHERE (report.id = evidence_item.report_id)))
    WHEN (case_id IS NOT NULL) THEN (EXISTS ( SELECT
       FROM asb_case
      WHERE (asb_case.id = evidence_item.case_id)))
    ELSE (inbox_organisation_id = ANY (( SELECT my_casework() AS my_casework)::integer[]))
END);
create policy read_evidence on evidence_item for select to openasb_web using (
CASE
    WHEN (report_id IS NOT NULL) THEN (EXISTS ( SELECT
       FROM report
      WHERE (report.id = evidence_item.report_id)))
    WHEN (case_id IS NOT NULL) THEN (EXISTS ( SELECT
       FROM asb_case
      WHERE (asb_case.id = evidence_item.case_id)))
    WHEN (inbox_organisation_id IS NOT NULL) THEN (inbox_organisation_id = ANY (( SELECT my_casework() AS my_casework)::integer[]))
    ELSE ((added_by = ( SELECT my_member() AS my_member)) OR (EXISTS ( SELECT
       FROM report_draft
      WHERE (report_draft.submission_id = evidence_item.submission_id))))
END);
create policy receive_evidence on evidence_item for insert to openasb_web with check (((id = ( SELECT my_filing() AS my_filing)) AND (scan_status = 'pending'::text) AND (copy_status = 'pending'::text) AND (inbox_organisation_id IS NULL) AND (NOT (added_by IS DISTINCT FROM ( SELECT my_member() AS my_member))) AND ((added_for IS NULL) OR (added_for = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))) AND ((submission_id IS NOT NULL) OR ((( SELECT my_member() AS my_member) IS NOT NULL) AND
CASE
    WHEN (report_id IS NOT NULL) THEN (EXISTS ( SELECT
       FROM report
      WHERE (report.id = evidence_item.report_id)))
    ELSE (EXISTS ( SELECT
       FROM asb_case
      WHERE (asb_case.id = evidence_item.case_id)))
END))));
create policy serve_evidence on evidence_item for select to openasb_worker using (true);
create policy take_back_evidence on evidence_item for delete to openasb_web using (((report_id IS NULL) AND (case_id IS NULL) AND (inbox_organisation_id IS NULL) AND ((added_by = ( SELECT my_member() AS my_member)) OR (EXISTS ( SELECT
   FROM report_draft
  WHERE (report_draft.submission_id = evidence_item.submission_id))))));
create policy take_evidence on evidence_item for insert to openasb_worker with check ((added_by IS NULL));
grant delete, insert, select on evidence_item to openasb_web;
grant delete, insert, select on evidence_item to openasb_worker;
grant update (case_id, report_id) on evidence_item to openasb_web;
grant update (copy_says, copy_status, scan_says, scan_status, scanned_at) on evidence_item to openasb_worker;

create table evidence_private (
  item_id uuid not null,
  original_name text default ''::text not null,
  taken_at text default ''::text not null,
  "position" point,
  device text default ''::text not null,
  read_at timestamp with time zone
);
alter table evidence_private add constraint evidence_private_item_id_fkey FOREIGN KEY (item_id) REFERENCES evidence_item(id) ON DELETE CASCADE;
alter table evidence_private add constraint evidence_private_pkey PRIMARY KEY (item_id);
alter table evidence_private enable row level security;
create policy fill_evidence_private on evidence_private for update to openasb_worker using (true) with check (true);
create policy read_evidence_private on evidence_private for select to openasb_web using ((holds_evidence(item_id) OR (EXISTS ( SELECT
   FROM evidence_item item
  WHERE ((item.id = evidence_private.item_id) AND (item.report_id IS NULL) AND (item.case_id IS NULL))))));
create policy receive_evidence_private on evidence_private for insert to openasb_web with check ((item_id = ( SELECT my_filing() AS my_filing)));
create policy serve_evidence_private on evidence_private for select to openasb_worker using (true);
create policy take_evidence_private on evidence_private for insert to openasb_worker with check (true);
grant insert, select on evidence_private to openasb_web;
grant insert, select on evidence_private to openasb_worker;
grant update (device, position, read_at, taken_at) on evidence_private to openasb_worker;

create table evidence_redaction (
  id uuid not null,
  item_id uuid not null,
  parts jsonb not null,
  because text not null,
  asked_by uuid not null,
  asked_for integer not null,
  asked_at timestamp with time zone not null,
  status text default 'asked'::text not null,
  says text default ''::text not null,
  made_at timestamp with time zone,
  original_sha256 bytea,
  file_id uuid,
  media_type text,
  size bigint,
  sha256 bytea,
  for_partners boolean default false not null,
  for_court boolean default false not null,
  for_subject_access text default ''::text not null
);
alter table evidence_redaction add constraint evidence_redaction_because_check CHECK ((TRIM(BOTH FROM because) <> ''::text));
alter table evidence_redaction add constraint evidence_redaction_check CHECK (((status = 'made'::text) = (num_nonnulls(made_at, original_sha256, file_id, media_type, size, sha256) = 6)));
alter table evidence_redaction add constraint evidence_redaction_check1 CHECK (((status = 'made'::text) OR (num_nonnulls(made_at, original_sha256, file_id, media_type, size, sha256) = 0)));
alter table evidence_redaction add constraint evidence_redaction_check2 CHECK (((status = 'made'::text) OR (NOT (for_partners OR for_court OR (for_subject_access <> ''::text)))));
alter table evidence_redaction add constraint evidence_redaction_original_sha256_check CHECK ((length(original_sha256) = 32));
alter table evidence_redaction add constraint evidence_redaction_sha256_check CHECK ((length(sha256) = 32));
alter table evidence_redaction add constraint evidence_redaction_size_check CHECK ((size > 0));
alter table evidence_redaction add constraint evidence_redaction_status_check CHECK ((status = ANY (ARRAY['asked'::text, 'made'::text, 'failed'::text])));
alter table evidence_redaction add constraint evidence_redaction_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES member(id);
alter table evidence_redaction add constraint evidence_redaction_asked_for_fkey FOREIGN KEY (asked_for) REFERENCES organisation(id);
alter table evidence_redaction add constraint evidence_redaction_item_id_fkey FOREIGN KEY (item_id) REFERENCES evidence_item(id) ON DELETE CASCADE;
alter table evidence_redaction add constraint evidence_redaction_pkey PRIMARY KEY (id);
alter table evidence_redaction add constraint evidence_redaction_file_id_key UNIQUE (file_id);
CREATE UNIQUE INDEX redaction_for_court ON evidence_redaction USING btree (item_id) WHERE for_court;
CREATE UNIQUE INDEX redaction_for_partners ON evidence_redaction USING btree (item_id) WHERE for_partners;
CREATE UNIQUE INDEX redaction_for_subject_access ON evidence_redaction USING btree (for_subject_access, item_id) WHERE (for_subject_access <> ''::text);
CREATE INDEX redactions_of_item ON evidence_redaction USING btree (item_id, asked_at);
alter table evidence_redaction enable row level security;
create policy ask_redaction on evidence_redaction for insert to openasb_web with check ((holds_evidence(item_id) AND (asked_by = ( SELECT my_member() AS my_member)) AND (asked_for = ANY (( SELECT my_casework() AS my_casework)::integer[])) AND (status = 'asked'::text) AND (EXISTS ( SELECT
   FROM evidence_item item
  WHERE ((item.id = evidence_redaction.item_id) AND (item.scan_status = ANY (ARRAY['clean'::text, 'unavailable'::text])) AND (item.copy_status = 'ready'::text))))));
create policy choose_redaction on evidence_redaction for update to openasb_web using (holds_evidence(item_id)) with check (holds_evidence(item_id));
create policy make_redaction on evidence_redaction for update to openasb_worker using (true) with check (true);
create policy read_redaction on evidence_redaction for select to openasb_web using ((holds_evidence(item_id) OR (for_partners AND (EXISTS ( SELECT
   FROM evidence_item item
  WHERE ((item.id = evidence_redaction.item_id) AND (item.scan_status = ANY (ARRAY['clean'::text, 'unavailable'::text]))))))));
create policy serve_redaction on evidence_redaction for select to openasb_worker using (true);
grant insert, select on evidence_redaction to openasb_web;
grant select on evidence_redaction to openasb_worker;
grant update (for_court, for_partners, for_subject_access) on evidence_redaction to openasb_web;
grant update (file_id, made_at, media_type, original_sha256, says, sha256, size, status) on evidence_redaction to openasb_worker;

create table evidence_retention (
  valid_from date not null,
  kind text not null,
  outcome text not null,
  keep_months integer,
  source text not null,
  set_by uuid
);
alter table evidence_retention add constraint evidence_retention_keep_months_check CHECK (((keep_months >= 1) AND (keep_months <= 1200)));
alter table evidence_retention add constraint evidence_retention_kind_check CHECK ((kind = ANY (ARRAY['any'::text, 'photo'::text, 'video'::text, 'sound'::text, 'document'::text])));
alter table evidence_retention add constraint evidence_retention_outcome_check CHECK ((outcome = ANY (ARRAY['any'::text, 'resolved'::text, 'behaviour_stopped'::text, 'enforcement'::text, 'no_further_contact'::text, 'no_evidence'::text, 'moved_away'::text, 'closed'::text, 'refused'::text, 'not_asb'::text])));
alter table evidence_retention add constraint evidence_retention_source_check CHECK (((source <> ''::text) AND (length(source) <= 500)));
alter table evidence_retention add constraint evidence_retention_set_by_fkey FOREIGN KEY (set_by) REFERENCES member(id);
alter table evidence_retention add constraint evidence_retention_pkey PRIMARY KEY (valid_from, kind, outcome);
alter table evidence_retention enable row level security;
create policy read_evidence_retention on evidence_retention for select to openasb_web, openasb_worker using (true);
create policy set_evidence_retention on evidence_retention for insert to openasb_web with check (((set_by = ( SELECT my_member() AS my_member)) AND sets_evidence_retention(valid_from)));
create policy take_evidence_retention_back on evidence_retention for delete to openasb_web using (sets_evidence_retention(valid_from));
grant delete, insert, select on evidence_retention to openasb_web;
grant select on evidence_retention to openasb_worker;

create table exposure_finding (
  run_id uuid not null,
  number integer not null,
  kind text not null,
  organisation_id integer not null,
  report_id uuid,
  case_id uuid,
  receiver_id integer,
  member_id uuid,
  counted integer default 0 not null,
  usual integer default 0 not null,
  detail text default ''::text not null
);
alter table exposure_finding add constraint exposure_finding_kind_check CHECK ((kind = ANY (ARRAY['drift'::text, 'override'::text, 'agreement_over'::text, 'nobody_cleared'::text, 'reads_many'::text, 'reads_one_often'::text, 'reads_at_night'::text])));
alter table exposure_finding add constraint exposure_finding_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table exposure_finding add constraint exposure_finding_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table exposure_finding add constraint exposure_finding_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table exposure_finding add constraint exposure_finding_receiver_id_fkey FOREIGN KEY (receiver_id) REFERENCES organisation(id);
alter table exposure_finding add constraint exposure_finding_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table exposure_finding add constraint exposure_finding_run_id_fkey FOREIGN KEY (run_id) REFERENCES exposure_run(id) ON DELETE CASCADE;
alter table exposure_finding add constraint exposure_finding_pkey PRIMARY KEY (run_id, number);
CREATE INDEX exposure_finding_of ON exposure_finding USING btree (run_id, organisation_id, kind, number);
alter table exposure_finding enable row level security;
create policy read_exposure_finding on exposure_finding for select to openasb_web using ((organisation_id = ANY (( SELECT my_organisations_as('{supervisor,information_governance}'::text[]) AS my_organisations_as)::integer[])));
create policy serve_exposure_finding on exposure_finding for select to openasb_worker using (true);
create policy write_exposure_finding on exposure_finding for insert to openasb_worker with check (true);
grant select on exposure_finding to openasb_web;
grant insert, select on exposure_finding to openasb_worker;

create table exposure_run (
  id uuid not null,
  for_day date not null,
  asked_by uuid,
  mends boolean default false not null,
  started_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone,
  records_to_check integer default 0 not null,
  records_checked integer default 0 not null,
  drifted integer default 0 not null,
  uncovered integer default 0 not null,
  unusual integer default 0 not null,
  failure text default ''::text not null
);
alter table exposure_run add constraint exposure_run_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES member(id);
alter table exposure_run add constraint exposure_run_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX exposure_nightly ON exposure_run USING btree (for_day) WHERE (asked_by IS NULL);
CREATE INDEX exposure_run_time ON exposure_run USING btree (started_at DESC);
alter table exposure_run enable row level security;
create policy ask_exposure_run on exposure_run for insert to openasb_web with check (((asked_by = ( SELECT my_member() AS my_member)) AND (finished_at IS NULL) AND ((NOT mends) OR am_one_of('{supervisor,information_governance}'::text[], NULL::integer))));
create policy finish_exposure_run on exposure_run for update to openasb_worker using (true) with check (true);
create policy read_exposure_run on exposure_run for select to openasb_web using ((( SELECT my_member() AS my_member) IS NOT NULL));
create policy serve_exposure_run on exposure_run for select to openasb_worker using (true);
create policy start_exposure_run on exposure_run for insert to openasb_worker with check ((asked_by IS NULL));
grant insert, select on exposure_run to openasb_web;
grant insert, select on exposure_run to openasb_worker;
grant update (drifted, failure, finished_at, records_checked, records_to_check, uncovered, unusual) on exposure_run to openasb_worker;

create table flag (
  id uuid not null,
  report_id uuid not null,
  rule text not null,
  rule_version integer not null,
  subject uuid not null,
  rests_on_itself boolean not null,
  basis uuid[] default '{}'::uuid[] not null,
  raised_at timestamp with time zone default clock_timestamp() not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  ended_because text default ''::text not null
);
alter table flag add constraint flag_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES member(id);
alter table flag add constraint flag_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table flag add constraint flag_rule_rule_version_fkey FOREIGN KEY (rule, rule_version) REFERENCES flag_rule(code, version);
alter table flag add constraint flag_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX flag_live ON flag USING btree (report_id, rule, subject) WHERE (ended_at IS NULL);
CREATE INDEX flag_of_report ON flag USING btree (report_id);
CREATE INDEX flag_resting_on ON flag USING gin (basis) WHERE (ended_at IS NULL);
alter table flag enable row level security;
create policy nobody_reads_flag on flag for all to public using (false);

create table flag_rule (
  code text not null,
  version integer not null,
  valid_from date not null,
  valid_to date,
  kind text not null,
  name text not null,
  source text not null,
  measure text not null,
  entity text not null,
  at_least integer not null,
  window_days integer not null,
  same_type boolean default false not null,
  within_m integer,
  roles text[] default '{}'::text[] not null,
  expires_after_days integer not null
);
alter table flag_rule add constraint flag_rule_at_least_check CHECK ((at_least > 0));
alter table flag_rule add constraint flag_rule_check CHECK ((valid_to > valid_from));
alter table flag_rule add constraint flag_rule_check1 CHECK (((entity = 'place'::text) = (within_m IS NOT NULL)));
alter table flag_rule add constraint flag_rule_entity_check CHECK ((entity = ANY (ARRAY['person'::text, 'household'::text, 'place'::text, 'report'::text])));
alter table flag_rule add constraint flag_rule_expires_after_days_check CHECK ((expires_after_days > 0));
alter table flag_rule add constraint flag_rule_kind_check CHECK ((kind = ANY (ARRAY['vulnerability'::text, 'repeat_victim'::text, 'repeat_place'::text, 'escalation'::text])));
alter table flag_rule add constraint flag_rule_measure_check CHECK ((measure = ANY (ARRAY['reports'::text, 'vulnerability'::text, 'risk'::text])));
alter table flag_rule add constraint flag_rule_version_check CHECK ((version > 0));
alter table flag_rule add constraint flag_rule_window_days_check CHECK ((window_days > 0));
alter table flag_rule add constraint flag_rule_within_m_check CHECK ((within_m > 0));
alter table flag_rule add constraint flag_rule_pkey PRIMARY KEY (code, version);
alter table flag_rule enable row level security;
create policy read_flag_rule on flag_rule for select to openasb_web, openasb_worker using (true);
grant select on flag_rule to openasb_web;
grant select on flag_rule to openasb_worker;

create table followed_place (
  id uuid not null,
  case_id uuid not null,
  organisation_id integer not null,
  secret_hash bytea not null,
  words text not null,
  words_cy text default ''::text not null,
  reason text not null,
  like_types text[] not null,
  within_m integer not null,
  location point not null,
  switched_on_by uuid not null,
  switched_on_at timestamp with time zone default now() not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  ended_because text default ''::text not null,
  version integer default 1 not null
);
alter table followed_place add constraint followed_place_check CHECK (((ended_at IS NULL) = (ended_because = ''::text)));
alter table followed_place add constraint followed_place_like_types_check CHECK ((like_types <> '{}'::text[]));
alter table followed_place add constraint followed_place_reason_check CHECK ((reason <> ''::text));
alter table followed_place add constraint followed_place_within_m_check CHECK (((within_m >= 1) AND (within_m <= 1000)));
alter table followed_place add constraint followed_place_words_check CHECK (((words <> ''::text) AND (length(words) <= 120)));
alter table followed_place add constraint followed_place_words_cy_check CHECK ((length(words_cy) <= 120));
alter table followed_place add constraint followed_place_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table followed_place add constraint followed_place_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES member(id);
alter table followed_place add constraint followed_place_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table followed_place add constraint followed_place_switched_on_by_fkey FOREIGN KEY (switched_on_by) REFERENCES member(id);
alter table followed_place add constraint followed_place_pkey PRIMARY KEY (id);
alter table followed_place add constraint followed_place_secret_hash_key UNIQUE (secret_hash);
CREATE INDEX followed_place_near ON followed_place USING gist (location) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX followed_place_of_case ON followed_place USING btree (case_id) WHERE (ended_at IS NULL);
alter table followed_place enable row level security;
CREATE TRIGGER following_ends AFTER UPDATE OF ended_at ON followed_place FOR EACH ROW WHEN (((new.ended_at IS NOT NULL) AND (old.ended_at IS NULL))) EXECUTE FUNCTION following_ends();
create policy read_followed_place on followed_place for select to openasb_web using ((EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = followed_place.case_id))));
create policy serve_followed_place on followed_place for select to openasb_worker using (true);
create policy switch_off_following on followed_place for update to openasb_web using (((ended_at IS NULL) AND keeps_contact(case_id))) with check ((ended_by = ( SELECT my_member() AS my_member)));
create policy switch_on_following on followed_place for insert to openasb_web with check (((switched_on_by = ( SELECT my_member() AS my_member)) AND (ended_at IS NULL) AND may_be_followed(case_id) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = followed_place.case_id) AND (asb_case.organisation_id = followed_place.organisation_id)))) AND (NOT (EXISTS ( SELECT
   FROM asb_type
  WHERE ((asb_type.code = ANY (followed_place.like_types)) AND (asb_type.qualifier = 'personal'::text)))))));
grant insert, select on followed_place to openasb_web;
grant select on followed_place to openasb_worker;
grant update (ended_at, ended_because, ended_by, version) on followed_place to openasb_web;

create table follower (
  id uuid not null,
  place_id uuid not null,
  report_id uuid,
  secret_hash bytea not null,
  channel text not null,
  recipient text default ''::text not null,
  language text default 'en'::text not null,
  affects_me boolean default false not null,
  followed_at timestamp with time zone default now() not null,
  confirmed_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_because text,
  last_due_at timestamp with time zone
);
alter table follower add constraint follower_channel_check CHECK ((channel = ANY (ARRAY['page'::text, 'email'::text, 'text'::text])));
alter table follower add constraint follower_check CHECK (((ended_at IS NULL) = (ended_because IS NULL)));
alter table follower add constraint follower_check1 CHECK ((((channel = 'page'::text) AND (recipient = ''::text)) OR ((channel <> 'page'::text) AND (report_id IS NULL) AND ((recipient <> ''::text) = (ended_at IS NULL)))));
alter table follower add constraint follower_ended_because_check CHECK ((ended_because = ANY (ARRAY['stopped'::text, 'stale'::text, 'not_confirmed'::text, 'place_ended'::text])));
alter table follower add constraint follower_place_id_fkey FOREIGN KEY (place_id) REFERENCES followed_place(id) ON DELETE CASCADE;
alter table follower add constraint follower_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table follower add constraint follower_pkey PRIMARY KEY (id);
alter table follower add constraint follower_secret_hash_key UNIQUE (secret_hash);
CREATE INDEX follower_last_due ON follower USING btree (last_due_at, id) WHERE ((last_due_at IS NOT NULL) AND (ended_at IS NULL));
CREATE INDEX follower_of_place ON follower USING btree (place_id, id) WHERE (ended_at IS NULL);
CREATE INDEX follower_of_report ON follower USING btree (report_id) WHERE (report_id IS NOT NULL);
CREATE UNIQUE INDEX follower_once_by_address ON follower USING btree (place_id, lower(recipient)) WHERE (recipient <> ''::text);
CREATE UNIQUE INDEX follower_once_by_report ON follower USING btree (place_id, report_id) WHERE ((report_id IS NOT NULL) AND (ended_at IS NULL));
CREATE INDEX follower_unconfirmed ON follower USING btree (followed_at) WHERE ((confirmed_at IS NULL) AND (ended_at IS NULL));
alter table follower enable row level security;
CREATE TRIGGER becomes_nudge_due AFTER INSERT ON follower FOR EACH ROW WHEN (new.affects_me) EXECUTE FUNCTION becomes_nudge_due();
create policy end_follower on follower for update to openasb_worker using ((ended_at IS NULL)) with check (true);
create policy read_follower on follower for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (EXISTS ( SELECT
   FROM (followed_place
     JOIN asb_case ON ((asb_case.id = followed_place.case_id)))
  WHERE ((followed_place.id = follower.place_id) AND (asb_case.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))))) AND ((report_id IS NULL) OR holds_report(report_id))));
create policy serve_follower on follower for select to openasb_worker using (true);
grant select on follower to openasb_web;
grant select on follower to openasb_worker;
grant update (ended_at, ended_because, recipient) on follower to openasb_worker;

create table follower_message (
  id uuid not null,
  follower_id uuid not null,
  news_id uuid,
  channel text not null,
  at timestamp with time zone default now() not null,
  is_last boolean default false not null
);
alter table follower_message add constraint follower_message_channel_check CHECK ((channel = ANY (ARRAY['page'::text, 'email'::text, 'text'::text, 'letter'::text])));
alter table follower_message add constraint follower_message_follower_id_fkey FOREIGN KEY (follower_id) REFERENCES follower(id) ON DELETE CASCADE;
alter table follower_message add constraint follower_message_news_id_fkey FOREIGN KEY (news_id) REFERENCES place_news(id) ON DELETE CASCADE;
alter table follower_message add constraint follower_message_pkey PRIMARY KEY (id);
alter table follower_message add constraint follower_message_follower_id_news_id_is_last_key UNIQUE NULLS NOT DISTINCT (follower_id, news_id, is_last);
alter table follower_message enable row level security;
create policy serve_follower_message on follower_message for select to openasb_worker using (true);
create policy write_follower_message on follower_message for insert to openasb_worker with check (true);
grant insert, select on follower_message to openasb_worker;

create table group_member (
  id uuid not null,
  group_id uuid not null,
  profile_id uuid,
  name text default ''::text not null,
  born_on date,
  role text not null,
  since date not null,
  until date,
  because text not null,
  source text not null,
  confidence text not null,
  added_by uuid not null,
  added_at timestamp with time zone default clock_timestamp() not null,
  ended_by uuid,
  ended_at timestamp with time zone,
  ended_because text default ''::text not null,
  version integer default 1 not null
);
alter table group_member add constraint group_member_because_check CHECK ((because <> ''::text));
alter table group_member add constraint group_member_check CHECK ((until >= since));
alter table group_member add constraint group_member_check1 CHECK ((((profile_id IS NULL) = (name <> ''::text)) AND ((profile_id IS NULL) OR (born_on IS NULL))));
alter table group_member add constraint group_member_check2 CHECK ((((until IS NULL) = (ended_by IS NULL)) AND ((until IS NULL) = (ended_because = ''::text)) AND ((until IS NULL) = (ended_at IS NULL))));
alter table group_member add constraint group_member_confidence_check CHECK ((confidence = ANY (ARRAY['confirmed'::text, 'likely'::text, 'suspected'::text])));
alter table group_member add constraint group_member_role_check CHECK ((role = ANY (ARRAY['leads'::text, 'member'::text, 'associate'::text, 'relative'::text, 'not_known'::text])));
alter table group_member add constraint group_member_source_check CHECK ((source = ANY (ARRAY['intelligence'::text, 'report'::text, 'case'::text, 'partner'::text, 'own_words'::text, 'seen'::text])));
alter table group_member add constraint group_member_added_by_fkey FOREIGN KEY (added_by) REFERENCES member(id);
alter table group_member add constraint group_member_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES member(id);
alter table group_member add constraint group_member_group_id_fkey FOREIGN KEY (group_id) REFERENCES person_group(id) ON DELETE CASCADE;
alter table group_member add constraint group_member_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES profile(id) ON DELETE CASCADE;
alter table group_member add constraint group_member_pkey PRIMARY KEY (id);
CREATE INDEX group_member_name ON group_member USING gin (plain_words(name) gin_trgm_ops) WHERE (name <> ''::text);
CREATE INDEX group_member_of ON group_member USING btree (group_id, since);
CREATE INDEX group_member_of_profile ON group_member USING btree (profile_id) WHERE (profile_id IS NOT NULL);
CREATE UNIQUE INDEX group_member_once ON group_member USING btree (group_id, profile_id, role) WHERE ((until IS NULL) AND (profile_id IS NOT NULL));
alter table group_member enable row level security;
create policy add_group_member on group_member for insert to openasb_web with check (((added_by = ( SELECT my_member() AS my_member)) AND (until IS NULL) AND (EXISTS ( SELECT
   FROM person_group
  WHERE ((person_group.id = group_member.group_id) AND (person_group.ended_on IS NULL) AND (person_group.review_on >= ( SELECT day_in_england() AS day_in_england)) AND (person_group.organisation_id = ANY (( SELECT my_casework() AS my_casework)::integer[])) AND ((group_member.profile_id IS NULL) OR (EXISTS ( SELECT
           FROM profile
          WHERE ((profile.id = group_member.profile_id) AND (profile.organisation_id = person_group.organisation_id))))))))));
create policy end_group_member on group_member for update to openasb_web using (((until IS NULL) AND (EXISTS ( SELECT
   FROM person_group
  WHERE ((person_group.id = group_member.group_id) AND (person_group.organisation_id = ANY (( SELECT my_casework() AS my_casework)::integer[]))))))) with check ((ended_by = ( SELECT my_member() AS my_member)));
create policy erase_group_member on group_member for delete to openasb_web using ((EXISTS ( SELECT
   FROM person_group
  WHERE ((person_group.id = group_member.group_id) AND (person_group.organisation_id = ANY (( SELECT my_organisations_as('{supervisor,information_governance}'::text[]) AS my_organisations_as)::integer[]))))));
create policy read_group_member on group_member for select to openasb_web using (((EXISTS ( SELECT
   FROM person_group
  WHERE ((person_group.id = group_member.group_id) AND ((person_group.review_on >= ( SELECT day_in_england() AS day_in_england)) OR (person_group.ended_on IS NOT NULL))))) AND ((profile_id IS NULL) OR (EXISTS ( SELECT
   FROM profile
  WHERE (profile.id = group_member.profile_id))))));
grant delete, insert, select on group_member to openasb_web;
grant update (ended_at, ended_because, ended_by, until, version) on group_member to openasb_web;

create table group_review (
  id uuid not null,
  group_id uuid not null,
  added_at timestamp with time zone default clock_timestamp() not null,
  because text not null,
  next_on date not null,
  added_by uuid not null
);
alter table group_review add constraint group_review_because_check CHECK ((because <> ''::text));
alter table group_review add constraint group_review_added_by_fkey FOREIGN KEY (added_by) REFERENCES member(id);
alter table group_review add constraint group_review_group_id_fkey FOREIGN KEY (group_id) REFERENCES person_group(id) ON DELETE CASCADE;
alter table group_review add constraint group_review_pkey PRIMARY KEY (id);
CREATE INDEX group_review_of ON group_review USING btree (group_id, added_at);
alter table group_review enable row level security;
create policy add_group_review on group_review for insert to openasb_web with check (((added_by = ( SELECT my_member() AS my_member)) AND (EXISTS ( SELECT
   FROM person_group
  WHERE ((person_group.id = group_review.group_id) AND (person_group.organisation_id = ANY (( SELECT my_casework() AS my_casework)::integer[])))))));
create policy read_group_review on group_review for select to openasb_web using ((EXISTS ( SELECT
   FROM person_group
  WHERE (person_group.id = group_review.group_id))));
grant insert, select on group_review to openasb_web;

create table hand_over (
  id uuid not null,
  kind text not null,
  status text default 'awaiting'::text not null,
  reference text not null,
  report_id uuid,
  case_id uuid,
  partition_code text,
  from_organisation_id integer not null,
  to_organisation_id integer,
  giver_organisation_id integer generated always as (
CASE
    WHEN (kind = 'request_access'::text) THEN to_organisation_id
    ELSE from_organisation_id
END) stored,
  receiver_organisation_id integer generated always as (
CASE
    WHEN (kind = 'request_access'::text) THEN from_organisation_id
    ELSE to_organisation_id
END) stored,
  to_team_id uuid,
  to_member_id uuid,
  from_queue_id uuid,
  level text not null,
  work text default ''::text not null,
  reason text not null,
  consent_by text,
  consent_on date,
  lawful_basis_code text,
  basis_words text default ''::text not null,
  insists boolean default false not null,
  asked_by uuid not null,
  asked_at timestamp with time zone default now() not null,
  due_on date not null,
  overdue_at timestamp with time zone,
  answered_by uuid,
  answered_at timestamp with time zone,
  answer_reason text default ''::text not null,
  agreement_id uuid,
  ended_by uuid,
  ended_at timestamp with time zone,
  ended_because text default ''::text not null,
  version integer default 1 not null
);
alter table hand_over add constraint hand_over_check CHECK ((num_nonnulls(report_id, case_id) = num_nonnulls(to_organisation_id)));
alter table hand_over add constraint hand_over_check1 CHECK (((kind = 'request_access'::text) OR (to_organisation_id IS NOT NULL)));
alter table hand_over add constraint hand_over_check2 CHECK (((kind <> 'assign'::text) OR (to_team_id IS NOT NULL)));
alter table hand_over add constraint hand_over_check3 CHECK ((num_nonnulls(consent_by, lawful_basis_code) >= 1));
alter table hand_over add constraint hand_over_check4 CHECK (((consent_by IS NULL) = (consent_on IS NULL)));
alter table hand_over add constraint hand_over_check5 CHECK (((status <> 'refused'::text) OR (answer_reason <> ''::text)));
alter table hand_over add constraint hand_over_check6 CHECK (((status = ANY (ARRAY['awaiting'::text, 'withdrawn'::text, 'lapsed'::text])) OR (answered_at IS NOT NULL)));
alter table hand_over add constraint hand_over_consent_by_check CHECK ((consent_by = ANY (ARRAY['victim'::text, 'parent'::text, 'representative'::text])));
alter table hand_over add constraint hand_over_kind_check CHECK ((kind = ANY (ARRAY['assign'::text, 'refer'::text, 'transfer'::text, 'request_access'::text])));
alter table hand_over add constraint hand_over_level_check CHECK ((level = ANY (ARRAY['exists'::text, 'signpost'::text, 'summary'::text, 'full'::text])));
alter table hand_over add constraint hand_over_reason_check CHECK ((reason <> ''::text));
alter table hand_over add constraint hand_over_status_check CHECK ((status = ANY (ARRAY['awaiting'::text, 'accepted'::text, 'refused'::text, 'withdrawn'::text, 'lapsed'::text, 'ended'::text])));
alter table hand_over add constraint hand_over_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreement(id);
alter table hand_over add constraint hand_over_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES member(id);
alter table hand_over add constraint hand_over_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES member(id);
alter table hand_over add constraint hand_over_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table hand_over add constraint hand_over_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES member(id);
alter table hand_over add constraint hand_over_from_organisation_id_fkey FOREIGN KEY (from_organisation_id) REFERENCES organisation(id);
alter table hand_over add constraint hand_over_from_queue_id_fkey FOREIGN KEY (from_queue_id) REFERENCES queue(id);
alter table hand_over add constraint hand_over_lawful_basis_code_fkey FOREIGN KEY (lawful_basis_code) REFERENCES lawful_basis(code);
alter table hand_over add constraint hand_over_partition_code_fkey FOREIGN KEY (partition_code) REFERENCES partition(code);
alter table hand_over add constraint hand_over_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table hand_over add constraint hand_over_to_member_id_fkey FOREIGN KEY (to_member_id) REFERENCES member(id);
alter table hand_over add constraint hand_over_to_organisation_id_fkey FOREIGN KEY (to_organisation_id) REFERENCES organisation(id);
alter table hand_over add constraint hand_over_to_team_id_to_organisation_id_fkey FOREIGN KEY (to_team_id, to_organisation_id) REFERENCES team(id, organisation_id);
alter table hand_over add constraint hand_over_pkey PRIMARY KEY (id);
CREATE INDEX hand_over_due ON hand_over USING btree (due_on) WHERE ((status = 'awaiting'::text) AND (overdue_at IS NULL));
CREATE INDEX hand_over_from ON hand_over USING btree (from_organisation_id, status, due_on, id);
CREATE INDEX hand_over_of_case ON hand_over USING btree (case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX hand_over_of_report ON hand_over USING btree (report_id) WHERE (report_id IS NOT NULL);
CREATE UNIQUE INDEX hand_over_once ON hand_over USING btree (kind, reference, (
CASE
    WHEN (kind = 'request_access'::text) THEN from_organisation_id
    ELSE to_organisation_id
END), (
CASE
    WHEN (kind = 'assign'::text) THEN to_team_id
    ELSE NULL::uuid
END)) NULLS NOT DISTINCT WHERE (status = 'awaiting'::text);
CREATE INDEX hand_over_to ON hand_over USING btree (to_organisation_id, status, due_on, id);
alter table hand_over enable row level security;
create policy mark_overdue on hand_over for update to openasb_worker using (((status = 'awaiting'::text) AND (overdue_at IS NULL))) with check ((status = 'awaiting'::text));
create policy read_assignment on hand_over for select to openasb_web using (((kind = 'assign'::text) AND (( SELECT my_member() AS my_member) IS NOT NULL) AND ((EXISTS ( SELECT
   FROM report
  WHERE (report.id = hand_over.report_id))) OR (EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = hand_over.case_id))))));
create policy read_hand_over on hand_over for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND ((from_organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) OR (to_organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))) AND ((partition_code IS NULL) OR is_cleared(( SELECT my_member() AS my_member), partition_code, ARRAY( SELECT unnest(( SELECT my_organisations() AS my_organisations)) AS unnest
INTERSECT
 SELECT unnest(ARRAY[hand_over.from_organisation_id, hand_over.to_organisation_id]) AS unnest)))));
create policy serve_hand_over on hand_over for select to openasb_worker using (true);
grant select on hand_over to openasb_web;
grant select on hand_over to openasb_worker;
grant update (overdue_at) on hand_over to openasb_worker;

create table hand_over_record (
  hand_over_id uuid not null,
  moment text not null,
  title text not null,
  status text not null,
  version integer not null
);
alter table hand_over_record add constraint hand_over_record_moment_check CHECK ((moment = ANY (ARRAY['asked'::text, 'answered'::text])));
alter table hand_over_record add constraint hand_over_record_hand_over_id_fkey FOREIGN KEY (hand_over_id) REFERENCES hand_over(id) ON DELETE CASCADE;
alter table hand_over_record add constraint hand_over_record_pkey PRIMARY KEY (hand_over_id, moment);
alter table hand_over_record enable row level security;
CREATE TRIGGER stays BEFORE UPDATE ON hand_over_record FOR EACH ROW EXECUTE FUNCTION hand_over_stays();
create policy read_record on hand_over_record for select to openasb_web using ((EXISTS ( SELECT
   FROM hand_over
  WHERE ((hand_over.id = hand_over_record.hand_over_id) AND sees_at_least_outline(hand_over.report_id, hand_over.case_id)))));
grant select on hand_over_record to openasb_web;

create table hand_over_snapshot (
  hand_over_id uuid not null,
  moment text not null,
  taken_at timestamp with time zone default now() not null,
  giver_name text not null,
  giver_kind text not null,
  giver_contact text not null,
  giver_team text not null,
  giver_person text not null,
  receiver_name text not null,
  receiver_kind text not null,
  receiver_contact text not null,
  receiver_team text not null,
  receiver_person text not null,
  held_by text not null,
  level text not null,
  agreement_id uuid,
  agreement_title text default ''::text not null,
  agreement_version integer
);
alter table hand_over_snapshot add constraint hand_over_snapshot_moment_check CHECK ((moment = ANY (ARRAY['asked'::text, 'answered'::text])));
alter table hand_over_snapshot add constraint hand_over_snapshot_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreement(id);
alter table hand_over_snapshot add constraint hand_over_snapshot_hand_over_id_fkey FOREIGN KEY (hand_over_id) REFERENCES hand_over(id) ON DELETE CASCADE;
alter table hand_over_snapshot add constraint hand_over_snapshot_pkey PRIMARY KEY (hand_over_id, moment);
alter table hand_over_snapshot enable row level security;
CREATE TRIGGER stays BEFORE UPDATE ON hand_over_snapshot FOR EACH ROW EXECUTE FUNCTION hand_over_stays();
create policy read_snapshot on hand_over_snapshot for select to openasb_web using ((EXISTS ( SELECT
   FROM hand_over
  WHERE (hand_over.id = hand_over_snapshot.hand_over_id))));
grant select on hand_over_snapshot to openasb_web;

create table hand_over_term (
  kind text not null,
  working_days smallint not null,
  valid_from date default '2000-01-01'::date not null,
  valid_to date
);
alter table hand_over_term add constraint hand_over_term_check CHECK ((valid_to > valid_from));
alter table hand_over_term add constraint hand_over_term_kind_check CHECK ((kind = ANY (ARRAY['assign'::text, 'refer'::text, 'transfer'::text, 'request_access'::text])));
alter table hand_over_term add constraint hand_over_term_working_days_check CHECK (((working_days >= 1) AND (working_days <= 60)));
alter table hand_over_term add constraint hand_over_term_pkey PRIMARY KEY (kind, valid_from);
alter table hand_over_term enable row level security;
create policy read_term on hand_over_term for select to openasb_web, openasb_worker using (true);
grant select on hand_over_term to openasb_web;
grant select on hand_over_term to openasb_worker;

create table held_form (
  secret_hash text not null,
  user_id text not null,
  url text not null,
  fields bytea not null,
  held_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  sent_at timestamp with time zone
);
alter table held_form add constraint held_form_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity_user(id) ON DELETE CASCADE;
alter table held_form add constraint held_form_pkey PRIMARY KEY (secret_hash);
CREATE INDEX held_form_age ON held_form USING btree (expires_at);
CREATE INDEX held_form_of_user ON held_form USING btree (user_id);
alter table held_form enable row level security;
create policy serve_sign_in on held_form for all to openasb_identity using (true) with check (true);
grant delete, insert, select, update on held_form to openasb_identity;

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

create table identity_passkey (
  id text not null,
  user_id text not null,
  name text not null,
  public_key bytea not null,
  counter bigint default 0 not null,
  transports text[] default '{}'::text[] not null,
  backed_up boolean default false not null,
  added_at timestamp with time zone default now() not null,
  last_used_at timestamp with time zone
);
alter table identity_passkey add constraint identity_passkey_name_check CHECK ((name <> ''::text));
alter table identity_passkey add constraint identity_passkey_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity_user(id) ON DELETE CASCADE;
alter table identity_passkey add constraint identity_passkey_pkey PRIMARY KEY (id);
CREATE INDEX identity_passkey_of_user ON identity_passkey USING btree (user_id);
alter table identity_passkey enable row level security;
create policy serve_sign_in on identity_passkey for all to openasb_identity using (true) with check (true);
grant delete, insert, select, update on identity_passkey to openasb_identity;

create table identity_provider (
  id uuid not null,
  organisation_id integer not null,
  name text not null,
  issuer text not null,
  client_id text not null,
  client_secret_sealed bytea,
  client_secret_variable text,
  email_domains text[] not null,
  vouches_for_email boolean default false not null,
  added_at timestamp with time zone default now() not null,
  ended_at timestamp with time zone
);
alter table identity_provider add constraint identity_provider_check CHECK ((num_nonnulls(client_secret_sealed, client_secret_variable) = 1));
alter table identity_provider add constraint identity_provider_client_id_check CHECK ((client_id <> ''::text));
alter table identity_provider add constraint identity_provider_email_domains_check CHECK ((cardinality(email_domains) > 0));
alter table identity_provider add constraint identity_provider_issuer_check CHECK ((issuer ~ '^https?://'::text));
alter table identity_provider add constraint identity_provider_name_check CHECK ((name <> ''::text));
alter table identity_provider add constraint identity_provider_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table identity_provider add constraint identity_provider_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX identity_provider_once ON identity_provider USING btree (issuer, client_id) WHERE (ended_at IS NULL);
alter table identity_provider enable row level security;
create policy serve_sign_in on identity_provider for select to openasb_identity using (true);
grant select on identity_provider to openasb_identity;

create table identity_session (
  id text not null,
  user_id text not null,
  token text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  proved_at timestamp with time zone,
  proved_by text,
  device text default ''::text not null,
  last_used_at timestamp with time zone default now() not null,
  provider_id uuid,
  provider_session text
);
alter table identity_session add constraint identity_session_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES identity_provider(id);
alter table identity_session add constraint identity_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity_user(id) ON DELETE CASCADE;
alter table identity_session add constraint identity_session_pkey PRIMARY KEY (id);
alter table identity_session add constraint identity_session_token_key UNIQUE (token);
CREATE INDEX identity_session_of_provider ON identity_session USING btree (provider_id) WHERE (provider_id IS NOT NULL);
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

create table impact_assessment (
  id uuid not null,
  agreement_id uuid,
  number integer not null,
  title text not null,
  content jsonb not null,
  hash text not null,
  owner_id uuid not null,
  review_on date not null,
  proposed_by uuid not null,
  proposed_at timestamp with time zone default now() not null,
  decision text,
  decision_reason text default ''::text not null,
  decided_by uuid,
  decided_at timestamp with time zone
);
alter table impact_assessment add constraint impact_assessment_check CHECK (((decision IS NULL) OR ((decided_by IS NOT NULL) AND (decided_at IS NOT NULL))));
alter table impact_assessment add constraint impact_assessment_check1 CHECK (((decision = 'withdrawn'::text) = (decided_by = proposed_by)));
alter table impact_assessment add constraint impact_assessment_check2 CHECK (((decision <> 'declined'::text) OR (decision_reason <> ''::text)));
alter table impact_assessment add constraint impact_assessment_decision_check CHECK ((decision = ANY (ARRAY['approved'::text, 'declined'::text, 'withdrawn'::text])));
alter table impact_assessment add constraint impact_assessment_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text));
alter table impact_assessment add constraint impact_assessment_number_check CHECK ((number > 0));
alter table impact_assessment add constraint impact_assessment_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreement(id);
alter table impact_assessment add constraint impact_assessment_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES member(id);
alter table impact_assessment add constraint impact_assessment_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES member(id);
alter table impact_assessment add constraint impact_assessment_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES member(id);
alter table impact_assessment add constraint impact_assessment_pkey PRIMARY KEY (id);
alter table impact_assessment add constraint impact_assessment_agreement_id_number_key UNIQUE NULLS NOT DISTINCT (agreement_id, number);
CREATE INDEX impact_assessment_review ON impact_assessment USING btree (review_on) WHERE (decision = 'approved'::text);
alter table impact_assessment enable row level security;
create policy decide_impact_assessment on impact_assessment for update to openasb_web using (((decision IS NULL) AND ( SELECT am_one_of('{coordinator,information_governance}'::text[], NULL::integer) AS am_one_of))) with check (((decided_by = ( SELECT my_member() AS my_member)) AND
CASE
    WHEN (decided_by = proposed_by) THEN (decision = 'withdrawn'::text)
    ELSE (decision = ANY (ARRAY['approved'::text, 'declined'::text]))
END));
create policy propose_impact_assessment on impact_assessment for insert to openasb_web with check (((proposed_by = ( SELECT my_member() AS my_member)) AND (decision IS NULL) AND (decided_by IS NULL) AND ( SELECT am_one_of('{coordinator,information_governance}'::text[], NULL::integer) AS am_one_of)));
create policy read_impact_assessment on impact_assessment for select to openasb_web using (((owner_id = ( SELECT my_member() AS my_member)) OR ( SELECT am_one_of('{coordinator,information_governance}'::text[], NULL::integer) AS am_one_of)));
grant insert, select on impact_assessment to openasb_web;
grant update (decided_at, decided_by, decision, decision_reason) on impact_assessment to openasb_web;

create table impact_draft (
  id uuid not null,
  subject text not null,
  agreement_id uuid,
  content jsonb not null,
  saves integer default 1 not null,
  made_by uuid not null,
  made_at timestamp with time zone default now() not null,
  modified_by uuid not null,
  saved_at timestamp with time zone default now() not null
);
alter table impact_draft add constraint impact_draft_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreement(id);
alter table impact_draft add constraint impact_draft_made_by_fkey FOREIGN KEY (made_by) REFERENCES member(id);
alter table impact_draft add constraint impact_draft_modified_by_fkey FOREIGN KEY (modified_by) REFERENCES member(id);
alter table impact_draft add constraint impact_draft_pkey PRIMARY KEY (id);
alter table impact_draft add constraint impact_draft_subject_key UNIQUE (subject);
alter table impact_draft enable row level security;
create policy begin_impact_draft on impact_draft for insert to openasb_web with check (((made_by = ( SELECT my_member() AS my_member)) AND (modified_by = ( SELECT my_member() AS my_member)) AND ( SELECT am_one_of('{coordinator,information_governance}'::text[], NULL::integer) AS am_one_of)));
create policy drop_impact_draft on impact_draft for delete to openasb_web using (( SELECT am_one_of('{coordinator,information_governance}'::text[], NULL::integer) AS am_one_of));
create policy read_impact_draft on impact_draft for select to openasb_web using (( SELECT am_one_of('{coordinator,information_governance}'::text[], NULL::integer) AS am_one_of));
create policy write_impact_draft on impact_draft for update to openasb_web using (( SELECT am_one_of('{coordinator,information_governance}'::text[], NULL::integer) AS am_one_of)) with check ((modified_by = ( SELECT my_member() AS my_member)));
grant delete, insert, select on impact_draft to openasb_web;
grant update (content, modified_by, saved_at, saves) on impact_draft to openasb_web;

create table incident (
  id uuid not null,
  organisation_id integer not null,
  source text not null,
  number text not null,
  channel text not null,
  created_at timestamp with time zone default now() not null
);
alter table incident add constraint incident_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table incident add constraint incident_pkey PRIMARY KEY (id);
alter table incident add constraint incident_id_organisation_id_key UNIQUE (id, organisation_id);
alter table incident add constraint incident_organisation_id_source_number_key UNIQUE (organisation_id, source, number);
CREATE INDEX incident_by_time ON incident USING btree (organisation_id, created_at DESC, id DESC);
alter table incident enable row level security;
create policy add_incident on incident for insert to openasb_web with check (takes_in(organisation_id));
create policy read_incident on incident for select to openasb_web using ((takes_in(organisation_id) OR (EXISTS ( SELECT
   FROM (incident_report
     JOIN report ON ((report.id = incident_report.report_id)))
  WHERE ((incident_report.incident_id = incident.id) AND (report.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))))));
create policy serve_incident on incident for select to openasb_worker using (true);
grant insert, select on incident to openasb_web;
grant select on incident to openasb_worker;

create table incident_change (
  id uuid default gen_random_uuid() not null,
  incident_id uuid not null,
  organisation_id integer not null,
  status text not null,
  at timestamp with time zone default clock_timestamp() not null,
  dispatched_at timestamp with time zone
);
alter table incident_change add constraint incident_change_incident_id_organisation_id_fkey FOREIGN KEY (incident_id, organisation_id) REFERENCES incident(id, organisation_id);
alter table incident_change add constraint incident_change_pkey PRIMARY KEY (id);
CREATE INDEX incident_change_by_time ON incident_change USING btree (organisation_id, at, id);
CREATE INDEX incident_change_of ON incident_change USING btree (incident_id, at);
CREATE INDEX incident_change_to_dispatch ON incident_change USING btree (at) WHERE (dispatched_at IS NULL);
alter table incident_change enable row level security;
create policy dispatch_change on incident_change for update to openasb_worker using (true) with check (true);
create policy read_change on incident_change for select to openasb_web using (takes_in(organisation_id));
create policy serve_change on incident_change for select to openasb_worker using (true);
grant select on incident_change to openasb_web;
grant select on incident_change to openasb_worker;
grant update (dispatched_at) on incident_change to openasb_worker;

create table incident_letter (
  id uuid not null,
  organisation_id integer not null,
  channel text not null,
  source text default ''::text not null,
  number text default ''::text not null,
  reason text not null,
  because text not null,
  body text not null,
  original text default ''::text not null,
  body_hash bytea not null,
  times_received integer default 1 not null,
  received_at timestamp with time zone default now() not null,
  last_received_at timestamp with time zone default now() not null,
  replayed_at timestamp with time zone,
  discarded_at timestamp with time zone,
  settled_by uuid,
  settled_because text default ''::text not null,
  incident_id uuid
);
alter table incident_letter add constraint incident_letter_check CHECK (((replayed_at IS NULL) OR (discarded_at IS NULL)));
alter table incident_letter add constraint incident_letter_reason_check CHECK ((reason = ANY (ARRAY['not_valid'::text, 'not_mapped'::text, 'differs'::text, 'fault'::text])));
alter table incident_letter add constraint incident_letter_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id);
alter table incident_letter add constraint incident_letter_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table incident_letter add constraint incident_letter_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES member(id);
alter table incident_letter add constraint incident_letter_pkey PRIMARY KEY (id);
CREATE INDEX incident_letter_by_time ON incident_letter USING btree (organisation_id, last_received_at DESC);
CREATE UNIQUE INDEX incident_letter_open ON incident_letter USING btree (organisation_id, body_hash) WHERE ((replayed_at IS NULL) AND (discarded_at IS NULL));
alter table incident_letter enable row level security;
create policy keep_letter on incident_letter for insert to openasb_web with check ((takes_in(organisation_id) AND (replayed_at IS NULL) AND (discarded_at IS NULL) AND (settled_by IS NULL)));
create policy read_letter on incident_letter for select to openasb_web using (takes_in(organisation_id));
create policy settle_letter on incident_letter for update to openasb_web using ((takes_in(organisation_id) AND (replayed_at IS NULL) AND (discarded_at IS NULL))) with check ((takes_in(organisation_id) AND (((replayed_at IS NULL) AND (discarded_at IS NULL) AND (settled_by IS NULL)) OR (looks_after(organisation_id) AND (settled_by = ( SELECT my_member() AS my_member))))));
grant insert, select on incident_letter to openasb_web;
grant update (discarded_at, incident_id, last_received_at, replayed_at, settled_because, settled_by, times_received) on incident_letter to openasb_web;

create table incident_report (
  incident_id uuid not null,
  organisation_id integer not null,
  report_id uuid not null
);
alter table incident_report add constraint incident_report_incident_id_organisation_id_fkey FOREIGN KEY (incident_id, organisation_id) REFERENCES incident(id, organisation_id);
alter table incident_report add constraint incident_report_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table incident_report add constraint incident_report_pkey PRIMARY KEY (incident_id);
alter table incident_report add constraint incident_report_report_id_key UNIQUE (report_id);
alter table incident_report enable row level security;
CREATE TRIGGER note_incident_filed AFTER INSERT ON incident_report FOR EACH ROW EXECUTE FUNCTION note_incident_change();
create policy add_incident_report on incident_report for insert to openasb_web with check (((report_id = ( SELECT my_filing() AS my_filing)) AND takes_in(organisation_id)));
create policy read_incident_report on incident_report for select to openasb_web using (((EXISTS ( SELECT
   FROM report
  WHERE ((report.id = incident_report.report_id) AND (report.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))))) OR takes_in(organisation_id)));
create policy serve_incident_report on incident_report for select to openasb_worker using (true);
grant insert, select on incident_report to openasb_web;
grant select on incident_report to openasb_worker;

create table incident_version (
  incident_id uuid not null,
  organisation_id integer not null,
  version integer not null,
  kind text not null,
  message text not null,
  original text default ''::text not null,
  message_hash bytea not null,
  not_mapped text[] default '{}'::text[] not null,
  warnings text[] default '{}'::text[] not null,
  token_id uuid,
  received_at timestamp with time zone default now() not null
);
alter table incident_version add constraint incident_version_kind_check CHECK ((kind = ANY (ARRAY['creation'::text, 'update'::text, 'closure'::text, 'regrade'::text, 'link'::text])));
alter table incident_version add constraint incident_version_version_check CHECK ((version >= 0));
alter table incident_version add constraint incident_version_incident_id_organisation_id_fkey FOREIGN KEY (incident_id, organisation_id) REFERENCES incident(id, organisation_id);
alter table incident_version add constraint incident_version_token_id_fkey FOREIGN KEY (token_id) REFERENCES api_token(id);
alter table incident_version add constraint incident_version_pkey PRIMARY KEY (incident_id, version);
CREATE INDEX incident_version_by_time ON incident_version USING btree (organisation_id, received_at DESC);
alter table incident_version enable row level security;
create policy add_incident_version on incident_version for insert to openasb_web with check (takes_in(organisation_id));
create policy read_incident_version on incident_version for select to openasb_web using ((takes_in(organisation_id) OR (EXISTS ( SELECT
   FROM (incident_report
     JOIN report ON ((report.id = incident_report.report_id)))
  WHERE ((incident_report.incident_id = incident_version.incident_id) AND (report.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))))));
grant insert, select on incident_version to openasb_web;

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

create table intervention (
  id uuid not null,
  case_id uuid not null,
  party_id uuid,
  place text default ''::text not null,
  power text not null,
  issued_on date not null,
  ends_on date,
  authority text default ''::text not null,
  grounds text not null,
  evidence text default ''::text not null,
  because text not null,
  conditions text[] default '{}'::text[] not null,
  served_at timestamp with time zone,
  appeal_by timestamp with time zone,
  review_on date,
  status text default 'open'::text not null,
  breaches integer default 0 not null,
  organisation_id integer not null,
  recorded_by uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  version integer default 1 not null,
  begins_at timestamp with time zone,
  ends_at timestamp with time zone,
  comply_by timestamp with time zone,
  court_by timestamp with time zone
);
alter table intervention add constraint intervention_because_check CHECK ((because <> ''::text));
alter table intervention add constraint intervention_check CHECK ((ends_on >= issued_on));
alter table intervention add constraint intervention_check1 CHECK (((party_id IS NULL) = (place <> ''::text)));
alter table intervention add constraint intervention_check2 CHECK ((((begins_at IS NULL) = (ends_at IS NULL)) AND (ends_at > begins_at)));
alter table intervention add constraint intervention_grounds_check CHECK ((grounds <> ''::text));
alter table intervention add constraint intervention_power_check CHECK ((power <> ''::text));
alter table intervention add constraint intervention_status_check CHECK ((status = ANY (ARRAY['open'::text, 'undone'::text, 'ended'::text])));
alter table intervention add constraint intervention_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table intervention add constraint intervention_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table intervention add constraint intervention_party_id_fkey FOREIGN KEY (party_id) REFERENCES case_party(id) ON DELETE CASCADE;
alter table intervention add constraint intervention_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES member(id);
alter table intervention add constraint intervention_pkey PRIMARY KEY (id);
CREATE INDEX intervention_appeal ON intervention USING btree (organisation_id, appeal_by) WHERE ((status = 'open'::text) AND (appeal_by IS NOT NULL));
CREATE INDEX intervention_by_end ON intervention USING btree (((status = 'open'::text)), ((breaches > 0)), ends_on, id);
CREATE INDEX intervention_by_issue ON intervention USING btree (((status = 'open'::text)), ((breaches > 0)), issued_on, id);
CREATE INDEX intervention_comply ON intervention USING btree (organisation_id, comply_by) WHERE ((status = 'open'::text) AND (comply_by IS NOT NULL));
CREATE INDEX intervention_court ON intervention USING btree (organisation_id, court_by) WHERE ((status = 'open'::text) AND (court_by IS NOT NULL));
CREATE INDEX intervention_ending ON intervention USING btree (organisation_id, ends_on) WHERE ((status = 'open'::text) AND (ends_on IS NOT NULL));
CREATE INDEX intervention_ends_at ON intervention USING btree (organisation_id, ends_at) WHERE ((status = 'open'::text) AND (ends_at IS NOT NULL));
CREATE INDEX intervention_of_case ON intervention USING btree (case_id, issued_on);
CREATE INDEX intervention_of_party ON intervention USING btree (party_id) WHERE (party_id IS NOT NULL);
CREATE INDEX intervention_review ON intervention USING btree (organisation_id, review_on) WHERE ((status = 'open'::text) AND (review_on IS NOT NULL));
alter table intervention enable row level security;
create policy change_intervention on intervention for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = intervention.case_id))) AND ((party_id IS NULL) OR (EXISTS ( SELECT
   FROM case_party
  WHERE (case_party.id = intervention.party_id)))))) with check ((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])));
create policy read_intervention on intervention for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = intervention.case_id)
 OFFSET 0)) AND ((party_id IS NULL) OR (EXISTS ( SELECT
   FROM case_party
  WHERE (case_party.id = intervention.party_id)
 OFFSET 0)))));
create policy record_intervention on intervention for insert to openasb_web with check (((recorded_by = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (status = 'open'::text) AND (breaches = 0) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = intervention.case_id))) AND ((party_id IS NULL) OR (EXISTS ( SELECT
   FROM case_party
  WHERE ((case_party.id = intervention.party_id) AND (case_party.case_id = intervention.case_id)))))));
grant insert, select on intervention to openasb_web;
grant update (appeal_by, breaches, comply_by, conditions, court_by, ends_at, ends_on, review_on, served_at, status, version) on intervention to openasb_web;

create table intervention_consultation (
  id uuid not null,
  case_id uuid not null,
  party_id uuid,
  place text default ''::text not null,
  power text not null,
  duty text not null,
  outcome text not null,
  whom text default ''::text not null,
  consulted_on date not null,
  way text,
  said text not null,
  organisation_id integer not null,
  recorded_by uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);
alter table intervention_consultation add constraint intervention_consultation_check CHECK (((party_id IS NULL) = (place <> ''::text)));
alter table intervention_consultation add constraint intervention_consultation_check1 CHECK (((outcome = 'nobody'::text) = (whom = ''::text)));
alter table intervention_consultation add constraint intervention_consultation_check2 CHECK (((outcome = 'nobody'::text) = (way IS NULL)));
alter table intervention_consultation add constraint intervention_consultation_duty_check CHECK ((duty <> ''::text));
alter table intervention_consultation add constraint intervention_consultation_outcome_check CHECK ((outcome = ANY (ARRAY['answered'::text, 'silent'::text, 'nobody'::text])));
alter table intervention_consultation add constraint intervention_consultation_place_check CHECK ((length(place) <= 200));
alter table intervention_consultation add constraint intervention_consultation_power_check CHECK ((power <> ''::text));
alter table intervention_consultation add constraint intervention_consultation_said_check CHECK (((said <> ''::text) AND (length(said) <= 5000)));
alter table intervention_consultation add constraint intervention_consultation_way_check CHECK ((way = ANY (ARRAY['meeting'::text, 'call'::text, 'letter'::text, 'visit'::text, 'notice'::text])));
alter table intervention_consultation add constraint intervention_consultation_whom_check CHECK ((length(whom) <= 300));
alter table intervention_consultation add constraint intervention_consultation_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table intervention_consultation add constraint intervention_consultation_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table intervention_consultation add constraint intervention_consultation_party_id_fkey FOREIGN KEY (party_id) REFERENCES case_party(id) ON DELETE CASCADE;
alter table intervention_consultation add constraint intervention_consultation_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES member(id);
alter table intervention_consultation add constraint intervention_consultation_pkey PRIMARY KEY (id);
CREATE INDEX intervention_consultation_of_case ON intervention_consultation USING btree (case_id, consulted_on);
CREATE INDEX intervention_consultation_of_party ON intervention_consultation USING btree (party_id) WHERE (party_id IS NOT NULL);
alter table intervention_consultation enable row level security;
create policy read_consultation on intervention_consultation for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = intervention_consultation.case_id)
 OFFSET 0)) AND ((party_id IS NULL) OR (EXISTS ( SELECT
   FROM case_party
  WHERE (case_party.id = intervention_consultation.party_id)
 OFFSET 0)))));
create policy record_consultation on intervention_consultation for insert to openasb_web with check (((recorded_by = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = intervention_consultation.case_id))) AND ((party_id IS NULL) OR (EXISTS ( SELECT
   FROM case_party
  WHERE ((case_party.id = intervention_consultation.party_id) AND (case_party.case_id = intervention_consultation.case_id)))))));
grant insert, select on intervention_consultation to openasb_web;

create table intervention_event (
  id uuid not null,
  intervention_id uuid not null,
  kind text not null,
  happened_at timestamp with time zone not null,
  how text default ''::text not null,
  by_whom text default ''::text not null,
  proof text default ''::text not null,
  what text default ''::text not null,
  added_by uuid not null,
  organisation_id integer not null,
  added_at timestamp with time zone default clock_timestamp() not null,
  conditions_before text[],
  ends_before date
);
alter table intervention_event add constraint intervention_event_kind_check CHECK ((kind = ANY (ARRAY['served'::text, 'signed'::text, 'breached'::text, 'varied'::text, 'appealed'::text, 'upheld'::text, 'quashed'::text, 'reviewed'::text, 'heard'::text, 'withdrawn'::text, 'discharged'::text, 'ended'::text])));
alter table intervention_event add constraint intervention_event_added_by_fkey FOREIGN KEY (added_by) REFERENCES member(id);
alter table intervention_event add constraint intervention_event_intervention_id_fkey FOREIGN KEY (intervention_id) REFERENCES intervention(id) ON DELETE CASCADE;
alter table intervention_event add constraint intervention_event_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table intervention_event add constraint intervention_event_pkey PRIMARY KEY (id);
CREATE INDEX intervention_event_of ON intervention_event USING btree (intervention_id, happened_at);
alter table intervention_event enable row level security;
create policy add_intervention_event on intervention_event for insert to openasb_web with check (((added_by = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (EXISTS ( SELECT
   FROM intervention
  WHERE ((intervention.id = intervention_event.intervention_id) AND (intervention.organisation_id = intervention_event.organisation_id))))));
create policy read_intervention_event on intervention_event for select to openasb_web using ((EXISTS ( SELECT
   FROM intervention
  WHERE (intervention.id = intervention_event.intervention_id))));
grant insert, select on intervention_event to openasb_web;

create table journey_outage (
  id uuid not null,
  journey text not null,
  began_at timestamp with time zone not null,
  problem text not null,
  called text default ''::text not null,
  ended_at timestamp with time zone
);
alter table journey_outage add constraint journey_outage_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX journey_outage_open ON journey_outage USING btree (journey) WHERE (ended_at IS NULL);
alter table journey_outage enable row level security;
create policy begin_outage on journey_outage for insert to openasb_worker with check (true);
create policy end_outage on journey_outage for update to openasb_worker using (true) with check (true);
create policy read_outage on journey_outage for select to openasb_web using (( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of));
create policy serve_outage on journey_outage for select to openasb_worker using (true);
create policy tidy_outage on journey_outage for delete to openasb_worker using (true);
grant select on journey_outage to openasb_web;
grant delete, insert, select on journey_outage to openasb_worker;
grant update (called, ended_at) on journey_outage to openasb_worker;

create table journey_run (
  id uuid not null,
  journey text not null,
  at timestamp with time zone not null,
  ms integer not null,
  problem text default ''::text not null
);
alter table journey_run add constraint journey_run_ms_check CHECK ((ms >= 0));
alter table journey_run add constraint journey_run_pkey PRIMARY KEY (id);
CREATE INDEX journey_run_at ON journey_run USING btree (at);
alter table journey_run enable row level security;
create policy make_run on journey_run for insert to openasb_worker with check (true);
create policy note_run on journey_run for insert to openasb_web with check ((( SELECT my_member() AS my_member) IS NULL));
create policy read_run on journey_run for select to openasb_web using (( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of));
create policy serve_run on journey_run for select to openasb_worker using (true);
create policy tidy_run on journey_run for delete to openasb_worker using (true);
grant insert, select on journey_run to openasb_web;
grant delete, insert, select on journey_run to openasb_worker;

create table lawful_basis (
  code text not null,
  label text not null,
  citation text not null,
  valid_from date default '2000-01-01'::date not null,
  valid_to date
);
alter table lawful_basis add constraint lawful_basis_check CHECK ((valid_to > valid_from));
alter table lawful_basis add constraint lawful_basis_pkey PRIMARY KEY (code);
alter table lawful_basis enable row level security;
create policy read_basis on lawful_basis for select to openasb_web, openasb_worker using (true);
grant select on lawful_basis to openasb_web;
grant select on lawful_basis to openasb_worker;

create table link_ask (
  id uuid not null,
  reference text not null,
  asked_at timestamp with time zone default now() not null,
  report_id uuid,
  secret_hash bytea,
  expires_at timestamp with time zone,
  opened_at timestamp with time zone
);
alter table link_ask add constraint link_ask_check CHECK (((secret_hash IS NULL) = (expires_at IS NULL)));
alter table link_ask add constraint link_ask_check1 CHECK (((opened_at IS NULL) OR (secret_hash IS NOT NULL)));
alter table link_ask add constraint link_ask_reference_check CHECK (((length(reference) >= 1) AND (length(reference) <= 40)));
alter table link_ask add constraint link_ask_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table link_ask add constraint link_ask_pkey PRIMARY KEY (id);
alter table link_ask add constraint link_ask_secret_hash_key UNIQUE (secret_hash);
CREATE INDEX link_ask_of_report ON link_ask USING btree (report_id, asked_at);
CREATE INDEX link_ask_to_answer ON link_ask USING btree (asked_at) WHERE (report_id IS NULL);
alter table link_ask enable row level security;
create policy answer_ask on link_ask for update to openasb_worker using ((opened_at IS NULL)) with check (true);
create policy forget_ask on link_ask for delete to openasb_worker using (true);
create policy serve_ask on link_ask for select to openasb_worker using (true);
grant delete, select on link_ask to openasb_worker;
grant update (expires_at, report_id, secret_hash) on link_ask to openasb_worker;

create table local_type (
  organisation_id integer not null,
  code text not null,
  label text not null,
  asb_type text not null,
  valid_from date not null,
  valid_to date
);
alter table local_type add constraint local_type_check CHECK ((valid_to > valid_from));
alter table local_type add constraint local_type_code_check CHECK ((code <> ''::text));
alter table local_type add constraint local_type_label_check CHECK ((label <> ''::text));
alter table local_type add constraint local_type_asb_type_fkey FOREIGN KEY (asb_type) REFERENCES asb_type(code);
alter table local_type add constraint local_type_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table local_type add constraint local_type_pkey PRIMARY KEY (organisation_id, code, valid_from);
alter table local_type enable row level security;
create policy end_local_type on local_type for update to openasb_web using (( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of)) with check ((valid_to >= ( SELECT day_in_england() AS day_in_england)));
create policy give_local_type on local_type for insert to openasb_web with check ((( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of) AND (valid_from >= ( SELECT day_in_england() AS day_in_england)) AND (valid_to IS NULL)));
create policy read_local_type on local_type for select to openasb_web, openasb_worker using (true);
grant insert, select on local_type to openasb_web;
grant select on local_type to openasb_worker;
grant update (valid_to) on local_type to openasb_web;

create table match_due (
  report_id uuid not null,
  since timestamp with time zone default now() not null
);
alter table match_due add constraint match_due_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table match_due add constraint match_due_pkey PRIMARY KEY (report_id);
alter table match_due enable row level security;
create policy clear_due on match_due for delete to openasb_worker using (true);
create policy serve_due on match_due for select to openasb_worker using (true);
grant delete, select on match_due to openasb_worker;

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
create policy add_member on member for insert to openasb_web with check (( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of));
create policy give_account on member for update to openasb_identity using ((sign_in_id IS NULL)) with check ((sign_in_id IS NOT NULL));
create policy read_member on member for select to openasb_web using ((cardinality(( SELECT my_organisations() AS my_organisations)) > 0));
create policy serve_member on member for select to openasb_identity, openasb_worker using (true);
grant select on member to openasb_identity;
grant update (sign_in_id) on member to openasb_identity;
grant insert (email, id, name, sign_in_id) on member to openasb_web;
grant select (id, name) on member to openasb_web;
grant select (id, name) on member to openasb_worker;

create table membership (
  id uuid not null,
  member_id uuid not null,
  organisation_id integer not null,
  team_id uuid,
  role text not null,
  valid_from date default '2000-01-01'::date not null,
  valid_to date,
  directory_group_id uuid,
  area_kind text,
  area_code text,
  covers_for uuid,
  sponsor_id uuid,
  because text default ''::text not null,
  given_by uuid,
  given_at timestamp with time zone default now(),
  ended_by uuid,
  ended_at timestamp with time zone,
  ended_because text default ''::text not null
);
alter table membership add constraint membership_area CHECK (((area_kind IS NULL) = (area_code IS NULL)));
alter table membership add constraint membership_check CHECK ((valid_to >= valid_from));
alter table membership add constraint membership_cover CHECK (((covers_for IS NULL) OR ((covers_for <> member_id) AND (role <> 'partner'::text) AND (valid_to <= (valid_from + 366)))));
alter table membership add constraint membership_cover_ends CHECK (((covers_for IS NULL) OR (valid_to IS NOT NULL)));
alter table membership add constraint membership_light CHECK ((((role = 'partner'::text) = (sponsor_id IS NOT NULL)) AND ((role <> 'partner'::text) OR ((sponsor_id <> member_id) AND (valid_to IS NOT NULL) AND (valid_to <= (valid_from + 366))))));
alter table membership add constraint membership_role_check CHECK ((role = ANY (ARRAY['triage_officer'::text, 'case_officer'::text, 'supervisor'::text, 'analyst'::text, 'coordinator'::text, 'information_governance'::text, 'partner'::text])));
alter table membership add constraint membership_area_kind_fkey FOREIGN KEY (area_kind) REFERENCES area_kind(kind);
alter table membership add constraint membership_covers_for_fkey FOREIGN KEY (covers_for) REFERENCES member(id);
alter table membership add constraint membership_directory_group_id_fkey FOREIGN KEY (directory_group_id) REFERENCES directory_group(id);
alter table membership add constraint membership_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES member(id);
alter table membership add constraint membership_given_by_fkey FOREIGN KEY (given_by) REFERENCES member(id);
alter table membership add constraint membership_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table membership add constraint membership_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table membership add constraint membership_sponsor_id_fkey FOREIGN KEY (sponsor_id) REFERENCES member(id);
alter table membership add constraint membership_team_id_organisation_id_fkey FOREIGN KEY (team_id, organisation_id) REFERENCES team(id, organisation_id);
alter table membership add constraint membership_pkey PRIMARY KEY (id);
CREATE INDEX membership_covering ON membership USING btree (covers_for) WHERE (covers_for IS NOT NULL);
CREATE INDEX membership_in_organisation ON membership USING btree (organisation_id);
CREATE INDEX membership_of_group ON membership USING btree (directory_group_id) WHERE (directory_group_id IS NOT NULL);
CREATE INDEX membership_of_member ON membership USING btree (member_id);
CREATE INDEX membership_sponsored ON membership USING btree (sponsor_id) WHERE (sponsor_id IS NOT NULL);
alter table membership enable row level security;
create policy appoint on membership for insert to openasb_web with check ((( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of) AND (given_by = ( SELECT my_member() AS my_member)) AND (member_id <> ( SELECT my_member() AS my_member)) AND (valid_from >= ( SELECT day_in_england() AS day_in_england)) AND (covers_for IS NULL) AND ((sponsor_id IS NULL) OR works_for(sponsor_id, NULL::integer, ( SELECT day_in_england() AS day_in_england)))));
create policy arrange_cover on membership for insert to openasb_web with check (((covers_for IS NOT NULL) AND (given_by = ( SELECT my_member() AS my_member)) AND (member_id <> ( SELECT my_member() AS my_member)) AND (valid_from >= ( SELECT day_in_england() AS day_in_england)) AND (( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of) OR ((role = ANY (ARRAY['triage_officer'::text, 'case_officer'::text, 'supervisor'::text, 'analyst'::text])) AND am_one_of('{supervisor}'::text[], organisation_id))) AND works_for(member_id, organisation_id, ( SELECT day_in_england() AS day_in_england)) AND may_be_covered(covers_for, organisation_id, role, team_id, area_kind, area_code, valid_from)));
create policy read_membership on membership for select to openasb_web using ((cardinality(( SELECT my_organisations() AS my_organisations)) > 0));
create policy renew_light_account on membership for insert to openasb_web with check (((role = 'partner'::text) AND (covers_for IS NULL) AND (sponsor_id = ( SELECT my_member() AS my_member)) AND (given_by = ( SELECT my_member() AS my_member)) AND (valid_from >= ( SELECT day_in_england() AS day_in_england)) AND (valid_to <= (( SELECT day_in_england() AS day_in_england) + 366)) AND (team_id IS NULL) AND (area_kind IS NULL) AND works_for(( SELECT my_member() AS my_member), NULL::integer, ( SELECT day_in_england() AS day_in_england)) AND am_sponsor_of(member_id, organisation_id)));
create policy serve_membership on membership for select to openasb_identity, openasb_worker using (true);
grant select on membership to openasb_identity;
grant select on membership to openasb_web;
grant select on membership to openasb_worker;
grant insert (area_code, area_kind, because, covers_for, given_by, id, member_id, organisation_id, role, sponsor_id, team_id, valid_from, valid_to) on membership to openasb_web;

create table membership_review (
  id uuid not null,
  membership_id uuid not null,
  outcome text not null,
  because text not null,
  reviewed_by uuid not null,
  reviewed_at timestamp with time zone default clock_timestamp() not null
);
alter table membership_review add constraint membership_review_because_check CHECK ((because <> ''::text));
alter table membership_review add constraint membership_review_outcome_check CHECK ((outcome = ANY (ARRAY['kept'::text, 'end_asked'::text])));
alter table membership_review add constraint membership_review_membership_id_fkey FOREIGN KEY (membership_id) REFERENCES membership(id) ON DELETE CASCADE;
alter table membership_review add constraint membership_review_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES member(id);
alter table membership_review add constraint membership_review_pkey PRIMARY KEY (id);
CREATE INDEX membership_review_by ON membership_review USING btree (reviewed_by);
CREATE INDEX membership_review_latest ON membership_review USING btree (membership_id, reviewed_at DESC);
alter table membership_review enable row level security;
create policy read_membership_review on membership_review for select to openasb_web using ((( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of) OR (EXISTS ( SELECT
   FROM membership
  WHERE ((membership.id = membership_review.membership_id) AND am_one_of('{supervisor,information_governance}'::text[], membership.organisation_id))))));
create policy review_membership on membership_review for insert to openasb_web with check (((reviewed_by = ( SELECT my_member() AS my_member)) AND (EXISTS ( SELECT
   FROM membership
  WHERE ((membership.id = membership_review.membership_id) AND (membership.member_id <> ( SELECT my_member() AS my_member)) AND (membership.role <> 'partner'::text) AND (membership.covers_for IS NULL) AND (( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of) OR am_one_of('{supervisor}'::text[], membership.organisation_id)))))));
grant select on membership_review to openasb_web;
grant insert (because, id, membership_id, outcome, reviewed_at, reviewed_by) on membership_review to openasb_web;

create table migration (
  name text not null,
  hash text not null,
  applied_at timestamp with time zone default now() not null
);
alter table migration add constraint migration_pkey PRIMARY KEY (name);
alter table migration enable row level security;
create policy nobody_reads_migration on migration for all to public using (false);

create table needs_assessment (
  id uuid not null,
  plan_id uuid not null,
  case_id uuid not null,
  organisation_id integer not null,
  instrument_version integer not null,
  asked_on date not null,
  asked_whom text not null,
  answers jsonb not null,
  assessed_by uuid not null,
  assessed_at timestamp with time zone default now() not null
);
alter table needs_assessment add constraint needs_assessment_asked_whom_check CHECK ((asked_whom = ANY (ARRAY['victim'::text, 'somebody_for_them'::text])));
alter table needs_assessment add constraint needs_assessment_assessed_by_fkey FOREIGN KEY (assessed_by) REFERENCES member(id);
alter table needs_assessment add constraint needs_assessment_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table needs_assessment add constraint needs_assessment_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table needs_assessment add constraint needs_assessment_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES contact_plan(id) ON DELETE CASCADE;
alter table needs_assessment add constraint needs_assessment_pkey PRIMARY KEY (id);
CREATE INDEX needs_assessment_of_plan ON needs_assessment USING btree (plan_id, asked_on DESC, id DESC);
alter table needs_assessment enable row level security;
create policy assess_needs on needs_assessment for insert to openasb_web with check (((assessed_by = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (EXISTS ( SELECT
   FROM contact_plan
  WHERE ((contact_plan.id = needs_assessment.plan_id) AND (contact_plan.case_id = needs_assessment.case_id))))));
create policy read_needs on needs_assessment for select to openasb_web using ((EXISTS ( SELECT
   FROM contact_plan
  WHERE (contact_plan.id = needs_assessment.plan_id))));
grant insert, select on needs_assessment to openasb_web;

create table nudge_due (
  subject uuid not null,
  kind text not null,
  since timestamp with time zone default clock_timestamp() not null
);
alter table nudge_due add constraint nudge_due_kind_check CHECK ((kind = ANY (ARRAY['report'::text, 'place'::text])));
alter table nudge_due add constraint nudge_due_pkey PRIMARY KEY (subject);
alter table nudge_due enable row level security;
create policy clear_nudge_due on nudge_due for delete to openasb_worker using (true);
create policy serve_nudge_due on nudge_due for select to openasb_worker using (true);
create policy take_nudge_due on nudge_due for update to openasb_worker using (true) with check (true);
grant delete, select, update on nudge_due to openasb_worker;

create table opening_reason (
  id uuid not null,
  member_id uuid not null,
  record_kind text not null,
  record_id uuid not null,
  reason text not null,
  given_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null
);
alter table opening_reason add constraint opening_reason_check CHECK ((expires_at > given_at));
alter table opening_reason add constraint opening_reason_record_kind_check CHECK ((record_kind = ANY (ARRAY['report'::text, 'case'::text])));
alter table opening_reason add constraint opening_reason_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table opening_reason add constraint opening_reason_pkey PRIMARY KEY (id);
CREATE INDEX opening_reason_expiry ON opening_reason USING btree (expires_at);
CREATE INDEX opening_reason_of ON opening_reason USING btree (member_id, record_id, expires_at);
alter table opening_reason enable row level security;
create policy forget_reason on opening_reason for delete to openasb_worker using ((expires_at < now()));
create policy give_reason on opening_reason for insert to openasb_web with check (((member_id = ( SELECT my_member() AS my_member)) AND (((record_kind = 'report'::text) AND (EXISTS ( SELECT
   FROM report
  WHERE (report.id = opening_reason.record_id)))) OR ((record_kind = 'case'::text) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = opening_reason.record_id)))))));
create policy read_own_reason on opening_reason for select to openasb_web using ((member_id = ( SELECT my_member() AS my_member)));
create policy tidy_reason on opening_reason for select to openasb_worker using (true);
grant insert, select on opening_reason to openasb_web;
grant delete on opening_reason to openasb_worker;
grant select (expires_at, id) on opening_reason to openasb_worker;

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
alter table organisation add constraint organisation_id_check CHECK (((id >= 1) AND (id <= 999999)));
alter table organisation add constraint organisation_kind_check CHECK ((kind = ANY (ARRAY['police'::text, 'unitary_council'::text, 'county_council'::text, 'district_council'::text, 'landlord'::text, 'third_sector'::text])));
alter table organisation add constraint organisation_pkey PRIMARY KEY (id);
CREATE INDEX organisation_modified ON organisation USING btree (modified_at, id);
alter table organisation enable row level security;
CREATE TRIGGER feed_stamp BEFORE INSERT OR UPDATE ON organisation FOR EACH ROW EXECUTE FUNCTION stamp_modified();
CREATE TRIGGER organisation_circle AFTER INSERT ON organisation FOR EACH ROW EXECUTE FUNCTION organisation_gets_circle();
create policy read_organisation on organisation for select to public using (true);
grant select on organisation to openasb_feed;
grant select on organisation to openasb_identity;
grant select on organisation to openasb_web;
grant select on organisation to openasb_worker;

create table organisation_succession (
  id uuid not null,
  predecessor_id integer not null,
  successor_id integer not null,
  from_on date not null,
  keeps_record boolean not null,
  reorganisation_id uuid not null,
  modified_at timestamp with time zone default clock_timestamp() not null
);
alter table organisation_succession add constraint organisation_succession_check CHECK ((predecessor_id <> successor_id));
alter table organisation_succession add constraint organisation_succession_predecessor_id_fkey FOREIGN KEY (predecessor_id) REFERENCES organisation(id);
alter table organisation_succession add constraint organisation_succession_reorganisation_id_fkey FOREIGN KEY (reorganisation_id) REFERENCES reorganisation(id);
alter table organisation_succession add constraint organisation_succession_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES organisation(id);
alter table organisation_succession add constraint organisation_succession_pkey PRIMARY KEY (id);
alter table organisation_succession add constraint organisation_succession_predecessor_id_successor_id_reorgan_key UNIQUE (predecessor_id, successor_id, reorganisation_id);
CREATE INDEX organisation_succession_modified ON organisation_succession USING btree (modified_at, id);
CREATE INDEX organisation_succession_to ON organisation_succession USING btree (successor_id);
alter table organisation_succession enable row level security;
CREATE TRIGGER feed_stamp BEFORE INSERT OR UPDATE ON organisation_succession FOR EACH ROW EXECUTE FUNCTION stamp_modified();
create policy read_succession on organisation_succession for select to public using (true);
grant select on organisation_succession to openasb_feed;
grant select on organisation_succession to openasb_web;
grant select on organisation_succession to openasb_worker;

create table outgoing_message (
  id uuid not null,
  channel text not null,
  recipient text not null,
  subject text default ''::text not null,
  body text not null,
  status text default 'waiting'::text not null,
  attempts smallint default 0 not null,
  doubts smallint default 0 not null,
  next_attempt_at timestamp with time zone default now() not null,
  problem text default ''::text not null,
  created_at timestamp with time zone default now() not null,
  sent_at timestamp with time zone,
  language text default 'en'::text not null
);
alter table outgoing_message add constraint outgoing_message_body_check CHECK ((body <> ''::text));
alter table outgoing_message add constraint outgoing_message_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'text'::text, 'letter'::text])));
alter table outgoing_message add constraint outgoing_message_check CHECK (((status <> 'failed'::text) OR (problem <> ''::text)));
alter table outgoing_message add constraint outgoing_message_recipient_check CHECK ((recipient <> ''::text));
alter table outgoing_message add constraint outgoing_message_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'delivered'::text, 'failed'::text])));
alter table outgoing_message add constraint outgoing_message_pkey PRIMARY KEY (id);
CREATE INDEX outgoing_message_due ON outgoing_message USING btree (next_attempt_at) WHERE (status = ANY (ARRAY['waiting'::text, 'sending'::text]));
CREATE INDEX outgoing_message_failed ON outgoing_message USING btree (created_at) WHERE (status = 'failed'::text);
alter table outgoing_message enable row level security;
create policy queue_message on outgoing_message for insert to openasb_worker with check (true);
create policy read_message_to_service on outgoing_message for select to openasb_web using ((EXISTS ( SELECT
   FROM support_referral
  WHERE (support_referral.id = outgoing_message.id))));
create policy read_outgoing_message on outgoing_message for select to openasb_web using ((EXISTS ( SELECT
   FROM reporter_message
  WHERE (reporter_message.id = outgoing_message.id))));
create policy send_message on outgoing_message for update to openasb_worker using (true) with check (true);
create policy send_to_applicant on outgoing_message for insert to openasb_web with check (((status = 'waiting'::text) AND (attempts = 0) AND (doubts = 0) AND (EXISTS ( SELECT
   FROM review_event
  WHERE ((review_event.id = outgoing_message.id) AND review_event.is_told AND (review_event.member_id = ( SELECT my_member() AS my_member)))))));
create policy send_to_reporter on outgoing_message for insert to openasb_web with check (((status = 'waiting'::text) AND (attempts = 0) AND (doubts = 0) AND (EXISTS ( SELECT
   FROM reporter_message
  WHERE ((reporter_message.id = outgoing_message.id) AND (reporter_message.member_id = ( SELECT my_member() AS my_member)))))));
create policy send_to_service on outgoing_message for insert to openasb_web with check (((channel = 'email'::text) AND (status = 'waiting'::text) AND (attempts = 0) AND (doubts = 0) AND (EXISTS ( SELECT
   FROM support_referral
  WHERE ((support_referral.id = outgoing_message.id) AND (support_referral.sent_by = 'email'::text) AND (support_referral.made_by = ( SELECT my_member() AS my_member)))))));
create policy serve_message on outgoing_message for select to openasb_worker using (true);
create policy tell_of_sign_in on outgoing_message for insert to openasb_identity with check (((channel = 'email'::text) AND (status = 'waiting'::text) AND (attempts = 0) AND (doubts = 0)));
create policy try_message_again on outgoing_message for update to openasb_web using (((status = 'failed'::text) AND (EXISTS ( SELECT
   FROM reporter_message
  WHERE (reporter_message.id = outgoing_message.id))))) with check ((status = 'waiting'::text));
grant insert on outgoing_message to openasb_identity;
grant insert, select on outgoing_message to openasb_web;
grant insert, select, update on outgoing_message to openasb_worker;
grant update (attempts, doubts, next_attempt_at, problem, status) on outgoing_message to openasb_web;

create table overlay_look (
  id uuid not null,
  member_id uuid not null,
  organisation_id integer not null,
  purpose text not null,
  words text not null,
  district_id uuid not null,
  asb_type text,
  from_day date not null,
  to_day date not null,
  started_at timestamp with time zone not null,
  expires_at timestamp with time zone not null
);
alter table overlay_look add constraint overlay_look_check CHECK ((to_day >= from_day));
alter table overlay_look add constraint overlay_look_check1 CHECK (((expires_at > started_at) AND (expires_at <= (started_at + '00:30:00'::interval))));
alter table overlay_look add constraint overlay_look_purpose_check CHECK ((purpose <> ''::text));
alter table overlay_look add constraint overlay_look_words_check CHECK ((words <> ''::text));
alter table overlay_look add constraint overlay_look_asb_type_fkey FOREIGN KEY (asb_type) REFERENCES asb_type(code);
alter table overlay_look add constraint overlay_look_district_id_fkey FOREIGN KEY (district_id) REFERENCES area(id);
alter table overlay_look add constraint overlay_look_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table overlay_look add constraint overlay_look_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table overlay_look add constraint overlay_look_pkey PRIMARY KEY (id);
CREATE INDEX overlay_look_by ON overlay_look USING btree (member_id, started_at DESC);
CREATE INDEX overlay_look_of ON overlay_look USING btree (organisation_id, started_at DESC);
alter table overlay_look enable row level security;
create policy begin_overlay_look on overlay_look for insert to openasb_web with check (((member_id = ( SELECT my_member() AS my_member)) AND (EXISTS ( SELECT
   FROM overlay_permission given
  WHERE ((given.member_id = overlay_look.member_id) AND (given.organisation_id = overlay_look.organisation_id) AND (given.organisation_id = ANY (( SELECT my_organisations_as('{analyst,supervisor}'::text[]) AS my_organisations_as)::integer[])) AND (given.withdrawn_at IS NULL) AND (given.valid_from <= CURRENT_DATE) AND (given.valid_to > CURRENT_DATE))))));
create policy read_overlay_look on overlay_look for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND ((member_id = ( SELECT my_member() AS my_member)) OR (organisation_id = ANY (( SELECT my_governance() AS my_governance)::integer[])))));
grant insert, select on overlay_look to openasb_web;

create table overlay_permission (
  id uuid not null,
  member_id uuid not null,
  organisation_id integer not null,
  granted_by uuid not null,
  reason text not null,
  valid_from date default CURRENT_DATE not null,
  valid_to date not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid
);
alter table overlay_permission add constraint overlay_permission_check CHECK (((valid_to > valid_from) AND (valid_to <= (valid_from + 184))));
alter table overlay_permission add constraint overlay_permission_reason_check CHECK ((reason <> ''::text));
alter table overlay_permission add constraint overlay_permission_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES member(id);
alter table overlay_permission add constraint overlay_permission_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table overlay_permission add constraint overlay_permission_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table overlay_permission add constraint overlay_permission_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES member(id);
alter table overlay_permission add constraint overlay_permission_pkey PRIMARY KEY (id);
CREATE INDEX overlay_permission_in ON overlay_permission USING btree (organisation_id);
CREATE INDEX overlay_permission_of ON overlay_permission USING btree (member_id);
alter table overlay_permission enable row level security;
create policy give_overlay_permission on overlay_permission for insert to openasb_web with check (((granted_by = ( SELECT my_member() AS my_member)) AND (member_id <> ( SELECT my_member() AS my_member)) AND (withdrawn_at IS NULL) AND (organisation_id = ANY (( SELECT my_governance() AS my_governance)::integer[])) AND (valid_from >= CURRENT_DATE) AND (EXISTS ( SELECT
   FROM membership
  WHERE ((membership.member_id = overlay_permission.member_id) AND (membership.organisation_id = overlay_permission.organisation_id) AND (membership.role = ANY (ARRAY['analyst'::text, 'supervisor'::text])) AND (membership.valid_from <= CURRENT_DATE) AND ((membership.valid_to IS NULL) OR (membership.valid_to > CURRENT_DATE)))))));
create policy read_overlay_permission on overlay_permission for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND ((member_id = ( SELECT my_member() AS my_member)) OR (organisation_id = ANY (( SELECT my_governance() AS my_governance)::integer[])))));
create policy withdraw_overlay_permission on overlay_permission for update to openasb_web using (((withdrawn_at IS NULL) AND (organisation_id = ANY (( SELECT my_governance() AS my_governance)::integer[])))) with check (((withdrawn_at IS NOT NULL) AND (withdrawn_by = ( SELECT my_member() AS my_member))));
grant insert, select on overlay_permission to openasb_web;
grant update (withdrawn_at, withdrawn_by) on overlay_permission to openasb_web;

create table panel (
  id uuid not null,
  name text not null,
  purpose text default ''::text not null,
  made_by uuid,
  made_at timestamp with time zone default now() not null
);
alter table panel add constraint panel_made_by_fkey FOREIGN KEY (made_by) REFERENCES member(id);
alter table panel add constraint panel_pkey PRIMARY KEY (id);
alter table panel add constraint panel_name_key UNIQUE (name);
alter table panel enable row level security;
create policy make_panel on panel for insert to openasb_web with check (((made_by = ( SELECT my_member() AS my_member)) AND arranges_sharing(NULL::uuid)));
create policy read_panel on panel for select to openasb_web, openasb_worker using (true);
grant insert, select on panel to openasb_web;
grant select on panel to openasb_worker;

create table panel_action (
  action_id uuid not null,
  item_id uuid not null
);
alter table panel_action add constraint panel_action_action_id_fkey FOREIGN KEY (action_id) REFERENCES case_action(id) ON DELETE CASCADE;
alter table panel_action add constraint panel_action_item_id_fkey FOREIGN KEY (item_id) REFERENCES panel_item(id) ON DELETE CASCADE;
alter table panel_action add constraint panel_action_pkey PRIMARY KEY (action_id);
CREATE INDEX panel_action_of_item ON panel_action USING btree (item_id);
alter table panel_action enable row level security;
create policy decide_action on panel_action for insert to openasb_web with check ((EXISTS ( SELECT
   FROM (case_action
     JOIN panel_item ON ((panel_item.case_id = case_action.case_id)))
  WHERE ((case_action.id = panel_action.action_id) AND (panel_item.id = panel_action.item_id) AND (case_action.added_by = ( SELECT my_member() AS my_member))))));
create policy read_panel_action on panel_action for select to openasb_web using (((EXISTS ( SELECT
   FROM case_action
  WHERE (case_action.id = panel_action.action_id))) AND (EXISTS ( SELECT
   FROM panel_item
  WHERE (panel_item.id = panel_action.item_id)))));
grant insert, select on panel_action to openasb_web;

create table panel_attendance (
  meeting_id uuid not null,
  organisation_id integer not null,
  standing text not null,
  names text default ''::text not null,
  recorded_by uuid not null
);
alter table panel_attendance add constraint panel_attendance_standing_check CHECK ((standing = ANY (ARRAY['attended'::text, 'apologies'::text, 'absent'::text])));
alter table panel_attendance add constraint panel_attendance_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES panel_meeting(id) ON DELETE CASCADE;
alter table panel_attendance add constraint panel_attendance_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table panel_attendance add constraint panel_attendance_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES member(id);
alter table panel_attendance add constraint panel_attendance_pkey PRIMARY KEY (meeting_id, organisation_id);
alter table panel_attendance enable row level security;
create policy correct_attendance on panel_attendance for update to openasb_web using ((EXISTS ( SELECT
   FROM panel_meeting
  WHERE ((panel_meeting.id = panel_attendance.meeting_id) AND (panel_meeting.status = 'planned'::text) AND (panel_meeting.organisation_id = ANY (( SELECT my_casework() AS my_casework)::integer[])))))) with check ((recorded_by = ( SELECT my_member() AS my_member)));
create policy read_attendance on panel_attendance for select to openasb_web using ((EXISTS ( SELECT
   FROM panel_meeting
  WHERE (panel_meeting.id = panel_attendance.meeting_id))));
create policy record_attendance on panel_attendance for insert to openasb_web with check (((recorded_by = ( SELECT my_member() AS my_member)) AND (EXISTS ( SELECT
   FROM panel_meeting
  WHERE ((panel_meeting.id = panel_attendance.meeting_id) AND (panel_meeting.organisation_id = ANY (( SELECT my_casework() AS my_casework)::integer[])))))));
create policy serve_attendance on panel_attendance for select to openasb_worker using (true);
grant insert, select on panel_attendance to openasb_web;
grant select on panel_attendance to openasb_worker;
grant update (names, recorded_by, standing) on panel_attendance to openasb_web;

create table panel_item (
  id uuid not null,
  meeting_id uuid not null,
  case_id uuid not null,
  organisation_id integer not null,
  nominated_by uuid not null,
  nominated_at timestamp with time zone default clock_timestamp() not null,
  shares uuid[] default '{}'::uuid[] not null
);
alter table panel_item add constraint panel_item_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table panel_item add constraint panel_item_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES panel_meeting(id) ON DELETE CASCADE;
alter table panel_item add constraint panel_item_nominated_by_fkey FOREIGN KEY (nominated_by) REFERENCES member(id);
alter table panel_item add constraint panel_item_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table panel_item add constraint panel_item_pkey PRIMARY KEY (id);
alter table panel_item add constraint panel_item_meeting_id_case_id_key UNIQUE (meeting_id, case_id);
CREATE INDEX panel_item_of_case ON panel_item USING btree (case_id);
alter table panel_item enable row level security;
create policy nominate on panel_item for insert to openasb_web with check (((nominated_by = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_casework() AS my_casework)::integer[])) AND (EXISTS ( SELECT
   FROM panel_meeting
  WHERE ((panel_meeting.id = panel_item.meeting_id) AND (panel_meeting.status = 'planned'::text)))) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = panel_item.case_id) AND (asb_case.organisation_id = panel_item.organisation_id))))));
create policy read_item on panel_item for select to openasb_web using (((EXISTS ( SELECT
   FROM panel_meeting
  WHERE (panel_meeting.id = panel_item.meeting_id))) AND ((EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = panel_item.case_id))) OR sees_case_outline(case_id))));
create policy serve_item on panel_item for select to openasb_worker using (true);
create policy withdraw on panel_item for delete to openasb_web using (((organisation_id = ANY (( SELECT my_casework() AS my_casework)::integer[])) AND (EXISTS ( SELECT
   FROM panel_meeting
  WHERE ((panel_meeting.id = panel_item.meeting_id) AND (panel_meeting.status = 'planned'::text))))));
grant delete, insert, select on panel_item to openasb_web;
grant select on panel_item to openasb_worker;

create table panel_meeting (
  id uuid not null,
  panel_id uuid not null,
  kind text not null,
  organisation_id integer not null,
  starts_at timestamp with time zone not null,
  place text default ''::text not null,
  nominate_by date not null,
  sight_level text,
  sight_days integer default 90 not null,
  status text default 'planned'::text not null,
  arranged_by uuid not null,
  arranged_at timestamp with time zone default now() not null,
  held_at timestamp with time zone,
  held_by uuid,
  shared_at timestamp with time zone,
  version integer default 1 not null,
  remind_days integer default 3 not null
);
alter table panel_meeting add constraint panel_meeting_check CHECK ((((status = 'held'::text) = (held_at IS NOT NULL)) AND ((held_at IS NULL) = (held_by IS NULL))));
alter table panel_meeting add constraint panel_meeting_kind_check CHECK ((kind = ANY (ARRAY['asbrac'::text, 'jag'::text, 'marac'::text, 'other'::text])));
alter table panel_meeting add constraint panel_meeting_remind_days_check CHECK (((remind_days >= 0) AND (remind_days <= 30)));
alter table panel_meeting add constraint panel_meeting_sight_days_check CHECK (((sight_days >= 1) AND (sight_days <= 366)));
alter table panel_meeting add constraint panel_meeting_sight_level_check CHECK ((sight_level = ANY (ARRAY['summary'::text, 'full'::text])));
alter table panel_meeting add constraint panel_meeting_status_check CHECK ((status = ANY (ARRAY['planned'::text, 'held'::text, 'cancelled'::text])));
alter table panel_meeting add constraint panel_meeting_arranged_by_fkey FOREIGN KEY (arranged_by) REFERENCES member(id);
alter table panel_meeting add constraint panel_meeting_held_by_fkey FOREIGN KEY (held_by) REFERENCES member(id);
alter table panel_meeting add constraint panel_meeting_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table panel_meeting add constraint panel_meeting_panel_id_fkey FOREIGN KEY (panel_id) REFERENCES panel(id);
alter table panel_meeting add constraint panel_meeting_pkey PRIMARY KEY (id);
CREATE INDEX panel_meeting_convened ON panel_meeting USING btree (organisation_id, starts_at);
CREATE INDEX panel_meeting_of ON panel_meeting USING btree (panel_id, starts_at);
CREATE INDEX panel_meeting_planned ON panel_meeting USING btree (nominate_by) WHERE (status = 'planned'::text);
alter table panel_meeting enable row level security;
create policy arrange_meeting on panel_meeting for insert to openasb_web with check (((arranged_by = ( SELECT my_member() AS my_member)) AND (status = 'planned'::text) AND (shared_at IS NULL) AND (organisation_id = ANY (( SELECT my_casework() AS my_casework)::integer[])) AND sits_on(panel_id)));
create policy end_meeting on panel_meeting for update to openasb_web using (((status = 'planned'::text) AND (organisation_id = ANY (( SELECT my_casework() AS my_casework)::integer[])))) with check (((status <> 'planned'::text) AND ((held_by IS NULL) OR (held_by = ( SELECT my_member() AS my_member)))));
create policy mark_shared on panel_meeting for update to openasb_worker using (((status = 'held'::text) AND (shared_at IS NULL))) with check ((status = 'held'::text));
create policy read_meeting on panel_meeting for select to openasb_web using (((organisation_id = ANY (( SELECT my_casework() AS my_casework)::integer[])) OR (panel_id = ANY (( SELECT my_panels() AS my_panels)::uuid[]))));
create policy serve_meeting on panel_meeting for select to openasb_worker using (true);
grant insert, select on panel_meeting to openasb_web;
grant select on panel_meeting to openasb_worker;
grant update (held_at, held_by, status, version) on panel_meeting to openasb_web;
grant update (shared_at) on panel_meeting to openasb_worker;

create table panel_member (
  panel_id uuid not null,
  organisation_id integer not null,
  joined_on date not null,
  left_on date
);
alter table panel_member add constraint panel_member_check CHECK ((left_on >= joined_on));
alter table panel_member add constraint panel_member_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table panel_member add constraint panel_member_panel_id_fkey FOREIGN KEY (panel_id) REFERENCES panel(id) ON DELETE CASCADE;
alter table panel_member add constraint panel_member_pkey PRIMARY KEY (panel_id, organisation_id, joined_on);
alter table panel_member enable row level security;
create policy add_panel_member on panel_member for insert to openasb_web with check (arranges_sharing(NULL::uuid));
create policy leave_panel on panel_member for update to openasb_web using (((left_on IS NULL) AND arranges_sharing(NULL::uuid))) with check ((left_on IS NOT NULL));
create policy read_panel_member on panel_member for select to openasb_web, openasb_worker using (true);
grant insert, select on panel_member to openasb_web;
grant select on panel_member to openasb_worker;
grant update (left_on) on panel_member to openasb_web;

create table panel_minute (
  id uuid not null,
  item_id uuid not null,
  discussion text default ''::text not null,
  decision text not null,
  reasoning text not null,
  minuted_by uuid not null,
  minuted_at timestamp with time zone default clock_timestamp() not null
);
alter table panel_minute add constraint panel_minute_decision_check CHECK ((decision <> ''::text));
alter table panel_minute add constraint panel_minute_reasoning_check CHECK ((reasoning <> ''::text));
alter table panel_minute add constraint panel_minute_item_id_fkey FOREIGN KEY (item_id) REFERENCES panel_item(id) ON DELETE CASCADE;
alter table panel_minute add constraint panel_minute_minuted_by_fkey FOREIGN KEY (minuted_by) REFERENCES member(id);
alter table panel_minute add constraint panel_minute_pkey PRIMARY KEY (id);
CREATE INDEX panel_minute_of_item ON panel_minute USING btree (item_id, minuted_at);
alter table panel_minute enable row level security;
create policy read_minute on panel_minute for select to openasb_web using ((EXISTS ( SELECT
   FROM (panel_item
     JOIN asb_case ON ((asb_case.id = panel_item.case_id)))
  WHERE (panel_item.id = panel_minute.item_id))));
create policy write_minute on panel_minute for insert to openasb_web with check (((minuted_by = ( SELECT my_member() AS my_member)) AND (EXISTS ( SELECT
   FROM ((panel_item
     JOIN asb_case ON ((asb_case.id = panel_item.case_id)))
     JOIN panel_meeting ON ((panel_meeting.id = panel_item.meeting_id)))
  WHERE ((panel_item.id = panel_minute.item_id) AND (panel_meeting.organisation_id = ANY (( SELECT my_casework() AS my_casework)::integer[])))))));
grant insert, select on panel_minute to openasb_web;

create table panel_notice (
  meeting_id uuid not null,
  kind text not null,
  member_id uuid not null,
  organisation_id integer not null,
  at timestamp with time zone not null,
  message_id uuid not null
);
alter table panel_notice add constraint panel_notice_kind_check CHECK ((kind = ANY (ARRAY['invitation'::text, 'reminder'::text, 'cancelled'::text])));
alter table panel_notice add constraint panel_notice_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES panel_meeting(id) ON DELETE CASCADE;
alter table panel_notice add constraint panel_notice_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table panel_notice add constraint panel_notice_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table panel_notice add constraint panel_notice_pkey PRIMARY KEY (meeting_id, kind, member_id);
alter table panel_notice enable row level security;
create policy read_panel_notice on panel_notice for select to openasb_web using ((EXISTS ( SELECT
   FROM panel_meeting
  WHERE (panel_meeting.id = panel_notice.meeting_id))));
create policy serve_panel_notice on panel_notice for select to openasb_worker using (true);
create policy tell_panel on panel_notice for insert to openasb_worker with check (true);
grant select on panel_notice to openasb_web;
grant insert, select on panel_notice to openasb_worker;

create table panel_paper (
  item_id uuid not null,
  reason text not null,
  factors text[] default '{}'::text[] not null,
  written_by uuid not null,
  closed_because text
);
alter table panel_paper add constraint panel_paper_closed_because_check CHECK ((closed_because = ANY (ARRAY['reopen'::text, 'watch'::text, 'learn'::text])));
alter table panel_paper add constraint panel_paper_reason_check CHECK ((reason <> ''::text));
alter table panel_paper add constraint panel_paper_item_id_fkey FOREIGN KEY (item_id) REFERENCES panel_item(id) ON DELETE CASCADE;
alter table panel_paper add constraint panel_paper_written_by_fkey FOREIGN KEY (written_by) REFERENCES member(id);
alter table panel_paper add constraint panel_paper_pkey PRIMARY KEY (item_id);
alter table panel_paper enable row level security;
create policy read_paper on panel_paper for select to openasb_web using ((EXISTS ( SELECT
   FROM (panel_item
     JOIN asb_case ON ((asb_case.id = panel_item.case_id)))
  WHERE (panel_item.id = panel_paper.item_id))));
create policy write_paper on panel_paper for insert to openasb_web with check (((written_by = ( SELECT my_member() AS my_member)) AND (EXISTS ( SELECT
   FROM (panel_item
     JOIN asb_case ON ((asb_case.id = panel_item.case_id)))
  WHERE ((panel_item.id = panel_paper.item_id) AND (panel_item.organisation_id = ANY (( SELECT my_casework() AS my_casework)::integer[])))))));
grant insert, select on panel_paper to openasb_web;

create table panel_part (
  id uuid not null,
  item_id uuid not null,
  organisation_id integer not null,
  words text not null,
  visible_to integer[] not null,
  written_by uuid not null,
  written_at timestamp with time zone default clock_timestamp() not null
);
alter table panel_part add constraint panel_part_check CHECK ((organisation_id = ANY (visible_to)));
alter table panel_part add constraint panel_part_words_check CHECK ((words <> ''::text));
alter table panel_part add constraint panel_part_item_id_fkey FOREIGN KEY (item_id) REFERENCES panel_item(id) ON DELETE CASCADE;
alter table panel_part add constraint panel_part_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table panel_part add constraint panel_part_written_by_fkey FOREIGN KEY (written_by) REFERENCES member(id);
alter table panel_part add constraint panel_part_pkey PRIMARY KEY (id);
CREATE INDEX panel_part_of_item ON panel_part USING btree (item_id);
alter table panel_part enable row level security;
create policy read_part on panel_part for select to openasb_web using (((visible_to && ( SELECT my_casework() AS my_casework)) AND (EXISTS ( SELECT
   FROM (panel_item
     JOIN asb_case ON ((asb_case.id = panel_item.case_id)))
  WHERE (panel_item.id = panel_part.item_id)))));
create policy write_part on panel_part for insert to openasb_web with check (((written_by = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_casework() AS my_casework)::integer[])) AND (EXISTS ( SELECT
   FROM (panel_item
     JOIN asb_case ON ((asb_case.id = panel_item.case_id)))
  WHERE (panel_item.id = panel_part.item_id)))));
grant insert, select on panel_part to openasb_web;

create table partition (
  code text not null,
  label text not null,
  guidance text default ''::text not null,
  valid_from date default '2000-01-01'::date not null,
  valid_to date
);
alter table partition add constraint partition_check CHECK ((valid_to > valid_from));
alter table partition add constraint partition_pkey PRIMARY KEY (code);
alter table partition enable row level security;
create policy read_partition on partition for select to public using (true);
grant select on partition to openasb_identity;
grant select on partition to openasb_web;
grant select on partition to openasb_worker;

create table person_group (
  id uuid not null,
  organisation_id integer not null,
  kind text not null,
  name text not null,
  reason text not null,
  source text not null,
  partition_code text,
  review_on date not null,
  added_by uuid not null,
  added_at timestamp with time zone default clock_timestamp() not null,
  ended_on date,
  ended_by uuid,
  ended_because text default ''::text not null,
  version integer default 1 not null
);
alter table person_group add constraint person_group_check CHECK ((((ended_on IS NULL) = (ended_by IS NULL)) AND ((ended_on IS NULL) = (ended_because = ''::text))));
alter table person_group add constraint person_group_kind_check CHECK ((kind = ANY (ARRAY['gang'::text, 'family'::text, 'household'::text, 'gathering'::text, 'other'::text])));
alter table person_group add constraint person_group_name_check CHECK ((name <> ''::text));
alter table person_group add constraint person_group_reason_check CHECK ((reason <> ''::text));
alter table person_group add constraint person_group_source_check CHECK ((source <> ''::text));
alter table person_group add constraint person_group_added_by_fkey FOREIGN KEY (added_by) REFERENCES member(id);
alter table person_group add constraint person_group_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES member(id);
alter table person_group add constraint person_group_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table person_group add constraint person_group_partition_code_fkey FOREIGN KEY (partition_code) REFERENCES partition(code);
alter table person_group add constraint person_group_pkey PRIMARY KEY (id);
CREATE INDEX person_group_name ON person_group USING btree (organisation_id, name);
CREATE INDEX person_group_review ON person_group USING btree (organisation_id, review_on) WHERE (ended_on IS NULL);
alter table person_group enable row level security;
create policy change_group on person_group for update to openasb_web using (((ended_on IS NULL) AND (organisation_id = ANY (( SELECT my_casework() AS my_casework)::integer[])) AND is_for_me(organisation_id, partition_code))) with check (((ended_by IS NULL) OR (ended_by = ( SELECT my_member() AS my_member))));
create policy keep_group on person_group for insert to openasb_web with check (((added_by = ( SELECT my_member() AS my_member)) AND (ended_on IS NULL) AND (organisation_id = ANY (( SELECT my_casework() AS my_casework)::integer[])) AND is_for_me(organisation_id, partition_code)));
create policy read_group on person_group for select to openasb_web using (((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND is_for_me(organisation_id, partition_code)));
grant insert, select on person_group to openasb_web;
grant update (ended_because, ended_by, ended_on, review_on, version) on person_group to openasb_web;

create table place_news (
  id uuid not null,
  place_id uuid not null,
  words text not null,
  words_cy text default ''::text not null,
  written_by uuid not null,
  organisation_id integer not null,
  written_at timestamp with time zone default now() not null,
  told_at timestamp with time zone
);
alter table place_news add constraint place_news_words_check CHECK ((words <> ''::text));
alter table place_news add constraint place_news_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table place_news add constraint place_news_place_id_fkey FOREIGN KEY (place_id) REFERENCES followed_place(id) ON DELETE CASCADE;
alter table place_news add constraint place_news_written_by_fkey FOREIGN KEY (written_by) REFERENCES member(id);
alter table place_news add constraint place_news_pkey PRIMARY KEY (id);
CREATE INDEX place_news_of_place ON place_news USING btree (place_id, written_at DESC);
CREATE INDEX place_news_untold ON place_news USING btree (written_at) WHERE (told_at IS NULL);
alter table place_news enable row level security;
CREATE TRIGGER becomes_nudge_due AFTER INSERT ON place_news FOR EACH ROW EXECUTE FUNCTION becomes_nudge_due();
create policy mark_place_news on place_news for update to openasb_worker using ((told_at IS NULL)) with check (true);
create policy read_place_news on place_news for select to openasb_web using ((EXISTS ( SELECT
   FROM followed_place
  WHERE (followed_place.id = place_news.place_id))));
create policy serve_place_news on place_news for select to openasb_worker using (true);
create policy write_place_news on place_news for insert to openasb_web with check (((written_by = ( SELECT my_member() AS my_member)) AND (told_at IS NULL) AND (EXISTS ( SELECT
   FROM followed_place
  WHERE ((followed_place.id = place_news.place_id) AND (followed_place.ended_at IS NULL) AND (followed_place.organisation_id = place_news.organisation_id) AND keeps_contact(followed_place.case_id))))));
grant insert, select on place_news to openasb_web;
grant select on place_news to openasb_worker;
grant update (told_at) on place_news to openasb_worker;

create table police_incident (
  report_id uuid not null,
  organisation_id integer not null,
  incident_number text not null,
  occurrence_number text default ''::text not null,
  grade text not null,
  officer_number text not null,
  attended boolean,
  recorded_by uuid not null,
  recorded_at timestamp with time zone default now() not null
);
alter table police_incident add constraint police_incident_grade_check CHECK ((grade = ANY (ARRAY['immediate'::text, 'priority'::text, 'scheduled'::text, 'no_deployment'::text, 'not_known'::text])));
alter table police_incident add constraint police_incident_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table police_incident add constraint police_incident_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES member(id);
alter table police_incident add constraint police_incident_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table police_incident add constraint police_incident_pkey PRIMARY KEY (report_id, organisation_id);
CREATE INDEX police_incident_number ON police_incident USING btree (organisation_id, incident_number);
alter table police_incident enable row level security;
create policy complete_incident on police_incident for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))) with check ((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])));
create policy read_incident on police_incident for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))));
create policy record_incident on police_incident for insert to openasb_web with check (((recorded_by = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND is_police(organisation_id) AND ((report_id = ( SELECT my_filing() AS my_filing)) OR (EXISTS ( SELECT
   FROM report
  WHERE (report.id = police_incident.report_id))))));
grant insert, select on police_incident to openasb_web;
grant update (incident_number, occurrence_number) on police_incident to openasb_web;

create table police_log_entry (
  id uuid not null,
  report_id uuid not null,
  organisation_id integer not null,
  number integer not null,
  at timestamp with time zone default now() not null,
  member_id uuid not null,
  member_name text not null,
  officer_number text not null,
  words text not null
);
alter table police_log_entry add constraint police_log_entry_number_check CHECK ((number > 0));
alter table police_log_entry add constraint police_log_entry_words_check CHECK ((words <> ''::text));
alter table police_log_entry add constraint police_log_entry_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table police_log_entry add constraint police_log_entry_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table police_log_entry add constraint police_log_entry_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table police_log_entry add constraint police_log_entry_pkey PRIMARY KEY (id);
alter table police_log_entry add constraint police_log_entry_report_id_organisation_id_number_key UNIQUE (report_id, organisation_id, number);
alter table police_log_entry enable row level security;
create policy add_to_log on police_log_entry for insert to openasb_web with check (((member_id = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND is_police(organisation_id) AND ((report_id = ( SELECT my_filing() AS my_filing)) OR (EXISTS ( SELECT
   FROM report
  WHERE (report.id = police_log_entry.report_id))) OR (EXISTS ( SELECT
   FROM police_incident kept
  WHERE ((kept.report_id = police_log_entry.report_id) AND (kept.organisation_id = police_log_entry.organisation_id)))))));
create policy read_log on police_log_entry for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))));
grant insert, select on police_log_entry to openasb_web;

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

create table power_switch (
  id uuid not null,
  power text not null,
  from_on date not null,
  because text not null,
  proposed_by uuid not null,
  proposed_at timestamp with time zone default clock_timestamp() not null,
  approved_by uuid,
  approved_at timestamp with time zone,
  areas text[] default '{}'::text[] not null
);
alter table power_switch add constraint power_switch_because_check CHECK ((because <> ''::text));
alter table power_switch add constraint power_switch_check CHECK ((approved_by <> proposed_by));
alter table power_switch add constraint power_switch_check1 CHECK (((approved_by IS NULL) = (approved_at IS NULL)));
alter table power_switch add constraint power_switch_power_check CHECK ((power <> ''::text));
alter table power_switch add constraint power_switch_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES member(id);
alter table power_switch add constraint power_switch_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES member(id);
alter table power_switch add constraint power_switch_pkey PRIMARY KEY (id);
alter table power_switch enable row level security;
create policy approve_switch on power_switch for update to openasb_web using (((approved_by IS NULL) AND (proposed_by <> ( SELECT my_member() AS my_member)))) with check ((approved_by = ( SELECT my_member() AS my_member)));
create policy propose_switch on power_switch for insert to openasb_web with check (((proposed_by = ( SELECT my_member() AS my_member)) AND (approved_by IS NULL)));
create policy read_switch on power_switch for select to openasb_web using (true);
grant insert, select on power_switch to openasb_web;
grant update (approved_at, approved_by) on power_switch to openasb_web;

create table profile (
  id uuid not null,
  organisation_id integer not null,
  name text default ''::text not null,
  born_on date,
  created_at timestamp with time zone default now() not null,
  modified_at timestamp with time zone default now() not null
);
alter table profile add constraint profile_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table profile add constraint profile_pkey PRIMARY KEY (id);
CREATE INDEX profile_name ON profile USING gin (plain_words(name) gin_trgm_ops) WHERE (name <> ''::text);
CREATE INDEX profile_of ON profile USING btree (organisation_id, name);
alter table profile enable row level security;
create policy make_profile on profile for insert to openasb_worker with check (true);
create policy read_profile on profile for select to openasb_web using (((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (( SELECT my_member() AS my_member) IS NOT NULL) AND (EXISTS ( SELECT
   FROM report_person
  WHERE (report_person.profile_id = profile.id)))));
create policy serve_profile on profile for select to openasb_worker using (true);
grant select on profile to openasb_web;
grant insert, select on profile to openasb_worker;

create table profile_match (
  id uuid not null,
  report_person_id uuid not null,
  organisation_id integer not null,
  profile_id uuid,
  outcome text not null,
  points integer,
  because text not null,
  rules_valid_from date,
  decided_by uuid,
  decided_at timestamp with time zone default clock_timestamp() not null
);
alter table profile_match add constraint profile_match_outcome_check CHECK ((outcome = ANY (ARRAY['matched'::text, 'created'::text, 'suggested'::text, 'chosen'::text, 'undone'::text])));
alter table profile_match add constraint profile_match_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES member(id);
alter table profile_match add constraint profile_match_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table profile_match add constraint profile_match_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES profile(id);
alter table profile_match add constraint profile_match_report_person_id_fkey FOREIGN KEY (report_person_id) REFERENCES report_person(id) ON DELETE CASCADE;
alter table profile_match add constraint profile_match_pkey PRIMARY KEY (id);
CREATE INDEX profile_match_made ON profile_match USING btree (organisation_id, decided_at) WHERE (outcome = 'created'::text);
CREATE INDEX profile_match_of ON profile_match USING btree (report_person_id, decided_at);
alter table profile_match enable row level security;
create policy note_match on profile_match for insert to openasb_worker with check (((decided_by IS NULL) AND (outcome = ANY (ARRAY['matched'::text, 'created'::text, 'suggested'::text]))));
create policy read_match on profile_match for select to openasb_web using (((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (( SELECT my_member() AS my_member) IS NOT NULL) AND (EXISTS ( SELECT
   FROM report_person
  WHERE (report_person.id = profile_match.report_person_id)))));
create policy serve_match on profile_match for select to openasb_worker using (true);
grant select on profile_match to openasb_web;
grant insert, select on profile_match to openasb_worker;

create table question_set (
  asb_type text not null,
  version integer not null,
  valid_from date not null,
  content jsonb not null
);
alter table question_set add constraint question_set_asb_type_fkey FOREIGN KEY (asb_type) REFERENCES asb_type(code);
alter table question_set add constraint question_set_pkey PRIMARY KEY (asb_type, version);
alter table question_set enable row level security;
CREATE TRIGGER question_set_never_changes BEFORE DELETE OR UPDATE ON question_set FOR EACH ROW EXECUTE FUNCTION question_set_stands();
create policy read_question_set on question_set for select to public using (true);
grant select on question_set to openasb_feed;
grant select on question_set to openasb_web;
grant select on question_set to openasb_worker;

create table question_set_draft (
  id uuid not null,
  asb_type text not null,
  based_on integer not null,
  content jsonb not null,
  saves integer default 0 not null,
  made_by uuid not null,
  saved_at timestamp with time zone default now() not null
);
alter table question_set_draft add constraint question_set_draft_asb_type_based_on_fkey FOREIGN KEY (asb_type, based_on) REFERENCES question_set(asb_type, version);
alter table question_set_draft add constraint question_set_draft_asb_type_fkey FOREIGN KEY (asb_type) REFERENCES asb_type(code);
alter table question_set_draft add constraint question_set_draft_made_by_fkey FOREIGN KEY (made_by) REFERENCES member(id);
alter table question_set_draft add constraint question_set_draft_pkey PRIMARY KEY (id);
alter table question_set_draft enable row level security;
create policy drop_question_draft on question_set_draft for delete to openasb_web using (((made_by = ( SELECT my_member() AS my_member)) AND ( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of)));
create policy read_question_draft on question_set_draft for select to openasb_web using (( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of));
create policy rewrite_question_draft on question_set_draft for update to openasb_web using (((made_by = ( SELECT my_member() AS my_member)) AND ( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of)));
create policy write_question_draft on question_set_draft for insert to openasb_web with check (((made_by = ( SELECT my_member() AS my_member)) AND ( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of)));
grant delete, insert, select on question_set_draft to openasb_web;
grant update (content, saved_at, saves) on question_set_draft to openasb_web;

create table question_set_proposal (
  id uuid not null,
  asb_type text not null,
  based_on integer not null,
  content jsonb not null,
  valid_from date not null,
  reason text not null,
  proposed_by uuid not null,
  proposed_at timestamp with time zone default now() not null,
  decision text,
  decision_reason text default ''::text not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  version integer
);
alter table question_set_proposal add constraint question_set_proposal_check CHECK (((decision IS NULL) OR ((decided_by IS NOT NULL) AND (decided_at IS NOT NULL))));
alter table question_set_proposal add constraint question_set_proposal_check1 CHECK (((decision = 'withdrawn'::text) = (decided_by = proposed_by)));
alter table question_set_proposal add constraint question_set_proposal_check2 CHECK (((decision <> 'declined'::text) OR (decision_reason <> ''::text)));
alter table question_set_proposal add constraint question_set_proposal_decision_check CHECK ((decision = ANY (ARRAY['approved'::text, 'declined'::text, 'withdrawn'::text])));
alter table question_set_proposal add constraint question_set_proposal_reason_check CHECK ((reason <> ''::text));
alter table question_set_proposal add constraint question_set_proposal_asb_type_based_on_fkey FOREIGN KEY (asb_type, based_on) REFERENCES question_set(asb_type, version);
alter table question_set_proposal add constraint question_set_proposal_asb_type_fkey FOREIGN KEY (asb_type) REFERENCES asb_type(code);
alter table question_set_proposal add constraint question_set_proposal_asb_type_version_fkey FOREIGN KEY (asb_type, version) REFERENCES question_set(asb_type, version);
alter table question_set_proposal add constraint question_set_proposal_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES member(id);
alter table question_set_proposal add constraint question_set_proposal_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES member(id);
alter table question_set_proposal add constraint question_set_proposal_pkey PRIMARY KEY (id);
alter table question_set_proposal add constraint question_set_proposal_asb_type_version_key UNIQUE (asb_type, version);
CREATE INDEX question_set_proposal_waiting ON question_set_proposal USING btree (asb_type) WHERE (decision IS NULL);
alter table question_set_proposal enable row level security;
CREATE TRIGGER questions_approved BEFORE UPDATE OF decision ON question_set_proposal FOR EACH ROW WHEN (((old.decision IS NULL) AND (new.decision = 'approved'::text))) EXECUTE FUNCTION questions_are_approved();
create policy decide_on_questions on question_set_proposal for update to openasb_web using (((decision IS NULL) AND ( SELECT am_one_of('{coordinator,information_governance}'::text[], NULL::integer) AS am_one_of))) with check (((decided_by = ( SELECT my_member() AS my_member)) AND
CASE
    WHEN (decided_by = proposed_by) THEN (decision = 'withdrawn'::text)
    ELSE ((decision = ANY (ARRAY['approved'::text, 'declined'::text])) AND votes_suffice('questions'::text, id, proposed_at, decision))
END));
create policy propose_questions on question_set_proposal for insert to openasb_web with check (((proposed_by = ( SELECT my_member() AS my_member)) AND (proposed_at = now()) AND (decision IS NULL) AND (decided_by IS NULL) AND ( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of)));
create policy read_question_proposal on question_set_proposal for select to openasb_web using (( SELECT am_one_of('{coordinator,information_governance}'::text[], NULL::integer) AS am_one_of));
grant insert, select on question_set_proposal to openasb_web;
grant update (decided_at, decided_by, decision, decision_reason) on question_set_proposal to openasb_web;

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

create table queue_succession (
  reorganisation_id uuid not null,
  queue_id uuid not null,
  organisation_id integer not null,
  new_queue_id uuid not null
);
alter table queue_succession add constraint queue_succession_new_queue_id_fkey FOREIGN KEY (new_queue_id) REFERENCES queue(id) DEFERRABLE INITIALLY DEFERRED;
alter table queue_succession add constraint queue_succession_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table queue_succession add constraint queue_succession_queue_id_fkey FOREIGN KEY (queue_id) REFERENCES queue(id);
alter table queue_succession add constraint queue_succession_reorganisation_id_fkey FOREIGN KEY (reorganisation_id) REFERENCES reorganisation(id);
alter table queue_succession add constraint queue_succession_pkey PRIMARY KEY (reorganisation_id, queue_id, organisation_id);
alter table queue_succession enable row level security;
create policy read_queue_succession on queue_succession for select to public using (true);
grant select on queue_succession to openasb_web;
grant select on queue_succession to openasb_worker;

create table quiet_rule (
  valid_from date not null,
  quiet_days integer not null,
  answer_days integer not null,
  closes_after_days integer,
  source text not null,
  set_by uuid
);
alter table quiet_rule add constraint quiet_rule_answer_days_check CHECK (((answer_days >= 1) AND (answer_days <= 90)));
alter table quiet_rule add constraint quiet_rule_closes_after_days_check CHECK (((closes_after_days >= 1) AND (closes_after_days <= 365)));
alter table quiet_rule add constraint quiet_rule_quiet_days_check CHECK (((quiet_days >= 7) AND (quiet_days <= 730)));
alter table quiet_rule add constraint quiet_rule_source_check CHECK (((source <> ''::text) AND (length(source) <= 500)));
alter table quiet_rule add constraint quiet_rule_set_by_fkey FOREIGN KEY (set_by) REFERENCES member(id);
alter table quiet_rule add constraint quiet_rule_pkey PRIMARY KEY (valid_from);
alter table quiet_rule enable row level security;
create policy read_quiet_rule on quiet_rule for select to openasb_web, openasb_worker using (true);
create policy set_quiet_rule on quiet_rule for insert to openasb_web with check (((set_by = ( SELECT my_member() AS my_member)) AND sets_quiet_rules(valid_from)));
create policy take_quiet_rule_back on quiet_rule for delete to openasb_web using (sets_quiet_rules(valid_from));
grant delete, insert, select on quiet_rule to openasb_web;
grant select on quiet_rule to openasb_worker;

create table referral_row (
  sheet_id uuid not null,
  line integer not null,
  cells text[] not null,
  outcome text default ''::text not null,
  reference text default ''::text not null,
  problem text default ''::text not null
);
alter table referral_row add constraint referral_row_line_check CHECK ((line > 0));
alter table referral_row add constraint referral_row_outcome_check CHECK ((outcome = ANY (ARRAY[''::text, 'filed'::text, 'unchanged'::text, 'not_taken'::text, 'left_out'::text])));
alter table referral_row add constraint referral_row_sheet_id_fkey FOREIGN KEY (sheet_id) REFERENCES referral_sheet(id) ON DELETE CASCADE;
alter table referral_row add constraint referral_row_pkey PRIMARY KEY (sheet_id, line);
alter table referral_row enable row level security;
create policy add_row on referral_row for insert to openasb_web with check ((EXISTS ( SELECT
   FROM referral_sheet
  WHERE ((referral_sheet.id = referral_row.sheet_id) AND (referral_sheet.member_id = ( SELECT my_member() AS my_member))))));
create policy decide_row on referral_row for update to openasb_web using ((EXISTS ( SELECT
   FROM referral_sheet
  WHERE (referral_sheet.id = referral_row.sheet_id)))) with check ((EXISTS ( SELECT
   FROM referral_sheet
  WHERE (referral_sheet.id = referral_row.sheet_id))));
create policy read_row on referral_row for select to openasb_web using ((EXISTS ( SELECT
   FROM referral_sheet
  WHERE (referral_sheet.id = referral_row.sheet_id))));
grant insert, select on referral_row to openasb_web;
grant update (outcome, problem, reference) on referral_row to openasb_web;

create table referral_sheet (
  id uuid not null,
  organisation_id integer not null,
  member_id uuid,
  name text not null,
  header text[] not null,
  targets text[] not null,
  added_at timestamp with time zone default now() not null,
  sender text default ''::text not null
);
alter table referral_sheet add constraint referral_sheet_check CHECK ((cardinality(targets) = cardinality(header)));
alter table referral_sheet add constraint referral_sheet_check1 CHECK (((member_id IS NULL) = (sender <> ''::text)));
alter table referral_sheet add constraint referral_sheet_header_check CHECK (((cardinality(header) >= 1) AND (cardinality(header) <= 100)));
alter table referral_sheet add constraint referral_sheet_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table referral_sheet add constraint referral_sheet_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table referral_sheet add constraint referral_sheet_pkey PRIMARY KEY (id);
CREATE INDEX referral_sheet_of ON referral_sheet USING btree (organisation_id, added_at DESC);
alter table referral_sheet enable row level security;
create policy add_sheet on referral_sheet for insert to openasb_web with check (((member_id = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))));
create policy clear_sheet on referral_sheet for delete to openasb_worker using (true);
create policy place_columns on referral_sheet for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))) with check ((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])));
create policy read_sheet on referral_sheet for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))));
create policy tidy_sheet on referral_sheet for select to openasb_worker using (true);
grant insert, select on referral_sheet to openasb_web;
grant delete, select on referral_sheet to openasb_worker;
grant update (targets) on referral_sheet to openasb_web;

create table reorganisation (
  id uuid not null,
  kind text not null,
  title text not null,
  grounds text default ''::text not null,
  effective_on date not null,
  area_kind text,
  block_kind text,
  vintage text default ''::text not null,
  same_named_teams text default 'apart'::text not null,
  default_position smallint,
  status text not null,
  version integer default 1 not null,
  drafted_by uuid not null,
  drafted_at timestamp with time zone default now() not null,
  proposed_by uuid,
  proposed_at timestamp with time zone,
  approved_by uuid,
  approved_at timestamp with time zone,
  cancelled_by uuid,
  cancelled_at timestamp with time zone,
  cancelled_because text default ''::text not null,
  begun_at timestamp with time zone,
  carried_out_at timestamp with time zone,
  passed_on jsonb default '{}'::jsonb not null,
  modified_at timestamp with time zone default now() not null
);
alter table reorganisation add constraint reorganisation_check CHECK ((approved_by <> proposed_by));
alter table reorganisation add constraint reorganisation_check1 CHECK (((status <> ALL (ARRAY['scheduled'::text, 'moving'::text, 'carried_out'::text])) OR (approved_by IS NOT NULL)));
alter table reorganisation add constraint reorganisation_check2 CHECK (((status = 'carried_out'::text) = (carried_out_at IS NOT NULL)));
alter table reorganisation add constraint reorganisation_kind_check CHECK ((kind = ANY (ARRAY['merge_organisations'::text, 'split_organisation'::text, 'redraw_areas'::text])));
alter table reorganisation add constraint reorganisation_same_named_teams_check CHECK ((same_named_teams = ANY (ARRAY['apart'::text, 'join'::text])));
alter table reorganisation add constraint reorganisation_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'proposed'::text, 'scheduled'::text, 'moving'::text, 'carried_out'::text, 'cancelled'::text])));
alter table reorganisation add constraint reorganisation_title_check CHECK ((title <> ''::text));
alter table reorganisation add constraint reorganisation_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES member(id);
alter table reorganisation add constraint reorganisation_area_kind_fkey FOREIGN KEY (area_kind) REFERENCES area_kind(kind);
alter table reorganisation add constraint reorganisation_block_kind_fkey FOREIGN KEY (block_kind) REFERENCES area_kind(kind);
alter table reorganisation add constraint reorganisation_cancelled_by_fkey FOREIGN KEY (cancelled_by) REFERENCES member(id);
alter table reorganisation add constraint reorganisation_drafted_by_fkey FOREIGN KEY (drafted_by) REFERENCES member(id);
alter table reorganisation add constraint reorganisation_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES member(id);
alter table reorganisation add constraint reorganisation_pkey PRIMARY KEY (id);
CREATE INDEX reorganisation_due ON reorganisation USING btree (effective_on) WHERE (status = ANY (ARRAY['scheduled'::text, 'moving'::text]));
alter table reorganisation enable row level security;
create policy change_plan on reorganisation for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (cardinality(( SELECT my_organisations() AS my_organisations)) > 0) AND (status = 'draft'::text)));
create policy draft_plan on reorganisation for insert to openasb_web with check (((drafted_by = ( SELECT my_member() AS my_member)) AND (status = 'draft'::text) AND (num_nonnulls(proposed_by, approved_by, cancelled_by, begun_at) = 0)));
create policy read_plan on reorganisation for select to openasb_web using ((cardinality(( SELECT my_organisations() AS my_organisations)) > 0));
create policy serve_plan on reorganisation for select to openasb_worker using (true);
grant insert, select on reorganisation to openasb_web;
grant select on reorganisation to openasb_worker;
grant update (area_kind, block_kind, default_position, effective_on, grounds, modified_at, same_named_teams, title, version, vintage) on reorganisation to openasb_web;

create table reorganisation_allocation (
  reorganisation_id uuid not null,
  subject text not null,
  item text not null,
  "position" smallint not null
);
alter table reorganisation_allocation add constraint reorganisation_allocation_check CHECK ((("position" > 0) OR (subject = 'token'::text)));
alter table reorganisation_allocation add constraint reorganisation_allocation_subject_check CHECK ((subject = ANY (ARRAY['area'::text, 'team'::text, 'member'::text, 'token'::text, 'block'::text])));
alter table reorganisation_allocation add constraint reorganisation_allocation_reorganisation_id_fkey FOREIGN KEY (reorganisation_id) REFERENCES reorganisation(id) ON DELETE CASCADE;
alter table reorganisation_allocation add constraint reorganisation_allocation_pkey PRIMARY KEY (reorganisation_id, subject, item);
alter table reorganisation_allocation enable row level security;
create policy add_allocation on reorganisation_allocation for insert to openasb_web with check (drafts_reorganisation(reorganisation_id));
create policy read_allocation on reorganisation_allocation for select to openasb_web using ((cardinality(( SELECT my_organisations() AS my_organisations)) > 0));
create policy remove_allocation on reorganisation_allocation for delete to openasb_web using (drafts_reorganisation(reorganisation_id));
create policy serve_allocation on reorganisation_allocation for select to openasb_worker using (true);
grant delete, insert, select on reorganisation_allocation to openasb_web;
grant select on reorganisation_allocation to openasb_worker;

create table reorganisation_area (
  reorganisation_id uuid not null,
  "position" smallint not null,
  code text not null,
  name text not null,
  label_point point
);
alter table reorganisation_area add constraint reorganisation_area_code_check CHECK ((code <> ''::text));
alter table reorganisation_area add constraint reorganisation_area_name_check CHECK ((name <> ''::text));
alter table reorganisation_area add constraint reorganisation_area_position_check CHECK (("position" > 0));
alter table reorganisation_area add constraint reorganisation_area_reorganisation_id_fkey FOREIGN KEY (reorganisation_id) REFERENCES reorganisation(id) ON DELETE CASCADE;
alter table reorganisation_area add constraint reorganisation_area_pkey PRIMARY KEY (reorganisation_id, "position");
alter table reorganisation_area add constraint reorganisation_area_reorganisation_id_code_key UNIQUE (reorganisation_id, code);
alter table reorganisation_area enable row level security;
create policy add_area on reorganisation_area for insert to openasb_web with check (drafts_reorganisation(reorganisation_id));
create policy place_label on reorganisation_area for update to openasb_web using (drafts_reorganisation(reorganisation_id));
create policy read_area on reorganisation_area for select to openasb_web using ((cardinality(( SELECT my_organisations() AS my_organisations)) > 0));
create policy remove_area on reorganisation_area for delete to openasb_web using (drafts_reorganisation(reorganisation_id));
create policy serve_area on reorganisation_area for select to openasb_worker using (true);
grant delete, insert, select on reorganisation_area to openasb_web;
grant select on reorganisation_area to openasb_worker;
grant update (label_point) on reorganisation_area to openasb_web;

create table reorganisation_area_part (
  reorganisation_id uuid not null,
  "position" smallint not null,
  part integer not null,
  shell polygon not null,
  holes polygon[] default '{}'::polygon[] not null
);
alter table reorganisation_area_part add constraint reorganisation_area_part_reorganisation_id_position_fkey FOREIGN KEY (reorganisation_id, "position") REFERENCES reorganisation_area(reorganisation_id, "position") ON DELETE CASCADE;
alter table reorganisation_area_part add constraint reorganisation_area_part_pkey PRIMARY KEY (reorganisation_id, "position", part);
alter table reorganisation_area_part enable row level security;
create policy add_area_part on reorganisation_area_part for insert to openasb_web with check (drafts_reorganisation(reorganisation_id));
create policy read_area_part on reorganisation_area_part for select to openasb_web using ((cardinality(( SELECT my_organisations() AS my_organisations)) > 0));
create policy remove_area_part on reorganisation_area_part for delete to openasb_web using (drafts_reorganisation(reorganisation_id));
create policy serve_area_part on reorganisation_area_part for select to openasb_worker using (true);
grant delete, insert, select on reorganisation_area_part to openasb_web;
grant select on reorganisation_area_part to openasb_worker;

create table reorganisation_predecessor (
  reorganisation_id uuid not null,
  organisation_id integer not null
);
alter table reorganisation_predecessor add constraint reorganisation_predecessor_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table reorganisation_predecessor add constraint reorganisation_predecessor_reorganisation_id_fkey FOREIGN KEY (reorganisation_id) REFERENCES reorganisation(id) ON DELETE CASCADE;
alter table reorganisation_predecessor add constraint reorganisation_predecessor_pkey PRIMARY KEY (reorganisation_id, organisation_id);
CREATE INDEX reorganisation_predecessor_of ON reorganisation_predecessor USING btree (organisation_id);
alter table reorganisation_predecessor enable row level security;
create policy add_predecessor on reorganisation_predecessor for insert to openasb_web with check (drafts_reorganisation(reorganisation_id));
create policy read_predecessor on reorganisation_predecessor for select to openasb_web using ((cardinality(( SELECT my_organisations() AS my_organisations)) > 0));
create policy remove_predecessor on reorganisation_predecessor for delete to openasb_web using (drafts_reorganisation(reorganisation_id));
create policy serve_predecessor on reorganisation_predecessor for select to openasb_worker using (true);
grant delete, insert, select on reorganisation_predecessor to openasb_web;
grant select on reorganisation_predecessor to openasb_worker;

create table reorganisation_successor (
  reorganisation_id uuid not null,
  "position" smallint not null,
  is_new boolean not null,
  organisation_id integer,
  name text default ''::text not null,
  short_name text default ''::text not null,
  kind text,
  contact_advice text default ''::text not null
);
alter table reorganisation_successor add constraint reorganisation_successor_check CHECK ((is_new OR (organisation_id IS NOT NULL)));
alter table reorganisation_successor add constraint reorganisation_successor_check1 CHECK (((NOT is_new) OR ((name <> ''::text) AND (short_name <> ''::text) AND (kind IS NOT NULL))));
alter table reorganisation_successor add constraint reorganisation_successor_kind_check CHECK ((kind = ANY (ARRAY['police'::text, 'unitary_council'::text, 'county_council'::text, 'district_council'::text, 'landlord'::text, 'third_sector'::text])));
alter table reorganisation_successor add constraint reorganisation_successor_position_check CHECK (("position" > 0));
alter table reorganisation_successor add constraint reorganisation_successor_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table reorganisation_successor add constraint reorganisation_successor_reorganisation_id_fkey FOREIGN KEY (reorganisation_id) REFERENCES reorganisation(id) ON DELETE CASCADE;
alter table reorganisation_successor add constraint reorganisation_successor_pkey PRIMARY KEY (reorganisation_id, "position");
alter table reorganisation_successor add constraint reorganisation_successor_reorganisation_id_organisation_id_key UNIQUE (reorganisation_id, organisation_id);
alter table reorganisation_successor enable row level security;
create policy add_successor on reorganisation_successor for insert to openasb_web with check (drafts_reorganisation(reorganisation_id));
create policy read_successor on reorganisation_successor for select to openasb_web using ((cardinality(( SELECT my_organisations() AS my_organisations)) > 0));
create policy remove_successor on reorganisation_successor for delete to openasb_web using (drafts_reorganisation(reorganisation_id));
create policy serve_successor on reorganisation_successor for select to openasb_worker using (true);
grant delete, insert, select on reorganisation_successor to openasb_web;
grant select on reorganisation_successor to openasb_worker;

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
END) stored,
  partition_code text,
  outline_audience integer[] default '{}'::integer[] not null,
  entered_by uuid,
  entered_for integer,
  reporter_kind text default 'not_known'::text not null,
  language text default 'en'::text not null,
  paused_until date,
  was_paused boolean default false not null,
  place_kind text,
  place_shape path,
  uprn text,
  prompts jsonb default '[]'::jsonb not null
);
alter table report add constraint report_channel_check CHECK ((channel = ANY (ARRAY['public_form'::text, 'api'::text, 'phone'::text, 'paper'::text, 'in_person'::text, 'import'::text, 'demo'::text, 'police_form'::text, 'control_room'::text, 'patrol'::text, 'command_and_control'::text, 'mait'::text, 'file_drop'::text, 'email'::text, 'open311'::text, 'single_online_home'::text, 'referral'::text, 'diary'::text])));
alter table report add constraint report_check CHECK ((occurred_to >= occurred_from));
alter table report add constraint report_check1 CHECK (((status = 'filed'::text) OR ((organisation_id IS NOT NULL) AND (queue_id IS NOT NULL))));
alter table report add constraint report_check2 CHECK (((claimed_by IS NULL) = (claim_expires_at IS NULL)));
alter table report add constraint report_check3 CHECK (((entered_by IS NULL) OR (entered_for IS NOT NULL)));
alter table report add constraint report_closing_qualifier_check CHECK ((closing_qualifier = ANY (ARRAY['personal'::text, 'nuisance'::text, 'environmental'::text])));
alter table report add constraint report_language_check CHECK ((language ~ '^[a-z]{2,3}(-[a-z0-9]{2,8})?$'::text));
alter table report add constraint report_location_precision_m_check CHECK ((location_precision_m >= 0));
alter table report add constraint report_occurrence_check CHECK ((occurrence = ANY (ARRAY['once'::text, 'pattern'::text, 'now'::text])));
alter table report add constraint report_opening_qualifier_check CHECK ((opening_qualifier = ANY (ARRAY['personal'::text, 'nuisance'::text, 'environmental'::text])));
alter table report add constraint report_place_kind_check CHECK ((place_kind = ANY (ARRAY['address'::text, 'postcode'::text, 'street'::text, 'named_area'::text, 'point'::text, 'around'::text, 'area'::text, 'moving'::text])));
alter table report add constraint report_place_shape CHECK (((place_shape IS NULL) OR ((location IS NOT NULL) AND (place_kind = 'area'::text) AND isclosed(place_shape)) OR ((location IS NOT NULL) AND (place_kind = 'moving'::text) AND isopen(place_shape))));
alter table report add constraint report_prompts_check CHECK ((jsonb_typeof(prompts) = 'array'::text));
alter table report add constraint report_reporter_kind_check CHECK ((reporter_kind = ANY (ARRAY['victim'::text, 'witness'::text, 'on_behalf'::text, 'professional'::text, 'officer'::text, 'anonymous'::text, 'not_known'::text])));
alter table report add constraint report_status_check CHECK ((status = ANY (ARRAY['filed'::text, 'awaiting_triage'::text, 'accepted'::text, 'refused'::text, 'not_asb'::text, 'closed'::text])));
alter table report add constraint report_uprn_check CHECK ((uprn ~ '^[1-9][0-9]{0,11}$'::text));
alter table report add constraint report_asb_type_fkey FOREIGN KEY (asb_type) REFERENCES asb_type(code);
alter table report add constraint report_claimed_by_fkey FOREIGN KEY (claimed_by) REFERENCES member(id);
alter table report add constraint report_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES member(id);
alter table report add constraint report_entered_for_fkey FOREIGN KEY (entered_for) REFERENCES organisation(id);
alter table report add constraint report_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table report add constraint report_partition_code_fkey FOREIGN KEY (partition_code) REFERENCES partition(code);
alter table report add constraint report_queue_id_fkey FOREIGN KEY (queue_id) REFERENCES queue(id);
alter table report add constraint report_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id);
alter table report add constraint report_pkey PRIMARY KEY (id);
alter table report add constraint report_reference_key UNIQUE (reference);
alter table report add constraint report_submission_id_key UNIQUE (submission_id);
CREATE INDEX report_audience ON report USING gin (audience);
CREATE INDEX report_awaiting ON report USING btree (queue_id, filed_at, id) INCLUDE (audience) WHERE (status = 'awaiting_triage'::text);
CREATE INDEX report_claimed ON report USING btree (claimed_by, claim_expires_at) WHERE (claimed_by IS NOT NULL);
CREATE INDEX report_filed ON report USING btree (filed_at, id);
CREATE INDEX report_in_queue ON report USING btree (organisation_id, status, filed_at DESC, id DESC) INCLUDE (audience);
CREATE INDEX report_in_ward ON report USING btree (ward_id, filed_at) WHERE (ward_id IS NOT NULL);
CREATE INDEX report_modified ON report USING btree (modified_at, id);
CREATE INDEX report_near ON report USING gist (location, filed_at);
CREATE INDEX report_on_beat ON report USING btree (beat_id, filed_at) WHERE (beat_id IS NOT NULL);
CREATE INDEX report_outline_audience ON report USING gin (outline_audience) WHERE (outline_audience <> '{}'::integer[]);
CREATE INDEX report_search ON report USING gin (search);
alter table report enable row level security;
CREATE TRIGGER audience_follows BEFORE UPDATE OF organisation_id, partition_code ON report FOR EACH ROW EXECUTE FUNCTION report_audience_follows();
CREATE TRIGGER becomes_nudge_due AFTER UPDATE OF organisation_id, status ON report FOR EACH ROW WHEN ((((new.location IS NOT NULL) AND (new.organisation_id IS DISTINCT FROM old.organisation_id)) OR (new.status IS DISTINCT FROM old.status))) EXECUTE FUNCTION becomes_nudge_due();
CREATE TRIGGER becomes_safety_due AFTER UPDATE OF organisation_id ON report FOR EACH ROW WHEN ((new.organisation_id IS DISTINCT FROM old.organisation_id)) EXECUTE FUNCTION becomes_safety_due();
CREATE TRIGGER case_risk_restricted AFTER UPDATE OF partition_code ON report FOR EACH ROW WHEN ((new.partition_code IS DISTINCT FROM old.partition_code)) EXECUTE FUNCTION case_risk_follows();
CREATE TRIGGER feed_audience AFTER UPDATE OF audience, organisation_id, partition_code ON report FOR EACH ROW WHEN (((old.audience <> new.audience) AND (old.audience <> '{}'::integer[]))) EXECUTE FUNCTION feed_report_audience();
CREATE TRIGGER feed_erased AFTER DELETE ON report FOR EACH ROW EXECUTE FUNCTION feed_report_audience();
CREATE TRIGGER feed_stamp BEFORE INSERT OR UPDATE ON report FOR EACH ROW EXECUTE FUNCTION stamp_modified();
CREATE TRIGGER hand_over_follows AFTER UPDATE OF organisation_id, partition_code ON report FOR EACH ROW WHEN (((old.organisation_id IS DISTINCT FROM new.organisation_id) OR (old.partition_code IS DISTINCT FROM new.partition_code))) EXECUTE FUNCTION hand_over_follows_record();
CREATE TRIGGER holder_matches AFTER UPDATE OF organisation_id ON report FOR EACH ROW WHEN ((new.organisation_id IS DISTINCT FROM old.organisation_id)) EXECUTE FUNCTION holder_matches_anew();
CREATE TRIGGER note_complaint AFTER INSERT ON report FOR EACH ROW EXECUTE FUNCTION note_complaint();
CREATE TRIGGER note_complaint_judged AFTER UPDATE OF status, closing_qualifier, asb_type ON report FOR EACH ROW WHEN (((old.closing_qualifier IS DISTINCT FROM new.closing_qualifier) OR (old.asb_type <> new.asb_type) OR ((old.status = 'not_asb'::text) <> (new.status = 'not_asb'::text)))) EXECUTE FUNCTION note_complaint();
CREATE TRIGGER note_incident_change AFTER UPDATE OF status ON report FOR EACH ROW WHEN ((old.status IS DISTINCT FROM new.status)) EXECUTE FUNCTION note_incident_change();
CREATE TRIGGER record_ends_pause AFTER UPDATE OF status, organisation_id ON report FOR EACH ROW WHEN (((old.paused_until IS NOT NULL) AND ((old.status <> new.status) OR (old.organisation_id IS DISTINCT FROM new.organisation_id)))) EXECUTE FUNCTION record_ends_pause();
CREATE TRIGGER takes_its_evidence AFTER INSERT ON report FOR EACH ROW EXECUTE FUNCTION report_takes_its_evidence();
create policy change_report on report for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (audience && ( SELECT my_circles() AS my_circles)))) with check (((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (audience && ( SELECT my_circles() AS my_circles))));
create policy file_report on report for insert to openasb_web with check (((id = ( SELECT my_filing() AS my_filing)) AND (status = 'filed'::text) AND (audience = '{}'::integer[]) AND (outline_audience = '{}'::integer[]) AND (partition_code IS NULL) AND (prompts = '[]'::jsonb) AND (organisation_id IS NULL) AND (queue_id IS NULL) AND (claimed_by IS NULL) AND ((entered_by IS NULL) OR (entered_by = ( SELECT my_member() AS my_member))) AND ((entered_for IS NULL) OR (entered_for = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))));
create policy read_report on report for select to openasb_feed, openasb_web using ((audience && ( SELECT my_circles() AS my_circles)));
create policy route_report on report for update to openasb_worker using (true) with check (true);
create policy serve_report on report for select to openasb_worker using (true);
grant insert, select on report to openasb_web;
grant select on report to openasb_worker;
grant select (anonymous, asb_type, audience, beat_id, channel, closed_at, closing_qualifier, district_id, filed_at, id, location_precision_m, lsoa_id, modified_at, occurred_from, occurred_to, occurrence, opening_qualifier, organisation_id, place_kind, reference, reported_before, square_easting, square_m, square_northing, status, triaged_at, ward_id) on report to openasb_feed;
grant update (claim_expires_at, claimed_by, closed_at, closing_qualifier, decision_reason, modified_at, status, triaged_at, version) on report to openasb_web;
grant update (beat_id, district_id, lsoa_id, modified_at, organisation_id, partition_code, prompts, queue_id, routed_because, search, status, team_id, title, version, ward_id) on report to openasb_worker;

create table report_answer (
  report_id uuid not null,
  "position" smallint not null,
  question text not null,
  wording text not null,
  answer text not null,
  codes text[] default '{}'::text[] not null,
  wording_in_english text default ''::text not null,
  answer_in_english text default ''::text not null
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
  safe_contact text default ''::text not null,
  format text default ''::text not null
);
alter table report_contact add constraint report_contact_preferred_channel_check CHECK ((preferred_channel = ANY (ARRAY['none'::text, 'email'::text, 'phone'::text, 'text'::text, 'letter'::text])));
alter table report_contact add constraint report_contact_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table report_contact add constraint report_contact_pkey PRIMARY KEY (report_id);
CREATE INDEX report_contact_address ON report_contact USING gin (plain_words(address) gin_trgm_ops) WHERE (address <> ''::text);
CREATE INDEX report_contact_email ON report_contact USING btree (lower(email)) WHERE (email <> ''::text);
CREATE INDEX report_contact_name ON report_contact USING gin (plain_words(name) gin_trgm_ops) WHERE (name <> ''::text);
CREATE INDEX report_contact_phone ON report_contact USING btree (phone_digits(phone)) WHERE (phone <> ''::text);
CREATE INDEX report_contact_sound ON report_contact USING gin (name_sounds(name)) WHERE (name <> ''::text);
alter table report_contact enable row level security;
CREATE TRIGGER contact_keys AFTER INSERT ON report_contact REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION contact_gets_keys();
create policy file_contact on report_contact for insert to openasb_web with check ((report_id = ( SELECT my_filing() AS my_filing)));
create policy read_contact on report_contact for select to openasb_web using ((EXISTS ( SELECT
   FROM report
  WHERE ((report.id = report_contact.report_id) AND (report.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))))));
create policy serve_contact on report_contact for select to openasb_worker using (true);
grant insert, select on report_contact to openasb_web;
grant select on report_contact to openasb_worker;

create table report_derived (
  report_id uuid not null,
  fact text not null,
  derived text default ''::text not null,
  origin text default ''::text not null,
  chosen text,
  because text default ''::text not null,
  chosen_by uuid
);
alter table report_derived add constraint report_derived_check CHECK (((chosen IS NULL) = (because = ''::text)));
alter table report_derived add constraint report_derived_check1 CHECK (((chosen IS NULL) = (chosen_by IS NULL)));
alter table report_derived add constraint report_derived_fact_check CHECK ((fact = ANY (ARRAY['uprn'::text, 'landlord'::text, 'beat'::text, 'ward'::text])));
alter table report_derived add constraint report_derived_chosen_by_fkey FOREIGN KEY (chosen_by) REFERENCES member(id);
alter table report_derived add constraint report_derived_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table report_derived add constraint report_derived_pkey PRIMARY KEY (report_id, fact);
CREATE INDEX report_derived_chosen_by ON report_derived USING btree (chosen_by) WHERE (chosen_by IS NOT NULL);
alter table report_derived enable row level security;
create policy file_derived on report_derived for insert to openasb_web with check (((report_id = ( SELECT my_filing() AS my_filing)) AND ((chosen_by IS NULL) OR (chosen_by = ( SELECT my_member() AS my_member)))));
create policy read_derived on report_derived for select to openasb_web, openasb_worker using ((EXISTS ( SELECT
   FROM report
  WHERE (report.id = report_derived.report_id))));
grant insert, select on report_derived to openasb_web;
grant select on report_derived to openasb_worker;

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

create table report_key (
  report_id uuid not null,
  subject uuid not null,
  kind text not null,
  key text not null,
  name text default ''::text not null,
  role text not null,
  filed_at timestamp with time zone not null
);
alter table report_key add constraint report_key_kind_check CHECK ((kind = ANY (ARRAY['phone'::text, 'email'::text, 'name_born'::text, 'name_postcode'::text, 'household'::text, 'postcode'::text, 'born'::text])));
alter table report_key add constraint report_key_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table report_key add constraint report_key_pkey PRIMARY KEY (subject, kind);
CREATE INDEX report_key_find ON report_key USING btree (key, kind, filed_at DESC) INCLUDE (report_id, subject, role, name);
CREATE INDEX report_key_of_report ON report_key USING btree (report_id);
alter table report_key enable row level security;
CREATE TRIGGER note_complainant AFTER INSERT ON report_key FOR EACH ROW EXECUTE FUNCTION note_complainant();
create policy serve_key on report_key for select to openasb_worker using (true);
grant select on report_key to openasb_worker;

create table report_link (
  report_id uuid not null,
  other_report_id uuid not null,
  reason text not null,
  linked_by uuid,
  linked_at timestamp with time zone default now() not null,
  said_by_reporter boolean default false not null
);
alter table report_link add constraint report_link_check CHECK ((report_id > other_report_id));
alter table report_link add constraint report_link_linked_by_fkey FOREIGN KEY (linked_by) REFERENCES member(id);
alter table report_link add constraint report_link_other_report_id_fkey FOREIGN KEY (other_report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table report_link add constraint report_link_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table report_link add constraint report_link_pkey PRIMARY KEY (report_id, other_report_id);
CREATE INDEX report_link_other ON report_link USING btree (other_report_id);
alter table report_link enable row level security;
CREATE TRIGGER becomes_nudge_due AFTER INSERT ON report_link FOR EACH ROW WHEN (new.said_by_reporter) EXECUTE FUNCTION becomes_nudge_due();
create policy link_reports on report_link for insert to openasb_web with check (((linked_by = ( SELECT my_member() AS my_member)) AND (NOT said_by_reporter) AND (EXISTS ( SELECT
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

create table report_person (
  id uuid not null,
  report_id uuid not null,
  "position" smallint not null,
  role text not null,
  name text default ''::text not null,
  born_on date,
  phone text default ''::text not null,
  email text default ''::text not null,
  address text default ''::text not null,
  postcode text default ''::text not null,
  description text default ''::text not null,
  vehicle text default ''::text not null,
  vulnerabilities text[] default '{}'::text[] not null,
  profile_id uuid,
  matched_because text default ''::text not null
);
alter table report_person add constraint report_person_role_check CHECK ((role = ANY (ARRAY['reporter'::text, 'victim'::text, 'witness'::text, 'alleged_perpetrator'::text, 'other'::text])));
alter table report_person add constraint report_person_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES profile(id);
alter table report_person add constraint report_person_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table report_person add constraint report_person_pkey PRIMARY KEY (id);
alter table report_person add constraint report_person_report_id_position_key UNIQUE (report_id, "position");
CREATE INDEX report_person_address ON report_person USING gin (plain_words(address) gin_trgm_ops) WHERE (address <> ''::text);
CREATE INDEX report_person_name ON report_person USING gin (plain_words(name) gin_trgm_ops) WHERE (name <> ''::text);
CREATE INDEX report_person_of_profile ON report_person USING btree (profile_id) WHERE (profile_id IS NOT NULL);
alter table report_person enable row level security;
CREATE TRIGGER becomes_safety_due AFTER UPDATE OF profile_id ON report_person FOR EACH ROW WHEN ((new.profile_id IS DISTINCT FROM old.profile_id)) EXECUTE FUNCTION becomes_safety_due();
CREATE TRIGGER named_later AFTER INSERT ON report_person REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION named_later_is_due();
CREATE TRIGGER person_keys AFTER INSERT ON report_person REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION person_gets_keys();
create policy file_report_person on report_person for insert to openasb_web with check (((report_id = ( SELECT my_filing() AS my_filing)) AND (profile_id IS NULL)));
create policy match_report_person on report_person for update to openasb_worker using (true) with check (((profile_id IS NULL) OR (EXISTS ( SELECT
   FROM (report
     JOIN profile ON ((profile.organisation_id = report.organisation_id)))
  WHERE ((report.id = report_person.report_id) AND (profile.id = report_person.profile_id))))));
create policy read_report_person on report_person for select to openasb_web using ((EXISTS ( SELECT
   FROM report
  WHERE ((report.id = report_person.report_id) AND (report.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))))));
create policy serve_report_person on report_person for select to openasb_worker using (true);
grant insert, select on report_person to openasb_web;
grant select on report_person to openasb_worker;
grant update (matched_because, profile_id) on report_person to openasb_worker;

create table report_status_link (
  secret_hash bytea not null,
  report_id uuid not null
);
alter table report_status_link add constraint report_status_link_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table report_status_link add constraint report_status_link_pkey PRIMARY KEY (secret_hash);
CREATE INDEX report_status_link_of ON report_status_link USING btree (report_id);
alter table report_status_link enable row level security;
create policy file_status_link on report_status_link for insert to openasb_web with check ((report_id = ( SELECT my_filing() AS my_filing)));
create policy send_status_link on report_status_link for insert to openasb_worker with check (true);
create policy serve_status_link on report_status_link for select to openasb_worker using (true);
grant insert on report_status_link to openasb_web;
grant insert, select on report_status_link to openasb_worker;

create table report_task (
  id uuid not null,
  report_id uuid not null,
  reference text not null,
  what text not null,
  organisation_id integer not null,
  team_id uuid,
  due_at timestamp with time zone not null,
  added_by uuid not null,
  added_at timestamp with time zone default now() not null,
  done_at timestamp with time zone,
  done_by uuid,
  outcome text default ''::text not null
);
alter table report_task add constraint report_task_check CHECK (((done_at IS NULL) OR ((done_by IS NOT NULL) AND (outcome <> ''::text))));
alter table report_task add constraint report_task_what_check CHECK (((what <> ''::text) AND (length(what) <= 500)));
alter table report_task add constraint report_task_added_by_fkey FOREIGN KEY (added_by) REFERENCES member(id);
alter table report_task add constraint report_task_done_by_fkey FOREIGN KEY (done_by) REFERENCES member(id);
alter table report_task add constraint report_task_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table report_task add constraint report_task_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table report_task add constraint report_task_team_id_organisation_id_fkey FOREIGN KEY (team_id, organisation_id) REFERENCES team(id, organisation_id);
alter table report_task add constraint report_task_pkey PRIMARY KEY (id);
CREATE INDEX report_task_of_report ON report_task USING btree (report_id);
CREATE INDEX report_task_open ON report_task USING btree (organisation_id, due_at) WHERE (done_at IS NULL);
alter table report_task enable row level security;
create policy add_task on report_task for insert to openasb_web with check (((added_by = ( SELECT my_member() AS my_member)) AND (done_at IS NULL) AND (organisation_id = ANY (( SELECT my_circles() AS my_circles)::integer[])) AND ((report_id = ( SELECT my_filing() AS my_filing)) OR (EXISTS ( SELECT
   FROM report
  WHERE (report.id = report_task.report_id))))));
create policy close_task on report_task for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (done_at IS NULL) AND (organisation_id = ANY (( SELECT my_circles() AS my_circles)::integer[])) AND ((EXISTS ( SELECT
   FROM report
  WHERE (report.id = report_task.report_id))) OR (NOT is_restricted_report(report_id))))) with check (((done_at IS NOT NULL) AND (done_by = ( SELECT my_member() AS my_member))));
create policy read_task on report_task for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND ((EXISTS ( SELECT
   FROM report
  WHERE (report.id = report_task.report_id))) OR ((organisation_id = ANY (( SELECT my_circles() AS my_circles)::integer[])) AND (NOT is_restricted_report(report_id))))));
grant insert, select on report_task to openasb_web;
grant update (done_at, done_by, outcome) on report_task to openasb_web;

create table report_unknown (
  report_id uuid not null,
  fact text not null,
  because text not null
);
alter table report_unknown add constraint report_unknown_because_check CHECK ((because <> ''::text));
alter table report_unknown add constraint report_unknown_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table report_unknown add constraint report_unknown_pkey PRIMARY KEY (report_id, fact);
alter table report_unknown enable row level security;
create policy file_unknown on report_unknown for insert to openasb_web with check ((report_id = ( SELECT my_filing() AS my_filing)));
create policy read_unknown on report_unknown for select to openasb_web, openasb_worker using ((EXISTS ( SELECT
   FROM report
  WHERE (report.id = report_unknown.report_id))));
grant insert, select on report_unknown to openasb_web;
grant select on report_unknown to openasb_worker;

create table reporter_key (
  report_id uuid not null,
  key bytea not null
);
alter table reporter_key add constraint reporter_key_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table reporter_key add constraint reporter_key_pkey PRIMARY KEY (report_id, key);
CREATE INDEX reporter_key_reports ON reporter_key USING btree (key, report_id);
alter table reporter_key enable row level security;
create policy keep_key on reporter_key for insert to openasb_worker with check (true);
create policy serve_key on reporter_key for select to openasb_worker using (true);
grant insert, select on reporter_key to openasb_worker;

create table reporter_message (
  id uuid not null,
  report_id uuid not null,
  submission_id uuid not null,
  direction text not null,
  kind text not null,
  words text not null,
  channel text not null,
  page_alone_because text default ''::text not null,
  override_reason text default ''::text not null,
  timeline_entry_id uuid,
  organisation_id integer,
  member_id uuid,
  author_name text default ''::text not null,
  at timestamp with time zone default now() not null,
  reply_due_on date,
  settled_at timestamp with time zone,
  settled_by uuid,
  settled_because text default ''::text not null
);
alter table reporter_message add constraint reporter_message_channel_check CHECK ((channel = ANY (ARRAY['page'::text, 'email'::text, 'text'::text, 'letter'::text])));
alter table reporter_message add constraint reporter_message_check CHECK (((direction = 'to_reporter'::text) OR ((kind = 'message'::text) AND (member_id IS NULL) AND (channel = 'page'::text))));
alter table reporter_message add constraint reporter_message_check1 CHECK (((direction = 'from_reporter'::text) = (reply_due_on IS NOT NULL)));
alter table reporter_message add constraint reporter_message_check2 CHECK (((settled_at IS NULL) = (settled_by IS NULL)));
alter table reporter_message add constraint reporter_message_check3 CHECK (((settled_at IS NULL) OR ((direction = 'from_reporter'::text) AND (settled_because <> ''::text))));
alter table reporter_message add constraint reporter_message_direction_check CHECK ((direction = ANY (ARRAY['to_reporter'::text, 'from_reporter'::text])));
alter table reporter_message add constraint reporter_message_kind_check CHECK ((kind = ANY (ARRAY['acknowledgement'::text, 'update'::text, 'explainer'::text, 'message'::text])));
alter table reporter_message add constraint reporter_message_words_check CHECK ((words <> ''::text));
alter table reporter_message add constraint reporter_message_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table reporter_message add constraint reporter_message_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table reporter_message add constraint reporter_message_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table reporter_message add constraint reporter_message_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES member(id);
alter table reporter_message add constraint reporter_message_timeline_entry_id_fkey FOREIGN KEY (timeline_entry_id) REFERENCES timeline_entry(id) ON DELETE CASCADE;
alter table reporter_message add constraint reporter_message_pkey PRIMARY KEY (id);
alter table reporter_message add constraint reporter_message_submission_id_key UNIQUE (submission_id);
alter table reporter_message add constraint reporter_message_timeline_entry_id_key UNIQUE (timeline_entry_id);
CREATE INDEX reporter_message_of_report ON reporter_message USING btree (report_id, at);
CREATE INDEX reporter_message_waiting ON reporter_message USING btree (reply_due_on, id) WHERE ((direction = 'from_reporter'::text) AND (settled_at IS NULL));
alter table reporter_message enable row level security;
CREATE TRIGGER becomes_nudge_due AFTER INSERT OR UPDATE OF settled_at ON reporter_message FOR EACH ROW WHEN ((new.kind <> 'acknowledgement'::text)) EXECUTE FUNCTION becomes_nudge_due();
create policy read_reporter_message on reporter_message for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (EXISTS ( SELECT
   FROM report
  WHERE ((report.id = reporter_message.report_id) AND (report.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))))));
create policy serve_reporter_message on reporter_message for select to openasb_worker using (true);
create policy settle_reporter_message on reporter_message for update to openasb_web using (((direction = 'from_reporter'::text) AND (settled_at IS NULL) AND holds_report(report_id))) with check (((NOT (settled_by IS DISTINCT FROM ( SELECT my_member() AS my_member))) OR (settled_at IS NULL)));
create policy tell_reporter on reporter_message for insert to openasb_worker with check (((direction = 'to_reporter'::text) AND (member_id IS NULL)));
create policy write_to_reporter on reporter_message for insert to openasb_web with check (((direction = 'to_reporter'::text) AND (kind = 'message'::text) AND (timeline_entry_id IS NULL) AND (member_id = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND holds_report(report_id)));
grant insert, select on reporter_message to openasb_web;
grant insert, select on reporter_message to openasb_worker;
grant update (settled_at, settled_because, settled_by) on reporter_message to openasb_web;

create table reporter_news (
  timeline_entry_id uuid not null,
  report_id uuid not null,
  noticed_at timestamp with time zone default now() not null
);
alter table reporter_news add constraint reporter_news_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table reporter_news add constraint reporter_news_timeline_entry_id_fkey FOREIGN KEY (timeline_entry_id) REFERENCES timeline_entry(id) ON DELETE CASCADE;
alter table reporter_news add constraint reporter_news_pkey PRIMARY KEY (timeline_entry_id);
alter table reporter_news enable row level security;
create policy clear_news on reporter_news for delete to openasb_worker using (true);
create policy serve_news on reporter_news for select to openasb_worker using (true);
grant delete, select on reporter_news to openasb_worker;

create table review_appeal (
  id uuid not null,
  review_id uuid not null,
  submission_id uuid not null,
  against text not null,
  grounds text not null,
  heard_by text not null,
  made_at timestamp with time zone default now() not null,
  entered_by uuid,
  due_on date not null,
  decision text,
  decided_by_name text default ''::text not null,
  reasons text default ''::text not null,
  told text default ''::text not null,
  decided_at timestamp with time zone,
  recorded_by uuid,
  version integer default 1 not null
);
alter table review_appeal add constraint review_appeal_against_check CHECK ((against = ANY (ARRAY['threshold'::text, 'outcome'::text, 'conduct'::text])));
alter table review_appeal add constraint review_appeal_check CHECK (((decision IS NULL) OR ((decided_by_name <> ''::text) AND (reasons <> ''::text) AND (told <> ''::text) AND (decided_at IS NOT NULL))));
alter table review_appeal add constraint review_appeal_decision_check CHECK ((decision = ANY (ARRAY['upheld'::text, 'partly_upheld'::text, 'not_upheld'::text])));
alter table review_appeal add constraint review_appeal_grounds_check CHECK ((grounds <> ''::text));
alter table review_appeal add constraint review_appeal_heard_by_check CHECK ((heard_by = ANY (ARRAY['csp_chair'::text, 'local_policing_body'::text, 'other_body'::text])));
alter table review_appeal add constraint review_appeal_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES member(id);
alter table review_appeal add constraint review_appeal_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES member(id);
alter table review_appeal add constraint review_appeal_review_id_fkey FOREIGN KEY (review_id) REFERENCES asb_review(id) ON DELETE CASCADE;
alter table review_appeal add constraint review_appeal_pkey PRIMARY KEY (id);
alter table review_appeal add constraint review_appeal_submission_id_key UNIQUE (submission_id);
CREATE INDEX review_appeal_of_review ON review_appeal USING btree (review_id);
CREATE INDEX review_appeal_open ON review_appeal USING btree (due_on) WHERE (decided_at IS NULL);
alter table review_appeal enable row level security;
create policy decide_appeal on review_appeal for update to openasb_web using (((decision IS NULL) AND leads_review(review_id))) with check ((recorded_by = ( SELECT my_member() AS my_member)));
create policy enter_appeal on review_appeal for insert to openasb_web with check (((entered_by = ( SELECT my_member() AS my_member)) AND (decision IS NULL) AND (EXISTS ( SELECT
   FROM asb_review
  WHERE (asb_review.id = review_appeal.review_id)))));
create policy read_appeal on review_appeal for select to openasb_web using ((EXISTS ( SELECT
   FROM asb_review
  WHERE (asb_review.id = review_appeal.review_id))));
grant insert, select on review_appeal to openasb_web;
grant update (decided_at, decided_by_name, decision, reasons, recorded_by, told, version) on review_appeal to openasb_web;

create table review_applicant (
  review_id uuid not null,
  name text not null,
  email text default ''::text not null,
  phone text default ''::text not null,
  address text default ''::text not null,
  preferred_channel text default 'none'::text not null,
  safe_contact text default ''::text not null,
  victim_name text default ''::text not null,
  relation text default ''::text not null,
  consent text default ''::text not null,
  consent_words text default ''::text not null,
  needs text default ''::text not null
);
alter table review_applicant add constraint review_applicant_check CHECK (((victim_name = ''::text) OR (consent <> ''::text)));
alter table review_applicant add constraint review_applicant_consent_check CHECK ((consent = ANY (ARRAY[''::text, 'said'::text, 'written'::text, 'unable'::text])));
alter table review_applicant add constraint review_applicant_preferred_channel_check CHECK ((preferred_channel = ANY (ARRAY['none'::text, 'email'::text, 'phone'::text, 'text'::text, 'letter'::text])));
alter table review_applicant add constraint review_applicant_review_id_fkey FOREIGN KEY (review_id) REFERENCES asb_review(id) ON DELETE CASCADE;
alter table review_applicant add constraint review_applicant_pkey PRIMARY KEY (review_id);
alter table review_applicant enable row level security;
create policy read_applicant on review_applicant for select to openasb_web using ((EXISTS ( SELECT
   FROM asb_review
  WHERE (asb_review.id = review_applicant.review_id))));
grant select on review_applicant to openasb_web;

create table review_body (
  review_id uuid not null,
  organisation_id integer not null,
  role text not null,
  because text default ''::text not null,
  passed_by uuid,
  passed_at timestamp with time zone default now() not null
);
alter table review_body add constraint review_body_role_check CHECK ((role = ANY (ARRAY['council'::text, 'police'::text, 'health'::text, 'housing'::text, 'other'::text])));
alter table review_body add constraint review_body_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table review_body add constraint review_body_passed_by_fkey FOREIGN KEY (passed_by) REFERENCES member(id);
alter table review_body add constraint review_body_review_id_fkey FOREIGN KEY (review_id) REFERENCES asb_review(id) ON DELETE CASCADE;
alter table review_body add constraint review_body_pkey PRIMARY KEY (review_id, organisation_id);
alter table review_body enable row level security;
CREATE TRIGGER keep_review_audience AFTER INSERT ON review_body FOR EACH ROW EXECUTE FUNCTION keep_review_audience();
create policy pass_to_body on review_body for insert to openasb_web with check (((passed_by = ( SELECT my_member() AS my_member)) AND leads_review(review_id)));
create policy read_body on review_body for select to openasb_web using ((EXISTS ( SELECT
   FROM asb_review
  WHERE (asb_review.id = review_body.review_id))));
grant insert, select on review_body to openasb_web;

create table review_complaint (
  id uuid not null,
  review_id uuid not null,
  report_id uuid,
  reference text default ''::text not null,
  told_to text default ''::text not null,
  complained_on date,
  incident_on date,
  because text default ''::text not null,
  added_by uuid,
  added_at timestamp with time zone default now() not null
);
alter table review_complaint add constraint review_complaint_check CHECK (((reference <> ''::text) OR ((told_to <> ''::text) AND (complained_on IS NOT NULL) AND (incident_on IS NOT NULL))));
alter table review_complaint add constraint review_complaint_added_by_fkey FOREIGN KEY (added_by) REFERENCES member(id);
alter table review_complaint add constraint review_complaint_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE SET NULL;
alter table review_complaint add constraint review_complaint_review_id_fkey FOREIGN KEY (review_id) REFERENCES asb_review(id) ON DELETE CASCADE;
alter table review_complaint add constraint review_complaint_pkey PRIMARY KEY (id);
CREATE INDEX review_complaint_of_report ON review_complaint USING btree (report_id) WHERE (report_id IS NOT NULL);
CREATE INDEX review_complaint_of_review ON review_complaint USING btree (review_id);
alter table review_complaint enable row level security;
create policy name_complaint on review_complaint for insert to openasb_web with check (((added_by = ( SELECT my_member() AS my_member)) AND (EXISTS ( SELECT
   FROM asb_review
  WHERE (asb_review.id = review_complaint.review_id))) AND ((report_id IS NULL) OR (EXISTS ( SELECT
   FROM report
  WHERE (report.id = review_complaint.report_id))))));
create policy read_complaint on review_complaint for select to openasb_web using ((EXISTS ( SELECT
   FROM asb_review
  WHERE (asb_review.id = review_complaint.review_id))));
grant insert, select on review_complaint to openasb_web;

create table review_decision (
  id uuid not null,
  review_id uuid not null,
  kind text not null,
  decision text not null,
  reason_code text not null,
  reasons text not null,
  told text not null,
  complaints integer,
  is_must boolean default false not null,
  persistence text default ''::text not null,
  harm text default ''::text not null,
  adequacy text default ''::text not null,
  organisation_id integer not null,
  decided_by uuid not null,
  decided_at timestamp with time zone default now() not null
);
alter table review_decision add constraint never_refused_against_the_count CHECK ((NOT ((decision = 'not_met'::text) AND is_must)));
alter table review_decision add constraint refused_with_all_three_considered CHECK (((decision <> 'not_met'::text) OR ((persistence <> ''::text) AND (harm <> ''::text) AND (adequacy <> ''::text))));
alter table review_decision add constraint review_decision_decision_check CHECK ((decision = ANY (ARRAY['met'::text, 'not_met'::text, 'told'::text, 'closed'::text, 'withdrawn'::text])));
alter table review_decision add constraint review_decision_kind_check CHECK ((kind = ANY (ARRAY['threshold'::text, 'trigger'::text, 'outcome'::text, 'close'::text, 'withdraw'::text])));
alter table review_decision add constraint review_decision_reasons_check CHECK ((reasons <> ''::text));
alter table review_decision add constraint review_decision_told_check CHECK ((told <> ''::text));
alter table review_decision add constraint review_decision_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES member(id);
alter table review_decision add constraint review_decision_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table review_decision add constraint review_decision_review_id_fkey FOREIGN KEY (review_id) REFERENCES asb_review(id) ON DELETE CASCADE;
alter table review_decision add constraint review_decision_pkey PRIMARY KEY (id);
CREATE INDEX review_decision_of_review ON review_decision USING btree (review_id, decided_at);
alter table review_decision enable row level security;
create policy decide on review_decision for insert to openasb_web with check (((decided_by = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND leads_review(review_id)));
create policy read_decision on review_decision for select to openasb_web using ((EXISTS ( SELECT
   FROM asb_review
  WHERE (asb_review.id = review_decision.review_id))));
grant insert, select on review_decision to openasb_web;

create table review_event (
  id uuid not null,
  review_id uuid not null,
  at timestamp with time zone default now() not null,
  kind text not null,
  what text not null,
  words text default ''::text not null,
  is_told boolean default false not null,
  channel text default ''::text not null,
  organisation_id integer,
  member_id uuid,
  actor_name text not null
);
alter table review_event add constraint review_event_channel_check CHECK ((channel = ANY (ARRAY[''::text, 'page'::text, 'email'::text, 'text'::text, 'letter'::text])));
alter table review_event add constraint review_event_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table review_event add constraint review_event_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table review_event add constraint review_event_review_id_fkey FOREIGN KEY (review_id) REFERENCES asb_review(id) ON DELETE CASCADE;
alter table review_event add constraint review_event_pkey PRIMARY KEY (id);
CREATE INDEX review_event_of_review ON review_event USING btree (review_id, at);
alter table review_event enable row level security;
create policy read_event on review_event for select to openasb_web using ((EXISTS ( SELECT
   FROM asb_review
  WHERE (asb_review.id = review_event.review_id))));
create policy serve_event on review_event for select to openasb_worker using (true);
create policy write_event on review_event for insert to openasb_web with check (((member_id = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (EXISTS ( SELECT
   FROM asb_review
  WHERE (asb_review.id = review_event.review_id)))));
grant insert, select on review_event to openasb_web;
grant select on review_event to openasb_worker;

create table review_figure (
  organisation_id integer not null,
  year integer not null,
  body_id integer not null,
  measure text not null,
  shown text not null,
  published_by uuid,
  published_at timestamp with time zone default now() not null
);
alter table review_figure add constraint review_figure_measure_check CHECK ((measure = ANY (ARRAY['applications'::text, 'not_met'::text, 'reviews'::text, 'recommendations'::text, 'accepted'::text])));
alter table review_figure add constraint review_figure_shown_check CHECK ((shown ~ '^([0-9]+|[<][0-9]+|hidden)$'::text));
alter table review_figure add constraint review_figure_year_check CHECK (((year >= 2014) AND (year <= 2200)));
alter table review_figure add constraint review_figure_body_id_fkey FOREIGN KEY (body_id) REFERENCES organisation(id);
alter table review_figure add constraint review_figure_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table review_figure add constraint review_figure_published_by_fkey FOREIGN KEY (published_by) REFERENCES member(id);
alter table review_figure add constraint review_figure_pkey PRIMARY KEY (organisation_id, year, body_id, measure);
alter table review_figure enable row level security;
create policy publish_figure on review_figure for insert to openasb_web with check (((published_by = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))));
create policy read_figure on review_figure for select to openasb_web using (true);
create policy replace_figure on review_figure for delete to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))));
grant delete, insert, select on review_figure to openasb_web;

create table review_key (
  review_id uuid not null,
  kind text not null,
  key text not null
);
alter table review_key add constraint review_key_review_id_fkey FOREIGN KEY (review_id) REFERENCES asb_review(id) ON DELETE CASCADE;
alter table review_key add constraint review_key_pkey PRIMARY KEY (review_id, kind, key);
alter table review_key enable row level security;
create policy for_functions_alone on review_key for all to public using (false);

create table review_link (
  secret_hash bytea not null,
  review_id uuid not null
);
alter table review_link add constraint review_link_review_id_fkey FOREIGN KEY (review_id) REFERENCES asb_review(id) ON DELETE CASCADE;
alter table review_link add constraint review_link_pkey PRIMARY KEY (secret_hash);
CREATE INDEX review_link_of_review ON review_link USING btree (review_id);
alter table review_link enable row level security;
create policy send_review_link on review_link for insert to openasb_worker with check (true);
create policy serve_review_link on review_link for select to openasb_worker using (true);
grant insert, select on review_link to openasb_worker;

create table review_minute (
  id uuid not null,
  review_id uuid not null,
  subject text not null,
  words text not null,
  is_private boolean default false not null,
  organisation_id integer not null,
  written_by uuid not null,
  written_at timestamp with time zone default now() not null
);
alter table review_minute add constraint review_minute_subject_check CHECK ((subject = ANY (ARRAY['history'::text, 'risk'::text, 'response'::text, 'reasoning'::text, 'other'::text])));
alter table review_minute add constraint review_minute_words_check CHECK ((words <> ''::text));
alter table review_minute add constraint review_minute_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table review_minute add constraint review_minute_review_id_fkey FOREIGN KEY (review_id) REFERENCES asb_review(id) ON DELETE CASCADE;
alter table review_minute add constraint review_minute_written_by_fkey FOREIGN KEY (written_by) REFERENCES member(id);
alter table review_minute add constraint review_minute_pkey PRIMARY KEY (id);
CREATE INDEX review_minute_of_review ON review_minute USING btree (review_id, written_at);
alter table review_minute enable row level security;
create policy read_minute on review_minute for select to openasb_web using (((EXISTS ( SELECT
   FROM asb_review
  WHERE (asb_review.id = review_minute.review_id))) AND ((NOT is_private) OR (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))));
create policy write_minute on review_minute for insert to openasb_web with check (((written_by = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (EXISTS ( SELECT
   FROM asb_review
  WHERE (asb_review.id = review_minute.review_id)))));
grant insert, select on review_minute to openasb_web;

create table review_panel (
  id uuid not null,
  review_id uuid not null,
  meets_at timestamp with time zone not null,
  place text not null,
  chair_name text not null,
  chair_from text not null,
  chair_is_independent boolean not null,
  chair_because text default ''::text not null,
  members text not null,
  victim_invited boolean not null,
  not_invited_because text default ''::text not null,
  victim_answer text default ''::text not null,
  victim_words text default ''::text not null,
  victim_attended boolean,
  attended text default ''::text not null,
  absent text default ''::text not null,
  held_at timestamp with time zone,
  arranged_by uuid not null,
  version integer default 1 not null
);
alter table review_panel add constraint review_panel_check CHECK ((chair_is_independent OR (chair_because <> ''::text)));
alter table review_panel add constraint review_panel_check1 CHECK ((victim_invited OR (not_invited_because <> ''::text)));
alter table review_panel add constraint review_panel_check2 CHECK (((held_at IS NULL) OR (attended <> ''::text)));
alter table review_panel add constraint review_panel_victim_answer_check CHECK ((victim_answer = ANY (ARRAY[''::text, 'in_person'::text, 'remote'::text, 'represented'::text, 'written'::text, 'no'::text])));
alter table review_panel add constraint review_panel_arranged_by_fkey FOREIGN KEY (arranged_by) REFERENCES member(id);
alter table review_panel add constraint review_panel_review_id_fkey FOREIGN KEY (review_id) REFERENCES asb_review(id) ON DELETE CASCADE;
alter table review_panel add constraint review_panel_pkey PRIMARY KEY (id);
CREATE INDEX review_panel_of_review ON review_panel USING btree (review_id);
alter table review_panel enable row level security;
create policy arrange_panel on review_panel for insert to openasb_web with check (((arranged_by = ( SELECT my_member() AS my_member)) AND leads_review(review_id)));
create policy hold_panel on review_panel for update to openasb_web using (leads_review(review_id)) with check (leads_review(review_id));
create policy read_panel on review_panel for select to openasb_web using ((EXISTS ( SELECT
   FROM asb_review
  WHERE (asb_review.id = review_panel.review_id))));
grant insert, select on review_panel to openasb_web;
grant update (absent, attended, held_at, version, victim_answer, victim_attended, victim_words) on review_panel to openasb_web;

create table review_procedure (
  id uuid not null,
  organisation_id integer not null,
  district_code text not null,
  valid_from date not null,
  valid_to date,
  complaints smallint not null,
  complaint_months smallint not null,
  application_months smallint not null,
  statutory_only boolean default false not null,
  latest_within_months smallint,
  no_action_caveat boolean default false not null,
  hate_reports smallint,
  same_metres integer not null,
  acknowledge_days smallint not null,
  threshold_days smallint not null,
  panel_days smallint not null,
  outcome_days smallint not null,
  respond_days smallint not null,
  appeal_within_days smallint not null,
  appeal_days smallint not null,
  appeal_to text not null,
  contact_name text not null,
  contact_phone text default ''::text not null,
  contact_email text default ''::text not null,
  contact_address text default ''::text not null,
  source text not null,
  verified boolean default false not null,
  set_by uuid,
  set_at timestamp with time zone default now() not null
);
alter table review_procedure add constraint review_procedure_acknowledge_days_check CHECK ((acknowledge_days > 0));
alter table review_procedure add constraint review_procedure_appeal_days_check CHECK ((appeal_days > 0));
alter table review_procedure add constraint review_procedure_appeal_to_check CHECK ((appeal_to = ANY (ARRAY['csp_chair'::text, 'local_policing_body'::text, 'other_body'::text])));
alter table review_procedure add constraint review_procedure_appeal_within_days_check CHECK ((appeal_within_days > 0));
alter table review_procedure add constraint review_procedure_application_months_check CHECK (((application_months >= 6) AND (application_months <= 60)));
alter table review_procedure add constraint review_procedure_check CHECK (((valid_to IS NULL) OR (valid_to > valid_from)));
alter table review_procedure add constraint review_procedure_complaint_months_check CHECK (((complaint_months >= 1) AND (complaint_months <= 24)));
alter table review_procedure add constraint review_procedure_complaints_check CHECK (((complaints >= 1) AND (complaints <= 3)));
alter table review_procedure add constraint review_procedure_hate_reports_check CHECK (((hate_reports >= 1) AND (hate_reports <= 3)));
alter table review_procedure add constraint review_procedure_latest_within_months_check CHECK ((latest_within_months > 0));
alter table review_procedure add constraint review_procedure_outcome_days_check CHECK ((outcome_days > 0));
alter table review_procedure add constraint review_procedure_panel_days_check CHECK ((panel_days > 0));
alter table review_procedure add constraint review_procedure_respond_days_check CHECK ((respond_days > 0));
alter table review_procedure add constraint review_procedure_same_metres_check CHECK ((same_metres > 0));
alter table review_procedure add constraint review_procedure_threshold_days_check CHECK ((threshold_days > 0));
alter table review_procedure add constraint review_procedure_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table review_procedure add constraint review_procedure_set_by_fkey FOREIGN KEY (set_by) REFERENCES member(id);
alter table review_procedure add constraint review_procedure_pkey PRIMARY KEY (id);
alter table review_procedure add constraint review_procedure_district_code_valid_from_key UNIQUE (district_code, valid_from);
alter table review_procedure enable row level security;
create policy read_procedure on review_procedure for select to openasb_web, openasb_worker using (true);
create policy set_procedure on review_procedure for insert to openasb_web with check (((set_by = ( SELECT my_member() AS my_member)) AND (valid_from > day_in_england()) AND arranges_reviews(district_code, organisation_id)));
create policy take_procedure_back on review_procedure for delete to openasb_web using (((valid_from > day_in_england()) AND arranges_reviews(district_code, organisation_id)));
grant delete, insert, select on review_procedure to openasb_web;
grant select on review_procedure to openasb_worker;

create table review_recommendation (
  id uuid not null,
  review_id uuid not null,
  what text not null,
  organisation_id integer not null,
  owner_member_id uuid,
  due_on date not null,
  respond_due_on date not null,
  status text default 'made'::text not null,
  response text default ''::text not null,
  responded_by uuid,
  responded_at timestamp with time zone,
  case_action_id uuid,
  outcome text default ''::text not null,
  done_at timestamp with time zone,
  made_by uuid not null,
  made_at timestamp with time zone default now() not null,
  version integer default 1 not null
);
alter table review_recommendation add constraint review_recommendation_check CHECK (((status <> 'refused'::text) OR (response <> ''::text)));
alter table review_recommendation add constraint review_recommendation_check1 CHECK (((status <> 'done'::text) OR ((outcome <> ''::text) AND (done_at IS NOT NULL))));
alter table review_recommendation add constraint review_recommendation_status_check CHECK ((status = ANY (ARRAY['made'::text, 'accepted'::text, 'refused'::text, 'done'::text])));
alter table review_recommendation add constraint review_recommendation_what_check CHECK ((what <> ''::text));
alter table review_recommendation add constraint review_recommendation_case_action_id_fkey FOREIGN KEY (case_action_id) REFERENCES case_action(id) ON DELETE SET NULL;
alter table review_recommendation add constraint review_recommendation_made_by_fkey FOREIGN KEY (made_by) REFERENCES member(id);
alter table review_recommendation add constraint review_recommendation_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table review_recommendation add constraint review_recommendation_owner_member_id_fkey FOREIGN KEY (owner_member_id) REFERENCES member(id);
alter table review_recommendation add constraint review_recommendation_responded_by_fkey FOREIGN KEY (responded_by) REFERENCES member(id);
alter table review_recommendation add constraint review_recommendation_review_id_fkey FOREIGN KEY (review_id) REFERENCES asb_review(id) ON DELETE CASCADE;
alter table review_recommendation add constraint review_recommendation_pkey PRIMARY KEY (id);
CREATE INDEX review_recommendation_of_review ON review_recommendation USING btree (review_id);
CREATE INDEX review_recommendation_open ON review_recommendation USING btree (organisation_id, due_on) WHERE (status = ANY (ARRAY['made'::text, 'accepted'::text]));
alter table review_recommendation enable row level security;
create policy answer_recommendation on review_recommendation for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (EXISTS ( SELECT
   FROM asb_review
  WHERE (asb_review.id = review_recommendation.review_id))))) with check ((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])));
create policy read_recommendation on review_recommendation for select to openasb_web using ((EXISTS ( SELECT
   FROM asb_review
  WHERE (asb_review.id = review_recommendation.review_id))));
create policy recommend on review_recommendation for insert to openasb_web with check (((made_by = ( SELECT my_member() AS my_member)) AND (status = 'made'::text) AND leads_review(review_id) AND (EXISTS ( SELECT
   FROM review_body
  WHERE ((review_body.review_id = review_recommendation.review_id) AND (review_body.organisation_id = review_recommendation.organisation_id))))));
grant insert, select on review_recommendation to openasb_web;
grant update (case_action_id, done_at, outcome, owner_member_id, responded_at, responded_by, response, status, version) on review_recommendation to openasb_web;

create table review_relevant_body (
  organisation_id integer not null,
  district_code text not null,
  role text not null,
  valid_from date not null,
  valid_to date,
  because text default ''::text not null,
  set_by uuid,
  set_at timestamp with time zone default now() not null,
  ended_by uuid
);
alter table review_relevant_body add constraint review_relevant_body_role_check CHECK ((role = ANY (ARRAY['council'::text, 'police'::text, 'health'::text, 'housing'::text])));
alter table review_relevant_body add constraint review_relevant_body_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES member(id);
alter table review_relevant_body add constraint review_relevant_body_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table review_relevant_body add constraint review_relevant_body_set_by_fkey FOREIGN KEY (set_by) REFERENCES member(id);
alter table review_relevant_body add constraint review_relevant_body_pkey PRIMARY KEY (organisation_id, district_code, valid_from);
alter table review_relevant_body enable row level security;
create policy add_relevant_body on review_relevant_body for insert to openasb_web with check (((set_by = ( SELECT my_member() AS my_member)) AND (valid_from > day_in_england()) AND arranges_reviews(district_code, NULL::integer)));
create policy end_relevant_body on review_relevant_body for update to openasb_web using ((((valid_to IS NULL) OR (valid_to > day_in_england())) AND arranges_reviews(district_code, NULL::integer))) with check (((ended_by = ( SELECT my_member() AS my_member)) AND (valid_to > day_in_england())));
create policy read_relevant_body on review_relevant_body for select to openasb_web, openasb_worker using (true);
create policy take_relevant_body_back on review_relevant_body for delete to openasb_web using (((valid_from > day_in_england()) AND arranges_reviews(district_code, NULL::integer)));
grant delete, insert, select on review_relevant_body to openasb_web;
grant select on review_relevant_body to openasb_worker;
grant update (ended_by, valid_to) on review_relevant_body to openasb_web;

create table risk_assessment (
  id uuid not null,
  report_id uuid,
  instrument text not null,
  instrument_version integer not null,
  answers jsonb not null,
  score integer not null,
  score_band text not null,
  override_band text,
  override_reason text default ''::text not null,
  band text not null,
  missing text[] default '{}'::text[] not null,
  is_vulnerable boolean default false not null,
  next_due_on date not null,
  assessed_by uuid not null,
  organisation_id integer not null,
  assessed_at timestamp with time zone default now() not null,
  case_id uuid
);
alter table risk_assessment add constraint risk_assessment_band_check CHECK ((band = ANY (ARRAY['standard'::text, 'medium'::text, 'high'::text])));
alter table risk_assessment add constraint risk_assessment_check CHECK (((band = score_band) OR (band = override_band)));
alter table risk_assessment add constraint risk_assessment_of CHECK ((num_nonnulls(report_id, case_id) = 1));
alter table risk_assessment add constraint risk_assessment_override_band_check CHECK ((override_band = ANY (ARRAY['standard'::text, 'medium'::text, 'high'::text])));
alter table risk_assessment add constraint risk_assessment_score_band_check CHECK ((score_band = ANY (ARRAY['standard'::text, 'medium'::text, 'high'::text])));
alter table risk_assessment add constraint risk_assessment_assessed_by_fkey FOREIGN KEY (assessed_by) REFERENCES member(id);
alter table risk_assessment add constraint risk_assessment_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table risk_assessment add constraint risk_assessment_instrument_instrument_version_fkey FOREIGN KEY (instrument, instrument_version) REFERENCES risk_instrument(code, version);
alter table risk_assessment add constraint risk_assessment_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table risk_assessment add constraint risk_assessment_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table risk_assessment add constraint risk_assessment_pkey PRIMARY KEY (id);
CREATE INDEX risk_assessment_high ON risk_assessment USING btree (organisation_id, report_id) WHERE (band = 'high'::text);
CREATE INDEX risk_assessment_of_case ON risk_assessment USING btree (case_id, assessed_at DESC) WHERE (case_id IS NOT NULL);
CREATE INDEX risk_assessment_of_report ON risk_assessment USING btree (report_id, assessed_at DESC);
alter table risk_assessment enable row level security;
CREATE TRIGGER becomes_safety_due AFTER INSERT ON risk_assessment FOR EACH ROW WHEN (((new.report_id IS NOT NULL) AND (new.band = 'high'::text))) EXECUTE FUNCTION becomes_safety_due();
CREATE TRIGGER case_risk_follows AFTER INSERT ON risk_assessment FOR EACH ROW EXECUTE FUNCTION case_risk_follows();
CREATE TRIGGER high_risk_suggests AFTER INSERT ON risk_assessment REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION high_risk_suggests();
create policy assess on risk_assessment for insert to openasb_web with check (((assessed_by = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND ((report_id = ( SELECT my_filing() AS my_filing)) OR (EXISTS ( SELECT
   FROM report
  WHERE (report.id = risk_assessment.report_id))) OR (EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = risk_assessment.case_id))))));
create policy read_assessment on risk_assessment for select to openasb_web using (((EXISTS ( SELECT
   FROM report
  WHERE (report.id = risk_assessment.report_id))) OR (EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = risk_assessment.case_id)))));
create policy serve_assessment on risk_assessment for select to openasb_worker using (true);
grant insert, select on risk_assessment to openasb_web;
grant select on risk_assessment to openasb_worker;

create table risk_instrument (
  code text not null,
  version integer not null,
  valid_from date not null,
  content jsonb not null
);
alter table risk_instrument add constraint risk_instrument_version_check CHECK ((version > 0));
alter table risk_instrument add constraint risk_instrument_pkey PRIMARY KEY (code, version);
alter table risk_instrument enable row level security;
create policy read_instrument on risk_instrument for select to openasb_web, openasb_worker using (true);
grant select on risk_instrument to openasb_web;
grant select on risk_instrument to openasb_worker;

create table risk_sign_off (
  id uuid not null,
  case_id uuid not null,
  level text not null,
  band text not null,
  assessment_id uuid,
  words text not null,
  signed_by uuid not null,
  organisation_id integer not null,
  signed_at timestamp with time zone default now() not null
);
alter table risk_sign_off add constraint risk_sign_off_band_check CHECK ((band = ANY (ARRAY['standard'::text, 'medium'::text, 'high'::text])));
alter table risk_sign_off add constraint risk_sign_off_words_check CHECK ((words <> ''::text));
alter table risk_sign_off add constraint risk_sign_off_assessment_id_fkey FOREIGN KEY (assessment_id) REFERENCES risk_assessment(id) ON DELETE SET NULL;
alter table risk_sign_off add constraint risk_sign_off_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table risk_sign_off add constraint risk_sign_off_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table risk_sign_off add constraint risk_sign_off_signed_by_fkey FOREIGN KEY (signed_by) REFERENCES member(id);
alter table risk_sign_off add constraint risk_sign_off_pkey PRIMARY KEY (id);
CREATE INDEX risk_sign_off_of_case ON risk_sign_off USING btree (case_id, signed_at DESC);
alter table risk_sign_off enable row level security;
CREATE TRIGGER case_risk_follows AFTER INSERT ON risk_sign_off FOR EACH ROW EXECUTE FUNCTION case_risk_follows();
create policy read_sign_off on risk_sign_off for select to openasb_web using ((EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = risk_sign_off.case_id))));
create policy sign_off on risk_sign_off for insert to openasb_web with check (((signed_by = ( SELECT my_member() AS my_member)) AND may_sign_off(organisation_id, level) AND (EXISTS ( SELECT
   FROM asb_case
  WHERE ((asb_case.id = risk_sign_off.case_id) AND (asb_case.organisation_id = risk_sign_off.organisation_id) AND (asb_case.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))))));
grant insert, select on risk_sign_off to openasb_web;

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

create table routing_draft (
  id uuid not null,
  content jsonb not null,
  saves integer default 0 not null,
  made_by uuid not null,
  saved_at timestamp with time zone default now() not null
);
alter table routing_draft add constraint routing_draft_made_by_fkey FOREIGN KEY (made_by) REFERENCES member(id);
alter table routing_draft add constraint routing_draft_pkey PRIMARY KEY (id);
CREATE INDEX routing_draft_of ON routing_draft USING btree (made_by);
alter table routing_draft enable row level security;
create policy drop_routing_draft on routing_draft for delete to openasb_web using (((made_by = ( SELECT my_member() AS my_member)) AND ( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of)));
create policy read_routing_draft on routing_draft for select to openasb_web using (( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of));
create policy rewrite_routing_draft on routing_draft for update to openasb_web using (((made_by = ( SELECT my_member() AS my_member)) AND ( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of)));
create policy write_routing_draft on routing_draft for insert to openasb_web with check (((made_by = ( SELECT my_member() AS my_member)) AND ( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of)));
grant delete, insert, select on routing_draft to openasb_web;
grant update (content, saved_at, saves) on routing_draft to openasb_web;

create table routing_proposal (
  id uuid not null,
  content jsonb not null,
  valid_from date not null,
  reason text not null,
  proposed_by uuid not null,
  proposed_at timestamp with time zone default now() not null,
  decision text,
  decision_reason text default ''::text not null,
  decided_by uuid,
  decided_at timestamp with time zone
);
alter table routing_proposal add constraint routing_proposal_check CHECK (((decision IS NULL) OR ((decided_by IS NOT NULL) AND (decided_at IS NOT NULL))));
alter table routing_proposal add constraint routing_proposal_check1 CHECK (((decision = 'withdrawn'::text) = (decided_by = proposed_by)));
alter table routing_proposal add constraint routing_proposal_check2 CHECK (((decision <> 'declined'::text) OR (decision_reason <> ''::text)));
alter table routing_proposal add constraint routing_proposal_decision_check CHECK ((decision = ANY (ARRAY['approved'::text, 'declined'::text, 'withdrawn'::text])));
alter table routing_proposal add constraint routing_proposal_reason_check CHECK ((reason <> ''::text));
alter table routing_proposal add constraint routing_proposal_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES member(id);
alter table routing_proposal add constraint routing_proposal_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES member(id);
alter table routing_proposal add constraint routing_proposal_pkey PRIMARY KEY (id);
CREATE INDEX routing_proposal_waiting ON routing_proposal USING btree (proposed_at) WHERE (decision IS NULL);
alter table routing_proposal enable row level security;
CREATE TRIGGER routing_approved BEFORE UPDATE OF decision ON routing_proposal FOR EACH ROW WHEN (((old.decision IS NULL) AND (new.decision = 'approved'::text))) EXECUTE FUNCTION routing_is_approved();
create policy decide_on_routing on routing_proposal for update to openasb_web using (((decision IS NULL) AND ( SELECT am_one_of('{coordinator,information_governance}'::text[], NULL::integer) AS am_one_of))) with check (((decided_by = ( SELECT my_member() AS my_member)) AND
CASE
    WHEN (decided_by = proposed_by) THEN (decision = 'withdrawn'::text)
    ELSE ((decision = ANY (ARRAY['approved'::text, 'declined'::text])) AND votes_suffice('routing'::text, id, proposed_at, decision))
END));
create policy propose_routing on routing_proposal for insert to openasb_web with check (((proposed_by = ( SELECT my_member() AS my_member)) AND (proposed_at = now()) AND (decision IS NULL) AND (decided_by IS NULL) AND ( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of)));
create policy read_routing_proposal on routing_proposal for select to openasb_web using (( SELECT am_one_of('{coordinator,information_governance}'::text[], NULL::integer) AS am_one_of));
grant insert, select on routing_proposal to openasb_web;
grant update (decided_at, decided_by, decision, decision_reason) on routing_proposal to openasb_web;

create table routing_rule (
  id uuid not null,
  "position" integer not null,
  name text not null,
  area_kind text,
  area_code text,
  asb_type text,
  queue_id uuid,
  valid_from date default '2000-01-01'::date not null,
  valid_to date,
  prompt text,
  is_urgent boolean default false not null
);
alter table routing_rule add constraint routing_rule_check CHECK ((valid_to > valid_from));
alter table routing_rule add constraint routing_rule_check1 CHECK (((area_kind IS NULL) = (area_code IS NULL)));
alter table routing_rule add constraint routing_rule_prompt_check CHECK ((prompt <> ''::text));
alter table routing_rule add constraint routing_rule_sends_or_prompts CHECK (((queue_id IS NULL) = (prompt IS NOT NULL)));
alter table routing_rule add constraint routing_rule_urgent_prompt CHECK (((NOT is_urgent) OR (prompt IS NOT NULL)));
alter table routing_rule add constraint routing_rule_asb_type_fkey FOREIGN KEY (asb_type) REFERENCES asb_type(code);
alter table routing_rule add constraint routing_rule_queue_id_fkey FOREIGN KEY (queue_id) REFERENCES queue(id);
alter table routing_rule add constraint routing_rule_pkey PRIMARY KEY (id);
alter table routing_rule enable row level security;
create policy read_rule on routing_rule for select to openasb_web, openasb_worker using (true);
grant select on routing_rule to openasb_web;
grant select on routing_rule to openasb_worker;

create table rule_application (
  id uuid not null,
  sharing_rule_id uuid not null,
  asked_by uuid not null,
  asked_at timestamp with time zone default now() not null,
  total integer not null,
  done integer default 0 not null,
  given integer default 0 not null,
  through uuid,
  finished_at timestamp with time zone
);
alter table rule_application add constraint rule_application_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES member(id);
alter table rule_application add constraint rule_application_sharing_rule_id_fkey FOREIGN KEY (sharing_rule_id) REFERENCES sharing_rule(id);
alter table rule_application add constraint rule_application_pkey PRIMARY KEY (id);
alter table rule_application enable row level security;
create policy ask_application on rule_application for insert to openasb_web with check (((asked_by = ( SELECT my_member() AS my_member)) AND (done = 0) AND (given = 0) AND (finished_at IS NULL) AND (EXISTS ( SELECT
   FROM sharing_rule
  WHERE ((sharing_rule.id = rule_application.sharing_rule_id) AND arranges_sharing(sharing_rule.agreement_id))))));
create policy read_application on rule_application for select to openasb_web, openasb_worker using (true);
create policy serve_application on rule_application for update to openasb_worker using (true) with check (true);
grant insert, select on rule_application to openasb_web;
grant select on rule_application to openasb_worker;
grant update (done, finished_at, given, through) on rule_application to openasb_worker;

create table safety_concern (
  id uuid not null,
  kind text not null,
  report_id uuid not null,
  cause uuid not null,
  basis uuid[] default '{}'::uuid[] not null,
  rule_id uuid not null,
  arisen_at timestamp with time zone not null,
  page_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  settled_as text
);
alter table safety_concern add constraint safety_concern_check CHECK (((settled_at IS NULL) = (settled_as IS NULL)));
alter table safety_concern add constraint safety_concern_kind_check CHECK ((kind = ANY (ARRAY['place'::text, 'victim'::text, 'high_risk'::text])));
alter table safety_concern add constraint safety_concern_settled_as_check CHECK ((settled_as = ANY (ARRAY['opened'::text, 'paged'::text, 'joined'::text])));
alter table safety_concern add constraint safety_concern_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table safety_concern add constraint safety_concern_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES safety_net_rule(id);
alter table safety_concern add constraint safety_concern_pkey PRIMARY KEY (id);
alter table safety_concern add constraint safety_concern_kind_cause_key UNIQUE (kind, cause);
CREATE INDEX safety_concern_of_report ON safety_concern USING btree (report_id);
CREATE INDEX safety_concern_waiting ON safety_concern USING btree (page_at) WHERE (settled_at IS NULL);
alter table safety_concern enable row level security;
create policy serve_concern on safety_concern for select to openasb_worker using (true);
create policy settle_concern on safety_concern for update to openasb_worker using ((settled_at IS NULL)) with check (true);
grant select on safety_concern to openasb_worker;
grant update (settled_as, settled_at) on safety_concern to openasb_worker;

create table safety_due (
  report_id uuid not null,
  since timestamp with time zone default clock_timestamp() not null
);
alter table safety_due add constraint safety_due_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table safety_due add constraint safety_due_pkey PRIMARY KEY (report_id);
CREATE INDEX safety_due_order ON safety_due USING btree (since, report_id);
alter table safety_due enable row level security;
create policy clear_safety_due on safety_due for delete to openasb_worker using (true);
create policy serve_safety_due on safety_due for select to openasb_worker using (true);
create policy take_safety_due on safety_due for update to openasb_worker using (true) with check (true);
grant delete, select, update on safety_due to openasb_worker;

create table safety_net_rule (
  id uuid not null,
  organisation_id integer,
  valid_from date not null,
  at_least integer not null,
  window_days integer not null,
  within_m integer not null,
  unseen_hours integer not null,
  high_risk_hours integer not null,
  look_back_days integer not null,
  steps jsonb not null,
  source text not null,
  set_by uuid,
  set_at timestamp with time zone default now() not null
);
alter table safety_net_rule add constraint safety_net_rule_at_least_check CHECK ((at_least >= 2));
alter table safety_net_rule add constraint safety_net_rule_high_risk_hours_check CHECK ((high_risk_hours > 0));
alter table safety_net_rule add constraint safety_net_rule_look_back_days_check CHECK ((look_back_days > 0));
alter table safety_net_rule add constraint safety_net_rule_source_check CHECK ((source <> ''::text));
alter table safety_net_rule add constraint safety_net_rule_steps_check CHECK ((steps <> '[]'::jsonb));
alter table safety_net_rule add constraint safety_net_rule_unseen_hours_check CHECK ((unseen_hours > 0));
alter table safety_net_rule add constraint safety_net_rule_window_days_check CHECK ((window_days > 0));
alter table safety_net_rule add constraint safety_net_rule_within_m_check CHECK ((within_m > 0));
alter table safety_net_rule add constraint safety_net_rule_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table safety_net_rule add constraint safety_net_rule_set_by_fkey FOREIGN KEY (set_by) REFERENCES member(id);
alter table safety_net_rule add constraint safety_net_rule_pkey PRIMARY KEY (id);
alter table safety_net_rule add constraint safety_net_rule_organisation_id_valid_from_key UNIQUE NULLS NOT DISTINCT (organisation_id, valid_from);
alter table safety_net_rule enable row level security;
create policy read_safety_rule on safety_net_rule for select to openasb_web, openasb_worker using (true);
create policy set_safety_rule on safety_net_rule for insert to openasb_web with check (((set_by = ( SELECT my_member() AS my_member)) AND (valid_from > day_in_england()) AND (organisation_id IS NOT NULL) AND am_one_of('{supervisor,coordinator}'::text[], organisation_id)));
grant insert, select on safety_net_rule to openasb_web;
grant select on safety_net_rule to openasb_worker;

create table safety_notice (
  page_id uuid not null,
  step smallint not null,
  member_id uuid not null,
  organisation_id integer not null,
  role text not null,
  at timestamp with time zone not null,
  message_id uuid not null
);
alter table safety_notice add constraint safety_notice_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table safety_notice add constraint safety_notice_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table safety_notice add constraint safety_notice_page_id_fkey FOREIGN KEY (page_id) REFERENCES safety_page(id) ON DELETE CASCADE;
alter table safety_notice add constraint safety_notice_pkey PRIMARY KEY (page_id, step, member_id);
CREATE INDEX safety_notice_of_member ON safety_notice USING btree (member_id);
alter table safety_notice enable row level security;
create policy give_notice on safety_notice for insert to openasb_worker with check (true);
create policy read_notice on safety_notice for select to openasb_web using (((member_id = ( SELECT my_member() AS my_member)) OR ((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))));
create policy serve_notice on safety_notice for select to openasb_worker using (true);
grant select on safety_notice to openasb_web;
grant insert, select on safety_notice to openasb_worker;

create table safety_page (
  id uuid not null,
  cause text not null,
  kind text not null,
  organisation_id integer not null,
  report_id uuid,
  case_id uuid,
  basis uuid[] default '{}'::uuid[] not null,
  rule_id uuid not null,
  since timestamp with time zone not null,
  paged_at timestamp with time zone not null,
  step smallint default 0 not null,
  next_step_at timestamp with time zone,
  acknowledged_at timestamp with time zone,
  acknowledged_by uuid,
  acknowledged_words text default ''::text not null
);
alter table safety_page add constraint safety_page_check CHECK ((num_nonnulls(report_id, case_id) = 1));
alter table safety_page add constraint safety_page_check1 CHECK (((acknowledged_at IS NULL) = (acknowledged_by IS NULL)));
alter table safety_page add constraint safety_page_check2 CHECK (((acknowledged_at IS NULL) OR (acknowledged_words <> ''::text)));
alter table safety_page add constraint safety_page_kind_check CHECK ((kind = ANY (ARRAY['place'::text, 'victim'::text, 'high_risk'::text, 'stale_risk'::text, 'missed_contact'::text, 'unanswered_updates'::text])));
alter table safety_page add constraint safety_page_acknowledged_by_fkey FOREIGN KEY (acknowledged_by) REFERENCES member(id);
alter table safety_page add constraint safety_page_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table safety_page add constraint safety_page_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table safety_page add constraint safety_page_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table safety_page add constraint safety_page_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES safety_net_rule(id);
alter table safety_page add constraint safety_page_pkey PRIMARY KEY (id);
alter table safety_page add constraint safety_page_cause_key UNIQUE (cause);
CREATE INDEX safety_page_about ON safety_page USING gin (((report_id || basis))) WHERE ((acknowledged_at IS NULL) AND (report_id IS NOT NULL));
CREATE INDEX safety_page_climbs ON safety_page USING btree (next_step_at) WHERE ((acknowledged_at IS NULL) AND (next_step_at IS NOT NULL));
CREATE INDEX safety_page_of_case ON safety_page USING btree (case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX safety_page_of_report ON safety_page USING btree (report_id) WHERE (report_id IS NOT NULL);
CREATE INDEX safety_page_open ON safety_page USING btree (organisation_id, paged_at) WHERE (acknowledged_at IS NULL);
alter table safety_page enable row level security;
create policy acknowledge_page on safety_page for update to openasb_web using (((acknowledged_at IS NULL) AND (( SELECT my_member() AS my_member) IS NOT NULL) AND ((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) OR (EXISTS ( SELECT
   FROM safety_notice
  WHERE ((safety_notice.page_id = safety_page.id) AND (safety_notice.member_id = ( SELECT my_member() AS my_member)))))))) with check ((acknowledged_by = ( SELECT my_member() AS my_member)));
create policy climb_page on safety_page for update to openasb_worker using ((acknowledged_at IS NULL)) with check (true);
create policy page_somebody on safety_page for insert to openasb_worker with check ((acknowledged_at IS NULL));
create policy read_page on safety_page for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND ((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) OR (EXISTS ( SELECT
   FROM safety_notice
  WHERE ((safety_notice.page_id = safety_page.id) AND (safety_notice.member_id = ( SELECT my_member() AS my_member))))))));
create policy serve_page on safety_page for select to openasb_worker using (true);
grant select on safety_page to openasb_web;
grant insert, select on safety_page to openasb_worker;
grant update (acknowledged_at, acknowledged_by, acknowledged_words) on safety_page to openasb_web;
grant update (basis, next_step_at, step) on safety_page to openasb_worker;

create table satisfaction_survey (
  id uuid not null,
  plan_id uuid not null,
  case_id uuid not null,
  report_id uuid not null,
  organisation_id integer not null,
  asked_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  answers jsonb default '{}'::jsonb not null,
  words text default ''::text not null,
  team_id uuid,
  words_state text,
  words_shown text default ''::text not null,
  moderated_by uuid,
  moderated_at timestamp with time zone,
  moderated_because text default ''::text not null
);
alter table satisfaction_survey add constraint satisfaction_survey_check CHECK (((answered_at IS NOT NULL) OR ((answers = '{}'::jsonb) AND (words = ''::text))));
alter table satisfaction_survey add constraint satisfaction_survey_check1 CHECK (((words = ''::text) = (words_state IS NULL)));
alter table satisfaction_survey add constraint satisfaction_survey_check2 CHECK (((words_shown = ''::text) OR (words_state = ANY (ARRAY['released'::text, 'redacted'::text]))));
alter table satisfaction_survey add constraint satisfaction_survey_check3 CHECK (((words_state IS DISTINCT FROM 'withheld'::text) OR (moderated_because <> ''::text)));
alter table satisfaction_survey add constraint satisfaction_survey_moderated_because_check CHECK ((length(moderated_because) <= 1000));
alter table satisfaction_survey add constraint satisfaction_survey_words_state_check CHECK ((words_state = ANY (ARRAY['waiting'::text, 'released'::text, 'redacted'::text, 'withheld'::text])));
alter table satisfaction_survey add constraint satisfaction_survey_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table satisfaction_survey add constraint satisfaction_survey_moderated_by_fkey FOREIGN KEY (moderated_by) REFERENCES member(id);
alter table satisfaction_survey add constraint satisfaction_survey_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table satisfaction_survey add constraint satisfaction_survey_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES contact_plan(id) ON DELETE CASCADE;
alter table satisfaction_survey add constraint satisfaction_survey_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table satisfaction_survey add constraint satisfaction_survey_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id);
alter table satisfaction_survey add constraint satisfaction_survey_pkey PRIMARY KEY (id);
alter table satisfaction_survey add constraint satisfaction_survey_plan_id_key UNIQUE (plan_id);
CREATE INDEX satisfaction_survey_asked ON satisfaction_survey USING btree (organisation_id, asked_at);
CREATE INDEX satisfaction_survey_list ON satisfaction_survey USING btree (organisation_id, answered_at DESC) WHERE (answered_at IS NOT NULL);
CREATE INDEX satisfaction_survey_of_report ON satisfaction_survey USING btree (report_id);
CREATE INDEX satisfaction_survey_words ON satisfaction_survey USING btree (organisation_id, answered_at) WHERE (words_state = 'waiting'::text);
alter table satisfaction_survey enable row level security;
create policy ask_survey on satisfaction_survey for insert to openasb_worker with check ((answered_at IS NULL));
create policy read_survey on satisfaction_survey for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))));
create policy serve_survey on satisfaction_survey for select to openasb_worker using (true);
grant insert on satisfaction_survey to openasb_worker;
grant select (answered_at, answers, asked_at, case_id, id, moderated_at, moderated_because, moderated_by, organisation_id, plan_id, report_id, team_id, words_shown, words_state) on satisfaction_survey to openasb_web;
grant select (answered_at, asked_at, case_id, id, organisation_id, plan_id, report_id, team_id) on satisfaction_survey to openasb_worker;

create table saved_query (
  id uuid not null,
  organisation_id integer not null,
  made_by uuid not null,
  name text not null,
  address text not null,
  seen_by text not null,
  version integer default 1 not null,
  made_at timestamp with time zone default now() not null,
  modified_at timestamp with time zone default now() not null
);
alter table saved_query add constraint saved_query_address_check CHECK (((address <> ''::text) AND (length(address) <= 8000)));
alter table saved_query add constraint saved_query_name_check CHECK (((name <> ''::text) AND (length(name) <= 100)));
alter table saved_query add constraint saved_query_seen_by_check CHECK ((seen_by = ANY (ARRAY['me'::text, 'organisation'::text])));
alter table saved_query add constraint saved_query_made_by_fkey FOREIGN KEY (made_by) REFERENCES member(id);
alter table saved_query add constraint saved_query_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table saved_query add constraint saved_query_pkey PRIMARY KEY (id);
CREATE INDEX saved_query_of_organisation ON saved_query USING btree (organisation_id, name);
alter table saved_query enable row level security;
create policy change_saved_query on saved_query for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND ((made_by = ( SELECT my_member() AS my_member)) OR (seen_by = 'organisation'::text)))) with check (((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND ((made_by = ( SELECT my_member() AS my_member)) OR (seen_by = 'organisation'::text))));
create policy delete_saved_query on saved_query for delete to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND ((made_by = ( SELECT my_member() AS my_member)) OR (seen_by = 'organisation'::text))));
create policy read_saved_query on saved_query for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND ((made_by = ( SELECT my_member() AS my_member)) OR (seen_by = 'organisation'::text))));
create policy save_query on saved_query for insert to openasb_web with check (((made_by = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))));
grant delete, insert, select on saved_query to openasb_web;
grant update (address, modified_at, name, seen_by, version) on saved_query to openasb_web;

create table service_endpoint (
  id uuid not null,
  organisation_id integer not null,
  name text not null,
  url text not null,
  jurisdiction_id text default ''::text not null,
  key_sealed bytea,
  knows_repeats boolean default false not null,
  services_wanted_at timestamp with time zone default now() not null,
  services_read_at timestamp with time zone,
  services_outcome text default ''::text not null,
  services jsonb default '[]'::jsonb not null,
  mapping jsonb default '{}'::jsonb not null,
  made_by uuid not null,
  made_at timestamp with time zone default now() not null,
  disabled_at timestamp with time zone
);
alter table service_endpoint add constraint service_endpoint_name_check CHECK ((name <> ''::text));
alter table service_endpoint add constraint service_endpoint_made_by_fkey FOREIGN KEY (made_by) REFERENCES member(id);
alter table service_endpoint add constraint service_endpoint_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table service_endpoint add constraint service_endpoint_pkey PRIMARY KEY (id);
CREATE INDEX service_endpoint_of ON service_endpoint USING btree (organisation_id);
alter table service_endpoint enable row level security;
create policy change_service_endpoint on service_endpoint for update to openasb_web using (looks_after(organisation_id)) with check (looks_after(organisation_id));
create policy fill_service_endpoint on service_endpoint for update to openasb_worker using (true) with check (true);
create policy make_service_endpoint on service_endpoint for insert to openasb_web with check ((looks_after(organisation_id) AND (made_by = ( SELECT my_member() AS my_member))));
create policy read_service_endpoint on service_endpoint for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))));
create policy serve_service_endpoint on service_endpoint for select to openasb_worker using (true);
grant insert on service_endpoint to openasb_web;
grant select on service_endpoint to openasb_worker;
grant select (disabled_at, id, jurisdiction_id, knows_repeats, made_at, made_by, mapping, name, organisation_id, services, services_outcome, services_read_at, services_wanted_at, url) on service_endpoint to openasb_web;
grant update (disabled_at, key_sealed, knows_repeats, mapping, name, services_wanted_at) on service_endpoint to openasb_web;
grant update (services, services_outcome, services_read_at) on service_endpoint to openasb_worker;

create table service_fault (
  id uuid not null,
  at timestamp with time zone not null,
  kind text not null,
  method text not null,
  route text not null,
  status integer not null,
  reference text not null
);
alter table service_fault add constraint service_fault_status_check CHECK (((status >= 500) AND (status <= 599)));
alter table service_fault add constraint service_fault_pkey PRIMARY KEY (id);
CREATE INDEX service_fault_at ON service_fault USING btree (at DESC);
alter table service_fault enable row level security;
create policy note_fault on service_fault for insert to openasb_web with check ((( SELECT my_member() AS my_member) IS NULL));
create policy read_fault on service_fault for select to openasb_web using (( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of));
create policy serve_fault on service_fault for select to openasb_worker using (true);
create policy tidy_fault on service_fault for delete to openasb_worker using (true);
grant insert, select on service_fault to openasb_web;
grant delete, select on service_fault to openasb_worker;

create table service_minute (
  id uuid not null,
  minute timestamp with time zone not null,
  kind text not null,
  requests integer not null,
  faults integer not null,
  durations integer[] not null
);
alter table service_minute add constraint service_minute_check CHECK (((faults >= 0) AND (faults <= requests)));
alter table service_minute add constraint service_minute_requests_check CHECK ((requests > 0));
alter table service_minute add constraint service_minute_pkey PRIMARY KEY (id);
CREATE INDEX service_minute_at ON service_minute USING btree (minute);
alter table service_minute enable row level security;
create policy count_minute on service_minute for insert to openasb_web with check ((( SELECT my_member() AS my_member) IS NULL));
create policy read_minute on service_minute for select to openasb_web using (( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of));
create policy serve_minute on service_minute for select to openasb_worker using (true);
create policy tidy_minute on service_minute for delete to openasb_worker using (true);
grant insert, select on service_minute to openasb_web;
grant delete, select on service_minute to openasb_worker;

create table service_objective (
  id uuid not null,
  faults_per_million integer not null,
  window_days integer not null,
  call_email text default ''::text not null,
  reason text not null,
  set_by uuid not null,
  set_at timestamp with time zone default clock_timestamp() not null
);
alter table service_objective add constraint service_objective_faults_per_million_check CHECK (((faults_per_million >= 1) AND (faults_per_million <= 100000)));
alter table service_objective add constraint service_objective_reason_check CHECK ((reason <> ''::text));
alter table service_objective add constraint service_objective_window_days_check CHECK (((window_days >= 1) AND (window_days <= 28)));
alter table service_objective add constraint service_objective_set_by_fkey FOREIGN KEY (set_by) REFERENCES member(id);
alter table service_objective add constraint service_objective_pkey PRIMARY KEY (id);
alter table service_objective enable row level security;
create policy read_objective on service_objective for select to openasb_web using (( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of));
create policy serve_objective on service_objective for select to openasb_worker using (true);
create policy set_objective on service_objective for insert to openasb_web with check (((set_by = ( SELECT my_member() AS my_member)) AND ( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of)));
grant insert, select on service_objective to openasb_web;
grant select on service_objective to openasb_worker;

create table service_request (
  id uuid not null,
  report_id uuid not null,
  endpoint_id uuid not null,
  organisation_id integer not null,
  service_code text not null,
  service_name text not null,
  description text not null,
  made_by uuid not null,
  made_at timestamp with time zone default now() not null,
  state text default 'waiting'::text not null,
  attempts integer default 0 not null,
  due_at timestamp with time zone default now(),
  outcome text default ''::text not null,
  token text,
  remote_id text,
  remote_status text,
  remote_notes text default ''::text not null,
  asked_at timestamp with time zone,
  finished_at timestamp with time zone
);
alter table service_request add constraint service_request_description_check CHECK ((description <> ''::text));
alter table service_request add constraint service_request_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'unclear'::text, 'failed'::text, 'closed'::text])));
alter table service_request add constraint service_request_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES service_endpoint(id);
alter table service_request add constraint service_request_made_by_fkey FOREIGN KEY (made_by) REFERENCES member(id);
alter table service_request add constraint service_request_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table service_request add constraint service_request_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table service_request add constraint service_request_pkey PRIMARY KEY (id);
CREATE INDEX service_request_due ON service_request USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX service_request_of ON service_request USING btree (endpoint_id, made_at DESC);
CREATE UNIQUE INDEX service_request_once ON service_request USING btree (report_id, endpoint_id) WHERE (state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'unclear'::text]));
alter table service_request enable row level security;
create policy carry_service_request on service_request for update to openasb_worker using (true) with check (true);
create policy read_service_request on service_request for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (EXISTS ( SELECT
   FROM report
  WHERE (report.id = service_request.report_id)))));
create policy send_service_request on service_request for insert to openasb_web with check (((made_by = ( SELECT my_member() AS my_member)) AND (state = 'waiting'::text) AND (attempts = 0) AND (remote_id IS NULL) AND ( SELECT am_one_of('{triage_officer,case_officer,supervisor}'::text[], service_request.organisation_id) AS am_one_of) AND (EXISTS ( SELECT
   FROM report
  WHERE ((report.id = service_request.report_id) AND (report.organisation_id = service_request.organisation_id) AND (report.partition_code IS NULL)))) AND (EXISTS ( SELECT
   FROM service_endpoint
  WHERE ((service_endpoint.id = service_request.endpoint_id) AND (service_endpoint.organisation_id = service_request.organisation_id) AND (service_endpoint.disabled_at IS NULL))))));
create policy serve_service_request on service_request for select to openasb_worker using (true);
create policy settle_service_request on service_request for update to openasb_web using (((state = ANY (ARRAY['failed'::text, 'unclear'::text])) AND am_one_of('{triage_officer,case_officer,supervisor}'::text[], organisation_id) AND (EXISTS ( SELECT
   FROM report
  WHERE (report.id = service_request.report_id))))) with check (((state = ANY (ARRAY['waiting'::text, 'sent'::text])) AND am_one_of('{triage_officer,case_officer,supervisor}'::text[], organisation_id)));
grant insert, select on service_request to openasb_web;
grant select on service_request to openasb_worker;
grant update (due_at, finished_at, outcome, remote_id, state) on service_request to openasb_web;
grant update (asked_at, attempts, due_at, finished_at, outcome, remote_id, remote_notes, remote_status, state, token) on service_request to openasb_worker;

create table share (
  id uuid not null,
  report_id uuid,
  case_id uuid,
  organisation_id integer not null,
  member_id uuid,
  agreement_id uuid,
  circle_id integer default 0 not null,
  level text not null,
  because text not null,
  sharing_rule_id uuid,
  through_case_id uuid,
  reason text default ''::text not null,
  lawful_basis text default ''::text not null,
  given_by_organisation_id integer,
  given_by uuid,
  given_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by uuid,
  ended_because text default ''::text not null,
  hand_over_id uuid,
  location point
);
alter table share add constraint share_because_check CHECK ((because = ANY (ARRAY['rule'::text, 'case'::text, 'partner'::text, 'override'::text, 'hand_over'::text, 'submission'::text])));
alter table share add constraint share_check CHECK ((num_nonnulls(report_id, case_id) = 1));
alter table share add constraint share_check1 CHECK (((agreement_id IS NOT NULL) OR (reason <> ''::text)));
alter table share add constraint share_check2 CHECK (((because <> 'submission'::text) OR (member_id IS NOT NULL)));
alter table share add constraint share_level_check CHECK ((level = ANY (ARRAY['exists'::text, 'signpost'::text, 'summary'::text, 'full'::text])));
alter table share add constraint share_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreement(id);
alter table share add constraint share_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table share add constraint share_circle_id_fkey FOREIGN KEY (circle_id) REFERENCES circle(id);
alter table share add constraint share_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES member(id);
alter table share add constraint share_given_by_fkey FOREIGN KEY (given_by) REFERENCES member(id);
alter table share add constraint share_given_by_organisation_id_fkey FOREIGN KEY (given_by_organisation_id) REFERENCES organisation(id);
alter table share add constraint share_hand_over_id_fkey FOREIGN KEY (hand_over_id) REFERENCES hand_over(id) ON DELETE CASCADE;
alter table share add constraint share_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table share add constraint share_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table share add constraint share_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table share add constraint share_sharing_rule_id_fkey FOREIGN KEY (sharing_rule_id) REFERENCES sharing_rule(id);
alter table share add constraint share_through_case_id_fkey FOREIGN KEY (through_case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table share add constraint share_pkey PRIMARY KEY (id);
CREATE INDEX share_by_hand_over ON share USING btree (hand_over_id) WHERE (hand_over_id IS NOT NULL);
CREATE INDEX share_expiry ON share USING btree (expires_at) WHERE ((ended_at IS NULL) AND (expires_at IS NOT NULL));
CREATE INDEX share_given_by ON share USING btree (given_by_organisation_id) WHERE (ended_at IS NULL);
CREATE INDEX share_given_under ON share USING btree (agreement_id, given_by_organisation_id) WHERE (ended_at IS NULL);
CREATE INDEX share_of_case ON share USING btree (case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX share_of_report ON share USING btree (report_id) WHERE (report_id IS NOT NULL);
CREATE INDEX share_of_rule ON share USING btree (sharing_rule_id) WHERE ((ended_at IS NULL) AND (sharing_rule_id IS NOT NULL));
CREATE INDEX share_signpost_near ON share USING gist (location) WHERE ((ended_at IS NULL) AND (level = 'signpost'::text));
CREATE INDEX share_under ON share USING btree (agreement_id, organisation_id) WHERE (ended_at IS NULL);
CREATE INDEX share_with ON share USING btree (organisation_id, given_at DESC, id DESC);
alter table share enable row level security;
CREATE TRIGGER hand_over_follows AFTER UPDATE OF ended_at ON share FOR EACH ROW WHEN (((new.hand_over_id IS NOT NULL) AND (new.through_case_id IS NULL) AND (old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION hand_over_follows_share();
CREATE TRIGGER share_changed AFTER UPDATE OF ended_at, expires_at, level, organisation_id ON share FOR EACH ROW EXECUTE FUNCTION share_change_moves_audience();
CREATE TRIGGER share_circle BEFORE INSERT ON share FOR EACH ROW EXECUTE FUNCTION share_gets_circle();
CREATE TRIGGER share_given AFTER INSERT ON share REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION share_moves_audience();
create policy end_share on share for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (ended_at IS NULL) AND
CASE
    WHEN (report_id IS NOT NULL) THEN (EXISTS ( SELECT
       FROM report
      WHERE ((report.id = share.report_id) AND (report.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))))
    ELSE (EXISTS ( SELECT
       FROM asb_case
      WHERE ((asb_case.id = share.case_id) AND (asb_case.organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))))
END)) with check (((ended_at IS NOT NULL) AND (ended_by = ( SELECT my_member() AS my_member))));
create policy give_share on share for insert to openasb_web with check (((my_member() IS NOT NULL) AND (given_by = ( SELECT my_member() AS my_member)) AND (ended_at IS NULL) AND (given_by_organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (because = ANY (ARRAY['case'::text, 'partner'::text, 'override'::text])) AND (sharing_rule_id IS NULL) AND (hand_over_id IS NULL) AND ((through_case_id IS NULL) OR (EXISTS ( SELECT
   FROM case_report
  WHERE ((case_report.case_id = share.through_case_id) AND (case_report.report_id = share.report_id))))) AND
CASE
    WHEN (report_id IS NOT NULL) THEN (EXISTS ( SELECT
       FROM report
      WHERE ((report.id = share.report_id) AND (report.organisation_id = share.given_by_organisation_id) AND ((share.agreement_id IS NULL) OR agreement_covers(share.agreement_id, share.given_by_organisation_id, share.organisation_id, share.level, 'report'::text, report.partition_code)))))
    ELSE (EXISTS ( SELECT
       FROM asb_case
      WHERE ((asb_case.id = share.case_id) AND (asb_case.organisation_id = share.given_by_organisation_id) AND ((share.agreement_id IS NULL) OR agreement_covers(share.agreement_id, share.given_by_organisation_id, share.organisation_id, share.level, 'case'::text, asb_case.partition_code)))))
END));
create policy keep_submission on share for insert to openasb_web with check (((because = 'submission'::text) AND (report_id = ( SELECT my_filing() AS my_filing)) AND (member_id = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (level = 'summary'::text) AND (given_by = member_id) AND (given_by_organisation_id IS NULL) AND (agreement_id IS NULL) AND (ended_at IS NULL) AND (sharing_rule_id IS NULL) AND (hand_over_id IS NULL) AND (through_case_id IS NULL)));
create policy lapse_share on share for update to openasb_worker using (true) with check (true);
create policy read_share on share for select to openasb_web using (((circle_id = ANY (( SELECT my_circles() AS my_circles)::integer[])) OR
CASE
    WHEN (report_id IS NOT NULL) THEN (EXISTS ( SELECT
       FROM report
      WHERE (report.id = share.report_id)))
    ELSE (EXISTS ( SELECT
       FROM asb_case
      WHERE (asb_case.id = share.case_id)))
END));
create policy serve_share on share for select to openasb_worker using (true);
create policy share_by_rule on share for insert to openasb_worker with check (((because = ANY (ARRAY['rule'::text, 'case'::text])) AND (agreement_id IS NOT NULL) AND (given_by IS NULL)));
grant insert, select on share to openasb_web;
grant insert, select on share to openasb_worker;
grant update (ended_at, ended_because, ended_by) on share to openasb_web;
grant update (ended_at, ended_because) on share to openasb_worker;

create table sharing_rule (
  id uuid not null,
  name text not null,
  agreement_id uuid not null,
  giver_organisation_id integer,
  receiver_organisation_id integer,
  record_kind text not null,
  level text not null,
  area_kind text,
  area_code text,
  asb_type text,
  expires_after_days integer,
  valid_from date default CURRENT_DATE not null,
  valid_to date,
  made_by uuid,
  giver_kind text,
  receiver_kind text,
  receiver_panel_id uuid,
  least_urgent smallint,
  made_at timestamp with time zone default now() not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  ended_because text default ''::text not null,
  continues uuid,
  least_band text
);
alter table sharing_rule add constraint sharing_rule_check CHECK (((area_kind IS NULL) = (area_code IS NULL)));
alter table sharing_rule add constraint sharing_rule_check1 CHECK ((valid_to > valid_from));
alter table sharing_rule add constraint sharing_rule_check2 CHECK ((num_nonnulls(receiver_organisation_id, receiver_kind, receiver_panel_id) = 1));
alter table sharing_rule add constraint sharing_rule_check3 CHECK ((num_nonnulls(giver_organisation_id, giver_kind) <= 1));
alter table sharing_rule add constraint sharing_rule_expires_after_days_check CHECK ((expires_after_days > 0));
alter table sharing_rule add constraint sharing_rule_least_band_check CHECK ((least_band = ANY (ARRAY['standard'::text, 'medium'::text, 'high'::text])));
alter table sharing_rule add constraint sharing_rule_least_urgent_check CHECK (((least_urgent >= 1) AND (least_urgent <= 5)));
alter table sharing_rule add constraint sharing_rule_level_check CHECK ((level = ANY (ARRAY['exists'::text, 'signpost'::text, 'summary'::text, 'full'::text])));
alter table sharing_rule add constraint sharing_rule_record_kind_check CHECK ((record_kind = ANY (ARRAY['report'::text, 'case'::text])));
alter table sharing_rule add constraint sharing_rule_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreement(id);
alter table sharing_rule add constraint sharing_rule_asb_type_fkey FOREIGN KEY (asb_type) REFERENCES asb_type(code);
alter table sharing_rule add constraint sharing_rule_continues_fkey FOREIGN KEY (continues) REFERENCES sharing_rule(id);
alter table sharing_rule add constraint sharing_rule_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES member(id);
alter table sharing_rule add constraint sharing_rule_giver_organisation_id_fkey FOREIGN KEY (giver_organisation_id) REFERENCES organisation(id);
alter table sharing_rule add constraint sharing_rule_made_by_fkey FOREIGN KEY (made_by) REFERENCES member(id);
alter table sharing_rule add constraint sharing_rule_receiver_organisation_id_fkey FOREIGN KEY (receiver_organisation_id) REFERENCES organisation(id);
alter table sharing_rule add constraint sharing_rule_receiver_panel_id_fkey FOREIGN KEY (receiver_panel_id) REFERENCES panel(id);
alter table sharing_rule add constraint sharing_rule_pkey PRIMARY KEY (id);
CREATE INDEX sharing_rule_continues ON sharing_rule USING btree (continues) WHERE (continues IS NOT NULL);
alter table sharing_rule enable row level security;
create policy end_rule on sharing_rule for update to openasb_web using (((ended_at IS NULL) AND arranges_sharing(agreement_id))) with check (((ended_at IS NOT NULL) AND (ended_by = ( SELECT my_member() AS my_member))));
create policy make_rule on sharing_rule for insert to openasb_web with check (((made_by = ( SELECT my_member() AS my_member)) AND (ended_at IS NULL) AND arranges_sharing(agreement_id) AND (am_one_of('{coordinator}'::text[], NULL::integer) OR ((giver_organisation_id IS NOT NULL) AND am_one_of('{supervisor,information_governance}'::text[], giver_organisation_id)))));
create policy read_sharing_rule on sharing_rule for select to openasb_web, openasb_worker using (true);
grant insert, select on sharing_rule to openasb_web;
grant select on sharing_rule to openasb_worker;
grant update (ended_at, ended_because, ended_by) on sharing_rule to openasb_web;

create table sign_in_event (
  id uuid not null,
  at timestamp with time zone not null,
  account_id text,
  member_id uuid,
  method text not null,
  outcome text not null,
  session_id text,
  provider_id uuid,
  device text default ''::text not null,
  done_by uuid
);
alter table sign_in_event add constraint sign_in_event_method_check CHECK ((method = ANY (ARRAY['password'::text, 'password_and_code'::text, 'password_and_backup_code'::text, 'passkey'::text, 'directory'::text, 'demonstration'::text, 'session'::text, 'operator'::text])));
alter table sign_in_event add constraint sign_in_event_outcome_check CHECK ((outcome = ANY (ARRAY['signed_in'::text, 'code_needed'::text, 'refused'::text, 'wait'::text, 'start_again'::text, 'signed_out'::text, 'session_ended'::text, 'reset'::text, 'linked'::text, 'not_a_member'::text, 'passkey_added'::text, 'passkey_removed'::text])));
alter table sign_in_event add constraint sign_in_event_done_by_fkey FOREIGN KEY (done_by) REFERENCES member(id) ON DELETE SET NULL;
alter table sign_in_event add constraint sign_in_event_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id) ON DELETE SET NULL;
alter table sign_in_event add constraint sign_in_event_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES identity_provider(id);
alter table sign_in_event add constraint sign_in_event_pkey PRIMARY KEY (id);
CREATE INDEX sign_in_event_of_account ON sign_in_event USING btree (account_id, at);
CREATE INDEX sign_in_event_of_member ON sign_in_event USING btree (member_id, at);
CREATE INDEX sign_in_event_resets ON sign_in_event USING btree (at) WHERE (outcome = 'reset'::text);
CREATE INDEX sign_in_event_time ON sign_in_event USING btree (at, id);
alter table sign_in_event enable row level security;
create policy read_own_sign_in_event on sign_in_event for select to openasb_web using ((member_id = ( SELECT my_member() AS my_member)));
create policy read_reset_of_overseen on sign_in_event for select to openasb_web using (((outcome = 'reset'::text) AND (EXISTS ( SELECT
   FROM membership
  WHERE ((membership.member_id = sign_in_event.member_id) AND (membership.organisation_id = ANY (( SELECT my_organisations_as('{supervisor,information_governance}'::text[]) AS my_organisations_as)::integer[])))))));
create policy serve_sign_in_event on sign_in_event for select to openasb_identity, openasb_worker using (true);
create policy write_sign_in_event on sign_in_event for insert to openasb_identity with check (true);
grant insert, select on sign_in_event to openasb_identity;
grant select on sign_in_event to openasb_web;
grant select on sign_in_event to openasb_worker;

create table sign_language_link (
  kind text not null,
  valid_from date not null,
  address text,
  set_by uuid
);
alter table sign_language_link add constraint sign_language_link_address_check CHECK (((address ~ '^https://[^[:space:]]+$'::text) AND (length(address) <= 500)));
alter table sign_language_link add constraint sign_language_link_kind_check CHECK ((kind = ANY (ARRAY['video'::text, 'relay'::text])));
alter table sign_language_link add constraint sign_language_link_set_by_fkey FOREIGN KEY (set_by) REFERENCES member(id);
alter table sign_language_link add constraint sign_language_link_pkey PRIMARY KEY (kind, valid_from);
alter table sign_language_link enable row level security;
create policy read_sign_language on sign_language_link for select to openasb_web using (true);
create policy set_sign_language on sign_language_link for insert to openasb_web with check (((set_by = ( SELECT my_member() AS my_member)) AND (valid_from >= ( SELECT day_in_england() AS day_in_england)) AND ( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of)));
create policy take_sign_language_back on sign_language_link for delete to openasb_web using (((valid_from >= ( SELECT day_in_england() AS day_in_england)) AND ( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of)));
grant delete, insert, select on sign_language_link to openasb_web;

create table sign_off_level (
  id uuid not null,
  organisation_id integer not null,
  member_id uuid not null,
  level text not null,
  valid_from date not null,
  valid_to date,
  given_by uuid not null,
  given_at timestamp with time zone default now() not null
);
alter table sign_off_level add constraint sign_off_level_check CHECK ((valid_to > valid_from));
alter table sign_off_level add constraint sign_off_level_given_by_fkey FOREIGN KEY (given_by) REFERENCES member(id);
alter table sign_off_level add constraint sign_off_level_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table sign_off_level add constraint sign_off_level_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table sign_off_level add constraint sign_off_level_pkey PRIMARY KEY (id);
CREATE INDEX sign_off_level_of_member ON sign_off_level USING btree (member_id, organisation_id);
alter table sign_off_level enable row level security;
create policy end_sign_off_level on sign_off_level for update to openasb_web using (((valid_to IS NULL) AND am_one_of('{supervisor,coordinator}'::text[], organisation_id))) with check (am_one_of('{supervisor,coordinator}'::text[], organisation_id));
create policy give_sign_off_level on sign_off_level for insert to openasb_web with check (((given_by = ( SELECT my_member() AS my_member)) AND (member_id <> ( SELECT my_member() AS my_member)) AND (valid_to IS NULL) AND am_one_of('{supervisor,coordinator}'::text[], organisation_id)));
create policy read_sign_off_level on sign_off_level for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))));
grant insert, select on sign_off_level to openasb_web;
grant update (valid_to) on sign_off_level to openasb_web;

create table source_mapping (
  id uuid not null,
  organisation_id integer not null,
  source text not null,
  version integer not null,
  unknown_types text default 'accept'::text not null,
  kinds text[] not null,
  codes text[] not null,
  targets text[] not null,
  change_reason text not null,
  proposed_by uuid not null,
  proposed_at timestamp with time zone default now() not null,
  decision text,
  decided_by uuid,
  decided_at timestamp with time zone,
  decision_reason text default ''::text not null
);
alter table source_mapping add constraint source_mapping_change_reason_check CHECK ((change_reason <> ''::text));
alter table source_mapping add constraint source_mapping_check CHECK (((cardinality(kinds) = cardinality(codes)) AND (cardinality(codes) = cardinality(targets))));
alter table source_mapping add constraint source_mapping_check1 CHECK ((((decision IS NULL) = (decided_by IS NULL)) AND ((decision IS NULL) = (decided_at IS NULL))));
alter table source_mapping add constraint source_mapping_check2 CHECK (((decision IS DISTINCT FROM 'approved'::text) OR (decided_by <> proposed_by)));
alter table source_mapping add constraint source_mapping_decision_check CHECK ((decision = ANY (ARRAY['approved'::text, 'declined'::text])));
alter table source_mapping add constraint source_mapping_unknown_types_check CHECK ((unknown_types = ANY (ARRAY['accept'::text, 'set_aside'::text])));
alter table source_mapping add constraint source_mapping_version_check CHECK ((version > 0));
alter table source_mapping add constraint source_mapping_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES member(id);
alter table source_mapping add constraint source_mapping_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table source_mapping add constraint source_mapping_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES member(id);
alter table source_mapping add constraint source_mapping_pkey PRIMARY KEY (id);
alter table source_mapping add constraint source_mapping_organisation_id_source_version_key UNIQUE (organisation_id, source, version);
alter table source_mapping enable row level security;
create policy decide_mapping on source_mapping for update to openasb_web using (((decision IS NULL) AND looks_after(organisation_id))) with check (((decided_by = ( SELECT my_member() AS my_member)) AND ((decision = 'declined'::text) OR (proposed_by <> ( SELECT my_member() AS my_member)))));
create policy propose_mapping on source_mapping for insert to openasb_web with check ((looks_after(organisation_id) AND (proposed_by = ( SELECT my_member() AS my_member)) AND (decision IS NULL)));
create policy read_mapping on source_mapping for select to openasb_web using ((organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])));
grant insert, select on source_mapping to openasb_web;
grant update (decided_at, decided_by, decision, decision_reason) on source_mapping to openasb_web;

create table stored_file (
  id uuid not null,
  kind text not null,
  organisation_id integer not null,
  record_kind text not null,
  record_id uuid not null,
  name text not null,
  media_type text not null,
  size bigint not null,
  sha256 bytea not null,
  created_by uuid,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone,
  removed_at timestamp with time zone
);
alter table stored_file add constraint stored_file_check CHECK ((expires_at > created_at));
alter table stored_file add constraint stored_file_sha256_check CHECK ((length(sha256) = 32));
alter table stored_file add constraint stored_file_size_check CHECK ((size >= 0));
alter table stored_file add constraint stored_file_created_by_fkey FOREIGN KEY (created_by) REFERENCES member(id);
alter table stored_file add constraint stored_file_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table stored_file add constraint stored_file_pkey PRIMARY KEY (id);
CREATE INDEX stored_file_expiry ON stored_file USING btree (expires_at) WHERE ((removed_at IS NULL) AND (expires_at IS NOT NULL));
CREATE INDEX stored_file_of_record ON stored_file USING btree (record_id);
alter table stored_file enable row level security;
create policy keep_file on stored_file for insert to openasb_worker with check (true);
create policy read_subject_access_package on stored_file for select to openasb_web using (((kind = 'subject_access_package'::text) AND (removed_at IS NULL) AND (expires_at > now()) AND (organisation_id = ANY (( SELECT my_governance() AS my_governance)::integer[])) AND (subject_items_out_of_sight(record_id) = 0)));
create policy remove_file on stored_file for update to openasb_worker using (true) with check ((removed_at IS NOT NULL));
create policy serve_file on stored_file for select to openasb_worker using (true);
grant select on stored_file to openasb_web;
grant insert, select on stored_file to openasb_worker;
grant update (removed_at) on stored_file to openasb_worker;

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

create table subject_contribution (
  id uuid not null,
  request_id uuid not null,
  controller_id integer not null,
  organisation_id integer not null,
  status text not null,
  message text default ''::text not null,
  due_on date not null,
  reason text default ''::text not null,
  asked_by uuid not null,
  asked_at timestamp with time zone default now() not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  answered_at timestamp with time zone,
  searched_at timestamp with time zone,
  restricted_left integer default 0 not null,
  version integer default 1 not null
);
alter table subject_contribution add constraint subject_contribution_check CHECK ((controller_id <> organisation_id));
alter table subject_contribution add constraint subject_contribution_check1 CHECK (((status <> 'refused'::text) OR (reason <> ''::text)));
alter table subject_contribution add constraint subject_contribution_check2 CHECK (((status = 'answered'::text) = (answered_at IS NOT NULL)));
alter table subject_contribution add constraint subject_contribution_restricted_left_check CHECK ((restricted_left >= 0));
alter table subject_contribution add constraint subject_contribution_status_check CHECK ((status = ANY (ARRAY['asked'::text, 'accepted'::text, 'refused'::text, 'answered'::text, 'withdrawn'::text])));
alter table subject_contribution add constraint subject_contribution_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES member(id);
alter table subject_contribution add constraint subject_contribution_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES member(id);
alter table subject_contribution add constraint subject_contribution_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table subject_contribution add constraint subject_contribution_request_id_controller_id_fkey FOREIGN KEY (request_id, controller_id) REFERENCES subject_request(id, organisation_id) ON DELETE CASCADE;
alter table subject_contribution add constraint subject_contribution_pkey PRIMARY KEY (id);
alter table subject_contribution add constraint subject_contribution_request_id_organisation_id_key UNIQUE (request_id, organisation_id);
CREATE INDEX subject_contribution_list ON subject_contribution USING btree (organisation_id, status, due_on);
alter table subject_contribution enable row level security;
create policy ask_contribution on subject_contribution for insert to openasb_web with check (((controller_id = ANY (( SELECT my_governance() AS my_governance)::integer[])) AND (asked_by = ( SELECT my_member() AS my_member)) AND (status = 'asked'::text)));
create policy change_contribution on subject_contribution for update to openasb_web using ((ARRAY[organisation_id, controller_id] && ( SELECT my_governance() AS my_governance))) with check ((((organisation_id = ANY (( SELECT my_governance() AS my_governance)::integer[])) AND (status = ANY (ARRAY['accepted'::text, 'refused'::text, 'answered'::text]))) OR ((controller_id = ANY (( SELECT my_governance() AS my_governance)::integer[])) AND (status = ANY (ARRAY['asked'::text, 'withdrawn'::text])))));
create policy read_contribution on subject_contribution for select to openasb_web using ((ARRAY[organisation_id, controller_id] && ( SELECT my_governance() AS my_governance)));
create policy serve_contribution on subject_contribution for select to openasb_worker using (true);
grant insert, select on subject_contribution to openasb_web;
grant select on subject_contribution to openasb_worker;
grant update (answered_at, decided_at, decided_by, due_on, message, reason, restricted_left, searched_at, status, version) on subject_contribution to openasb_web;

create table subject_item (
  id uuid not null,
  request_id uuid not null,
  controller_id integer not null,
  organisation_id integer not null,
  report_id uuid,
  case_id uuid,
  reference text not null,
  title text not null,
  held_by text not null,
  recorded_on date not null,
  score real not null,
  matches text[] not null,
  decision text default 'undecided'::text not null,
  reason text default ''::text not null,
  withheld_under text,
  decided_by uuid,
  decided_at timestamp with time zone,
  reviewed_by uuid,
  reviewed_at timestamp with time zone,
  shared_at timestamp with time zone
);
alter table subject_item add constraint subject_item_check CHECK ((num_nonnulls(report_id, case_id) <= 1));
alter table subject_item add constraint subject_item_check1 CHECK (((decision = 'undecided'::text) OR (decided_by IS NOT NULL)));
alter table subject_item add constraint subject_item_check2 CHECK (((withheld_under IS NULL) OR (reason <> ''::text)));
alter table subject_item add constraint subject_item_decision_check CHECK ((decision = ANY (ARRAY['undecided'::text, 'included'::text, 'excluded'::text])));
alter table subject_item add constraint subject_item_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE SET NULL;
alter table subject_item add constraint subject_item_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES member(id);
alter table subject_item add constraint subject_item_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table subject_item add constraint subject_item_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE SET NULL;
alter table subject_item add constraint subject_item_request_id_controller_id_fkey FOREIGN KEY (request_id, controller_id) REFERENCES subject_request(id, organisation_id) ON DELETE CASCADE;
alter table subject_item add constraint subject_item_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES member(id);
alter table subject_item add constraint subject_item_pkey PRIMARY KEY (id);
alter table subject_item add constraint subject_item_request_id_organisation_id_reference_key UNIQUE (request_id, organisation_id, reference);
alter table subject_item enable row level security;
create policy decide_item on subject_item for update to openasb_web using (
CASE
    WHEN (shared_at IS NULL) THEN (organisation_id = ANY (( SELECT my_governance() AS my_governance)::integer[]))
    ELSE (controller_id = ANY (( SELECT my_governance() AS my_governance)::integer[]))
END) with check ((ARRAY[organisation_id, controller_id] && ( SELECT my_governance() AS my_governance)));
create policy find_item on subject_item for insert to openasb_web with check (((organisation_id = ANY (( SELECT my_governance() AS my_governance)::integer[])) AND (decision = 'undecided'::text) AND (shared_at IS NULL) AND
CASE
    WHEN (report_id IS NOT NULL) THEN (EXISTS ( SELECT
       FROM report
      WHERE (report.id = subject_item.report_id)))
    ELSE (EXISTS ( SELECT
       FROM asb_case
      WHERE (asb_case.id = subject_item.case_id)))
END AND ((organisation_id = controller_id) OR (EXISTS ( SELECT
   FROM subject_contribution
  WHERE ((subject_contribution.request_id = subject_item.request_id) AND (subject_contribution.organisation_id = subject_item.organisation_id) AND (subject_contribution.status = 'accepted'::text)))))));
create policy read_item on subject_item for select to openasb_web using ((((organisation_id = ANY (( SELECT my_governance() AS my_governance)::integer[])) AND ((report_id IS NULL) OR (EXISTS ( SELECT
   FROM report
  WHERE (report.id = subject_item.report_id)))) AND ((case_id IS NULL) OR (EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = subject_item.case_id))))) OR ((shared_at IS NOT NULL) AND (controller_id = ANY (( SELECT my_governance() AS my_governance)::integer[])))));
create policy serve_item on subject_item for select to openasb_worker using (true);
grant insert, select on subject_item to openasb_web;
grant select on subject_item to openasb_worker;
grant update (decided_at, decided_by, decision, matches, reason, reviewed_at, reviewed_by, score, shared_at, withheld_under) on subject_item to openasb_web;

create table subject_package (
  id uuid not null,
  request_id uuid not null,
  status text not null,
  done integer default 0 not null,
  total integer default 0 not null,
  file_id uuid,
  failure text default ''::text not null,
  asked_by uuid not null,
  asked_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone
);
alter table subject_package add constraint subject_package_check CHECK (((status = 'building'::text) = (finished_at IS NULL)));
alter table subject_package add constraint subject_package_check1 CHECK (((status = 'ready'::text) = (file_id IS NOT NULL)));
alter table subject_package add constraint subject_package_status_check CHECK ((status = ANY (ARRAY['building'::text, 'ready'::text, 'failed'::text])));
alter table subject_package add constraint subject_package_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES member(id);
alter table subject_package add constraint subject_package_file_id_fkey FOREIGN KEY (file_id) REFERENCES stored_file(id);
alter table subject_package add constraint subject_package_request_id_fkey FOREIGN KEY (request_id) REFERENCES subject_request(id) ON DELETE CASCADE;
alter table subject_package add constraint subject_package_pkey PRIMARY KEY (id);
CREATE INDEX subject_package_of_request ON subject_package USING btree (request_id, asked_at);
CREATE UNIQUE INDEX subject_package_one_at_a_time ON subject_package USING btree (request_id) WHERE (status = 'building'::text);
alter table subject_package enable row level security;
create policy ask_package on subject_package for insert to openasb_web with check (((status = 'building'::text) AND (asked_by = ( SELECT my_member() AS my_member)) AND (EXISTS ( SELECT
   FROM subject_request
  WHERE ((subject_request.id = subject_package.request_id) AND (subject_request.status = ANY (ARRAY['approved'::text, 'released'::text])) AND (subject_request.organisation_id = ANY (( SELECT my_governance() AS my_governance)::integer[])))))));
create policy build_package on subject_package for update to openasb_worker using (true) with check (true);
create policy read_package on subject_package for select to openasb_web using ((EXISTS ( SELECT
   FROM subject_request
  WHERE ((subject_request.id = subject_package.request_id) AND (subject_request.organisation_id = ANY (( SELECT my_governance() AS my_governance)::integer[]))))));
create policy serve_package on subject_package for select to openasb_worker using (true);
grant insert, select on subject_package to openasb_web;
grant select on subject_package to openasb_worker;
grant update (done, failure, file_id, finished_at, status, total) on subject_package to openasb_worker;

create table subject_passage (
  id uuid not null,
  item_id uuid not null,
  "position" integer not null,
  heading text not null,
  part text not null,
  content text not null
);
alter table subject_passage add constraint subject_passage_part_check CHECK ((part = ANY (ARRAY['record'::text, 'reporter'::text, 'told'::text])));
alter table subject_passage add constraint subject_passage_item_id_fkey FOREIGN KEY (item_id) REFERENCES subject_item(id) ON DELETE CASCADE;
alter table subject_passage add constraint subject_passage_pkey PRIMARY KEY (id);
alter table subject_passage add constraint subject_passage_item_id_position_key UNIQUE (item_id, "position");
alter table subject_passage enable row level security;
create policy drop_passage on subject_passage for delete to openasb_web using ((EXISTS ( SELECT
   FROM subject_item
  WHERE ((subject_item.id = subject_passage.item_id) AND (
        CASE
            WHEN (subject_item.shared_at IS NULL) THEN subject_item.organisation_id
            ELSE subject_item.controller_id
        END = ANY (( SELECT my_governance() AS my_governance)::integer[]))))));
create policy read_passage on subject_passage for select to openasb_web, openasb_worker using ((EXISTS ( SELECT
   FROM subject_item
  WHERE (subject_item.id = subject_passage.item_id))));
create policy redact_passage on subject_passage for update to openasb_web using ((EXISTS ( SELECT
   FROM subject_item
  WHERE ((subject_item.id = subject_passage.item_id) AND (
        CASE
            WHEN (subject_item.shared_at IS NULL) THEN subject_item.organisation_id
            ELSE subject_item.controller_id
        END = ANY (( SELECT my_governance() AS my_governance)::integer[])))))) with check ((EXISTS ( SELECT
   FROM subject_item
  WHERE (subject_item.id = subject_passage.item_id))));
create policy tidy_passage on subject_passage for delete to openasb_worker using (true);
create policy write_passage on subject_passage for insert to openasb_web with check ((EXISTS ( SELECT
   FROM subject_item
  WHERE ((subject_item.id = subject_passage.item_id) AND (
        CASE
            WHEN (subject_item.shared_at IS NULL) THEN subject_item.organisation_id
            ELSE subject_item.controller_id
        END = ANY (( SELECT my_governance() AS my_governance)::integer[]))))));
grant delete, insert, select on subject_passage to openasb_web;
grant delete, select on subject_passage to openasb_worker;
grant update (content) on subject_passage to openasb_web;

create table subject_redaction (
  id uuid not null,
  passage_id uuid not null,
  starts integer not null,
  ends integer not null,
  kind text not null,
  status text not null,
  exemption text,
  because text default ''::text not null,
  decided_by uuid,
  decided_at timestamp with time zone
);
alter table subject_redaction add constraint subject_redaction_check CHECK ((ends > starts));
alter table subject_redaction add constraint subject_redaction_check1 CHECK (((status = 'suggested'::text) OR (decided_by IS NOT NULL)));
alter table subject_redaction add constraint subject_redaction_check2 CHECK (((status <> 'confirmed'::text) OR (exemption IS NOT NULL)));
alter table subject_redaction add constraint subject_redaction_kind_check CHECK ((kind = ANY (ARRAY['name'::text, 'phone'::text, 'email'::text, 'address'::text, 'staff'::text, 'informant'::text, 'other'::text])));
alter table subject_redaction add constraint subject_redaction_starts_check CHECK ((starts >= 0));
alter table subject_redaction add constraint subject_redaction_status_check CHECK ((status = ANY (ARRAY['suggested'::text, 'confirmed'::text, 'rejected'::text])));
alter table subject_redaction add constraint subject_redaction_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES member(id);
alter table subject_redaction add constraint subject_redaction_passage_id_fkey FOREIGN KEY (passage_id) REFERENCES subject_passage(id) ON DELETE CASCADE;
alter table subject_redaction add constraint subject_redaction_pkey PRIMARY KEY (id);
CREATE INDEX subject_redaction_of_passage ON subject_redaction USING btree (passage_id);
alter table subject_redaction enable row level security;
create policy decide_redaction on subject_redaction for update to openasb_web using ((EXISTS ( SELECT
   FROM (subject_passage
     JOIN subject_item ON ((subject_item.id = subject_passage.item_id)))
  WHERE ((subject_passage.id = subject_redaction.passage_id) AND (
        CASE
            WHEN (subject_item.shared_at IS NULL) THEN subject_item.organisation_id
            ELSE subject_item.controller_id
        END = ANY (( SELECT my_governance() AS my_governance)::integer[])))))) with check ((EXISTS ( SELECT
   FROM subject_passage
  WHERE (subject_passage.id = subject_redaction.passage_id))));
create policy drop_redaction on subject_redaction for delete to openasb_web using ((EXISTS ( SELECT
   FROM (subject_passage
     JOIN subject_item ON ((subject_item.id = subject_passage.item_id)))
  WHERE ((subject_passage.id = subject_redaction.passage_id) AND (
        CASE
            WHEN (subject_item.shared_at IS NULL) THEN subject_item.organisation_id
            ELSE subject_item.controller_id
        END = ANY (( SELECT my_governance() AS my_governance)::integer[]))))));
create policy read_redaction on subject_redaction for select to openasb_web, openasb_worker using ((EXISTS ( SELECT
   FROM subject_passage
  WHERE (subject_passage.id = subject_redaction.passage_id))));
create policy suggest_redaction on subject_redaction for insert to openasb_web with check ((((status = 'suggested'::text) OR (decided_by = ( SELECT my_member() AS my_member))) AND (EXISTS ( SELECT
   FROM (subject_passage
     JOIN subject_item ON ((subject_item.id = subject_passage.item_id)))
  WHERE ((subject_passage.id = subject_redaction.passage_id) AND (
        CASE
            WHEN (subject_item.shared_at IS NULL) THEN subject_item.organisation_id
            ELSE subject_item.controller_id
        END = ANY (( SELECT my_governance() AS my_governance)::integer[])))))));
grant delete, insert, select on subject_redaction to openasb_web;
grant select on subject_redaction to openasb_worker;
grant update (because, decided_at, decided_by, ends, exemption, starts, status) on subject_redaction to openasb_web;

create table subject_request (
  id uuid not null,
  reference text not null,
  organisation_id integer not null,
  regime text not null,
  status text not null,
  person_name text not null,
  other_names text default ''::text not null,
  email text default ''::text not null,
  phone text default ''::text not null,
  address text default ''::text not null,
  asked_by text not null,
  representative text default ''::text not null,
  wanted text default ''::text not null,
  from_date date,
  to_date date,
  received_on date not null,
  identity_proof text default ''::text not null,
  identity_seen_on date,
  due_on date not null,
  extended_months smallint default 0 not null,
  extension_reason text default ''::text not null,
  paused_on date,
  pause_reason text default ''::text not null,
  paused_days integer default 0 not null,
  withhold_staff_names boolean default true not null,
  searched_at timestamp with time zone,
  restricted_left integer default 0 not null,
  submitted_by uuid,
  submitted_at timestamp with time zone,
  approved_by uuid,
  approved_at timestamp with time zone,
  released_on date,
  released_to text default ''::text not null,
  release_method text default ''::text not null,
  closed_on date,
  closing_reason text default ''::text not null,
  version integer default 1 not null,
  created_by uuid not null,
  created_at timestamp with time zone default now() not null,
  modified_at timestamp with time zone default now() not null
);
alter table subject_request add constraint subject_request_asked_by_check CHECK ((asked_by = ANY (ARRAY['themselves'::text, 'representative'::text])));
alter table subject_request add constraint subject_request_check CHECK ((to_date >= from_date));
alter table subject_request add constraint subject_request_check1 CHECK (((asked_by = 'themselves'::text) OR (representative <> ''::text)));
alter table subject_request add constraint subject_request_check2 CHECK (((extended_months = 0) OR (extension_reason <> ''::text)));
alter table subject_request add constraint subject_request_check3 CHECK ((approved_by <> submitted_by));
alter table subject_request add constraint subject_request_check4 CHECK (((status <> ALL (ARRAY['approved'::text, 'released'::text])) OR (approved_by IS NOT NULL)));
alter table subject_request add constraint subject_request_check5 CHECK (((status <> 'released'::text) OR (released_on IS NOT NULL)));
alter table subject_request add constraint subject_request_check6 CHECK (((status = 'closed'::text) = (closed_on IS NOT NULL)));
alter table subject_request add constraint subject_request_extended_months_check CHECK (((extended_months >= 0) AND (extended_months <= 2)));
alter table subject_request add constraint subject_request_paused_days_check CHECK ((paused_days >= 0));
alter table subject_request add constraint subject_request_regime_check CHECK ((regime = ANY (ARRAY['uk_gdpr'::text, 'part_3'::text])));
alter table subject_request add constraint subject_request_restricted_left_check CHECK ((restricted_left >= 0));
alter table subject_request add constraint subject_request_status_check CHECK ((status = ANY (ARRAY['open'::text, 'awaiting_approval'::text, 'approved'::text, 'released'::text, 'closed'::text])));
alter table subject_request add constraint subject_request_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES member(id);
alter table subject_request add constraint subject_request_created_by_fkey FOREIGN KEY (created_by) REFERENCES member(id);
alter table subject_request add constraint subject_request_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table subject_request add constraint subject_request_submitted_by_fkey FOREIGN KEY (submitted_by) REFERENCES member(id);
alter table subject_request add constraint subject_request_pkey PRIMARY KEY (id);
alter table subject_request add constraint subject_request_id_organisation_id_key UNIQUE (id, organisation_id);
alter table subject_request add constraint subject_request_reference_key UNIQUE (reference);
CREATE INDEX subject_request_list ON subject_request USING btree (organisation_id, status, due_on, id);
alter table subject_request enable row level security;
create policy change_subject_request on subject_request for update to openasb_web using ((organisation_id = ANY (( SELECT my_governance() AS my_governance)::integer[]))) with check ((organisation_id = ANY (( SELECT my_governance() AS my_governance)::integer[])));
create policy read_subject_request on subject_request for select to openasb_web using (((organisation_id = ANY (( SELECT my_governance() AS my_governance)::integer[])) OR (EXISTS ( SELECT
   FROM subject_contribution
  WHERE ((subject_contribution.request_id = subject_request.id) AND (subject_contribution.organisation_id = ANY (( SELECT my_governance() AS my_governance)::integer[])) AND (subject_contribution.status = ANY (ARRAY['asked'::text, 'accepted'::text, 'answered'::text])))))));
create policy register_subject_request on subject_request for insert to openasb_web with check (((organisation_id = ANY (( SELECT my_governance() AS my_governance)::integer[])) AND (created_by = ( SELECT my_member() AS my_member)) AND (status = 'open'::text)));
create policy serve_subject_request on subject_request for select to openasb_worker using (true);
grant insert, select on subject_request to openasb_web;
grant select on subject_request to openasb_worker;
grant update (address, approved_at, approved_by, closed_on, closing_reason, due_on, email, extended_months, extension_reason, identity_proof, identity_seen_on, modified_at, other_names, pause_reason, paused_days, paused_on, phone, release_method, released_on, released_to, restricted_left, searched_at, status, submitted_at, submitted_by, version) on subject_request to openasb_web;

create table support_outcome (
  id uuid not null,
  referral_id uuid not null,
  outcome text not null,
  words text default ''::text not null,
  next_due_on date,
  member_id uuid not null,
  organisation_id integer not null,
  at timestamp with time zone default now() not null
);
alter table support_outcome add constraint support_outcome_check CHECK (((outcome <> ALL (ARRAY['declined'::text, 'ended'::text])) OR (words <> ''::text)));
alter table support_outcome add constraint support_outcome_check1 CHECK (((outcome = ANY (ARRAY['declined'::text, 'ended'::text, 'not_reached'::text])) = (next_due_on IS NULL)));
alter table support_outcome add constraint support_outcome_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'declined'::text, 'engaged'::text, 'ended'::text, 'not_reached'::text])));
alter table support_outcome add constraint support_outcome_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table support_outcome add constraint support_outcome_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table support_outcome add constraint support_outcome_referral_id_fkey FOREIGN KEY (referral_id) REFERENCES support_referral(id) ON DELETE CASCADE;
alter table support_outcome add constraint support_outcome_pkey PRIMARY KEY (id);
CREATE INDEX support_outcome_of_referral ON support_outcome USING btree (referral_id, at);
alter table support_outcome enable row level security;
CREATE TRIGGER support_outcome_follows AFTER INSERT ON support_outcome FOR EACH ROW EXECUTE FUNCTION support_outcome_follows();
create policy read_outcome on support_outcome for select to openasb_web using ((EXISTS ( SELECT
   FROM support_referral
  WHERE (support_referral.id = support_outcome.referral_id))));
create policy say_outcome on support_outcome for insert to openasb_web with check (((member_id = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (EXISTS ( SELECT
   FROM support_referral
  WHERE ((support_referral.id = support_outcome.referral_id) AND (support_referral.status <> ALL (ARRAY['declined'::text, 'ended'::text, 'not_reached'::text])))))));
grant insert, select on support_outcome to openasb_web;

create table support_referral (
  id uuid not null,
  assessment_id uuid not null,
  plan_id uuid not null,
  case_id uuid not null,
  service_id uuid not null,
  organisation_id integer not null,
  partner_organisation_id integer,
  need text not null,
  told text not null,
  reach text default ''::text not null,
  consent text not null,
  consent_on date,
  basis text default ''::text not null,
  sent_by text not null,
  made_by uuid not null,
  made_at timestamp with time zone default now() not null,
  status text default 'sent'::text not null,
  due_on date,
  version integer default 1 not null
);
alter table support_referral add constraint support_referral_check CHECK (((consent = 'given'::text) = (consent_on IS NOT NULL)));
alter table support_referral add constraint support_referral_check1 CHECK (((consent = 'given'::text) OR (basis <> ''::text)));
alter table support_referral add constraint support_referral_check2 CHECK (((status = ANY (ARRAY['declined'::text, 'ended'::text, 'not_reached'::text])) = (due_on IS NULL)));
alter table support_referral add constraint support_referral_consent_check CHECK ((consent = ANY (ARRAY['given'::text, 'not_needed'::text])));
alter table support_referral add constraint support_referral_sent_by_check CHECK ((sent_by = ANY (ARRAY['partner_page'::text, 'email'::text, 'by_hand'::text])));
alter table support_referral add constraint support_referral_status_check CHECK ((status = ANY (ARRAY['sent'::text, 'accepted'::text, 'declined'::text, 'engaged'::text, 'ended'::text, 'not_reached'::text])));
alter table support_referral add constraint support_referral_told_check CHECK ((told <> ''::text));
alter table support_referral add constraint support_referral_assessment_id_fkey FOREIGN KEY (assessment_id) REFERENCES needs_assessment(id) ON DELETE CASCADE;
alter table support_referral add constraint support_referral_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table support_referral add constraint support_referral_made_by_fkey FOREIGN KEY (made_by) REFERENCES member(id);
alter table support_referral add constraint support_referral_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table support_referral add constraint support_referral_partner_organisation_id_fkey FOREIGN KEY (partner_organisation_id) REFERENCES organisation(id);
alter table support_referral add constraint support_referral_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES contact_plan(id) ON DELETE CASCADE;
alter table support_referral add constraint support_referral_service_id_fkey FOREIGN KEY (service_id) REFERENCES support_service(id);
alter table support_referral add constraint support_referral_pkey PRIMARY KEY (id);
CREATE INDEX support_referral_due ON support_referral USING btree (organisation_id, due_on) WHERE (due_on IS NOT NULL);
CREATE INDEX support_referral_of_partner ON support_referral USING btree (partner_organisation_id, made_at DESC) WHERE (partner_organisation_id IS NOT NULL);
CREATE INDEX support_referral_of_plan ON support_referral USING btree (plan_id, made_at DESC);
alter table support_referral enable row level security;
create policy read_referral on support_referral for select to openasb_web using ((((( SELECT my_member() AS my_member) IS NOT NULL) AND (partner_organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))) OR (EXISTS ( SELECT
   FROM contact_plan
  WHERE (contact_plan.id = support_referral.plan_id)))));
create policy refer_to_support on support_referral for insert to openasb_web with check (((made_by = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (status = 'sent'::text) AND (EXISTS ( SELECT
   FROM (contact_plan
     JOIN needs_assessment ON ((needs_assessment.plan_id = contact_plan.id)))
  WHERE ((contact_plan.id = support_referral.plan_id) AND (contact_plan.case_id = support_referral.case_id) AND (needs_assessment.id = support_referral.assessment_id)))) AND (EXISTS ( SELECT
   FROM support_service
  WHERE ((support_service.id = support_referral.service_id) AND (support_service.ended_on IS NULL) AND (NOT (support_service.partner_organisation_id IS DISTINCT FROM support_referral.partner_organisation_id)) AND ((support_referral.consent = 'given'::text) OR (NOT support_service.consent_needed)))))));
grant insert, select on support_referral to openasb_web;

create table support_service (
  id uuid not null,
  organisation_id integer not null,
  name text not null,
  what_for text not null,
  needs text[] not null,
  area text default ''::text not null,
  how_to_refer text default ''::text not null,
  partner_organisation_id integer,
  email text default ''::text not null,
  consent_needed boolean default true not null,
  answer_working_days integer not null,
  modified_by uuid not null,
  ended_on date,
  version integer default 1 not null
);
alter table support_service add constraint support_service_answer_working_days_check CHECK (((answer_working_days >= 1) AND (answer_working_days <= 60)));
alter table support_service add constraint support_service_check CHECK (((partner_organisation_id IS NULL) OR (email = ''::text)));
alter table support_service add constraint support_service_name_check CHECK ((name <> ''::text));
alter table support_service add constraint support_service_needs_check CHECK ((needs <> '{}'::text[]));
alter table support_service add constraint support_service_what_for_check CHECK ((what_for <> ''::text));
alter table support_service add constraint support_service_modified_by_fkey FOREIGN KEY (modified_by) REFERENCES member(id);
alter table support_service add constraint support_service_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table support_service add constraint support_service_partner_organisation_id_fkey FOREIGN KEY (partner_organisation_id) REFERENCES organisation(id);
alter table support_service add constraint support_service_pkey PRIMARY KEY (id);
CREATE INDEX support_service_list ON support_service USING btree (name) WHERE (ended_on IS NULL);
alter table support_service enable row level security;
create policy add_service on support_service for insert to openasb_web with check (((modified_by = ( SELECT my_member() AS my_member)) AND keeps_services(organisation_id)));
create policy change_service on support_service for update to openasb_web using (keeps_services(organisation_id)) with check (((modified_by = ( SELECT my_member() AS my_member)) AND keeps_services(organisation_id)));
create policy read_service on support_service for select to openasb_web using ((( SELECT my_member() AS my_member) IS NOT NULL));
grant insert, select on support_service to openasb_web;
grant update (answer_working_days, area, consent_needed, email, ended_on, how_to_refer, modified_by, name, needs, partner_organisation_id, version, what_for) on support_service to openasb_web;

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

create table team_succession (
  reorganisation_id uuid not null,
  team_id uuid not null,
  organisation_id integer not null,
  new_team_id uuid not null
);
alter table team_succession add constraint team_succession_new_team_id_fkey FOREIGN KEY (new_team_id) REFERENCES team(id) DEFERRABLE INITIALLY DEFERRED;
alter table team_succession add constraint team_succession_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table team_succession add constraint team_succession_reorganisation_id_fkey FOREIGN KEY (reorganisation_id) REFERENCES reorganisation(id);
alter table team_succession add constraint team_succession_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id);
alter table team_succession add constraint team_succession_pkey PRIMARY KEY (reorganisation_id, team_id, organisation_id);
alter table team_succession enable row level security;
create policy read_team_succession on team_succession for select to public using (true);
grant select on team_succession to openasb_web;
grant select on team_succession to openasb_worker;

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
  told_to_reporter boolean default false not null,
  about_report_id uuid,
  about_case_id uuid
);
alter table timeline_entry add constraint timeline_entry_check CHECK ((num_nonnulls(report_id, case_id) = 1));
alter table timeline_entry add constraint timeline_entry_about_case_id_fkey FOREIGN KEY (about_case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table timeline_entry add constraint timeline_entry_about_report_id_fkey FOREIGN KEY (about_report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table timeline_entry add constraint timeline_entry_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table timeline_entry add constraint timeline_entry_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table timeline_entry add constraint timeline_entry_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table timeline_entry add constraint timeline_entry_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table timeline_entry add constraint timeline_entry_pkey PRIMARY KEY (id);
CREATE INDEX timeline_about_case ON timeline_entry USING btree (about_case_id) WHERE (about_case_id IS NOT NULL);
CREATE INDEX timeline_about_report ON timeline_entry USING btree (about_report_id) WHERE (about_report_id IS NOT NULL);
CREATE INDEX timeline_links ON timeline_entry USING btree (case_id) WHERE ((case_id IS NOT NULL) AND (about_report_id IS NOT NULL));
CREATE INDEX timeline_of_case ON timeline_entry USING btree (case_id, at) WHERE (case_id IS NOT NULL);
CREATE INDEX timeline_of_report ON timeline_entry USING btree (report_id, at) WHERE (report_id IS NOT NULL);
alter table timeline_entry enable row level security;
CREATE TRIGGER note_reporter_news AFTER INSERT ON timeline_entry FOR EACH ROW WHEN ((new.told_to_reporter AND (new.report_id IS NOT NULL) AND (new.at > (now() - '1 day'::interval)))) EXECUTE FUNCTION note_reporter_news();
create policy add_job_timeline on timeline_entry for insert to openasb_worker with check ((member_id IS NULL));
create policy add_timeline on timeline_entry for insert to openasb_web with check (((NOT (member_id IS DISTINCT FROM ( SELECT my_member() AS my_member))) AND
CASE
    WHEN (organisation_id IS NULL) THEN (( SELECT my_organisations() AS my_organisations) = '{}'::integer[])
    ELSE (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))
END AND ((report_id = ( SELECT my_filing() AS my_filing)) OR (EXISTS ( SELECT
   FROM report
  WHERE (report.id = timeline_entry.report_id))) OR (EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = timeline_entry.case_id)))) AND ((about_report_id IS NULL) OR (EXISTS ( SELECT
   FROM report
  WHERE (report.id = timeline_entry.about_report_id)))) AND ((about_case_id IS NULL) OR (EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = timeline_entry.about_case_id))))));
create policy read_timeline on timeline_entry for select to openasb_web using ((
CASE
    WHEN (report_id IS NOT NULL) THEN (EXISTS ( SELECT
       FROM report
      WHERE (report.id = timeline_entry.report_id)
     OFFSET 0))
    ELSE (EXISTS ( SELECT
       FROM asb_case
      WHERE (asb_case.id = timeline_entry.case_id)
     OFFSET 0))
END AND ((about_report_id IS NULL) OR (EXISTS ( SELECT
   FROM report
  WHERE (report.id = timeline_entry.about_report_id)
 OFFSET 0))) AND ((about_case_id IS NULL) OR (EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = timeline_entry.about_case_id)
 OFFSET 0)))));
create policy serve_timeline on timeline_entry for select to openasb_worker using (true);
grant insert, select on timeline_entry to openasb_web;
grant insert, select on timeline_entry to openasb_worker;

create table told_action (
  plan_id uuid not null,
  action_id uuid not null,
  words text not null,
  told_by uuid not null,
  organisation_id integer not null,
  told_at timestamp with time zone default now() not null
);
alter table told_action add constraint told_action_words_check CHECK ((words <> ''::text));
alter table told_action add constraint told_action_action_id_fkey FOREIGN KEY (action_id) REFERENCES case_action(id) ON DELETE CASCADE;
alter table told_action add constraint told_action_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table told_action add constraint told_action_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES contact_plan(id) ON DELETE CASCADE;
alter table told_action add constraint told_action_told_by_fkey FOREIGN KEY (told_by) REFERENCES member(id);
alter table told_action add constraint told_action_pkey PRIMARY KEY (plan_id, action_id);
CREATE INDEX told_action_of_action ON told_action USING btree (action_id);
alter table told_action enable row level security;
create policy read_told_action on told_action for select to openasb_web using ((EXISTS ( SELECT
   FROM contact_plan
  WHERE (contact_plan.id = told_action.plan_id))));
create policy tell_action on told_action for insert to openasb_web with check (((told_by = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (EXISTS ( SELECT
   FROM (contact_plan
     JOIN case_action ON ((case_action.case_id = contact_plan.case_id)))
  WHERE ((contact_plan.id = told_action.plan_id) AND (case_action.id = told_action.action_id))))));
grant insert, select on told_action to openasb_web;

create table type_advice (
  id uuid not null,
  organisation_id integer not null,
  asb_type text not null,
  advice jsonb not null,
  who_deals jsonb not null,
  valid_from date not null,
  valid_to date
);
alter table type_advice add constraint type_advice_advice_check CHECK ((advice ? 'en'::text));
alter table type_advice add constraint type_advice_check CHECK ((valid_to > valid_from));
alter table type_advice add constraint type_advice_who_deals_check CHECK ((who_deals ? 'en'::text));
alter table type_advice add constraint type_advice_asb_type_fkey FOREIGN KEY (asb_type) REFERENCES asb_type(code);
alter table type_advice add constraint type_advice_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table type_advice add constraint type_advice_pkey PRIMARY KEY (id);
CREATE INDEX type_advice_on ON type_advice USING btree (asb_type, organisation_id);
alter table type_advice enable row level security;
create policy end_advice on type_advice for update to openasb_web using (( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of)) with check ((valid_to >= ( SELECT day_in_england() AS day_in_england)));
create policy read_type_advice on type_advice for select to openasb_web, openasb_worker using (true);
grant select on type_advice to openasb_web;
grant select on type_advice to openasb_worker;
grant update (valid_to) on type_advice to openasb_web;

create table type_advice_proposal (
  id uuid not null,
  organisation_id integer not null,
  asb_type text not null,
  advice jsonb not null,
  who_deals jsonb not null,
  valid_from date not null,
  reason text not null,
  proposed_by uuid not null,
  proposed_at timestamp with time zone default now() not null,
  decision text,
  decision_reason text default ''::text not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  advice_id uuid
);
alter table type_advice_proposal add constraint type_advice_proposal_advice_check CHECK ((advice ? 'en'::text));
alter table type_advice_proposal add constraint type_advice_proposal_check CHECK (((decision IS NULL) OR ((decided_by IS NOT NULL) AND (decided_at IS NOT NULL))));
alter table type_advice_proposal add constraint type_advice_proposal_check1 CHECK (((decision = 'withdrawn'::text) = (decided_by = proposed_by)));
alter table type_advice_proposal add constraint type_advice_proposal_check2 CHECK (((decision <> 'declined'::text) OR (decision_reason <> ''::text)));
alter table type_advice_proposal add constraint type_advice_proposal_decision_check CHECK ((decision = ANY (ARRAY['approved'::text, 'declined'::text, 'withdrawn'::text])));
alter table type_advice_proposal add constraint type_advice_proposal_reason_check CHECK ((reason <> ''::text));
alter table type_advice_proposal add constraint type_advice_proposal_who_deals_check CHECK ((who_deals ? 'en'::text));
alter table type_advice_proposal add constraint type_advice_proposal_advice_id_fkey FOREIGN KEY (advice_id) REFERENCES type_advice(id);
alter table type_advice_proposal add constraint type_advice_proposal_asb_type_fkey FOREIGN KEY (asb_type) REFERENCES asb_type(code);
alter table type_advice_proposal add constraint type_advice_proposal_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES member(id);
alter table type_advice_proposal add constraint type_advice_proposal_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table type_advice_proposal add constraint type_advice_proposal_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES member(id);
alter table type_advice_proposal add constraint type_advice_proposal_pkey PRIMARY KEY (id);
alter table type_advice_proposal add constraint type_advice_proposal_advice_id_key UNIQUE (advice_id);
CREATE INDEX type_advice_proposal_newest ON type_advice_proposal USING btree (proposed_at DESC, id);
alter table type_advice_proposal enable row level security;
CREATE TRIGGER advice_approved BEFORE UPDATE OF decision ON type_advice_proposal FOR EACH ROW WHEN (((old.decision IS NULL) AND (new.decision = 'approved'::text))) EXECUTE FUNCTION advice_is_approved();
create policy decide_on_advice on type_advice_proposal for update to openasb_web using (((decision IS NULL) AND ( SELECT am_one_of('{coordinator,information_governance}'::text[], NULL::integer) AS am_one_of))) with check (((decided_by = ( SELECT my_member() AS my_member)) AND
CASE
    WHEN (decided_by = proposed_by) THEN (decision = 'withdrawn'::text)
    ELSE ((decision = ANY (ARRAY['approved'::text, 'declined'::text])) AND votes_suffice('advice'::text, id, proposed_at, decision))
END));
create policy propose_advice on type_advice_proposal for insert to openasb_web with check (((proposed_by = ( SELECT my_member() AS my_member)) AND (proposed_at = now()) AND (decision IS NULL) AND (decided_by IS NULL) AND (advice_id IS NULL) AND ( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of)));
create policy read_advice_proposal on type_advice_proposal for select to openasb_web using (( SELECT am_one_of('{coordinator,information_governance}'::text[], NULL::integer) AS am_one_of));
grant insert, select on type_advice_proposal to openasb_web;
grant update (decided_at, decided_by, decision, decision_reason) on type_advice_proposal to openasb_web;

create table unmatched_item (
  id uuid not null,
  organisation_id integer not null,
  report_id uuid not null,
  diary_entry_id uuid not null,
  arrived_at timestamp with time zone default now() not null,
  due_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  settled_by uuid,
  settled_as text,
  attached_report_id uuid,
  attached_case_id uuid,
  reason text default ''::text not null
);
alter table unmatched_item add constraint unmatched_item_check CHECK ((((settled_at IS NULL) = (settled_by IS NULL)) AND ((settled_at IS NULL) = (settled_as IS NULL))));
alter table unmatched_item add constraint unmatched_item_check1 CHECK (((settled_as IS DISTINCT FROM 'attached'::text) OR (num_nonnulls(attached_report_id, attached_case_id) = 1)));
alter table unmatched_item add constraint unmatched_item_check2 CHECK (((settled_as IS DISTINCT FROM 'answered'::text) OR (reason <> ''::text)));
alter table unmatched_item add constraint unmatched_item_settled_as_check CHECK ((settled_as = ANY (ARRAY['attached'::text, 'answered'::text])));
alter table unmatched_item add constraint unmatched_item_attached_case_id_fkey FOREIGN KEY (attached_case_id) REFERENCES asb_case(id);
alter table unmatched_item add constraint unmatched_item_attached_report_id_fkey FOREIGN KEY (attached_report_id) REFERENCES report(id);
alter table unmatched_item add constraint unmatched_item_diary_entry_id_fkey FOREIGN KEY (diary_entry_id) REFERENCES diary_entry(id) ON DELETE CASCADE;
alter table unmatched_item add constraint unmatched_item_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table unmatched_item add constraint unmatched_item_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table unmatched_item add constraint unmatched_item_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES member(id);
alter table unmatched_item add constraint unmatched_item_pkey PRIMARY KEY (id);
alter table unmatched_item add constraint unmatched_item_diary_entry_id_key UNIQUE (diary_entry_id);
CREATE INDEX unmatched_item_waiting ON unmatched_item USING btree (organisation_id, due_at) WHERE (settled_at IS NULL);
alter table unmatched_item enable row level security;
create policy read_unmatched on unmatched_item for select to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[]))));
create policy serve_unmatched on unmatched_item for select to openasb_worker using (true);
create policy settle_unmatched on unmatched_item for update to openasb_web using (((( SELECT my_member() AS my_member) IS NOT NULL) AND (settled_at IS NULL) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])))) with check ((((settled_by = ( SELECT my_member() AS my_member)) OR (settled_at IS NULL)) AND ((attached_report_id IS NULL) OR (EXISTS ( SELECT
   FROM report
  WHERE (report.id = unmatched_item.attached_report_id)))) AND ((attached_case_id IS NULL) OR (EXISTS ( SELECT
   FROM asb_case
  WHERE (asb_case.id = unmatched_item.attached_case_id))))));
grant select on unmatched_item to openasb_web;
grant select on unmatched_item to openasb_worker;
grant update (attached_case_id, attached_report_id, reason, settled_as, settled_at, settled_by) on unmatched_item to openasb_web;

create table update_nudge (
  id uuid not null,
  report_id uuid,
  place_id uuid,
  updates integer not null,
  nudged_at timestamp with time zone not null,
  due_on date not null,
  called_at timestamp with time zone,
  answered_at timestamp with time zone
);
alter table update_nudge add constraint update_nudge_check CHECK ((num_nonnulls(report_id, place_id) = 1));
alter table update_nudge add constraint update_nudge_updates_check CHECK ((updates > 0));
alter table update_nudge add constraint update_nudge_place_id_fkey FOREIGN KEY (place_id) REFERENCES followed_place(id) ON DELETE CASCADE;
alter table update_nudge add constraint update_nudge_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id) ON DELETE CASCADE;
alter table update_nudge add constraint update_nudge_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX update_nudge_of_place ON update_nudge USING btree (place_id) WHERE (answered_at IS NULL);
CREATE UNIQUE INDEX update_nudge_of_report ON update_nudge USING btree (report_id) WHERE (answered_at IS NULL);
CREATE INDEX update_nudge_waiting ON update_nudge USING btree (due_on, id) WHERE (answered_at IS NULL);
alter table update_nudge enable row level security;
create policy raise_nudge on update_nudge for insert to openasb_worker with check ((answered_at IS NULL));
create policy read_nudge on update_nudge for select to openasb_web using ((((report_id IS NOT NULL) AND holds_report(report_id)) OR (EXISTS ( SELECT
   FROM followed_place
  WHERE ((followed_place.id = update_nudge.place_id) AND keeps_contact(followed_place.case_id))))));
create policy serve_nudge on update_nudge for select to openasb_worker using (true);
create policy settle_nudge on update_nudge for update to openasb_worker using ((answered_at IS NULL)) with check (true);
grant select on update_nudge to openasb_web;
grant insert, select on update_nudge to openasb_worker;
grant update (answered_at, called_at, updates) on update_nudge to openasb_worker;

create table victim_contact (
  id uuid not null,
  plan_id uuid not null,
  case_id uuid not null,
  at timestamp with time zone not null,
  channel text not null,
  outcome text not null,
  said text default ''::text not null,
  override_reason text default ''::text not null,
  member_id uuid not null,
  organisation_id integer not null,
  recorded_at timestamp with time zone default now() not null
);
alter table victim_contact add constraint victim_contact_channel_check CHECK ((channel = ANY (ARRAY['phone'::text, 'visit'::text, 'email'::text, 'text'::text, 'letter'::text, 'page'::text])));
alter table victim_contact add constraint victim_contact_check CHECK (((outcome = 'not_reached'::text) OR (said <> ''::text)));
alter table victim_contact add constraint victim_contact_outcome_check CHECK ((outcome = ANY (ARRAY['reached'::text, 'sent'::text, 'not_reached'::text])));
alter table victim_contact add constraint victim_contact_case_id_fkey FOREIGN KEY (case_id) REFERENCES asb_case(id) ON DELETE CASCADE;
alter table victim_contact add constraint victim_contact_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id);
alter table victim_contact add constraint victim_contact_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table victim_contact add constraint victim_contact_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES contact_plan(id) ON DELETE CASCADE;
alter table victim_contact add constraint victim_contact_pkey PRIMARY KEY (id);
CREATE INDEX victim_contact_of_plan ON victim_contact USING btree (plan_id, at DESC);
alter table victim_contact enable row level security;
create policy read_contact_made on victim_contact for select to openasb_web using ((EXISTS ( SELECT
   FROM contact_plan
  WHERE (contact_plan.id = victim_contact.plan_id))));
create policy record_contact_made on victim_contact for insert to openasb_web with check (((member_id = ( SELECT my_member() AS my_member)) AND (organisation_id = ANY (( SELECT my_organisations() AS my_organisations)::integer[])) AND (EXISTS ( SELECT
   FROM contact_plan
  WHERE ((contact_plan.id = victim_contact.plan_id) AND (contact_plan.case_id = victim_contact.case_id))))));
grant insert, select on victim_contact to openasb_web;

create table webhook_attempt (
  delivery_id uuid not null,
  organisation_id integer not null,
  number integer not null,
  at timestamp with time zone default now() not null,
  answer integer,
  outcome text not null,
  took_ms integer not null
);
alter table webhook_attempt add constraint webhook_attempt_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES webhook_delivery(id);
alter table webhook_attempt add constraint webhook_attempt_pkey PRIMARY KEY (delivery_id, number);
alter table webhook_attempt enable row level security;
create policy note_attempt on webhook_attempt for insert to openasb_worker with check (true);
create policy read_attempt on webhook_attempt for select to openasb_web using (looks_after(organisation_id));
create policy serve_attempt on webhook_attempt for select to openasb_worker using (true);
grant select on webhook_attempt to openasb_web;
grant insert, select on webhook_attempt to openasb_worker;

create table webhook_delivery (
  id uuid not null,
  endpoint_id uuid not null,
  organisation_id integer not null,
  change_id uuid not null,
  state text default 'waiting'::text not null,
  attempts integer default 0 not null,
  due_at timestamp with time zone default now() not null,
  created_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone
);
alter table webhook_delivery add constraint webhook_delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text])));
alter table webhook_delivery add constraint webhook_delivery_change_id_fkey FOREIGN KEY (change_id) REFERENCES incident_change(id);
alter table webhook_delivery add constraint webhook_delivery_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoint(id);
alter table webhook_delivery add constraint webhook_delivery_pkey PRIMARY KEY (id);
alter table webhook_delivery add constraint webhook_delivery_endpoint_id_change_id_key UNIQUE (endpoint_id, change_id);
CREATE INDEX webhook_delivery_due ON webhook_delivery USING btree (due_at) WHERE (state = 'waiting'::text);
CREATE INDEX webhook_delivery_of ON webhook_delivery USING btree (endpoint_id, created_at DESC);
alter table webhook_delivery enable row level security;
create policy carry_delivery on webhook_delivery for update to openasb_worker using (true) with check (true);
create policy prepare_delivery on webhook_delivery for insert to openasb_worker with check (true);
create policy read_delivery on webhook_delivery for select to openasb_web using (looks_after(organisation_id));
create policy send_again on webhook_delivery for update to openasb_web using (looks_after(organisation_id)) with check (((state = 'waiting'::text) AND (finished_at IS NULL)));
create policy serve_delivery on webhook_delivery for select to openasb_worker using (true);
grant select on webhook_delivery to openasb_web;
grant insert, select on webhook_delivery to openasb_worker;
grant update (due_at, finished_at, state) on webhook_delivery to openasb_web;
grant update (attempts, due_at, finished_at, state) on webhook_delivery to openasb_worker;

create table webhook_endpoint (
  id uuid not null,
  organisation_id integer not null,
  url text not null,
  statuses text[] not null,
  secret_sealed bytea not null,
  former_secret_sealed bytea,
  former_until timestamp with time zone,
  notify_email text default ''::text not null,
  made_by uuid not null,
  made_at timestamp with time zone default now() not null,
  failing_since timestamp with time zone,
  disabled_at timestamp with time zone,
  disabled_because text default ''::text not null
);
alter table webhook_endpoint add constraint webhook_endpoint_made_by_fkey FOREIGN KEY (made_by) REFERENCES member(id);
alter table webhook_endpoint add constraint webhook_endpoint_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id);
alter table webhook_endpoint add constraint webhook_endpoint_pkey PRIMARY KEY (id);
CREATE INDEX webhook_endpoint_of ON webhook_endpoint USING btree (organisation_id);
alter table webhook_endpoint enable row level security;
create policy change_endpoint on webhook_endpoint for update to openasb_web using (looks_after(organisation_id)) with check (looks_after(organisation_id));
create policy disable_endpoint on webhook_endpoint for update to openasb_worker using (true) with check (true);
create policy make_endpoint on webhook_endpoint for insert to openasb_web with check ((looks_after(organisation_id) AND (made_by = ( SELECT my_member() AS my_member))));
create policy read_endpoint on webhook_endpoint for select to openasb_web using (looks_after(organisation_id));
create policy serve_endpoint on webhook_endpoint for select to openasb_worker using (true);
grant insert, select on webhook_endpoint to openasb_web;
grant select on webhook_endpoint to openasb_worker;
grant update (disabled_at, disabled_because, failing_since, former_secret_sealed, former_until, secret_sealed, statuses) on webhook_endpoint to openasb_web;
grant update (disabled_at, disabled_because, failing_since) on webhook_endpoint to openasb_worker;

create view case_outline with (security_barrier=true) as
 SELECT id,
    reference,
    title,
    kind,
    status,
    asb_type,
    beat_id,
    ward_id,
    district_id,
    organisation_id,
    opened_at,
    closed_at,
    modified_at
   FROM asb_case
  WHERE outline_audience && (( SELECT my_circles() AS my_circles));

create view circle_in_force with (security_invoker=true) as
 SELECT id,
    organisation_id
   FROM circle
  WHERE agreement_id IS NULL OR (EXISTS ( SELECT
           FROM agreement
             JOIN agreement_party party ON party.agreement_id = agreement.id
          WHERE agreement.id = circle.agreement_id AND party.organisation_id = circle.organisation_id AND agreement.ended_at IS NULL AND agreement.valid_from <= CURRENT_DATE AND (agreement.valid_to IS NULL OR agreement.valid_to > CURRENT_DATE) AND party.joined_on <= CURRENT_DATE AND (party.left_on IS NULL OR party.left_on > CURRENT_DATE)));

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
    report.place_kind,
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

create view feed_succession with (security_invoker=true) as
 SELECT id,
    predecessor_id,
    successor_id,
    from_on,
    keeps_record,
    modified_at
   FROM organisation_succession;

create view person with (security_barrier=true) as
 SELECT id,
    name,
    email,
    sign_in_id IS NOT NULL AS has_account
   FROM member
  WHERE ( SELECT am_one_of('{coordinator}'::text[], NULL::integer) AS am_one_of) OR (EXISTS ( SELECT
           FROM membership
          WHERE membership.member_id = member.id AND (membership.sponsor_id = (( SELECT my_member() AS my_member)) OR (membership.organisation_id = ANY ((( SELECT ARRAY( SELECT mine.organisation_id
                           FROM membership mine
                          WHERE mine.member_id = my_member() AND am_one_of('{supervisor}'::text[], mine.organisation_id)) AS "array"))::integer[])))));

create view record_pointer with (security_barrier=true) as
 SELECT share.id,
        CASE
            WHEN share.report_id IS NOT NULL THEN 'report'::text
            ELSE 'case'::text
        END AS record_kind,
    COALESCE(share.report_id, share.case_id) AS record_id,
    COALESCE(report.reference, asb_case.reference) AS reference,
    share.level,
        CASE
            WHEN share.level = 'signpost'::text THEN COALESCE(report.organisation_id, asb_case.organisation_id)
            ELSE NULL::integer
        END AS organisation_id,
    share.given_at
   FROM share
     LEFT JOIN report ON report.id = share.report_id
     LEFT JOIN asb_case ON asb_case.id = share.case_id
  WHERE (share.level = ANY (ARRAY['exists'::text, 'signpost'::text])) AND share.ended_at IS NULL AND (share.expires_at IS NULL OR share.expires_at > now()) AND (share.circle_id = ANY ((( SELECT my_circles() AS my_circles))::integer[]));

create view report_outline with (security_barrier=true) as
 SELECT id,
    reference,
    title,
    asb_type,
    status,
    opening_qualifier,
    beat_id,
    ward_id,
    district_id,
    organisation_id,
    filed_at,
    triaged_at,
    closed_at,
    modified_at
   FROM report
  WHERE outline_audience && (( SELECT my_circles() AS my_circles));

CREATE OR REPLACE FUNCTION advice_is_approved()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  later date;
begin
  if new.valid_from < day_in_england() then raise 'Its day has passed'; end if;
  update type_advice set valid_to = new.valid_from
  where organisation_id = new.organisation_id and asb_type = new.asb_type and valid_from < new.valid_from
    and (valid_to is null or valid_to > new.valid_from);
  select min(valid_from) into later from type_advice
  where organisation_id = new.organisation_id and asb_type = new.asb_type and valid_from > new.valid_from;
  new.advice_id := new.id;
  insert into type_advice (id, organisation_id, asb_type, advice, who_deals, valid_from, valid_to)
  values (new.advice_id, new.organisation_id, new.asb_type, new.advice, new.who_deals, new.valid_from, later);
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION agreement_between(giver integer, receiver integer, wanted_level text, record_kind text, of_partition text)
 RETURNS uuid
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select agreement.id from agreement
  where agreement_holds(agreement.id, giver, receiver, current_date)
    and array_position(array['exists', 'signpost', 'summary', 'full'], wanted_level)
      <= array_position(array['exists', 'signpost', 'summary', 'full'], most_level)
    and record_kind || 's' = any (data_categories)
    and (of_partition is null or of_partition = any (partitions))
  order by most_level = 'full' desc, valid_from desc, agreement.id
  limit 1
$function$
;

CREATE OR REPLACE FUNCTION agreement_counts_shares()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  new.live_shares_at_end := (select count(*) from share where agreement_id = new.id and ended_at is null);
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION agreement_covers(wanted uuid, giver integer, receiver integer, wanted_level text, record_kind text, of_partition text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select agreement_holds(wanted, giver, receiver, current_date) and exists (
    select from agreement where agreement.id = wanted
      and array_position(array['exists', 'signpost', 'summary', 'full'], wanted_level)
        <= array_position(array['exists', 'signpost', 'summary', 'full'], most_level)
      and record_kind || 's' = any (data_categories)
      and (of_partition is null or of_partition = any (partitions)))
$function$
;

CREATE OR REPLACE FUNCTION agreement_holds(wanted uuid, giver integer, receiver integer, day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select exists (select from agreement
    where agreement.id = wanted and ended_at is null and valid_from <= day and (valid_to is null or valid_to > day)
      and (giver is null or exists (select from agreement_party as party where party.agreement_id = wanted
        and party.organisation_id = giver and party.joined_on <= day and (left_on is null or left_on > day)))
      and exists (select from agreement_party as party where party.agreement_id = wanted
        and party.organisation_id = receiver and party.joined_on <= day and (left_on is null or left_on > day)))
$function$
;

CREATE OR REPLACE FUNCTION agreement_use(wanted uuid)
 RETURNS TABLE(giver integer, receiver integer, record_kind text, level text, records bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 100
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select given_by_organisation_id, organisation_id, case when report_id is not null then 'report' else 'case' end,
    share.level, count(distinct coalesce(report_id, case_id))
  from share
  where agreement_id = wanted and ended_at is null and given_by_organisation_id is not null and my_member() is not null
  group by 1, 2, 3, 4
$function$
;

CREATE OR REPLACE FUNCTION alike_profiles(of_organisations integer[], made_from timestamp with time zone, made_before timestamp with time zone, most integer)
 RETURNS TABLE(made_id uuid, other_id uuid, organisation_id integer, made_at timestamp with time zone, same_phone boolean, same_email boolean, same_birthday boolean, same_name boolean, name_likeness double precision, same_postcode boolean, same_household boolean)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 50
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
begin
  if my_member() is null then return; end if;
  return query
  with made as materialized (
    select created.profile_id, created.organisation_id, min(created.decided_at) as made_at
    from profile_match as created
    where created.outcome = 'created' and created.organisation_id = any (of_organisations)
      and created.organisation_id = any (my_organisations())
      and created.decided_at >= made_from and created.decided_at < made_before
    group by created.profile_id, created.organisation_id limit most),
  mine as materialized (
    select named.*, made.organisation_id, made.made_at, profile.created_at
    from made join profile on profile.id = made.profile_id
    join report_person as named on named.profile_id = made.profile_id
    join report on report.id = named.report_id
    where report.audience && my_circles() and report.organisation_id = any (my_organisations())),
  pair as materialized (
    select distinct mine.profile_id, mine.organisation_id, profile.id as other_id
    from mine join report_key as own on own.subject = mine.id and own.kind in ('email', 'phone', 'born', 'household')
    join report_key as theirs on theirs.kind = own.kind and theirs.key = own.key and theirs.subject <> own.subject
    join report_person as other on other.id = theirs.subject and other.profile_id <> mine.profile_id
    join report on report.id = other.report_id
      and report.audience && my_circles() and report.organisation_id = any (my_organisations())
    join profile on profile.id = other.profile_id and profile.organisation_id = mine.organisation_id
      and (profile.created_at, profile.id) < (mine.created_at, mine.profile_id)
    where not exists (select from profile_match as said
      join profile_match as suggested on suggested.report_person_id = said.report_person_id
        and suggested.outcome = 'suggested' and suggested.profile_id = profile.id
      where said.report_person_id = mine.id and said.outcome = 'created' and said.decided_by is not null))
  select pair.profile_id, pair.other_id, pair.organisation_id, mine.made_at,
    bool_or(keys.kinds @> '{phone}'), bool_or(keys.kinds @> '{email}'), bool_or(other.born_on = mine.born_on),
    bool_or(name_key(other.name) = name_key(mine.name) and name_key(mine.name) <> ''),
    max(case when other.name <> '' and mine.name <> ''
      then public.similarity(plain_words(other.name), plain_words(mine.name)) end)::double precision,
    bool_or(keys.kinds @> '{postcode}'), bool_or(keys.kinds @> '{household}')
  from pair join mine on mine.profile_id = pair.profile_id and mine.organisation_id = pair.organisation_id
  join report_person as other on other.profile_id = pair.other_id
  join report on report.id = other.report_id
  cross join lateral (select coalesce(array_agg(own.kind), '{}') as kinds
    from report_key as own join report_key as theirs on theirs.subject = other.id and theirs.kind = own.kind
      and theirs.key = own.key where own.subject = mine.id) as keys
  where report.audience && my_circles() and report.organisation_id = any (my_organisations())
  group by pair.profile_id, pair.other_id, pair.organisation_id, mine.made_at;
end
$function$
;

CREATE OR REPLACE FUNCTION allocated_areas(plan uuid)
 RETURNS TABLE(code text, area_id uuid, label_point point, successor smallint)
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select area.code, area.id, area.label_point, allocation.position
  from reorganisation
  join reorganisation_allocation as allocation on allocation.reorganisation_id = reorganisation.id and subject = 'area'
  join area_set on area_set.kind = area_kind and area_set.valid_from <= effective_on
    and (area_set.valid_to is null or area_set.valid_to > effective_on)
  join area on area.area_set_id = area_set.id and area.code = allocation.item
  where reorganisation.id = plan
$function$
;

CREATE OR REPLACE FUNCTION am_coordinator()
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$ begin return am_one_of('{coordinator}', null); end $function$
;

CREATE OR REPLACE FUNCTION am_one_of(roles text[], of_organisation integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select exists (select from duties_of(my_member(), day_in_england()) as duty
    where duty.role = any (roles) and (of_organisation is null or duty.organisation_id = of_organisation))
$function$
;

CREATE OR REPLACE FUNCTION am_sponsor_of(person uuid, of_organisation integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select my_member() is not null and exists (select from membership as light
    where light.member_id = person and light.organisation_id = of_organisation and light.role = 'partner'
      and light.sponsor_id = my_member() and light.ended_at is null and light.valid_to > day_in_england() - 60)
$function$
;

CREATE OR REPLACE FUNCTION answer_hand_over(wanted uuid, seen_version integer, accepts boolean, why text, to_queue uuid, gives_anyway boolean, basis text, answerer_name text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  asked hand_over;
  held record;
  destination queue;
begin
  select * into asked from hand_over where id = wanted;
  if not found or my_member() is null or asked.to_organisation_id is null
    or asked.to_organisation_id <> all (my_organisations())
    or not is_cleared(my_member(), asked.partition_code, array[asked.to_organisation_id]) then return 'closed'; end if;
  select * into held from hold_record(asked.report_id, asked.case_id);
  select * into asked from hand_over where id = wanted for update;
  if asked.status <> 'awaiting' then
    return case when asked.answered_by = my_member() and asked.answer_reason = why
      and asked.status = case when accepts then 'accepted' else 'refused' end then 'done' else 'answered' end;
  end if;
  -- A record that moved takes requests for it to its new holder.
  if asked.to_organisation_id <> all (my_organisations())
    or not is_cleared(my_member(), asked.partition_code, array[asked.to_organisation_id]) then return 'closed'; end if;
  if asked.version <> seen_version then return 'changed'; end if;

  if not accepts then
    if why = '' then return 'no_reason'; end if;
    update hand_over set status = 'refused', answered_by = my_member(), answered_at = clock_timestamp(),
      answer_reason = why, version = version + 1
    where id = wanted;
  else
    if held.holder is distinct from asked.giver_organisation_id then return 'moved'; end if;
    if asked.kind in ('assign', 'transfer') and not held.is_open then return 'record_closed'; end if;
    if asked.kind = 'assign' and asked.to_organisation_id <> all (organisations_in(held.audience))
      then return 'does_not_see'; end if;
    if asked.kind = 'request_access' and not held.audience && my_circles() then return 'closed'; end if;
    if not has_cleared_person(asked.receiver_organisation_id, held.of_partition) then return 'nobody_cleared'; end if;
    asked.agreement_id := case when level_needed(asked) is not null then agreement_between(asked.giver_organisation_id,
      asked.receiver_organisation_id, level_needed(asked),
      case when asked.report_id is null then 'case' else 'report' end, held.of_partition) end;
    if level_needed(asked) is not null and asked.agreement_id is null then
      -- Only the holder may insist: when it asked, or now that it answers a request.
      if asked.kind = 'request_access' then
        asked.insists := gives_anyway;
        asked.lawful_basis_code := coalesce(basis, asked.lawful_basis_code);
      end if;
      if not asked.insists then return 'uncovered'; end if;
      if asked.lawful_basis_code is null then return 'no_basis'; end if;
    else
      asked.insists := false;
    end if;
    if asked.kind = 'transfer' and asked.report_id is not null then
      select * into destination from queue where id = to_queue and organisation_id = asked.to_organisation_id
        and valid_from <= current_date and (valid_to is null or valid_to > current_date);
      if not found then return 'no_queue'; end if;
    end if;

    update hand_over set status = 'accepted', answered_by = my_member(), answered_at = clock_timestamp(),
      answer_reason = why, agreement_id = asked.agreement_id, insists = asked.insists,
      lawful_basis_code = asked.lawful_basis_code, version = version + 1
    where id = wanted;
    if level_needed(asked) is not null then perform give_by_hand_over(asked, held.of_partition); end if;
    if asked.kind = 'transfer' then
      perform move_by_hand_over(asked, asked.to_organisation_id, destination.id,
        'Taken over from ' || name_of_organisation(asked.giver_organisation_id) || ': ' || asked.reason);
      insert into share (id, report_id, case_id, organisation_id, agreement_id, level, because, hand_over_id, reason,
        given_by_organisation_id, given_by, given_at)
      values (gen_random_uuid(), asked.report_id, asked.case_id, asked.giver_organisation_id,
        agreement_between(asked.receiver_organisation_id, asked.giver_organisation_id, asked.level,
          case when asked.report_id is null then 'case' else 'report' end, held.of_partition),
        asked.level, 'hand_over', asked.id, 'Held it before: ' || asked.reason, asked.receiver_organisation_id,
        my_member(), clock_timestamp());
    end if;
  end if;
  perform take_hand_over_snapshot(wanted, 'answered');
  perform note_hand_over(asked, asked.to_organisation_id, answerer_name,
    case when accepts then 'hand_over_accepted' else 'hand_over_refused' end,
    case asked.kind when 'assign' then case when asked.work = '' then 'Support' else 'Assigned work' end
      when 'refer' then 'Referral' when 'transfer' then 'Transfer' else 'Request for access' end
    || case when accepts then ' accepted by ' else ' refused by ' end || name_of_organisation(asked.to_organisation_id),
    why);
  return 'done';
end
$function$
;

CREATE OR REPLACE FUNCTION answer_survey(link bytea, given jsonb, written text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  update satisfaction_survey set answered_at = clock_timestamp(), answers = given, words = written,
    words_state = case when written <> '' then 'waiting' end
  where answered_at is null
    and report_id = (select report_id from report_status_link where secret_hash = link);
  return found;
end
$function$
;

CREATE OR REPLACE FUNCTION api_token_of(hash bytea)
 RETURNS TABLE(id uuid, organisation_id integer, organisation_name text, name text, may_read_feed boolean, may_file_reports boolean, may_provision boolean, may_read_audit boolean, circles integer[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select api_token.id, api_token.organisation_id, organisation.name, api_token.name,
    api_token.may_read_feed and 'read_feed' = any (held.abilities),
    api_token.may_file_reports and 'file_reports' = any (held.abilities),
    api_token.may_provision and 'provision_directory' = any (held.abilities),
    api_token.may_read_audit and 'read_audit' = any (held.abilities),
    circles_of(null, array[api_token.organisation_id], '{}', current_date)
  from (
    select api_token.id as token_id, array['read_feed', 'file_reports', 'provision_directory', 'read_audit'] as abilities
    from api_token where api_token.secret_hash = hash
    union all
    select access_token.api_token_id, access_token.abilities from access_token
    where access_token.token_hash = hash and access_token.revoked_at is null and access_token.expires_at > now()
  ) as held
  join api_token on api_token.id = held.token_id
  join organisation on organisation.id = api_token.organisation_id
  where (api_token.expires_at is null or api_token.expires_at > now()) and api_token.revoked_at is null
    and (organisation.valid_to is null or organisation.valid_to > current_date)
$function$
;

CREATE OR REPLACE FUNCTION applicant_answers(link bytea, answer text, said text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  panel uuid;
  review uuid;
begin
  select review_panel.id, review_panel.review_id into panel, review
  from review_link join review_panel on review_panel.review_id = review_link.review_id
  where secret_hash = link and victim_invited and held_at is null order by meets_at desc limit 1;
  if panel is null then return false; end if;
  update review_panel set victim_answer = answer, victim_words = said where id = panel;
  insert into review_event (id, review_id, kind, what, actor_name)
  values (gen_random_uuid(), review, 'invitation_answered', 'The victim answered the invitation to the panel', 'The applicant');
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION applicant_appeals(link bytea, appeal uuid, submission uuid, about text, said text, due date)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  review asb_review;
begin
  select asb_review.* into review from review_link join asb_review on asb_review.id = review_id where secret_hash = link;
  if review.id is null or review.status = 'withdrawn' then return false; end if;
  perform pg_advisory_xact_lock(hashtext(submission::text));
  if exists (select from review_appeal where submission_id = submission) then return true; end if;
  insert into review_appeal (id, review_id, submission_id, against, grounds, heard_by, due_on)
  values (appeal, review.id, submission, about, said,
    coalesce((select appeal_to from review_procedure where id = review.procedure_id), 'csp_chair'), due);
  insert into review_event (id, review_id, kind, what, actor_name)
  values (gen_random_uuid(), review.id, 'appealed', 'The applicant appealed', 'The applicant');
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION apply_for_review(application jsonb, link bytea)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  submission uuid := (application ->> 'submission')::uuid;
  found_reference text;
  review uuid := (application ->> 'id')::uuid;
  district text := application ->> 'district';
  by_rule review_procedure;
  lead integer;
  on_day date := (now() at time zone 'Europe/London')::date;
begin
  perform pg_advisory_xact_lock(hashtext(submission::text));
  select reference into found_reference from asb_review where submission_id = submission;
  if found_reference is not null then return found_reference; end if;
  if my_member() is not null then on_day := least(on_day, (application ->> 'appliedOn')::date); end if;
  select * into by_rule from review_procedure where district_code = district and valid_from <= on_day
    and (valid_to is null or valid_to > on_day) order by valid_from desc limit 1;
  lead := coalesce(by_rule.organisation_id, (select organisation_id from review_relevant_body
    where district_code = district and role = 'council' and valid_from <= on_day and (valid_to is null or valid_to > on_day)
    order by organisation_id limit 1));
  if lead is null then return null; end if;
  insert into asb_review (id, reference, submission_id, organisation_id, district_code, procedure_id, channel, language,
    asb_type, behaviour, is_hate, is_vulnerable, applied_on, entered_by, acknowledge_due_on)
  values (review, application ->> 'reference', submission, lead, district, by_rule.id,
    case when my_member() is null then 'online' else application ->> 'channel' end, application ->> 'language',
    application ->> 'asbType', application ->> 'behaviour', (application ->> 'isHate')::boolean,
    (application ->> 'isVulnerable')::boolean, on_day, my_member(), (application ->> 'acknowledgeDueOn')::date);
  insert into review_applicant (review_id, name, email, phone, address, preferred_channel, safe_contact, victim_name,
    relation, consent, consent_words, needs)
  values (review, application ->> 'name', application ->> 'email', application ->> 'phone', application ->> 'address',
    application ->> 'preferredChannel', application ->> 'safeContact', application ->> 'victimName',
    application ->> 'relation', application ->> 'consent', application ->> 'consentWords', application ->> 'needs');
  insert into review_link (secret_hash, review_id) values (link, review);
  insert into review_key (review_id, kind, key)
    select review, kind, key from keys_of(application ->> 'name', null, application ->> 'phone', application ->> 'email',
      application ->> 'address', '') where kind not in ('postcode', 'born')
    union
    select review, kind, key from keys_of(application ->> 'victimName', null, '', '', application ->> 'victimAddress', '')
      where kind not in ('postcode', 'born');
  insert into review_complaint (id, review_id, report_id, reference)
    select gen_random_uuid(), review, report.id, named.reference
    from jsonb_array_elements_text(application -> 'references') as named (reference)
    left join report on report.reference = named.reference;
  insert into review_event (id, review_id, kind, what, words, is_told, channel, member_id, organisation_id, actor_name)
  values ((application ->> 'event')::uuid, review, 'received', application ->> 'receivedWhat', application ->> 'receivedWords',
    true, application ->> 'sentBy', my_member(), case when my_member() is null then null else (my_organisations())[1] end,
    case when my_member() is null then 'The applicant' else (select name from member where id = my_member()) end);
  if application ->> 'sentBy' in ('email', 'text', 'letter') then
    insert into outgoing_message (id, channel, recipient, subject, body)
    values ((application ->> 'event')::uuid, application ->> 'sentBy', application ->> 'recipient',
      application ->> 'subject', application ->> 'message');
  end if;
  insert into review_body (review_id, organisation_id, role, because, passed_by)
    select distinct on (organisation_id) review, organisation_id, role, 'A relevant body of the district', my_member()
    from review_relevant_body
    where district_code = district and valid_from <= on_day and (valid_to is null or valid_to > on_day)
    order by organisation_id, role;
  insert into review_body (review_id, organisation_id, role, because, passed_by)
    select review, lead, 'council', 'Leads reviews of the district', my_member()
    where not exists (select from review_body where review_id = review and organisation_id = lead);
  return application ->> 'reference';
end
$function$
;

CREATE OR REPLACE FUNCTION approvals_needed(of_kind text, proposed_at timestamp with time zone)
 RETURNS integer
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select coalesce((select approvals from approval_rule
    where kind = of_kind and valid_from <= (approvals_needed.proposed_at at time zone 'Europe/London')::date
    order by valid_from desc limit 1), 1)
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

CREATE OR REPLACE FUNCTION arranges_reviews(district text, of_organisation integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select exists (select from (
      select organisation_id, valid_from, valid_to from review_relevant_body where district_code = district and role = 'council'
      union all
      select coverage.organisation_id, coverage.valid_from, coverage.valid_to from coverage
        join organisation on organisation.id = coverage.organisation_id
        where area_kind = 'district' and area_code = district and kind in ('unitary_council', 'district_council')
    ) as council (organisation_id, begins_on, ends_on)
    where begins_on <= day_in_england() and (ends_on is null or ends_on > day_in_england())
      and (of_organisation is null or organisation_id = of_organisation)
      and am_one_of('{supervisor,coordinator}', organisation_id))
$function$
;

CREATE OR REPLACE FUNCTION arranges_sharing(wanted uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select my_member() is not null and (
    am_one_of('{coordinator}', null)
    or exists (select from agreement_party where agreement_id = wanted and organisation_id = any (my_organisations())
      and joined_on <= current_date and (left_on is null or left_on > current_date)))
$function$
;

CREATE OR REPLACE FUNCTION ask_for_link(ask uuid, wanted text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$ insert into link_ask (id, reference) values (ask, wanted) on conflict do nothing $function$
;

CREATE OR REPLACE FUNCTION ask_hand_over(asked hand_over, asker_name text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  known hand_over;
  held record;
  kind_of_record text;
  is_within_reach boolean := true;
begin
  if my_member() is null or asked.from_organisation_id is null
    or asked.from_organisation_id <> all (my_organisations()) then return 'closed'; end if;
  select * into known from hand_over where id = asked.id;
  if found then
    return case when known.asked_by = my_member() and known.kind = asked.kind and known.reference = asked.reference
      then 'done' else 'closed' end;
  end if;

  select id into asked.report_id from report where reference = asked.reference and status <> 'filed';
  select id into asked.case_id from asb_case where reference = asked.reference;
  kind_of_record := case when asked.report_id is null then 'case' else 'report' end;
  select * into held from hold_record(asked.report_id, asked.case_id);

  if asked.kind = 'request_access' then
    -- Whom a request reaches is not for the asker to learn: one that reaches nobody looks the same to them.
    if held is null or held.holder is null
      or not is_cleared(my_member(), held.of_partition, array[asked.from_organisation_id]) then
      asked.report_id := null;
      asked.case_id := null;
      is_within_reach := false;
    elsif held.audience && my_circles() then return 'already_sees';
    end if;
    asked.to_organisation_id := case when is_within_reach then held.holder end;
    asked.to_team_id := null;
    asked.to_member_id := null;
    asked.insists := false;
  else
    if held is null or held.holder is distinct from asked.from_organisation_id or not held.audience && my_circles()
      then return 'closed'; end if;
    if not exists (select from organisation where id = asked.to_organisation_id
      and (valid_to is null or valid_to > current_date)) then return 'no_receiver'; end if;
    if asked.to_team_id is not null and not exists (select from team where id = asked.to_team_id
      and organisation_id = asked.to_organisation_id and (valid_to is null or valid_to > current_date))
      then return 'no_receiver'; end if;
    if asked.to_member_id is not null and not exists (select from membership where member_id = asked.to_member_id
      and organisation_id = asked.to_organisation_id and (valid_to is null or valid_to > current_date))
      then return 'no_receiver'; end if;
    if asked.kind in ('assign', 'transfer') and not held.is_open then return 'record_closed'; end if;
    if asked.kind = 'assign' then
      if asked.to_team_id is null then return 'no_receiver'; end if;
      if asked.to_organisation_id <> all (organisations_in(held.audience)) then return 'does_not_see'; end if;
    else
      if asked.to_organisation_id = asked.from_organisation_id then return 'no_receiver'; end if;
      if asked.kind = 'refer' and asked.to_organisation_id = any (organisations_in(held.audience))
        then return 'already_sees'; end if;
    end if;
    if not has_cleared_person(asked.to_organisation_id, held.of_partition) then return 'nobody_cleared'; end if;
    if level_needed(asked) is not null and agreement_between(asked.from_organisation_id, asked.to_organisation_id,
      level_needed(asked), kind_of_record, held.of_partition) is null then
      if asked.insists is not true then return 'uncovered'; end if;
      if asked.lawful_basis_code is null then return 'no_basis'; end if;
    else
      asked.insists := false;
    end if;
  end if;

  insert into hand_over (id, kind, reference, report_id, case_id, partition_code, from_organisation_id, to_organisation_id,
    to_team_id, to_member_id, from_queue_id, level, work, reason, consent_by, consent_on, lawful_basis_code, basis_words,
    insists, asked_by, asked_at, due_on, agreement_id)
  values (asked.id, asked.kind, asked.reference, asked.report_id, asked.case_id,
    case when is_within_reach then held.of_partition end,
    asked.from_organisation_id, asked.to_organisation_id, asked.to_team_id, asked.to_member_id,
    case when asked.kind <> 'request_access' then held.queue_id end, asked.level,
    case when asked.kind = 'assign' then coalesce(asked.work, '') else '' end, asked.reason, asked.consent_by, asked.consent_on,
    asked.lawful_basis_code, coalesce(asked.basis_words, ''), coalesce(asked.insists, false), my_member(), asked.asked_at, asked.due_on,
    case when asked.kind <> 'request_access' and level_needed(asked) is not null then agreement_between(
      asked.from_organisation_id, asked.to_organisation_id, level_needed(asked), kind_of_record, held.of_partition) end)
  on conflict do nothing;
  if not found then
    return case when exists (select from hand_over where id = asked.id and asked_by = my_member())
      then 'done' else 'duplicate' end;
  end if;
  if is_within_reach then
    -- Of a request there is one when it is answered: before that it would say whom it reached.
    if asked.kind <> 'request_access' then perform take_hand_over_snapshot(asked.id, 'asked'); end if;
    perform note_hand_over(asked, asked.from_organisation_id, asker_name, 'hand_over_asked',
      case asked.kind
        when 'assign' then case when asked.work = '' then 'Support asked of ' else 'Work assigned to ' end
        when 'refer' then 'Referral offered to '
        when 'transfer' then 'Transfer offered to '
        else 'Access asked for by ' end
      || case when asked.kind = 'assign' then (select name || ', ' from team where id = asked.to_team_id) else '' end
      || name_of_organisation(case when asked.kind = 'request_access' then asked.from_organisation_id
        else asked.to_organisation_id end), asked.reason);
  end if;
  return 'done';
end
$function$
;

CREATE OR REPLACE FUNCTION asked_link(link bytea)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select case when opened_at is not null then 'used' when expires_at <= now() then 'late' else 'open' end
  from link_ask where secret_hash = link
$function$
;

CREATE OR REPLACE FUNCTION assessments_of_case(wanted uuid)
 RETURNS TABLE(id uuid, report_id uuid, band text, assessed_at timestamp with time zone)
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select id, report_id, band, assessed_at from risk_assessment where case_id = wanted
  union all
  select risk_assessment.id, report.id, band, assessed_at from case_report
  join report on report.id = case_report.report_id
  join asb_case on asb_case.id = case_report.case_id
    and (report.partition_code is null or report.partition_code = asb_case.partition_code)
  join risk_assessment on risk_assessment.report_id = report.id where case_report.case_id = wanted
$function$
;

CREATE OR REPLACE FUNCTION attach_to_incident(of_incident uuid, of_submission uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  about uuid;
  named text;
  attached integer;
begin
  select report.id, report.reference into about, named
    from incident_report join report on report.id = incident_report.report_id
    where incident_report.incident_id = of_incident and takes_in(incident_report.organisation_id);
  if about is null then return 0; end if;
  with moved as (
    update evidence_item set report_id = about
    where submission_id = of_submission and report_id is null and case_id is null
      and added_for = any (my_organisations())
      and not exists (select from evidence_item as other
        where other.report_id = about and other.sha256 = evidence_item.sha256)
    returning id
  ), told as (
    insert into custody_entry (item_id, what, detail, actor_name)
    select id, 'attached', named, 'OpenASB' from moved returning 1
  )
  select count(*) into attached from told;
  return attached;
end
$function$
;

CREATE OR REPLACE FUNCTION audience_of(holder integer, of_partition text, of_report uuid, of_case uuid, wanted text)
 RETURNS integer[]
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select array(
    select circle_of(holder, false, null, of_partition, null) where holder is not null and wanted = 'full'
    union
    select circle_id from share
    where (report_id = of_report or case_id = of_case) and level = wanted and ended_at is null
      and (expires_at is null or expires_at > now())
    order by 1)
$function$
;

CREATE OR REPLACE FUNCTION audit_chain_state()
 RETURNS TABLE(number bigint, sealed_at timestamp with time zone, through timestamp with time zone, hash text, entries integer, awaiting bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 1
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select last.number, last.sealed_at, last.through, encode(last.hash, 'hex'), cardinality(last.entries),
    (select count(*) from audit_entry where audit_entry.at > last.through)
  from (select * from audit_seal order by audit_seal.number desc limit 1) as last
  where my_member() is not null
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

CREATE OR REPLACE FUNCTION audited_organisations()
 RETURNS integer[]
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  return case when my_member() is null then my_organisations()
    else my_organisations_as('{supervisor,information_governance}') end;
end
$function$
;

CREATE OR REPLACE FUNCTION becomes_nudge_due()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if tg_table_name = 'report_link' then
    insert into nudge_due (subject, kind) values (new.other_report_id, 'report') on conflict do nothing;
  elsif tg_table_name in ('follower', 'place_news') then
    insert into nudge_due (subject, kind) values (new.place_id, 'place') on conflict do nothing;
  elsif tg_table_name = 'report' then
    -- One more of what neighbours follow; and what was told of a report that is decided waits no longer.
    insert into nudge_due (subject, kind)
    select place.id, 'place' from followed_place as place
    where old.organisation_id is null and place.ended_at is null and new.partition_code is null
      and new.asb_type = any (place.like_types)
      and place.location <@ circle(new.location, 1000) and place.location <-> new.location <= place.within_m
    union all
    select new.id, 'report' from update_nudge where report_id = new.id and answered_at is null
    on conflict do nothing;
  else
    insert into nudge_due (subject, kind) values (new.report_id, 'report') on conflict do nothing;
  end if;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION becomes_safety_due()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if tg_table_name = 'report' then
    insert into safety_due (report_id) values (new.id) on conflict do nothing;
  else
    insert into safety_due (report_id) values (new.report_id) on conflict do nothing;
  end if;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION case_audience_follows()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if new.partition_code is distinct from old.partition_code then
    update share set circle_id = circle_of(organisation_id, true, agreement_id, new.partition_code, member_id)
    where case_id = new.id;
  end if;
  new.audience := audience_of(new.organisation_id, new.partition_code, null, new.id, 'full');
  new.outline_audience := array(select unnest(audience_of(null, new.partition_code, null, new.id, 'summary'))
    except select unnest(new.audience) order by 1);
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION case_begins()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  insert into case_category (id, case_id, asb_type, because, added_by, added_at)
  select gen_random_uuid(), id, asb_type, 'Opened with it', opened_by, opened_at from added;
  insert into case_escalation (id, case_id, at, what, to_value, because, organisation_id, member_id)
  select gen_random_uuid(), id, opened_at, 'kind', kind, 'Opened', organisation_id, opened_by from added;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION case_cadence_on(of_organisation integer, day date)
 RETURNS SETOF case_cadence
 LANGUAGE sql
 STABLE ROWS 1
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select * from case_cadence
  where valid_from <= day and (organisation_id = of_organisation or organisation_id is null)
  order by organisation_id is null, valid_from desc limit 1
$function$
;

CREATE OR REPLACE FUNCTION case_escalates()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  insert into case_escalation (id, case_id, what, from_value, to_value, because, organisation_id, member_id)
  select gen_random_uuid(), new.id, changed.what, coalesce(changed.before, ''), coalesce(changed.after, ''), changed.because,
    (my_organisations())[1], my_member()
  from (values
    ('kind', old.kind, new.kind, new.kind_because),
    ('priority', old.priority::text, new.priority::text, 'The highest of its categories'),
    ('risk_band', old.risk_band, new.risk_band, 'The gravest that holds of the case and its reports'),
    ('lead', (select name from organisation where id = old.organisation_id),
      (select name from organisation where id = new.organisation_id), 'Handed over'),
    ('status', old.status, new.status, new.closing_reason)) as changed (what, before, after, because)
  where changed.before is distinct from changed.after;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION case_gets_priority()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  new.priority := (select priority from asb_type where code = new.asb_type);
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION case_keeps_kind()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if old.kind = 'investigative' and new.kind = 'monitored' then
    raise exception 'An investigative case is closed, not made a Monitored Case again' using errcode = 'check_violation';
  end if;
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION case_ledger(wanted uuid)
 RETURNS TABLE(report_id uuid, found_by text, reference text, is_seen boolean, organisation text, asb_type text, kind text, family text, made_at timestamp with time zone, incident_at timestamp with time zone, counts_with uuid, limb_a boolean, limb_because text, is_hate boolean, easting double precision, northing double precision)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 50
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select line.report_id, 'case', line.reference, line.is_seen, line.organisation, line.asb_type, line.kind, line.family, line.made_at,
    line.incident_at, line.counts_with, line.limb_a, line.limb_because, line.is_hate, line.easting, line.northing
  from asb_case
  cross join lateral ledger_lines(array(select case_report.report_id from case_report where case_id = asb_case.id)) as line
  where asb_case.id = wanted and my_member() is not null and asb_case.audience && my_circles()
  order by line.made_at, line.report_id
$function$
;

CREATE OR REPLACE FUNCTION case_priority_follows()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  update asb_case set priority = highest.priority
  from (select case_category.case_id, min(asb_type.priority) as priority
    from case_category join asb_type on asb_type.code = case_category.asb_type
    where case_category.case_id in (select case_id from changed) and case_category.ended_at is null
    group by case_category.case_id) as highest
  where asb_case.id = highest.case_id and asb_case.priority <> highest.priority;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION case_risk_follows()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if tg_table_name = 'asb_case' then
    perform refresh_case_risk(new.id);
  elsif tg_table_name = 'report' then
    perform refresh_case_risk(case_id) from case_report where report_id = new.id;
  elsif tg_op = 'DELETE' then
    perform refresh_case_risk(old.case_id);
  elsif new.case_id is not null then
    perform refresh_case_risk(new.case_id);
  else
    perform refresh_case_risk(case_id) from case_report where report_id = (to_jsonb(new) ->> 'report_id')::uuid;
  end if;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION case_suggestions(of_organisations integer[], before timestamp with time zone, most integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 50
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select suggestion.report_id from case_suggestion as suggestion
  join report on report.id = suggestion.report_id and report.audience && my_circles()
    and report.organisation_id = any (of_organisations) and report.organisation_id = any (my_organisations())
  where suggestion.ended_at is null and my_member() is not null
    and (before is null or suggestion.suggested_at < before)
  order by suggestion.suggested_at desc limit most
$function$
;

CREATE OR REPLACE FUNCTION cases_follow_type()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  update asb_case set priority = (select min(asb_type.priority) from case_category
    join asb_type on asb_type.code = case_category.asb_type where case_category.case_id = asb_case.id and ended_at is null)
  where status = 'open' and id in (select case_id from case_category where asb_type = new.code and ended_at is null);
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION change_agreements(plan uuid, day date)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  ending integer[] := array(
    select organisation_id from reorganisation_predecessor where reorganisation_id = plan);
begin
  insert into agreement_party (agreement_id, organisation_id, joined_on, left_on)
  select agreement_id, successor.organisation_id, greatest(day, min(joined_on)),
    case when bool_or(left_on is null) then null else max(left_on) end
  from agreement_party as party
  join reorganisation_successor as successor on successor.reorganisation_id = plan
  where party.organisation_id = any (ending) and (left_on is null or left_on > day)
    and not exists (select from agreement_party as there where there.agreement_id = party.agreement_id
      and there.organisation_id = successor.organisation_id and (there.left_on is null or there.left_on > day))
  group by agreement_id, successor.organisation_id;
  update agreement_party set left_on = greatest(day, joined_on), left_because = 'The organisation ended'
  where organisation_id = any (ending) and (left_on is null or left_on > day);
  -- A version that waits for approval is between those who are there on the day, or no agreement at all; of what was
  -- decided every word stays.
  with waiting as (
    select agreement_id, number, array(
        select party from unnest(parties) as party where party <> all (ending)
        union
        select organisation_id from reorganisation_successor where reorganisation_id = plan
        order by 1) as parties
    from agreement_version where decision is null and parties && ending
  )
  update agreement_version as version
  set parties = case when cardinality(waiting.parties) > 1 then waiting.parties else version.parties end,
    decision = case when cardinality(waiting.parties) = 1 then 'declined' end,
    decision_reason = case when cardinality(waiting.parties) = 1 then 'Its parties became one organisation' else '' end,
    decided_at = case when cardinality(waiting.parties) = 1 then now() end
  from waiting where version.agreement_id = waiting.agreement_id and version.number = waiting.number;
  insert into panel_member (panel_id, organisation_id, joined_on)
  select panel_id, successor.organisation_id, greatest(day, min(joined_on))
  from panel_member as seat
  join reorganisation_successor as successor on successor.reorganisation_id = plan
  where seat.organisation_id = any (ending) and (left_on is null or left_on > day)
    and not exists (select from panel_member as there where there.panel_id = seat.panel_id
      and there.organisation_id = successor.organisation_id and (there.left_on is null or there.left_on > day))
  group by panel_id, successor.organisation_id;
  update panel_member set left_on = greatest(day, joined_on)
  where organisation_id = any (ending) and (left_on is null or left_on > day);
end
$function$
;

CREATE OR REPLACE FUNCTION change_areas(plan uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  planned reorganisation := due_reorganisation(plan, 'areas');
  day date := planned.effective_on;
  old_sets uuid[];
  new_set uuid := time_ordered_id();
  place text;
begin
  if planned.id is null then return false; end if;
  create temporary table redrawn on commit drop as
  select old_area, old_code, area.code as new_code
  from redrawn_areas(plan) join reorganisation_area as area
    on area.reorganisation_id = plan and area.position = new_position;
  old_sets := array(select distinct area_set_id from area where id in (select old_area from redrawn));
  insert into area_set (id, kind, vintage, source, attribution, valid_from, valid_to)
  select new_set, planned.area_kind, planned.vintage, planned.title, string_agg(distinct attribution, ' '), day,
    max(valid_to)
  from area_set where id = any (old_sets);

  create temporary table kept on commit drop as
  select area.id as old_id, time_ordered_id() as new_id from area
  where area_set_id = any (old_sets) and id not in (select old_area from redrawn);
  insert into area (id, area_set_id, code, name, label_point)
  select new_id, new_set, code, name, label_point from kept join area on area.id = old_id;
  insert into area_part (area_id, part, shell, holes)
  select new_id, part, shell, holes from kept join area_part on area_id = old_id;
  with made as (
    insert into area (id, area_set_id, code, name, label_point)
    select time_ordered_id(), new_set, code, name, label_point
    from reorganisation_area where reorganisation_id = plan
    returning id, code
  )
  insert into area_part (area_id, part, shell, holes)
  select made.id, part, shell, holes
  from made join reorganisation_area as area on area.reorganisation_id = plan and area.code = made.code
  join reorganisation_area_part as outline on outline.reorganisation_id = plan and outline.position = area.position;
  update area_set set valid_to = greatest(day, valid_from + 1) where id = any (old_sets);

  perform rename_areas(plan, day);
  -- What is open is found under the new areas; what is closed keeps those it was counted under.
  place := planned.area_kind || '_id';
  if planned.area_kind in ('beat', 'ward', 'lsoa', 'district') then
    execute format($recode$
      update report set %1$I = coalesce(
        (select area_id from areas_at(location[0], location[1], $1) as there where there.kind = $2),
        (select case when count(*) = 1 then (array_agg(new_area.id))[1] end
          from redrawn join area as new_area on new_area.area_set_id = $3 and new_area.code = new_code
          where old_area = report.%1$I),
        (select new_id from kept where old_id = report.%1$I), %1$I)
      where status <> 'closed' and %1$I in (select id from area where area_set_id = any ($4))
    $recode$, place) using day, planned.area_kind, new_set, old_sets;
    execute format($recode$
      update asb_case set %1$I = coalesce(
        (select area_id from areas_at(location[0], location[1], $1) as there where there.kind = $2),
        (select case when count(*) = 1 then (array_agg(new_area.id))[1] end
          from redrawn join area as new_area on new_area.area_set_id = $3 and new_area.code = new_code
          where old_area = asb_case.%1$I),
        (select new_id from kept where old_id = asb_case.%1$I), %1$I)
      where status = 'open' and %1$I in (select id from area where area_set_id = any ($4))
    $recode$, place) using day, planned.area_kind, new_set, old_sets;
  end if;
  drop table redrawn, kept;
  update reorganisation set status = 'carried_out', begun_at = clock_timestamp(), carried_out_at = clock_timestamp(),
    version = version + 1, modified_at = clock_timestamp()
  where id = plan;
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION change_following(link bytea, wanted text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if wanted = 'start' then
    update follower set confirmed_at = coalesce(confirmed_at, now()) where secret_hash = link and ended_at is null;
  else
    update follower set ended_at = now(), ended_because = 'stopped', recipient = '' where secret_hash = link and ended_at is null;
  end if;
  return exists (select from follower where secret_hash = link);
end
$function$
;

CREATE OR REPLACE FUNCTION change_organisations(plan uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  planned reorganisation := due_reorganisation(plan, 'organisations');
  day date := planned.effective_on;
  ending integer[];
begin
  if planned.id is null then return false; end if;
  -- Organisations have small numbers, given here.
  lock table organisation in share row exclusive mode;
  ending := array(select organisation_id from reorganisation_predecessor where reorganisation_id = plan);
  if exists (select from organisation where id = any (ending) and valid_to is not null) then
    raise exception 'One of the organisations has ended already' using errcode = '55000';
  end if;

  with numbered as (
    select successor.*, (row_number() over (order by position)
      + (select max(organisation.id) from organisation))::integer as number
    from reorganisation_successor as successor where reorganisation_id = plan and is_new
  ), made as (
    insert into organisation (id, name, short_name, kind, contact_advice, valid_from)
    select number, name, short_name, kind, contact_advice, day from numbered
  )
  update reorganisation_successor as successor set organisation_id = number
  from numbered where successor.reorganisation_id = plan and successor.position = numbered.position;
  insert into organisation_succession (id, predecessor_id, successor_id, from_on, keeps_record, reorganisation_id)
  select time_ordered_id(), predecessor.organisation_id, successor.organisation_id, day,
    successor.position = coalesce(planned.default_position, 1), plan
  from reorganisation_predecessor as predecessor
  join reorganisation_successor as successor on successor.reorganisation_id = plan
  where predecessor.reorganisation_id = plan;

  perform change_teams(plan, day);
  perform change_rules(plan, day);
  perform change_people(plan, day);
  perform change_agreements(plan, day);
  perform pass_on_requests(plan);

  update coverage set valid_to = greatest(day, valid_from + 1)
  where organisation_id = any (ending) and (valid_to is null or valid_to > day);
  update team set valid_to = greatest(day, valid_from + 1)
  where organisation_id = any (ending) and (valid_to is null or valid_to > day);
  update organisation set valid_to = greatest(day, valid_from + 1) where id = any (ending);
  update reorganisation
  set status = 'moving', begun_at = clock_timestamp(), version = version + 1, modified_at = clock_timestamp()
  where id = plan;
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION change_people(plan uuid, day date)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  planned reorganisation;
  ending integer[] := array(
    select organisation_id from reorganisation_predecessor where reorganisation_id = plan);
begin
  select * into strict planned from reorganisation where id = plan;
  create temporary table moving_people on commit drop as
  select moved.membership_id, moved.member_id, moved.organisation_id as from_id, successor.organisation_id as to_id
  from reorganised_memberships(plan) as moved
  join reorganisation_successor as successor on successor.reorganisation_id = plan
    and successor.position = moved.successor;
  -- A directory of the old organisation gives nobody their role any more.
  insert into membership
  select distinct on (moving.member_id, to_id, new_team_id, role, area_kind, area_code, covers_for)
    (jsonb_populate_record(membership, jsonb_build_object('id', time_ordered_id(), 'organisation_id', to_id,
      'team_id', new_team_id, 'directory_group_id', null, 'valid_from', greatest(day, membership.valid_from),
      'because', planned.title, 'given_by', null, 'given_at', now()))).*
  from moving_people as moving
  join membership on membership.id = moving.membership_id
  left join team_succession on reorganisation_id = plan and team_succession.team_id = membership.team_id
    and team_succession.organisation_id = to_id
  where not exists (select from membership as there
    where there.member_id = moving.member_id and there.organisation_id = to_id and there.role = membership.role
      and there.team_id is not distinct from new_team_id
      and there.area_code is not distinct from membership.area_code
      and there.covers_for is not distinct from membership.covers_for
      and (there.valid_to is null or there.valid_to > day))
  order by moving.member_id, to_id, new_team_id, role, area_kind, area_code, covers_for,
    membership.valid_to desc nulls first;
  update membership set valid_to = greatest(day, valid_from), ended_at = now(), ended_because = planned.title
  where id in (select membership_id from moving_people);

  insert into clearance
  select distinct on (clearance.member_id, clearance.partition_code, to_id)
    (jsonb_populate_record(clearance, jsonb_build_object('id', time_ordered_id(), 'organisation_id', to_id,
      'valid_from', greatest(day, clearance.valid_from)))).*
  from moving_people as moving
  join clearance on clearance.member_id = moving.member_id and clearance.organisation_id = from_id
  where withdrawn_at is null and (clearance.valid_to is null or clearance.valid_to > day)
  on conflict do nothing;
  update clearance set valid_to = greatest(day, valid_from + 1)
  where organisation_id = any (ending) and withdrawn_at is null and (valid_to is null or valid_to > day);
  drop table moving_people;

  -- A system goes on under its token for the successor that was named; a directory's names the wrong organisation.
  update api_token set revoked_at = now()
  where organisation_id = any (ending) and revoked_at is null and (may_provision
    or exists (select from reorganisation_allocation
      where reorganisation_id = plan and subject = 'token' and item = api_token.id::text and position = 0));
  update api_token set organisation_id = successor.organisation_id
  from reorganisation join reorganisation_successor as successor on successor.reorganisation_id = reorganisation.id
  where reorganisation.id = plan and api_token.organisation_id = any (ending) and revoked_at is null
    and successor.position = coalesce((select position from reorganisation_allocation
      where reorganisation_id = plan and subject = 'token' and item = api_token.id::text), default_position, 1);
  update identity_provider set organisation_id = (select organisation_id
    from reorganisation join reorganisation_successor as successor on successor.reorganisation_id = reorganisation.id
    where reorganisation.id = plan and position = coalesce(default_position, 1))
  where organisation_id = any (ending) and ended_at is null;
  insert into disclosure_policy
  select distinct on (successor.organisation_id, sensitivity) (jsonb_populate_record(policy, jsonb_build_object(
    'organisation_id', successor.organisation_id, 'modified_by', null))).*
  from disclosure_policy as policy
  join reorganisation_successor as successor on successor.reorganisation_id = plan
  where policy.organisation_id = any (ending)
  order by successor.organisation_id, sensitivity, asks_reason desc, least_length desc
  on conflict do nothing;
end
$function$
;

CREATE OR REPLACE FUNCTION change_rules(plan uuid, day date)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  ending integer[] := array(
    select organisation_id from reorganisation_predecessor where reorganisation_id = plan);
  begun record;
  new_id uuid;
begin
  for begun in
    select rule.*, new_queue_id
    from reorganised_rules(plan) as rule
    join routing_rule on routing_rule.id = rule.rule_id
    join reorganisation_successor as successor on successor.reorganisation_id = plan
      and successor.position = rule.successor
    join queue_succession as queues on queues.reorganisation_id = plan and queues.queue_id = routing_rule.queue_id
      and queues.organisation_id = successor.organisation_id
  loop
    new_id := time_ordered_id(case when begun.is_rest then 1000 else 0 end);
    insert into routing_rule
    select (jsonb_populate_record(rule, jsonb_build_object('id', new_id, 'area_kind', begun.area_kind,
      'area_code', begun.area_code, 'queue_id', begun.new_queue_id, 'valid_from', greatest(day, rule.valid_from)))).*
    from routing_rule as rule where rule.id = begun.rule_id;
    insert into routing_condition
    select (jsonb_populate_record(condition, jsonb_build_object('rule_id', new_id))).*
    from routing_condition as condition where rule_id = begun.rule_id;
  end loop;
  -- One that would have begun later has nothing to tell of the past.
  delete from routing_rule where valid_from >= day
    and queue_id in (select queue_id from queue_succession where reorganisation_id = plan);
  update routing_rule set valid_to = day where valid_from < day and (valid_to is null or valid_to > day)
    and queue_id in (select queue_id from queue_succession where reorganisation_id = plan);

  insert into sharing_rule
  select (jsonb_populate_record(rule, jsonb_build_object('id', time_ordered_id(),
    'area_kind', moved.area_kind, 'area_code', moved.area_code, 'continues', rule.id,
    'giver_organisation_id', case when rule.giver_organisation_id = any (ending) then successor.organisation_id
      else rule.giver_organisation_id end,
    'receiver_organisation_id', case when rule.receiver_organisation_id = any (ending) then successor.organisation_id
      else rule.receiver_organisation_id end,
    'made_at', now(), 'valid_from', greatest(day, rule.valid_from)))).*
  from reorganised_sharing_rules(plan) as moved
  join sharing_rule as rule on rule.id = moved.rule_id
  join reorganisation_successor as successor on successor.reorganisation_id = plan
    and successor.position = moved.successor
  where case when rule.giver_organisation_id = any (ending) then successor.organisation_id
      else rule.giver_organisation_id end is distinct from
    case when rule.receiver_organisation_id = any (ending) then successor.organisation_id
      else rule.receiver_organisation_id end;
  update sharing_rule set valid_to = greatest(day, valid_from + 1)
  where (giver_organisation_id = any (ending) or receiver_organisation_id = any (ending)) and ended_at is null
    and (valid_to is null or valid_to > day);
end
$function$
;

CREATE OR REPLACE FUNCTION change_teams(plan uuid, day date)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  with named as materialized (select * from reorganised_teams(plan)),
  fresh as materialized (
    select named.successor, lower(new_name) as name, time_ordered_id() as id from named group by 1, 2
  )
  insert into team_succession (reorganisation_id, team_id, organisation_id, new_team_id)
  select plan, named.team_id, successor.organisation_id, coalesce(
    (select id from team where team.organisation_id = successor.organisation_id and valid_to is null
      and lower(name) = lower(new_name) limit 1), fresh.id)
  from named
  join fresh on fresh.successor = named.successor and fresh.name = lower(new_name)
  join reorganisation_successor as successor on successor.reorganisation_id = plan
    and successor.position = named.successor;
  insert into team
  select distinct on (new_team_id) (jsonb_populate_record(team, jsonb_build_object('id', new_team_id,
    'organisation_id', moved.organisation_id, 'name', new_name, 'valid_from', greatest(day, team.valid_from)))).*
  from team_succession as moved
  join team on team.id = moved.team_id
  join reorganisation_successor as successor on successor.reorganisation_id = plan
    and successor.organisation_id = moved.organisation_id
  join reorganised_teams(plan) as named on named.team_id = moved.team_id and named.successor = successor.position
  where moved.reorganisation_id = plan and not exists (select from team as there where there.id = new_team_id)
  order by new_team_id, team.id;

  with named as materialized (
    select queue.id, queue.name, moved.organisation_id, new_team_id from team_succession as moved
    join queue on queue.team_id = moved.team_id and (queue.valid_to is null or queue.valid_to > day)
    where moved.reorganisation_id = plan
  ), fresh as materialized (
    select named.new_team_id, lower(named.name) as name, time_ordered_id() as id from named group by 1, 2
  )
  insert into queue_succession (reorganisation_id, queue_id, organisation_id, new_queue_id)
  select plan, named.id, organisation_id, coalesce(
    (select there.id from queue as there where there.team_id = named.new_team_id and there.valid_to is null
      and lower(there.name) = lower(named.name) limit 1), fresh.id)
  from named join fresh on fresh.new_team_id = named.new_team_id and fresh.name = lower(named.name);
  -- Before the new ones: there is one fallback queue that has not ended.
  update queue set valid_to = greatest(day, valid_from + 1)
  where id in (select queue_id from queue_succession where reorganisation_id = plan);
  insert into queue
  select distinct on (new_queue_id) (jsonb_populate_record(queue, jsonb_build_object('id', new_queue_id,
    'organisation_id', moved.organisation_id, 'team_id', teams.new_team_id,
    'valid_from', greatest(day, queue.valid_from), 'valid_to', null,
    'is_fallback', queue.is_fallback and not exists (select from queue_succession as other
      join reorganisation_successor as rival on rival.reorganisation_id = plan
        and rival.organisation_id = other.organisation_id
      join reorganisation on reorganisation.id = plan
      where other.reorganisation_id = plan and other.queue_id = queue.id
        and other.organisation_id <> moved.organisation_id and rival.position = default_position)))).*
  from queue_succession as moved
  join queue on queue.id = moved.queue_id
  join team_succession as teams on teams.reorganisation_id = plan and teams.team_id = queue.team_id
    and teams.organisation_id = moved.organisation_id
  where moved.reorganisation_id = plan and not exists (select from queue as there where there.id = new_queue_id)
  order by new_queue_id, queue.is_fallback desc, queue.id;

  insert into coverage
  select (jsonb_populate_record(coverage, jsonb_build_object('id', time_ordered_id(),
    'organisation_id', successor.organisation_id, 'area_kind', moved.area_kind, 'area_code', moved.area_code,
    'valid_from', greatest(day, coverage.valid_from)))).*
  from reorganised_coverage(plan) as moved
  join coverage on coverage.id = moved.coverage_id
  join reorganisation_successor as successor on successor.reorganisation_id = plan
    and successor.position = moved.successor
  where not exists (select from coverage as there
    where there.organisation_id = successor.organisation_id and there.area_kind = moved.area_kind
      and there.area_code = moved.area_code and there.asb_type is not distinct from coverage.asb_type
      and there.valid_to is null);
end
$function$
;

CREATE OR REPLACE FUNCTION circle_of(of_organisation integer, is_given boolean, of_agreement uuid, of_partition text, of_member uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  found_id integer;
begin
  if not is_given and of_partition is null then return of_organisation; end if;
  select id into found_id from circle
  where organisation_id = of_organisation and given = is_given and agreement_id is not distinct from of_agreement
    and partition_code is not distinct from of_partition and member_id is not distinct from of_member;
  if found_id is null then
    insert into circle (id, organisation_id, given, agreement_id, partition_code, member_id)
    values (nextval('circle_number'), of_organisation, is_given, of_agreement, of_partition, of_member)
    on conflict (organisation_id, given, agreement_id, partition_code, member_id) do update set given = excluded.given
    returning id into found_id;
  end if;
  return found_id;
end
$function$
;

CREATE OR REPLACE FUNCTION circles_of(person uuid, organisations integer[], light_organisations integer[], day date)
 RETURNS integer[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select array(
    select circle.id from circle
    where (circle.organisation_id = any (organisations)
        or circle.given and circle.organisation_id = any (light_organisations))
      and (circle.member_id is null or circle.member_id = person)
      and (circle.partition_code is null or exists (select from clearance
        where clearance.member_id = person and clearance.organisation_id = circle.organisation_id
          and clearance.partition_code = circle.partition_code and withdrawn_at is null
          and valid_from <= day and (valid_to is null or valid_to > day)))
      and (circle.agreement_id is null
        or agreement_holds(circle.agreement_id, null, circle.organisation_id, day))
    order by circle.id)
$function$
;

CREATE OR REPLACE FUNCTION clearance_gets_circles()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  perform circle_of(new.organisation_id, false, null, new.partition_code, null),
    circle_of(new.organisation_id, true, null, new.partition_code, null);
  perform circle_of(new.organisation_id, true, agreement_id, new.partition_code, null)
  from agreement_party where organisation_id = new.organisation_id;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION cleared_people(of_organisation integer, of_partition text)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select count(distinct clearance.member_id)::integer from clearance
  join membership on membership.member_id = clearance.member_id and membership.organisation_id = clearance.organisation_id
  where clearance.organisation_id = of_organisation and clearance.partition_code = of_partition
    and clearance.withdrawn_at is null and clearance.valid_from <= current_date
    and (clearance.valid_to is null or clearance.valid_to > current_date)
    and membership.valid_from <= current_date and (membership.valid_to is null or membership.valid_to > current_date)
$function$
;

CREATE OR REPLACE FUNCTION clock_pause_follows()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if new.report_id is not null then
    update report set was_paused = true, paused_until = (select runs_on from clock_pause
      where clock_pause.report_id = new.report_id and resumed_at is null) where id = new.report_id;
  else
    update asb_case set was_paused = true, paused_until = (select runs_on from clock_pause
      where clock_pause.case_id = new.case_id and resumed_at is null) where id = new.case_id;
  end if;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION close_quiet_cases(day date, now timestamp with time zone, code text, label text, list_from date, told text, most integer)
 RETURNS TABLE(id uuid, because text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
  rule quiet_rule;
begin
  select * into rule from quiet_rule where valid_from <= day order by valid_from desc limit 1;
  if rule.closes_after_days is null then return; end if;
  return query
  with closed as (
    update asb_case set status = 'closed', outcome = close_quiet_cases.code, closed_at = close_quiet_cases.now,
      version = asb_case.version + 1, modified_at = clock_timestamp(), closing_reason = quiet.words
    from (
      select quiet.id, format('Closed by the partnership''s rule of %s: nothing happened since %s, and nobody reviewed it by %s.',
        to_char(rule.valid_from, 'FMDD FMMonth YYYY'), to_char(quiet.quiet_since, 'FMDD FMMonth YYYY'),
        to_char(quiet.review_on, 'FMDD FMMonth YYYY')) as words
      from asb_case as quiet
      where quiet.status = 'open' and quiet.kind = 'monitored' and quiet.quiet_since is not null
        and quiet.paused_until is null and quiet.risk_band is distinct from 'high'
        and greatest(quiet.review_on, rule.valid_from) + rule.closes_after_days <= day
        and (last_happening(quiet.id) at time zone 'Europe/London')::date <= quiet.quiet_since
        and not exists (select from case_action where case_action.case_id = quiet.id and case_action.status = 'open')
        and not exists (select from contact_promise where contact_promise.case_id = quiet.id and settled_at is null)
        and not exists (select from asb_review left join review_recommendation on review_id = asb_review.id
            and review_recommendation.status in ('made', 'accepted')
          where asb_review.case_id = quiet.id
            and (asb_review.status not in ('closed', 'withdrawn') or review_id is not null))
        and not exists (select from hand_over where hand_over.case_id = quiet.id and hand_over.status = 'awaiting')
      order by quiet.review_on, quiet.id limit most for update skip locked
    ) as quiet
    where asb_case.id = quiet.id
    returning asb_case.id, asb_case.organisation_id, asb_case.closing_reason
  ), decided as (
    insert into decision_reason (id, case_id, gate, code, label, list_from, words, told_victim, organisation_id)
    select gen_random_uuid(), closed.id, 'case_close', close_quiet_cases.code, close_quiet_cases.label,
      close_quiet_cases.list_from, closed.closing_reason, close_quiet_cases.told, closed.organisation_id
    from closed
  )
  select closed.id, closed.closing_reason from closed;
end
$function$
;

CREATE OR REPLACE FUNCTION concerns_of(wanted uuid[])
 RETURNS TABLE(kind text, report_id uuid, cause uuid, basis uuid[], rule_id uuid, arisen_at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 10
 SET search_path TO 'partnership', 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
#variable_conflict use_column
begin
  return query
  with mine as materialized (
    select report.id, report.filed_at, report.location, coalesce(report.location_precision_m, 0) as precision_m,
      rule.id as rule_id, rule.at_least, rule.within_m, report.filed_at - make_interval(days => rule.window_days) as after
    from report
    -- As safety_rule_on has it.
    cross join lateral (select * from safety_net_rule
      where valid_from <= (report.filed_at at time zone 'Europe/London')::date
        and (safety_net_rule.organisation_id = report.organisation_id or safety_net_rule.organisation_id is null)
      order by safety_net_rule.organisation_id is null, valid_from desc limit 1) as rule
    where report.id = any (wanted) and report.organisation_id is not null),
  -- Whom a report names as victim or reporter, with what they are found again by.
  named as materialized (
    select mine.id, report_key.subject, mine.filed_at, mine.after, mine.at_least, max(report_key.name) as own_name,
      array_agg(report_key.key) as keys, array_agg(report_key.kind) as kinds, report_person.profile_id,
      profile.organisation_id as profile_of
    from mine join report_key on report_key.report_id = mine.id
    left join report_person on report_person.id = report_key.subject
    left join profile on profile.id = report_person.profile_id
    where report_key.role in ('victim', 'reporter') and report_key.kind in ('phone', 'email', 'name_born', 'name_postcode')
    group by mine.id, report_key.subject, mine.filed_at, mine.after, mine.at_least, report_person.profile_id,
      profile.organisation_id),
  repeated as (
    select named.id, named.subject, others.basis
    from named cross join lateral (
      select array_agg(latest.report_id) as basis from (
        select found.report_id from (
          select theirs.report_id, theirs.filed_at
          from unnest(named.keys, named.kinds) as own (key, kind)
          cross join lateral (
            select report_key.report_id, report_key.filed_at
            from report_key
            left join report_person on named.profile_id is not null and report_person.id = report_key.subject
            left join profile on profile.id = report_person.profile_id
            where report_key.key = own.key and report_key.kind = own.kind and report_key.role in ('victim', 'reporter')
              and report_key.filed_at > named.after and report_key.filed_at <= named.filed_at
              and report_key.report_id <> named.id
              -- One telephone may serve a house: another name is somebody else.
              and (report_key.kind <> 'phone' or '' in (report_key.name, named.own_name)
                or public.similarity(report_key.name, named.own_name) >= 0.5)
              -- The same organisation has made two profiles of them: then they are two people, whatever they share.
              and (profile.id is null or profile.id = named.profile_id or profile.organisation_id <> named.profile_of)
            order by report_key.filed_at desc limit 200) as theirs
          union all
          select report.id, report.filed_at from report_person join report on report.id = report_person.report_id
          where report_person.profile_id = named.profile_id and report_person.role in ('victim', 'reporter')
            and report.filed_at > named.after and report.filed_at <= named.filed_at and report.id <> named.id
        ) as found group by found.report_id order by max(found.filed_at) desc limit 100) as latest) as others
    where cardinality(others.basis) + 1 >= named.at_least)
  select 'victim', mine.id, mine.id, array_agg(distinct other), mine.rule_id, mine.filed_at
  from repeated join mine on mine.id = repeated.id cross join unnest(repeated.basis) as other
  group by mine.id, mine.rule_id, mine.filed_at
  union all
  select 'place', mine.id, mine.id, near.basis, mine.rule_id, mine.filed_at
  from mine cross join lateral (select array_agg(latest.id) as basis from (
    select report.id from report
    where report.location <@ circle(mine.location, mine.within_m)
      and report.filed_at > mine.after and report.filed_at <= mine.filed_at and report.id <> mine.id
      and place_spread_m(report.place_kind, report.location_precision_m) <= mine.within_m
    order by report.filed_at desc limit 100) as latest) as near
  where mine.location is not null and mine.precision_m <= mine.within_m and cardinality(near.basis) + 1 >= mine.at_least
  union all
  select 'high_risk', mine.id, latest.id, '{}'::uuid[], mine.rule_id, greatest(latest.assessed_at, mine.filed_at)
  from mine cross join lateral (select risk_assessment.id, risk_assessment.band, risk_assessment.assessed_at
    from risk_assessment where risk_assessment.report_id = mine.id
    order by risk_assessment.assessed_at desc, risk_assessment.id desc limit 1) as latest
  where latest.band = 'high';
end
$function$
;

CREATE OR REPLACE FUNCTION contact_gets_keys()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  insert into report_key (report_id, subject, kind, key, name, role, filed_at)
  select report.id, report.id, keys.kind, keys.key, name_key(added.name),
    case when reporter_kind in ('professional', 'officer', 'on_behalf') then 'other' else 'reporter' end, report.filed_at
  from added join report on report.id = added.report_id
  cross join lateral keys_of(added.name, null, added.phone, added.email, added.address, '') as keys
  where keys.kind not in ('postcode', 'born')
  on conflict do nothing;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION contact_plan_follows_case()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if new.status = 'closed' and old.status <> 'closed' then
    insert into case_close_news (case_id) values (new.id) on conflict (case_id) do nothing;
  elsif new.status <> 'closed' and old.status = 'closed' then
    delete from case_close_news where case_id = new.id;
    update contact_plan set ended_on = null, ended_because = '', tell_close_by = null, called_at = null, retime = true
    where case_id = new.id and (ended_because = 'The case was closed' or tell_close_by is not null)
      and not exists (select from contact_plan as other where other.party_id = contact_plan.party_id
        and other.ended_on is null and other.id <> contact_plan.id);
  end if;
  if new.organisation_id <> old.organisation_id then
    update contact_plan set organisation_id = new.organisation_id, owner_member_id = null, retime = true
    where case_id = new.id and ended_on is null;
    update contact_promise set organisation_id = new.organisation_id where case_id = new.id and settled_at is null;
  end if;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION contact_plan_follows_party()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'INSERT' then
    insert into contact_plan (id, case_id, party_id, report_id, organisation_id, started_on, next_due_on, missed_on)
    -- The private page of a report is its reporter's, not of everybody whom they name.
    select gen_random_uuid(), new.case_id, new.id, case when new.report_person_id is null or exists (select from report_person
        where report_person.id = new.report_person_id and report_person.role = 'reporter') then new.report_id end, asb_case.organisation_id,
      (now() at time zone 'Europe/London')::date, (now() at time zone 'Europe/London')::date + 1,
      (now() at time zone 'Europe/London')::date + 4
    from asb_case where asb_case.id = new.case_id and asb_case.status = 'open';
  else
    update contact_plan set ended_on = new.until, ended_because = 'No victim of this case any more'
    where party_id = new.id and ended_on is null;
  end if;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION contact_plan_follows_risk()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  update contact_plan set retime = true
  where case_id = new.case_id and ended_on is null and band is distinct from new.band;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION count_followers(of_place uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select jsonb_build_object('followers', count(*), 'affected', count(*) filter (where affects_me or report_id is not null))
  from follower join followed_place on followed_place.id = place_id join asb_case on asb_case.id = case_id
  where place_id = of_place and follower.ended_at is null and confirmed_at is not null and my_member() is not null
    and asb_case.organisation_id = any (my_organisations()) and asb_case.audience && my_circles()
$function$
;

CREATE OR REPLACE FUNCTION count_restricted_subject_records(for_request uuid, for_organisation integer, names text[], emails text[], phones text[], addresses text[], phrases text[], patterns text[], filed_from timestamp with time zone, filed_before timestamp with time zone)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select count(distinct coalesce(matched.report_id, matched.case_id))::integer
  from subject_matches(
    array(select id from circle where organisation_id = for_organisation and partition_code is not null), for_organisation,
    names, emails, phones, addresses, phrases, patterns, filed_from, filed_before) as matched
  left join report on report.id = matched.report_id
  left join asb_case on asb_case.id = matched.case_id
  where for_organisation = any (my_governance())
    and not coalesce(report.audience, asb_case.audience) && my_circles()
    and not exists (select from subject_item where request_id = for_request
      and subject_item.organisation_id = for_organisation
      and coalesce(subject_item.report_id, subject_item.case_id) = coalesce(matched.report_id, matched.case_id))
$function$
;

CREATE OR REPLACE FUNCTION criteria_on(day date)
 RETURNS SETOF case_criterion
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select distinct on (code) * from case_criterion where valid_from <= day and (valid_to is null or valid_to > day)
  order by code, version desc
$function$
;

CREATE OR REPLACE FUNCTION day_in_england()
 RETURNS date
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$ select (now() at time zone 'Europe/London')::date $function$
;

CREATE OR REPLACE FUNCTION decide_reorganisation(plan uuid, seen_version integer, decision text, why text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  new_version integer;
begin
  update reorganisation
  set status = case decision when 'propose' then 'proposed' when 'return' then 'draft' when 'approve' then 'scheduled'
      else 'cancelled' end,
    proposed_by = case decision when 'propose' then my_member() when 'return' then null else proposed_by end,
    proposed_at = case decision when 'propose' then now() when 'return' then null else proposed_at end,
    approved_by = case decision when 'approve' then my_member() else approved_by end,
    approved_at = case decision when 'approve' then now() else approved_at end,
    cancelled_by = case decision when 'cancel' then my_member() else cancelled_by end,
    cancelled_at = case decision when 'cancel' then now() else cancelled_at end,
    cancelled_because = case decision when 'cancel' then why else cancelled_because end,
    version = version + 1,
    modified_at = clock_timestamp()
  where id = plan and version = seen_version and my_member() is not null and cardinality(my_organisations()) > 0
    and (decision, status) in (('propose', 'draft'), ('return', 'proposed'), ('approve', 'proposed'),
      ('cancel', 'draft'), ('cancel', 'proposed'), ('cancel', 'scheduled'))
    and (decision <> 'approve' or proposed_by <> my_member())
  returning version into new_version;
  return new_version;
end
$function$
;

CREATE OR REPLACE FUNCTION delete_kept_evidence(wanted uuid)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  standing record;
begin
  -- Whoever holds it at this moment comes before or after, and not between.
  perform from evidence_item where evidence_item.id = wanted and deleted_at is null for update;
  if not found then return; end if;
  select * into standing from evidence_standing(wanted);
  if standing.held is not null or standing.until is null or standing.until >= day_in_england() then return; end if;
  insert into custody_entry (item_id, what, detail, actor_name)
  select wanted, 'deleted', format('Kept until %s by the rule of %s (%s). SHA-256 of the original %s',
    to_char(standing.until, 'FMDD FMMonth YYYY'), to_char(standing.rule_from, 'FMDD FMMonth YYYY'), standing.rule_source,
    encode(sha256, 'hex')), 'OpenASB' from evidence_item where evidence_item.id = wanted;
  return query
  with whole as (delete from evidence_file where item_id = wanted returning file_id),
    parts as (delete from evidence_redaction where item_id = wanted returning file_id)
  select file_id from whole union select file_id from parts where file_id is not null;
  delete from evidence_private where item_id = wanted;
  update evidence_item set deleted_at = now() where evidence_item.id = wanted;
end
$function$
;

CREATE OR REPLACE FUNCTION directory_add_group(token bytea, new_id uuid, new_name text, new_external_id text, joining uuid[])
 RETURNS TABLE(outcome text, id uuid, members uuid[])
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  provisioned integer := provisions_next(token);
  known directory_group;
begin
  select * into known from directory_group as expected
  where expected.organisation_id = provisioned and lower(expected.display_name) = lower(new_name);
  if known.is_provisioned then
    return query select 'name_taken', null::uuid, '{}'::uuid[];
    return;
  end if;
  if exists (select from unnest(joining) as person where not exists
      (select from directory_user where directory_user.id = person and directory_user.organisation_id = provisioned)) then
    return query select 'unknown_member', null::uuid, '{}'::uuid[];
    return;
  end if;
  if known.id is null then
    insert into directory_group (id, organisation_id, display_name, external_id, is_provisioned)
    values (new_id, provisioned, new_name, new_external_id, true);
  else
    update directory_group set display_name = new_name, external_id = new_external_id, is_provisioned = true,
      version = version + 1, modified_at = clock_timestamp()
    where directory_group.id = known.id;
  end if;
  insert into directory_group_member (group_id, user_id)
  select distinct coalesce(known.id, new_id), person from unnest(joining) as person;
  return query select 'added', coalesce(known.id, new_id), settle_memberships(joining);
end
$function$
;

CREATE OR REPLACE FUNCTION directory_add_user(token bytea, new_id uuid, new_member uuid, described jsonb)
 RETURNS TABLE(outcome text, member uuid)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  provisioned integer := provisions_next(token);
  person directory_user := jsonb_populate_record(null::directory_user, described);
  known member;
begin
  if exists (select from directory_user where organisation_id = provisioned and lower(user_name) = lower(person.user_name)) then
    return query select 'user_name_taken', null::uuid;
    return;
  end if;
  select * into known from member where lower(email) = lower(person.email) limit 1;
  if known.id is not null and (
    exists (select from directory_user where member_id = known.id and organisation_id = provisioned)
    or not (is_of_organisation_alone(known.id, provisioned)
      or exists (select from membership where member_id = known.id and organisation_id = provisioned))) then
    return query select 'email_taken', null::uuid;
    return;
  end if;
  if known.id is null then
    insert into member (id, name, email) values (new_member, name_in_directory(person), lower(person.email));
  elsif is_of_organisation_alone(known.id, provisioned) then
    update member set name = name_in_directory(person) where id = known.id;
  end if;
  insert into directory_user (id, organisation_id, member_id, user_name, external_id, display_name, formatted_name,
    given_name, family_name, email, active)
  values (new_id, provisioned, coalesce(known.id, new_member), person.user_name, person.external_id, person.display_name,
    person.formatted_name, person.given_name, person.family_name, person.email, person.active);
  if not person.active then
    perform end_at_organisation(coalesce(known.id, new_member), provisioned);
  end if;
  return query select 'added', coalesce(known.id, new_member);
end
$function$
;

CREATE OR REPLACE FUNCTION directory_change_group(token bytea, wanted_id uuid, seen_version integer, new_name text, new_external_id text, joining uuid[], leaving uuid[], only_joining boolean)
 RETURNS TABLE(outcome text, members uuid[])
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  provisioned integer := provisions_next(token);
  before directory_group;
  left_now uuid[];
begin
  select * into before from directory_group
  where id = wanted_id and organisation_id = provisioned and is_provisioned;
  if before.id is null then
    return query select 'not_found', '{}'::uuid[];
    return;
  end if;
  if seen_version <> before.version then
    return query select 'stale', '{}'::uuid[];
    return;
  end if;
  if exists (select from directory_group
      where organisation_id = provisioned and id <> wanted_id and lower(display_name) = lower(new_name)) then
    return query select 'name_taken', '{}'::uuid[];
    return;
  end if;
  if exists (select from unnest(joining) as person where not exists
      (select from directory_user where directory_user.id = person and directory_user.organisation_id = provisioned)) then
    return query select 'unknown_member', '{}'::uuid[];
    return;
  end if;
  update directory_group set display_name = coalesce(new_name, display_name),
    external_id = coalesce(new_external_id, external_id), version = version + 1, modified_at = clock_timestamp()
  where id = wanted_id;
  with gone as (
    delete from directory_group_member
    where group_id = wanted_id and (user_id = any (leaving) or only_joining) and not user_id = any (joining)
    returning user_id
  )
  select coalesce(array_agg(user_id), '{}') into left_now from gone;
  insert into directory_group_member (group_id, user_id)
  select distinct wanted_id, person from unnest(joining) as person on conflict do nothing;
  return query select 'changed', settle_memberships(left_now || joining);
end
$function$
;

CREATE OR REPLACE FUNCTION directory_change_user(token bytea, wanted_id uuid, seen_version integer, described jsonb)
 RETURNS TABLE(outcome text, member uuid)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  provisioned integer := provisions_next(token);
  person directory_user := jsonb_populate_record(null::directory_user, described);
  before directory_user;
begin
  select * into before from directory_user where id = wanted_id and organisation_id = provisioned;
  if before.id is null then
    return query select 'not_found', null::uuid;
    return;
  end if;
  if seen_version <> before.version then
    return query select 'stale', null::uuid;
    return;
  end if;
  if exists (select from directory_user
      where organisation_id = provisioned and id <> wanted_id and lower(user_name) = lower(person.user_name)) then
    return query select 'user_name_taken', null::uuid;
    return;
  end if;
  if exists (select from member where lower(email) = lower(person.email) and id <> before.member_id) then
    return query select 'email_taken', null::uuid;
    return;
  end if;
  update directory_user set user_name = person.user_name, external_id = person.external_id,
    display_name = person.display_name, formatted_name = person.formatted_name, given_name = person.given_name,
    family_name = person.family_name, email = person.email, active = person.active, version = version + 1,
    modified_at = clock_timestamp()
  where id = wanted_id;
  if is_of_organisation_alone(before.member_id, provisioned) then
    update member set name = name_in_directory(person), email = lower(person.email) where id = before.member_id;
  end if;
  if before.active and not person.active then
    perform end_at_organisation(before.member_id, provisioned);
  else
    perform settle_memberships(array[wanted_id]);
  end if;
  return query select case
    when before.active and not person.active then 'left'
    when person.active and not before.active then 'returned'
    else 'changed' end, before.member_id;
end
$function$
;

CREATE OR REPLACE FUNCTION directory_groups(token bytea, wanted_id uuid, wanted_name text, wanted_external_id text, wanted_user uuid, with_members boolean, skip integer, most integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  provisioned integer := provisioned_by(token);
  total bigint;
  found jsonb;
begin
  select count(*) into total from directory_group as sent
  where organisation_id = provisioned and is_provisioned and (wanted_id is null or sent.id = wanted_id)
    and (wanted_name is null or lower(sent.display_name) = lower(wanted_name))
    and (wanted_external_id is null or sent.external_id = wanted_external_id)
    and (wanted_user is null or exists (select from directory_group_member
      where group_id = sent.id and user_id = wanted_user));
  select coalesce(jsonb_agg(to_jsonb(listed) || jsonb_build_object('members', case when with_members then
      (select coalesce(jsonb_agg(jsonb_build_object('value', person.id, 'display', person.user_name) order by person.id), '[]')
       from directory_group_member join directory_user as person on person.id = user_id where group_id = listed.id)
      end) order by listed.id), '[]') into found
  from (select sent.id, sent.display_name, sent.external_id, sent.version, sent.created_at, sent.modified_at
    from directory_group as sent
    where organisation_id = provisioned and is_provisioned and (wanted_id is null or sent.id = wanted_id)
      and (wanted_name is null or lower(sent.display_name) = lower(wanted_name))
      and (wanted_external_id is null or sent.external_id = wanted_external_id)
      and (wanted_user is null or exists (select from directory_group_member
        where group_id = sent.id and user_id = wanted_user))
    order by sent.id offset skip limit most) as listed;
  return jsonb_build_object('total', total, 'found', found);
end
$function$
;

CREATE OR REPLACE FUNCTION directory_heard(token bytea, what text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  provisioned integer := provisioned_by(token);
begin
  insert into directory_activity (organisation_id, heard_at, changed_at, change)
  values (provisioned, now(), case when what <> '' then now() end, what)
  on conflict (organisation_id) do update set heard_at = excluded.heard_at,
    changed_at = coalesce(excluded.changed_at, directory_activity.changed_at),
    change = case when what <> '' then what else directory_activity.change end
  where what <> '' or directory_activity.heard_at < now() - interval '1 minute';
  return provisioned;
end
$function$
;

CREATE OR REPLACE FUNCTION directory_refused(token bytea, of_kind text, about text, explained text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  provisioned integer := provisioned_by(token);
begin
  delete from directory_problem where organisation_id = provisioned and last_at < now() - interval '30 days';
  -- A directory that sends nonsense fills no table: beyond 500 subjects, only those known are counted on.
  insert into directory_problem (organisation_id, kind, subject, detail)
  select provisioned, of_kind, about, explained
  where (select count(*) from directory_problem where organisation_id = provisioned) < 500
    or exists (select from directory_problem
      where organisation_id = provisioned and kind = of_kind and subject = about)
  on conflict (organisation_id, kind, subject) do update set detail = excluded.detail, last_at = now(),
    times = directory_problem.times + 1;
end
$function$
;

CREATE OR REPLACE FUNCTION directory_remove_group(token bytea, wanted_id uuid, seen_version integer)
 RETURNS TABLE(outcome text, members uuid[])
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  provisioned integer := provisions_next(token);
  before directory_group;
  left_now uuid[];
begin
  select * into before from directory_group
  where id = wanted_id and organisation_id = provisioned and is_provisioned;
  if before.id is null then
    return query select 'not_found', '{}'::uuid[];
    return;
  end if;
  if seen_version <> before.version then
    return query select 'stale', '{}'::uuid[];
    return;
  end if;
  update directory_group set is_provisioned = false, external_id = '', version = version + 1, modified_at = clock_timestamp()
  where id = wanted_id;
  with gone as (delete from directory_group_member where group_id = wanted_id returning user_id)
  select coalesce(array_agg(user_id), '{}') into left_now from gone;
  return query select 'removed', settle_memberships(left_now);
end
$function$
;

CREATE OR REPLACE FUNCTION directory_remove_user(token bytea, wanted_id uuid, seen_version integer)
 RETURNS TABLE(outcome text, member uuid)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  provisioned integer := provisions_next(token);
  before directory_user;
begin
  select * into before from directory_user where id = wanted_id and organisation_id = provisioned;
  if before.id is null then
    return query select 'not_found', null::uuid;
    return;
  end if;
  if seen_version <> before.version then
    return query select 'stale', null::uuid;
    return;
  end if;
  perform end_at_organisation(before.member_id, provisioned);
  delete from directory_user where id = wanted_id;
  return query select 'removed', before.member_id;
end
$function$
;

CREATE OR REPLACE FUNCTION directory_users(token bytea, wanted_id uuid, wanted_user_name text, wanted_external_id text, wanted_email text, wanted_active boolean, skip integer, most integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  provisioned integer := provisioned_by(token);
  total bigint;
  found jsonb;
begin
  select count(*) into total from directory_user as person
  where organisation_id = provisioned and (wanted_id is null or person.id = wanted_id)
    and (wanted_user_name is null or lower(person.user_name) = lower(wanted_user_name))
    and (wanted_external_id is null or person.external_id = wanted_external_id)
    and (wanted_email is null or lower(person.email) = lower(wanted_email))
    and (wanted_active is null or person.active = wanted_active);
  select coalesce(jsonb_agg(to_jsonb(listed) order by listed.id), '[]') into found
  from (select person.* from directory_user as person
    where organisation_id = provisioned and (wanted_id is null or person.id = wanted_id)
      and (wanted_user_name is null or lower(person.user_name) = lower(wanted_user_name))
      and (wanted_external_id is null or person.external_id = wanted_external_id)
      and (wanted_email is null or lower(person.email) = lower(wanted_email))
      and (wanted_active is null or person.active = wanted_active)
    order by person.id offset skip limit most) as listed;
  return jsonb_build_object('total', total, 'found', found);
end
$function$
;

CREATE OR REPLACE FUNCTION drafts_reorganisation(plan uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select (select my_member()) is not null
    and exists (select from reorganisation where id = plan and status = 'draft')
$function$
;

CREATE OR REPLACE FUNCTION due_reorganisation(plan uuid, wanted text)
 RETURNS reorganisation
 LANGUAGE plpgsql
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  planned reorganisation;
begin
  select * into strict planned from reorganisation where id = plan for update;
  if planned.status in ('moving', 'carried_out') then return null; end if;
  if planned.status <> 'scheduled' or planned.approved_by is null or planned.effective_on > day_in_england() then
    raise exception 'The plan is % and its day is %', planned.status, planned.effective_on using errcode = '55000';
  end if;
  if (planned.kind = 'redraw_areas') <> (wanted = 'areas') then
    raise exception 'The plan is to %', planned.kind using errcode = '55000';
  end if;
  return planned;
end
$function$
;

CREATE OR REPLACE FUNCTION duties_of(person uuid, day date)
 RETURNS TABLE(membership_id uuid, organisation_id integer, role text, team_id uuid, area_kind text, area_code text, covers_for uuid, sponsor_id uuid, valid_from date, valid_to date)
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select duty.id, duty.organisation_id, duty.role, duty.team_id, duty.area_kind, duty.area_code, duty.covers_for,
    duty.sponsor_id, duty.valid_from, duty.valid_to
  from membership as duty join organisation on organisation.id = duty.organisation_id
  where duty.member_id = person and duty.valid_from <= day and (duty.valid_to is null or duty.valid_to > day)
    and organisation.valid_from <= day and (organisation.valid_to is null or organisation.valid_to > day)
    and (duty.covers_for is null or exists (select from membership as covered
      where covered.member_id = duty.covers_for and covered.organisation_id = duty.organisation_id
        and covered.role = duty.role and covered.team_id is not distinct from duty.team_id
        and covered.area_kind is not distinct from duty.area_kind
        and covered.area_code is not distinct from duty.area_code
        and covered.covers_for is null and covered.role <> 'partner'
        and covered.valid_from <= day and (covered.valid_to is null or covered.valid_to > day)))
    and (duty.sponsor_id is null or exists (select from membership as sponsoring
      join organisation as sponsors on sponsors.id = sponsoring.organisation_id
      where sponsoring.member_id = duty.sponsor_id and sponsoring.role <> 'partner' and sponsoring.covers_for is null
        and sponsoring.valid_from <= day and (sponsoring.valid_to is null or sponsoring.valid_to > day)
        and sponsors.valid_from <= day and (sponsors.valid_to is null or sponsors.valid_to > day)))
$function$
;

CREATE OR REPLACE FUNCTION end_at_organisation(person uuid, of_organisation integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  day date := day_in_england();
begin
  update membership set valid_to = greatest(day, valid_from), ended_at = now(),
    ended_because = 'Left, as the directory of the organisation has it'
  where member_id = person and organisation_id = of_organisation and (valid_to is null or valid_to > day);
  delete from identity_session where user_id = (select sign_in_id from member where id = person);
  perform release_work(person, of_organisation);
end
$function$
;

CREATE OR REPLACE FUNCTION end_flag(wanted uuid, because text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  update flag set ended_at = clock_timestamp(), ended_by = my_member(), ended_because = because
  where flag.id = wanted and flag.ended_at is null and my_member() is not null
    and exists (select from report where report.id = flag.report_id and report.organisation_id = any (my_organisations())
      and report.audience && my_circles())
    and flag.id in (select told.id from flags_of(array[flag.report_id]) as told);
  return found;
end
$function$
;

CREATE OR REPLACE FUNCTION end_hand_over(wanted uuid, seen_version integer, how text, why text, actor_name text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  asked hand_over;
  held record;
  side integer;
  back_to uuid;
begin
  select * into asked from hand_over where id = wanted;
  side := case when how = 'withdraw' then asked.from_organisation_id when how = 'revoke' then asked.giver_organisation_id
    when how in ('hand_back', 'finish') then asked.to_organisation_id end;
  if my_member() is null or side is null or side <> all (my_organisations())
    or not is_cleared(my_member(), asked.partition_code, array[side]) then return 'closed'; end if;
  if asked.kind = 'transfer' and how = 'revoke' or asked.kind <> 'transfer' and how = 'hand_back'
    or asked.kind <> 'assign' and how = 'finish' then return 'closed'; end if;
  select * into held from hold_record(asked.report_id, asked.case_id);
  select * into asked from hand_over where id = wanted for update;
  if asked.status <> (case when how = 'withdraw' then 'awaiting' else 'accepted' end) then
    return case when asked.ended_by = my_member() and asked.ended_because = why
      and asked.status = case when how = 'withdraw' then 'withdrawn' else 'ended' end then 'done' else 'answered' end;
  end if;
  if asked.version <> seen_version then return 'changed'; end if;
  if why = '' and how <> 'withdraw' then return 'no_reason'; end if;
  if how in ('revoke', 'hand_back') and held.holder is distinct from side then return 'moved'; end if;
  if how = 'hand_back' then
    if not has_cleared_person(asked.giver_organisation_id, held.of_partition) or not exists (select from organisation
      where id = asked.giver_organisation_id and (valid_to is null or valid_to > current_date))
      then return 'nobody_cleared'; end if;
    if asked.report_id is not null then
      if not held.is_open then return 'record_closed'; end if;
      select id into back_to from queue
      where organisation_id = asked.giver_organisation_id and valid_from <= current_date
        and (valid_to is null or valid_to > current_date)
      order by id = asked.from_queue_id desc, name limit 1;
      if back_to is null then return 'no_queue'; end if;
    elsif not held.is_open then return 'record_closed';
    end if;
  end if;

  update hand_over set status = case when how = 'withdraw' then 'withdrawn' else 'ended' end, ended_by = my_member(),
    ended_at = clock_timestamp(), ended_because = why, version = version + 1
  where id = wanted;
  if how = 'hand_back' then
    perform move_by_hand_over(asked, asked.giver_organisation_id, back_to,
      'Handed back by ' || name_of_organisation(side) || ': ' || why);
  end if;
  update share set ended_at = clock_timestamp(), ended_by = my_member(), ended_because = why
  where hand_over_id = wanted and ended_at is null;
  perform note_hand_over(asked, side, actor_name, 'hand_over_' || case how when 'withdraw' then 'withdrawn'
      when 'revoke' then 'revoked' when 'hand_back' then 'handed_back' else 'finished' end,
    case how when 'hand_back' then 'Handed back to ' || name_of_organisation(asked.giver_organisation_id)
      else case asked.kind when 'assign' then case when asked.work = '' then 'Support' else 'Assigned work' end
          when 'refer' then 'Referral' when 'transfer' then 'Transfer' else 'Access' end
        || case how when 'withdraw' then ' withdrawn by ' when 'revoke' then ' revoked by ' else ' finished by ' end
        || name_of_organisation(side) end, why);
  return 'done';
end
$function$
;

CREATE OR REPLACE FUNCTION end_membership(wanted uuid, from_day date, why text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  ended membership;
  today date := day_in_england();
  last_day date;
  released integer := 0;
begin
  select * into ended from membership where id = wanted for update;
  -- Written as what allows it: an unknown, such as a sponsor that there is not, allows nothing.
  if (from_day >= today
    and (ended.member_id <> my_member() or ended.covers_for is not null)
    and (am_one_of('{coordinator}', null)
      or ended.covers_for is not null and am_one_of('{supervisor}', ended.organisation_id)
      or ended.sponsor_id = my_member() and works_for(my_member(), null, today))) is not true then
    return null;
  end if;
  last_day := greatest(from_day, ended.valid_from);
  if ended.valid_to <= last_day then return null; end if;
  update membership set valid_to = last_day, ended_at = now(), ended_by = my_member(), ended_because = why
  where id = wanted;
  if last_day <= today and not exists (select from duties_of(ended.member_id, today) as duty
      where duty.organisation_id = ended.organisation_id
        and duty.role in ('triage_officer', 'case_officer', 'supervisor')) then
    with freed as (
      update report set claimed_by = null, claim_expires_at = null, version = version + 1,
        modified_at = clock_timestamp()
      where claimed_by = ended.member_id and organisation_id = ended.organisation_id and claim_expires_at > now()
      returning id
    ), told as (
      insert into timeline_entry (id, report_id, at, kind, what, why, organisation_id, actor_name)
      select gen_random_uuid(), id, now(), 'release', 'Released', 'Whoever had claimed it works here no longer', null, 'OpenASB'
      from freed
    )
    select count(*) into released from freed;
  end if;
  return released;
end
$function$
;

CREATE OR REPLACE FUNCTION end_suggestion(wanted uuid, opened_case uuid, because text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if opened_case is null and coalesce(because, '') = '' then return false; end if;
  if opened_case is not null and not exists (select from asb_case where asb_case.id = opened_case
    and audience && my_circles() and organisation_id = any (my_organisations())) then return false; end if;
  update case_suggestion set ended_at = clock_timestamp(), ended_by = my_member(), case_id = opened_case,
    ended_as = case when opened_case is null then 'dismissed' else 'opened' end, ended_because = coalesce(because, '')
  where case_suggestion.id = wanted and ended_at is null and my_member() is not null
    and exists (select from report where report.id = case_suggestion.report_id and report.audience && my_circles()
      and report.organisation_id = any (my_organisations()));
  return found;
end
$function$
;

CREATE OR REPLACE FUNCTION evidence_finds_its_report()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if new.submission_id is not null then
    -- Sent at the same moment as the report itself, one of the two waits and then sees the other.
    perform pg_advisory_xact_lock(hashtextextended(new.submission_id::text, 25));
    select id into new.report_id from report where report.submission_id = new.submission_id;
  end if;
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION evidence_of_submission(wanted uuid, bytes bytea)
 RETURNS TABLE(items integer, size bigint, has_these boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 1
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select count(*)::integer, coalesce(sum(item.size), 0)::bigint, coalesce(bool_or(item.sha256 = bytes), false)
  from evidence_item as item where item.submission_id = wanted
$function$
;

CREATE OR REPLACE FUNCTION evidence_standing(wanted uuid)
 RETURNS TABLE(id uuid, until date, held text, rule_from date, rule_source text)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
begin
  return query select item.id, (ended.on_day + make_interval(months => rule.keep_months))::date,
    case when exists (select from evidence_hold where item_id = item.id and released_at is null) then 'hold'
      when ended.on_day is null then 'open'
      when cases.is_in_force then 'order'
      when exists (select from asb_review where (asb_review.case_id = any (cases.ids) or asb_review.id in (select review_complaint.review_id
          from review_complaint where review_complaint.report_id = item.report_id))
        and asb_review.status not in ('closed', 'withdrawn')) then 'review'
      when rule.keep_months is null then 'rule' end,
    rule.valid_from, rule.source
  from evidence_item as item
  left join report on report.id = item.report_id
  cross join lateral (
    select array_agg(one.id) as ids, bool_or(one.status = 'open') as any_open, max(one.closed_at) as closed_at,
      (array_agg(one.outcome order by one.closed_at desc nulls last, one.id))[1] as outcome,
      coalesce(bool_or(used.is_open), false) as is_in_force, max(used.ends_on) as order_ended
    from asb_case as one
    left join lateral (select bool_or(status = 'open') as is_open, max(ends_on) as ends_on from intervention
      where intervention.case_id = one.id) as used on true
    where one.id in (select item.case_id union all
      select case_report.case_id from case_report where case_report.report_id = item.report_id)
  ) as cases
  cross join lateral (
    select case
      when cases.any_open then null
      when cases.ids is null and report.status not in ('closed', 'refused', 'not_asb') then null
      else (greatest(item.received_at, cases.closed_at, case when cases.ids is null
          then coalesce(report.closed_at, report.triaged_at, report.filed_at) end)
        at time zone 'Europe/London')::date end as closed_on
  ) as closed
  cross join lateral (select case when closed.closed_on is not null
    then greatest(closed.closed_on, cases.order_ended) end as on_day) as ended
  left join lateral (
    select * from evidence_retention as possible
    where possible.valid_from <= day_in_england() and possible.kind in ('any', item.kind)
      and possible.outcome in ('any', coalesce(cases.outcome, report.status))
    order by (possible.outcome <> 'any')::integer + (possible.kind <> 'any')::integer desc, possible.outcome = 'any',
      possible.valid_from desc
    limit 1
  ) as rule on true
  where (item.report_id is not null or item.case_id is not null) and item.deleted_at is null
    and (wanted is null or item.id = wanted);
end
$function$
;

CREATE OR REPLACE FUNCTION expect_directory_group(new_id uuid, of_organisation integer, new_name text, new_role text, new_team uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if not am_coordinator() then
    raise insufficient_privilege using message = 'Only a co-ordinator decides what a group gives';
  end if;
  insert into directory_group (id, organisation_id, display_name, role, team_id, is_provisioned)
  values (new_id, of_organisation, new_name, new_role, new_team, false)
  on conflict do nothing;
  return found;
end
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
  select kind, withdrawn, array(select unnest(machines_in(before)) except select unnest(machines_in(after))), clock_timestamp()
  where not machines_in(before) <@ machines_in(after)
  on conflict (record_kind, record_id) do update
  set audience = array(select unnest(erased_record.audience) union select unnest(excluded.audience)),
    erased_at = excluded.erased_at;
  update erased_record set audience = array(select unnest(audience) except select unnest(machines_in(after)))
  where record_kind = kind and record_id = withdrawn and audience && machines_in(after)
$function$
;

CREATE OR REPLACE FUNCTION find_subject_memberships(for_organisation integer, names text[])
 RETURNS TABLE(membership_id uuid, group_id uuid, group_name text, member_name text, role text, since date, until date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
 SET "pg_trgm.word_similarity_threshold" TO '0.6'
AS $function$
  select case when is_for_me(kept.organisation_id, kept.partition_code) then belongs.id end,
    case when is_for_me(kept.organisation_id, kept.partition_code) then kept.id end,
    case when is_for_me(kept.organisation_id, kept.partition_code) then kept.name end,
    case when is_for_me(kept.organisation_id, kept.partition_code) then coalesce(profile.name, belongs.name) end,
    case when is_for_me(kept.organisation_id, kept.partition_code) then belongs.role end,
    case when is_for_me(kept.organisation_id, kept.partition_code) then belongs.since end,
    case when is_for_me(kept.organisation_id, kept.partition_code) then belongs.until end
  from group_member as belongs join person_group as kept on kept.id = belongs.group_id
  left join profile on profile.id = belongs.profile_id
  where kept.organisation_id = for_organisation and for_organisation = any (my_governance())
    and exists (select from unnest(names) as name (wanted) where name.wanted <> ''
      and plain_words(coalesce(profile.name, belongs.name)) operator(public.%>) plain_words(name.wanted))
  order by belongs.since, belongs.id
$function$
;

CREATE OR REPLACE FUNCTION find_subject_records(for_organisation integer, names text[], emails text[], phones text[], addresses text[], phrases text[], patterns text[], filed_from timestamp with time zone, filed_before timestamp with time zone, most integer)
 RETURNS TABLE(report_id uuid, case_id uuid, place text, term text, found text, score real)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 100
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select * from subject_matches(
    array(select id from circle where organisation_id = for_organisation and id = any (my_circles())), for_organisation,
    names, emails, phones, addresses, phrases, patterns, filed_from, filed_before)
  where for_organisation = any (my_governance())
  order by score desc, report_id, case_id
  limit most
$function$
;

CREATE OR REPLACE FUNCTION flag_kinds(wanted uuid[])
 RETURNS TABLE(report_id uuid, kinds text[])
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 25
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
  circles constant integer[] := my_circles();
begin
  return query
  select flag.report_id, array_agg(distinct flag_rule.kind)
  from flag
  join report on report.id = flag.report_id and report.audience && circles
  join flag_rule on flag_rule.code = flag.rule and flag_rule.version = flag.rule_version
  cross join lateral (select case flag_rule.measure when 'reports' then flag_rule.at_least - 1 else 1 end) as least (others)
  where flag.report_id = any (wanted) and flag.ended_at is null and flag.expires_at > now()
    and (flag.rests_on_itself or least.others <= (select count(*) from (
      select from report as other where other.id = any (flag.basis)
        and (other.audience && circles or other.outline_audience && circles
          or exists (select from share where share.report_id = other.id and share.level in ('signpost', 'exists')
            and share.ended_at is null and (share.expires_at is null or share.expires_at > now())
            and share.circle_id = any (circles)))
      limit least.others) as counted))
  group by flag.report_id;
end
$function$
;

CREATE OR REPLACE FUNCTION flag_rules_on(day date)
 RETURNS SETOF flag_rule
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select distinct on (code) * from flag_rule where valid_from <= day and (valid_to is null or valid_to > day)
  order by code, version desc
$function$
;

CREATE OR REPLACE FUNCTION flags_of(wanted uuid[])
 RETURNS TABLE(id uuid, report_id uuid, kind text, rule text, rule_version integer, name text, source text, at_least integer, window_days integer, rests_on_itself boolean, counted integer, seen text[], elsewhere json, unnamed integer, raised_at timestamp with time zone, expires_at timestamp with time zone, ended_at timestamp with time zone, ended_because text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 5
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
  circles constant integer[] := my_circles();
begin
  -- Most reports have none.
  if not exists (select from flag where flag.report_id = any (wanted)) then return; end if;
  return query
  select flag.id, flag.report_id, flag_rule.kind, flag.rule, flag.rule_version, flag_rule.name, flag_rule.source,
    flag_rule.at_least, flag_rule.window_days, flag.rests_on_itself, told.counted, told.seen, told.elsewhere, told.unnamed,
    flag.raised_at, flag.expires_at, flag.ended_at, flag.ended_because
  from flag
  join report on report.id = flag.report_id and report.audience && circles
  join flag_rule on flag_rule.code = flag.rule and flag_rule.version = flag.rule_version
  cross join lateral told_of(flag.basis) as told
  where flag.report_id = any (wanted)
    and (flag.rests_on_itself or case flag_rule.measure when 'reports' then told.counted + 1 >= flag_rule.at_least
      else told.counted > 0 end)
  order by flag.ended_at is not null, array_position(array['vulnerability', 'escalation', 'repeat_victim'], flag_rule.kind),
    flag.raised_at, flag.id;
end
$function$
;

CREATE OR REPLACE FUNCTION flags_while_typing(people jsonb, place point, wanted_type text)
 RETURNS TABLE(person integer, kind text, rule text, rule_version integer, name text, source text, at_least integer, window_days integer, rests_on_itself boolean, counted integer, seen text[], elsewhere json, unnamed integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 10
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  with rules as materialized (
    select * from flag_rules_on((now() at time zone 'Europe/London')::date) where measure <> 'risk' and my_member() is not null
  ), typed as materialized (
    select (given.position - 1)::integer as position, coalesce(given.one ->> 'role', 'victim') as role,
      name_key(coalesce(given.one ->> 'name', '')) as own_name, coalesce(given.one -> 'vulnerabilities', '[]') <> '[]' as is_vulnerable,
      array(select keys.key from typed_keys(given.one) as keys where keys.kind = any (kinds_of_entity('person'))) as person_keys,
      array(select keys.kind from typed_keys(given.one) as keys where keys.kind = any (kinds_of_entity('person'))) as person_kinds,
      array(select keys.key from typed_keys(given.one) as keys where keys.kind = 'household') as household_keys
    from jsonb_array_elements(people) with ordinality as given (one, position) where given.position <= 10
  ), found as (
    select typed.position, rules.code, rules.version, typed.is_vulnerable and rules.measure = 'vulnerability' as own,
      case when rules.measure = 'vulnerability'
        then array(select other from reports_with_key(typed.person_keys, typed.person_kinds, typed.own_name, rules.roles, null,
          now() - make_interval(days => rules.window_days), now(), null, null) as other
          where is_vulnerable_in(other, typed.person_keys, typed.person_kinds))
        else array(select reports_with_key(
          case rules.entity when 'household' then typed.household_keys else typed.person_keys end,
          case rules.entity when 'household' then array_fill('household'::text, array[cardinality(typed.household_keys)])
            else typed.person_kinds end, typed.own_name, rules.roles, case when rules.same_type then wanted_type end,
          now() - make_interval(days => rules.window_days), now(), null, null)) end as basis
    from typed join rules on rules.entity in ('person', 'household') and typed.role = any (rules.roles)
      and (not rules.same_type or wanted_type is not null)
    union all
    select null, rules.code, rules.version, false, array(select reports_at(place, rules.within_m,
      case when rules.same_type then wanted_type end, now() - make_interval(days => rules.window_days), now(), null))
    from rules where rules.entity = 'place' and place is not null and (not rules.same_type or wanted_type is not null)
  )
  select found.position, rules.kind, rules.code, rules.version, rules.name, rules.source, rules.at_least, rules.window_days,
    found.own, told.counted, told.seen, told.elsewhere, told.unnamed
  from found join rules on rules.code = found.code and rules.version = found.version
  cross join lateral told_of(found.basis) as told
  where found.own or case rules.measure when 'reports' then told.counted + 1 >= rules.at_least else told.counted > 0 end
  order by array_position(array['vulnerability', 'escalation', 'repeat_victim'], rules.kind), found.position, rules.code
$function$
;

CREATE OR REPLACE FUNCTION follow_page(link bytea)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select case when place.ended_at is null and is_fit_to_follow(place.case_id)
    then jsonb_build_object('isOpen', true, 'words', place.words, 'wordsCy', place.words_cy, 'organisation', organisation.name)
    else jsonb_build_object('isOpen', false, 'words', '', 'wordsCy', '', 'organisation', organisation.name) end
  from followed_place as place join organisation on organisation.id = place.organisation_id
  where place.secret_hash = link
$function$
;

CREATE OR REPLACE FUNCTION follow_place(link bytea, given jsonb, own bytea)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  found_place uuid;
  follows uuid := (given ->> 'id')::uuid;
begin
  select id into found_place from followed_place
  where secret_hash = link and ended_at is null and is_fit_to_follow(case_id) for share;
  if found_place is null then return false; end if;
  perform pg_advisory_xact_lock(hashtext(found_place::text || lower(given ->> 'recipient')));
  if exists (select from follower where id = follows)
    or given ->> 'recipient' <> '' and exists (select from follower
      where place_id = found_place and lower(recipient) = lower(given ->> 'recipient')) then
    return true;
  end if;
  insert into follower (id, place_id, secret_hash, channel, recipient, language, affects_me, confirmed_at)
  values (follows, found_place, own, given ->> 'channel', given ->> 'recipient', given ->> 'language',
    (given ->> 'affectsMe')::boolean, case when given ->> 'channel' = 'page' then now() end);
  if given ->> 'channel' <> 'page' then
    insert into follower_message (id, follower_id, channel) values ((given ->> 'message')::uuid, follows, given ->> 'channel');
    insert into outgoing_message (id, channel, recipient, subject, body, language)
    values ((given ->> 'message')::uuid, given ->> 'channel', given ->> 'recipient', given ->> 'subject', given ->> 'body',
      given ->> 'language');
  end if;
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION following_ends()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if tg_table_name = 'asb_case' then
    update followed_place set ended_at = now(), version = version + 1,
      ended_because = case when new.status = 'closed' then 'The case was closed'
        when new.partition_code is not null then 'The case was restricted' else 'Another organisation leads the case' end
    where case_id = new.id and ended_at is null;
  else
    update follower set last_due_at = now()
    where place_id = new.id and ended_at is null and confirmed_at is not null
      and (channel <> 'page' or report_id is not null);
    update follower set ended_at = now(), ended_because = 'place_ended', recipient = ''
    where place_id = new.id and ended_at is null and last_due_at is null;
    update update_nudge set answered_at = now() where place_id = new.id and answered_at is null;
  end if;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION following_page(link bytea)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select jsonb_build_object('organisation', organisation.name, 'isConfirmed', follower.confirmed_at is not null,
    'endedBecause', coalesce(follower.ended_because, case when not fit.is_open then 'place_ended' end),
    'words', case when fit.is_open then place.words else '' end, 'wordsCy', case when fit.is_open then place.words_cy else '' end,
    'news', case when fit.is_open and follower.ended_at is null then (select coalesce(jsonb_agg(jsonb_build_object('at', news.written_at,
        'words', news.words, 'wordsCy', news.words_cy) order by news.written_at desc, news.id), '[]')
      from place_news as news where news.place_id = place.id) else '[]' end)
  from follower
  join followed_place as place on place.id = follower.place_id
  join organisation on organisation.id = place.organisation_id
  cross join lateral (select place.ended_at is null and is_fit_to_follow(place.case_id) as is_open) as fit
  where follower.secret_hash = link
$function$
;

CREATE OR REPLACE FUNCTION found_by_rule(mine report, rule flag_rule, until timestamp with time zone)
 RETURNS TABLE(subject uuid, rests_on_itself boolean, basis uuid[])
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  after timestamptz := until - make_interval(days => rule.window_days);
  named record;
begin
  if rule.measure = 'risk' then
    return query select mine.id, true, '{}'::uuid[] from (select band from risk_assessment
      where risk_assessment.report_id = mine.id order by assessed_at desc, id desc limit 1) as latest where latest.band = 'high';
    return;
  end if;
  if rule.entity = 'place' then
    if mine.location is null or place_spread_m(mine.place_kind, mine.location_precision_m) > rule.within_m then return; end if;
    return query select mine.id, false, array_agg(other) from reports_at(mine.location, rule.within_m,
      case when rule.same_type then mine.asb_type end, after, until, mine.id) as other
    having count(*) + 1 >= rule.at_least;
    return;
  end if;
  for named in
    select report_key.subject, array_agg(report_key.key) as keys, array_agg(report_key.kind) as kinds, max(report_key.name) as own_name,
      report_person.profile_id, coalesce(report_person.vulnerabilities <> '{}', false) as is_vulnerable
    from report_key left join report_person on report_person.id = report_key.subject
    where report_key.report_id = mine.id and report_key.role = any (rule.roles)
      and report_key.kind = any (kinds_of_entity(rule.entity))
    group by report_key.subject, report_person.profile_id, report_person.vulnerabilities
    union all
    -- Somebody without anything to find them by may be vulnerable all the same.
    select id, '{}', '{}', '', profile_id, true from report_person
    where rule.measure = 'vulnerability' and report_id = mine.id and vulnerabilities <> '{}' and role = any (rule.roles)
      and not exists (select from report_key where report_key.subject = report_person.id
        and kind = any (kinds_of_entity(rule.entity)))
    union all
    select mine.id, '{}', '{}', '', null, true where rule.measure = 'vulnerability'
      and (select is_vulnerable from risk_assessment where risk_assessment.report_id = mine.id
        order by assessed_at desc, id desc limit 1)
  loop
    subject := named.subject;
    rests_on_itself := rule.measure = 'vulnerability' and named.is_vulnerable;
    basis := array(select reports_with_key(named.keys, named.kinds, named.own_name, rule.roles,
      case when rule.same_type then mine.asb_type end, after, until, mine.id, named.profile_id));
    if rule.measure = 'vulnerability' then
      basis := array(select other from unnest(basis) as other where is_vulnerable_in(other, named.keys, named.kinds));
      if rests_on_itself or basis <> '{}' then return next; end if;
    elsif cardinality(basis) + 1 >= rule.at_least then
      return next;
    end if;
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION give_by_hand_over(of_hand_over hand_over, of_partition text)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  with basis as (
    select coalesce((select label || ' (' || citation || ')' from lawful_basis where code = of_hand_over.lawful_basis_code), '')
      as words
  ), record (report_id, case_id, through_case_id, kind, of_partition) as (
    select of_hand_over.report_id, of_hand_over.case_id, null::uuid,
      case when of_hand_over.report_id is null then 'case' else 'report' end, of_partition
    union all
    select report.id, null, of_hand_over.case_id, 'report', report.partition_code
    from case_report join report on report.id = case_report.report_id
    where case_report.case_id = of_hand_over.case_id and report.organisation_id = of_hand_over.giver_organisation_id
      and (report.partition_code is null or report.partition_code = of_partition)
      and level_needed(of_hand_over) in ('summary', 'full')
  ), covered as (
    select record.*, agreement_between(of_hand_over.giver_organisation_id, of_hand_over.receiver_organisation_id,
      level_needed(of_hand_over), record.kind, record.of_partition) as agreement_id
    from record
  )
  insert into share (id, report_id, case_id, organisation_id, agreement_id, level, because, through_case_id, hand_over_id,
    reason, lawful_basis, given_by_organisation_id, given_by, given_at)
  select gen_random_uuid(), covered.report_id, covered.case_id, of_hand_over.receiver_organisation_id, agreement_id,
    level_needed(of_hand_over), 'hand_over', through_case_id, of_hand_over.id, of_hand_over.reason,
    case when agreement_id is null then basis.words else '' end, of_hand_over.giver_organisation_id,
    case when of_hand_over.kind = 'request_access' then my_member() else of_hand_over.asked_by end, clock_timestamp()
  from covered cross join basis
  where (agreement_id is not null or of_hand_over.insists)
    -- Whoever takes the record over holds it and needs no share of it.
    and (of_hand_over.kind <> 'transfer' or through_case_id is not null)
$function$
;

CREATE OR REPLACE FUNCTION hand_over_follows_record()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if new.partition_code is distinct from old.partition_code then
    update hand_over set partition_code = new.partition_code, version = version + 1
    where new.id in (report_id, case_id);
  end if;
  -- While a report is routed anew nobody holds it; what waits goes on waiting.
  if new.organisation_id is not null then
    update hand_over set to_organisation_id = new.organisation_id, version = version + 1
    where new.id in (report_id, case_id) and status = 'awaiting' and kind = 'request_access'
      and to_organisation_id <> new.organisation_id and from_organisation_id <> new.organisation_id;
    update hand_over set status = 'lapsed', ended_at = clock_timestamp(), version = version + 1,
      ended_because = name_of_organisation(new.organisation_id) || ' holds the record now'
    where new.id in (report_id, case_id) and status = 'awaiting'
      and (kind = 'request_access') = (from_organisation_id = new.organisation_id);
  end if;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION hand_over_follows_share()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  update hand_over set status = 'ended', ended_at = new.ended_at, ended_by = new.ended_by,
    ended_because = new.ended_because, version = version + 1
  where id = new.hand_over_id and status = 'accepted' and kind in ('refer', 'request_access');
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION hand_over_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'A snapshot of a hand-over is never changed';
end
$function$
;

CREATE OR REPLACE FUNCTION hand_overs_waiting(wanted uuid[])
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 1
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  mine constant integer[] := my_organisations();
begin
  if my_member() is null
    or not exists (select from hand_over where hand_over.report_id = any (wanted) and hand_over.status = 'awaiting') then return; end if;
  return query
  select distinct hand_over.report_id from hand_over
  where hand_over.report_id = any (wanted) and hand_over.status = 'awaiting'
    and ((from_organisation_id = any (mine) or to_organisation_id = any (mine))
        and is_cleared(my_member(), hand_over.partition_code,
          array(select unnest(mine) intersect select unnest(array[from_organisation_id, to_organisation_id])))
      or hand_over.kind = 'assign'
        and exists (select from report where report.id = hand_over.report_id and report.audience && my_circles()));
end
$function$
;

CREATE OR REPLACE FUNCTION has_cleared_person(organisation integer, of_partition text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select of_partition is null or exists (select from membership
    where membership.organisation_id = organisation and membership.valid_from <= current_date
      and (membership.valid_to is null or membership.valid_to > current_date)
      and is_cleared(membership.member_id, of_partition, array[organisation]))
$function$
;

CREATE OR REPLACE FUNCTION hidden_links(of_case uuid)
 RETURNS TABLE(id uuid, at timestamp with time zone, kind text, organisation_id integer, actor_name text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 5
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  return query select entry.id, entry.at, entry.kind, entry.organisation_id, entry.actor_name
    from asb_case
    join timeline_entry as entry on entry.case_id = asb_case.id and entry.about_report_id is not null
    join report on report.id = entry.about_report_id
    where asb_case.id = of_case and asb_case.audience && my_circles()
      and report.partition_code is null and not report.audience && my_circles();
end
$function$
;

CREATE OR REPLACE FUNCTION high_risk_suggests()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  perform suggest_cases(array(select report_id from added where band = 'high'));
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION hold_marks_evidence()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  update evidence_item set kept_until = standing.until, held_by = standing.held
  from evidence_standing(new.item_id) as standing where evidence_item.id = standing.id;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION hold_record(of_report uuid, of_case uuid)
 RETURNS TABLE(holder integer, of_partition text, audience integer[], is_open boolean, title text, status text, version integer, queue_id uuid)
 LANGUAGE plpgsql
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if of_report is not null then
    return query select report.organisation_id, report.partition_code, report.audience,
      report.status in ('awaiting_triage', 'accepted'), report.title, report.status, report.version, report.queue_id
    from report where report.id = of_report for no key update;
  else
    return query select asb_case.organisation_id, asb_case.partition_code, asb_case.audience,
      asb_case.status = 'open', asb_case.title, asb_case.status, asb_case.version, null::uuid
    from asb_case where asb_case.id = of_case for no key update;
  end if;
end
$function$
;

CREATE OR REPLACE FUNCTION holder_disclosures(holders integer[], since timestamp with time zone, before timestamp with time zone, before_id uuid, wanted_verb text, wanted_member uuid, word text, most integer)
 RETURNS SETOF audit_entry
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 50
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select audit_entry.* from audit_entry
  where my_member() is not null and audit_entry.at >= since
    and (audit_entry.at, audit_entry.id) < (before, before_id)
    and not coalesce(audit_entry.organisation_id = any ((select my_organisations())::integer[]), false)
    and (wanted_verb is null or audit_entry.verb = wanted_verb)
    and (wanted_member is null or audit_entry.member_id = wanted_member)
    and (word is null or audit_entry.reason ilike word or audit_entry.summary ilike word)
    and (audit_entry.record_kind = 'report' and exists (select from report where report.id = audit_entry.record_id
          and report.organisation_id = any ((select audited_organisations())::integer[])
          and report.organisation_id = any (holders) and report.audience && (select my_circles()))
      or audit_entry.record_kind = 'case' and exists (select from asb_case where asb_case.id = audit_entry.record_id
          and asb_case.organisation_id = any ((select audited_organisations())::integer[])
          and asb_case.organisation_id = any (holders) and asb_case.audience && (select my_circles())))
  order by audit_entry.at desc, audit_entry.id desc
  limit most
$function$
;

CREATE OR REPLACE FUNCTION holder_matches_anew()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  update report_person set profile_id = null, matched_because = '' where report_id = new.id and profile_id is not null;
  insert into match_due (report_id)
  select new.id where new.organisation_id is not null and exists (select from report_person where report_id = new.id)
  on conflict do nothing;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION holds_evidence(wanted uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select exists (select from evidence_item as item where item.id = wanted and (
    exists (select from report where report.id = item.report_id and organisation_id = any ((select my_casework())::integer[]))
    or exists (select from asb_case where asb_case.id = item.case_id and organisation_id = any ((select my_casework())::integer[]))
    or item.report_id is null and item.case_id is null and item.inbox_organisation_id is not null))
$function$
;

CREATE OR REPLACE FUNCTION holds_report(of_report uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select my_member() is not null and exists (select from report
    where report.id = of_report and report.organisation_id = any (my_organisations()))
$function$
;

CREATE OR REPLACE FUNCTION household_key(address text, postcode text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select case when numbers = '' or code = '' then '' else numbers || '|' || code end
  from (select
    case when postcode = '' then substring(upper(address) from '[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}') else postcode end as raw
  ) as given
  cross join lateral (select
    coalesce(pg_catalog.regexp_replace(substring(upper(raw) from '[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}'), '\s', '', 'g'), '') as code,
    coalesce((select string_agg(lower(number[1]), '/') from pg_catalog.regexp_matches(
      replace(upper(address), upper(coalesce(raw, '')), ''), '[0-9]+[A-Z]?\M', 'g') as number), '') as numbers) as parts
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

CREATE OR REPLACE FUNCTION incident_states(of_incidents uuid[])
 RETURNS TABLE(incident_id uuid, reference text, status text, organisation_name text, changed_at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 20
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  return query select incident.id, report.reference, report.status, organisation.name,
      (select max(incident_change.at) from incident_change where incident_change.incident_id = incident.id)
    from incident
    join incident_report on incident_report.incident_id = incident.id
    join report on report.id = incident_report.report_id
    left join organisation on organisation.id = report.organisation_id
    where incident.id = any (of_incidents) and takes_in(incident.organisation_id);
end
$function$
;

CREATE OR REPLACE FUNCTION is_cleared(person uuid, of_partition text, organisations integer[])
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select of_partition is null or exists (select from clearance
    where clearance.member_id = person and clearance.partition_code = of_partition
      and clearance.organisation_id = any (organisations) and withdrawn_at is null
      and valid_from <= current_date and (valid_to is null or valid_to > current_date))
$function$
;

CREATE OR REPLACE FUNCTION is_fit_to_follow(of_case uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select exists (select from asb_case join asb_type on asb_type.code = asb_case.asb_type
      where asb_case.id = of_case and status = 'open' and partition_code is null and location is not null
        and qualifier <> 'personal'
        and not exists (select from followed_place where case_id = of_case and ended_at is null
          and asb_case.asb_type <> all (like_types)))
    and not exists (select from case_report join report on report.id = report_id join asb_type on asb_type.code = asb_type
      where case_id = of_case and (partition_code is not null or opening_qualifier = 'personal'
        or closing_qualifier = 'personal' or qualifier = 'personal'))
$function$
;

CREATE OR REPLACE FUNCTION is_for_me(of_organisation integer, of_partition text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select my_member() is not null and of_organisation = any (my_organisations())
    and (of_partition is null or exists (select from circle
      where circle.organisation_id = of_organisation and circle.partition_code = of_partition and not circle.given
        and circle.agreement_id is null and circle.member_id is null and circle.id = any (my_circles())))
$function$
;

CREATE OR REPLACE FUNCTION is_of_organisation_alone(person uuid, of_organisation integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select not exists (select from membership where member_id = person and organisation_id <> of_organisation)
    and not exists (select from directory_user where member_id = person and organisation_id <> of_organisation)
$function$
;

CREATE OR REPLACE FUNCTION is_opened(wanted uuid, since timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select exists (select from report
    cross join lateral (select report.id, since
      union all select case_id, greatest(since, linked_at) from case_report where report_id = wanted) as opened (id, since)
    join audit_entry on audit_entry.record_id = opened.id and audit_entry.at >= opened.since
    where report.id = wanted and audit_entry.verb = 'consult' and audit_entry.member_id is not null
      and audit_entry.organisation_id = report.organisation_id
      and audit_entry.member_id is distinct from report.entered_by)
$function$
;

CREATE OR REPLACE FUNCTION is_police(force integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$ select exists (select from organisation where id = force and kind = 'police') $function$
;

CREATE OR REPLACE FUNCTION is_restricted_group(wanted uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$ select exists (select from person_group where id = wanted and partition_code is not null) $function$
;

CREATE OR REPLACE FUNCTION is_restricted_report(wanted uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$ select exists (select from report where id = wanted and partition_code is not null) $function$
;

CREATE OR REPLACE FUNCTION is_vulnerable_in(report uuid, keys text[], kinds text[])
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select exists (select from report_person join report_key on report_key.subject = report_person.id
    join unnest(keys, kinds) as mine (key, kind) on mine.key = report_key.key and mine.kind = report_key.kind
    where report_person.report_id = report and report_person.vulnerabilities <> '{}')
$function$
;

CREATE OR REPLACE FUNCTION issue_access_token(client uuid, client_secret_hash bytea, new_token_hash bytea, wanted text[], seconds integer)
 RETURNS text[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  granted text[];
begin
  select array(select ability from unnest(array['read_feed', 'file_reports', 'provision_directory', 'read_audit'],
      array[held.may_read_feed, held.may_file_reports, held.may_provision, held.may_read_audit]) as given (ability, may)
      where may and (wanted = '{}' or ability = any (wanted)))
    into granted
    from api_token_of(client_secret_hash) as held
    join api_token on api_token.id = held.id and api_token.secret_hash = client_secret_hash
    where held.id = client;
  if granted is null or granted = '{}' then return granted; end if;
  insert into access_token (token_hash, api_token_id, abilities, expires_at)
    select new_token_hash, client, granted,
      least(now() + make_interval(secs => least(seconds, 3600)), coalesce(api_token.expires_at, 'infinity'))
    from api_token where api_token.id = client;
  return granted;
end
$function$
;

CREATE OR REPLACE FUNCTION keep_emailed_referral(sheet uuid, of_organisation integer, named text, sent_by text, heads text[], placed text[], of_rows json, answered_with uuid, answer_subject text, answer text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if my_member() is not null or not of_organisation = any (my_organisations()) then return false; end if;
  insert into referral_sheet (id, organisation_id, sender, name, header, targets)
    values (sheet, of_organisation, sent_by, named, heads, coalesce((select targets from referral_sheet
      where organisation_id = of_organisation and header = heads order by added_at desc limit 1), placed))
    on conflict do nothing;
  if not found then return false; end if;
  insert into referral_row (sheet_id, line, cells)
    select sheet, place, array(select json_array_elements_text(cells))
    from json_array_elements(of_rows) with ordinality as given (cells, place);
  insert into outgoing_message (id, channel, recipient, subject, body)
    values (answered_with, 'email', sent_by, answer_subject, answer);
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION keep_flags(mine report, by_rule flag_rule, until timestamp with time zone, OUT linked uuid[], OUT subjects uuid[])
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  found record;
begin
  linked := '{}';
  subjects := '{}';
  for found in select * from found_by_rule(mine, by_rule, until) loop
    linked := linked || found.basis;
    subjects := subjects || found.subject;
    -- What a person ended is not raised again for the same records.
    continue when exists (select from flag where report_id = mine.id and flag.rule = by_rule.code
      and flag.subject = found.subject and ended_by is not null and flag.basis @> found.basis);
    insert into flag (id, report_id, rule, rule_version, subject, rests_on_itself, basis, expires_at)
    values (gen_random_uuid(), mine.id, by_rule.code, by_rule.version, found.subject, found.rests_on_itself, found.basis,
      until + make_interval(days => by_rule.expires_after_days))
    on conflict (report_id, rule, subject) where ended_at is null
    do update set basis = excluded.basis, rests_on_itself = excluded.rests_on_itself, rule_version = excluded.rule_version,
      expires_at = greatest(flag.expires_at, excluded.expires_at);
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION keep_review_audience()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  update asb_review set audience = (select coalesce(array_agg(organisation_id order by organisation_id), '{}')
    from review_body where review_id = new.review_id) where id = new.review_id;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION keeps_contact(of_case uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select my_member() is not null and exists (select from asb_case
    where asb_case.id = of_case and asb_case.organisation_id = any (my_organisations()))
$function$
;

CREATE OR REPLACE FUNCTION keeps_services(of_organisation integer)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$ begin return am_one_of('{coordinator}', of_organisation); end $function$
;

CREATE OR REPLACE FUNCTION keys_of(name text, born_on date, phone text, email text, address text, postcode text)
 RETURNS TABLE(kind text, key text)
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select made.kind, made.key from (select
      name_key(name) as full_name,
      postcode_key(case when postcode = '' then address else postcode end) as code,
      phone_digits(phone) as digits) as parts
  cross join lateral (values
    ('phone', case when length(digits) >= 9 then digits else '' end),
    ('email', case when email like '%_@_%' then lower(btrim(email)) else '' end),
    ('name_born', case when full_name <> '' then full_name || '|' || born_on else '' end),
    ('name_postcode', case when full_name <> '' and code <> '' then full_name || '|' || code else '' end),
    ('household', household_key(address, postcode)),
    ('postcode', code),
    ('born', born_on::text)) as made (kind, key)
  where made.key <> ''
$function$
;

CREATE OR REPLACE FUNCTION kinds_of_entity(entity text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select case entity when 'household' then array['household'] else array['phone', 'email', 'name_born', 'name_postcode'] end $function$
;

CREATE OR REPLACE FUNCTION known_place(at point, of_type text, safe text[])
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select jsonb_build_object('id', place.id, 'words', place.words, 'wordsCy', place.words_cy, 'organisation', organisation.name)
  from followed_place as place
  join organisation on organisation.id = place.organisation_id
  join asb_case on asb_case.id = place.case_id
  where place.ended_at is null and place.location <@ circle(at, 1000) and place.location <-> at <= place.within_m
    and of_type = any (safe) and asb_case.asb_type = any (safe)
    and of_type = any (place.like_types) and is_fit_to_follow(place.case_id)
  order by place.location <-> at, place.id limit 1
$function$
;

CREATE OR REPLACE FUNCTION known_while_typing(people jsonb)
 RETURNS TABLE(person integer, report_id uuid, subject uuid, kinds text[])
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 20
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
begin
  if my_member() is null then return; end if;
  return query
  select (given.position - 1)::integer, found.report_id, found.subject, array_agg(distinct found.kind order by found.kind)
  from jsonb_array_elements(people) with ordinality as given (one, position)
  cross join lateral (select name_key(coalesce(given.one ->> 'name', '')) as name) as own
  cross join lateral typed_keys(given.one) as keys
  join report_key as found on found.key = keys.key and found.kind = keys.kind
    -- One telephone may serve a house: another name is somebody else.
    and (found.kind <> 'phone' or '' in (found.name, own.name) or public.similarity(found.name, own.name) >= 0.5)
  join report on report.id = found.report_id
    and report.organisation_id = any (my_organisations()) and report.audience && my_circles()
  where keys.kind = any (kinds_of_entity('person')) and given.position <= 21
  group by given.position, found.report_id, found.subject
  order by max(found.filed_at) desc
  limit 60;
end
$function$
;

CREATE OR REPLACE FUNCTION last_happening(wanted uuid)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select greatest(
    (select opened_at from asb_case where asb_case.id = wanted),
    (select max(at) from timeline_entry where timeline_entry.case_id = wanted
      and (member_id is not null or organisation_id is not null or actor_name <> 'OpenASB')),
    (select max(entry.at) from case_report join timeline_entry as entry on entry.report_id = case_report.report_id
      where case_report.case_id = wanted
        and (entry.member_id is not null or entry.organisation_id is not null or entry.actor_name <> 'OpenASB')))
$function$
;

CREATE OR REPLACE FUNCTION leads_review(wanted uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select my_member() is not null and exists (select from asb_review
    where asb_review.id = wanted and asb_review.organisation_id = any (my_organisations()))
$function$
;

CREATE OR REPLACE FUNCTION ledger_lines(reports uuid[])
 RETURNS TABLE(report_id uuid, reference text, is_seen boolean, organisation text, asb_type text, kind text, family text, made_at timestamp with time zone, incident_at timestamp with time zone, counts_with uuid, limb_a boolean, limb_because text, is_hate boolean, easting double precision, northing double precision)
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select report.id, case when report.partition_code is null or report.audience && my_circles() then report.reference else '' end,
    report.audience && my_circles(), coalesce(organisation.short_name, ''), report.asb_type, asb_type.label,
    coalesce(asb_type.parent, asb_type.code), report.filed_at,
    report.occurred_to, coalesce(ledger.counts_with, report.id), coalesce(ledger.limb_a, true),
    coalesce(ledger.limb_because, ''), coalesce(ledger.is_hate, false), location[0], location[1]
  from report
  left join complaint_ledger as ledger on ledger.report_id = report.id
  left join organisation on organisation.id = report.organisation_id
  join asb_type on asb_type.code = report.asb_type
  where report.id = any (reports)
$function$
;

CREATE OR REPLACE FUNCTION level_needed(of_hand_over hand_over)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case of_hand_over.kind when 'transfer' then 'full' when 'assign' then null else of_hand_over.level end
$function$
;

CREATE OR REPLACE FUNCTION link_repeat(link bytea, told text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  found_report uuid;
  first_report uuid;
begin
  select report_id into found_report from report_status_link where secret_hash = link;
  if found_report is null or my_filing() is null or not exists (select from report where id = my_filing()) then
    return false;
  end if;
  select coalesce((select other_report_id from report_link where report_id = found_report and said_by_reporter), found_report)
    into first_report;
  insert into report_link (report_id, other_report_id, reason, said_by_reporter)
  values (my_filing(), first_report, 'The reporter says that it happened again', true);
  insert into contact_wish (report_id, language, only_channel, unsafe_channels, safe_times, avoid_words, set_by)
  select my_filing(), language, only_channel, unsafe_channels, safe_times, avoid_words, set_by
  from contact_wish where report_id = found_report;
  insert into timeline_entry (id, report_id, about_report_id, kind, what, actor_name)
  values (gen_random_uuid(), first_report, my_filing(), 'happened_again', told, 'Member of the public');
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION looks_after(of_organisation integer)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  return of_organisation = any (my_organisations()) and my_member() is not null
    and am_one_of('{coordinator,supervisor}', of_organisation);
end
$function$
;

CREATE OR REPLACE FUNCTION machines_in(audience integer[])
 RETURNS integer[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select array(select distinct organisation_id from circle
    where id = any (audience) and partition_code is null and member_id is null order by 1)
$function$
;

CREATE OR REPLACE FUNCTION map_directory_group(wanted_id uuid, seen_version integer, new_role text, new_team uuid)
 RETURNS TABLE(new_version integer, members uuid[])
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if not am_coordinator() then
    raise insufficient_privilege using message = 'Only a co-ordinator decides what a group gives';
  end if;
  perform pg_advisory_xact_lock(hashtext(current_schema() || ' directory'));
  update directory_group set role = new_role, team_id = new_team, version = version + 1, modified_at = clock_timestamp()
  where id = wanted_id and version = seen_version
  returning version into new_version;
  if new_version is not null then
    members := settle_memberships(array(select user_id from directory_group_member where group_id = wanted_id));
    return next;
  end if;
end
$function$
;

CREATE OR REPLACE FUNCTION match_person(named_id uuid, to_profile uuid, new_profile uuid, because text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  named record;
begin
  select report_person.*, report.organisation_id into named
  from report_person join report on report.id = report_person.report_id
  where report_person.id = named_id and my_member() is not null
    and report.organisation_id = any (my_organisations()) and report.audience && my_circles()
  for update of report_person;
  if named.id is null or (to_profile is not null and new_profile is not null) then return false; end if;
  if to_profile is not null and not exists (
    select from profile where profile.id = to_profile and profile.organisation_id = named.organisation_id
      and exists (select from report_person as other join report on report.id = other.report_id
        where other.profile_id = profile.id and report.organisation_id = any (my_organisations())
          and report.audience && my_circles())) then return false; end if;
  if new_profile is not null then
    insert into profile (id, organisation_id, name, born_on)
    values (new_profile, named.organisation_id, named.name, named.born_on);
  end if;
  update report_person set profile_id = coalesce(to_profile, new_profile), matched_because = because where id = named_id;
  insert into profile_match (id, report_person_id, organisation_id, profile_id, outcome, because, decided_by)
  values (gen_random_uuid(), named_id, named.organisation_id, coalesce(to_profile, new_profile, named.profile_id),
    case when to_profile is not null then 'chosen' when new_profile is not null then 'created' else 'undone' end,
    because, my_member());
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION may_be_covered(person uuid, of_organisation integer, of_role text, of_team uuid, of_area_kind text, of_area_code text, day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select exists (select from membership as own
    where own.member_id = person and own.organisation_id = of_organisation and own.role = of_role
      and own.team_id is not distinct from of_team and own.area_kind is not distinct from of_area_kind
      and own.area_code is not distinct from of_area_code and own.covers_for is null and own.role <> 'partner'
      and own.valid_from <= day and (own.valid_to is null or own.valid_to > day))
$function$
;

CREATE OR REPLACE FUNCTION may_be_followed(of_case uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select my_member() is not null and is_fit_to_follow(of_case)
    and exists (select from asb_case where asb_case.id = of_case and organisation_id = any (my_organisations())
      and audience && my_circles())
$function$
;

CREATE OR REPLACE FUNCTION may_sign_off(of_organisation integer, wanted_level text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select exists (select from sign_off_level as held
    cross join lateral case_cadence_on(of_organisation, day_in_england()) as cadence
    where held.organisation_id = of_organisation and held.member_id = my_member()
      and held.valid_from <= day_in_england() and (held.valid_to is null or held.valid_to > day_in_england())
      and array_position(cadence.levels, held.level) >= array_position(cadence.levels, wanted_level))
$function$
;

CREATE OR REPLACE FUNCTION mend_audience(drifted_report uuid, drifted_case uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  update share set circle_id = circle_of(share.organisation_id, true, agreement_id, report.partition_code, member_id)
  from report where report.id = drifted_report and share.report_id = report.id;
  update share set circle_id = circle_of(share.organisation_id, true, agreement_id, asb_case.partition_code, member_id)
  from asb_case where asb_case.id = drifted_case and share.case_id = asb_case.id;
  update report set organisation_id = organisation_id where id = drifted_report and status <> 'filed';
  update asb_case set organisation_id = organisation_id where id = drifted_case;
$function$
;

CREATE OR REPLACE FUNCTION moderate_survey(wanted uuid, decision text, because text, taken_out text[])
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  shown text;
  piece text;
begin
  if not moderates_survey(wanted) then return false; end if;
  select words into shown from satisfaction_survey where id = wanted;
  if decision = 'withheld' then
    if coalesce(because, '') = '' then return false; end if;
    shown := '';
  elsif decision = 'redacted' then
    if coalesce(cardinality(taken_out), 0) = 0 then return false; end if;
    foreach piece in array taken_out loop
      if piece = '' or position(piece in shown) = 0 then return false; end if;
      shown := replace(shown, piece, '[…]');
    end loop;
  elsif decision <> 'released' then
    return false;
  end if;
  update satisfaction_survey set words_state = decision, words_shown = shown, moderated_by = my_member(),
    moderated_at = clock_timestamp(), moderated_because = coalesce(because, '')
  where id = wanted;
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION moderates_survey(wanted uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  return exists (select from satisfaction_survey as survey join contact_plan as plan on plan.id = survey.plan_id
    join asb_case on asb_case.id = survey.case_id join report on report.id = survey.report_id
    where survey.id = wanted and survey.words_state is not null
      and survey.organisation_id = any (my_organisations())
      and am_one_of('{triage_officer,case_officer,supervisor}', survey.organisation_id)
      and asb_case.audience && my_circles() and (report.partition_code is null or report.audience && my_circles())
      and coalesce(plan.owner_member_id, asb_case.opened_by) is distinct from my_member());
end
$function$
;

CREATE OR REPLACE FUNCTION move_by_hand_over(of_hand_over hand_over, new_holder integer, to_queue uuid, because text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  update report
  set organisation_id = new_holder, team_id = queue.team_id, queue_id = queue.id, routed_because = because,
    status = 'awaiting_triage', claimed_by = null, claim_expires_at = null, decision_reason = '', triaged_at = null,
    version = report.version + 1, modified_at = clock_timestamp()
  from queue where report.id = of_hand_over.report_id and queue.id = to_queue;
  update asb_case set organisation_id = new_holder, version = version + 1, modified_at = clock_timestamp()
  where id = of_hand_over.case_id;
end
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
    version = version + 1,
    modified_at = clock_timestamp()
  where id = moved_id and version = seen_version
    and organisation_id = any (my_organisations()) and audience && my_circles() and my_member() is not null
    -- Another organisation is sent what was never accepted; the rest is a hand-over, which it agrees to.
    and (status = 'awaiting_triage' or organisation_id = destination.organisation_id)
    -- A restricted report goes nowhere where nobody could open it.
    and (partition_code is null or cleared_people(destination.organisation_id, partition_code) > 0)
  returning version into new_version;
  return new_version;
end
$function$
;

CREATE OR REPLACE FUNCTION my_casework()
 RETURNS integer[]
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  return my_organisations_as('{triage_officer,case_officer,supervisor}');
end
$function$
;

CREATE OR REPLACE FUNCTION my_circles()
 RETURNS integer[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (COALESCE(NULLIF(current_setting('openasb.circles'::text, true), ''::text), '{}'::text))::integer[]
;

CREATE OR REPLACE FUNCTION my_draft()
 RETURNS bytea
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN decode(NULLIF(current_setting('openasb.draft'::text, true), ''::text), 'hex'::text)
;

CREATE OR REPLACE FUNCTION my_filing()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('openasb.filing'::text, true), ''::text))::uuid
;

CREATE OR REPLACE FUNCTION my_governance()
 RETURNS integer[]
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  return array(select distinct duty.organisation_id from duties_of(my_member(), day_in_england()) as duty
    where duty.role = 'information_governance' and duty.organisation_id = any (my_organisations()));
end
$function$
;

CREATE OR REPLACE FUNCTION my_layers()
 RETURNS integer[]
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  return my_organisations_as('{analyst,coordinator,supervisor}');
end
$function$
;

CREATE OR REPLACE FUNCTION my_member()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('openasb.member'::text, true), ''::text))::uuid
;

CREATE OR REPLACE FUNCTION my_organisations()
 RETURNS integer[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (COALESCE(NULLIF(current_setting('openasb.organisations'::text, true), ''::text), '{}'::text))::integer[]
;

CREATE OR REPLACE FUNCTION my_organisations_as(roles text[])
 RETURNS integer[]
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  return array(select organisation from unnest(my_organisations()) as organisation where am_one_of(roles, organisation));
end
$function$
;

CREATE OR REPLACE FUNCTION my_panels()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select array(select panel_id from panel_member where organisation_id = any (my_casework())
    and joined_on <= day_in_england() and (left_on is null or left_on > day_in_england()))
$function$
;

CREATE OR REPLACE FUNCTION name_in_directory(person directory_user)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select coalesce(nullif(trim(person.display_name), ''), nullif(trim(person.formatted_name), ''),
    nullif(trim(person.given_name || ' ' || person.family_name), ''), person.user_name)
$function$
;

CREATE OR REPLACE FUNCTION name_key(typed text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select case when count(*) > 1 then string_agg(word, ' ' order by word) else '' end
  from pg_catalog.regexp_split_to_table(
    pg_catalog.regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, typed)), '[''’.-]', '', 'g'), '[^a-z]+') as word
  where word <> '' and word <> all ('{mr,mrs,ms,miss,mx,dr,rev,sir,lady}'::text[])
$function$
;

CREATE OR REPLACE FUNCTION name_of_organisation(wanted integer)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$ select name from organisation where id = wanted $function$
;

CREATE OR REPLACE FUNCTION name_sounds(words text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select coalesce(array_agg(distinct public.dmetaphone(word)) filter (where public.dmetaphone(word) <> ''), '{}')
  from pg_catalog.regexp_split_to_table(lower(public.unaccent('public.unaccent'::regdictionary, words)), '[^a-z]+') as word
  where length(word) > 1
$function$
;

CREATE OR REPLACE FUNCTION named_later_is_due()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  insert into match_due (report_id)
  select distinct added.report_id from added join report on report.id = added.report_id
  where report.organisation_id is not null and added.profile_id is null
  on conflict do nothing;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION note_complainant()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  insert into complaint_ledger_due (report_id, made_at) values (new.report_id, new.filed_at) on conflict do nothing;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION note_complaint()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  insert into complaint_ledger_due (report_id, made_at) values (new.id, new.filed_at) on conflict do nothing;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION note_hand_over(of_hand_over hand_over, by_organisation integer, by_name text, kind text, what text, why text)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  insert into timeline_entry (id, report_id, case_id, at, kind, what, why, organisation_id, member_id, actor_name)
  select gen_random_uuid(), of_hand_over.report_id, of_hand_over.case_id, clock_timestamp(), kind, what, why,
    by_organisation, my_member(), by_name
  where num_nonnulls(of_hand_over.report_id, of_hand_over.case_id) = 1
$function$
;

CREATE OR REPLACE FUNCTION note_incident_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if tg_table_name = 'incident_report' then
    insert into incident_change (incident_id, organisation_id, status)
      values (new.incident_id, new.organisation_id, 'filed');
  else
    insert into incident_change (incident_id, organisation_id, status)
      select incident_report.incident_id, incident_report.organisation_id, new.status
      from incident_report where incident_report.report_id = new.id;
  end if;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION note_reporter_news()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  insert into reporter_news (timeline_entry_id, report_id) values (new.id, new.report_id);
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION open_asked_link(link bytea, kept bytea)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  found_report uuid;
begin
  update link_ask set opened_at = clock_timestamp()
  where secret_hash = link and opened_at is null and expires_at > now()
  returning report_id into found_report;
  if found_report is not null then
    insert into report_status_link (secret_hash, report_id) values (kept, found_report);
  end if;
  return found_report;
end
$function$
;

CREATE OR REPLACE FUNCTION organisation_gets_circle()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  insert into circle (id, organisation_id, given) values (new.id, new.id, false), (nextval('circle_number'), new.id, true);
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION organisations_cleared_for(of_partition text)
 RETURNS integer[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select array(select distinct clearance.organisation_id from clearance
    join membership on membership.member_id = clearance.member_id
      and membership.organisation_id = clearance.organisation_id
    where clearance.partition_code = of_partition and clearance.withdrawn_at is null
      and membership.role in ('triage_officer', 'case_officer', 'supervisor')
      and clearance.valid_from <= current_date and (clearance.valid_to is null or clearance.valid_to > current_date)
      and membership.valid_from <= current_date and (membership.valid_to is null or membership.valid_to > current_date)
    order by 1)
$function$
;

CREATE OR REPLACE FUNCTION organisations_in(audience integer[])
 RETURNS integer[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select array(select distinct organisation_id from circle_in_force where id = any (audience) order by 1)
$function$
;

CREATE OR REPLACE FUNCTION overseen_predecessors()
 RETURNS integer[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select predecessors_of(array(select organisation from unnest(my_organisations()) as organisation
    where am_one_of('{supervisor,information_governance}', organisation)))
$function$
;

CREATE OR REPLACE FUNCTION page_recipients(of_organisation integer, of_team uuid, wanted_role text)
 RETURNS TABLE(member_id uuid, name text, email text)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 5
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  with held as (
    select member.id, member.name, member.email, duty.team_id
    from membership join member on member.id = membership.member_id
    cross join lateral duties_of(member.id, day_in_england()) as duty
    where membership.organisation_id = of_organisation and membership.role = wanted_role
      and duty.membership_id = membership.id and duty.organisation_id = of_organisation and duty.role = wanted_role),
  near as (select * from held where of_team is null or team_id is null or team_id = of_team)
  select distinct id, name, email from near
  union select distinct id, name, email from held where not exists (select from near)
$function$
;

CREATE OR REPLACE FUNCTION part_holds(shell polygon, holes polygon[], place point)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select shell @> place and (cardinality(holes) = 0 or not in_a_hole(holes, place))
$function$
;

CREATE OR REPLACE FUNCTION party_gets_circle()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  perform circle_of(new.organisation_id, true, new.agreement_id, null, null);
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION pass_on_closed_records(plan uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  passed integer;
begin
  perform from reorganisation where id = plan and status in ('moving', 'carried_out') for update;
  if not found then
    raise exception 'The organisations have not changed yet' using errcode = '55000';
  end if;
  passed := pass_on_records(plan, false, 1000);
  if passed = 0 then
    update reorganisation set status = 'carried_out', carried_out_at = clock_timestamp(), version = version + 1,
      modified_at = clock_timestamp()
    where id = plan and status = 'moving';
  end if;
  return passed;
end
$function$
;

CREATE OR REPLACE FUNCTION pass_on_hand_overs(plan uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  planned reorganisation;
  ending integer[] := array(
    select organisation_id from reorganisation_predecessor where reorganisation_id = plan);
  waiting record;
begin
  select * into strict planned from reorganisation where id = plan;
  for waiting in
    select hand_over.id, from_organisation_id, to_organisation_id, hand_over.to_team_id,
      successor.organisation_id as to_id
    from hand_over
    left join report on report.id = hand_over.report_id
    left join asb_case on asb_case.id = hand_over.case_id
    join reorganisation_successor as successor on successor.reorganisation_id = plan
      and successor.position = successor_of_record(plan, hand_over.to_team_id,
        coalesce(report.beat_id, asb_case.beat_id), coalesce(report.ward_id, asb_case.ward_id),
        coalesce(report.district_id, asb_case.district_id))
    where hand_over.status = 'awaiting' and (from_organisation_id = any (ending) or to_organisation_id = any (ending))
    order by asked_at, hand_over.id for update of hand_over
  loop
    begin
      update hand_over set
        from_organisation_id = case when waiting.from_organisation_id = any (ending) then waiting.to_id
          else waiting.from_organisation_id end,
        to_organisation_id = case when waiting.to_organisation_id = any (ending) then waiting.to_id
          else waiting.to_organisation_id end,
        to_team_id = case when waiting.to_organisation_id = any (ending) then (select new_team_id
            from team_succession as teams where teams.reorganisation_id = plan and teams.team_id = waiting.to_team_id
              and teams.organisation_id = waiting.to_id)
          else waiting.to_team_id end,
        version = version + 1
      where id = waiting.id;
      if exists (select from hand_over where id = waiting.id and from_organisation_id = to_organisation_id) then
        raise unique_violation;
      end if;
    exception when unique_violation then
      update hand_over set status = 'withdrawn', ended_at = now(), version = version + 1,
        ended_because = 'No longer needed: ' || planned.title
      where id = waiting.id;
    end;
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION pass_on_late_reports(reports uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  plan uuid;
begin
  loop
    select reorganisation_id into plan
    from report join organisation_succession on predecessor_id = report.organisation_id
    where report.id = any (reports) and report.status <> 'closed' and from_on <= day_in_england()
    limit 1;
    exit when not found;
    perform pass_on_records(plan, true, 1000);
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION pass_on_open_records(plan uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from reorganisation where id = plan and status in ('moving', 'carried_out')) then
    raise exception 'The organisations have not changed yet' using errcode = '55000';
  end if;
  return pass_on_records(plan, true, 1000000);
end
$function$
;

CREATE OR REPLACE FUNCTION pass_on_records(plan uuid, open_ones boolean, most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  planned reorganisation;
  ending integer[];
  continuing integer[];
  reports uuid[];
  cases uuid[];
  actions integer;
  given integer[];
begin
  select * into strict planned from reorganisation where id = plan;
  ending := array(select organisation_id from reorganisation_predecessor where reorganisation_id = plan);
  continuing := array(select organisation_id from reorganisation_successor where reorganisation_id = plan);

  with chosen as materialized (
    select id, organisation_id, team_id, queue_id, beat_id, ward_id, district_id, claimed_by from report
    where organisation_id = any (ending) and (status = 'closed') <> open_ones
    order by id limit most for update
  ), placed as materialized (
    select chosen.*, successor.organisation_id as to_id
    from chosen join reorganisation_successor as successor on successor.reorganisation_id = plan
      and successor.position = successor_of_record(plan, team_id, beat_id, ward_id, district_id)
  ), told as (
    insert into timeline_entry (id, report_id, kind, what, why, actor_name, told_to_reporter)
    select time_ordered_id(), placed.id, 'passed_on', passed_on_words(placed.organisation_id, to_id), planned.title,
      'OpenASB', open_ones
    from placed
  ), moved as (
    update report set organisation_id = to_id,
      team_id = coalesce((select new_team_id from team_succession as teams where teams.reorganisation_id = plan
        and teams.team_id = placed.team_id and teams.organisation_id = to_id), case when not open_ones then placed.team_id end),
      -- An open report in a queue that ended before has no queue of its own to go to.
      queue_id = coalesce(
        (select new_queue_id from queue_succession as queues where queues.reorganisation_id = plan
          and queues.queue_id = placed.queue_id and queues.organisation_id = to_id),
        case when open_ones then (select new_queue_id from queue_succession as queues
          where queues.reorganisation_id = plan and queues.organisation_id = to_id order by new_queue_id limit 1) end,
        placed.queue_id),
      claimed_by = case when still_theirs then report.claimed_by end,
      claim_expires_at = case when still_theirs then report.claim_expires_at end,
      version = report.version + 1
    from (select placed.*, exists (select from membership where member_id = placed.claimed_by
      and membership.organisation_id = to_id and valid_to is null) as still_theirs from placed) as placed
    where report.id = placed.id
    returning report.id
  )
  select array(select id from moved) into reports;

  with chosen as materialized (
    select id, organisation_id, beat_id, ward_id, district_id from asb_case
    where organisation_id = any (ending) and (status = 'open') = open_ones
    order by id limit most for update
  ), placed as materialized (
    select chosen.*, successor.organisation_id as to_id
    from chosen join reorganisation_successor as successor on successor.reorganisation_id = plan
      and successor.position = successor_of_record(plan, null, beat_id, ward_id, district_id)
  ), told as (
    insert into timeline_entry (id, case_id, kind, what, why, actor_name)
    select time_ordered_id(), placed.id, 'passed_on', passed_on_words(placed.organisation_id, to_id), planned.title, 'OpenASB'
    from placed
  ), moved as (
    update asb_case set organisation_id = to_id, version = version + 1
    from placed where asb_case.id = placed.id
    returning asb_case.id
  )
  select array(select id from moved) into cases;

  update case_action set owner_organisation_id = successor.organisation_id,
    owner_member_id = (select member_id from membership where member_id = owner_member_id
      and membership.organisation_id = successor.organisation_id and valid_to is null limit 1),
    version = case_action.version + 1
  from asb_case, reorganisation_successor as successor
  where case_action.status = 'open' and owner_organisation_id = any (ending) and asb_case.id = case_id
    and successor.reorganisation_id = plan
    and successor.position = successor_of_record(plan, null, beat_id, ward_id, district_id);
  get diagnostics actions = row_count;
  -- What nobody has done yet falls to whoever took over the place of the report.
  update report_task set organisation_id = successor.organisation_id,
    team_id = (select new_team_id from team_succession where team_succession.reorganisation_id = plan
      and team_succession.team_id = report_task.team_id
      and team_succession.organisation_id = successor.organisation_id)
  from report, reorganisation_successor as successor
  where report_task.done_at is null and report_task.organisation_id = any (ending) and report.id = report_id
    and successor.reorganisation_id = plan
    and successor.position = successor_of_record(plan, null, report.beat_id, report.ward_id, report.district_id);
  given := pass_on_shares(plan, open_ones, most);
  perform pass_on_hand_overs(plan);
  if open_ones then
    perform share_as_successors_do(planned.title, 'report', reports);
    perform share_as_successors_do(planned.title, 'case', cases);
  end if;

  if planned.kind = 'split_organisation' then
    -- A system that goes on for one successor must forget what went to another.
    perform feed_withdraw('report', id, continuing, audience) from report where id = any (reports);
    perform feed_withdraw('case', id, continuing, audience) from asb_case where id = any (cases);
    perform feed_withdraw('action', case_action.id, continuing, audience)
    from case_action join asb_case on asb_case.id = case_id where case_id = any (cases);
  end if;
  if cardinality(reports) + cardinality(cases) + actions + given[1] > 0 then
    update reorganisation set passed_on = jsonb_build_object(
      'reports', coalesce((passed_on ->> 'reports')::integer, 0) + cardinality(reports),
      'cases', coalesce((passed_on ->> 'cases')::integer, 0) + cardinality(cases),
      'actions', coalesce((passed_on ->> 'actions')::integer, 0) + actions,
      'shares', coalesce((passed_on ->> 'shares')::integer, 0) + given[1])
    where id = plan;
  end if;
  return cardinality(reports) + cardinality(cases) + given[2];
end
$function$
;

CREATE OR REPLACE FUNCTION pass_on_requests(plan uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  ending integer[] := array(
    select organisation_id from reorganisation_predecessor where reorganisation_id = plan);
  keeper integer := (select successor_id from organisation_succession
    where reorganisation_id = plan and keeps_record limit 1);
begin
  -- What one of them had asked of another needs no asking any more.
  delete from subject_contribution where controller_id = any (ending) and organisation_id = any (ending || keeper);
  -- One statement: each names the organisation that the others name.
  with moved as (
    update subject_request set organisation_id = keeper, version = version + 1
    where organisation_id = any (ending) and status not in ('released', 'closed') returning id
  ), asked as (
    update subject_contribution set controller_id = keeper where request_id in (select id from moved)
  )
  update subject_item as item set controller_id = keeper,
    organisation_id = case when organisation_id = any (ending) and not exists (select from subject_item as other
        where other.request_id = item.request_id and other.reference = item.reference
          and other.organisation_id = any (ending || keeper) and other.id < item.id) then keeper
      else organisation_id end
  where request_id in (select id from moved);
  -- What others asked of them is answered by the keeper, once.
  update subject_contribution as asked set organisation_id = keeper, version = version + 1
  where organisation_id = any (ending) and status in ('asked', 'accepted') and controller_id <> keeper
    and not exists (select from subject_contribution as other where other.request_id = asked.request_id
      and other.organisation_id = any (ending || keeper) and other.id < asked.id);
  update subject_contribution set status = 'withdrawn', version = version + 1
  where organisation_id = any (ending) and status in ('asked', 'accepted');
  update subject_item as item set organisation_id = keeper
  where organisation_id = any (ending) and controller_id <> all (ending)
    and exists (select from subject_contribution as asked where asked.request_id = item.request_id
      and asked.organisation_id = keeper)
    and not exists (select from subject_item as other where other.request_id = item.request_id
      and other.reference = item.reference and other.organisation_id = any (ending || keeper) and other.id < item.id);
  update stored_file set organisation_id = keeper where organisation_id = any (ending) and removed_at is null;
end
$function$
;

CREATE OR REPLACE FUNCTION pass_on_shares(plan uuid, open_ones boolean, most integer)
 RETURNS integer[]
 LANGUAGE plpgsql
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  planned reorganisation;
  ending integer[] := array(
    select organisation_id from reorganisation_predecessor where reorganisation_id = plan);
  continuing integer[] := array(
    select organisation_id from reorganisation_successor where reorganisation_id = plan);
  received uuid[];
  looked_at integer;
begin
  select * into strict planned from reorganisation where id = plan;
  create temporary table moving_shares on commit drop as
  with due as (
    select id from share where ended_at is null and organisation_id = any (ending)
    union
    select id from share where ended_at is null and given_by_organisation_id = any (ending) and agreement_id is not null
  ), placed as (
    select share.id, share.organisation_id = any (ending) as is_received,
      coalesce(report.organisation_id, asb_case.organisation_id) as holder,
      successor_of_record(plan, null, coalesce(report.beat_id, asb_case.beat_id),
        coalesce(report.ward_id, asb_case.ward_id), coalesce(report.district_id, asb_case.district_id)) as by_place,
      case when share.member_id is not null then successor_of_member(plan, share.member_id, null)
        when through.id is not null then successor_of_record(plan, null, through.beat_id, through.ward_id, through.district_id)
      end as by_reason
    from due join share on share.id = due.id
    left join report on report.id = report_id
    left join asb_case on asb_case.id = case_id
    left join asb_case as through on through.id = through_case_id
    where coalesce(report.status <> 'closed', asb_case.status = 'open') = open_ones
      and (coalesce(report.organisation_id, asb_case.organisation_id) = any (ending)) is not true
    order by share.id limit most
  )
  select placed.id, is_received, holder,
    case when is_received then receiver.organisation_id else share.organisation_id end as to_id,
    case when share.agreement_id is null or (share.given_by_organisation_id = any (ending)) is not true
        then share.given_by_organisation_id
      when holder = any (continuing) then holder else giver.organisation_id end as giver_id
  from placed join share on share.id = placed.id
  join reorganisation_successor as receiver on receiver.reorganisation_id = plan
    and receiver.position = coalesce(by_reason, by_place)
  join reorganisation_successor as giver on giver.reorganisation_id = plan and giver.position = by_place;

  insert into share
  select distinct on (report_id, case_id, to_id, agreement_id, member_id, level, rule.id)
    (jsonb_populate_record(share, jsonb_build_object('id', time_ordered_id(), 'organisation_id', to_id,
      'given_by_organisation_id', giver_id, 'sharing_rule_id', coalesce(rule.id, sharing_rule_id),
      'given_at', now()))).*
  from moving_shares join share using (id)
  left join lateral (
    select sharing_rule.id from sharing_rule
    where continues = share.sharing_rule_id and sharing_rule.ended_at is null
      and coalesce(giver_organisation_id, giver_id) = giver_id and coalesce(receiver_organisation_id, to_id) = to_id
    order by id limit 1
  ) as rule on true
  where holder is distinct from to_id and (expires_at is null or expires_at > now())
    and not exists (select from share as there where there.ended_at is null and there.organisation_id = to_id
      and there.id not in (select id from moving_shares)
      and there.report_id is not distinct from share.report_id and there.case_id is not distinct from share.case_id
      and there.agreement_id is not distinct from share.agreement_id
      and there.member_id is not distinct from share.member_id and there.level = share.level
      and there.expires_at is not distinct from share.expires_at)
  order by report_id, case_id, to_id, agreement_id, member_id, level, rule.id, share.expires_at desc nulls first;
  update share set ended_at = clock_timestamp(),
    ended_because = case when is_received then 'Its organisation ended: ' else 'The organisation that gave it ended: ' end
      || planned.title
  from moving_shares where share.id = moving_shares.id;
  received := array(select id from moving_shares where is_received);
  looked_at := (select count(*) from moving_shares);
  drop table moving_shares;
  if planned.kind = 'split_organisation' then
    perform feed_withdraw('report', report.id, continuing, audience)
    from share join report on report.id = report_id where share.id = any (received);
    perform feed_withdraw('case', asb_case.id, continuing, audience)
    from share join asb_case on asb_case.id = case_id where share.id = any (received);
  end if;
  return array[cardinality(received), looked_at];
end
$function$
;

CREATE OR REPLACE FUNCTION passed_on_words(from_id integer, to_id integer)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select format('Passed on to %s, which took over from %s', successor.name, predecessor.name)
  from organisation as predecessor, organisation as successor
  where predecessor.id = from_id and successor.id = to_id
$function$
;

CREATE OR REPLACE FUNCTION person_gets_keys()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  insert into report_key (report_id, subject, kind, key, name, role, filed_at)
  select added.report_id, added.id, keys.kind, keys.key, name_key(added.name), added.role, report.filed_at
  from added join report on report.id = added.report_id
  cross join lateral keys_of(added.name, added.born_on, added.phone, added.email, added.address, added.postcode) as keys
  on conflict do nothing;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION phone_digits(typed text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select right(pg_catalog.regexp_replace(typed, '[^0-9]', '', 'g'), 10) $function$
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

CREATE OR REPLACE FUNCTION place_spread_m(place_kind text, location_precision_m integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (place_kind = ANY (ARRAY['named_area'::text, 'around'::text, 'area'::text, 'moving'::text])) THEN COALESCE(location_precision_m, 0) ELSE 0 END
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

CREATE OR REPLACE FUNCTION plain_words(words text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select lower(public.unaccent('public.unaccent'::regdictionary, words)) $function$
;

CREATE OR REPLACE FUNCTION pointer_of(of_kind text, wanted text)
 RETURNS TABLE(record_id uuid, level text, organisation_name text, contact_advice text)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 1
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select record.id, share.level, case when share.level = 'signpost' then organisation.name end,
    case when share.level = 'signpost' then organisation.contact_advice end
  from (
    select id, organisation_id from report where of_kind = 'report' and reference = wanted
    union all
    select id, organisation_id from asb_case where of_kind = 'case' and reference = wanted
  ) as record
  join share on share.report_id = record.id or share.case_id = record.id
  join organisation on organisation.id = record.organisation_id
  where share.level in ('exists', 'signpost') and share.ended_at is null
    and (share.expires_at is null or share.expires_at > now()) and share.circle_id = any (my_circles())
  order by share.level = 'signpost' desc
  limit 1
$function$
;

CREATE OR REPLACE FUNCTION police_log_report(wanted text)
 RETURNS TABLE(id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select report.id from report
  where report.reference = wanted and my_member() is not null
    and (report.audience && my_circles() or exists (select from police_log_entry as entry
      where entry.report_id = report.id and entry.organisation_id = any (my_organisations())))
$function$
;

CREATE OR REPLACE FUNCTION postcode_key(typed text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select coalesce(pg_catalog.regexp_replace(
    substring(upper(typed) from '[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}'), '\s', '', 'g'), '')
$function$
;

CREATE OR REPLACE FUNCTION predecessors_of(organisations integer[])
 RETURNS integer[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  with recursive kept as (
    select predecessor_id from organisation_succession where keeps_record and successor_id = any (organisations)
    union
    select earlier.predecessor_id from kept join organisation_succession as earlier
      on earlier.keeps_record and earlier.successor_id = kept.predecessor_id
  )
  select coalesce(array_agg(predecessor_id), '{}') from kept
$function$
;

CREATE OR REPLACE FUNCTION processing_facts(of_organisations integer[])
 RETURNS TABLE(subject text, organisation_id integer, detail text, said text, count bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 100
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select found.* from (
    select 'cleared', clearance.organisation_id, partition_code, '', count(distinct member_id) from clearance
    where valid_from <= day_in_england() and (valid_to is null or valid_to > day_in_england()) and withdrawn_at is null
    group by 2, 3
    union all
    select 'machine', api_token.organisation_id, name, concat_ws(', ', case when may_read_feed then 'reads the feed' end,
      case when may_file_reports then 'files reports' end, case when may_provision then 'keeps people up to date' end,
      case when may_read_audit then 'reads the audit' end), 1
    from api_token where revoked_at is null and (expires_at is null or expires_at > now())
    union all
    select 'webhook', webhook_endpoint.organisation_id, substring(url from '^[a-z]+://([^/?#]+)'),
      array_to_string(statuses, ', '), 1
    from webhook_endpoint where disabled_at is null
    union all
    select 'request', service_endpoint.organisation_id, substring(url from '^[a-z]+://([^/?#]+)'),
      service_endpoint.name, 1
    from service_endpoint where disabled_at is null
    union all
    select 'door', null, channel, '', count(*)
    from (select channel, organisation_id from report order by filed_at desc, id desc limit 5000) as newest
    where newest.organisation_id = any (of_organisations) group by channel
    union all
    select 'regime', asb_case.organisation_id, regime, '', count(*)
    from (select id, organisation_id from asb_case where status = 'open' order by opened_at desc, id desc limit 5000) as asb_case
    cross join lateral (select regime from case_regime where case_id = asb_case.id order by since desc, case_regime.id desc
      limit 1) as now_under
    group by 2, 3
    union all
    select 'row_security', null, case when relrowsecurity then 'on' else 'off' end, '', count(*)
    from pg_class where relkind = 'r' and relnamespace = (select relnamespace from pg_class where oid = 'report'::regclass)
    group by relrowsecurity
    union all
    select 'sealed', null, '', to_char(max(sealed_at) at time zone 'Europe/London', 'YYYY-MM-DD'), max(number)
    from (select number, sealed_at from audit_seal order by number desc limit 1) as newest having count(*) > 0
  ) as found (subject, organisation_id, detail, said, count)
  where am_one_of('{coordinator,information_governance}', null)
    and (found.organisation_id is null or found.organisation_id = any (of_organisations))
$function$
;

CREATE OR REPLACE FUNCTION provisioned_by(token bytea)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  provisioned integer;
begin
  select api_token.organisation_id into provisioned
  from api_token join organisation on organisation.id = api_token.organisation_id
  where secret_hash = token and may_provision and revoked_at is null and (expires_at is null or expires_at > now())
    and (organisation.valid_to is null or organisation.valid_to > current_date) and my_member() is null;
  if provisioned is null then
    raise insufficient_privilege using message = 'This token may not provision';
  end if;
  return provisioned;
end
$function$
;

CREATE OR REPLACE FUNCTION provisions_next(token bytea)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  perform pg_advisory_xact_lock(hashtext(current_schema() || ' directory'));
  return provisioned_by(token);
end
$function$
;

CREATE OR REPLACE FUNCTION question_set_stands()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise 'A published version of questions never changes'; end $function$
;

CREATE OR REPLACE FUNCTION questions_are_approved()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  newest integer;
  asked_from date;
begin
  select max(version), max(valid_from) into newest, asked_from from question_set where asb_type = new.asb_type;
  if newest <> new.based_on then raise 'Another version was published since this was proposed'; end if;
  if new.valid_from < greatest(day_in_england(), asked_from) then raise 'Its day has passed'; end if;
  new.version := newest + 1;
  insert into question_set (asb_type, version, valid_from, content)
  values (new.asb_type, new.version, new.valid_from,
    new.content || jsonb_build_object('asbType', new.asb_type, 'version', new.version, 'validFrom', new.valid_from));
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION raise_all_flags(wanted uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  mine report;
  by_rule flag_rule;
  linked uuid[];
begin
  for mine in select * from report where id = any (wanted) order by filed_at, id loop
    for by_rule in select * from flag_rules_on((mine.filed_at at time zone 'Europe/London')::date) loop
      linked := settle_flags(mine, by_rule);
      -- Those that are open already: the one that came last may have made them a repeat. Five are enough to know it.
      if by_rule.measure = 'reports' then
        perform keep_flags(earlier, by_rule, mine.filed_at) from (
          select report.* from report where id = any (linked) and status in ('filed', 'awaiting_triage', 'accepted')
            and not exists (select from flag where flag.report_id = report.id and flag.rule = by_rule.code
              and ended_at is null and (mine.id = any (basis) or cardinality(basis) >= 5))
          order by filed_at desc limit 5) as earlier;
      end if;
    end loop;
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION raise_concerns(wanted uuid[], at_moment timestamp with time zone)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  with raised as (
    insert into safety_concern (id, kind, report_id, cause, basis, rule_id, arisen_at, page_at)
    select gen_random_uuid(), found.kind, found.report_id, found.cause, found.basis, found.rule_id, found.arisen_at,
      found.arisen_at + make_interval(hours => case found.kind when 'high_risk' then rule.high_risk_hours else rule.unseen_hours end)
    from concerns_of(array(select report.id from report
        cross join (select at_moment - make_interval(days => max(look_back_days)) as at from safety_net_rule) as earliest
      where report.id = any (wanted) and (report.filed_at > earliest.at or exists (select from risk_assessment
        where risk_assessment.report_id = report.id and band = 'high' and assessed_at > earliest.at)))) as found
    join safety_net_rule as rule on rule.id = found.rule_id
    where found.arisen_at > at_moment - make_interval(days => rule.look_back_days)
    on conflict (kind, cause) do nothing returning 1)
  select count(*)::integer from raised
$function$
;

CREATE OR REPLACE FUNCTION raise_flags(wanted uuid[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select raise_all_flags(array(select id from report where id = any (wanted) and (id = my_filing()
    or my_member() is not null and audience && my_circles())))
$function$
;

CREATE OR REPLACE FUNCTION recent_routing_facts(since date, questions text[], answers text[])
 RETURNS TABLE(asb_type text, areas jsonb, channel text, occurrence text, qualifier text, reported_before boolean, answered jsonb, reports integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select report.asb_type,
    jsonb_strip_nulls(jsonb_build_object('beat', beat.code, 'ward', ward.code, 'lsoa', lsoa.code,
      'district', district.code)),
    report.channel, report.occurrence, report.opening_qualifier, report.reported_before, told.answered,
    count(*)::integer
  from report
  left join area as beat on beat.id = report.beat_id
  left join area as ward on ward.id = report.ward_id
  left join area as lsoa on lsoa.id = report.lsoa_id
  left join area as district on district.id = report.district_id
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_array(asked.question, asked.answer)
      order by asked.question, asked.answer), '[]') as answered
    from unnest(questions, answers) as asked (question, answer)
    join report_answer on report_answer.report_id = report.id and report_answer.question = asked.question
    where lower(trim(asked.answer)) = any (select lower(trim(line)) from
      regexp_split_to_table(coalesce(nullif(report_answer.answer_in_english, ''), report_answer.answer), '\n') as line)
  ) as told
  where filed_at >= (since::timestamp at time zone 'Europe/London') and partition_code is null and status <> 'filed'
    and am_one_of('{coordinator,information_governance}', null)
  group by 1, 2, 3, 4, 5, 6, 7
$function$
;

CREATE OR REPLACE FUNCTION record_disclosures(wanted_kind text, wanted uuid, names boolean, since timestamp with time zone, before timestamp with time zone)
 RETURNS TABLE(at timestamp with time zone, id uuid, verb text, actor_kind text, actor_name text, organisation_id integer, member_id uuid, person integer, recipient text, reason text, summary text, times integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 200
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  with seen as (
    select report.organisation_id as holder from report
    where wanted_kind = 'report' and report.id = wanted and report.audience && my_circles() and my_member() is not null
    union all
    select asb_case.organisation_id from asb_case
    where wanted_kind = 'case' and asb_case.id = wanted and asb_case.audience && my_circles() and my_member() is not null
  ), entry as (
    select audit_entry.*,
      audit_entry.actor_kind in ('public', 'system')
        or coalesce(audit_entry.organisation_id = any ((select my_organisations())::integer[]), false)
        or coalesce(names and seen.holder = any ((select audited_organisations())::integer[]), false) as is_named
    from seen join audit_entry on audit_entry.record_id = wanted and audit_entry.record_kind = wanted_kind
      and audit_entry.at >= since and audit_entry.at < before
  ), people as (
    select organisation_id, member_id,
      row_number() over (partition by organisation_id order by min(at), member_id)::integer as person
    from entry where member_id is not null group by organisation_id, member_id
  ), numbered as (
    select entry.*, people.person,
      entry.verb = 'disclose' and exists (select from organisation where name = entry.recipient) as is_told
    from entry left join people on people.member_id = entry.member_id
      and people.organisation_id is not distinct from entry.organisation_id
  )
  select at, id, verb, actor_kind, actor_name, organisation_id, member_id, person, recipient, reason, summary, 1
  from numbered where is_named
  union all
  select date_trunc('day', at, 'Europe/London'), null, verb, actor_kind, '', organisation_id, null, person,
    case when is_told then recipient else '' end, case when is_told then reason else '' end, '', count(*)::integer
  from numbered where not is_named
  group by 1, verb, actor_kind, organisation_id, person, 9, 10
$function$
;

CREATE OR REPLACE FUNCTION record_ends_pause()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  update clock_pause set resumed_at = greatest(paused_at, clock_timestamp()), settled_at = clock_timestamp()
  where resumed_at is null and (report_id = new.id or case_id = new.id);
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION record_receipt(message uuid, arrived boolean, what_went_wrong text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  update outgoing_message
  set status = case when arrived then 'delivered' when what_went_wrong <> '' then 'failed' else status end,
    sent_at = case when arrived then coalesce(sent_at, now()) else sent_at end,
    problem = case when arrived then '' else coalesce(what_went_wrong, '') end
  where id = message and status in ('sending', 'sent', 'failed');
  return exists (select from outgoing_message where id = message);
end
$function$
;

CREATE OR REPLACE FUNCTION records_shared_with_me(wanted_level text, wanted_kind text, wanted_giver integer, wanted_type text, given_from timestamp with time zone, words text, before_at timestamp with time zone, before_id uuid, most integer)
 RETURNS TABLE(share_id uuid, record_kind text, reference text, level text, title text, asb_type text, status text, organisation_id integer, agreement_id uuid, because text, given_at timestamp with time zone, expires_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 50
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select listed.*
  from (select distinct organisation_id from circle where id = any (my_circles())) as mine
  cross join lateral (
    select share.id, case when share.report_id is null then 'case' else 'report' end,
      coalesce(report.reference, asb_case.reference), share.level, shown.title, shown.asb_type, shown.status,
      -- The agreement of two would name the holder.
      shown.organisation_id, case when share.level <> 'exists' then share.agreement_id end, share.because, share.given_at, share.expires_at
    from share
    left join report on report.id = share.report_id
    left join asb_case on asb_case.id = share.case_id
    cross join lateral (
      select case when share.level in ('summary', 'full') then coalesce(report.title, asb_case.title) end as title,
        case when share.level in ('summary', 'full') then coalesce(report.asb_type, asb_case.asb_type) end as asb_type,
        case when share.level in ('summary', 'full') then coalesce(report.status, asb_case.status) end as status,
        case when share.level <> 'exists' then coalesce(report.organisation_id, asb_case.organisation_id) end
          as organisation_id
    ) as shown
    where share.organisation_id = mine.organisation_id and share.circle_id = any (my_circles())
      and share.ended_at is null and (share.expires_at is null or share.expires_at > now())
      and not coalesce(report.organisation_id, asb_case.organisation_id) = any (my_organisations())
      and (before_at is null or (share.given_at, share.id) < (before_at, before_id))
      and (wanted_level is null or share.level = wanted_level)
      and (wanted_kind is null or (share.report_id is null) = (wanted_kind = 'case'))
      and (wanted_giver is null or shown.organisation_id = wanted_giver)
      and (wanted_type is null or shown.asb_type = wanted_type)
      and (given_from is null or share.given_at >= given_from)
      and (words is null or coalesce(report.reference, asb_case.reference) = upper(words)
        or strpos(lower(shown.title), lower(words)) > 0)
      and not exists (select from share as more
        where (more.report_id = share.report_id or more.case_id = share.case_id) and more.circle_id = any (my_circles())
          and more.ended_at is null and (more.expires_at is null or more.expires_at > now())
          and (array_position(array['exists', 'signpost', 'summary', 'full'], more.level), more.given_at, more.id)
            > (array_position(array['exists', 'signpost', 'summary', 'full'], share.level), share.given_at, share.id))
    order by share.given_at desc, share.id desc
    limit most
  ) as listed
  order by listed.given_at desc, listed.id desc
  limit most
$function$
;

CREATE OR REPLACE FUNCTION redrawn_areas(plan uuid)
 RETURNS TABLE(old_area uuid, old_code text, new_position smallint)
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  with redrawn as (select * from reorganisation where id = plan),
  block as (
    select area.label_point, allocation.position
    from redrawn
    join reorganisation_allocation as allocation on allocation.reorganisation_id = plan and subject = 'block'
    join area_set on area_set.kind = block_kind and area_set.valid_from <= effective_on
      and (area_set.valid_to is null or area_set.valid_to > effective_on)
    join area on area.area_set_id = area_set.id and area.code = allocation.item
  )
  select distinct there.area_id, there.code, block.position
  from redrawn cross join block
  cross join lateral areas_at(block.label_point[0], block.label_point[1], effective_on) as there
  where there.kind = area_kind
$function$
;

CREATE OR REPLACE FUNCTION refresh_case_risk(wanted uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
  mine asb_case;
  cadence jsonb;
  ranks text[];
  gravest record;
  last_assessed timestamptz;
  other_until timestamptz;
  since date;
  due date;
begin
  select * into mine from asb_case where id = wanted;
  delete from case_sign_off_due where case_id = wanted;
  if mine.id is null or mine.status = 'closed' then
    delete from case_risk where case_id = wanted;
    return;
  end if;
  select id, band into gravest from standing_assessments(wanted, 'infinity') limit 1;
  update asb_case set risk_band = gravest.band where id = wanted and risk_band is distinct from gravest.band;
  select content, levels into cadence, ranks from case_cadence_on(mine.organisation_id, day_in_england());
  if cadence is null then return; end if;
  if gravest.id is null then
    due := (mine.opened_at at time zone 'Europe/London')::date + (cadence ->> 'firstAssessmentDays')::integer;
  else
    select max(assessed_at) into last_assessed from assessments_of_case(wanted);
    select max(earlier.assessed_at) into other_until from assessments_of_case(wanted) as earlier
    where (select band from standing_assessments(wanted, earlier.assessed_at) limit 1) <> gravest.band;
    select (greatest(min(same.assessed_at), mine.opened_at) at time zone 'Europe/London')::date into since
    from assessments_of_case(wanted) as same where other_until is null or same.assessed_at > other_until;
    due := (last_assessed at time zone 'Europe/London')::date + (cadence -> 'rescoreDays' ->> gravest.band)::integer;
  end if;
  insert into case_risk (case_id, organisation_id, band, band_since, assessment_id, next_due_on, stale_on)
  values (wanted, mine.organisation_id, gravest.band, since, gravest.id, due, due + (cadence ->> 'staleAfterDays')::integer)
  on conflict (case_id) do update set organisation_id = excluded.organisation_id, band = excluded.band,
    band_since = excluded.band_since, assessment_id = excluded.assessment_id, next_due_on = excluded.next_due_on,
    stale_on = excluded.stale_on,
    called_at = case when case_risk.next_due_on = excluded.next_due_on then case_risk.called_at end;
  -- Whoever stands higher has looked for those below.
  insert into case_sign_off_due (case_id, level, organisation_id, due_on)
  select wanted, wish ->> 'level', mine.organisation_id, greatest(since, (select max((signed_at at time zone 'Europe/London')::date)
      from risk_sign_off where case_id = wanted and array_position(ranks, level) >= array_position(ranks, wish ->> 'level')))
    + (wish ->> 'everyDays')::integer
  from jsonb_array_elements(cadence -> 'signOffs') as wish
  where gravest.band is not null and wish ->> 'band' = gravest.band
  on conflict (case_id, level) do update set due_on = least(case_sign_off_due.due_on, excluded.due_on);
end
$function$
;

CREATE OR REPLACE FUNCTION release_work(person uuid, of_organisation integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  with released as (
    update report set claimed_by = null, claim_expires_at = null, version = version + 1, modified_at = clock_timestamp()
    where organisation_id = of_organisation and claimed_by = person
    returning id
  )
  insert into timeline_entry (id, report_id, kind, what, why, organisation_id, actor_name)
  select gen_random_uuid(), id, 'release', 'Released', 'Whoever had claimed it works here no longer', null, 'OpenASB'
  from released;
  with released as (
    update case_action set owner_member_id = null, version = version + 1, modified_at = clock_timestamp()
    where owner_organisation_id = of_organisation and owner_member_id = person and status = 'open'
    returning case_id, what
  )
  insert into timeline_entry (id, case_id, kind, what, why, organisation_id, actor_name)
  select gen_random_uuid(), case_id, 'action_released', 'Needs another owner: ' || what,
    'Whoever was to do it works here no longer', null, 'OpenASB'
  from released;
end
$function$
;

CREATE OR REPLACE FUNCTION rename_areas(plan uuid, day date)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  kind_of text := (select area_kind from reorganisation where id = plan);
  moved record;
  new_id uuid;
begin
  insert into coverage
  select distinct on (coverage.organisation_id, new_code, asb_type)
    (jsonb_populate_record(coverage, jsonb_build_object('id', time_ordered_id(), 'area_code', new_code,
      'valid_from', greatest(day, coverage.valid_from)))).*
  from redrawn join coverage on coverage.area_kind = kind_of and coverage.area_code = old_code
  where coverage.valid_to is null or coverage.valid_to > day;
  update coverage set valid_to = greatest(day, valid_from + 1)
  where area_kind = kind_of and area_code in (select old_code from redrawn) and valid_from < day
    and (valid_to is null or valid_to > day);

  insert into sharing_rule
  select distinct on (rule.agreement_id, giver_organisation_id, receiver_organisation_id, record_kind, level, asb_type,
      least_urgent, least_band, new_code)
    (jsonb_populate_record(rule, jsonb_build_object('id', time_ordered_id(), 'area_code', new_code, 'continues', rule.id,
      'valid_from', greatest(day, rule.valid_from)))).*
  from redrawn join sharing_rule as rule on rule.area_kind = kind_of and rule.area_code = old_code
  where rule.valid_to is null or rule.valid_to > day;
  update sharing_rule set valid_to = greatest(day, valid_from + 1)
  where area_kind = kind_of and area_code in (select old_code from redrawn) and valid_from < day
    and (valid_to is null or valid_to > day);

  -- A cover for a duty in an old area is given anew with it.
  insert into membership
  select (jsonb_populate_record(duty, jsonb_build_object('id', time_ordered_id(), 'area_code', new_code,
    'valid_from', greatest(day, duty.valid_from), 'given_by', null, 'given_at', now()))).*
  from redrawn join membership as duty on duty.area_kind = kind_of and duty.area_code = old_code
  where duty.valid_to is null or duty.valid_to > day;
  update membership set valid_to = day, ended_at = now(), ended_because = 'The area is drawn anew'
  where area_kind = kind_of and area_code in (select old_code from redrawn) and valid_from < day
    and (valid_to is null or valid_to > day);

  for moved in
    select rule.id, new_code from redrawn join routing_rule as rule on rule.area_kind = kind_of and rule.area_code = old_code
    where (rule.valid_to is null or rule.valid_to > day) order by rule.position, rule.id
  loop
    new_id := time_ordered_id();
    insert into routing_rule
    select (jsonb_populate_record(rule, jsonb_build_object('id', new_id, 'area_code', moved.new_code,
      'valid_from', greatest(day, rule.valid_from)))).*
    from routing_rule as rule where rule.id = moved.id;
    insert into routing_condition
    select (jsonb_populate_record(condition, jsonb_build_object('rule_id', new_id))).*
    from routing_condition as condition where rule_id = moved.id;
  end loop;
  update routing_rule set valid_to = day
  where area_kind = kind_of and area_code in (select old_code from redrawn) and valid_from < day
    and (valid_to is null or valid_to > day);
end
$function$
;

CREATE OR REPLACE FUNCTION reorganisation_counts(plan uuid)
 RETURNS TABLE(what text, organisation_id integer, successor smallint, records bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  with ending as (
    select predecessor.organisation_id from reorganisation_predecessor as predecessor where reorganisation_id = plan
  ),
  grouped as (
    select case when status = 'closed' then 'closed_reports' else 'open_reports' end as what, report.organisation_id,
      team_id, beat_id, ward_id, district_id, count(*) as records
    from report where report.organisation_id in (table ending) group by 1, 2, 3, 4, 5, 6
    union all
    select 'claims', report.organisation_id, team_id, beat_id, ward_id, district_id, count(*)
    from report where report.organisation_id in (table ending) and claim_expires_at > now() group by 2, 3, 4, 5, 6
    union all
    select status || '_cases', asb_case.organisation_id, null, beat_id, ward_id, district_id, count(*)
    from asb_case where asb_case.organisation_id in (table ending) group by 1, 2, 4, 5, 6
    union all
    select 'open_actions', owner_organisation_id, null, beat_id, ward_id, district_id, count(*)
    from case_action join asb_case on asb_case.id = case_id
    where owner_organisation_id in (table ending) and case_action.status = 'open' group by 2, 4, 5, 6
    union all
    select 'shares', share.organisation_id, null, coalesce(report.beat_id, asb_case.beat_id),
      coalesce(report.ward_id, asb_case.ward_id), coalesce(report.district_id, asb_case.district_id), count(*)
    from share left join report on report.id = report_id left join asb_case on asb_case.id = case_id
    where share.organisation_id in (table ending) and ended_at is null group by 2, 4, 5, 6
    union all
    select 'hand_overs', ending.organisation_id, null, null, null, null, count(*)
    from ending join hand_over on ending.organisation_id in (from_organisation_id, to_organisation_id)
    where hand_over.status = 'awaiting' group by 2
  )
  select grouped.what, grouped.organisation_id,
    successor_of_record(plan, team_id, beat_id, ward_id, district_id), sum(grouped.records)::bigint
  from grouped where my_member() is not null group by 1, 2, 3
$function$
;

CREATE OR REPLACE FUNCTION reorganisation_tokens(plan uuid)
 RETURNS TABLE(token_id uuid, organisation_id integer, name text, reads_feed boolean, files_reports boolean, provisions boolean, expires_at timestamp with time zone, successor smallint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select api_token.id, api_token.organisation_id, api_token.name, may_read_feed, may_file_reports, may_provision,
    api_token.expires_at,
    case when may_provision then 0::smallint else coalesce(allocation.position,
      case kind when 'merge_organisations' then 1::smallint else default_position end) end
  from reorganisation
  join reorganisation_predecessor as predecessor on predecessor.reorganisation_id = reorganisation.id
  join api_token on api_token.organisation_id = predecessor.organisation_id and revoked_at is null
    and (api_token.expires_at is null or api_token.expires_at > now())
  left join reorganisation_allocation as allocation on allocation.reorganisation_id = reorganisation.id
    and subject = 'token' and item = api_token.id::text
  where reorganisation.id = plan and my_member() is not null
$function$
;

CREATE OR REPLACE FUNCTION reorganised_coverage(plan uuid)
 RETURNS TABLE(coverage_id uuid, successor smallint, area_kind text, area_code text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select distinct on (piece.successor, piece.area_kind, piece.area_code, coverage.asb_type)
    coverage.id, piece.successor, piece.area_kind, piece.area_code
  from reorganisation
  join reorganisation_predecessor as predecessor on predecessor.reorganisation_id = reorganisation.id
  join coverage on coverage.organisation_id = predecessor.organisation_id
    and (coverage.valid_to is null or coverage.valid_to > effective_on)
  cross join lateral reorganised_pieces(plan, coverage.area_kind, coverage.area_code) as piece
  where reorganisation.id = plan and not (piece.is_rest and exists (
    select from reorganised_pieces(plan, coverage.area_kind, coverage.area_code) as other where not other.is_rest))
  order by piece.successor, piece.area_kind, piece.area_code, coverage.asb_type, coverage.valid_from
$function$
;

CREATE OR REPLACE FUNCTION reorganised_memberships(plan uuid)
 RETURNS TABLE(membership_id uuid, member_id uuid, organisation_id integer, successor smallint)
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select membership.id, membership.member_id, membership.organisation_id,
    -- Whoever covers for a colleague goes where the colleague does.
    successor_of_member(plan, coalesce(membership.covers_for, membership.member_id), membership.team_id)
  from reorganisation
  join reorganisation_predecessor as predecessor on predecessor.reorganisation_id = reorganisation.id
  join membership on membership.organisation_id = predecessor.organisation_id
    and (membership.valid_to is null or membership.valid_to > effective_on)
  where reorganisation.id = plan
$function$
;

CREATE OR REPLACE FUNCTION reorganised_pieces(plan uuid, of_kind text, of_code text)
 RETURNS TABLE(area_kind text, area_code text, successor smallint, is_rest boolean)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  planned reorganisation;
  sizes integer[];
  within smallint;
begin
  select * into strict planned from reorganisation where id = plan;
  if planned.kind = 'merge_organisations' then
    return query select of_kind, of_code, 1::smallint, false;
    return;
  end if;
  if of_kind is null then
    return query select planned.area_kind, code, allocated.successor, false from allocated_areas(plan) as allocated;
    return query select null::text, null::text, planned.default_position, true;
    return;
  end if;
  select array_agg(area_kind.position order by area_kind.kind = of_kind) into sizes from area_kind
  where area_kind.kind in (of_kind, planned.area_kind);
  if of_kind = planned.area_kind or sizes[2] < sizes[1] then
    select allocated.successor into within
    from area join area_set on area_set.id = area.area_set_id and area_set.kind = of_kind
    cross join lateral areas_at(area.label_point[0], area.label_point[1], planned.effective_on) as there
    join allocated_areas(plan) as allocated on allocated.area_id = there.area_id
    where area.code = of_code and there.kind = planned.area_kind
    order by area_set.valid_from desc limit 1;
    return query select of_kind, of_code, coalesce(within, planned.default_position), false;
    return;
  end if;
  return query
    select planned.area_kind, allocated.code, allocated.successor, false
    from allocated_areas(plan) as allocated
    cross join lateral areas_at(allocated.label_point[0], allocated.label_point[1], planned.effective_on) as there
    where there.kind = of_kind and there.code = of_code;
  return query select of_kind, of_code, planned.default_position, true;
end
$function$
;

CREATE OR REPLACE FUNCTION reorganised_rules(plan uuid)
 RETURNS TABLE(rule_id uuid, area_kind text, area_code text, successor smallint, is_rest boolean)
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  with concerned as (
    select routing_rule.id, routing_rule.area_kind, routing_rule.area_code,
      case reorganisation.kind when 'merge_organisations' then 1::smallint else (select position
        from reorganisation_allocation
        where reorganisation_id = plan and subject = 'team' and item = queue.team_id::text) end as whole
    from reorganisation
    join reorganisation_predecessor as predecessor on predecessor.reorganisation_id = reorganisation.id
    join queue on queue.organisation_id = predecessor.organisation_id
      and (queue.valid_to is null or queue.valid_to >= effective_on)
    join routing_rule on routing_rule.queue_id = queue.id
      and (routing_rule.valid_to is null or routing_rule.valid_to > effective_on)
    where reorganisation.id = plan
  )
  select id, concerned.area_kind, concerned.area_code, whole, false from concerned where whole is not null
  union all
  select id, piece.area_kind, piece.area_code, piece.successor, piece.is_rest
  from concerned cross join lateral reorganised_pieces(plan, concerned.area_kind, concerned.area_code) as piece
  where whole is null
$function$
;

CREATE OR REPLACE FUNCTION reorganised_sharing_rules(plan uuid)
 RETURNS TABLE(rule_id uuid, area_kind text, area_code text, successor smallint)
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  with predecessor as (select organisation_id from reorganisation_predecessor where reorganisation_id = plan)
  select sharing_rule.id, sharing_rule.area_kind, sharing_rule.area_code, successor.position
  from reorganisation cross join sharing_rule
  join reorganisation_successor as successor on successor.reorganisation_id = plan
  where reorganisation.id = plan and sharing_rule.ended_at is null
    and (sharing_rule.valid_to is null or sharing_rule.valid_to > effective_on)
    and giver_organisation_id in (table predecessor)
  union all
  select sharing_rule.id, piece.area_kind, piece.area_code, piece.successor
  from reorganisation cross join sharing_rule
  cross join lateral reorganised_pieces(plan, sharing_rule.area_kind, sharing_rule.area_code) as piece
  where reorganisation.id = plan and sharing_rule.ended_at is null
    and (sharing_rule.valid_to is null or sharing_rule.valid_to > effective_on)
    and receiver_organisation_id in (table predecessor)
    and (giver_organisation_id in (table predecessor)) is not true
    and not (piece.is_rest and exists (
      select from reorganised_pieces(plan, sharing_rule.area_kind, sharing_rule.area_code) as other
      where not other.is_rest))
$function$
;

CREATE OR REPLACE FUNCTION reorganised_teams(plan uuid)
 RETURNS TABLE(team_id uuid, successor smallint, new_name text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  with reorganised as (select * from reorganisation where id = plan),
  placed as (
    select team.id, successor.position, team.name, organisation.short_name
    from reorganised
    join reorganisation_predecessor as predecessor on predecessor.reorganisation_id = plan
    join organisation on organisation.id = predecessor.organisation_id
    join team on team.organisation_id = organisation.id and (team.valid_to is null or team.valid_to > effective_on)
    join reorganisation_successor as successor on successor.reorganisation_id = plan
    left join reorganisation_allocation as allocation on allocation.reorganisation_id = plan and subject = 'team'
      and item = team.id::text
    where allocation.position is null or allocation.position = successor.position
  ),
  named as (
    select position, lower(name) as name from placed
    union all
    select successor.position, lower(team.name)
    from reorganisation_successor as successor join team on team.organisation_id = successor.organisation_id
    where successor.reorganisation_id = plan and not is_new and team.valid_to is null
  )
  select placed.id, placed.position, case when same_named_teams = 'apart' and (select count(*) from named
      where named.position = placed.position and named.name = lower(placed.name)) > 1
    then placed.name || ' (' || short_name || ')' else placed.name end
  from reorganised cross join placed
$function$
;

CREATE OR REPLACE FUNCTION report_audience_follows()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  if new.partition_code is distinct from old.partition_code then
    update share set circle_id = circle_of(organisation_id, true, agreement_id, new.partition_code, member_id)
    where report_id = new.id;
  end if;
  new.audience := audience_of(new.organisation_id, new.partition_code, new.id, null, 'full');
  new.outline_audience := array(select unnest(audience_of(null, new.partition_code, new.id, null, 'summary'))
    except select unnest(new.audience) order by 1);
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION report_beside(wanted uuid, near_m double precision)
 RETURNS text[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  place point;
begin
  if my_member() is null then return '{}'; end if;
  select report.location into place from report where report.id = wanted and report.audience && my_circles();
  if not found then return '{}'; end if;
  return array_remove(array[
    case when exists (select from case_report where case_report.report_id = wanted) then 'case' end,
    case when exists (select from report_derived where report_derived.report_id = wanted) then 'derived' end,
    case when exists (select from diary_entry where diary_entry.report_id = wanted) then 'diary' end,
    case when exists (select from evidence_item where evidence_item.report_id = wanted) then 'evidence' end,
    case when exists (select from flag where flag.report_id = wanted) then 'flag' end,
    case when exists (select from hand_over where hand_over.report_id = wanted) then 'hand_over' end,
    case when exists (select from report_link where wanted in (report_link.report_id, report_link.other_report_id))
      then 'link' end,
    case when exists (select from reporter_message where reporter_message.report_id = wanted) then 'message' end,
    case when exists (select from report_person where report_person.report_id = wanted) then 'person' end,
    case when exists (select from organisation where kind = 'police' and organisation.id = any (my_organisations()))
      then 'police' end,
    case when exists (select from disclosure_policy where sensitivity = 'ordinary' and asks_reason) then 'reason' end,
    case when exists (select from risk_assessment where risk_assessment.report_id = wanted) then 'risk' end,
    case when exists (select from service_endpoint where disabled_at is null
      and service_endpoint.organisation_id = any (my_organisations())) then 'service_endpoint' end,
    case when exists (select from service_request where service_request.report_id = wanted
      and service_request.organisation_id = any (my_organisations())) then 'service_request' end,
    case when exists (select from share where level = 'signpost' and ended_at is null
      and circle_id = any (my_circles()) and share.location <@ circle(place, near_m)) then 'signpost' end,
    case when exists (select from case_suggestion where case_suggestion.report_id = wanted and ended_at is null)
      then 'suggestion' end,
    case when exists (select from report_task where report_task.report_id = wanted) then 'task' end,
    case when exists (select from report_unknown where report_unknown.report_id = wanted) then 'unknown' end], null);
end
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

CREATE OR REPLACE FUNCTION report_takes_its_evidence()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  -- Nothing is being sent beside what an operator loads by the thousand in one transaction, where locks would run out.
  if my_filing() is null then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended(new.submission_id::text, 25));
  with attached as (
    update evidence_item set report_id = new.id where submission_id = new.submission_id and report_id is null returning id
  )
  insert into custody_entry (item_id, what, detail, actor_name)
  select id, 'attached', new.reference, 'OpenASB' from attached;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION report_to_repeat(link bytea)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select jsonb_build_object('reportId', report.id, 'reference', report.reference, 'asbType', report.asb_type, 'typeLabel', asb_type.label,
    'easting', location[0], 'northing', location[1], 'precisionM', location_precision_m, 'placeKind', place_kind,
    'placeShape', place_shape::text, 'placeWords', place_words,
    'reporterKind', reporter_kind, 'language', report.language,
    'contact', (select jsonb_build_object('name', name, 'email', email, 'phone', phone, 'address', address,
        'preferredChannel', preferred_channel, 'safeContact', safe_contact, 'format', format)
      from report_contact where report_id = report.id),
    'people', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('role', role, 'name', name, 'bornOn', born_on,
        'phone', phone, 'email', email, 'address', address, 'postcode', postcode, 'description', description,
        'vehicle', vehicle, 'vulnerabilities', vulnerabilities)) order by position), '[]')
      from report_person where report_id = report.id))
  from report_status_link
  join report on report.id = report_status_link.report_id
  join asb_type on asb_type.code = report.asb_type
  where report_status_link.secret_hash = link
$function$
;

CREATE OR REPLACE FUNCTION reporter_follows(link bytea, wanted boolean, follows uuid, own bytea, safe text[])
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  found_report uuid;
  offered jsonb := status_following(link, safe);
begin
  select report_id into found_report from report_status_link where secret_hash = link;
  if found_report is null then return false; end if;
  if not wanted then
    update follower set ended_at = now(), ended_because = 'stopped' where report_id = found_report and ended_at is null;
    return true;
  end if;
  if offered is null then return false; end if;
  if not (offered ->> 'isFollowing')::boolean then
    insert into follower (id, place_id, report_id, secret_hash, channel, language, confirmed_at)
    select follows, (offered ->> 'id')::uuid, report.id, own, 'page', report.language, now() from report
    where report.id = found_report
    on conflict (place_id, report_id) where report_id is not null and ended_at is null do nothing;
  end if;
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION reporter_keeps_diary(link bytea, entry uuid, submission uuid, started timestamp with time zone, ended timestamp with time zone, happened text, affected text, due timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  found_report report;
begin
  select report.* into found_report from report_status_link join report on report.id = report_id where secret_hash = link;
  if found_report.id is null then return false; end if;
  perform pg_advisory_xact_lock(hashtext(submission::text));
  if exists (select from diary_entry where submission_id = submission) then return true; end if;
  insert into diary_entry (id, report_id, submission_id, started_at, ended_at, what, effect)
  values (entry, found_report.id, submission, started, ended, happened, affected);
  insert into timeline_entry (id, report_id, kind, what, actor_name)
  values (gen_random_uuid(), found_report.id, 'diary_entry', 'The reporter added to their diary', 'Member of the public');
  if found_report.status in ('refused', 'not_asb', 'closed') and not exists (select from case_report
      join asb_case on asb_case.id = case_id where report_id = found_report.id and asb_case.status = 'open') then
    insert into unmatched_item (id, organisation_id, report_id, diary_entry_id, due_at)
    values (entry, found_report.organisation_id, found_report.id, entry, due);
  end if;
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION reporter_wishes(link bytea, in_language text, only_by text, unsafe text[], safe text, avoid text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  found_report uuid;
begin
  select report_id into found_report from report_status_link where secret_hash = link;
  if found_report is null then return false; end if;
  insert into contact_wish (report_id, language, only_channel, unsafe_channels, safe_times, avoid_words)
  values (found_report, in_language, only_by, unsafe, safe, avoid)
  on conflict (report_id) do update set language = excluded.language, only_channel = excluded.only_channel,
    unsafe_channels = excluded.unsafe_channels, safe_times = excluded.safe_times, avoid_words = excluded.avoid_words,
    set_by = null, modified_at = now();
  insert into timeline_entry (id, report_id, kind, what, actor_name)
  values (gen_random_uuid(), found_report, 'contact_wishes', 'The reporter changed how they may be contacted',
    'Member of the public');
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION reporter_writes(link bytea, message uuid, submission uuid, written text, due date)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  found_report uuid;
begin
  select report_id into found_report from report_status_link where secret_hash = link;
  if found_report is null then return false; end if;
  -- Two sendings of one text wait for each other.
  perform pg_advisory_xact_lock(hashtext(submission::text));
  if exists (select from reporter_message where submission_id = submission) then return true; end if;
  insert into reporter_message (id, report_id, submission_id, direction, kind, words, channel, author_name, reply_due_on)
  values (message, found_report, submission, 'from_reporter', 'message', written, 'page', 'The reporter', due);
  insert into timeline_entry (id, report_id, kind, what, actor_name)
  values (gen_random_uuid(), found_report, 'reporter_wrote', 'The reporter wrote', 'Member of the public');
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION reports_at(place point, within_m integer, wanted_type text, after timestamp with time zone, until timestamp with time zone, besides uuid)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 10
 SET search_path TO 'partnership', 'public', 'pg_temp'
 SET enable_bitmapscan TO 'on'
AS $function$
#variable_conflict use_column
begin
  return query
  select id from report
  where location <@ circle(place, within_m) and filed_at > after and filed_at <= until and id is distinct from besides
    and (wanted_type is null or asb_type = wanted_type)
    -- Whoever told of an area, or of somewhere about here, has not told of this place.
    and place_spread_m(place_kind, location_precision_m) <= within_m
  order by filed_at desc limit 100;
end
$function$
;

CREATE OR REPLACE FUNCTION reports_near(wanted uuid, within_m double precision, within_days double precision, most integer)
 RETURNS TABLE(id uuid, distance_m double precision)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 20
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  -- A walk outwards from the place that stops when it has enough: a town centre has thousands in the circle. Only where
  -- it was cut short is there a second one, for those of the same type that it did not come to.
  -- Somewhere about a place is as far from it as it may be: of two reports the less certain counts.
  with nearest as materialized (
    select other.id, other.distance_m, other.same_type
    from report mine
    cross join lateral (
      select other.id, greatest(other.location <-> mine.location,
          place_spread_m(other.place_kind, other.location_precision_m),
          place_spread_m(mine.place_kind, mine.location_precision_m)) as distance_m,
        other.asb_type = mine.asb_type as same_type
      from report other
      where other.location <@ circle(mine.location, within_m)
        and other.filed_at between mine.filed_at - make_interval(secs => within_days * 86400)
          and mine.filed_at + make_interval(secs => within_days * 86400)
        and other.id <> mine.id and other.audience && my_circles()
      order by other.location <-> mine.location, other.id
      limit most
    ) as other
    where mine.id = wanted and mine.audience && my_circles()
  ),
  nearest_of_type as (
    select other.id, other.distance_m, true as same_type
    from report mine
    cross join lateral (
      select other.id, greatest(other.location <-> mine.location,
          place_spread_m(other.place_kind, other.location_precision_m),
          place_spread_m(mine.place_kind, mine.location_precision_m)) as distance_m
      from report other
      where other.location <@ circle(mine.location, within_m) and other.asb_type = mine.asb_type
        and other.filed_at between mine.filed_at - make_interval(secs => within_days * 86400)
          and mine.filed_at + make_interval(secs => within_days * 86400)
        and other.id <> mine.id and other.audience && my_circles()
      order by other.location <-> mine.location, other.id
      limit most
    ) as other
    where mine.id = wanted and mine.audience && my_circles() and (select count(*) from nearest) >= most
  )
  select near.id, near.distance_m
  from (select * from nearest union select * from nearest_of_type) as near
  where near.distance_m <= within_m
  order by near.same_type desc, near.distance_m, near.id
  limit most
$function$
;

CREATE OR REPLACE FUNCTION reports_near_place(place point, within_m double precision, since timestamp with time zone, most integer)
 RETURNS TABLE(id uuid, distance_m double precision)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 20
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select report.id, greatest(report.location <-> place,
    place_spread_m(report.place_kind, report.location_precision_m))
  from report
  where report.location <@ circle(place, within_m) and report.filed_at >= since
    and report.audience && my_circles()
    and place_spread_m(report.place_kind, report.location_precision_m) <= within_m
  order by report.location <-> place, report.id
  limit most
$function$
;

CREATE OR REPLACE FUNCTION reports_with_key(keys text[], kinds text[], own_name text, roles text[], wanted_type text, after timestamp with time zone, until timestamp with time zone, besides uuid, own_profile uuid)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 10
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
begin
  return query
  select found.report_id from (
    select report_key.report_id, max(report_key.filed_at) as filed_at
    from unnest(keys, kinds) as mine (key, kind)
    join report_key on report_key.key = mine.key and report_key.kind = mine.kind
    left join report_person on own_profile is not null and report_person.id = report_key.subject
    left join profile on profile.id = report_person.profile_id
    where report_key.filed_at > after and report_key.filed_at <= until and report_key.role = any (roles)
      and report_key.report_id is distinct from besides
      -- One telephone may serve a house: another name is somebody else.
      and (report_key.kind <> 'phone' or '' in (report_key.name, own_name)
        or public.similarity(report_key.name, own_name) >= 0.5)
      and (wanted_type is null or exists (select from report where id = report_key.report_id and asb_type = wanted_type))
      -- The same organisation has made two profiles of them: then they are two people, whatever they share.
      and (profile.id is null or profile.id = own_profile
        or profile.organisation_id <> (select organisation_id from profile where id = own_profile))
    group by report_key.report_id
    union
    select report.id, report.filed_at from report_person join report on report.id = report_person.report_id
    where own_profile is not null and report_person.profile_id = own_profile and report_person.role = any (roles)
      and report.filed_at > after and report.filed_at <= until and report.id is distinct from besides
      and (wanted_type is null or report.asb_type = wanted_type)
  ) as found
  group by found.report_id order by max(found.filed_at) desc limit 100;
end
$function$
;

CREATE OR REPLACE FUNCTION restrict_case(restricted uuid, seen_version integer, to_partition text)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  update asb_case set partition_code = to_partition, version = version + 1
  where id = restricted and version = seen_version and my_member() is not null
    and organisation_id = any (my_organisations()) and audience && my_circles()
    and partition_code is distinct from to_partition
    and (to_partition is null or cleared_people(organisation_id, to_partition) > 0)
  returning version
$function$
;

CREATE OR REPLACE FUNCTION restrict_report(restricted uuid, seen_version integer, to_partition text)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  update report set partition_code = to_partition, version = version + 1
  where id = restricted and version = seen_version and my_member() is not null
    and organisation_id = any (my_organisations()) and audience && my_circles()
    and partition_code is distinct from to_partition
    and (to_partition is null or cleared_people(organisation_id, to_partition) > 0)
  returning version
$function$
;

CREATE OR REPLACE FUNCTION review_ledger(wanted uuid)
 RETURNS TABLE(report_id uuid, found_by text, reference text, is_seen boolean, organisation text, asb_type text, kind text, family text, made_at timestamp with time zone, incident_at timestamp with time zone, counts_with uuid, limb_a boolean, limb_because text, is_hate boolean, easting double precision, northing double precision)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 50
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  with review as (
    select id, case_id, applied_on from asb_review
    where id = wanted and my_member() is not null and audience && my_circles()
  ), sure (report_id, found_by) as (
    select review_complaint.report_id, case when added_by is null then 'applicant' else 'staff' end
    from review_complaint join review on review.id = review_id where review_complaint.report_id is not null
    union all
    select case_report.report_id, 'case' from case_report join review using (case_id)
  ), linked (report_id, found_by) as (
    select other_report_id, 'link' from report_link join sure using (report_id)
    union all
    select report_link.report_id, 'link' from report_link join sure on sure.report_id = other_report_id
  ), of_victim (report_id, found_by) as (
    select theirs.report_id, 'victim' from review join review_key on review_key.review_id = review.id
    cross join lateral (select report_key.report_id from report_key
      where report_key.key = review_key.key and report_key.kind = review_key.kind
        and report_key.role in ('reporter', 'victim', 'other')
        and (report_key.role <> 'other' or report_key.subject = report_key.report_id)
        and report_key.filed_at > review.applied_on - interval '3 years'
      order by filed_at desc limit 200) as theirs
  ), found as (
    select report_id, found_by from sure union all select report_id, found_by from linked
    union all select report_id, found_by from of_victim
  ), told as (
    select report_id, found_by from found
    union all
    select same.report_id, found.found_by from found join complaint_ledger as mine on mine.report_id = found.report_id
      join complaint_ledger as same on same.counts_with = mine.counts_with
  ), best as (
    select told.report_id, (array_agg(found_by order by array_position('{applicant,staff,case,link,victim}'::text[], found_by)))[1] as found_by
    from told group by told.report_id
  )
  select best.report_id, best.found_by, line.reference, line.is_seen, line.organisation, line.asb_type, line.kind, line.family,
    line.made_at, line.incident_at, line.counts_with, line.limb_a, line.limb_because, line.is_hate, line.easting, line.northing
  from best join ledger_lines((select array_agg(best.report_id) from best)) as line using (report_id)
  join report on report.id = best.report_id
  cross join review
  where report.reporter_kind not in ('professional', 'officer') or best.found_by in ('applicant', 'staff', 'case')
  order by line.made_at, best.report_id
  limit 500
$function$
;

CREATE OR REPLACE FUNCTION review_status(link bytea)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select jsonb_build_object(
    'id', review.id, 'reference', review.reference, 'status', review.status, 'appliedOn', review.applied_on,
    'lead', lead.name, 'contactName', review.contact_name, 'contactPhone', review.contact_phone, 'contactEmail', review.contact_email,
    'acknowledgeDueOn', acknowledge_due_on, 'thresholdDueOn', threshold_due_on, 'panelDueOn', panel_due_on,
    'outcomeDueOn', outcome_due_on, 'appealUntil', appeal_until, 'acknowledgedAt', acknowledged_at, 'decidedAt', decided_at,
    'panelAt', panel_at, 'outcomeAt', outcome_at, 'closedAt', closed_at,
    'appealTo', coalesce(by_rule.appeal_to, 'csp_chair'), 'appealDays', by_rule.appeal_days,
    'bodies', (select coalesce(jsonb_agg(organisation.name order by organisation.name), '[]') from review_body
      join organisation on organisation.id = organisation_id where review_id = review.id),
    'decisions', (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'decision', decision, 'told', told, 'at', decided_at)
      order by decided_at, id), '[]') from review_decision where review_id = review.id),
    'panel', (select jsonb_build_object('meetsAt', meets_at, 'place', place, 'chairName', chair_name, 'chairFrom', chair_from,
        'isInvited', victim_invited, 'notInvitedBecause', not_invited_because, 'answer', victim_answer, 'heldAt', held_at)
      from review_panel where review_id = review.id order by meets_at desc limit 1),
    'recommendations', case when review.outcome_at is null then '[]'::jsonb else
      (select coalesce(jsonb_agg(jsonb_build_object('what', what, 'body', organisation.name, 'dueOn', due_on, 'status', status,
        'response', response, 'doneAt', done_at) order by due_on, review_recommendation.id), '[]')
      from review_recommendation join organisation on organisation.id = organisation_id where review_id = review.id) end,
    'appeals', (select coalesce(jsonb_agg(jsonb_build_object('against', against, 'madeAt', made_at, 'heardBy', heard_by,
        'dueOn', due_on, 'decision', decision, 'told', told, 'decidedAt', decided_at) order by made_at, id), '[]')
      from review_appeal where review_id = review.id),
    'news', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'at', at, 'kind', kind, 'what', what, 'words', words) order by at, id), '[]')
      from review_event where review_id = review.id and is_told))
  from review_link
  join asb_review as review on review.id = review_link.review_id
  join organisation as lead on lead.id = review.organisation_id
  left join review_procedure as by_rule on by_rule.id = review.procedure_id
  where review_link.secret_hash = link
$function$
;

CREATE OR REPLACE FUNCTION revoke_access_token(client uuid, client_secret_hash bytea, old_token_hash bytea)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  update access_token set revoked_at = now()
    from api_token
    where access_token.token_hash = old_token_hash and access_token.revoked_at is null
      and access_token.api_token_id = client and api_token.id = client and api_token.secret_hash = client_secret_hash;
  return found;
end
$function$
;

CREATE OR REPLACE FUNCTION reweigh_all_flags(wanted uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  perform settle_flags(resting, flag_rule)
  from (select distinct report_id, rule, rule_version from flag
    where ended_at is null and basis && wanted and report_id <> all (wanted)) as live
  join report as resting on resting.id = live.report_id
  join flag_rule on flag_rule.code = live.rule and flag_rule.version = live.rule_version;
end
$function$
;

CREATE OR REPLACE FUNCTION reweigh_flags(wanted uuid[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select reweigh_all_flags(array(select id from report where id = any (wanted)
    and my_member() is not null and audience && my_circles()))
$function$
;

CREATE OR REPLACE FUNCTION routing_is_approved()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  told uuid[];
  holding uuid[];
begin
  lock table routing_rule in share row exclusive mode;
  if new.valid_from <= day_in_england() then raise 'Its day has passed'; end if;
  if exists (select from routing_rule where valid_from >= new.valid_from) then
    raise 'Other rules begin on that day or later';
  end if;
  told := array(select case when item.what = 'written' then item.replaces else item.id end
    from jsonb_to_recordset(new.content) as item (what text, id uuid, replaces uuid)
    where item.what <> 'written' or item.replaces is not null order by 1);
  holding := array(select routing_rule.id from routing_rule left join queue on queue.id = queue_id
    where (routing_rule.valid_to is null or routing_rule.valid_to > new.valid_from)
      and (queue.valid_to is null or queue.valid_to > new.valid_from) order by 1);
  if told <> holding then raise 'The rules were changed since this was proposed'; end if;
  update routing_rule set valid_to = new.valid_from
  where id in (select case when item.what = 'written' then item.replaces else item.id end
    from jsonb_to_recordset(new.content) as item (what text, id uuid, replaces uuid) where item.what <> 'kept');
  insert into routing_rule (id, position, name, area_kind, area_code, asb_type, queue_id, prompt, is_urgent, valid_from,
    valid_to)
  select item.id, item.position, item.name, item.area_kind, item.area_code, item.asb_type, queue.id, item.prompt,
    coalesce(item.is_urgent, false), new.valid_from, item.valid_to
  from jsonb_to_recordset(new.content) as item (what text, id uuid, position integer, name text, area_kind text,
    area_code text, asb_type text, queue_id uuid, prompt text, is_urgent boolean, valid_to date)
  left join queue on queue.id = item.queue_id and (queue.valid_to is null or queue.valid_to > new.valid_from)
  where item.what = 'written';
  insert into routing_condition (rule_id, fact, expected)
  select item.id, asked.key, asked.value
  from jsonb_to_recordset(new.content) as item (what text, id uuid, conditions jsonb)
  cross join jsonb_each_text(item.conditions) as asked
  where item.what = 'written';
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION rules_continued(wanted uuid)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  with recursive earlier as (
    select continues from sharing_rule where id = wanted and continues is not null
    union
    select rule.continues from earlier join sharing_rule as rule on rule.id = earlier.continues
    where rule.continues is not null
  )
  select coalesce(array_agg(continues), '{}') from earlier
$function$
;

CREATE OR REPLACE FUNCTION safety_rule_on(of_organisation integer, day date)
 RETURNS SETOF safety_net_rule
 LANGUAGE sql
 STABLE ROWS 1
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select * from safety_net_rule
  where valid_from <= day and (organisation_id = of_organisation or organisation_id is null)
  order by organisation_id is null, valid_from desc limit 1
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

CREATE OR REPLACE FUNCTION search_parties(words text, most integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 50
 SET search_path TO 'partnership', 'public', 'pg_temp'
 SET enable_bitmapscan TO 'on'
 SET "pg_trgm.word_similarity_threshold" TO '0.6'
AS $function$
begin
  if my_member() is null or coalesce(words, '') = '' then return; end if;
  return query
  select asb_case.id from case_party
  join asb_case on asb_case.id = case_party.case_id and asb_case.audience && my_circles()
  left join report on report.id = case_party.report_id
  where plain_words(case_party.name) operator(public.%>) plain_words(words)
    and (case_party.group_id is null or exists (select from person_group as kept where kept.id = case_party.group_id
      and (kept.partition_code is null or is_for_me(kept.organisation_id, kept.partition_code))))
    and (case_party.seen_by = 'partners' or case_party.organisation_id = any (my_organisations())
      or asb_case.organisation_id = any (my_organisations()))
    and (report.id is null or report.partition_code is null or report.audience && my_circles())
  group by asb_case.id order by asb_case.id desc limit most;
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

CREATE OR REPLACE FUNCTION search_profiles(words text, phone text, postcode text, most integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 50
 SET search_path TO 'partnership', 'public', 'pg_temp'
 SET enable_bitmapscan TO 'on'
 SET "pg_trgm.word_similarity_threshold" TO '0.6'
AS $function$
begin
  if my_member() is null or concat(words, phone, postcode) = '' then return; end if;
  return query execute $query$
    select profile.id from profile
    where profile.organisation_id = any ($1)
      and exists (select from report_person as named join report on report.id = named.report_id
        where named.profile_id = profile.id and report.organisation_id = any ($1) and report.audience && $2)
      and ($3 = '' or plain_words(profile.name) operator(public.%>) plain_words($3))
      and ($4 = '' or profile.id in (select named.profile_id from report_key
        join report_person as named on named.id = report_key.subject join report on report.id = named.report_id
        where report_key.kind = 'phone' and report_key.key = phone_digits($4) and report.audience && $2))
      and ($5 = '' or profile.id in (select named.profile_id from report_key
        join report_person as named on named.id = report_key.subject join report on report.id = named.report_id
        where report_key.kind = 'postcode' and report_key.key = postcode_key($5) and report.audience && $2))
    order by profile.name, profile.id
    limit $6
  $query$ using my_organisations(), my_circles(), coalesce(words, ''), coalesce(phone, ''), coalesce(postcode, ''), most;
end
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
  using my_circles(), words, statuses, holders, wanted_type, wanted_queue, wanted_area, wanted_channel,
    filed_from, filed_before, most;
end
$function$
;

CREATE OR REPLACE FUNCTION sees_at_least_outline(of_report uuid, of_case uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select exists (select from report where id = of_report) or exists (select from report_outline where id = of_report)
    or exists (select from asb_case where id = of_case) or exists (select from case_outline where id = of_case)
$function$
;

CREATE OR REPLACE FUNCTION sees_case_outline(wanted uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  return exists (select from case_outline where case_outline.id = wanted);
end
$function$
;

CREATE OR REPLACE FUNCTION sets_evidence_retention(from_day date)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$ begin return from_day > day_in_england() and am_one_of('{coordinator}', null); end $function$
;

CREATE OR REPLACE FUNCTION sets_quiet_rules(from_day date)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$ begin return from_day > day_in_england() and am_one_of('{coordinator}', null); end $function$
;

CREATE OR REPLACE FUNCTION settle_evidence_retention(most integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  update evidence_item set kept_until = standing.until, held_by = standing.held
  from evidence_standing(null) as standing
  where evidence_item.id = standing.id
    and (evidence_item.kept_until is distinct from standing.until or evidence_item.held_by is distinct from standing.held);
  return query select evidence_item.id from evidence_item
    where deleted_at is null and held_by is null and kept_until < day_in_england()
    order by kept_until, evidence_item.id limit most;
end
$function$
;

CREATE OR REPLACE FUNCTION settle_flags(mine report, by_rule flag_rule)
 RETURNS uuid[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  kept record;
  linked uuid[];
  subjects uuid[];
  latest timestamptz := (select max(report.filed_at) from flag join report on report.id = any (flag.basis)
    where flag.report_id = mine.id and flag.rule = by_rule.code and flag.ended_at is null);
begin
  select * into kept from keep_flags(mine, by_rule, mine.filed_at);
  linked := kept.linked;
  subjects := kept.subjects;
  if latest > mine.filed_at then
    select * into kept from keep_flags(mine, by_rule, latest);
    linked := linked || kept.linked;
    subjects := subjects || kept.subjects;
  end if;
  update flag set ended_at = clock_timestamp(), ended_because = 'What it rested on no longer holds'
  where report_id = mine.id and flag.rule = by_rule.code and ended_at is null and flag.subject <> all (subjects);
  return linked;
end
$function$
;

CREATE OR REPLACE FUNCTION settle_memberships(users uuid[])
 RETURNS uuid[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  day date := day_in_england();
  touched uuid[];
begin
  with wanted as (
    select person.member_id, sent.organisation_id, sent.id as group_id, sent.role, sent.team_id, sent.display_name
    from directory_user as person
    join directory_group_member on user_id = person.id
    join directory_group as sent on sent.id = group_id
    where person.id = any (users) and person.active and sent.is_provisioned and sent.role is not null
  ), held as (
    select membership.* from membership
    join directory_user as person using (member_id, organisation_id)
    where person.id = any (users) and directory_group_id is not null
      and (membership.valid_to is null or membership.valid_to > day)
  ), ended as (
    update membership set valid_to = greatest(day, valid_from), ended_at = now(),
      ended_because = 'No longer given by the directory of the organisation'
    where id in (select held.id from held where not exists (select from wanted
      where wanted.member_id = held.member_id and wanted.group_id = held.directory_group_id and wanted.role = held.role
        and wanted.team_id is not distinct from held.team_id))
    returning member_id
  ), begun as (
    insert into membership (id, member_id, organisation_id, team_id, role, valid_from, directory_group_id, because)
    select gen_random_uuid(), wanted.member_id, wanted.organisation_id, wanted.team_id, wanted.role, day, wanted.group_id,
      'Directory group ' || wanted.display_name
    from wanted where not exists (select from held
      where wanted.member_id = held.member_id and wanted.group_id = held.directory_group_id and wanted.role = held.role
        and wanted.team_id is not distinct from held.team_id)
    returning member_id
  )
  select coalesce(array_agg(distinct member_id), '{}') into touched
  from (select member_id from ended union all select member_id from begun) as changed;
  perform release_work(person.member_id, person.organisation_id) from directory_user as person
  where person.id = any (users) and person.member_id = any (touched) and not exists (
    select from duties_of(person.member_id, day) as duty
    where duty.organisation_id = person.organisation_id and duty.role in ('triage_officer', 'case_officer', 'supervisor'));
  return touched;
end
$function$
;

CREATE OR REPLACE FUNCTION share_again_by_rules(of_kind text, records uuid[], only_rule uuid)
 RETURNS TABLE(record_id uuid, organisation_id integer, organisation_name text, level text, sharing_rule_id uuid, rule_name text, is_given boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER ROWS 100
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
begin
  if not exists (select from sharing_rule where record_kind = of_kind)
    or (my_member() is null and cardinality(my_organisations()) > 0) then return; end if;
  return query
  with record as (
    select id, organisation_id, asb_type, beat_id, ward_id, lsoa_id, district_id, partition_code from report
    where of_kind = 'report' and id = any (records) and organisation_id is not null
    union all
    select id, organisation_id, asb_type, beat_id, ward_id, lsoa_id, district_id, partition_code from asb_case
    where of_kind = 'case' and id = any (records)
  ), facts as (
    select array_agg(id) as ids, array_agg(organisation_id) as holders, array_agg(asb_type) as types,
      array_agg(beat_id) as beats, array_agg(ward_id) as wards, array_agg(lsoa_id) as lsoas,
      array_agg(district_id) as districts, array_agg(partition_code) as partitions
    from record
  )
  select shared.* from facts cross join lateral share_by_rules(of_kind, ids, holders, types, beats, wards, lsoas,
    districts, partitions, only_rule) as shared
  where facts.ids is not null;
end
$function$
;

CREATE OR REPLACE FUNCTION share_as_successors_do(why text, of_kind text, records uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  for begun in 1 .. cardinality(records) by 1000 loop
    insert into audit_entry (id, verb, actor_kind, actor_name, record_kind, record_id, recipient, reason, summary, request_id)
    select time_ordered_id(), case when is_given then 'disclose' else 'alter' end, 'system', 'OpenASB', of_kind, record_id,
      organisation_name, format('Sharing rule: %s (%s)', rule_name, level),
      case when is_given then why else 'sharing by rule ended: ' || why end, 'reorganisation'
    from share_again_by_rules(of_kind, records[begun : begun + 999], null);
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION share_by_rules(of_kind text, records uuid[], holders integer[], types text[], beats uuid[], wards uuid[], lsoas uuid[], districts uuid[], partitions text[], only_rule uuid)
 RETURNS TABLE(record_id uuid, organisation_id integer, organisation_name text, level text, sharing_rule_id uuid, rule_name text, is_given boolean)
 LANGUAGE plpgsql
 ROWS 100
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
  reports uuid[] := case when of_kind = 'report' then records else '{}' end;
  cases uuid[] := case when of_kind = 'case' then records else '{}' end;
begin
  -- Most records no rule can reach: they cost this question and no more.
  if not exists (select from sharing_rule where record_kind = of_kind and ended_at is null
      and (giver_organisation_id is null or giver_organisation_id = any (holders))
      and (asb_type is null or asb_type = any (types)))
    and not exists (select from share where (report_id = any (reports) or case_id = any (cases)) and because = 'rule')
  then return; end if;
  return query
  with wanted as materialized (
    select * from sharing_by_rules(of_kind, records, holders, types, beats, wards, lsoas, districts, partitions,
      current_date, only_rule)
  ), present as materialized (
    select share.id, coalesce(report_id, case_id) as record_id, share.organisation_id, share.sharing_rule_id, share.level,
      share.ended_at is null and (expires_at is null or expires_at > now()) as is_live,
      share.ended_at is null or ended_by is not null or expires_at <= now() as is_final,
      ended_by is not null or expires_at <= now() as is_over
    from share
    where (report_id = any (reports) or case_id = any (cases)) and because = 'rule' and share.sharing_rule_id is not null
      and (only_rule is null or share.sharing_rule_id = only_rule
        or share.sharing_rule_id = any ((select rules_continued(only_rule))::uuid[]))
  ), holder as (
    select * from unnest(records, holders) as held (id, organisation_id)
  ), gone as (
    update share set ended_at = now(), ended_because = 'The sharing rule no longer applies'
    from present
    where share.id = present.id and present.is_live
      and not exists (select from wanted where wanted.record_id = present.record_id
        and wanted.sharing_rule_id = present.sharing_rule_id and wanted.organisation_id = present.organisation_id)
    returning present.*
  ), new as (
    insert into share (id, report_id, case_id, organisation_id, agreement_id, level, because, sharing_rule_id,
      given_by_organisation_id, expires_at)
    select gen_random_uuid(), case when of_kind = 'report' then wanted.record_id end,
      case when of_kind = 'case' then wanted.record_id end, wanted.organisation_id, wanted.agreement_id, wanted.level,
      'rule', wanted.sharing_rule_id, holder.organisation_id, now() + make_interval(days => wanted.expires_after_days)
    from wanted join holder on holder.id = wanted.record_id
    where not exists (select from present where present.record_id = wanted.record_id and present.is_final
      and present.sharing_rule_id = wanted.sharing_rule_id and present.organisation_id = wanted.organisation_id)
      -- Nor does a rule that goes on for another, or an organisation that took over from another, begin it anew.
      and not exists (select from present join sharing_rule as rule on rule.id = wanted.sharing_rule_id
        where present.record_id = wanted.record_id and present.is_over
          and (present.sharing_rule_id = rule.id
            or rule.continues is not null and present.sharing_rule_id = any (rules_continued(rule.id)))
          and (present.organisation_id = wanted.organisation_id
            or exists (select from organisation_succession where predecessor_id = present.organisation_id
              and successor_id = wanted.organisation_id)))
    returning share.*
  ), changed as materialized (
    select coalesce(new.report_id, new.case_id) as record_id, new.organisation_id, new.level, new.sharing_rule_id,
      true as is_given from new
    union all
    select gone.record_id, gone.organisation_id, gone.level, gone.sharing_rule_id, false from gone
  ), told as (
    insert into timeline_entry (id, report_id, case_id, kind, what, why, actor_name)
    select gen_random_uuid(), case when of_kind = 'report' then changed.record_id end,
      case when of_kind = 'case' then changed.record_id end,
      case when is_given then 'shared' else 'sharing_ended' end,
      case when is_given then 'Shared by rule with ' else 'No longer shared by rule with ' end
        || string_agg(distinct organisation.name, ', '), string_agg(distinct sharing_rule.name, ', '), 'OpenASB'
    from changed
    join organisation on organisation.id = changed.organisation_id
    join sharing_rule on sharing_rule.id = changed.sharing_rule_id
    group by changed.record_id, is_given
  )
  select changed.record_id, changed.organisation_id, organisation.name, changed.level, changed.sharing_rule_id,
    sharing_rule.name, changed.is_given
  from changed
  join organisation on organisation.id = changed.organisation_id
  join sharing_rule on sharing_rule.id = changed.sharing_rule_id;
end
$function$
;

CREATE OR REPLACE FUNCTION share_change_moves_audience()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  update report set organisation_id = organisation_id where id = new.report_id and status <> 'filed';
  update asb_case set organisation_id = organisation_id where id = new.case_id;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION share_gets_circle()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  -- The table itself says what is missing.
  if new.organisation_id is null then return new; end if;
  new.location := (select location from report where id = new.report_id);
  new.circle_id := circle_of(new.organisation_id, true, new.agreement_id,
    coalesce((select partition_code from report where id = new.report_id),
      (select partition_code from asb_case where id = new.case_id)), new.member_id);
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION share_moves_audience()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  update report set organisation_id = organisation_id
  where status <> 'filed' and id in (select report_id from changed
    where report_id is not null and not (level = 'full' and circle_id = any (report.audience)));
  update asb_case set organisation_id = organisation_id
  where id in (select case_id from changed
    where case_id is not null and not (level = 'full' and circle_id = any (asb_case.audience)));
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION sharing_by_rules(of_kind text, records uuid[], holders integer[], types text[], beats uuid[], wards uuid[], lsoas uuid[], districts uuid[], partitions text[], day date, only_rule uuid)
 RETURNS TABLE(record_id uuid, sharing_rule_id uuid, agreement_id uuid, organisation_id integer, level text, expires_after_days integer)
 LANGUAGE sql
 STABLE ROWS 100
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  with rule as materialized (
    select sharing_rule.*, agreement.partitions as covered_partitions, area_kind || ':' || area_code as place
    from sharing_rule join agreement on agreement.id = sharing_rule.agreement_id
    where sharing_rule.record_kind = of_kind and (only_rule is null or sharing_rule.id = only_rule)
      and sharing_rule.ended_at is null and sharing_rule.valid_from <= day
      and (sharing_rule.valid_to is null or sharing_rule.valid_to > day)
      and agreement.ended_at is null and agreement.valid_from <= day
      and (agreement.valid_to is null or agreement.valid_to > day)
      and of_kind || 's' = any (agreement.data_categories)
      and array_position(array['exists', 'signpost', 'summary', 'full'], sharing_rule.level)
        <= array_position(array['exists', 'signpost', 'summary', 'full'], agreement.most_level)
  ), record as materialized (
    select given.*, asb_type.priority, organisation.kind as holder_kind,
      case when exists (select from rule where least_band is not null) then array_position(
        array['standard', 'medium', 'high'], case of_kind
          when 'report' then (select assessment.band from risk_assessment as assessment
            where assessment.report_id = given.id order by assessed_at desc, assessment.id desc limit 1)
          else (select assessment.band from risk_assessment as assessment
            where assessment.case_id = given.id order by assessed_at desc, assessment.id desc limit 1) end) end as risk,
      array(select area_set.kind || ':' || area.code
        from unnest(array[beat_id, ward_id, lsoa_id, district_id]) as place (id)
        join area on area.id = place.id join area_set on area_set.id = area.area_set_id) as places
    from unnest(records, holders, types, beats, wards, lsoas, districts, partitions)
      as given (id, holder, asb_type, beat_id, ward_id, lsoa_id, district_id, partition_code)
    join asb_type on asb_type.code = given.asb_type
    join organisation on organisation.id = given.holder
    where exists (select from rule)
  )
  select distinct record.id, rule.id, rule.agreement_id, receiver.id, rule.level, rule.expires_after_days
  from record
  join rule on (rule.giver_organisation_id is null or rule.giver_organisation_id = record.holder)
    and (rule.giver_kind is null or rule.giver_kind = record.holder_kind)
    and (rule.asb_type is null or rule.asb_type = record.asb_type)
    and (rule.least_urgent is null or record.priority <= rule.least_urgent)
    and (rule.least_band is null or record.risk >= array_position(array['standard', 'medium', 'high'], rule.least_band))
    and (rule.place is null or rule.place = any (record.places))
    and (record.partition_code is null or record.partition_code = any (rule.covered_partitions))
  cross join lateral (
    select rule.receiver_organisation_id as id
    union all
    select panel_member.organisation_id from panel_member
    where panel_member.panel_id = rule.receiver_panel_id and joined_on <= day and (left_on is null or left_on > day)
    union all
    select covering.organisation_id from coverage as covering
    join organisation on organisation.id = covering.organisation_id and organisation.kind = rule.receiver_kind
    where covering.area_kind || ':' || covering.area_code = any (record.places)
      and (covering.asb_type is null or covering.asb_type = record.asb_type)
      and covering.valid_from <= day and (covering.valid_to is null or covering.valid_to > day)
  ) as receiver
  where receiver.id <> record.holder and agreement_holds(rule.agreement_id, record.holder, receiver.id, day)
$function$
;

CREATE OR REPLACE FUNCTION sharing_rule_reach(wanted uuid)
 RETURNS TABLE(candidates bigint, records bigint, shares bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 1
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  with rule as (
    select * from sharing_rule where id = wanted and my_member() is not null
  ), record as (
    select report.id, report.organisation_id, report.asb_type, beat_id, ward_id, lsoa_id, district_id, partition_code
    from rule join report on rule.record_kind = 'report' and report.status in ('awaiting_triage', 'accepted')
      and (giver_organisation_id is null or report.organisation_id = giver_organisation_id)
      and (rule.asb_type is null or report.asb_type = rule.asb_type)
    union all
    select asb_case.id, asb_case.organisation_id, asb_case.asb_type, beat_id, ward_id, lsoa_id, district_id, partition_code
    from rule join asb_case on rule.record_kind = 'case' and asb_case.status = 'open'
      and (giver_organisation_id is null or asb_case.organisation_id = giver_organisation_id)
      and (rule.asb_type is null or asb_case.asb_type = rule.asb_type)
  ), facts as (
    select array_agg(id) as ids, array_agg(organisation_id) as holders, array_agg(asb_type) as types,
      array_agg(beat_id) as beats, array_agg(ward_id) as wards, array_agg(lsoa_id) as lsoas,
      array_agg(district_id) as districts, array_agg(partition_code) as partitions
    from record
  ), reached as (
    select shared.* from facts cross join rule cross join lateral sharing_by_rules(rule.record_kind, ids, holders, types,
      beats, wards, lsoas, districts, facts.partitions, current_date, wanted) as shared
  )
  select (select count(*) from record), count(distinct record_id), count(*) filter (where not exists (select from share
    where (share.report_id = reached.record_id or share.case_id = reached.record_id) and share.sharing_rule_id = wanted
      and share.organisation_id = reached.organisation_id))
  from reached
$function$
;

CREATE OR REPLACE FUNCTION sight_of(wanted uuid[])
 RETURNS TABLE(report_id uuid, level text, organisation_id integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 20
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
  circles constant integer[] := my_circles();
begin
  return query
  select report.id, seen.level, report.organisation_id
  from report
  cross join lateral (select case
    when report.audience && circles then 'full'
    when report.outline_audience && circles then 'summary'
    else (select share.level from share where share.report_id = report.id and share.level in ('signpost', 'exists')
      and share.ended_at is null and (share.expires_at is null or share.expires_at > now())
      and share.circle_id = any (circles) order by share.level = 'signpost' desc limit 1) end) as seen (level)
  where report.id = any (wanted) and seen.level is not null;
end
$function$
;

CREATE OR REPLACE FUNCTION sign_in_log(of_organisation integer, since timestamp with time zone, before timestamp with time zone, after_at timestamp with time zone, after_id uuid, most integer)
 RETURNS TABLE(id uuid, at timestamp with time zone, method text, outcome text, member_id uuid, member_name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 100
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select event.id, event.at, event.method, event.outcome, event.member_id, member.name
  from sign_in_event as event join member on member.id = event.member_id
  where of_organisation = any (audited_organisations()) and event.at >= since and event.at < before
    and (after_at is null or (event.at, event.id) > (after_at, after_id))
    and exists (select from membership where membership.member_id = event.member_id
      and membership.organisation_id = of_organisation and membership.valid_from <= event.at::date
      and (membership.valid_to is null or membership.valid_to > event.at::date))
  order by event.at, event.id
  limit most
$function$
;

CREATE OR REPLACE FUNCTION signposts_near(wanted uuid, within_m double precision, within_days integer)
 RETURNS TABLE(organisation_name text, contact_advice text, records bigint)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 3
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  return query
  select organisation.name, organisation.contact_advice, count(distinct other.id)
  from report as mine
  join share on share.level = 'signpost' and share.ended_at is null
    and share.location <@ circle(mine.location, within_m)
    and share.circle_id = any (my_circles()) and (share.expires_at is null or share.expires_at > now())
  join report as other on other.id = share.report_id and other.id <> mine.id
    and other.filed_at between mine.filed_at - make_interval(days => within_days)
      and mine.filed_at + make_interval(days => within_days)
  join organisation on organisation.id = other.organisation_id
  where mine.id = wanted and mine.audience && my_circles()
    and not other.audience && my_circles() and not other.outline_audience && my_circles()
  group by organisation.id
  order by 1;
end
$function$
;

CREATE OR REPLACE FUNCTION signposts_of_profile(wanted uuid)
 RETURNS TABLE(organisation_name text, contact_advice text, records bigint)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 3
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  circles constant integer[] := my_circles();
begin
  if my_member() is null then return; end if;
  return query
  select organisation.name, organisation.contact_advice, count(distinct other.id)
  from profile
  join report_person as named on named.profile_id = profile.id
  join report as mine on mine.id = named.report_id
    and mine.audience && circles and mine.organisation_id = any (my_organisations())
  join report_key as own on own.subject = named.id and own.kind = any (kinds_of_entity('person'))
  join report_key as theirs on theirs.key = own.key and theirs.kind = own.kind
    -- One telephone may serve a house: another name is somebody else.
    and (own.kind <> 'phone' or '' in (theirs.name, own.name) or public.similarity(theirs.name, own.name) >= 0.5)
  join report_person as person on person.id = theirs.subject
  join report as other on other.id = person.report_id
    and not other.audience && circles and not other.outline_audience && circles
  join share on share.report_id = other.id and share.level = 'signpost' and share.ended_at is null
    and (share.expires_at is null or share.expires_at > now()) and share.circle_id = any (circles)
  join organisation on organisation.id = other.organisation_id
  where profile.id = wanted and profile.organisation_id = any (my_organisations())
  group by organisation.id
  order by 1;
end
$function$
;

CREATE OR REPLACE FUNCTION sits_on(wanted uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select exists (select from panel_member where panel_id = wanted and organisation_id = any (my_casework())
    and joined_on <= day_in_england() and (left_on is null or left_on > day_in_england()))
$function$
;

CREATE OR REPLACE FUNCTION stamp_modified()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$ begin new.modified_at := clock_timestamp(); return new; end $function$
;

CREATE OR REPLACE FUNCTION standing_assessments(wanted uuid, at timestamp with time zone)
 RETURNS TABLE(id uuid, band text, assessed_at timestamp with time zone)
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  with known as (select * from assessments_of_case(wanted) where assessed_at <= at),
  latest as (
    select distinct on (report_id) id, report_id, band, assessed_at from known order by report_id, assessed_at desc, id desc
  )
  select id, band, assessed_at from latest
  where report_id is null or not exists (select from latest as whole
    where whole.report_id is null and whole.assessed_at >= latest.assessed_at)
  order by array_position(array['high', 'medium', 'standard'], band), assessed_at desc, id desc
$function$
;

CREATE OR REPLACE FUNCTION status_following(link bytea, safe text[])
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select coalesce(
    (select jsonb_build_object('isFollowing', true, 'words', place.words, 'wordsCy', place.words_cy,
        'organisation', organisation.name, 'news', (select coalesce(jsonb_agg(jsonb_build_object('at', news.written_at,
          'words', news.words, 'wordsCy', news.words_cy) order by news.written_at desc, news.id), '[]')
          from place_news as news where news.place_id = place.id))
      from follower join followed_place as place on place.id = follower.place_id
      join organisation on organisation.id = place.organisation_id
      where follower.report_id = report.id and follower.ended_at is null and place.ended_at is null
        and is_fit_to_follow(place.case_id) limit 1),
    (select known || '{"isFollowing": false, "news": []}' from known_place(report.location, report.asb_type, safe) as known))
  from report_status_link join report on report.id = report_status_link.report_id
  where report_status_link.secret_hash = link and report.partition_code is null
    and report.opening_qualifier <> 'personal' and report.closing_qualifier is distinct from 'personal'
$function$
;

CREATE OR REPLACE FUNCTION status_page(link bytea)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select jsonb_build_object(
    'reportId', report.id, 'typeLabel', asb_type.label, 'asbType', report.asb_type,
    'triagedAt', report.triaged_at, 'closedAt', report.closed_at,
    'toldAt', (select max(at) from reporter_message where report_id = report.id and direction = 'to_reporter'),
    'answerRule', (select jsonb_build_object('kind', holder.kind, 'hours', own.hours, 'workingDays', own.working_days,
        'pauses', case when report.was_paused then (select jsonb_agg(jsonb_build_object('pausedAt', paused_at,
            'runsOn', runs_on, 'resumedAt', resumed_at, 'inTime', in_time) order by paused_at)
          from clock_pause where clock_pause.report_id = report.id) end)
      from organisation as holder left join lateral (select hours, working_days from answer_promise
        where answer_promise.organisation_id = holder.id
          and valid_from <= (report.filed_at at time zone 'Europe/London')::date
        order by valid_from desc limit 1) as own on true
      where holder.id = report.organisation_id),
    'isAnonymous', report.anonymous,
    'ways', (select array_remove(array[
        case when email <> '' then 'email' end, case when phone <> '' then 'phone' end,
        case when phone <> '' then 'text' end, case when address <> '' then 'letter' end], null)
      from report_contact where report_id = report.id),
    'wish', (select jsonb_build_object('language', language, 'onlyChannel', only_channel, 'unsafeChannels', unsafe_channels,
        'safeTimes', safe_times, 'avoidWords', avoid_words) from contact_wish where report_id = report.id),
    'explained', (select jsonb_build_object('version', text_version, 'at', at) from case_review_explained
      where report_id = report.id),
    'messages', (select coalesce(jsonb_agg(jsonb_build_object('id', message.id, 'at', message.at, 'kind', message.kind,
        'direction', message.direction, 'words', message.words, 'organisation', organisation.name) order by message.at, message.id), '[]')
      from reporter_message as message left join organisation on organisation.id = message.organisation_id
      where message.report_id = report.id and message.kind <> 'acknowledgement'),
    'diary', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'startedAt', started_at, 'endedAt', ended_at,
        'what', what, 'effect', effect) order by started_at, id), '[]')
      from diary_entry where diary_entry.report_id = report.id),
    'again', (select coalesce(jsonb_agg(jsonb_build_object('reference', other.reference, 'filedAt', other.filed_at,
        'occurredFrom', other.occurred_from, 'status', other.status) order by other.filed_at, other.id), '[]')
      from report_link join report as other on other.id = report_link.report_id
      where report_link.other_report_id = report.id and said_by_reporter))
  from report_status_link
  join report on report.id = report_status_link.report_id
  join asb_type on asb_type.code = report.asb_type
  where report_status_link.secret_hash = link
$function$
;

CREATE OR REPLACE FUNCTION subject_items_out_of_sight(wanted uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select count(*)::integer from subject_item
  left join report on report.id = subject_item.report_id
  left join asb_case on asb_case.id = subject_item.case_id
  where request_id = wanted and subject_item.organisation_id = any (my_governance()) and shared_at is null
    and decision <> 'excluded' and coalesce(report.id, asb_case.id) is not null
    and not coalesce(report.audience, asb_case.audience) && my_circles()
$function$
;

CREATE OR REPLACE FUNCTION subject_matches(circles integer[], for_organisation integer, names text[], emails text[], phones text[], addresses text[], phrases text[], patterns text[], filed_from timestamp with time zone, filed_before timestamp with time zone)
 RETURNS TABLE(report_id uuid, case_id uuid, place text, term text, found text, score real)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
 SET enable_bitmapscan TO 'on'
 SET "pg_trgm.word_similarity_threshold" TO '0.6'
 SET "pg_trgm.strict_word_similarity_threshold" TO '0.8'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
begin
  return query
  with likely as (
    select contact.report_id, 'name' as term, contact.name as found,
      public.word_similarity(plain_words(name.wanted), plain_words(contact.name)) as score
    from unnest(names) as name (wanted) cross join lateral (
      select * from report_contact where name <> '' and plain_words(report_contact.name) %> plain_words(name.wanted)
    ) as contact
    union all
    select contact.report_id, 'sound', contact.name, 0.5
    from unnest(names) as name (wanted) cross join lateral (
      select * from report_contact where name <> '' and cardinality(name_sounds(name.wanted)) > 1
        and name_sounds(report_contact.name) @> name_sounds(name.wanted)
    ) as contact
    union all
    select contact.report_id, 'email', contact.email, 1
    from unnest(emails) as email (wanted) join report_contact as contact
      on contact.email <> '' and lower(contact.email) = lower(email.wanted)
    union all
    select contact.report_id, 'phone', contact.phone, 1
    from unnest(phones) as phone (wanted) join report_contact as contact
      on contact.phone <> '' and phone_digits(contact.phone) = phone_digits(phone.wanted)
    union all
    select contact.report_id, 'address', contact.address,
      public.strict_word_similarity(plain_words(address.wanted), plain_words(contact.address))
    from unnest(addresses) as address (wanted) cross join lateral (
      select * from report_contact
      where address <> '' and plain_words(report_contact.address) %>> plain_words(address.wanted)
    ) as contact
  ), named as (
    -- Whoever is named in a report, as a victim, a witness or the one complained of.
    select person.report_id, 'name' as term, person.name as found,
      public.word_similarity(plain_words(name.wanted), plain_words(person.name)) as score
    from unnest(names) as name (wanted) cross join lateral (
      select * from report_person where name <> '' and plain_words(report_person.name) %> plain_words(name.wanted)
    ) as person
    union all
    select person.report_id, 'email', person.email, 1
    from unnest(emails) as email (wanted) join report_key as known
      on known.kind = 'email' and known.key = lower(trim(email.wanted))
    join report_person as person on person.id = known.subject
    union all
    select person.report_id, 'phone', person.phone, 1
    from unnest(phones) as phone (wanted) join report_key as known
      on known.kind = 'phone' and known.key = phone_digits(phone.wanted)
    join report_person as person on person.id = known.subject
    union all
    select person.report_id, 'address', person.address,
      public.strict_word_similarity(plain_words(address.wanted), plain_words(person.address))
    from unnest(addresses) as address (wanted) cross join lateral (
      select * from report_person
      where address <> '' and plain_words(report_person.address) %>> plain_words(address.wanted)
    ) as person
    union all
    -- Who was matched to the profile of the person under another name or number.
    select person.report_id, 'profile', profile.name,
      public.word_similarity(plain_words(name.wanted), plain_words(profile.name))
    from unnest(names) as name (wanted) cross join lateral (
      select * from profile where profile.organisation_id = for_organisation and profile.name <> ''
        and plain_words(profile.name) %> plain_words(name.wanted)
    ) as profile
    join report_person as person on person.profile_id = profile.id
  ), involved as (
    -- Whoever was brought into a case, in whatever role; the organisation that leads it or brought them in answers for them.
    select party.case_id, party.report_id, party.organisation_id, 'name' as term, party.name as found,
      public.word_similarity(plain_words(name.wanted), plain_words(party.name)) as score
    from unnest(names) as name (wanted) cross join lateral (
      select * from case_party where plain_words(case_party.name) %> plain_words(name.wanted)
        and not exists (select from person_group as kept where kept.id = case_party.group_id and kept.partition_code is not null)
    ) as party
    union all
    select party.case_id, party.report_id, party.organisation_id, reached.term, reached.found, 1
    from case_party as party cross join lateral (values
      ('email', party.email, party.email <> '' and lower(party.email) = any (select lower(trim(email)) from unnest(emails) as email)),
      ('phone', party.phone, party.phone <> '' and phone_digits(party.phone) = any (select phone_digits(phone) from unnest(phones) as phone))
    ) as reached (term, found, is_same)
    where is_same and (cardinality(emails) > 0 or cardinality(phones) > 0)
    union all
    -- Whoever follows the place of a case by an address of their own.
    select place.case_id, null, place.organisation_id, case follower.channel when 'text' then 'phone' else 'email' end,
      follower.recipient, 1
    from follower join followed_place as place on place.id = follower.place_id
    where follower.recipient <> '' and (lower(follower.recipient) = any (select lower(trim(email)) from unnest(emails) as email)
      or follower.channel = 'text' and phone_digits(follower.recipient) = any (select phone_digits(phone) from unnest(phones) as phone))
  ), spoken as (
    select report.id as report_id, 'reporter' as place, likely.term, likely.found, likely.score
    from likely join report on report.id = likely.report_id
    where report.audience && circles and report.organisation_id = for_organisation
      and (filed_from is null or report.filed_at >= filed_from) and (filed_before is null or report.filed_at < filed_before)
    union all
    select report.id, 'person', named.term, named.found, named.score
    from named join report on report.id = named.report_id
    where report.audience && circles and report.organisation_id = for_organisation
      and (filed_from is null or report.filed_at >= filed_from) and (filed_before is null or report.filed_at < filed_before)
    union all
    select report.id, 'words', 'phrase', phrase.wanted, 0.7
    from unnest(phrases) as phrase (wanted) cross join lateral (
      select * from report as each
      where each.audience && circles and each.search @@ phraseto_tsquery('pg_catalog.english', phrase.wanted)
        and (filed_from is null or each.filed_at >= filed_from) and (filed_before is null or each.filed_at < filed_before)
    ) as report
  ), told as (
    select entry.report_id, entry.case_id, 'timeline' as place, 0.6 as score, entry.at
    from timeline_entry as entry
    where entry.what ilike any (patterns) or entry.why ilike any (patterns)
    union all
    select case when record_kind = 'report' then record_id end, case when record_kind = 'case' then record_id end,
      'disclosure', 0.6, entry.at
    from audit_entry as entry
    where entry.verb = 'disclose' and entry.organisation_id = for_organisation and record_kind in ('report', 'case')
      and (entry.recipient ilike any (patterns) or entry.reason ilike any (patterns))
    union all
    -- Each organisation answers for the assessments and the police log that are its own.
    select risk.report_id, null, 'risk', 0.6, risk.assessed_at from risk_assessment as risk
    where risk.organisation_id = for_organisation
      and (risk.override_reason ilike any (patterns) or risk.answers::text ilike any (patterns))
    union all
    select entry.report_id, null, 'police_log', 0.6, entry.at from police_log_entry as entry
    where entry.organisation_id = for_organisation and entry.words ilike any (patterns)
    union all
    select null, asb_case.id, 'case', 0.6, opened_at from asb_case where closing_reason ilike any (patterns)
    union all
    select null, case_action.case_id, 'plan', 0.6, case_action.created_at from case_action
    where case_action.what ilike any (patterns) or case_action.outcome ilike any (patterns)
    union all
    -- What was done under powers, and what victims said and were told, is for the organisation that did it.
    select null, used.case_id, 'power', 0.6, used.recorded_at from intervention as used
    where used.organisation_id = for_organisation and (used.grounds ilike any (patterns) or used.evidence ilike any (patterns)
      or used.because ilike any (patterns) or used.conditions::text ilike any (patterns)
      or exists (select from intervention_event as event
        where event.intervention_id = used.id and event.what ilike any (patterns))
      or exists (select from case_document as written
        where written.intervention_id = used.id and written.words::text ilike any (patterns)))
    union all
    select null, consulted.case_id, 'power', 0.6, consulted.recorded_at from intervention_consultation as consulted
    where consulted.organisation_id = for_organisation
      and (consulted.whom ilike any (patterns) or consulted.said ilike any (patterns))
    union all
    select null, plan.case_id, 'contact', 0.6, made.at from victim_contact as made
    join contact_plan as plan on plan.id = made.plan_id
    where made.organisation_id = for_organisation and made.said ilike any (patterns)
    union all
    select null, needs.case_id, 'contact', 0.6, needs.assessed_at from needs_assessment as needs
    where needs.organisation_id = for_organisation and needs.answers::text ilike any (patterns)
    union all
    select null, referral.case_id, 'contact', 0.6, referral.made_at from support_referral as referral
    where referral.organisation_id = for_organisation and (referral.told ilike any (patterns) or referral.reach ilike any (patterns)
      or exists (select from support_outcome as said where said.referral_id = referral.id and said.words ilike any (patterns)))
  ), everywhere as (
    select spoken.report_id, null::uuid as case_id, spoken.place, spoken.term, spoken.found, spoken.score from spoken
    union all
    select told.report_id, null, told.place, 'phrase', '', told.score from told join report on report.id = told.report_id
    where report.audience && circles
      and (filed_from is null or told.at >= filed_from) and (filed_before is null or told.at < filed_before)
    union all
    select null, told.case_id, told.place, 'phrase', '', told.score from told join asb_case on asb_case.id = told.case_id
    where asb_case.audience && circles
      and (filed_from is null or told.at >= filed_from) and (filed_before is null or told.at < filed_before)
    union all
    select null, asb_case.id, 'party', involved.term, involved.found, involved.score from involved
    join asb_case on asb_case.id = involved.case_id
    left join report on report.id = involved.report_id
    where asb_case.audience && circles and for_organisation in (asb_case.organisation_id, involved.organisation_id)
      and (report.id is null or report.partition_code is null or report.audience && circles)
      and (filed_from is null or asb_case.opened_at >= filed_from)
      and (filed_before is null or asb_case.opened_at < filed_before)
    union all
    select null, asb_case.id, 'linked', 'report', report.reference, 0.4 from (select distinct spoken.report_id from spoken) as linked
    join case_report on case_report.report_id = linked.report_id join asb_case on asb_case.id = case_report.case_id
    join report on report.id = linked.report_id
    where asb_case.audience && circles
  )
  select everywhere.report_id, everywhere.case_id, everywhere.place, everywhere.term, everywhere.found,
    max(everywhere.score)::real
  from everywhere group by 1, 2, 3, 4, 5;
end
$function$
;

CREATE OR REPLACE FUNCTION submission_of_status_link(link bytea)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select report.submission_id from report_status_link join report on report.id = report_status_link.report_id
  where report_status_link.secret_hash = link
$function$
;

CREATE OR REPLACE FUNCTION successor_of_member(plan uuid, of_member uuid, of_team uuid)
 RETURNS smallint
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select case kind when 'merge_organisations' then 1::smallint else coalesce(
    (select position from reorganisation_allocation
      where reorganisation_id = plan and subject = 'member' and item = of_member::text),
    (select position from reorganisation_allocation
      where reorganisation_id = plan and subject = 'team' and item = of_team::text),
    default_position) end
  from reorganisation where id = plan
$function$
;

CREATE OR REPLACE FUNCTION successor_of_record(plan uuid, of_team uuid, of_beat uuid, of_ward uuid, of_district uuid)
 RETURNS smallint
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select case kind when 'merge_organisations' then 1::smallint else coalesce(
    (select position from reorganisation_allocation
      where reorganisation_id = plan and subject = 'team' and item = of_team::text),
    (select allocation.position from reorganisation_allocation as allocation join area on area.code = allocation.item
      where allocation.reorganisation_id = plan and subject = 'area'
        and area.id = case area_kind when 'beat' then of_beat when 'ward' then of_ward else of_district end),
    default_position) end
  from reorganisation where id = plan
$function$
;

CREATE OR REPLACE FUNCTION suggest_cases(wanted uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  mine report;
  by_criterion case_criterion;
  found record;
begin
  for mine in select * from report where report.id = any (wanted)
    and report.status in ('filed', 'awaiting_triage', 'accepted')
    and not exists (select from case_report join asb_case on asb_case.id = case_report.case_id
      where case_report.report_id = report.id and asb_case.status = 'open') order by filed_at, id
  loop
    for by_criterion in select * from criteria_on((mine.filed_at at time zone 'Europe/London')::date) where measure <> 'panel' loop
      for found in select * from found_by_rule(mine, jsonb_populate_record(null::flag_rule, to_jsonb(by_criterion)), mine.filed_at) loop
        -- What a person dismissed is not suggested again until there is something new.
        continue when exists (select from case_suggestion where case_suggestion.criterion = by_criterion.code
          and ended_as = 'dismissed' and (report_id = mine.id or basis @> array[mine.id])
          and (basis || report_id) @> (found.basis || mine.id));
        insert into case_suggestion (id, report_id, criterion, criterion_version, subject, basis)
        values (gen_random_uuid(), mine.id, by_criterion.code, by_criterion.version, found.subject, found.basis)
        on conflict (report_id, criterion, subject) where ended_at is null
        do update set basis = excluded.basis, criterion_version = excluded.criterion_version;
        update case_suggestion set ended_at = clock_timestamp(), ended_as = 'superseded'
        where ended_at is null and case_suggestion.criterion = by_criterion.code and report_id = any (found.basis)
          and basis <@ (found.basis || mine.id);
      end loop;
    end loop;
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION suggest_quiet_reviews(day date, most integer)
 RETURNS TABLE(id uuid, since date)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
  rule quiet_rule;
  cutoff timestamptz;
begin
  update asb_case set quiet_since = null
  where asb_case.quiet_since is not null and asb_case.status = 'open'
    and (last_happening(asb_case.id) at time zone 'Europe/London')::date > asb_case.quiet_since;
  select * into rule from quiet_rule where valid_from <= day order by valid_from desc limit 1;
  if rule.valid_from is null then return; end if;
  cutoff := (day - rule.quiet_days + 1)::timestamp at time zone 'Europe/London';
  return query
  update asb_case set quiet_since = quiet.since, review_on = least(asb_case.review_on, day + rule.answer_days)
  from (
    select quiet.id, (last.at at time zone 'Europe/London')::date as since
    from asb_case as quiet cross join lateral (select last_happening(quiet.id) as at) as last
    where quiet.status = 'open' and quiet.kind = 'monitored' and quiet.quiet_since is null and quiet.paused_until is null
      and quiet.opened_at < cutoff and last.at < cutoff
      and (quiet.review_on <= day or not exists (select from timeline_entry
        where timeline_entry.case_id = quiet.id and timeline_entry.kind = 'reviewed'))
    order by quiet.opened_at limit most
  ) as quiet
  where asb_case.id = quiet.id
  returning asb_case.id, asb_case.quiet_since;
end
$function$
;

CREATE OR REPLACE FUNCTION suggestions_told(wanted uuid[])
 RETURNS TABLE(id uuid, report_id uuid, criterion text, criterion_version integer, name text, source text, at_least integer, window_days integer, review_after_days integer, wish text, counted integer, seen text[], elsewhere json, unnamed integer, suggested_at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 5
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
begin
  return query
  select suggestion.id, suggestion.report_id, suggestion.criterion, suggestion.criterion_version, criterion.name,
    criterion.source, criterion.at_least, criterion.window_days, criterion.review_after_days, suggestion.wish, told.counted,
    told.seen, told.elsewhere, told.unnamed, suggestion.suggested_at
  from case_suggestion as suggestion
  join report on report.id = suggestion.report_id and report.audience && my_circles()
  join case_criterion as criterion on criterion.code = suggestion.criterion and criterion.version = suggestion.criterion_version
  cross join lateral told_of(suggestion.basis) as told
  where suggestion.report_id = any (wanted) and suggestion.ended_at is null and my_member() is not null
    and (criterion.measure <> 'reports' or told.counted + 1 >= criterion.at_least)
    and not exists (select from case_report join asb_case on asb_case.id = case_report.case_id
      where case_report.report_id = report.id and asb_case.status = 'open');
end
$function$
;

CREATE OR REPLACE FUNCTION support_outcome_follows()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  update support_referral set status = new.outcome, due_on = new.next_due_on, version = version + 1 where id = new.referral_id;
  insert into timeline_entry (id, case_id, kind, what, organisation_id, member_id, actor_name)
  select gen_random_uuid(), case_id, 'support_outcome', 'A support service answered: ' || case new.outcome
      when 'accepted' then 'it takes the referral' when 'declined' then 'it does not take the referral'
      when 'engaged' then 'the victim takes it up' when 'ended' then 'support ended' else 'it could not reach the victim' end,
    new.organisation_id, new.member_id, (select name from member where id = new.member_id)
  from support_referral where id = new.referral_id;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION survey_words(wanted uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$ select words from satisfaction_survey where id = wanted and moderates_survey(id) $function$
;

CREATE OR REPLACE FUNCTION take_hand_over_snapshot(wanted uuid, at_moment text)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  with held as (
    select hand_over.*, coalesce(report.organisation_id, asb_case.organisation_id) as holder,
      coalesce(report.title, asb_case.title) as title, coalesce(report.status, asb_case.status) as record_status,
      coalesce(report.version, asb_case.version) as record_version
    from hand_over
    left join report on report.id = hand_over.report_id
    left join asb_case on asb_case.id = hand_over.case_id
    where hand_over.id = wanted
  ), recorded as (
    insert into hand_over_record (hand_over_id, moment, title, status, version)
    select id, at_moment, title, record_status, record_version from held
  )
  insert into hand_over_snapshot (hand_over_id, moment, giver_name, giver_kind, giver_contact, giver_team, giver_person,
    receiver_name, receiver_kind, receiver_contact, receiver_team, receiver_person, held_by, level, agreement_id,
    agreement_title, agreement_version)
  select held.id, at_moment, giver.name, giver.kind, giver.contact_advice,
    coalesce(case when held.kind = 'request_access' then asked_team.name else giver_team.name end, ''),
    coalesce(case when held.kind = 'request_access' then answerer.name else asker.name end, ''),
    receiver.name, receiver.kind, receiver.contact_advice,
    coalesce(case when held.kind <> 'request_access' then asked_team.name end, ''),
    coalesce(case when held.kind = 'request_access' then asker.name else coalesce(answerer.name, named.name) end, ''),
    holder.name, held.level, agreement.id, coalesce(agreement.title, ''), agreement.version
  from held
  join organisation as giver on giver.id = held.giver_organisation_id
  join organisation as receiver on receiver.id = held.receiver_organisation_id
  join organisation as holder on holder.id = held.holder
  left join queue on queue.id = held.from_queue_id
  left join team as giver_team on giver_team.id = queue.team_id
  left join team as asked_team on asked_team.id = held.to_team_id
  left join member as asker on asker.id = held.asked_by
  left join member as answerer on answerer.id = held.answered_by
  left join member as named on named.id = held.to_member_id
  left join agreement on agreement.id = held.agreement_id
$function$
;

CREATE OR REPLACE FUNCTION takes_in(of_organisation integer)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  return of_organisation = any (my_organisations()) and (my_member() is null or looks_after(of_organisation));
end
$function$
;

CREATE OR REPLACE FUNCTION tell_of_incident(of_incident uuid, entry_id uuid, told text, why text, actor_name text, people json)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  sent_by integer;
  about uuid;
  first_position integer;
begin
  select incident_report.report_id, incident_report.organisation_id into about, sent_by
    from incident_report where incident_report.incident_id = of_incident and takes_in(incident_report.organisation_id);
  if about is null then return false; end if;
  insert into timeline_entry (id, report_id, kind, what, why, organisation_id, member_id, actor_name)
    values (entry_id, about, 'incident_updated', told, tell_of_incident.why, sent_by, my_member(),
      tell_of_incident.actor_name);
  select coalesce(max(position), 0) into first_position from report_person where report_id = about;
  insert into report_person (id, report_id, position, role, name, born_on, phone, email, address, postcode, description,
      vulnerabilities)
    select given.id, about, first_position + row_number() over (), given.role, given.name, given.born_on, given.phone,
      given.email, given.address, given.postcode, given.description,
      array(select json_array_elements_text(given.vulnerabilities))
    from json_to_recordset(people) as given (id uuid, role text, name text, born_on date, phone text, email text,
      address text, postcode text, description text, vulnerabilities json);
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION time_ordered_id(after_ms integer DEFAULT 0)
 RETURNS uuid
 LANGUAGE sql
AS $function$
  select (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint + after_ms), 12, '0')
    || '7' || substr(plain, 14, 3) || translate(substr(plain, 17, 1), '01234567cdef', '89ab89ab89ab')
    || substr(plain, 18))::uuid
  from replace(gen_random_uuid()::text, '-', '') as plain
$function$
;

CREATE OR REPLACE FUNCTION told_of(basis uuid[])
 RETURNS TABLE(counted integer, seen text[], elsewhere json, unnamed integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 1
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
begin
  return query
  with sight as materialized (select * from sight_of(basis))
  select (select count(*) from sight)::integer,
    array(select report.reference from sight join report on report.id = sight.report_id where level = 'full'
      order by report.filed_at desc),
    coalesce((select json_agg(json_build_object('organisation', organisation.short_name, 'reports', asked.reports)
        order by organisation.short_name)
      from (select organisation_id, count(*) as reports from sight where level in ('summary', 'signpost')
        group by organisation_id) as asked join organisation on organisation.id = asked.organisation_id), '[]'),
    (select count(*) from sight where level = 'exists'
      or (level in ('summary', 'signpost') and organisation_id is null))::integer;
end
$function$
;

CREATE OR REPLACE FUNCTION told_of_page(wanted uuid)
 RETURNS TABLE(counted integer, seen text[], elsewhere json, unnamed integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 1
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select told.* from safety_page
  cross join lateral told_of(safety_page.basis || safety_page.report_id) as told
  where safety_page.id = wanted and my_member() is not null and (organisation_id = any (my_organisations())
    or exists (select from safety_notice where page_id = wanted and member_id = my_member()))
$function$
;

CREATE OR REPLACE FUNCTION typed_keys(one jsonb)
 RETURNS TABLE(kind text, key text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select keys.kind, keys.key from keys_of(coalesce(one ->> 'name', ''), (one ->> 'bornOn')::date, coalesce(one ->> 'phone', ''),
    coalesce(one ->> 'email', ''), coalesce(one ->> 'address', ''), coalesce(one ->> 'postcode', '')) as keys
$function$
;

CREATE OR REPLACE FUNCTION unseen_reports(in_organisations integer[], in_teams uuid[], most integer)
 RETURNS TABLE(id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 50
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select report.id
  from report
  where my_member() is not null
    and report.organisation_id = any (in_organisations) and report.organisation_id = any (my_organisations())
    and report.status = 'awaiting_triage' and report.audience && my_circles()
    and (in_teams = '{}' or report.team_id is null or report.team_id = any (in_teams))
    and not exists (select from audit_entry
      where audit_entry.record_id = report.id and audit_entry.record_kind = 'report'
        and audit_entry.verb = 'consult' and audit_entry.member_id is not null)
  order by report.filed_at, report.id
  limit most
$function$
;

CREATE OR REPLACE FUNCTION version_is_approved()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
begin
  insert into agreement (id, title, kind, purposes, lawful_basis, most_level, data_categories, partitions, valid_from,
    review_on, valid_to, made_by, version)
  values (new.agreement_id, new.title, new.kind, new.purposes, new.lawful_basis, new.most_level, new.data_categories,
    new.partitions, new.valid_from, new.review_on, new.valid_to, new.proposed_by, new.number)
  on conflict (id) do update
  set title = new.title, kind = new.kind, purposes = new.purposes, lawful_basis = new.lawful_basis,
    most_level = new.most_level, data_categories = new.data_categories, partitions = new.partitions,
    valid_from = new.valid_from, review_on = new.review_on, valid_to = new.valid_to, version = new.number;
  update agreement_party set left_on = greatest(current_date, joined_on), left_because = new.change_reason
  where agreement_id = new.agreement_id and left_on is null and organisation_id <> all (new.parties);
  insert into agreement_party (agreement_id, organisation_id, joined_on)
  select new.agreement_id, joining, greatest(current_date, new.valid_from)
  from unnest(new.parties) as joining
  join organisation on organisation.id = joining
  -- A version may be older than the end of one of its parties.
  where (organisation.valid_to is null or organisation.valid_to > greatest(current_date, new.valid_from))
    and not exists (select from agreement_party where agreement_id = new.agreement_id and organisation_id = joining
      and (left_on is null or left_on > current_date))
  on conflict (agreement_id, organisation_id, joined_on) do update set left_on = null, left_because = '';
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION victim_page(link bytea)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select jsonb_build_object(
    'actions', coalesce((select jsonb_agg(jsonb_build_object('words', told_action.words, 'dueOn', case_action.due_on,
        'status', case_action.status, 'finishedAt', case_action.finished_at) order by case_action.due_on, told_action.told_at)
      from contact_plan join told_action on told_action.plan_id = contact_plan.id
      join case_action on case_action.id = told_action.action_id
      where contact_plan.report_id = report_status_link.report_id), '[]'),
    'promises', coalesce((select jsonb_agg(jsonb_build_object('what', contact_promise.what, 'dueOn', contact_promise.due_on,
        'settledAs', contact_promise.settled_as, 'settledAt', contact_promise.settled_at,
        'because', case contact_promise.settled_as when 'taken_back' then contact_promise.settled_words else '' end)
        order by contact_promise.due_on, contact_promise.made_at)
      from contact_plan join contact_promise on contact_promise.plan_id = contact_plan.id
      where contact_plan.report_id = report_status_link.report_id), '[]'),
    'survey', (select jsonb_build_object('isAnswered', bool_and(answered_at is not null)) from satisfaction_survey
      where satisfaction_survey.report_id = report_status_link.report_id having count(*) > 0))
  from report_status_link where report_status_link.secret_hash = link
$function$
;

CREATE OR REPLACE FUNCTION votes_suffice(of_kind text, proposal uuid, proposed_at timestamp with time zone, wanted text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select count(*) >= approvals_needed(of_kind, votes_suffice.proposed_at)
    and coalesce(bool_or(cast_by = (select my_member())), false)
  from change_vote where change_id = proposal and kind = of_kind and vote = wanted
$function$
;

CREATE OR REPLACE FUNCTION wish_case(wanted uuid, wish text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
declare
  by_wish case_criterion;
begin
  select * into by_wish from criteria_on((now() at time zone 'Europe/London')::date) where measure = 'panel' limit 1;
  if by_wish.code is null or my_member() is null or coalesce(wish, '') = '' or not exists (select from report
    where id = wanted and audience && my_circles()) then return false; end if;
  insert into case_suggestion (id, report_id, criterion, criterion_version, subject, wish)
  values (gen_random_uuid(), wanted, by_wish.code, by_wish.version, wanted, wish)
  on conflict (report_id, criterion, subject) where ended_at is null do update set wish = excluded.wish;
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION works_for(person uuid, of_organisation integer, day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'partnership', 'public', 'pg_temp'
AS $function$
  select exists (select from duties_of(person, day) as duty
    where duty.role <> 'partner' and duty.covers_for is null
      and (of_organisation is null or duty.organisation_id = of_organisation))
$function$
;
