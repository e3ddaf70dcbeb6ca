-- The same file, sent with several records, stands on the disk once: the worker finds who else has these bytes.
create index evidence_same_bytes on evidence_item (sha256);
