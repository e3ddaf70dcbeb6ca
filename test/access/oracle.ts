import { audits } from './duties.ts'
import { analysisRules } from './oracle-analysis.ts'
import { assistedRules } from './oracle-assisted.ts'
import { boardFunctions, boardRules } from './oracle-board.ts'
import { caseFunctions, caseModelRules, caseworkRules } from './oracle-cases.ts'
import { contactFunctions, contactRules } from './oracle-contact.ts'
import { directoryFunctions, directoryRules } from './oracle-directory.ts'
import { disclosureFunctions, disclosureRules } from './oracle-disclosure.ts'
import { doorsFunctions, doorsRules, localRules } from './oracle-doors.ts'
import { entryFunctions, entryRules } from './oracle-entry.ts'
import { evidenceFunctions, evidenceRules } from './oracle-evidence.ts'
import { exposureFunctions, exposureRules } from './oracle-exposure.ts'
import { followerFunctions, followerRules } from './oracle-followers.ts'
import { groupFunctions, groupRules } from './oracle-groups.ts'
import { handOverFunctions, handOverRules } from './oracle-hand-over.ts'
import { handlingFunctions, handlingRules } from './oracle-handling.ts'
import { incidentFunctions, incidentRules } from './oracle-incidents.ts'
import { layerRules } from './oracle-layers.ts'
import { needsFunctions, needsRules } from './oracle-needs.ts'
import { open311Functions } from './oracle-open311.ts'
import { panelRules } from './oracle-panels.ts'
import { peopleFunctions, peopleRules } from './oracle-people.ts'
import { personRules } from './oracle-persons.ts'
import { placeRules } from './oracle-places.ts'
import { policeLogFunctions, policeLogRules } from './oracle-police-log.ts'
import { powerRules } from './oracle-powers.ts'
import { proposalRules } from './oracle-proposals.ts'
import { protectionFunctions, protectionRules } from './oracle-protection.ts'
import { questionSetFunctions, questionSetRules } from './oracle-question-sets.ts'
import { referralFunctions, referralRules } from './oracle-referral.ts'
import { overseesSuccessorOf, reorganisationFunctions, reorganisationRules } from './oracle-reorganisation.ts'
import { reportFunctions } from './oracle-reports.ts'
import { reviewFunctions, reviewRules } from './oracle-reviews.ts'
import { riskFunctions, riskRules } from './oracle-risk.ts'
import { roleReviewRules } from './oracle-role-review.ts'
import { routingChangeFunctions, routingChangeRules } from './oracle-routing-changes.ts'
import { agreementFunctions, agreementRules } from './oracle-rules.ts'
import { safetyNetFunctions, safetyNetRules } from './oracle-safety-net.ts'
import { serviceRequestRules } from './oracle-service-requests.ts'
import { sharingFunctions, sharingRules } from './oracle-sharing.ts'
import { signInRules } from './oracle-sign-in.ts'
import { subjectAccessFunctions, subjectAccessRules } from './oracle-subject-access.ts'
import { timesToAnswerFunctions, timesToAnswerRules } from './oracle-times-to-answer.ts'
import { victimContactFunctions, victimContactRules } from './oracle-victim-contact.ts'
import { workFunctions } from './oracle-work.ts'
import {
  type Asker,
  asMyself,
  asMyselfNow,
  type Columns,
  caseOf,
  everything,
  forNobody,
  forSignInAlone,
  isMe,
  isOrdinary,
  isPerson,
  leadsCase,
  mine,
  onlyIn,
  type Role,
  type Row,
  readByAll,
  readByEveryRole,
  readByFeed,
  reads,
  reportOf,
  same,
  seesCase,
  seesReport,
  sharedWithMe,
  type TableRule,
  type World,
  whileFiling,
  withItsCase,
  withItsReport,
} from './rights.ts'

/**
 * Who may see, add, change and remove what, said once more in plain words and without a line of SQL.
 * properties.test.ts holds the database to it, every-table.test.ts sees that no table is missing here.
 */
