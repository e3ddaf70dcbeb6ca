import { isOneOf } from './duties.ts'
import {
  type Asker,
  everything,
  isMe,
  isPerson,
  type Role,
  type Row,
  readByAll,
  signedIn,
  type TableRule,
  type Test,
  type Value,
  type World,
} from './rights.ts'

const isDraft = (row: Row) => row.status === 'draft'
const drafts: Test = (me: Asker, { reorganisation_id }: Row, world: World) =>
  isPerson(me) &&
  signedIn(me, {}, world) &&
  (world.reorganisation ?? []).some((plan) => plan.id === reorganisation_id && isDraft(plan))

const partOfPlan = (says: string): TableRule => ({
  says,
  rights: {
    openasb_web: { see: { which: signedIn }, add: { which: drafts }, remove: { which: drafts } },
    openasb_worker: { see: { which: everything } },
  },
})
const readByPeopleAndJobs = (says: string): TableRule => ({
  says,
  rights: { openasb_web: { see: { which: everything } }, openasb_worker: { see: { which: everything } } },
})

/** Plans to merge and split organisations and areas, and what they left behind. */
export const reorganisationRules: Readonly<Record<string, TableRule>> = {
  reorganisation: {
    says: 'Seen by whoever is signed in; drawn up in the own name of a person and changed only while a draft',
    rights: {
      openasb_web: {
        see: { which: signedIn },
        add: {
          which: (me, row) =>
            isMe(me, row.drafted_by) &&
            isDraft(row) &&
            [row.proposed_by, row.approved_by, row.cancelled_by].every((person) => (person ?? null) === null),
        },
        change: {
          which: (me, row, world) => isPerson(me) && signedIn(me, row, world) && isDraft(row),
          into: (me, row, world) => isPerson(me) && signedIn(me, row, world) && isDraft(row),
          columns:
            'title grounds effective_on area_kind block_kind vintage same_named_teams default_position version modified_at'.split(
              ' ',
            ),
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  reorganisation_predecessor: partOfPlan('Part of a plan: changed only while that is a draft'),
  reorganisation_successor: partOfPlan('Part of a plan: changed only while that is a draft'),
  reorganisation_allocation: partOfPlan('Part of a plan: changed only while that is a draft'),
  reorganisation_area: {
    says: 'Part of a plan: changed only while that is a draft',
    rights: {
      openasb_web: {
        see: { which: signedIn },
        add: { which: drafts },
        change: { which: drafts, into: drafts, columns: ['label_point'] },
        remove: { which: drafts },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  reorganisation_area_part: partOfPlan('Part of a plan: changed only while that is a draft'),
  organisation_succession: readByAll('Public knowledge'),
  team_succession: readByPeopleAndJobs('Public knowledge, of no use to the feed'),
  queue_succession: readByPeopleAndJobs('Public knowledge, of no use to the feed'),
}

/** A person decides on a plan; the worker carries it out by its number. */
export const reorganisationFunctions: Readonly<Record<string, readonly Role[]>> = {
  decide_reorganisation: ['openasb_web'],
  reorganisation_counts: ['openasb_web'],
  reorganisation_tokens: ['openasb_web'],
  change_organisations: ['openasb_worker'],
  change_areas: ['openasb_worker'],
  pass_on_open_records: ['openasb_worker'],
  pass_on_closed_records: ['openasb_worker'],
  pass_on_late_reports: ['openasb_worker'],
}

/** Whether the asker looks into what people did for an organisation that keeps this one's record, at whatever remove. */
export function overseesSuccessorOf(me: Asker, world: World, organisation: Value | undefined): boolean {
  const successions = (world.organisation_succession ?? []).filter(
    ({ keeps_record }) => keeps_record === true,
  )
  const keepers = new Set<Value | undefined>()
  const wanted = [organisation]
  for (const predecessor of wanted)
    for (const { predecessor_id, successor_id } of successions)
      if (predecessor_id === predecessor && !keepers.has(successor_id)) {
        keepers.add(successor_id)
        wanted.push(successor_id)
      }
  return [...keepers].some(
    (keeper) =>
      typeof keeper === 'number' &&
      me.organisations.includes(keeper) &&
      isOneOf(me, world, ['supervisor', 'information_governance'], keeper),
  )
}
