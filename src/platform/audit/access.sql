-- The audit is added to and read, never changed. The worker alone seals. Which person reads what of it is for the domain
-- that knows their roles (governance/disclosure/access.sql).

revoke all on audit_entry from openasb_feed;
grant select, insert on audit_entry to openasb_web, openasb_worker;
grant insert on audit_entry to openasb_feed;
grant select, insert on audit_seal to openasb_worker;

alter table audit_entry enable row level security;
drop policy if exists write_audit on audit_entry;
create policy write_audit on audit_entry for insert to openasb_web, openasb_feed
  -- Its own time: one ahead would let later entries pass the seal, one behind would slip in under it.
  with check (at between now() - interval '1 minute' and now() + interval '1 minute'
    and member_id is not distinct from (select my_member())
    and case when organisation_id is null then (select my_organisations()) = '{}'
      else organisation_id = any ((select my_organisations())::integer[]) end);
drop policy if exists serve_audit on audit_entry;
drop policy if exists check_audit on audit_entry;
create policy check_audit on audit_entry for select to openasb_worker using (true);
drop policy if exists write_job_audit on audit_entry;
create policy write_job_audit on audit_entry for insert to openasb_worker with check (true);

alter table audit_seal enable row level security;
drop policy if exists seal_audit on audit_seal;
create policy seal_audit on audit_seal for insert to openasb_worker with check (true);
drop policy if exists check_seal on audit_seal;
create policy check_seal on audit_seal for select to openasb_worker using (true);

-- What an entry says, as one hash: any change to any column changes it.
create or replace function audit_entry_hash(entry audit_entry) returns bytea
language sql stable parallel safe set search_path from current
as $$
  select sha256(convert_to(jsonb_build_array(entry.id, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    entry.verb, entry.actor_kind, entry.actor_name, entry.organisation_id, entry.member_id, entry.record_kind,
    entry.record_id, entry.recipient, entry.reason, entry.summary, entry.request_id)::text, 'UTF8'))
$$;

-- The hash of a seal: the seal before, its own number, and every entry with its hash, in order.
create or replace function audit_seal_hash(previous_hash bytea, number bigint, entries uuid[], entry_hashes bytea[]) returns bytea
language sql immutable parallel safe set search_path from current
as $$
  select sha256(previous_hash || int8send(number)
    || coalesce((select string_agg(uuid_send(id) || hash, ''::bytea order by position)
      from unnest(entries, entry_hashes) with ordinality as sealed (id, hash, position)), ''::bytea))
$$;
