import type { Draw } from './draw.ts'
import type { Row, World } from './rights.ts'
import { drawSavedQueries } from './world-analysis.ts'
import { drawEntryDrafts } from './world-assisted.ts'
import { drawBoard } from './world-board.ts'
import { drawCaseModel } from './world-cases.ts'
import { drawContact } from './world-contact.ts'
import { drawDirectory } from './world-directory.ts'
import { drawDisclosures } from './world-disclosure.ts'
import { drawGaps, drawLocalWords } from './world-doors.ts'
import { drawTasks } from './world-entry.ts'
import { drawEvidence, drawRedactions, drawRetention } from './world-evidence.ts'
import { drawExposure } from './world-exposure.ts'
import { drawFollowers } from './world-followers.ts'
import { drawGroups } from './world-groups.ts'
import { drawHandOvers } from './world-hand-over.ts'
import { drawIncidents } from './world-incidents.ts'
import { drawLayers } from './world-layers.ts'
import { drawPanels } from './world-panels.ts'
import { drawMemberships } from './world-people.ts'
import { drawPersons } from './world-persons.ts'
import { drawAddresses } from './world-places.ts'
import { drawPoliceLogs } from './world-police-log.ts'
import { drawPowers } from './world-powers.ts'
import { drawProposalVotes } from './world-proposals.ts'
import { drawProtection } from './world-protection.ts'
import { drawQuestionSets } from './world-question-sets.ts'
import { drawReferrals } from './world-referral.ts'
import { drawReorganisations } from './world-reorganisation.ts'
import { drawReviews } from './world-reviews.ts'
import { drawRisk } from './world-risk.ts'
import { drawRoleReviews } from './world-role-review.ts'
import { drawRoutingChanges } from './world-routing-changes.ts'
import { drawAgreements } from './world-rules.ts'
import { drawSafetyNet } from './world-safety-net.ts'
import { drawServiceRequests } from './world-service-requests.ts'
import { drawShares, drawSharing } from './world-sharing.ts'
import { drawSignIn } from './world-sign-in.ts'
import { drawSubjectAccess } from './world-subject-access.ts'
import { drawIdentities, drawMachines, drawPlaces } from './world-surroundings.ts'
import { drawTimesToAnswer } from './world-times-to-answer.ts'
import { drawVictimContact } from './world-victim-contact.ts'

/** Words that no dictionary stems, so that searching them needs no knowledge of English. */
export const words = ['zork', 'quax', 'blim'] as const
const moment = '2026-10-01T20:00:00Z'
const qualifiers = ['personal', 'nuisance', 'environmental']
const reportStates = ['filed', 'awaiting_triage', 'accepted', 'refused', 'not_asb', 'closed']

