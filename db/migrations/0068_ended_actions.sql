-- Actions that ended in a period are summed on the weekly board.
create index case_action_ended on case_action (finished_at) where finished_at is not null;
