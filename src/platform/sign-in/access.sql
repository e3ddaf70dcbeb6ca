-- Accounts and sessions belong to the sign-in library alone. No other role, not even the one that serves pages,
-- can read a password hash, a session or an authenticator.

do $$
declare
  table_name text;
begin
  foreach table_name in array array['identity_user', 'identity_session', 'identity_credential', 'identity_verification',
    'identity_two_factor', 'identity_used_code', 'identity_attempt', 'identity_passkey', 'directory_identity',
    'held_form'] loop
    execute format('grant select, insert, update, delete on %I to openasb_identity', table_name);
    execute format('alter table %I enable row level security', table_name);
    execute format('drop policy if exists serve_sign_in on %I', table_name);
    execute format('create policy serve_sign_in on %I to openasb_identity using (true) with check (true)', table_name);
  end loop;
end
$$;

-- Directories are configured by operators; sign-in reads them.
grant select on identity_provider to openasb_identity;
alter table identity_provider enable row level security;
drop policy if exists serve_sign_in on identity_provider;
create policy serve_sign_in on identity_provider for select to openasb_identity using (true);

-- Written once by sign-in; read by the jobs that report unusual use, and by each person for themselves.
grant select, insert on sign_in_event to openasb_identity;
grant select on sign_in_event to openasb_worker, openasb_web;
alter table sign_in_event enable row level security;
drop policy if exists write_sign_in_event on sign_in_event;
create policy write_sign_in_event on sign_in_event for insert to openasb_identity with check (true);
drop policy if exists serve_sign_in_event on sign_in_event;
create policy serve_sign_in_event on sign_in_event for select to openasb_identity, openasb_worker using (true);
drop policy if exists read_own_sign_in_event on sign_in_event;
create policy read_own_sign_in_event on sign_in_event for select to openasb_web
  using (member_id = (select my_member()));
