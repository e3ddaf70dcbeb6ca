import type { Calls } from './attempts-on-functions.ts'
import { isOneOf, nothing } from './duties.ts'
import {
  type Asker,
  asMyself,
  caseOf,
  everything,
  isMe,
  isPerson,
  mine,
  type Role,
  type Row,
  reportOf,
  seesCase,
  seesReport,
  type TableRule,
  type Value,
  type World,
} from './rights.ts'
import { literal } from './rows.ts'

const rows = (world: World, table: string): readonly Row[] => world[table] ?? []
const itemOf = (world: World, id: Value | undefined) =>
  rows(world, 'evidence_item').find((item) => item.id === id)

/** Whether they do casework for this organisation today. */
const worksCasesOf = (me: Asker, organisation: Value | undefined, world: World) =>
  !nothing(organisation) &&
  mine(me, organisation) &&
  isOneOf(me, world, ['triage_officer', 'case_officer', 'supervisor'], organisation)

const isUnsent = (item: Row) =>
  nothing(item.report_id) && nothing(item.case_id) && nothing(item.inbox_organisation_id)

/** It came without a record, and nobody has said yet what it belongs to. */
const isWaiting = (item: Row) =>
  nothing(item.report_id) && nothing(item.case_id) && !nothing(item.inbox_organisation_id)

/** Typed by me, or with the draft whose link I hold. */
const isOfMyTyping = (me: Asker, item: Row, world: World) =>
  isMe(me, item.added_by) ||
  rows(world, 'report_draft').some(
    (draft) => draft.secret_hash === me.draft && draft.submission_id === item.submission_id,
  )

export function seesItem(me: Asker, item: Row | undefined, world: World): boolean {
  if (item === undefined) return false
  if (me.role === 'openasb_worker') return true
  if (!nothing(item.report_id)) return seesReport(me, item.report_id, world)
  if (!nothing(item.case_id)) return seesCase(me, item.case_id, world)
  if (!nothing(item.inbox_organisation_id)) return worksCasesOf(me, item.inbox_organisation_id, world)
  return isOfMyTyping(me, item, world)
}

function holdsItem(me: Asker, item: Row | undefined, world: World): boolean {
  if (item === undefined || !seesItem(me, item, world)) return false
  const record = reportOf(world, item.report_id) ?? caseOf(world, item.case_id)
  return isWaiting(item) || worksCasesOf(me, record?.organisation_id, world)
}

const wasLookedAt = (item: Row | undefined) => ['clean', 'unavailable'].includes(String(item?.scan_status))

/** Whether others than the holder's casework are given a copy with parts taken out, and nothing else. */
const isGivenInParts = (item: Value | undefined, world: World) =>
  rows(world, 'evidence_redaction').some((copy) => copy.item_id === item && copy.for_partners === true)

const setsRulesFrom = (me: Asker, day: Value | undefined, world: World) =>
  isOneOf(me, world, ['coordinator'], null) && String(day) > '2050'

