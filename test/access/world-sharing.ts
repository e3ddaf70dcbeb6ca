import type { Draw } from './draw.ts'
import type { Row } from './oracle.ts'

const partitions = ['police_sensitive', 'officers_families', 'domestic_abuse']
const levels = ['exists', 'signpost', 'summary', 'full']

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
  const clearance = members.flatMap((member_id) =>
    draw.times(2, () => ({
      id: draw.id(),
      member_id,
      organisation_id: draw.pick(organisations),
      partition_code: draw.pick(partitions),
      reason: 'Investigates them',
      valid_from: '2020-01-01',
      valid_to: draw.pick([null, '2021-01-01', '2099-01-01']),
      withdrawn_at: draw.chance(0.2) ? '2026-10-01T20:00:00Z' : null,
    })),
  )
  return { agreement, agreement_party, clearance, circle: circlesOf(draw, organisations, members, agreement) }
}

function circlesOf(
  draw: Draw,
  organisations: readonly number[],
  members: readonly string[],
  agreements: readonly { id: string }[],
): Row[] {
  let number = 1_000_000
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
