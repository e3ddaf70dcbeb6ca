-- A Monitored Case in which nothing happens comes up for review by itself, by a dated rule of the partnership.

create table quiet_rule (
  valid_from date primary key,
  quiet_days integer not null check (quiet_days between 7 and 730),
  answer_days integer not null check (answer_days between 1 and 90),
  closes_after_days integer check (closes_after_days between 1 and 365),
  source text not null check (source <> '' and length(source) <= 500),
  set_by uuid references member
);
comment on table quiet_rule is 'When the review of a Monitored Case is suggested because nothing happens in it, from a day on; what was published is never changed';
comment on column quiet_rule.quiet_days is 'So many days in which nobody did anything in it or in its reports';
comment on column quiet_rule.answer_days is 'Within so many days from then on whoever leads it closes it or keeps it';
comment on column quiet_rule.set_by is 'Null for what the product publishes';
comment on column quiet_rule.closes_after_days is 'So many days after that it is closed by this rule; null, as usually: a person always decides';

alter table asb_case add column quiet_since date;
comment on column asb_case.quiet_since is 'The last day on which anything happened in it, where its review was suggested for that; null once a person reviewed it or something happened';
create index asb_case_quiet on asb_case (review_on, id) where quiet_since is not null and status = 'open';

-- What a rule decided has no person behind it.
alter table decision_reason alter column decided_by drop not null;
comment on column decision_reason.decided_by is 'Null where a dated rule of the partnership decided, which words names';
