import type { Calls } from './attempts-on-functions.ts'
import {
  type Asker,
  everything,
  forNobody,
  isMe,
  isPerson,
  mine,
  type Role,
  type Row,
  reportOf,
  same,
  seesReport,
  sharedWithMe,
  type TableRule,
  type Value,
  type World,
  whileFiling,
  withItsCase,
  withItsReport,
} from './rights.ts'
import { literal } from './rows.ts'
import { knownCode, knownNames, knownPhones } from './world-risk.ts'

const configuration = (says: string): TableRule => ({
  says,
  rights: { openasb_web: { see: { which: everything } }, openasb_worker: { see: { which: everything } } },
})
const rows = (world: World, table: string): readonly Row[] => world[table] ?? []

/** Whether the asker's organisation holds the report in which somebody is named, and they see it. */
function seesNamed(me: Asker, named: Row, world: World): boolean {
  return seesReport(me, named.report_id, world) && mine(me, reportOf(world, named.report_id)?.organisation_id)
}

/** A profile shows itself with a report that names it. */
export function seesProfile(me: Asker, profile: Row, world: World): boolean {
  return (
    isPerson(me) &&
    mine(me, profile.organisation_id) &&
    rows(world, 'report_person').some(
      (named) => named.profile_id === profile.id && seesNamed(me, named, world),
    )
  )
}

export const riskRules: Readonly<Record<string, TableRule>> = {
  risk_instrument: configuration('Configuration without personal data'),
  flag_rule: configuration('Configuration without personal data'),
  risk_assessment: {
    says: 'Seen with its report or case; added by a person who sees that or files it, in their own name; never changed',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) => withItsReport(me, row, world) || withItsCase(me, row, world),
        },
        add: {
          which: (me, row, world) =>
            isMe(me, row.assessed_by) &&
            mine(me, row.organisation_id) &&
            (whileFiling(me, row, world) || withItsReport(me, row, world) || withItsCase(me, row, world)),
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  flag: forNobody(
    'Raised from the records of all: told by functions, to each reader by their level on those records',
  ),
  report_key: {
    says: 'What people are found by, across organisations: for jobs and functions',
    rights: { openasb_worker: { see: { which: everything } } },
  },
  match_due: {
    says: 'Work that waits for the job that matches people',
    rights: { openasb_worker: { see: { which: everything }, remove: { which: everything } } },
  },
  profile_match: {
    says: 'Why somebody is which profile: for people of the organisation that keeps it, with the report that names them',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) =>
            isPerson(me) &&
            mine(me, row.organisation_id) &&
            rows(world, 'report_person').some(
              (named) => named.id === row.report_person_id && seesNamed(me, named, world),
            ),
        },
      },
      openasb_worker: {
        see: { which: everything },
        add: {
          which: (_, row) =>
            (row.decided_by ?? null) === null &&
            ['matched', 'created', 'suggested'].includes(String(row.outcome)),
        },
      },
    },
  },
}

export const riskFunctions: Readonly<Record<string, readonly Role[]>> = {
  contact_gets_keys: [],
  person_gets_keys: [],
  holder_matches_anew: [],
  named_later_is_due: [],
  sight_of: [],
  reports_with_key: [],
  reports_at: [],
  flag_rules_on: [],
  found_by_rule: [],
  is_vulnerable_in: [],
  told_of: [],
  keep_flags: [],
  raise_all_flags: ['openasb_worker'],
  raise_flags: ['openasb_web'],
  settle_flags: [],
  reweigh_all_flags: ['openasb_worker'],
  reweigh_flags: ['openasb_web'],
  flags_of: ['openasb_web'],
  flag_kinds: ['openasb_web'],
  end_flag: ['openasb_web'],
  flags_while_typing: ['openasb_web'],
  known_while_typing: ['openasb_web'],
  search_profiles: ['openasb_web'],
  match_person: ['openasb_web'],
}

type Level = 'full' | 'summary' | 'signpost' | 'exists'