/** A partnership with something in every table: reports in every state, shared and not, held and not, odd ones too. */
export function drawWorld(draw: Draw): World {
  const arrangement = drawArrangement(draw)
  const members = arrangement.member.map(({ id }) => id)
  const sharing = drawSharing(
    draw,
    arrangement.organisation.map(({ id }) => id),
    members,
  )
  const { coordinators, ...agreements } = drawAgreements(
    draw,
    sharing,
    arrangement.organisation.map(({ id }) => id),
    members,
  )
  const reports = drawReports(draw, arrangement, sharing.circle)
  const persons = drawPersons(draw, reports)
  const cases = drawCases(draw, arrangement, sharing.circle, reports.report)
  const handOvers = drawHandOvers(draw, arrangement, reports.report, cases.asb_case)
  const people = drawMemberships(
    draw,
    arrangement.organisation.map(({ id }) => id),
    members,
  )
  const subjectAccess = drawSubjectAccess(
    draw,
    arrangement.organisation.map(({ id }) => id),
    members,
    reports.report,
    cases.asb_case,
  )
  const machines = drawMachines(
    draw,
    arrangement.organisation.map(({ id }) => id),
    reports.report,
  )
  const evidence = drawEvidence(
    draw,
    arrangement.organisation.map(({ id }) => id),
    members,
    reports,
    cases.asb_case,
  )
  const written = drawWrittenDown(draw, arrangement, reports.report, cases.asb_case)
  const groups = drawGroups(
    draw,
    arrangement.organisation.map(({ id }) => id),
    members,
    persons.profile,
  )
  const caseModel = drawCaseModel(
    draw,
    arrangement.organisation.map(({ id }) => id),
    members,
    { ...arrangement, ...cases, ...reports, ...persons, ...evidence, ...groups },
  )
  const world = {
    ...arrangement,
    ...subjectAccess,
    membership: [
      ...arrangement.membership,
      ...subjectAccess.membership,
      ...coordinators,
      ...people.membership,
    ],
    ...sharing,
    ...agreements,
    ...evidence,
    ...drawGaps(
      draw,
      arrangement.organisation.map(({ id }) => id),
    ),
    ...drawExposure(
      draw,
      arrangement.organisation.map(({ id }) => id),
      members,
    ),
    ...handOvers,
    share: drawShares(draw, sharing.circle, members, reports.report, cases.asb_case, handOvers.hand_over),
    ...drawDirectory(
      draw,
      arrangement.organisation.map(({ id }) => id),
      arrangement.member,
    ),
    ...drawPlaces(draw),
    ...drawReorganisations(draw, arrangement),
    ...reports,
    ...persons,
    ...drawRisk(
      draw,
      arrangement.organisation.map(({ id }) => id),
      members,
      { ...reports, ...persons, ...cases },
    ),
    ...drawSafetyNet(
      draw,
      arrangement.organisation.map(({ id }) => id),
      members,
      reports.report,
      cases.asb_case,
    ),
    ...drawPoliceLogs(draw, arrangement, reports),
    ...drawReferrals(draw, arrangement),
    ...drawQuestionSets(draw, members, arrangement.question_set),
    ...drawTasks(draw, arrangement.team, members, reports.report),
    ...drawEntryDrafts(
      draw,
      arrangement.organisation.map(({ id }) => id),
      members,
      arrangement.question_set,
    ),
    ...cases,
    ...drawSavedQueries(
      draw,
      arrangement.organisation.map(({ id }) => id),
      members,
    ),
    ...drawPanels(
      draw,
      arrangement.organisation.map(({ id }) => id),
      members,
      agreements.panel,
      cases,
    ),
    ...drawBoard(
      draw,
      arrangement.organisation.map(({ id }) => id),
      members,
    ),
    ...caseModel,
    ...groups,
    ...drawLayers(
      draw,
      arrangement.organisation.map(({ id }) => id),
      members,
      sharing.agreement,
    ),
    ...drawVictimContact(
      draw,
      arrangement.organisation.map(({ id }) => id),
      members,
      { ...cases, ...caseModel },
    ),
    ...drawFollowers(draw, members, {
      ...cases,
      asb_type: arrangement.asb_type,
      report: reports.report,
    }),
    ...drawPowers(
      draw,
      arrangement.organisation.map(({ id }) => id),
      members,
      { ...cases, ...caseModel },
    ),
    ...drawReviews(
      draw,
      arrangement.organisation.map(({ id }) => id),
      members,
      reports.report,
      cases.asb_case,
    ),
    ...written,
    ...drawContact(
      draw,
      arrangement.organisation.map(({ id }) => id),
      members,
      reports.report,
      written.timeline_entry,
    ),
    ...drawDisclosures(
      draw,
      arrangement.organisation.map(({ id }) => id),
      members,
      reports.report,
      cases.asb_case,
    ),
    ...machines,
    ...drawIncidents(
      draw,
      arrangement.organisation.map(({ id }) => id),
      members,
      reports.report,
      machines.api_token,
    ),
    ...drawIdentities(draw, arrangement.identity_user),
    ...drawSignIn(
      draw,
      arrangement.organisation.map(({ id }) => id),
      arrangement.identity_user,
      members,
    ),
    // Last, so that what is drawn before stays as it was.
    ...drawProtection(draw, members, sharing.agreement),
    ...drawTimesToAnswer(
      draw,
      arrangement.organisation.map(({ id }) => id),
      members,
      reports.report,
      cases.asb_case,
    ),
    ...drawRoutingChanges(draw, members, arrangement),
    ...drawRedactions(
      draw,
      arrangement.organisation.map(({ id }) => id),
      members,
      evidence.evidence_item,
    ),
    ...drawRetention(draw, members, evidence.evidence_item),
    ...drawAddresses(
      draw,
      arrangement.organisation.map(({ id }) => id),
      members,
      reports.report,
    ),
    ...drawRoleReviews(draw, members, people.membership),
  }
  return {
    ...world,
    ...drawServiceRequests(
      draw,
      arrangement.organisation.map(({ id }) => id),
      members,
      reports.report,
    ),
    ...drawProposalVotes(draw, members, {
      questions: world.question_set_proposal,
      advice: world.type_advice_proposal,
      routing: world.routing_proposal,
    }),
  }
}

type Arrangement = ReturnType<typeof drawArrangement>

