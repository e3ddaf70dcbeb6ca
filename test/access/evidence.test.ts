import { expect, test } from 'vitest'
import { openBench } from './bench.ts'
import { evidenceFunctions, evidenceRules } from './oracle-evidence.ts'

const subjects = [
  ...Object.keys(evidenceRules),
  ...Object.keys(evidenceFunctions).filter((name) => (evidenceFunctions[name] ?? []).length > 0),
]

async function findInWorlds(hole: string, subject: string): Promise<string[]> {
  const bench = await openBench()
  try {
    await bench.owner.query(hole)
    return await bench.findInWorlds(6, subject)
  } finally {
    await bench.close()
  }
}

test.each(subjects)('%s gives what the oracle allows and nothing else', async (subject) => {
  expect((await findInWorlds('select', subject)).slice(0, 2).join('\n')).toBe('')
})

test.each([
  [
    'an original that anybody who sees the record may have',
    `alter policy read_evidence_file on evidence_file using (exists (select from evidence_item as item
       where item.id = item_id and item.scan_status in ('clean', 'unavailable')))`,
    'evidence_file',
  ],
  [
    'a file that was found harmful',
    `alter policy read_evidence_file on evidence_file using (exists (select from evidence_item as item where item.id = item_id)
       and (role <> 'original' or holds_evidence(item_id)))`,
    'evidence_file',
  ],
  [
    'the whole copy where others are given one with parts taken out',
    `alter policy read_evidence_file on evidence_file using (exists (select from evidence_item as item where item.id = item_id
       and item.scan_status in ('clean', 'unavailable')) and (holds_evidence(item_id) or role <> 'original'))`,
    'evidence_file',
  ],
  [
    'a copy with parts taken out that was chosen for nobody',
    `alter policy read_redaction on evidence_redaction
       using (exists (select from evidence_item as item where item.id = item_id))`,
    'evidence_redaction',
  ],
  [
    'what the file tells of its maker for everybody who sees the record',
    `alter policy read_evidence_private on evidence_private
       using (exists (select from evidence_item as item where item.id = item_id))`,
    'evidence_private',
  ],
  [
    'evidence of a draft whose link is not held',
    `create policy hole on evidence_item for select to openasb_web using (submission_id is not null)`,
    'evidence_item',
  ],
  [
    'rules for keeping evidence taken back by anybody',
    'alter policy take_evidence_retention_back on evidence_retention using (my_member() is not null)',
    'evidence_retention',
  ],
  [
    'a hold lifted by whoever sees the record',
    `alter policy lift_evidence_hold on evidence_hold
       using (released_at is null and exists (select from evidence_item as item where item.id = item_id))
       with check (released_by = my_member());
     alter policy read_evidence_hold on evidence_hold
       using (exists (select from evidence_item as item where item.id = item_id))`,
    'evidence_hold',
  ],
  [
    'evidence deleted at the wish of whoever asks',
    'grant execute on function delete_kept_evidence(uuid) to openasb_web',
    'delete_kept_evidence',
  ],
  [
    'a submission told to whoever has no link',
    `create or replace function submission_of_status_link(link bytea) returns uuid language sql stable security definer
       set search_path from current as $$ select submission_id from report limit 1 $$`,
    'submission_of_status_link',
  ],
])('a hole is found: %s', async (_, hole, subject) => {
  expect(await findInWorlds(hole, subject)).not.toEqual([])
})
