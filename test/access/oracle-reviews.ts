import { today } from './asker.ts'
import type { Calls } from './attempts-on-functions.ts'
import { isOneOf } from './duties.ts'
import {
  type Asker,
  everything,
  forNobody,
  isMe,
  isPerson,
  mine,
  type Role,
  type Row,
  seesReport,
  sharedWithMe,
  type TableRule,
  type Test,
  type Value,
  type World,
} from './rights.ts'
import { literal } from './rows.ts'

const reviewOf = (world: World, id: Value | undefined) => world.asb_review?.find((review) => review.id === id)
/** People of its relevant bodies: never a machine. */
const sees = (me: Asker, id: Value | undefined, world: World): boolean => {
  const review = reviewOf(world, id)
  return review !== undefined && isPerson(me) && sharedWithMe(me, review.audience)
}
const leads = (me: Asker, id: Value | undefined, world: World) =>
  sees(me, id, world) && mine(me, reviewOf(world, id)?.organisation_id)
const withItsReview: Test = (me, row, world) => sees(me, row.review_id, world)
const byItsLead: Test = (me, row, world) => leads(me, row.review_id, world)

const isToCome = (row: Row) => String(row.valid_from) > today
const isNotOver = (row: Row) => (row.valid_to ?? null) === null || String(row.valid_to) > today
/** Whether somebody says how reviews are done in the district of the row; for one organisation, or for any. */
const arranges = (me: Asker, row: Row, world: World, organisation: Value | undefined): boolean =>
  [
    ...(world.review_relevant_body ?? []).filter(
      (body) => body.role === 'council' && body.district_code === row.district_code,
    ),
    ...(world.coverage ?? []).filter(
      ({ area_kind, area_code, organisation_id }) =>
        area_kind === 'district' &&
        area_code === row.district_code &&
        (world.organisation ?? []).some(
          ({ id, kind }) => id === organisation_id && kind === 'district_council',
        ),
    ),
  ].some(
    (council) =>
      String(council.valid_from ?? '2000-01-01') <= today &&
      isNotOver(council) &&
      (organisation === null || council.organisation_id === organisation) &&
      isOneOf(me, world, ['supervisor', 'coordinator'], council.organisation_id),
  )
const forTheWorker = (says: string): TableRule => ({
  says,
  rights: {
    openasb_worker: {
      see: { which: everything },
      add: { which: everything },
      change: { which: everything, into: everything },
      remove: { which: everything },
    },
  },
})
const answered =
  'status response responded_by responded_at owner_member_id case_action_id outcome done_at version'.split(
    ' ',
  )
const led =
  'organisation_id status case_id asb_type is_hate contact_member_id contact_name contact_phone contact_email threshold_due_on panel_due_on outcome_due_on appeal_until acknowledged_at decided_at panel_at outcome_at closed_at version modified_at'.split(
    ' ',
  )

