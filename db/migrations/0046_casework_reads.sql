-- Indexes for the lists of casework at the size of a partnership of six years: 25,000 cases, 100,000 actions, 3 million
-- entries of timelines. Each is partial, so that what is over costs nothing.

-- What is still to be done in a case and when next: the case list asks it for each case it shows, sorts by it and looks for
-- what is late, and the open actions of partners are found by case. The index of all actions of a case leads to those that
-- are done too, four in five, each a visit to the table. Written when an action is added, ends, is moved or changes hands.
create index case_action_open on case_action (case_id, due_on) include (owner_organisation_id) where status = 'open';

-- The list of actions over all cases, soonest due first: a page of it ends after a page, where it sorted all. The index by
-- owner cannot give the order over all owners. Written as the one above, for some ten thousand open actions.
create index case_action_next on case_action (due_on, id) where status = 'open';

-- Entries of a case about its reports, of which those are told in other words that the reader may not see: a few of the
-- thousands of entries of a long case, all of which were read for each page. Written when a report is linked or unlinked.
create index timeline_links on timeline_entry (case_id) where case_id is not null and about_report_id is not null;
