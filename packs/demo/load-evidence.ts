import { Jimp } from 'jimp'
import type pg from 'pg'
import type { Files } from '#platform/files'
import { drawPhoto, drumWav } from './draw-evidence.ts'
import { CITY, FIRST_DISTRICT, POLICE } from './organisation-facts.ts'

type Planned = {
  organisation: number
  kind: 'photo' | 'sound'
  /** Without a record it waits, until so many hours from now; those before now are late. */
  waitsFor?: number
}

/** On reports that organisations hold, and some that nobody has matched yet. */
const planned: readonly Planned[] = [
  { organisation: CITY, kind: 'sound' },
  { organisation: CITY, kind: 'photo' },
  { organisation: CITY, kind: 'photo' },
  { organisation: CITY, kind: 'sound' },
  { organisation: POLICE, kind: 'photo' },
  { organisation: POLICE, kind: 'sound' },
  { organisation: FIRST_DISTRICT, kind: 'photo' },
  { organisation: CITY, kind: 'sound', waitsFor: -5 },
  { organisation: CITY, kind: 'photo', waitsFor: 30 },
  { organisation: POLICE, kind: 'sound', waitsFor: 12 },
]

/** Made-up evidence with its files: what was drawn and drummed by code holds nothing that a copy would have to leave out. */
export async function loadEvidence(owner: pg.ClientBase, files: Files): Promise<void> {
  for (const [at, plan] of planned.entries()) {
    const id = `01900000-0000-7000-8000-00000000e${at.toString(16).padStart(3, '0')}`
    const { bytes, small } = await make(plan, at)
    const original = await files.write(id, once(bytes))
    const mediaType = plan.kind === 'photo' ? 'image/jpeg' : 'audio/wav'
    const { rows } = await owner.query<{ id: string }>(
      `insert into evidence_item (id, report_id, inbox_organisation_id, due_at, kind, media_type, size, sha256, door,
         received_at, scan_status, scan_says, scanned_at, copy_status)
       select $1, record.id, $2, case when $2::integer is not null then now() + make_interval(hours => $3) end, $4, $5,
         $6, $7, 'demo', greatest(record.filed_at, now() - interval '3 days'), 'unavailable', 'No virus scanner is set up',
         now(), 'ready'
       from (select case when $2::integer is null then report.id end as id, filed_at from report
         where organisation_id = $8 and partition_code is null and status in ('accepted', 'awaiting_triage')
           and not exists (select from evidence_item where evidence_item.report_id = report.id and $9 % 2 = 0)
         order by filed_at desc, report.id limit 1) as record
       returning id`,
      [
        id,
        plan.waitsFor === undefined ? null : plan.organisation,
        plan.waitsFor ?? 0,
        plan.kind,
        mediaType,
        original.size,
        original.sha256,
        plan.organisation,
        at,
      ],
    )
    // A very small county may have no report there.
    if (rows.length === 0) continue
    await addFiles(owner, files, { id, mediaType, original, small, at })
    if (at === 1) await addRedaction(owner, files, { id, bytes, original, organisation: plan.organisation })
  }
}

async function make({ kind }: Planned, at: number): Promise<{ bytes: Buffer; small: Buffer | undefined }> {
  if (kind === 'sound') return { bytes: drumWav(100 + at * 7), small: undefined }
  const { photo, small } = await drawPhoto(`evidence ${at}`, { width: 800, height: 600 })
  return { bytes: photo, small }
}

async function* once(bytes: Buffer) {
  yield bytes
}

type Redacted = {
  id: string
  bytes: Buffer
  original: { sha256: Buffer }
  organisation: number
}

