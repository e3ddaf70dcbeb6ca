-- A place need not be a spot: people know it as a street, as somewhere about here, as an area or as a way that something
-- takes. What they gave is kept as they gave it, so that no list and no map makes a pin of it.
alter table report add column place_kind text
  check (place_kind in ('address', 'postcode', 'street', 'named_area', 'point', 'around', 'area', 'moving'));
alter table report add column place_shape path;
alter table report add constraint report_place_shape check (place_shape is null
  or (location is not null and place_kind = 'area' and isclosed(place_shape))
  or (location is not null and place_kind = 'moving' and isopen(place_shape)));
comment on column report.place_kind is 'How the place was told: a found address, postcode, street or named area; a marked point; somewhere around a point, an area, or a way along which it moves. Empty where nobody said';
comment on column report.place_shape is 'The outline of an area (closed) or the way along which it moves (open), in metres of the National Grid; location is then a point in its middle and location_precision_m how far its ends are from there';

-- How far from its location a report may be, where that is more than the error of a found place: whoever tells of an area
-- or of somewhere about here has not told of the point in its middle.
create function place_spread_m(place_kind text, location_precision_m integer) returns integer
language sql immutable parallel safe
return case when place_kind in ('named_area', 'around', 'area', 'moving') then coalesce(location_precision_m, 0) else 0 end;
comment on function place_spread_m(text, integer) is 'How far two reports are apart at least for all that is known: reports of areas are not at one place because their middles are';

-- ---------------------------------------------------------------- addresses

-- A gazetteer that the partnership loads: addresses with their numbers, and who lets them where a landlord has said so.
create table address (
  uprn text collate "C" primary key check (uprn ~ '^[1-9][0-9]{0,11}$'),
  line text not null check (line <> '' and length(line) <= 300),
  postcode text not null default '',
  line_key text collate "C" not null,
  street_key text collate "C" not null,
  postcode_key text collate "C" not null,
  location point not null,
  landlord text not null default '',
  landlord_id integer references organisation,
  source text not null check (source <> ''),
  imported_on date not null
);
comment on table address is 'Addresses by their Unique Property Reference Number, for staff and machines: a visitor learns nothing of who lets what';
comment on column address.line_key is 'The address in small letters and digits, as it is searched by its beginning';
comment on column address.street_key is 'The same without the number of the house';
comment on column address.landlord is 'The landlord as the file names it; empty where it names none';
comment on column address.landlord_id is 'The organisation of the partnership that goes by that name';
create index address_by_line on address (line_key);
create index address_by_street on address (street_key);
create index address_by_postcode on address (postcode_key, line_key);

alter table report add column uprn text check (uprn ~ '^[1-9][0-9]{0,11}$');
comment on column report.uprn is 'Unique Property Reference Number of the address that was chosen; none where it was no address';

create table report_derived (
  report_id uuid not null references report on delete cascade,
  fact text not null check (fact in ('uprn', 'landlord', 'beat', 'ward')),
  derived text not null default '',
  origin text not null default '',
  chosen text,
  because text not null default '',
  chosen_by uuid references member,
  primary key (report_id, fact),
  check ((chosen is null) = (because = '')),
  check ((chosen is null) = (chosen_by is null))
);
comment on table report_derived is 'What followed from the place when a report was entered, from what, and what whoever entered it chose instead';
comment on column report_derived.derived is 'As it followed: a number, a name, or for an area its name and code; empty where nothing did';
comment on column report_derived.chosen is 'What holds instead: a name, or the code of an area; empty for "none"';
create index report_derived_chosen_by on report_derived (chosen_by) where chosen_by is not null;
