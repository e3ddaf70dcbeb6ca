-- A referral that a partner's e-mail brings is a sheet, handed in by nobody at work here (feature row 12).

alter table referral_sheet alter column member_id drop not null;
alter table referral_sheet add column sender text not null default '';
alter table referral_sheet add check ((member_id is null) = (sender <> ''));
comment on column referral_sheet.sender is 'The address from which it was e-mailed, where nobody at work handed it in';
