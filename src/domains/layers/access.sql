-- Layers are handed in, published and withdrawn by people of the organisation whose figures they are. Others see what is
-- published while it holds: open data everybody, other figures whom the organisation named, under the agreement. The
-- feed, machines and jobs see none of it.

grant select, insert on context_layer, context_layer_version, context_layer_value to openasb_web;
grant update (current_version_id, withdrawn_at, withdrawn_by, withdrawn_because, version) on context_layer to openasb_web;
grant update (targets, sheet, status, published_at) on context_layer_version to openasb_web;
grant delete on context_layer_version to openasb_web;

-- The organisations for which the actor hands in figures.
create or replace function my_layers() returns integer[]
language plpgsql stable set search_path from current
as $$
begin
  return my_organisations_as('{analyst,coordinator,supervisor}');
end
$$;

alter table context_layer enable row level security;
drop policy if exists read_layer on context_layer;
create policy read_layer on context_layer for select to openasb_web
  using ((select my_member()) is not null
    and (organisation_id = any ((select my_organisations())::integer[])
      or current_version_id is not null and withdrawn_at is null and valid_until >= current_date
        and (agreement_id is null or exists (select from unnest((select my_organisations())::integer[]) as mine (id)
          where mine.id = any (seen_by)
            and agreement_holds(agreement_id, context_layer.organisation_id, mine.id, current_date)))));
drop policy if exists add_layer on context_layer;
create policy add_layer on context_layer for insert to openasb_web
  with check (added_by = (select my_member()) and organisation_id = any ((select my_layers())::integer[])
    and current_version_id is null and withdrawn_at is null
    and (agreement_id is null or agreement_holds(agreement_id, null, organisation_id, current_date)));
drop policy if exists change_layer on context_layer;
create policy change_layer on context_layer for update to openasb_web
  using (withdrawn_at is null and organisation_id = any ((select my_layers())::integer[]))
  with check (withdrawn_by is null or withdrawn_by = (select my_member()));

alter table context_layer_version enable row level security;
drop policy if exists read_layer_version on context_layer_version;
create policy read_layer_version on context_layer_version for select to openasb_web
  using (exists (select from context_layer where context_layer.id = layer_id
    and (context_layer.organisation_id = any ((select my_organisations())::integer[])
      or context_layer.current_version_id = context_layer_version.id)));
drop policy if exists hand_in_version on context_layer_version;
create policy hand_in_version on context_layer_version for insert to openasb_web
  with check (added_by = (select my_member()) and status = 'draft'
    and exists (select from context_layer where context_layer.id = layer_id and context_layer.withdrawn_at is null
      and context_layer.organisation_id = any ((select my_layers())::integer[])));
drop policy if exists publish_version on context_layer_version;
create policy publish_version on context_layer_version for update to openasb_web
  using (status = 'draft' and exists (select from context_layer where context_layer.id = layer_id
    and context_layer.withdrawn_at is null and context_layer.organisation_id = any ((select my_layers())::integer[])))
  with check (true);
drop policy if exists give_up_version on context_layer_version;
create policy give_up_version on context_layer_version for delete to openasb_web
  using (status = 'draft' and exists (select from context_layer where context_layer.id = layer_id
    and context_layer.organisation_id = any ((select my_layers())::integer[])));

alter table context_layer_value enable row level security;
drop policy if exists read_layer_value on context_layer_value;
create policy read_layer_value on context_layer_value for select to openasb_web
  using (exists (select from context_layer_version where context_layer_version.id = version_id));
drop policy if exists add_layer_value on context_layer_value;
create policy add_layer_value on context_layer_value for insert to openasb_web
  with check (exists (select from context_layer_version as handed_in
    join context_layer on context_layer.id = handed_in.layer_id
    where handed_in.id = version_id and handed_in.status = 'draft'
      and context_layer.organisation_id = any ((select my_layers())::integer[])));
