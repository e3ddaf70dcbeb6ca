-- Sharing rules may ask for the risk that was assessed of the record itself, beside the priority of its type.
alter table sharing_rule add column least_band text check (least_band in ('standard', 'medium', 'high'));
comment on column sharing_rule.least_band is 'Shared only while the latest assessment of the record says this band or a higher one; empty for any, assessed or not';
