-- The public form in more than one language, and what each organisation makes of the types.

alter table report add column language text not null default 'en' check (language ~ '^[a-z]{2,3}(-[a-z0-9]{2,8})?$');
comment on column report.language is 'In which language it was told (BCP 47): whoever writes to the reporter uses it';

alter table report_contact add column format text not null default '';
comment on column report_contact.format is 'In which language or form the reporter can be written or talked to: sign language, Easy Read, an interpreter';

alter table report_answer
  add column codes text[] not null default '{}',
  add column wording_in_english text not null default '',
  add column answer_in_english text not null default '';
comment on column report_answer.wording is 'As it was asked, in the language of the report';
comment on column report_answer.codes is 'Of the options chosen, which mean the same in every language and version';
comment on column report_answer.answer_in_english is 'Where it was answered in another language by choosing; what was typed stands as it was typed';

alter table asb_type add column parent text references asb_type check (parent <> code);
comment on column asb_type.parent is 'The broader type that this one is a kind of, with the same national type';

create table local_type (
  organisation_id integer not null references organisation,
  code text not null check (code <> ''),
  label text not null check (label <> ''),
  asb_type text not null references asb_type,
  valid_from date not null,
  valid_to date,
  primary key (organisation_id, code, valid_from),
  check (valid_to > valid_from)
);
comment on table local_type is 'One organisation''s own code for anti-social behaviour. It stands for one type, and so for one national type and one qualifier';

create table type_advice (
  id uuid primary key,
  organisation_id integer not null references organisation,
  asb_type text not null references asb_type,
  advice jsonb not null check (advice ? 'en'),
  who_deals jsonb not null check (who_deals ? 'en'),
  valid_from date not null,
  valid_to date,
  check (valid_to > valid_from)
);
comment on table type_advice is 'What an organisation tells the public where it does not deal with a type as anti-social behaviour, by language; they may report it all the same';
create index type_advice_on on type_advice (asb_type, organisation_id);
