-- Messages wait for the worker, which alone sends them. Who reads them is said where what they belong to is.

grant select, insert, update on outgoing_message to openasb_worker;
grant insert on outgoing_message to openasb_identity;
alter table outgoing_message enable row level security;
drop policy if exists serve_message on outgoing_message;
create policy serve_message on outgoing_message for select to openasb_worker using (true);
drop policy if exists queue_message on outgoing_message;
create policy queue_message on outgoing_message for insert to openasb_worker with check (true);
drop policy if exists tell_of_sign_in on outgoing_message;
create policy tell_of_sign_in on outgoing_message for insert to openasb_identity
  with check (channel = 'email' and status = 'waiting' and attempts = 0 and doubts = 0);
drop policy if exists send_message on outgoing_message;
create policy send_message on outgoing_message for update to openasb_worker using (true) with check (true);

-- What a carrier says afterwards: knowing the message's id, our reference, is the permission. A message that arrived
-- stays so, whatever comes late.
create or replace function record_receipt(message uuid, arrived boolean, what_went_wrong text) returns boolean
language plpgsql volatile security definer set search_path from current
as $$
begin
  update outgoing_message
  set status = case when arrived then 'delivered' when what_went_wrong <> '' then 'failed' else status end,
    sent_at = case when arrived then coalesce(sent_at, now()) else sent_at end,
    problem = case when arrived then '' else coalesce(what_went_wrong, '') end
  where id = message and status in ('sending', 'sent', 'failed');
  return exists (select from outgoing_message where id = message);
end
$$;
revoke all on function record_receipt(uuid, boolean, text) from public;
grant execute on function record_receipt(uuid, boolean, text) to openasb_web;
