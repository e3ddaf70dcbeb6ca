import type { Calls } from './attempts-on-functions.ts'
import {
  type Asker,
  caseOf,
  everything,
  isMe,
  isPerson,
  leadsCase,
  mine,
  type Role,
  type Row,
  reportOf,
  seesReport,
  type TableRule,
  type Value,
  type World,
  withItsCase,
} from './rights.ts'
import { literal } from './rows.ts'

const rows = (world: World, table: string): readonly Row[] => world[table] ?? []
const isNull = (row: Row, column: string) => (row[column] ?? null) === null
const placeOf = (world: World, id: Value | undefined) =>
  rows(world, 'followed_place').find((place) => place.id === id)
const isPersonal = (world: World, type: Value | undefined) =>
  rows(world, 'asb_type').find(({ code }) => code === type)?.qualifier === 'personal'
const holds = (me: Asker, report: Value | undefined, world: World) =>
  isPerson(me) && seesReport(me, report, world) && mine(me, reportOf(world, report)?.organisation_id)
const has = (list: Value | undefined, wanted: Value | undefined) =>
  Array.isArray(list) && list.some((one) => one === wanted)

/** Nothing in the case is restricted or about a person, and it is about what neighbours were told of. */
function isFit(world: World, id: Value | undefined): boolean {
  const found = caseOf(world, id)
  return (
    found !== undefined &&
    found.status === 'open' &&
    isNull(found, 'partition_code') &&
    !isNull(found, 'location') &&
    !isPersonal(world, found.asb_type) &&
    !rows(world, 'followed_place').some(
      (place) => place.case_id === id && isNull(place, 'ended_at') && !has(place.like_types, found.asb_type),
    ) &&
    !rows(world, 'case_report')
      .filter((link) => link.case_id === id)
      .map((link) => reportOf(world, link.report_id))
      .some(
        (report) =>
          report !== undefined &&
          (!isNull(report, 'partition_code') ||
            report.opening_qualifier === 'personal' ||
            report.closing_qualifier === 'personal' ||
            isPersonal(world, report.asb_type)),
      )
  )
}
const leads = (me: Asker, caseId: Value | undefined, world: World) =>
  isPerson(me) && leadsCase(me, caseId, world)
const leadsPlace = (me: Asker, place: Value | undefined, world: World) =>
  leads(me, placeOf(world, place)?.case_id, world)
const seesPlace = (me: Asker, place: Value | undefined, world: World) => {
  const found = placeOf(world, place)
  return found !== undefined && withItsCase(me, found, world)
}

export const followerRules: Readonly<Record<string, TableRule>> = {
  followed_place: {
    says: 'Seen with its case; switched on by people who lead it, where nothing in it is about a person, and ended by them',
    rights: {
      openasb_web: {
        see: { which: withItsCase },
        add: {
          which: (me, row, world) =>
            isMe(me, row.switched_on_by) &&
            isNull(row, 'ended_at') &&
            leads(me, row.case_id, world) &&
            isFit(world, row.case_id) &&
            caseOf(world, row.case_id)?.organisation_id === row.organisation_id &&
            Array.isArray(row.like_types) &&
            !row.like_types.some((type) => isPersonal(world, type)),
        },
        change: {
          which: (me, row, world) => isNull(row, 'ended_at') && leads(me, row.case_id, world),
          into: (me, row) => isMe(me, row.ended_by),
          columns: ['ended_at', 'ended_by', 'ended_because', 'version'],
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  follower: {
    says: 'Who follows is for people who lead the case; by a report, for those of them who hold it',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) =>
            leadsPlace(me, row.place_id, world) &&
            (isNull(row, 'report_id') || holds(me, row.report_id, world)),
        },
      },
      openasb_worker: {
        see: { which: everything },
        change: {
          which: (_, row) => isNull(row, 'ended_at'),
          into: everything,
          columns: ['ended_at', 'ended_because', 'recipient'],
        },
      },
    },
  },
  place_news: {
    says: 'Seen with its place; written by people who lead the case, in their own name, while it may be followed',
    rights: {
      openasb_web: {
        see: { which: (me, row, world) => seesPlace(me, row.place_id, world) },
        add: {
          which: (me, row, world) => {
            const place = placeOf(world, row.place_id)
            return (
              isMe(me, row.written_by) &&
              isNull(row, 'told_at') &&
              place !== undefined &&
              isNull(place, 'ended_at') &&
              place.organisation_id === row.organisation_id &&
              leads(me, place.case_id, world)
            )
          },
        },
      },
      openasb_worker: {
        see: { which: everything },
        change: { which: (_, row) => isNull(row, 'told_at'), into: everything, columns: ['told_at'] },
      },
    },
  },
  follower_message: {
    says: 'What went to whom, for the job alone',
    rights: { openasb_worker: { see: { which: everything }, add: { which: everything } } },
  },
  nudge_due: {
    says: 'Reports and places that wait to be counted, for the job alone; triggers write it',
    rights: {
      openasb_worker: {
        see: { which: everything },
        change: { which: everything, into: everything },
        remove: { which: everything },
      },
    },
  },
  update_nudge: {
    says: 'For people who hold the report, or lead the case of the place; the job raises and settles it',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) =>
            isNull(row, 'report_id') ? leadsPlace(me, row.place_id, world) : holds(me, row.report_id, world),
        },
      },
      openasb_worker: {
        see: { which: everything },
        add: { which: (_, row) => isNull(row, 'answered_at') },
        change: {
          which: (_, row) => isNull(row, 'answered_at'),
          into: everything,
          columns: ['updates', 'called_at', 'answered_at'],
        },
      },
    },
  },
}

