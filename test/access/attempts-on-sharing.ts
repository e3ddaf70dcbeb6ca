import type { Call, Calls } from './attempts-on-functions.ts'
import { type Asker, isPerson, mine, type Row, sharedWithMe, type World } from './rights.ts'
import { literal } from './rows.ts'

const table = (world: World, name: string): readonly Row[] => world[name] ?? []
const stranger = '00000000-0000-7000-8000-999999999999'
const levels = ['exists', 'signpost', 'summary', 'full']
const kindOf = (share: Row) => (share.report_id === null ? 'case' : 'report')
const idOf = (share: Row) => share.report_id ?? share.case_id
const nameOf = (world: World, id: Row[string] | undefined) =>
  table(world, 'organisation').find((organisation) => organisation.id === id)?.name

/** The shares that speak to the asker now. */
function mineNow(me: Asker, world: World): Row[] {
  const now = new Date().toISOString()
  return table(world, 'share').filter(
    (share) =>
      me.circles.includes(Number(share.circle_id)) &&
      (share.ended_at ?? null) === null &&
      ((share.expires_at ?? null) === null || String(share.expires_at) > now),
  )
}

const recordOf = (world: World, share: Row) =>
  table(world, kindOf(share) === 'report' ? 'report' : 'asb_case').find(({ id }) => id === idOf(share))
const rank = (share: Row) =>
  `${levels.indexOf(String(share.level))} ${String(share.given_at)} ${String(share.id)}`

function pointers(me: Asker, world: World, kind: 'report' | 'case'): Call[] {
  return table(world, kind === 'report' ? 'report' : 'asb_case').map((record) => {
    const found = mineNow(me, world)
      .filter((share) => kindOf(share) === kind && idOf(share) === record.id)
      .map(({ level }) => String(level))
    const holder = nameOf(world, record.organisation_id)
    const level = ['signpost', 'exists'].find((wanted) => found.includes(wanted))
    const shown = level === 'signpost' ? `signpost|${holder}` : 'exists|nobody'
    return {
      call: `select level || '|' || coalesce(organisation_name, 'nobody') from pointer_of('${kind}', ${literal(record.reference)})`,
      expected: { shows: level === undefined || holder === undefined ? [] : [shown] },
    }
  })
}

/** Once each record, at the most that is seen, and no more of it than the level allows. */
function listed(me: Asker, world: World): string[] {
  const shares = mineNow(me, world)
  return shares.flatMap((share) => {
    const record = recordOf(world, share)
    const holder = record?.organisation_id ?? null
    const isBest = !shares.some(
      (more) => kindOf(more) === kindOf(share) && idOf(more) === idOf(share) && rank(more) > rank(share),
    )
    if (record === undefined || holder === null || mine(me, holder) || !isBest) return []
    const isOutlined = share.level === 'summary' || share.level === 'full'
    const title = isOutlined ? record.title : '-'
    const shownHolder = share.level === 'exists' ? '-' : holder
    return [`${share.id}|${share.level}|${title}|${shownHolder}`]
  })
}

const place = ({ location }: Row) => {
  const found = /^\((\d+),(\d+)\)$/.exec(String(location))
  return found === null ? undefined : { x: Number(found[1]), y: Number(found[2]) }
}

function signposts(me: Asker, world: World, report: Row, metres: number): string[] {
  const from = place(report)
  if (!sharedWithMe(me, report.audience) || from === undefined) return []
  const ids = mineNow(me, world)
    .filter((share) => share.level === 'signpost' && share.report_id !== null)
    .map(({ report_id }) => report_id)
  const near = table(world, 'report').filter((other) => {
    const to = place(other)
    return (
      other !== report &&
      ids.some((id) => id === other.id) &&
      to !== undefined &&
      Math.hypot(from.x - to.x, from.y - to.y) <= metres &&
      nameOf(world, other.organisation_id) !== undefined &&
      !sharedWithMe(me, other.audience) &&
      !sharedWithMe(me, other.outline_audience)
    )
  })
  const counts = Map.groupBy(near, ({ organisation_id }) => nameOf(world, organisation_id))
  return [...counts].map(([name, reports]) => `${name}|${reports.length}`)
}