function drawArrangement(draw: Draw) {
  const organisation = draw.times(draw.number(2, 4), (at) => ({
    id: at + 1,
    name: `Organisation ${at + 1}`,
    short_name: `O${at + 1}`,
    kind: draw.pick(['police', 'district_council', 'landlord']),
    contact_advice: 'Call us',
  }))
  const team = organisation.map(({ id }) => ({ id: draw.id(), organisation_id: id, name: 'Team' }))
  const queue = team.flatMap(({ id, organisation_id }) =>
    draw.times(2, (at) => ({
      id: draw.id(),
      organisation_id,
      team_id: id,
      name: `Queue ${at}`,
      valid_to: at === 1 && draw.chance(0.5) ? '2020-01-01' : null,
    })),
  )
  // The last account is nobody's yet.
  const identity_user = draw.times(4, (at) => ({
    id: `user-${at}`,
    name: 'Somebody',
    email: `${at}@example.org`,
  }))
  const member = draw.times(4, (at) => ({
    id: draw.id(),
    sign_in_id: at < 3 ? (identity_user[at]?.id ?? null) : null,
    name: `Member ${at}`,
    email: `member-${at}@example.org`,
  }))
  const asb_type = qualifiers.map((qualifier) => ({
    code: `type-${qualifier}`,
    label: qualifier,
    national_type: 'Noise',
    qualifier,
    priority: 3,
  }))
  return {
    organisation,
    team,
    queue,
    identity_user,
    member,
    membership: member.map(({ id }) => ({
      id: draw.id(),
      member_id: id,
      organisation_id: draw.pick(organisation).id,
      role: draw.pick(['triage_officer', 'analyst', 'coordinator']),
    })),
    coverage: [{ id: draw.id(), organisation_id: 1, area_kind: 'ward', area_code: 'W1' }],
    asb_type,
    question_set: [{ asb_type: 'type-nuisance', version: 1, valid_from: '2020-01-01', content: '{}' }],
    ...drawLocalWords(draw),
    routing_rule: [
      {
        id: '00000000-0000-7000-8000-00000000ffff',
        position: 1,
        name: 'Rule',
        queue_id: draw.pick(queue).id,
      },
    ],
    routing_condition: [
      { rule_id: '00000000-0000-7000-8000-00000000ffff', fact: 'channel', expected: 'api' },
    ],
  }
}

function drawReports(draw: Draw, { queue, member, asb_type }: Arrangement, circle: readonly Row[]) {
  const report = draw.times(draw.number(4, 9), (at) => {
    const status = draw.pick(reportStates)
    const holder = status === 'filed' && draw.chance(0.9) ? null : draw.pick(queue)
    const others = drawCircles(draw, circle)
    const shared =
      holder === null ? others.filter(() => draw.chance(0.2)) : [holder.organisation_id, ...others]
    const isRestricted = status !== 'filed' && draw.chance(0.1)
    const claimed = draw.chance(0.2)
    const qualifier = draw.pick(asb_type)
    return {
      id: draw.id(),
      reference: `ASB-${at}`,
      submission_id: draw.id(),
      channel: draw.pick(['public_form', 'api', 'phone']),
      asb_type: qualifier.code,
      title: 'A report',
      status,
      opening_qualifier: qualifier.qualifier,
      occurrence: 'once',
      occurred_from: moment,
      occurred_to: moment,
      location: draw.chance(0.8) ? `(${draw.number(0, 400)},${draw.number(0, 400)})` : null,
      organisation_id: holder?.organisation_id ?? null,
      queue_id: holder?.id ?? null,
      claimed_by: claimed ? draw.pick(member).id : null,
      claim_expires_at: claimed ? moment : null,
      // Sometimes a holder outside its own audience, which the product never writes and the policies must bear.
      audience: [...new Set(draw.chance(0.9) && !isRestricted ? shared : others)],
      outline_audience: drawCircles(draw, circle),
      partition_code: isRestricted ? 'police_sensitive' : null,
      search: draw
        .some(words)
        .map((word) => `'${word}'`)
        .join(' '),
      prompts: at % 4 === 3 ? ['Ask whether they are safe'] : [],
      version: draw.number(1, 3),
      filed_at: `2026-10-0${draw.number(1, 9)}T12:00:00Z`,
    }
  })
  const answered = report.filter(() => draw.chance(0.7))
  const pairs = report.flatMap(({ id }, at) => report.slice(0, at).map((other) => [id, other.id] as const))
  return {
    report,
    report_draft: draw.times(3, () => ({ secret_hash: draw.hash(), submission_id: draw.id() })),
    report_answer: answered.map(({ id }) => ({
      report_id: id,
      position: 1,
      question: 'what',
      wording: 'What happened?',
      answer: 'Words of the reporter',
    })),
    report_occurrence: report
      .filter(() => draw.chance(0.4))
      .map(({ id }) => ({ report_id: id, weekday: 1, from_hour: 1, to_hour: 2 })),
    report_contact: report
      .filter(() => draw.chance(0.7))
      .map(({ id }) => ({ report_id: id, name: 'Reporter', address: 'At home' })),
    report_status_link: report.map(({ id }) => ({ secret_hash: draw.hash(), report_id: id })),
    report_link: pairs
      .filter(() => draw.chance(0.2))
      .map(([id, other]) => ({
        report_id: id,
        other_report_id: other,
        reason: 'Alike',
        linked_by: draw.pick(member).id,
        said_by_reporter: draw.chance(0.3),
      })),
  }
}

