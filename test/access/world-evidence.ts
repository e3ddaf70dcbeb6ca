import type { Draw } from './draw.ts'
import type { Asker, Row, Value, World } from './rights.ts'

const moment = '2026-10-01T20:00:00Z'

/** Evidence of reports, of cases, of drafts and of nobody knows what, looked at or not, with its files. */
export function drawEvidence(
  draw: Draw,
  organisations: readonly number[],
  members: readonly Value[],
  { report, report_draft }: { report: readonly Row[]; report_draft: readonly Row[] },
  cases: readonly Row[],
) {
  const places: readonly Row[] = [
    ...report.slice(0, 3).map(({ id }) => ({ report_id: id ?? null })),
    ...cases.slice(0, 2).map(({ id }) => ({ case_id: id ?? null })),
    ...report_draft.map(({ submission_id }) => ({ submission_id: submission_id ?? null })),
    { submission_id: draw.id() },
    ...organisations
      .slice(0, 2)
      .map((organisation) => ({ submission_id: draw.id(), added_for: organisation })),
    ...draw.times(2, () => ({ inbox_organisation_id: draw.pick(organisations), due_at: moment })),
  ]
  // Some stand under an id that somebody is filing under, so that what is written beside them can be.
  const taken = report.map(({ id }) => id ?? null)
  const evidence_item = places.map((place, at) => ({
    id: draw.chance(0.3) ? (taken[at] ?? draw.id()) : draw.id(),
    report_id: null,
    case_id: null,
    submission_id: null,
    inbox_organisation_id: null,
    due_at: null,
    kind: draw.pick(['photo', 'video', 'sound', 'document']),
    media_type: 'image/jpeg',
    size: 10,
    sha256: draw.hash(),
    door: 'staff',
    added_by: draw.pick([null, ...members]),
    added_for: null,
    scan_status: draw.pick(['clean', 'unavailable', 'pending', 'infected']),
    copy_status: draw.pick(['pending', 'ready', 'none', 'none']),
    deleted_at: draw.chance(0.1) ? moment : null,
    ...place,
  }))
  return {
    evidence_item,
    evidence_file: evidence_item.slice(1).flatMap(({ id }) =>
      ['original', 'copy', 'thumbnail']
        .filter(() => draw.chance(0.6))
        .map((role) => ({
          item_id: id,
          role,
          file_id: draw.id(),
          media_type: 'image/jpeg',
          size: 10,
          sha256: draw.hash(),
        })),
    ),
    evidence_private: evidence_item
      .filter((_, at) => at > 0 && draw.chance(0.7))
      .map(({ id }) => ({ item_id: id, original_name: 'Dave in the yard.jpg' })),
    custody_entry: evidence_item.map(({ id }) => ({
      id: draw.id(),
      item_id: id,
      what: 'received',
      organisation_id: draw.pick([null, ...organisations]),
      member_id: draw.pick([null, ...members]),
      actor_name: 'Somebody',
    })),
  }
}

/** Copies with parts taken out: asked for, made, and given to partners in the place of the whole. */
export function drawRedactions(
  draw: Draw,
  organisations: readonly number[],
  members: readonly Value[],
  items: readonly Row[],
) {
  const drawOne = (item: Row, forPartners: boolean) => {
    const isMade = forPartners || draw.chance(0.5)
    return {
      id: draw.id(),
      item_id: item.id ?? null,
      parts: '[{"from":1,"to":2}]',
      because: 'Somebody else is heard',
      asked_by: draw.pick(members),
      asked_for: draw.pick(organisations),
      asked_at: moment,
      status: isMade ? 'made' : draw.pick(['asked', 'failed']),
      made_at: isMade ? moment : null,
      original_sha256: isMade ? draw.hash() : null,
      file_id: isMade ? draw.id() : null,
      media_type: isMade ? 'image/jpeg' : null,
      size: isMade ? 10 : null,
      sha256: isMade ? draw.hash() : null,
      for_partners: forPartners,
    }
  }
  return {
    evidence_redaction: items.flatMap((item) => [
      ...(draw.chance(0.5) ? [drawOne(item, true)] : []),
      ...(draw.chance(0.5) ? [drawOne(item, false)] : []),
    ]),
  }
}

