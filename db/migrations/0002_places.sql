-- Places: dated sets of areas, postcodes and streets. Reference data without persons, read by every role.
-- All positions are British National Grid metres (EPSG:27700). Native geometry compares with an absolute tolerance
-- of 0.000001, which is a micrometre in metres and would be 0.1 m in degrees.

create table area_kind (
  kind text primary key,
  label text not null,
  position smallint not null unique,
  is_searchable boolean not null
);
comment on table area_kind is 'What sorts of area there are; position is their order from small to large, searchable ones are found by name';
insert into area_kind (kind, label, position, is_searchable) values
  ('lsoa', 'Lower layer super output area', 1, false),
  ('msoa', 'Middle layer super output area', 2, false),
  ('beat', 'Beat', 3, true),
  ('ward', 'Ward', 4, true),
  ('parish', 'Parish', 5, true),
  ('neighbourhood', 'Police neighbourhood', 6, true),
  ('district', 'District', 7, true),
  ('community_safety_partnership', 'Community safety partnership', 8, false),
  ('county', 'County', 9, true),
  ('police_force', 'Police force', 10, false);

create table area_set (
  id uuid primary key,
  kind text not null references area_kind,
  vintage text not null,
  source text not null,
  attribution text not null,
  valid_from date not null,
  valid_to date,
  imported_at timestamptz not null default now(),
  unique (kind, vintage),
  check (valid_to > valid_from)
);
comment on table area_set is 'Areas of one kind as they were drawn at one time';
comment on column area_set.valid_to is 'The first day on which the set no longer holds';

-- Lower case, without accents, apostrophes and other marks: what names are searched by.
create function place_text(name text) returns text
language sql immutable parallel safe strict
as $$
  select trim(regexp_replace(
    translate(lower(name), 'áàâäãåçéèêëíìîïñóòôöõúùûüýÿŵŷ''’`', 'aaaaaaceeeeiiiinooooouuuuyywy'),
    '[^a-z0-9]+', ' ', 'g'))
$$;

create table area (
  id uuid primary key,
  area_set_id uuid not null references area_set on delete cascade,
  code text not null,
  name text not null,
  label_point point not null,
  search_text text collate "C" not null generated always as (place_text(name)) stored,
  search_words tsvector not null generated always as (to_tsvector('pg_catalog.simple', place_text(name))) stored,
  unique (area_set_id, code)
);
-- Without fast update: the planner counts the pending list of a fresh import as cost, and searches would read it.
comment on column area.label_point is 'A point inside the area that stands for it';
create index area_code on area (code);
create index area_search_prefix on area (search_text);
create index area_search_words on area using gin (search_words) with (fastupdate = off);
create index area_search_trigrams on area using gin (search_text gin_trgm_ops) with (fastupdate = off);

create table area_part (
  area_id uuid not null references area on delete cascade,
  part integer not null,
  shell polygon not null,
  holes polygon[] not null default '{}',
  bounds box not null generated always as (box(shell)) stored,
  primary key (area_id, part)
);
comment on column area_part.bounds is 'polygon @> point cannot use an index; box @> box can';
create index area_part_bounds on area_part using gist (bounds);

create table postcode (
  postcode text collate "C" primary key,
  compact text collate "C" not null unique generated always as (replace(postcode, ' ', '')) stored,
  location point not null,
  quality smallint not null,
  vintage text not null
);
comment on column postcode.quality is 'As its source gives it: Code-Point Open 10 (best) to 60, ONS Postcode Directory 1 (best) to 8';

create table postcode_group (
  label text collate "C" primary key,
  compact text collate "C" not null generated always as (replace(label, ' ', '')) stored,
  postcodes integer not null check (postcodes > 0),
  title text not null generated always as
    (label || ' (' || postcodes::text || case when postcodes = 1 then ' postcode)' else ' postcodes)' end) stored,
  location point not null
);
comment on table postcode_group is 'Outward codes (LE2) and sectors (LE2 1) at the mean of their postcodes; made anew by each import';
create index postcode_group_compact on postcode_group (compact);

create table street (
  id uuid primary key,
  name text not null,
  locality text not null default '',
  location point not null,
  source text not null,
  search_text text collate "C" not null generated always as (place_text(name || ' ' || locality)) stored,
  search_words tsvector not null
    generated always as (to_tsvector('pg_catalog.simple', place_text(name || ' ' || locality))) stored,
  unique (name, locality, source)
);
comment on column street.location is 'A point about the middle of the street';
create index street_search_prefix on street (search_text);
create index street_search_words on street using gin (search_words) with (fastupdate = off);
create index street_search_trigrams on street using gin (search_text gin_trgm_ops) with (fastupdate = off);

-- Whether a part of an area holds a point. Edges belong to the area, those of its holes included.
create function part_holds(shell polygon, holes polygon[], place point) returns boolean
language sql immutable parallel safe
as $$
  select shell @> place and not exists (
    select from unnest(holes) as hole where hole @> place and (place <-> path(hole)) > 0.000001
  )
$$;

-- Each kind's area at a point on a day. A point on a shared edge belongs to the area whose code comes first;
-- where two sets of a kind hold on that day, to the one that began later.
create function areas_at(easting double precision, northing double precision, on_date date)
returns table (kind text, area_id uuid, code text, name text, area_set_id uuid, vintage text)
language sql stable parallel safe rows 5 set search_path from current
as $$
  select distinct on (area_set.kind)
    area_set.kind, area.id, area.code, area.name, area_set.id, area_set.vintage
  from area_part
  join area on area.id = area_part.area_id
  join area_set on area_set.id = area.area_set_id
  where area_part.bounds @> box(point(easting, northing), point(easting, northing))
    and part_holds(area_part.shell, area_part.holes, point(easting, northing))
    and area_set.valid_from <= on_date and (area_set.valid_to is null or area_set.valid_to > on_date)
  order by area_set.kind, area_set.valid_from desc, area.code collate "C", area_set.vintage collate "C"
$$;

-- The text-search form of what was typed: every word as a beginning, usual abbreviations also in full.
create function place_query(typed text) returns tsquery
language sql immutable parallel safe strict
as $$
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
$$;

-- Names on the given day that go by what was typed. Best first: names that begin with it, names with words that begin
-- with its words, and, only where there is neither, names spelt like it. Sequential scans are off because a limit makes
-- the planner hope to meet ten matches early in the table, which costs milliseconds whenever there are fewer.
create function search_names(typed text, on_date date, max_results integer)
returns table (id text, kind text, label text, location point, rank integer)
language plpgsql stable parallel safe set search_path from current set enable_seqscan = off
as $$
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
$$;

-- Postcodes that begin with what was typed, after the outward code or sector that it names whole. A space that was
-- typed tells LE1 2 from LE12; without one both are meant.
create function search_postcodes(typed text, max_results integer)
returns table (id text, kind text, label text, location point, rank integer)
language sql stable parallel safe set search_path from current
as $$
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
$$;

-- Places by whole or partial postcode, street or area name. What looks like a postcode is looked up as one first.
create function search_places(typed text, max_results integer, on_date date default current_date)
returns table (id text, kind text, label text, location point, rank integer)
language plpgsql stable parallel safe set search_path from current
as $$
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
$$;