/** Case Reviews: seen by people of the relevant bodies, led by one; the ledger is kept by the worker alone. */
export const reviewRules: Readonly<Record<string, TableRule>> = {
  review_procedure: {
    says: 'Published procedure; set from tomorrow on by a supervisor or co-ordinator of a council there, and taken back before it begins',
    rights: {
      openasb_web: {
        see: { which: everything },
        add: {
          which: (me, row, world) =>
            isMe(me, row.set_by) && isToCome(row) && arranges(me, row, world, row.organisation_id),
        },
        remove: {
          which: (me, row, world) => isToCome(row) && arranges(me, row, world, row.organisation_id),
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  review_relevant_body: {
    says: 'Published; added from tomorrow on and ended by those who say how reviews are done in the district',
    rights: {
      openasb_web: {
        see: { which: everything },
        add: {
          which: (me, row, world) => isMe(me, row.set_by) && isToCome(row) && arranges(me, row, world, null),
        },
        change: {
          which: (me, row, world) => isNotOver(row) && arranges(me, row, world, null),
          into: (me, row) => isMe(me, row.ended_by) && (row.valid_to ?? null) !== null && isNotOver(row),
          columns: ['valid_to', 'ended_by'],
        },
        remove: { which: (me, row, world) => isToCome(row) && arranges(me, row, world, null) },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  complaint_ledger: forTheWorker('Kept by the worker; people read it through reviews and cases'),
  complaint_ledger_due: forTheWorker('What the worker has still to take in'),
  asb_review: {
    says: 'Seen by people of its relevant bodies, changed by those of the one that leads it, who may pass it on to another of them',
    rights: {
      openasb_web: {
        see: { which: (me, review) => isPerson(me) && sharedWithMe(me, review.audience) },
        change: {
          which: (me, review) =>
            isPerson(me) && sharedWithMe(me, review.audience) && mine(me, review.organisation_id),
          into: (_, review) =>
            Array.isArray(review.audience) && review.audience.some((body) => body === review.organisation_id),
          columns: led,
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  review_applicant: {
    says: 'Seen with its review; written by the function with which anybody applies',
    rights: { openasb_web: { see: { which: withItsReview } } },
  },
  review_link: {
    says: 'Found by nobody; the worker makes one for each message',
    rights: { openasb_worker: { see: { which: everything }, add: { which: everything } } },
  },
  review_key: forNobody('What tells the victim apart: for functions alone'),
  review_body: {
    says: 'Seen with its review; the lead passes it to another',
    rights: {
      openasb_web: {
        see: { which: withItsReview },
        add: { which: (me, row, world) => isMe(me, row.passed_by) && byItsLead(me, row, world) },
      },
    },
  },
  review_complaint: {
    says: 'Seen with its review; named by anybody who sees that, of reports they see',
    rights: {
      openasb_web: {
        see: { which: withItsReview },
        add: {
          which: (me, row, world) =>
            isMe(me, row.added_by) &&
            withItsReview(me, row, world) &&
            ((row.report_id ?? null) === null || seesReport(me, row.report_id, world)),
        },
      },
    },
  },
  review_decision: {
    says: 'Seen with its review; decided by people of the lead in their own name; never changed',
    rights: {
      openasb_web: {
        see: { which: withItsReview },
        add: {
          which: (me, row, world) =>
            isMe(me, row.decided_by) && mine(me, row.organisation_id) && byItsLead(me, row, world),
        },
      },
    },
  },
  review_panel: {
    says: 'Seen with its review; arranged and held by the lead',
    rights: {
      openasb_web: {
        see: { which: withItsReview },
        add: { which: (me, row, world) => isMe(me, row.arranged_by) && byItsLead(me, row, world) },
        change: {
          which: byItsLead,
          into: byItsLead,
          columns: 'victim_answer victim_words victim_attended attended absent held_at version'.split(' '),
        },
      },
    },
  },
  review_minute: {
    says: 'Seen with its review, a private part by the body that wrote it alone; written in one’s own name',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) =>
            withItsReview(me, row, world) && (row.is_private !== true || mine(me, row.organisation_id)),
        },
        add: {
          which: (me, row, world) =>
            isMe(me, row.written_by) && mine(me, row.organisation_id) && withItsReview(me, row, world),
        },
      },
    },
  },
  review_recommendation: {
    says: 'Seen with its review; made by the lead for a body of it; answered by that body',
    rights: {
      openasb_web: {
        see: { which: withItsReview },
        add: {
          which: (me, row, world) =>
            isMe(me, row.made_by) &&
            (row.status ?? 'made') === 'made' &&
            byItsLead(me, row, world) &&
            (world.review_body ?? []).some(
              (body) => body.review_id === row.review_id && body.organisation_id === row.organisation_id,
            ),
        },
        change: {
          which: (me, row, world) => mine(me, row.organisation_id) && withItsReview(me, row, world),
          into: (me, row) => mine(me, row.organisation_id),
          columns: answered,
        },
      },
    },
  },
  review_appeal: {
    says: 'Seen with its review; entered by whoever sees that, its decision recorded by the lead',
    rights: {
      openasb_web: {
        see: { which: withItsReview },
        add: {
          which: (me, row, world) =>
            isMe(me, row.entered_by) && (row.decision ?? null) === null && withItsReview(me, row, world),
        },
        change: {
          which: (me, row, world) => (row.decision ?? null) === null && byItsLead(me, row, world),
          into: (me, row) => isMe(me, row.recorded_by),
          columns: 'decision decided_by_name reasons told decided_at recorded_by version'.split(' '),
        },
      },
    },
  },
  review_event: {
    says: 'Seen with its review; added in one’s own name; never changed',
    rights: {
      openasb_web: {
        see: { which: withItsReview },
        add: {
          which: (me, row, world) =>
            isMe(me, row.member_id) && mine(me, row.organisation_id) && withItsReview(me, row, world),
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  review_figure: {
    says: 'Public once published; published and replaced by people of the organisation',
    rights: {
      openasb_web: {
        see: { which: everything },
        add: { which: (me, row) => isMe(me, row.published_by) && mine(me, row.organisation_id) },
        remove: { which: (me, row) => isPerson(me) && mine(me, row.organisation_id) },
      },
    },
  },
}

export const reviewFunctions: Readonly<Record<string, readonly Role[]>> = {
  apply_for_review: ['openasb_web'],
  review_status: ['openasb_web'],
  applicant_appeals: ['openasb_web'],
  applicant_answers: ['openasb_web'],
  review_ledger: ['openasb_web'],
  case_ledger: ['openasb_web'],
  // Of triggers
  keep_review_audience: [],
  note_complaint: [],
  note_complainant: [],
}

const stranger = '00000000-0000-7000-8000-999999999998'
const rows = (world: World, name: string): readonly Row[] => world[name] ?? []

export const reviewCalls: Calls = {
  // Anybody applies; no body answers for a district that has none.
  apply_for_review: () => [
    {
      call: `select coalesce(apply_for_review('${JSON.stringify({ submission: stranger, id: stranger, district: 'none' })}', '\\x00'), 'none')`,
      expected: { shows: ['none'] },
    },
  ],
  review_status: ({ world }) => [
    ...rows(world, 'review_link').map((link) => ({
      call: `select review_status(${literal(link.secret_hash)}) ->> 'id'`,
      expected: { shows: [String(link.review_id)] },
    })),
    { call: `select coalesce(review_status('\\x00')::text, 'none')`, expected: { shows: ['none'] } },
  ],
  applicant_appeals: ({ draw, world }) => [
    ...rows(world, 'review_link').map((link) => ({
      call: `select applicant_appeals(${literal(link.secret_hash)}, '${draw.id()}', '${draw.id()}', 'conduct', 'Why', '2026-12-01')::text`,
      expected: {
        shows: [String(reviewOf(world, link.review_id)?.status !== 'withdrawn')],
      },
    })),
    {
      call: `select applicant_appeals('\\x00', '${stranger}', '${stranger}', 'conduct', 'Why', '2026-12-01')::text`,
      expected: { shows: ['false'] },
    },
  ],
  applicant_answers: ({ world }) => [
    ...rows(world, 'review_link').map((link) => ({
      call: `select applicant_answers(${literal(link.secret_hash)}, 'remote', '')::text`,
      expected: {
        shows: [
          String(
            rows(world, 'review_panel').some(
              (panel) =>
                panel.review_id === link.review_id &&
                panel.victim_invited === true &&
                (panel.held_at ?? null) === null,
            ),
          ),
        ],
      },
    })),
    { call: `select applicant_answers('\\x00', 'remote', '')::text`, expected: { shows: ['false'] } },
  ],
  // Whoever sees the review or the case reads its complaints, and nobody else any.
  review_ledger: ({ asker, world }) => [
    ...rows(world, 'asb_review').map(({ id }) => ({
      call: `select (count(*) > 0)::text from review_ledger(${literal(id)})`,
      expected: {
        shows: [
          String(
            sees(asker, id, world) &&
              (rows(world, 'review_complaint').some(
                (named) => named.review_id === id && (named.report_id ?? null) !== null,
              ) ||
                rows(world, 'case_report').some((linked) => linked.case_id === reviewOf(world, id)?.case_id)),
          ),
        ],
      },
    })),
  ],
  case_ledger: ({ asker, world }) =>
    rows(world, 'asb_case').map((found) => ({
      call: `select report_id::text from case_ledger(${literal(found.id)})`,
      expected: {
        shows:
          isPerson(asker) && sharedWithMe(asker, found.audience)
            ? rows(world, 'case_report')
                .filter(({ case_id }) => case_id === found.id)
                .map(({ report_id }) => String(report_id))
            : [],
      },
    })),
}