/** Of one photo, a copy with an area blacked out, which partners see in the place of the whole. */
async function addRedaction(
  owner: pg.ClientBase,
  files: Files,
  { id, bytes, original, organisation }: Redacted,
): Promise<void> {
  const picture = await Jimp.read(bytes)
  const { width, height } = picture.bitmap
  picture.composite(
    new Jimp({ width: width * 0.3, height: height * 0.4, color: 0x000000ff }),
    width * 0.5,
    height * 0.5,
  )
  const copy = id.replace(/e(?=...$)/, 'd')
  const { size, sha256 } = await files.write(
    copy,
    once(await picture.getBuffer('image/jpeg', { quality: 85 })),
  )
  const because = 'Somebody who has nothing to do with it is seen'
  await owner.query(
    `with asked as (
       select member.id, member.name, item.received_at + interval '1 hour' as at from evidence_item as item
       join membership on membership.organisation_id = $2 and membership.role = 'case_officer'
       join member on member.id = membership.member_id
       where item.id = $1 order by member.id limit 1
     ), made as (
       insert into evidence_redaction (id, item_id, parts, because, asked_by, asked_for, asked_at, status, made_at,
         original_sha256, file_id, media_type, size, sha256, for_partners)
       select $3, $1, '[{"left":50,"top":50,"width":30,"height":40}]', $4, id, $2, at, 'made', at, $5, $3, 'image/jpeg', $6,
         $7, true from asked
     )
     insert into custody_entry (item_id, what, at, detail, organisation_id, member_id, actor_name)
     select $1, what, asked.at, detail, case when is_person then $2::integer end, case when is_person then asked.id end,
       case when is_person then asked.name else 'OpenASB' end
     from asked cross join (values
       ('redaction_asked', 'Without 1 area, because: ' || $4::text, true),
       ('redacted', 'Without 1 area. SHA-256 of the original ' || encode($5::bytea, 'hex') || ', of the copy '
         || encode($7::bytea, 'hex'), false),
       ('redaction_given', 'Given as: everybody who sees the record and does no casework for its holder', true)
     ) as entry (what, detail, is_person)`,
    [id, organisation, copy, because, original.sha256, size, sha256],
  )
}

type Kept = {
  id: string
  mediaType: string
  original: { size: number; sha256: Buffer }
  small: Buffer | undefined
  at: number
}

async function addFiles(
  owner: pg.ClientBase,
  files: Files,
  { id, mediaType, original, small, at }: Kept,
): Promise<void> {
  const add = (role: string, fileId: string, type: string, written: { size: number; sha256: Buffer }) =>
    owner.query(
      `insert into evidence_file (item_id, role, file_id, media_type, size, sha256) values ($1, $2, $3, $4, $5, $6)`,
      [id, role, fileId, type, written.size, written.sha256],
    )
  await add('original', id, mediaType, original)
  await add('copy', id, mediaType, original)
  if (small !== undefined) {
    const thumbnail = id.replace(/e(?=...$)/, 'f')
    await add('thumbnail', thumbnail, 'image/jpeg', await files.write(thumbnail, once(small)))
  }
  await owner.query(`insert into evidence_private (item_id, original_name, read_at) values ($1, $2, now())`, [
    id,
    `${mediaType.startsWith('image') ? 'IMG' : 'REC'}_${1_000 + at * 37}.${mediaType.startsWith('image') ? 'jpg' : 'wav'}`,
  ])
  await owner.query(
    `insert into custody_entry (item_id, what, at, detail, actor_name)
     select $1, what, item.received_at + make_interval(secs => place::integer * 2), detail, actor
     from unnest($2::text[], $3::text[], $4::text[]) with ordinality as given (what, detail, actor, place)
     cross join (select received_at from evidence_item where id = $1) as item`,
    [
      id,
      ['received', 'scanned', 'hash_verified', 'copied'],
      [
        `${original.size} bytes, SHA-256 ${original.sha256.toString('hex')}`,
        'No virus scanner is set up',
        '',
        'copy',
      ],
      ['Member of the public', 'OpenASB', 'OpenASB', 'OpenASB'],
    ],
  )
}
