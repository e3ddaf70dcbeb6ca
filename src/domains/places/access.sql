-- Reference data without persons: every runtime role reads it, none changes it. The owner's imports write it.

grant select on area_kind, area_set, area, area_part, postcode, postcode_group, street
  to openasb_web, openasb_worker, openasb_feed, openasb_identity;

alter table area_kind enable row level security;
drop policy if exists read_area_kind on area_kind;
create policy read_area_kind on area_kind for select using (true);

alter table area_set enable row level security;
drop policy if exists read_area_set on area_set;
create policy read_area_set on area_set for select using (true);

alter table area enable row level security;
drop policy if exists read_area on area;
create policy read_area on area for select using (true);

alter table area_part enable row level security;
drop policy if exists read_area_part on area_part;
create policy read_area_part on area_part for select using (true);

alter table postcode enable row level security;
drop policy if exists read_postcode on postcode;
create policy read_postcode on postcode for select using (true);

alter table postcode_group enable row level security;
drop policy if exists read_postcode_group on postcode_group;
create policy read_postcode_group on postcode_group for select using (true);

alter table street enable row level security;
drop policy if exists read_street on street;
create policy read_street on street for select using (true);

-- The web role plans without bitmaps (platform/database); the indexes of words and trigrams can be read by nothing else.
alter function search_names(text, date, integer) set enable_bitmapscan = on;

-- Who lets what is for those who work in the partnership and their systems. A visitor has no organisation.
grant select on address to openasb_web, openasb_worker;
alter table address enable row level security;
drop policy if exists read_address on address;
create policy read_address on address for select to openasb_web
  using (cardinality((select my_organisations())::integer[]) > 0);
drop policy if exists serve_address on address;
create policy serve_address on address for select to openasb_worker using (true);