/** A few of the circles, of every sort. */
function drawCircles(draw: Draw, circle: readonly Row[]): number[] {
  return [...new Set(draw.times(draw.number(0, 3), () => Number(draw.pick(circle).id)))]
}

function drawCases(
  draw: Draw,
  { organisation, member, asb_type }: Arrangement,
  circle: readonly Row[],
  report: readonly Row[],
) {
  const organisations = organisation.map(({ id }) => id)
  const asb_case = draw.times(draw.number(2, 5), (at) => {
    const lead = draw.pick(organisations)
    const isOpen = draw.chance(0.7)
    return {
      id: draw.id(),
      reference: `CASE-${at}`,
      status: isOpen ? 'open' : 'closed',
      outcome: isOpen ? null : 'resolved',
      closed_at: isOpen ? null : moment,
      title: 'A case',
      asb_type: draw.pick(asb_type).code,
      organisation_id: lead,
      opened_by: draw.pick(member).id,
      audience: [...new Set([...(draw.chance(0.9) ? [lead] : []), ...drawCircles(draw, circle)])],
      outline_audience: drawCircles(draw, circle),
      partition_code: draw.chance(0.1) ? 'domestic_abuse' : null,
      location: '(200,200)',
    }
  })
  return {
    asb_case,
    case_report: asb_case.flatMap(({ id }) =>
      report
        .filter(() => draw.chance(0.3))
        .map((linked) => ({ case_id: id, report_id: linked.id ?? null, linked_by: draw.pick(member).id })),
    ),
    case_regime: asb_case.flatMap(({ id, organisation_id }) =>
      draw.times(draw.number(0, 2), () => ({
        id: draw.id(),
        case_id: id,
        regime: draw.pick(['uk_gdpr', 'part_3']),
        reason: 'Because it is so',
        organisation_id,
        member_id: draw.pick(member).id,
        actor_name: 'Somebody',
      })),
    ),
    case_action: asb_case.flatMap(({ id }) =>
      draw.times(draw.number(0, 3), () => ({
        id: draw.id(),
        case_id: id,
        what: 'Visit',
        owner_organisation_id: draw.pick(organisations),
        due_on: '2026-12-01',
        status: 'open',
        added_by: draw.pick(member).id,
      })),
    ),
  }
}

function drawWrittenDown(
  draw: Draw,
  { organisation, member }: Arrangement,
  report: readonly Row[],
  cases: readonly Row[],
) {
  const who = () => ({
    organisation_id: draw.pick([null, ...organisation.map(({ id }) => id)]),
    member_id: draw.pick([null, ...member.map(({ id }) => id)]),
    actor_name: 'Somebody',
  })
  return {
    timeline_entry: [
      ...report.map(({ id }) => ({ report_id: id ?? null, case_id: null })),
      ...cases.map(({ id }) => ({ report_id: null, case_id: id ?? null })),
      // Some tell of a record of the other kind.
      ...report.map(({ id }) => ({
        report_id: id ?? null,
        case_id: null,
        about_case_id: draw.pick([null, ...cases.map((one) => one.id ?? null)]),
      })),
      ...cases.flatMap(({ id }) =>
        report.map((one) => ({ report_id: null, case_id: id ?? null, about_report_id: one.id ?? null })),
      ),
    ].map((record) => ({
      id: draw.id(),
      ...record,
      at: moment,
      kind: 'noted',
      what: 'Something happened',
      told_to_reporter: draw.chance(0.4),
      ...who(),
    })),
    audit_entry: draw.times(5, () => ({
      id: draw.id(),
      verb: 'consult',
      actor_kind: 'member',
      record_kind: 'report',
      request_id: 'R',
      ...who(),
    })),
    audit_seal: [
      { number: 1, through: moment, entries: [], entry_hashes: [], previous_hash: '\\x00', hash: '\\x01' },
    ],
  }
}