/** Of the reports of others given as signposts alone, those that name somebody by a number of a report of the profile. */
function signpostsOf(me: Asker, world: World, profile: Row): string[] {
  if (!isPerson(me) || !mine(me, profile.organisation_id)) return []
  const named = table(world, 'report_person')
  const report = (id: Row[string] | undefined) => table(world, 'report').find((one) => one.id === id)
  const phones = named
    .filter(({ profile_id, report_id }) => {
      const holds = report(report_id)
      return (
        profile_id === profile.id && mine(me, holds?.organisation_id) && sharedWithMe(me, holds?.audience)
      )
    })
    .map(({ phone }) => phone)
  const given = mineNow(me, world)
    .filter(({ level }) => level === 'signpost')
    .map(({ report_id }) => report_id)
  const known = table(world, 'report').filter(
    (other) =>
      given.some((id) => id === other.id) &&
      nameOf(world, other.organisation_id) !== undefined &&
      !sharedWithMe(me, other.audience) &&
      !sharedWithMe(me, other.outline_audience) &&
      named.some(({ report_id, phone }) => report_id === other.id && phones.includes(phone)),
  )
  const counts = Map.groupBy(known, ({ organisation_id }) => nameOf(world, organisation_id))
  return [...counts].map(([name, reports]) => `${name}|${reports.length}`)
}

function use(me: Asker, world: World, agreement: Row): string[] {
  const shares = table(world, 'share').filter(
    (share) =>
      share.agreement_id === agreement.id &&
      (share.ended_at ?? null) === null &&
      (share.given_by_organisation_id ?? null) !== null,
  )
  const groups = Map.groupBy(
    shares,
    (share) => `${share.given_by_organisation_id}|${share.organisation_id}|${kindOf(share)}|${share.level}`,
  )
  return isPerson(me) ? [...groups].map(([group, of]) => `${group}|${new Set(of.map(idOf)).size}`) : []
}

export const callsOnSharing: Calls = {
  agreement_use: ({ asker, world }) =>
    table(world, 'agreement').map((agreement) => ({
      call: `select concat_ws('|', giver, receiver, record_kind, level, records) from agreement_use(${literal(agreement.id)})`,
      expected: { shows: use(asker, world, agreement) },
    })),

  // What rules say is tried against a plain statement of it in share-by-rules.database.test.ts.
  share_again_by_rules: () => [
    {
      call: `select record_id::text from share_again_by_rules('report', '{${stranger}}', null)`,
      expected: { shows: [] },
    },
  ],

  sharing_rule_reach: ({ asker, world }) =>
    table(world, 'sharing_rule').map((rule) => ({
      call: `select candidates::text from sharing_rule_reach(${literal(rule.id)})`,
      expected: {
        shows: [
          String(
            isPerson(asker)
              ? table(world, 'report').filter(
                  ({ status }) => status === 'awaiting_triage' || status === 'accepted',
                ).length
              : 0,
          ),
        ],
      },
    })),

  pointer_of: ({ asker, world }) => [
    ...pointers(asker, world, 'report'),
    ...pointers(asker, world, 'case'),
    { call: `select level from pointer_of('report', 'ASB-NONE')`, expected: { shows: [] } },
  ],

  records_shared_with_me: ({ asker, world }) => [
    {
      call: `select concat_ws('|', share_id, level, coalesce(title, '-'), coalesce(organisation_id::text, '-'))
        from records_shared_with_me(null, null, null, null, null, null, null, null, 1000)`,
      expected: { shows: listed(asker, world) },
    },
  ],

  signposts_near: ({ draw, asker, world }) =>
    table(world, 'report').map((report) => {
      const metres = draw.pick([150.5, 1_000.5])
      return {
        call: `select organisation_name || '|' || records from signposts_near(${literal(report.id)}, ${metres}, 3650)`,
        expected: { shows: signposts(asker, world, report, metres) },
      }
    }),

  signposts_of_profile: ({ asker, world }) =>
    table(world, 'profile').map((profile) => ({
      call: `select organisation_name || '|' || records from signposts_of_profile(${literal(profile.id)})`,
      expected: { shows: signpostsOf(asker, world, profile) },
    })),
}