/** The reader's level on a report, in the words of the glossary. */
function levelOf(me: Asker, report: Row, world: World): Level | undefined {
  if (sharedWithMe(me, report.audience)) return 'full'
  if (sharedWithMe(me, report.outline_audience)) return 'summary'
  const pointers = rows(world, 'share').filter(
    (share) =>
      share.report_id === report.id &&
      (share.ended_at ?? null) === null &&
      ((share.expires_at ?? null) === null || Date.parse(String(share.expires_at)) > Date.now()) &&
      me.circles.includes(Number(share.circle_id)),
  )
  return (['signpost', 'exists'] as const).find((level) => pointers.some((share) => share.level === level))
}

/** What the reader may be told of reports: the property that no flag says more than their level. */
export function toldOf(me: Asker, basis: readonly Value[], world: World): { counted: number; words: string } {
  const sight = basis.flatMap((id) => {
    const report = reportOf(world, id)
    const level = report && levelOf(me, report, world)
    return report === undefined || level === undefined ? [] : [{ report, level }]
  })
  const seen = sight.filter(({ level }) => level === 'full').map(({ report }) => String(report.reference))
  const lesser = sight.filter(({ level }) => level === 'summary' || level === 'signpost')
  const holderOf = ({ report }: (typeof sight)[number]) =>
    rows(world, 'organisation').find(({ id }) => id === report.organisation_id)?.short_name
  const elsewhere = Map.groupBy(
    lesser.filter((one) => holderOf(one) !== undefined),
    (one) => String(holderOf(one)),
  )
  const unnamed =
    sight.filter(({ level }) => level === 'exists').length +
    lesser.filter((one) => holderOf(one) === undefined).length
  const asked = [...elsewhere].map(([name, reports]) => `${name}:${reports.length}`).sort()
  return {
    counted: sight.length,
    words: [sight.length, seen.sort().join(','), asked.join(','), unnamed].join('|'),
  }
}

/** The same in SQL. */
export const told = `concat_ws('|', counted, array_to_string(array(select unnest(seen) collate "C" order by 1), ','),
  coalesce((select string_agg((one ->> 'organisation') || ':' || (one ->> 'reports'), ',' order by one ->> 'organisation')
    from json_array_elements(elsewhere) as one), ''), unnamed)`

const ruleOf = (world: World, code: Value | undefined) =>
  rows(world, 'flag_rule').find((rule) => rule.code === code)

function isTold(rule: Row | undefined, restsOnItself: boolean, counted: number): boolean {
  if (restsOnItself) return true
  return rule?.measure === 'reports' ? counted + 1 >= Number(rule.at_least) : counted > 0
}

function flagsSeen(me: Asker, reportId: Value | undefined, world: World) {
  return rows(world, 'flag').flatMap((flag) => {
    if (flag.report_id !== reportId || !seesReport(me, reportId, world)) return []
    const basis = Array.isArray(flag.basis) ? flag.basis : []
    const { counted, words } = toldOf(me, basis, world)
    return isTold(ruleOf(world, flag.rule), flag.rests_on_itself === true, counted) ? [{ flag, words }] : []
  })
}

const isLive = (flag: Row) => (flag.ended_at ?? null) === null && String(flag.expires_at).startsWith('21')
const stranger = '00000000-0000-7000-8000-999999999999'

/** Reports with somebody of this number who counts for a rule. */
function reportsWithPhone(world: World, phone: string, rule: Row | undefined): Value[] {
  const found = rows(world, 'report_key').filter(
    (key) => key.kind === 'phone' && key.key === phone && ['victim', 'reporter'].includes(String(key.role)),
  )
  const named = (id: Value | undefined) => rows(world, 'report_person').find((one) => one.id === id)
  return [
    ...new Set(
      found
        .filter(
          ({ subject }) =>
            rule?.measure !== 'vulnerability' || !same(named(subject)?.vulnerabilities ?? [], 0),
        )
        .map(({ report_id }) => report_id ?? null),
    ),
  ]
}

