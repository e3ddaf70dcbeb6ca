-- Risk by versioned instruments, profiles matched before they are made, and flags that are raised at once.

-- ---------------------------------------------------------------- risk

create table risk_instrument (
  code text not null,
  version integer not null check (version > 0),
  valid_from date not null,
  content jsonb not null,
  primary key (code, version)
);
comment on table risk_instrument is 'Questions, scores and bands by which risk is assessed; a published version never changes';
comment on column risk_instrument.content is 'As in packs/risk';

create table risk_assessment (
  id uuid primary key,
  report_id uuid not null references report on delete cascade,
  instrument text not null,
  instrument_version integer not null,
  answers jsonb not null,
  score integer not null,
  score_band text not null check (score_band in ('standard', 'medium', 'high')),
  override_band text check (override_band in ('standard', 'medium', 'high')),
  override_reason text not null default '',
  band text not null check (band in ('standard', 'medium', 'high')),
  missing text[] not null default '{}',
  is_vulnerable boolean not null default false,
  next_due_on date not null,
  assessed_by uuid not null references member,
  organisation_id integer not null references organisation,
  assessed_at timestamptz not null default now(),
  foreign key (instrument, instrument_version) references risk_instrument,
  check (band in (score_band, override_band))
);
comment on table risk_assessment is 'One answering of an instrument: added to and never changed, so that the trend can be read';
comment on column risk_assessment.answers is 'By item: the option chosen, or why it is unknown';
comment on column risk_assessment.score_band is 'What the score says';
comment on column risk_assessment.override_band is 'What a person made of it, with a reason';
comment on column risk_assessment.band is 'The band that holds';
comment on column risk_assessment.missing is 'What was left open: an incomplete assessment is saved all the same';
comment on column risk_assessment.is_vulnerable is 'An answer says that harm weighs more on this person';
comment on column risk_assessment.next_due_on is 'The day by which it is looked at again, by the cadence of the band';
create index risk_assessment_of_report on risk_assessment (report_id, assessed_at desc);

-- ---------------------------------------------------------------- what tells people and places apart

-- The words of a name in one order and without titles, so that "Smith, Mr John" is John Smith; one word alone is no name.
create function name_key(typed text) returns text
language sql immutable strict parallel safe
as $$
  select case when count(*) > 1 then string_agg(word, ' ' order by word) else '' end
  from pg_catalog.regexp_split_to_table(
    pg_catalog.regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, typed)), '[''’.-]', '', 'g'), '[^a-z]+') as word
  where word <> '' and word <> all ('{mr,mrs,ms,miss,mx,dr,rev,sir,lady}'::text[])
$$;
comment on function name_key is 'A name as two records are compared by it; empty for one word alone';

create function postcode_key(typed text) returns text
language sql immutable strict parallel safe
as $$
  select coalesce(pg_catalog.regexp_replace(
    substring(upper(typed) from '[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}'), '\s', '', 'g'), '')
$$;
comment on function postcode_key is 'The postcode among words, without its space; empty where there is none';

-- Every number of the address before its postcode tells flats and houses apart: "Flat 3, 12 Mill Lane, ZZ1 1AA".
create function household_key(address text, postcode text) returns text
language sql immutable strict parallel safe
as $$
  select case when numbers = '' or code = '' then '' else numbers || '|' || code end
  from (select
    case when postcode = '' then substring(upper(address) from '[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}') else postcode end as raw
  ) as given
  cross join lateral (select
    coalesce(pg_catalog.regexp_replace(substring(upper(raw) from '[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}'), '\s', '', 'g'), '') as code,
    coalesce((select string_agg(lower(number[1]), '/') from pg_catalog.regexp_matches(
      replace(upper(address), upper(coalesce(raw, '')), ''), '[0-9]+[A-Z]?\M', 'g') as number), '') as numbers) as parts
$$;
comment on function household_key is 'House and postcode of an address; empty where one of them is missing';

create function keys_of(name text, born_on date, phone text, email text, address text, postcode text)
returns table (kind text, key text)
language sql immutable parallel safe set search_path from current
as $$
  select made.kind, made.key from (select
      name_key(name) as full_name,
      postcode_key(case when postcode = '' then address else postcode end) as code,
      phone_digits(phone) as digits) as parts
  cross join lateral (values
    ('phone', case when length(digits) >= 9 then digits else '' end),
    ('email', case when email like '%_@_%' then lower(btrim(email)) else '' end),
    ('name_born', case when full_name <> '' then full_name || '|' || born_on else '' end),
    ('name_postcode', case when full_name <> '' and code <> '' then full_name || '|' || code else '' end),
    ('household', household_key(address, postcode)),
    ('postcode', code),
    ('born', born_on::text)) as made (kind, key)
  where made.key <> ''
