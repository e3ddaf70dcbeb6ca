-- Where the partnership's own video or video relay service in British Sign Language is, by day.

create table sign_language_link (
  kind text not null check (kind in ('video', 'relay')),
  valid_from date not null,
  address text check (address ~ '^https://[^[:space:]]+$' and length(address) <= 500),
  set_by uuid references member,
  primary key (kind, valid_from)
);
comment on table sign_language_link is 'The partnership''s video or video relay service in British Sign Language from a day on, shown to the public; the latest of its kind holds';
comment on column sign_language_link.address is 'Null: there is none from this day on';