export const followerFunctions: Readonly<Record<string, readonly Role[]>> = {
  becomes_nudge_due: [],
  following_ends: [],
  is_fit_to_follow: [],
  may_be_followed: ['openasb_web'],
  known_place: ['openasb_web'],
  follow_page: ['openasb_web'],
  follow_place: ['openasb_web'],
  following_page: ['openasb_web'],
  change_following: ['openasb_web'],
  status_following: ['openasb_web'],
  reporter_follows: ['openasb_web'],
  count_followers: ['openasb_web'],
}

const stranger = '00000000-0000-7000-8000-999999999999'
const noLink = `'\\x00'::bytea`
const allSafe = `'{type-personal,type-nuisance,type-environmental}'::text[]`

type Point = readonly [number, number]
function pointOf(value: Value | undefined): Point | undefined {
  const found = /\((-?[\d.]+),(-?[\d.]+)\)/.exec(String(value ?? ''))
  return found === null ? undefined : [Number(found[1]), Number(found[2])]
}

/** The place that something of this type here is about, for anybody. */
function knownPlace(world: World, at: Point | undefined, type: Value | undefined): Row | undefined {
  if (at === undefined) return undefined
  return rows(world, 'followed_place')
    .flatMap((place) => {
      const there = pointOf(place.location)
      if (there === undefined) return []
      return [{ place, distance: Math.hypot(at[0] - there[0], at[1] - there[1]) }]
    })
    .filter(
      ({ place, distance }) =>
        isNull(place, 'ended_at') &&
        distance <= 150 &&
        has(place.like_types, type) &&
        isFit(world, place.case_id),
    )
    .sort(
      (one, other) =>
        one.distance - other.distance || String(one.place.id).localeCompare(String(other.place.id)),
    )[0]?.place
}

/** What the reporter behind a link is told of: the place they follow, or one they may. */
function statusPlace(world: World, link: Row): { place: Row; isFollowing: boolean } | undefined {
  const report = reportOf(world, link.report_id)
  if (report === undefined || !isNull(report, 'partition_code') || report.opening_qualifier === 'personal')
    return undefined
  const followed = rows(world, 'follower')
    .filter((follower) => follower.report_id === report.id && isNull(follower, 'ended_at'))
    .map(({ place_id }) => placeOf(world, place_id))
    .find((place) => place !== undefined && isNull(place, 'ended_at') && isFit(world, place.case_id))
  if (followed !== undefined) return { place: followed, isFollowing: true }
  const place = knownPlace(world, pointOf(report.location), report.asb_type)
  return place === undefined ? undefined : { place, isFollowing: false }
}

const links = (world: World) => rows(world, 'report_status_link')
const given = (recipient: string) =>
  literal(
    JSON.stringify({
      id: stranger,
      language: 'en',
      affectsMe: true,
      channel: recipient === '' ? 'page' : 'email',
      recipient,
      message: stranger,
      subject: 'A message for you',
      body: 'Open it',
    }),
  )

