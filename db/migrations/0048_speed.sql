-- Which page that nobody has acknowledged is about a report: asked for every concern that comes due, and so far by reading
-- every open page. Open pages are few where somebody looks; where nobody does, it is what makes each new one dearer.
-- Written when a page is made, takes a report up or is acknowledged.
create index safety_page_about on safety_page using gin ((report_id || basis))
  where acknowledged_at is null and report_id is not null;
