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
