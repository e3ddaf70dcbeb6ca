-- Whoever follows a place hears once that it is over: those with an address, or by their report, are kept until they are
-- told, and forgotten in the transaction in which they are. Everybody else is ended with the place, as before.

alter table follower add column last_due_at timestamptz;
comment on column follower.last_due_at is 'Since when they are to be told that there is no more news; they end as they are told';
create index follower_last_due on follower (last_due_at, id) where last_due_at is not null and ended_at is null;

alter table follower_message add column is_last boolean not null default false;
comment on column follower_message.is_last is 'It says that there is no more news';
alter table follower_message drop constraint follower_message_follower_id_news_id_key;
alter table follower_message add unique nulls not distinct (follower_id, news_id, is_last);

create or replace function following_ends() returns trigger
language plpgsql security definer set search_path from current
as $$
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
$$;
