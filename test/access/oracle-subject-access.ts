import { today } from './asker.ts'
import type { Calls } from './attempts-on-functions.ts'
import {
  type Asker,
  caseOf,
  everything,
  isMe,
  mine,
  type Role,
  type Row,
  reportOf,
  seesCase,
  seesReport,
  sharedWithMe,
  type TableRule,
  type Value,
  type World,
} from './rights.ts'
import { literal } from './rows.ts'
import { knownEmail } from './world-cases.ts'

const rows = (world: World, table: string): readonly Row[] => world[table] ?? []

/** Whether they answer for information in this organisation today, and act for it. */
function governs(me: Asker, organisation: Value | undefined, world: World): boolean {
  return (
    mine(me, organisation) &&
    rows(world, 'membership').some(
      (each) =>
        isMe(me, each.member_id) &&
        each.organisation_id === organisation &&
        each.role === 'information_governance' &&
        ((each.valid_to ?? null) === null || String(each.valid_to) > today),
    )
  )
}

const requestOf = (world: World, id: Value | undefined) =>
  rows(world, 'subject_request').find((each) => each.id === id)
const itemOf = (world: World, id: Value | undefined) =>
  rows(world, 'subject_item').find((each) => each.id === id)
const passageOf = (world: World, id: Value | undefined) =>
  rows(world, 'subject_passage').find((each) => each.id === id)
const isOneOf = (value: Value | undefined, ...values: readonly string[]) => values.includes(String(value))
const isNone = (value: Value | undefined) => (value ?? null) === null

function seesRequest(me: Asker, row: Row, world: World): boolean {
  return (
    governs(me, row.organisation_id, world) ||
    rows(world, 'subject_contribution').some(
      (each) =>
        each.request_id === row.id &&
        isOneOf(each.status, 'asked', 'accepted', 'answered') &&
        governs(me, each.organisation_id, world),
    )
  )
}

const isPartOf = (me: Asker, row: Row, world: World) =>
  governs(me, row.organisation_id, world) || governs(me, row.controller_id, world)

/** Who found it sees it as long as they see the record in full; the controller once it was given. */
function seesItem(me: Asker, row: Row | undefined, world: World): boolean {
  if (row === undefined) return false
  if (me.role === 'openasb_worker') return true
  return (
    (governs(me, row.organisation_id, world) &&
      (isNone(row.report_id) || seesReport(me, row.report_id, world)) &&
      (isNone(row.case_id) || seesCase(me, row.case_id, world))) ||
    (!isNone(row.shared_at) && governs(me, row.controller_id, world))
  )
}

const worksOn = (me: Asker, row: Row | undefined, world: World) =>
  row !== undefined && governs(me, isNone(row.shared_at) ? row.organisation_id : row.controller_id, world)

const changesItem = (me: Asker, item: Row | undefined, world: World) =>
  seesItem(me, item, world) && worksOn(me, item, world)
const itemOfPassage = (world: World, id: Value | undefined) => itemOf(world, passageOf(world, id)?.item_id)

/** What the asker's organisation found in a request and the asker may not see. */
function outOfSight(me: Asker, request: Value | undefined, world: World): number {
  return rows(world, 'subject_item').filter((item) => {
    const record = reportOf(world, item.report_id) ?? caseOf(world, item.case_id)
    return (
      item.request_id === request &&
      governs(me, item.organisation_id, world) &&
      isNone(item.shared_at) &&
      item.decision !== 'excluded' &&
      record !== undefined &&
      !sharedWithMe(me, record.audience)
    )
  }).length
}