$$;
comment on function keys_of is 'What tells a person apart, as it is compared: records with the same key may be about the same person or household';

create table report_key (
  report_id uuid not null references report on delete cascade,
  subject uuid not null,
  kind text not null check (kind in ('phone', 'email', 'name_born', 'name_postcode', 'household', 'postcode', 'born')),
  key text not null,
  name text not null default '',
  role text not null,
  filed_at timestamptz not null,
  primary key (subject, kind)
);
comment on table report_key is 'Keys of the people of a report, by which others about them are found: read by functions and jobs alone';
comment on column report_key.subject is 'The person named in the report; the report itself for who is in touch about it';
comment on column report_key.name is 'The name as it is compared: one telephone may serve a house';
comment on column report_key.role is 'As in report_person; a professional or an officer who reports is other';
create index report_key_find on report_key (key, kind, filed_at desc) include (report_id, subject, role, name);
create index report_key_of_report on report_key (report_id);

insert into report_key (report_id, subject, kind, key, name, role, filed_at)
select report.id, report.id, keys.kind, keys.key, name_key(contact.name),
  case when reporter_kind in ('professional', 'officer', 'on_behalf') then 'other' else 'reporter' end, report.filed_at
from report_contact as contact join report on report.id = contact.report_id
cross join lateral keys_of(contact.name, null, contact.phone, contact.email, contact.address, '') as keys
where keys.kind not in ('postcode', 'born');

-- ---------------------------------------------------------------- profiles

create index profile_name on profile using gin (plain_words(name) public.gin_trgm_ops) where name <> '';

create table profile_match (
  id uuid primary key,
  report_person_id uuid not null references report_person on delete cascade,
  organisation_id integer not null references organisation,
  profile_id uuid references profile,
  outcome text not null check (outcome in ('matched', 'created', 'suggested', 'chosen', 'undone')),
  points integer,
  because text not null,
  rules_valid_from date,
  decided_by uuid references member,
  decided_at timestamptz not null default clock_timestamp()
);
comment on table profile_match is 'To which profile a person named in a report was matched or might be, why and by whom; the last decision holds';
comment on column profile_match.outcome is 'matched, created, suggested: by the rules; chosen, created, undone: by a person';
comment on column profile_match.points is 'How much spoke for it';
comment on column profile_match.rules_valid_from is 'The rules it was judged by';
create index profile_match_of on profile_match (report_person_id, decided_at);

create table match_due (
  report_id uuid primary key references report on delete cascade,
  since timestamptz not null default now()
);
comment on table match_due is 'Reports that another organisation holds now: the people in them are looked for among its profiles';

-- ---------------------------------------------------------------- flags

create table flag_rule (
  code text not null,
  version integer not null check (version > 0),
  valid_from date not null,
  valid_to date,
  kind text not null check (kind in ('vulnerability', 'repeat_victim', 'repeat_place', 'escalation')),
  name text not null,
  source text not null,
  measure text not null check (measure in ('reports', 'vulnerability', 'risk')),
  entity text not null check (entity in ('person', 'household', 'place', 'report')),
  at_least integer not null check (at_least > 0),
  window_days integer not null check (window_days > 0),
  same_type boolean not null default false,
  within_m integer check (within_m > 0),
  roles text[] not null default '{}',
  expires_after_days integer not null check (expires_after_days > 0),
  primary key (code, version),
  check (valid_to > valid_from),
  check ((entity = 'place') = (within_m is not null))
);
comment on table flag_rule is 'Named definitions of repeat, vulnerability and escalation; a published version never changes';
comment on column flag_rule.at_least is 'So many reports, this one among them';
comment on column flag_rule.window_days is 'Within so many days, ending with the report that is looked at';
comment on column flag_rule.roles is 'Of people in reports that count';

create table flag (
  id uuid primary key,
  report_id uuid not null references report on delete cascade,
  rule text not null,
  rule_version integer not null,
  subject uuid not null,
  rests_on_itself boolean not null,
  basis uuid[] not null default '{}',
  raised_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references member,
  ended_because text not null default '',
  foreign key (rule, rule_version) references flag_rule
);
comment on table flag is 'Raised from the records of all partners; read through functions that tell each reader what their level on those records allows';
comment on column flag.subject is 'The person named in the report; the report itself for who is in touch about it, and for its place';
comment on column flag.rests_on_itself is 'The report itself says it, whatever others do';
comment on column flag.basis is 'The other reports it rests on, a hundred at most';
create unique index flag_live on flag (report_id, rule, subject) where ended_at is null;
create index flag_of_report on flag (report_id);