const feedReport: Columns =
  'id reference channel asb_type status opening_qualifier closing_qualifier occurrence occurred_from occurred_to location_precision_m place_kind square_m square_easting square_northing beat_id ward_id lsoa_id district_id reported_before anonymous organisation_id audience filed_at triaged_at closed_at modified_at'.split(
    ' ',
  )
const feedCase: Columns =
  'id reference kind status asb_type organisation_id beat_id ward_id lsoa_id district_id outcome audience opened_at closed_at modified_at'.split(
    ' ',
  )
const feedAction: Columns =
  'id case_id owner_organisation_id due_on status created_at finished_at modified_at'.split(' ')
const triageOfReport: Columns =
  'status claimed_by claim_expires_at decision_reason closing_qualifier version triaged_at closed_at modified_at'.split(
    ' ',
  )
const routingOfReport: Columns =
  'status organisation_id team_id queue_id partition_code routed_because prompts title beat_id ward_id lsoa_id district_id search version modified_at'.split(
    ' ',
  )
const workOnCase: Columns =
  'status title title_words outcome closing_reason version closed_at modified_at kind kind_because review_on quiet_since'.split(
    ' ',
  )
const workOnAction: Columns =
  'status outcome due_on owner_organisation_id owner_member_id team_id minutes_spent cost_pence version finished_at modified_at'.split(
    ' ',
  )

/** What an entry tells of another record is for those who see that one too. */
const seesWhatItIsAbout = (me: Asker, { about_report_id, about_case_id }: Row, world: World) =>
  ((about_report_id ?? null) === null || seesReport(me, about_report_id, world)) &&
  ((about_case_id ?? null) === null || seesCase(me, about_case_id, world))