export const subjectAccessRules: Readonly<Record<string, TableRule>> = {
  stored_file: {
    says: 'A package is had until it expires by those who answer for it and see everything in it; a kind without a rule by nobody',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) =>
            row.kind === 'subject_access_package' &&
            isNone(row.removed_at) &&
            String(row.expires_at) > today &&
            governs(me, row.organisation_id, world) &&
            outOfSight(me, row.record_id, world) === 0,
        },
      },
      openasb_worker: {
        see: { which: everything },
        add: { which: everything },
        change: {
          which: everything,
          into: (_, row) => !isNone(row.removed_at),
          columns: ['removed_at'],
        },
      },
    },
  },
  subject_request: {
    says: 'For those who answer for information where it was asked, and in organisations asked to contribute',
    rights: {
      openasb_web: {
        see: { which: seesRequest },
        add: {
          which: (me, row, world) =>
            governs(me, row.organisation_id, world) && isMe(me, row.created_by) && row.status === 'open',
        },
        change: {
          which: (me, row, world) => governs(me, row.organisation_id, world),
          into: (me, row, world) => governs(me, row.organisation_id, world),
          columns:
            'status other_names email phone address identity_proof identity_seen_on due_on extended_months extension_reason paused_on pause_reason paused_days searched_at restricted_left submitted_by submitted_at approved_by approved_at released_on released_to release_method closed_on closing_reason version modified_at'.split(
              ' ',
            ),
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  subject_contribution: {
    says: 'Asked and withdrawn by the controller, accepted, refused and answered by the organisation that is asked',
    rights: {
      openasb_web: {
        see: { which: isPartOf },
        add: {
          which: (me, row, world) =>
            governs(me, row.controller_id, world) && isMe(me, row.asked_by) && row.status === 'asked',
        },
        change: {
          which: isPartOf,
          into: (me, row, world) =>
            (governs(me, row.organisation_id, world) &&
              isOneOf(row.status, 'accepted', 'refused', 'answered')) ||
            (governs(me, row.controller_id, world) && isOneOf(row.status, 'asked', 'withdrawn')),
          columns:
            'status due_on message reason decided_by decided_at answered_at searched_at restricted_left version'.split(
              ' ',
            ),
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  subject_item: {
    says: 'Found and decided by those who see the record in full, read by the controller once it was given',
    rights: {
      openasb_web: {
        see: { which: seesItem },
        add: {
          which: (me, row, world) =>
            governs(me, row.organisation_id, world) &&
            row.decision === 'undecided' &&
            isNone(row.shared_at) &&
            (isNone(row.report_id)
              ? seesCase(me, row.case_id, world)
              : seesReport(me, row.report_id, world)) &&
            (row.organisation_id === row.controller_id ||
              rows(world, 'subject_contribution').some(
                (each) =>
                  each.request_id === row.request_id &&
                  each.organisation_id === row.organisation_id &&
                  each.status === 'accepted' &&
                  isPartOf(me, each, world),
              )),
        },
        change: {
          which: worksOn,
          into: isPartOf,
          columns:
            'score matches decision reason withheld_under decided_by decided_at reviewed_by reviewed_at shared_at'.split(
              ' ',
            ),
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  subject_passage: {
    says: 'Seen with its item, written by whoever works on that, forgotten by the worker',
    rights: {
      openasb_web: {
        see: { which: (me, row, world) => seesItem(me, itemOf(world, row.item_id), world) },
        add: { which: (me, row, world) => changesItem(me, itemOf(world, row.item_id), world) },
        change: {
          which: (me, row, world) => changesItem(me, itemOf(world, row.item_id), world),
          into: (me, row, world) => seesItem(me, itemOf(world, row.item_id), world),
          columns: ['content'],
        },
        remove: { which: (me, row, world) => changesItem(me, itemOf(world, row.item_id), world) },
      },
      openasb_worker: { see: { which: everything }, remove: { which: everything } },
    },
  },
  subject_redaction: {
    says: 'Seen with its passage, decided by whoever works on the item, in their own name',
    rights: {
      openasb_web: {
        see: { which: (me, row, world) => seesItem(me, itemOfPassage(world, row.passage_id), world) },
        add: {
          which: (me, row, world) =>
            (row.status === 'suggested' || isMe(me, row.decided_by)) &&
            changesItem(me, itemOfPassage(world, row.passage_id), world),
        },
        change: {
          which: (me, row, world) => changesItem(me, itemOfPassage(world, row.passage_id), world),
          into: (me, row, world) => seesItem(me, itemOfPassage(world, row.passage_id), world),
          columns: 'starts ends status exemption because decided_by decided_at'.split(' '),
        },
        remove: { which: (me, row, world) => changesItem(me, itemOfPassage(world, row.passage_id), world) },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  subject_package: {
    says: 'Asked for by those who answer for an approved request, made by the worker',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) => governs(me, requestOf(world, row.request_id)?.organisation_id, world),
        },
        add: {
          which: (me, row, world) => {
            const request = requestOf(world, row.request_id)
            return (
              row.status === 'building' &&
              isMe(me, row.asked_by) &&
              isOneOf(request?.status, 'approved', 'released') &&
              governs(me, request?.organisation_id, world)
            )
          },
        },
      },
      openasb_worker: {
        see: { which: everything },
        change: {
          which: everything,
          into: everything,
          columns: ['status', 'done', 'total', 'file_id', 'failure', 'finished_at'],
        },
      },
    },
  },
}

export const subjectAccessFunctions: Readonly<Record<string, readonly Role[]>> = {
  subject_items_out_of_sight: ['openasb_web'],
  find_subject_records: ['openasb_web'],
  count_restricted_subject_records: ['openasb_web'],
}

const readBy = (audience: Value | undefined, circles: readonly number[]) =>
  Array.isArray(audience) && audience.some((id) => circles.includes(Number(id)))

/** What speaks of somebody: their name as the reporter's, a word of the report, or of its timeline, their part in a case. */
function spokenOf(
  organisation: number,
  circles: readonly number[],
  how: 'contact' | 'timeline' | 'party',
  world: World,
): Row[] {
  const seen = (record: Row | undefined) => record !== undefined && readBy(record.audience, circles)
  if (how === 'party')
    return rows(world, 'case_party')
      .filter(({ email, case_id, organisation_id, report_id }) => {
        const report = reportOf(world, report_id)
        return (
          email === knownEmail &&
          (organisation === organisation_id || organisation === caseOf(world, case_id)?.organisation_id) &&
          (report === undefined || isNone(report.partition_code) || seen(report))
        )
      })
      .map(({ case_id }) => caseOf(world, case_id))
      .filter((record) => record !== undefined)
      .filter(seen)
  if (how === 'timeline')
    return rows(world, 'timeline_entry')
      .map(({ report_id, case_id }) => reportOf(world, report_id) ?? caseOf(world, case_id))
      .filter((record) => record !== undefined)
      .filter(seen)
  const reports = rows(world, 'report').filter(
    (report) =>
      seen(report) &&
      (String(report.search).includes('zork') ||
        (report.organisation_id === organisation &&
          rows(world, 'report_contact').some(({ report_id }) => report_id === report.id))),
  )
  const cases = rows(world, 'asb_case').filter(
    (found) =>
      seen(found) &&
      rows(world, 'case_report').some(
        ({ case_id, report_id }) => case_id === found.id && reports.some(({ id }) => id === report_id),
      ),
  )
  return [...reports, ...cases]
}

const soughtBy = {
  contact: `'{Reporter}', '{}', '{}', '{}', '{zork}', '{}', null, null`,
  timeline: `'{}', '{}', '{}', '{}', '{}', '{%thing happened%}', null, null`,
  party: `'{}', '{${knownEmail}}', '{}', '{}', '{}', '{}', null, null`,
}

export const subjectAccessCalls: Calls = {
  subject_items_out_of_sight: ({ asker, world }) =>
    rows(world, 'subject_request').map(({ id }) => ({
      call: `select subject_items_out_of_sight(${literal(id)})::text`,
      expected: { shows: [String(outOfSight(asker, id, world))] },
    })),

  // Nothing that the organisation may not see in full, and all that it may.
  find_subject_records: ({ asker, world }) =>
    rows(world, 'organisation').flatMap((organisation) =>
      (['contact', 'timeline', 'party'] as const).map((how) => {
        const id = Number(organisation.id)
        const circles = rows(world, 'circle')
          .filter((circle) => circle.organisation_id === id && asker.circles.includes(Number(circle.id)))
          .map((circle) => Number(circle.id))
        const found = governs(asker, id, world) ? spokenOf(id, circles, how, world) : []
        return {
          call: `select distinct coalesce(report_id, case_id)::text from find_subject_records(${id}, ${soughtBy[how]}, 10000)`,
          expected: { shows: [...new Set(found.map((record) => String(record.id)))] },
        }
      }),
    ),

  count_restricted_subject_records: ({ asker, world }) =>
    rows(world, 'subject_request').map((request) => {
      const id = Number(request.organisation_id)
      const circles = rows(world, 'circle')
        .filter((circle) => circle.organisation_id === id && !isNone(circle.partition_code))
        .map((circle) => Number(circle.id))
      const left = spokenOf(id, circles, 'timeline', world).filter(
        (record) =>
          !sharedWithMe(asker, record.audience) &&
          !rows(world, 'subject_item').some(
            (item) =>
              item.request_id === request.id &&
              item.organisation_id === id &&
              (item.report_id ?? item.case_id) === record.id,
          ),
      )
      const count = governs(asker, id, world) ? new Set(left.map((record) => record.id)).size : 0
      return {
        call: `select count_restricted_subject_records(${literal(request.id)}, ${id}, ${soughtBy.timeline})::text`,
        expected: { shows: [String(count)] },
      }
    }),
}
