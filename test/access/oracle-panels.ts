import { today } from './asker.ts'
import { isOneOf, nothing } from './duties.ts'
import {
  type Asker,
  caseOf,
  everything,
  isMe,
  isPerson,
  mine,
  type Row,
  seesCase,
  sharedWithMe,
  type TableRule,
  type Value,
  type World,
} from './rights.ts'

const rows = (world: World, table: string): readonly Row[] => world[table] ?? []
const find = (world: World, table: string, id: Value | undefined) =>
  rows(world, table).find((row) => row.id === id)

const worksFor = (me: Asker, organisation: Value | undefined, world: World) =>
  !nothing(organisation) &&
  mine(me, organisation) &&
  isOneOf(me, world, ['triage_officer', 'case_officer', 'supervisor'], organisation ?? 0)

const sitsOn = (me: Asker, panel: Value | undefined, world: World) =>
  rows(world, 'panel_member').some(
    (row) =>
      row.panel_id === panel &&
      worksFor(me, row.organisation_id, world) &&
      String(row.joined_on) <= today &&
      (nothing(row.left_on) || String(row.left_on) > today),
  )

const convenes = (me: Asker, id: Value | undefined, world: World) =>
  worksFor(me, find(world, 'panel_meeting', id)?.organisation_id, world)

function seesMeeting(me: Asker, meeting: Row | undefined, world: World): boolean {
  if (meeting === undefined) return false
  return worksFor(me, meeting.organisation_id, world) || sitsOn(me, meeting.panel_id, world)
}

function seesItem(me: Asker, item: Row | undefined, world: World): boolean {
  if (item === undefined) return false
  const seesOutline = sharedWithMe(me, caseOf(world, item.case_id)?.outline_audience)
  return (
    seesMeeting(me, find(world, 'panel_meeting', item.meeting_id), world) &&
    (seesCase(me, item.case_id, world) || seesOutline)
  )
}

const itemOf = (row: Row, world: World) => find(world, 'panel_item', row.item_id)
const isPlanned = (id: Value | undefined, world: World) =>
  find(world, 'panel_meeting', id)?.status === 'planned'

function seesPaper(me: Asker, row: Row, world: World): boolean {
  const item = itemOf(row, world)
  return seesItem(me, item, world) && seesCase(me, item?.case_id, world)
}

export const panelRules: Readonly<Record<string, TableRule>> = {
  panel_meeting: {
    says: 'For casework roles of the panel’s organisations; arranged and ended by the one that convenes it',
    rights: {
      openasb_web: {
        see: { which: seesMeeting },
        add: {
          which: (me, row, world) =>
            isPerson(me) &&
            isMe(me, row.arranged_by) &&
            (row.status ?? 'planned') === 'planned' &&
            nothing(row.shared_at) &&
            worksFor(me, row.organisation_id, world) &&
            sitsOn(me, row.panel_id, world),
        },
        change: {
          which: (me, row, world) => row.status === 'planned' && worksFor(me, row.organisation_id, world),
          into: (me, row) => row.status !== 'planned' && (nothing(row.held_by) || isMe(me, row.held_by)),
          columns: ['status', 'held_at', 'held_by', 'version'],
        },
      },
      openasb_worker: {
        see: { which: everything },
        change: {
          which: (_, row) => row.status === 'held' && nothing(row.shared_at),
          into: (_, row) => row.status === 'held',
          columns: ['shared_at'],
        },
      },
    },
  },
  panel_item: {
    says: 'Each organisation sees the cases it may see, in full or in summary; nominated and withdrawn by the one that leads the case, before the meeting',
    rights: {
      openasb_web: {
        see: { which: seesItem },
        add: {
          which: (me, row, world) =>
            isMe(me, row.nominated_by) &&
            worksFor(me, row.organisation_id, world) &&
            seesMeeting(me, find(world, 'panel_meeting', row.meeting_id), world) &&
            isPlanned(row.meeting_id, world) &&
            seesCase(me, row.case_id, world) &&
            caseOf(world, row.case_id)?.organisation_id === row.organisation_id,
        },
        remove: {
          which: (me, row, world) =>
            seesItem(me, row, world) &&
            worksFor(me, row.organisation_id, world) &&
            isPlanned(row.meeting_id, world),
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  panel_paper: {
    says: 'For those who see the case in full; written by the organisation that nominated it',
    rights: {
      openasb_web: {
        see: { which: seesPaper },
        add: {
          which: (me, row, world) =>
            isMe(me, row.written_by) &&
            seesPaper(me, row, world) &&
            worksFor(me, itemOf(row, world)?.organisation_id, world),
        },
      },
    },
  },
  panel_part: {
    says: 'For the organisations it was written to, where they see the case in full',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) =>
            Array.isArray(row.visible_to) &&
            row.visible_to.some((id) => worksFor(me, Number(id), world)) &&
            seesPaper(me, row, world),
        },
        add: {
          which: (me, row, world) =>
            isMe(me, row.written_by) && worksFor(me, row.organisation_id, world) && seesPaper(me, row, world),
        },
      },
    },
  },
  panel_attendance: {
    says: 'Seen with the meeting; kept by the convenor, and corrected until the meeting was held',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) => seesMeeting(me, find(world, 'panel_meeting', row.meeting_id), world),
        },
        add: {
          which: (me, row, world) => isMe(me, row.recorded_by) && convenes(me, row.meeting_id, world),
        },
        change: {
          which: (me, row, world) => convenes(me, row.meeting_id, world) && isPlanned(row.meeting_id, world),
          into: (me, row) => isMe(me, row.recorded_by),
          columns: ['standing', 'names', 'recorded_by'],
        },
      },
      openasb_worker: { see: { which: everything } },
    },
  },
  panel_notice: {
    says: 'Seen with the meeting; the job writes whom it told',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) => seesMeeting(me, find(world, 'panel_meeting', row.meeting_id), world),
        },
      },
      openasb_worker: { see: { which: everything }, add: { which: everything } },
    },
  },
  panel_minute: {
    says: 'For those who see the case in full; written by the convenor, where they do, and never changed',
    rights: {
      openasb_web: {
        see: { which: seesPaper },
        add: {
          which: (me, row, world) =>
            isMe(me, row.minuted_by) &&
            seesPaper(me, row, world) &&
            convenes(me, itemOf(row, world)?.meeting_id, world),
        },
      },
    },
  },
  panel_action: {
    says: 'Seen with the action and the item; added with an action of the same case by whoever added that',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) =>
            seesCase(me, find(world, 'case_action', row.action_id)?.case_id, world) &&
            seesItem(me, itemOf(row, world), world),
        },
        add: {
          which: (me, row, world) => {
            const action = find(world, 'case_action', row.action_id)
            const item = itemOf(row, world)
            return (
              seesItem(me, item, world) &&
              seesCase(me, action?.case_id, world) &&
              action?.case_id === item?.case_id &&
              isMe(me, action?.added_by)
            )
          },
        },
      },
    },
  },
}