export const followerCalls: Calls = {
  is_fit_to_follow: () => [{ call: `select is_fit_to_follow('${stranger}')::text`, expected: 'refused' }],
  may_be_followed: ({ asker, world }) =>
    rows(world, 'asb_case').map(({ id }) => ({
      call: `select may_be_followed(${literal(id)})::text`,
      expected: { shows: [String(leads(asker, id, world) && isFit(world, id))] },
    })),
  known_place: ({ world }) =>
    rows(world, 'report').map((report) => ({
      call: `select known ->> 'words' from known_place(${literal(report.location)}::point, ${literal(report.asb_type)}, ${allSafe})
        as known where known is not null`,
      expected: {
        shows: [knownPlace(world, pointOf(report.location), report.asb_type)?.words ?? []].flat().map(String),
      },
    })),
  follow_page: ({ world }) => [
    ...rows(world, 'followed_place').map((place) => ({
      call: `select page ->> 'words' from follow_page(${literal(place.secret_hash)}) as page`,
      expected: {
        shows: [isNull(place, 'ended_at') && isFit(world, place.case_id) ? String(place.words) : ''],
      },
    })),
    {
      call: `select page::text from follow_page(${noLink}) as page where page is not null`,
      expected: { shows: [] },
    },
  ],
  follow_place: ({ world }) => [
    ...rows(world, 'followed_place').map((place) => ({
      call: `select follow_place(${literal(place.secret_hash)}, ${given('a@example.org')}::jsonb, '\\x01')::text`,
      expected: { shows: [String(isNull(place, 'ended_at') && isFit(world, place.case_id))] },
    })),
    {
      call: `select follow_place(${noLink}, ${given('')}::jsonb, '\\x01')::text`,
      expected: { shows: ['false'] },
    },
  ],
  following_page: ({ world }) => [
    ...rows(world, 'follower').map((follower) => {
      const place = placeOf(world, follower.place_id)
      const isOpen = place !== undefined && isNull(place, 'ended_at') && isFit(world, place.case_id)
      const news = rows(world, 'place_news').filter(({ place_id }) => place_id === follower.place_id).length
      return {
        call: `select concat_ws('|', page ->> 'words', jsonb_array_length(page -> 'news'))
          from following_page(${literal(follower.secret_hash)}) as page`,
        expected: {
          shows: [[isOpen ? place.words : '', isOpen && isNull(follower, 'ended_at') ? news : 0].join('|')],
        },
      }
    }),
    {
      call: `select page::text from following_page(${noLink}) as page where page is not null`,
      expected: { shows: [] },
    },
  ],
  change_following: ({ world }) => [
    ...rows(world, 'follower').map((follower) => ({
      call: `select change_following(${literal(follower.secret_hash)}, 'stop')::text`,
      expected: { shows: ['true'] },
    })),
    { call: `select change_following(${noLink}, 'stop')::text`, expected: { shows: ['false'] } },
  ],
  status_following: ({ world }) => [
    ...links(world).map((link) => {
      const told = statusPlace(world, link)
      return {
        call: `select concat_ws('|', told ->> 'isFollowing', case when (told ->> 'isFollowing')::boolean then '' else told ->> 'words' end)
          from status_following(${literal(link.secret_hash)}, ${allSafe}) as told where told is not null`,
        // Whoever follows two places is told of either.
        expected: {
          shows:
            told === undefined ? [] : [`${told.isFollowing}|${told.isFollowing ? '' : told.place.words}`],
        },
      }
    }),
    {
      call: `select told::text from status_following(${noLink}, ${allSafe}) as told where told is not null`,
      expected: { shows: [] },
    },
  ],
  reporter_follows: ({ world }) => [
    ...links(world).map((link) => ({
      call: `select reporter_follows(${literal(link.secret_hash)}, true, '${stranger}', '\\x01', ${allSafe})::text`,
      expected: { shows: [String(statusPlace(world, link) !== undefined)] },
    })),
    {
      call: `select reporter_follows(${noLink}, false, '${stranger}', '\\x01', ${allSafe})::text`,
      expected: { shows: ['false'] },
    },
  ],
  count_followers: ({ asker, world }) =>
    rows(world, 'followed_place').map((place) => {
      const open = leads(asker, place.case_id, world)
        ? rows(world, 'follower').filter(
            (follower) =>
              follower.place_id === place.id &&
              isNull(follower, 'ended_at') &&
              !isNull(follower, 'confirmed_at'),
          )
        : []
      const affected = open.filter(
        (follower) => follower.affects_me === true || !isNull(follower, 'report_id'),
      )
      return {
        call: `select concat_ws('|', counts ->> 'followers', counts ->> 'affected') from count_followers(${literal(place.id)}) as counts`,
        expected: { shows: [`${open.length}|${affected.length}`] },
      }
    }),
}