function reportsAround(world: World, x: number, y: number, metres: number): Value[] {
  return rows(world, 'report')
    .filter(({ location }) => {
      const found = /^\((\d+),(\d+)\)$/.exec(String(location))
      return found !== null && Math.hypot(Number(found[1]) - x, Number(found[2]) - y) <= metres
    })
    .map(({ id }) => id ?? null)
}

export const riskCalls: Calls = {
  flags_of: ({ asker, world }) =>
    rows(world, 'report').map(({ id }) => ({
      call: `select id || '|' || ${told} from flags_of(array[${literal(id)}]::uuid[])`,
      expected: { shows: flagsSeen(asker, id, world).map(({ flag, words }) => `${flag.id}|${words}`) },
    })),

  flag_kinds: ({ asker, world }) =>
    rows(world, 'report').map(({ id }) => {
      const kinds = flagsSeen(asker, id, world)
        .filter(({ flag }) => isLive(flag))
        .map(({ flag }) => String(ruleOf(world, flag.rule)?.kind))
      return {
        call: `select array_to_string(array(select unnest(kinds) order by 1), ',') from flag_kinds(array[${literal(id)}]::uuid[])`,
        expected: { shows: kinds.length === 0 ? [] : [[...new Set(kinds)].sort().join(',')] },
      }
    }),

  flags_while_typing: ({ draw, asker, world }) => {
    // Where one of the reports is: there is most to be told.
    const at = /^\((\d+),(\d+)\)$/.exec(String(draw.pick(rows(world, 'report')).location))
    const [x, y] = [Number(at?.[1] ?? 200), Number(at?.[2] ?? 200)]
    const rules = rows(world, 'flag_rule')
    return knownPhones.map((phone) => {
      const shows = !isPerson(asker)
        ? []
        : rules.flatMap((rule) => {
            const basis =
              rule.entity === 'place' ? reportsAround(world, x, y, 200) : reportsWithPhone(world, phone, rule)
            const { counted, words } = toldOf(asker, basis, world)
            return isTold(rule, false, counted) ? [`${rule.code}|${words}`] : []
          })
      return {
        call: `select rule || '|' || ${told} from flags_while_typing('[{"phone":"0${phone}"}]', point(${x},${y}), null)`,
        expected: { shows },
      }
    })
  },

  known_while_typing: ({ asker, world }) =>
    knownPhones.map((phone) => ({
      call: `select subject::text from known_while_typing('[{"phone":"0${phone}"}]')`,
      expected: {
        shows: isPerson(asker)
          ? rows(world, 'report_key')
              .filter(
                ({ kind, key, report_id }) =>
                  kind === 'phone' &&
                  key === phone &&
                  mine(asker, reportOf(world, report_id)?.organisation_id) &&
                  seesReport(asker, report_id, world),
              )
              .map(({ subject }) => String(subject))
          : [],
      },
    })),

  end_flag: ({ asker, world }) => [
    ...rows(world, 'flag').map((flag) => {
      const ends =
        isPerson(asker) &&
        (flag.ended_at ?? null) === null &&
        mine(asker, reportOf(world, flag.report_id)?.organisation_id) &&
        flagsSeen(asker, flag.report_id, world).some((seen) => seen.flag === flag)
      return {
        call: `select end_flag(${literal(flag.id)}, 'Moved')::text`,
        expected: { shows: [String(ends)] },
      }
    }),
    { call: `select end_flag('${stranger}', 'Moved')::text`, expected: { shows: ['false'] } },
  ],

  raise_flags: ({ world }) =>
    rows(world, 'report').map(({ id }) => ({
      call: `select coalesce(raise_flags(array[${literal(id)}]::uuid[])::text, '')`,
      expected: { shows: [''] },
    })),
  raise_all_flags: ({ world }) =>
    rows(world, 'report')
      .slice(0, 2)
      .map(({ id }) => ({
        call: `select coalesce(raise_all_flags(array[${literal(id)}]::uuid[])::text, '')`,
        expected: { shows: [''] },
      })),
  reweigh_flags: ({ world }) =>
    rows(world, 'report').map(({ id }) => ({
      call: `select coalesce(reweigh_flags(array[${literal(id)}]::uuid[])::text, '')`,
      expected: { shows: [''] },
    })),
  reweigh_all_flags: ({ world }) =>
    rows(world, 'report')
      .slice(0, 2)
      .map(({ id }) => ({
        call: `select coalesce(reweigh_all_flags(array[${literal(id)}]::uuid[])::text, '')`,
        expected: { shows: [''] },
      })),
  settle_flags: () => [
    { call: `select settle_flags(null::report, null::flag_rule)::text`, expected: 'refused' },
  ],
  sight_of: () => [{ call: `select report_id::text from sight_of('{${stranger}}')`, expected: 'refused' }],
  told_of: () => [{ call: `select counted::text from told_of('{${stranger}}')`, expected: 'refused' }],
  reports_at: () => [
    { call: `select reports_at(point(0,0), 9, null, now(), now(), null)::text`, expected: 'refused' },
  ],
  reports_with_key: () => [
    {
      call: `select reports_with_key('{x}', '{phone}', '', '{victim}', null, now(), now(), null, null)::text`,
      expected: 'refused',
    },
  ],
  flag_rules_on: () => [{ call: `select code from flag_rules_on('2026-01-01')`, expected: 'refused' }],
  found_by_rule: () => [
    {
      call: `select subject::text from found_by_rule(null::report, null::flag_rule, now())`,
      expected: 'refused',
    },
  ],
  keep_flags: () => [
    { call: `select keep_flags(null::report, null::flag_rule, now())::text`, expected: 'refused' },
  ],
  is_vulnerable_in: () => [
    { call: `select is_vulnerable_in('${stranger}', '{x}', '{phone}')::text`, expected: 'refused' },
  ],

  search_profiles: ({ asker, world }) => {
    const seen = rows(world, 'profile').filter((profile) => seesProfile(asker, profile, world))
    const namedBy = (profile: Row, test: (named: Row) => boolean) =>
      rows(world, 'report_person').some(
        (named) =>
          named.profile_id === profile.id && seesReport(asker, named.report_id, world) && test(named),
      )
    const shows = (found: readonly Row[]) => ({ shows: found.map(({ id }) => String(id)) })
    return [
      ...knownNames.map((name) => ({
        call: `select found::text from search_profiles('${name}', '', '', 1000) as found`,
        expected: shows(seen.filter((profile) => profile.name === name)),
      })),
      ...knownPhones.map((phone) => ({
        call: `select found::text from search_profiles('', '0${phone}', null, 1000) as found`,
        expected: shows(seen.filter((profile) => namedBy(profile, (named) => named.phone === phone))),
      })),
      {
        call: `select found::text from search_profiles('', '', '${knownCode}', 1000) as found`,
        expected: shows(seen.filter((profile) => namedBy(profile, (named) => named.postcode !== ''))),
      },
      { call: `select found::text from search_profiles('', '', '', 1000) as found`, expected: { shows: [] } },
    ]
  },

  match_person: ({ draw, asker, world }) =>
    rows(world, 'report_person').map((named) => {
      const holder = reportOf(world, named.report_id)?.organisation_id
      const profile = draw.pick([null, ...rows(world, 'profile')])
      const fresh = draw.chance(0.3) ? draw.id() : null
      const may =
        isPerson(asker) &&
        seesNamed(asker, named, world) &&
        (profile === null || fresh === null) &&
        (profile === null || (profile.organisation_id === holder && seesProfile(asker, profile, world)))
      return {
        call: `select match_person(${literal(named.id)}, ${literal(profile?.id)}, ${literal(fresh)}, 'It is them')::text`,
        expected: { shows: [String(may)] },
      }
    }),
}