export const evidenceRules: Readonly<Record<string, TableRule>> = {
  evidence_item: {
    says: 'Seen with its record, or by whoever is typing the report it belongs to; added by whoever sees the record in full or knows the submission, in their own name; matched by casework roles; taken back before it is sent',
    rights: {
      openasb_web: {
        see: { which: seesItem },
        add: {
          which: (me, item, world) =>
            me.filing !== null &&
            item.id === me.filing &&
            nothing(item.inbox_organisation_id) &&
            (isMe(me, item.added_by) || (me.member === null && nothing(item.added_by))) &&
            (nothing(item.added_for) || mine(me, item.added_for)) &&
            (!nothing(item.submission_id)
              ? nothing(item.case_id)
              : isPerson(me) &&
                (nothing(item.report_id)
                  ? seesCase(me, item.case_id, world)
                  : seesReport(me, item.report_id, world))),
        },
        change: {
          which: (me, item, world) => isWaiting(item) && worksCasesOf(me, item.inbox_organisation_id, world),
          into: seesItem,
          columns: ['report_id', 'case_id'],
        },
        remove: { which: (me, item, world) => isUnsent(item) && isOfMyTyping(me, item, world) },
      },
      openasb_worker: {
        see: { which: everything },
        add: {
          which: (_, item) => nothing(item.added_by),
        },
        change: {
          which: everything,
          into: everything,
          columns: ['scan_status', 'scan_says', 'scanned_at', 'copy_status', 'copy_says'],
        },
        remove: { which: (_, item) => isUnsent(item) },
      },
    },
  },
  evidence_file: {
    says: 'Nothing that was not looked at; the original for casework roles of the holder, who may share it as it is; no whole copy for others where they are given one with parts taken out; kept as it was received',
    rights: {
      openasb_web: {
        see: {
          which: (me, file, world) => {
            const item = itemOf(world, file.item_id)
            return (
              seesItem(me, item, world) &&
              wasLookedAt(item) &&
              (holdsItem(me, item, world) ||
                (file.role !== 'original' && !isGivenInParts(file.item_id, world)))
            )
          },
        },
        add: {
          which: (me, file, world) => {
            const item = itemOf(world, file.item_id)
            if (item === undefined) return false
            if (file.role === 'original') return me.filing !== null && item.id === me.filing
            return (
              file.role === 'copy' &&
              holdsItem(me, item, world) &&
              wasLookedAt(item) &&
              item.copy_status === 'none'
            )
          },
        },
      },
      openasb_worker: {
        see: { which: everything },
        add: {
          which: everything,
        },
      },
    },
  },
  evidence_private: {
    says: 'For casework roles of the holder, and before it is sent for whoever is typing; filled in by the worker',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) => {
            const item = itemOf(world, row.item_id)
            return (
              holdsItem(me, item, world) ||
              (item !== undefined && isUnsent(item) && isOfMyTyping(me, item, world))
            )
          },
        },
        add: {
          which: (me, row) => me.filing !== null && row.item_id === me.filing,
        },
      },
      openasb_worker: {
        see: { which: everything },
        add: {
          which: everything,
        },
        change: {
          which: everything,
          into: everything,
          columns: ['taken_at', 'position', 'device', 'read_at'],
        },
      },
    },
  },
  evidence_redaction: {
    says: 'Made and chosen by casework roles of the holder, in their own name; seen by others where it is what they are given',
    rights: {
      openasb_web: {
        see: {
          which: (me, copy, world) => {
            const item = itemOf(world, copy.item_id)
            return (
              holdsItem(me, item, world) ||
              (copy.for_partners === true && seesItem(me, item, world) && wasLookedAt(item))
            )
          },
        },
        add: {
          which: (me, copy, world) => {
            const item = itemOf(world, copy.item_id)
            return (
              holdsItem(me, item, world) &&
              isMe(me, copy.asked_by) &&
              worksCasesOf(me, copy.asked_for, world) &&
              copy.status === 'asked' &&
              wasLookedAt(item) &&
              item?.copy_status === 'ready'
            )
          },
        },
        change: {
          which: (me, copy, world) => holdsItem(me, itemOf(world, copy.item_id), world),
          into: (me, copy, world) => holdsItem(me, itemOf(world, copy.item_id), world),
          columns: ['for_partners', 'for_court', 'for_subject_access'],
        },
      },
      openasb_worker: {
        see: { which: everything },
        change: {
          which: everything,
          into: everything,
          columns: [
            'status',
            'says',
            'made_at',
            'original_sha256',
            'file_id',
            'media_type',
            'size',
            'sha256',
          ],
        },
      },
    },
  },
  evidence_retention: {
    says: 'Configuration, read by all; set by a co-ordinator in their own name, and taken back, for days to come',
    rights: {
      openasb_web: {
        see: { which: everything },
        add: { which: (me, row, world) => isMe(me, row.set_by) && setsRulesFrom(me, row.valid_from, world) },
        remove: { which: (me, row, world) => setsRulesFrom(me, row.valid_from, world) },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  evidence_hold: {
    says: 'Placed and lifted by casework roles of the holder, in their own name, and read by them alone',
    rights: {
      openasb_web: {
        see: { which: (me, hold, world) => holdsItem(me, itemOf(world, hold.item_id), world) },
        add: {
          which: (me, hold, world) => {
            const item = itemOf(world, hold.item_id)
            return (
              holdsItem(me, item, world) &&
              !(nothing(item?.report_id) && nothing(item?.case_id)) &&
              nothing(item?.deleted_at) &&
              isMe(me, hold.placed_by) &&
              nothing(hold.released_at)
            )
          },
        },
        change: {
          which: (me, hold, world) =>
            holdsItem(me, itemOf(world, hold.item_id), world) && nothing(hold.released_at),
          into: (me, hold, world) =>
            holdsItem(me, itemOf(world, hold.item_id), world) && isMe(me, hold.released_by),
          columns: ['released_by', 'released_at', 'released_because'],
        },
      },
    },
  },
  custody_entry: {
    says: 'Seen with its evidence, added by whoever sees or is receiving that, in their own name; never changed',
    rights: {
      openasb_web: {
        see: { which: (me, row, world) => seesItem(me, itemOf(world, row.item_id), world) },
        add: {
          which: (me, row, world) => {
            const item = itemOf(world, row.item_id)
            return (
              item !== undefined &&
              asMyself(me, row, world) &&
              (row.item_id === me.filing || seesItem(me, item, world))
            )
          },
        },
      },
      openasb_worker: {
        see: { which: everything },
        add: { which: (_, row) => nothing(row.member_id) },
      },
    },
  },
}

export const evidenceFunctions: Readonly<Record<string, readonly Role[]>> = {
  evidence_finds_its_report: [],
  report_takes_its_evidence: [],
  evidence_of_submission: ['openasb_web'],
  submission_of_status_link: ['openasb_web'],
  sets_evidence_retention: ['openasb_web'],
  settle_evidence_retention: ['openasb_worker'],
  delete_kept_evidence: ['openasb_worker'],
  hold_marks_evidence: [],
}

export const evidenceCalls: Calls = {
  sets_evidence_retention: ({ asker, world }) =>
    ['2020-01-01', '2999-01-01'].map((day) => ({
      call: `select sets_evidence_retention('${day}')::text`,
      expected: { shows: [String(setsRulesFrom(asker, day, world))] },
    })),
  // Rules of the worlds keep a century: what is deleted when is proven beside the domain.
  settle_evidence_retention: () => [
    { call: 'select id::text from settle_evidence_retention(100) as id', expected: { shows: [] } },
  ],
  delete_kept_evidence: ({ world }) =>
    rows(world, 'evidence_item').map(({ id }) => ({
      call: `select name::text from delete_kept_evidence(${literal(id)}) as name`,
      expected: { shows: [] },
    })),
  evidence_of_submission: ({ world }) =>
    rows(world, 'evidence_item')
      .filter(({ submission_id }) => !nothing(submission_id))
      .map(({ submission_id, sha256 }) => {
        const together = rows(world, 'evidence_item').filter((item) => item.submission_id === submission_id)
        return {
          call: `select items || ' ' || has_these from evidence_of_submission(${literal(submission_id)}, ${literal(sha256)})`,
          expected: { shows: [`${together.length} true`] },
        }
      }),
  submission_of_status_link: ({ world }) =>
    rows(world, 'report_status_link').map(({ secret_hash, report_id }) => ({
      call: `select submission_of_status_link(${literal(secret_hash)})::text`,
      expected: { shows: [String(reportOf(world, report_id)?.submission_id)] },
    })),
}
