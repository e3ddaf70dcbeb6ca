-- A sharing rule that begins where a predecessor's ends goes on for it: what expired, or what a person ended, under the
-- one is not given again by the other.
alter table sharing_rule add column continues uuid references sharing_rule;
comment on column sharing_rule.continues is 'The rule of an organisation that ended, or of an area drawn anew, in whose place this one stands';
create index sharing_rule_continues on sharing_rule (continues) where continues is not null;
create index share_given_by on share (given_by_organisation_id) where ended_at is null;
