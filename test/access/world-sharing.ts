import type { Draw } from './draw.ts'
import type { Row } from './rights.ts'

const partitions = ['police_sensitive', 'officers_families', 'domestic_abuse']
const levels = ['exists', 'signpost', 'summary', 'full']

const reasons = ['case', 'partner', 'override', 'hand_over', 'rule']

/** Shares of the records, each in one of the circles of what was given, live and not. */
export function drawShares(
  draw: Draw,
  circles: readonly Row[],
  members: readonly string[],
  report: readonly Row[],
  cases: readonly Row[],
  handOvers: readonly Row[],
) {
  const given = circles.filter(({ given }) => given === true)
  const records = [
    ...report.map(({ id, organisation_id, location = null }) => ({
      report_id: id ?? null,
      case_id: null,
      organisation_id,
      location,
    })),
    ...cases.map(({ id, organisation_id }) => ({
      report_id: null,
      case_id: id ?? null,
      organisation_id,
      location: null,
    })),
  ]
  return records
    .filter(() => draw.chance(0.6))
    .map(({ organisation_id: holder, ...record }) => {
      const circle = draw.pick(draw.chance(0.3) ? given.filter(({ member_id }) => member_id !== null) : given)
      const isOwn = circle.member_id !== null && record.report_id !== null && draw.chance(0.5)
      return {
        id: draw.id(),
        ...record,
        organisation_id: circle.organisation_id ?? null,
        member_id: circle.member_id ?? null,
        agreement_id: circle.agreement_id ?? null,
        circle_id: circle.id ?? null,
        level: isOwn ? 'summary' : draw.pick(levels),
        because: isOwn ? 'submission' : draw.pick(reasons),
        hand_over_id: draw.chance(0.2) ? draw.pick([null, ...handOvers.map(({ id }) => id ?? null)]) : null,
        reason: 'Because it is so',
        given_by_organisation_id: isOwn ? null : (holder ?? null),
        given_by: isOwn ? (circle.member_id ?? null) : draw.pick([null, ...members]),
        given_at: '2026-10-01T20:00:00Z',
        expires_at: draw.pick([null, '2026-10-02T20:00:00Z', '2099-01-01T00:00:00Z']),
        ended_at: draw.chance(0.2) ? '2026-10-01T21:00:00Z' : null,
        // Odd where it has not ended, and the policies must bear it.
        ended_by: draw.pick([null, ...members]),
      }
    })
}

/** Agreements in every state, clearances that hold and that do not, and a circle for each way to see something. */
export function drawSharing(draw: Draw, organisations: readonly number[], members: readonly string[]) {
  const agreement = draw.times(3, () => ({
    id: draw.id(),
    title: 'Agreement',
    kind: 'information_sharing_agreement',
    purposes: 'Safety',
    lawful_basis: 'Crime and Disorder Act 1998 section 115',
    most_level: draw.pick(levels),
    data_categories: draw.some(['reports', 'cases']),
    partitions: draw.some(partitions),
    valid_from: draw.pick(['2020-01-01', '2020-01-01', '2090-01-01']),
    review_on: '2099-01-01',
    valid_to: draw.pick([null, null, '2099-01-01']),
    ended_at: draw.chance(0.2) ? '2026-10-01T20:00:00Z' : null,
  }))
  const agreement_party = agreement.flatMap(({ id }) =>
    organisations
      .filter(() => draw.chance(0.7))
      .map((organisation_id) => ({
        agreement_id: id,
        organisation_id,
        joined_on: '2020-01-01',
        left_on: draw.chance(0.2) ? '2021-01-01' : null,
      })),
  )
  const clearances = members.flatMap((member_id) =>
    draw.times(2, () => ({
      id: draw.id(),
      member_id,
      organisation_id: draw.pick(organisations),
      partition_code: draw.pick(partitions),
      reason: 'Investigates them',
      valid_from: '2020-01-01',
      valid_to: draw.pick([null, '2021-01-01', '2099-01-01']),
      withdrawn_at: draw.chance(0.2) ? '2026-10-01T20:00:00Z' : null,
      granted_by: draw.pick(members),
      // Odd, and the policies must bear it: a withdrawal with a name and no time.
      withdrawn_by: draw.pick(members),
    })),
  )
  // One living clearance for one person, organisation and partition.
  const clearance = clearances.filter(
    (one, at) =>
      !clearances
        .slice(0, at)
        .some(
          (other) =>
            other.member_id === one.member_id &&
            other.organisation_id === one.organisation_id &&
            other.partition_code === one.partition_code,
        ),
  )
  const sharing_rule = [
    {
      id: draw.id(),
      name: 'Everything with the first',
      agreement_id: draw.pick(agreement).id,
      receiver_organisation_id: 1,
      record_kind: 'report',
      level: 'summary',
    },
  ]
  return {
    agreement,
    agreement_party,
    clearance,
    sharing_rule,
    circle: circlesOf(draw, organisations, members, agreement),
  }
}

function circlesOf(
  draw: Draw,
  organisations: readonly number[],
  members: readonly string[],
  agreements: readonly { id: string }[],
): Row[] {
  let number = 2_000_000
  const circle = (organisation_id: number, condition: Row): Row => ({
    id: number++,
    organisation_id,
    given: true,
    agreement_id: null,
    partition_code: null,
    member_id: null,
    ...condition,
  })
  return organisations.flatMap((organisation) => [
    circle(organisation, { id: organisation, given: false }),
    circle(organisation, {}),
    circle(organisation, { given: false, partition_code: draw.pick(partitions) }),
    circle(organisation, { partition_code: draw.pick(partitions) }),
    circle(organisation, { member_id: draw.pick(members) }),
    ...agreements.flatMap(({ id }) => [
      circle(organisation, { agreement_id: id }),
      circle(organisation, { agreement_id: id, partition_code: draw.pick(partitions) }),
    ]),
  ])
}
