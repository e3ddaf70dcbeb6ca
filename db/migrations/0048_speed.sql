-- Which page that nobody has acknowledged is about a report: asked for every concern that comes due, and so far by reading
-- every open page. Open pages are few where somebody looks; where nobody does, it is what makes each new one dearer.
-- Written when a page is made, takes a report up or is acknowledged.
create index safety_page_about on safety_page using gin ((report_id || basis))
  where acknowledged_at is null and report_id is not null;

-- The orders register in its orders: what is in force and what is over, breached first, by last day or by the day it was
-- given. A page of it ends after a page, where it read and sorted every power used in all cases that the reader sees.
-- Written when a power is used, breached, changed in its length or ended: some thousands a year.
create index intervention_by_end on intervention ((status = 'open'), (breaches > 0), ends_on, id);
create index intervention_by_issue on intervention ((status = 'open'), (breaches > 0), issued_on, id);
