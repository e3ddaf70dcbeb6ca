-- Reports near a place that is being typed, nearest first. Distance is no leakproof operator, so under row-level
-- security its index would go unused: this function tests the audience itself. Who sees a report in summary alone does
-- not learn here where it was.
create or replace function reports_near_place(place point, within_m double precision, since timestamptz, most integer)
returns table (id uuid, distance_m double precision)
language sql stable security definer rows 20 set search_path from current
as $$
  select report.id, greatest(report.location <-> place,
    place_spread_m(report.place_kind, report.location_precision_m))
  from report
  where report.location <@ circle(place, within_m) and report.filed_at >= since
    and report.audience && my_circles()
    and place_spread_m(report.place_kind, report.location_precision_m) <= within_m
  order by report.location <-> place, report.id
  limit most
$$;
revoke all on function reports_near_place(point, double precision, timestamptz, integer) from public;
grant execute on function reports_near_place(point, double precision, timestamptz, integer) to openasb_web;