export const oracle: Readonly<Record<string, TableRule>> = {
  ...analysisRules,
  ...incidentRules,
  ...caseModelRules,
  ...groupRules,
  ...layerRules,
  ...caseworkRules,
  ...powerRules,
  ...contactRules,
  ...evidenceRules,
  ...sharingRules,
  ...agreementRules,
  ...subjectAccessRules,
  ...handlingRules,
  ...reviewRules,
  ...exposureRules,
  ...doorsRules,
  ...handOverRules,
  ...reorganisationRules,
  ...signInRules,
  ...directoryRules,
  ...disclosureRules,
  ...entryRules,
  ...assistedRules,
  // How the partnership is arranged
  organisation: readByEveryRole('Public knowledge'),
  team: readByAll('Public knowledge'),
  queue: readByAll('Public knowledge'),
  coverage: readByAll('Public knowledge'),
  routing_rule: {
    says: 'Configuration without personal data',
    rights: { openasb_web: { see: { which: everything } }, openasb_worker: { see: { which: everything } } },
  },
  routing_condition: {
    says: 'Configuration without personal data',
    rights: { openasb_web: { see: { which: everything } }, openasb_worker: { see: { which: everything } } },
  },
  asb_type: readByAll('Public knowledge'),
  ...localRules,
  ...routingChangeRules,
  ...proposalRules,
  ...serviceRequestRules,
  question_set: readByAll('Public knowledge'),
  ...peopleRules,

  // Reports
  report_draft: {
    says: 'A draft belongs to whoever holds its link; the product clears old ones away',
    rights: {
      openasb_web: {
        see: { which: (me, draft) => draft.secret_hash === me.draft },
        add: { which: (me, draft) => draft.secret_hash === me.draft },
        change: {
          which: (me, draft) => draft.secret_hash === me.draft,
          into: (me, draft) => draft.secret_hash === me.draft,
        },
        remove: { which: (me, draft) => draft.secret_hash === me.draft },
      },
      openasb_worker: { see: { which: everything }, remove: { which: everything } },
    },
  },
  report: {
    says: 'Seen by its audience, changed by the organisation that holds it, filed by anybody and then seen by nobody until it is routed',
    rights: {
      openasb_web: {
        see: { which: (me, report) => sharedWithMe(me, report.audience) },
        add: {
          which: (me, report) =>
            me.filing !== null &&
            report.id === me.filing &&
            report.status === 'filed' &&
            same(report.audience, 0) &&
            isOrdinary(report) &&
            report.organisation_id === null &&
            report.queue_id === null &&
            same(report.prompts, 0) &&
            report.claimed_by === null &&
            ((report.entered_by ?? null) === null || isMe(me, report.entered_by)) &&
            ((report.entered_for ?? null) === null || mine(me, report.entered_for)),
        },
        change: {
          which: (me, report) =>
            isPerson(me) && mine(me, report.organisation_id) && sharedWithMe(me, report.audience),
          into: (me, report) => mine(me, report.organisation_id) && sharedWithMe(me, report.audience),
          columns: triageOfReport,
        },
      },
      openasb_worker: {
        see: { which: everything },
        change: { which: everything, into: everything, columns: routingOfReport },
      },
      openasb_feed: {
        see: { which: (me, report) => sharedWithMe(me, report.audience), columns: feedReport },
      },
    },
  },
  report_answer: {
    says: 'Seen with its report, written while that is filed, never changed',
    rights: {
      openasb_web: { see: { which: withItsReport }, add: { which: whileFiling } },
      openasb_worker: { see: { which: withItsReport } },
    },
  },
  report_occurrence: {
    says: 'Seen with its report, written while that is filed, never changed',
    rights: {
      openasb_web: { see: { which: withItsReport }, add: { which: whileFiling } },
      openasb_worker: { see: { which: withItsReport } },
    },
  },
  ...personRules,
  ...riskRules,
  ...panelRules,
  ...boardRules,
  ...safetyNetRules,
  ...victimContactRules,
  ...followerRules,
  ...needsRules,
  ...timesToAnswerRules,
  ...placeRules,
  ...roleReviewRules,
  ...policeLogRules,
  ...questionSetRules,
  ...protectionRules,
  ...referralRules,
  report_contact: {
    says: 'Who reported is for the organisation that holds the report, not for those it is shared with',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) =>
            seesReport(me, row.report_id, world) && mine(me, reportOf(world, row.report_id)?.organisation_id),
        },
        add: { which: whileFiling },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  report_status_link: {
    says: 'Written while the report is filed and by the worker for each message; read by no visitor: report_status() compares the hash',
    rights: {
      openasb_web: { add: { which: whileFiling } },
      openasb_worker: { see: { which: everything }, add: { which: everything } },
    },
  },
  report_link: {
    says: 'Seen by whoever sees both reports; made by a person who does, in their own name',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) =>
            seesReport(me, row.report_id, world) && seesReport(me, row.other_report_id, world),
        },
        add: {
          which: (me, row, world) =>
            isMe(me, row.linked_by) &&
            row.said_by_reporter !== true &&
            seesReport(me, row.report_id, world) &&
            seesReport(me, row.other_report_id, world),
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },

  // Cases
  asb_case: {
    says: 'Seen by its audience, opened by a person for their own organisation, changed by the one that leads it',
    rights: {
      openasb_web: {
        see: { which: (me, row) => sharedWithMe(me, row.audience) },
        add: {
          which: (me, row) =>
            mine(me, row.organisation_id) &&
            onlyIn(row.audience, row.organisation_id) &&
            isOrdinary(row) &&
            isMe(me, row.opened_by) &&
            row.status === 'open',
        },
        change: {
          which: (me, row) => isPerson(me) && mine(me, row.organisation_id) && sharedWithMe(me, row.audience),
          into: (me, row) => mine(me, row.organisation_id) && sharedWithMe(me, row.audience),
          columns: workOnCase,
        },
      },
      openasb_worker: { see: { which: everything } },
      openasb_feed: { see: { which: (me, row) => sharedWithMe(me, row.audience), columns: feedCase } },
    },
  },
  case_report: {
    says: 'Seen with its case, those of restricted reports by who sees the report; the lead links reports it sees, in the own name of a person, and unlinks',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) =>
            withItsCase(me, row, world) &&
            (seesReport(me, row.report_id, world) ||
              (reportOf(world, row.report_id)?.partition_code ?? null) === null),
        },
        add: {
          which: (me, row, world) =>
            isMe(me, row.linked_by) &&
            leadsCase(me, row.case_id, world) &&
            seesReport(me, row.report_id, world),
        },
        remove: { which: (me, row, world) => isPerson(me) && leadsCase(me, row.case_id, world) },
      },
      openasb_worker: { see: { which: withItsCase } },
      openasb_feed: {
        see: {
          which: (me, row, world) => seesCase(me, row.case_id, world) && seesReport(me, row.report_id, world),
          columns: ['case_id', 'report_id', 'linked_at'],
        },
      },
    },
  },
  case_action: {
    says: 'Seen with its case; any partner adds, for any partner; the owner or the lead changes',
    rights: {
      openasb_web: {
        see: { which: withItsCase },
        add: {
          which: (me, row, world) =>
            isMe(me, row.added_by) &&
            seesCase(me, row.case_id, world) &&
            reads(world, caseOf(world, row.case_id)?.audience, row.owner_organisation_id),
        },
        change: {
          which: (me, row, world) =>
            isPerson(me) &&
            seesCase(me, row.case_id, world) &&
            (mine(me, row.owner_organisation_id) || leadsCase(me, row.case_id, world)),
          into: (me, row, world) =>
            seesCase(me, row.case_id, world) &&
            reads(world, caseOf(world, row.case_id)?.audience, row.owner_organisation_id),
          columns: workOnAction,
        },
      },
      openasb_worker: { see: { which: withItsCase } },
      openasb_feed: { see: { which: withItsCase, columns: feedAction } },
    },
  },

  // What is written down
  timeline_entry: {
    says: 'Seen with its record, and what tells of another record with that one too; added by whoever sees the record or is filing it, in their own name; never changed',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) =>
            (row.report_id === null ? withItsCase : withItsReport)(me, row, world) &&
            seesWhatItIsAbout(me, row, world),
        },
        add: {
          which: (me, row, world) =>
            asMyself(me, row, world) &&
            seesWhatItIsAbout(me, row, world) &&
            (whileFiling(me, row, world) || withItsReport(me, row, world) || withItsCase(me, row, world)),
        },
      },
      openasb_worker: {
        see: { which: everything },
        add: { which: (_, row) => row.member_id === null },
      },
    },
  },
  audit_entry: {
    says: 'Who oversees an organisation, or its successor, reads what its people did, and so does its machine; everybody adds in their own name; never changed',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) =>
            audits(me, world, row.organisation_id) || overseesSuccessorOf(me, world, row.organisation_id),
        },
        add: { which: asMyselfNow },
      },
      openasb_worker: { see: { which: everything }, add: { which: everything } },
      openasb_feed: { add: { which: asMyselfNow } },
    },
  },
  audit_seal: {
    says: 'The worker seals and checks',
    rights: { openasb_worker: { see: { which: everything }, add: { which: everything } } },
  },

  // Machines and the feed
  api_token: forNobody('Read by nobody: api_token_of() compares the hash'),
  intake_receipt: {
    says: 'Written and read by the organisation whose machine sent the report',
    rights: {
      openasb_web: {
        see: { which: (me, row) => mine(me, row.organisation_id) },
        add: { which: (me, row) => mine(me, row.organisation_id) },
      },
    },
  },
  erased_record: {
    says: 'That something is gone is told to those who had it',
    rights: { openasb_feed: { see: { which: (me, row) => sharedWithMe(me, row.audience) } } },
  },
  feed_report: readByFeed('Reports of the audience', 'report', ['id'], (me, row) =>
    sharedWithMe(me, row.audience),
  ),
  feed_case: readByFeed('Cases of the audience', 'asb_case', ['id'], (me, row) =>
    sharedWithMe(me, row.audience),
  ),
  feed_action: readByFeed('Actions of cases of the audience', 'case_action', ['id'], withItsCase),
  feed_organisation: readByFeed('Public knowledge', 'organisation', ['id'], everything),
  feed_succession: readByFeed('Public knowledge', 'organisation_succession', ['id'], everything),
  feed_erased: readByFeed(
    'Tombstones of the audience',
    'erased_record',
    ['record_kind', 'record_id'],
    (me, row) => sharedWithMe(me, row.audience),
  ),
  feed_area: readByFeed('Public knowledge', 'area', ['id'], everything),

  // Places
  area_kind: readByEveryRole('Public knowledge'),
  area_set: readByEveryRole('Public knowledge'),
  area: readByEveryRole('Public knowledge'),
  area_part: readByEveryRole('Public knowledge'),
  postcode: readByEveryRole('Public knowledge'),
  postcode_group: readByEveryRole('Public knowledge'),
  street: readByEveryRole('Public knowledge'),

  // Sign-in
  identity_user: forSignInAlone('Accounts'),
  identity_session: forSignInAlone('Sessions'),
  identity_credential: forSignInAlone('Password hashes'),
  identity_verification: forSignInAlone('Steps of signing in'),
  identity_two_factor: forSignInAlone('Authenticators'),
  identity_used_code: forSignInAlone('Codes used lately'),
  identity_attempt: forSignInAlone('Attempts'),

  migration: forNobody('For the operator alone'),
}

