-- Accounts and sessions belong to the sign-in library alone. No other role, not even the one that serves pages,
-- can read a password hash, a session or an authenticator.

do $$
declare
  table_name text;
begin
  foreach table_name in array array['identity_user', 'identity_session', 'identity_credential', 'identity_verification',
    'identity_two_factor', 'identity_used_code', 'identity_attempt'] loop
    execute format('grant select, insert, update, delete on %I to openasb_identity', table_name);
    execute format('alter table %I enable row level security', table_name);
    execute format('drop policy if exists serve_sign_in on %I', table_name);
    execute format('create policy serve_sign_in on %I to openasb_identity using (true) with check (true)', table_name);
  end loop;
end
$$;
