-- A hole is looked at only where an area has one: then the test of a shell is inlined where it is used, and coding a
-- point costs half of what it did.
create function in_a_hole(holes polygon[], place point) returns boolean
language sql immutable parallel safe
as $$
  select exists (select from unnest(holes) as hole where hole @> place and (place <-> path(hole)) > 0.000001)
$$;

create or replace function part_holds(shell polygon, holes polygon[], place point) returns boolean
language sql immutable parallel safe
as $$
  select shell @> place and (cardinality(holes) = 0 or not in_a_hole(holes, place))
$$;