/** Rules that keep everything for a century, and holds that are placed and lifted. */
export function drawRetention(draw: Draw, members: readonly Value[], items: readonly Row[]) {
  return {
    evidence_retention: ['2020-01-01', '2099-01-01'].map((valid_from) => ({
      valid_from,
      kind: draw.pick(['any', 'photo']),
      outcome: 'any',
      keep_months: 1_200,
      source: 'Drawn',
      set_by: draw.pick(members),
    })),
    evidence_hold: items.flatMap((item) => {
      if (draw.chance(0.4)) return []
      const isLifted = draw.chance(0.4)
      return [
        {
          id: draw.id(),
          item_id: item.id ?? null,
          because: 'An appeal about Dave',
          placed_by: draw.pick(members),
          placed_at: moment,
          released_by: isLifted ? draw.pick(members) : null,
          released_at: isLifted ? moment : null,
          released_because: 'It is over',
        },
      ]
    }),
  }
}

export const isEvidence = (table: string) =>
  [
    'evidence_item',
    'evidence_file',
    'evidence_private',
    'custody_entry',
    'evidence_redaction',
    'evidence_hold',
  ].includes(table)

/** A row like one that is there and that breaks no key, mostly as the asker would properly write it. */
export function drawNewEvidence(draw: Draw, me: Asker, table: string, like: Row, world: World): Row {
  const of = (name: string, column: string) => (world[name] ?? []).map((row) => row[column] ?? null)
  const own = draw.chance(0.8) ? me.member : draw.pick([null, ...of('member', 'id')])
  const items = of('evidence_item', 'id')
  const mineFirst = (free: readonly Value[]) =>
    free.includes(me.filing) && draw.chance(0.5) ? me.filing : draw.pick(free)
  if (table === 'evidence_file') {
    const role = draw.pick(['original', 'copy', 'copy', 'thumbnail'])
    const taken = (world.evidence_file ?? [])
      .filter((file) => file.role === role)
      .map(({ item_id }) => item_id)
    return {
      ...like,
      item_id: mineFirst(items.filter((id) => !taken.includes(id))),
      role,
      file_id: draw.id(),
    }
  }
  if (table === 'evidence_private') {
    const taken = of('evidence_private', 'item_id')
    return { ...like, item_id: mineFirst(items.filter((id) => !taken.includes(id))) }
  }
  if (table === 'evidence_redaction') {
    const ready = (world.evidence_item ?? []).filter(({ copy_status }) => copy_status === 'ready')
    return {
      ...like,
      id: draw.id(),
      item_id: draw.chance(0.7) && ready.length > 0 ? (draw.pick(ready).id ?? null) : draw.pick(items),
      asked_by: own,
      asked_for: draw.chance(0.8) ? (me.organisations[0] ?? 1) : draw.pick([1, 2]),
      status: 'asked',
      made_at: null,
      original_sha256: null,
      file_id: null,
      media_type: null,
      size: null,
      sha256: null,
      for_partners: false,
    }
  }
  if (table === 'evidence_hold')
    return {
      ...like,
      id: draw.id(),
      item_id: draw.pick(items),
      placed_by: own,
      released_by: null,
      released_at: null,
    }
  if (table === 'custody_entry')
    return {
      ...like,
      id: draw.id(),
      item_id: mineFirst(items),
      member_id: own,
      organisation_id: draw.chance(0.8) ? (me.organisations[0] ?? null) : draw.pick([null, 1]),
    }
  return {
    ...like,
    id: me.filing !== null && !items.includes(me.filing) && draw.chance(0.8) ? me.filing : draw.id(),
    submission_id: like.submission_id === null ? null : draw.id(),
    sha256: draw.hash(),
    added_by: own,
    scan_status: 'pending',
    copy_status: 'pending',
  }
}