/** Tables which are added to and never changed, whoever asks. */
export const appendOnly: readonly string[] = [
  'audit_entry',
  'audit_seal',
  'case_escalation',
  'custody_entry',
  'context_layer_value',
  'decision_reason',
  'group_review',
  'hand_over_record',
  'hand_over_snapshot',
  'incident',
  'incident_report',
  'incident_version',
  'overlay_look',
  'police_log_entry',
  'sign_in_event',
  'timeline_entry',
]

/** Functions that run with the owner's rights, and the roles that may call them; definers.ts says what they give. */
export const definerFunctions: Readonly<Record<string, readonly Role[]>> = {
  ...boardFunctions,
  ...contactFunctions,
  ...questionSetFunctions,
  ...routingChangeFunctions,
  ...protectionFunctions,
  ...evidenceFunctions,
  ...incidentFunctions,
  ...open311Functions,
  ...sharingFunctions,
  ...agreementFunctions,
  ...subjectAccessFunctions,
  ...handlingFunctions,
  ...reviewFunctions,
  ...exposureFunctions,
  ...doorsFunctions,
  ...handOverFunctions,
  ...reorganisationFunctions,
  ...directoryFunctions,
  ...disclosureFunctions,
  ...entryFunctions,
  ...policeLogFunctions,
  ...peopleFunctions,
  ...riskFunctions,
  ...caseFunctions,
  ...groupFunctions,
  ...safetyNetFunctions,
  ...victimContactFunctions,
  ...followerFunctions,
  ...needsFunctions,
  ...timesToAnswerFunctions,
  ...workFunctions,
  ...reportFunctions,
  ...referralFunctions,
  report_of_submission: ['openasb_web'],
  report_status: ['openasb_web'],
  report_status_news: ['openasb_web'],
  reports_near: ['openasb_web'],
  search_reports: ['openasb_web'],
  move_report: ['openasb_web'],
  api_token_of: ['openasb_web'],
  feed_horizon: ['openasb_web', 'openasb_worker', 'openasb_feed'],
  feed_withdraw: [],
  feed_touch_linked: [],
  feed_report_audience: [],
  feed_case_audience: [],
  feed_action_erased: [],
}
