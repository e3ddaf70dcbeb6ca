import { holds, today } from './asker.ts'
import { isOneOf, memberships, nothing } from './duties.ts'
import {
  type Asker,
  everything,
  isMe,
  isPerson,
  mine,
  type Row,
  type TableRule,
  type Value,
  type World,
} from './rights.ts'

const rows = (world: World, table: string): readonly Row[] => world[table] ?? []
const find = (world: World, table: string, id: Value | undefined) =>
  rows(world, table).find((row) => row.id === id)

const handsIn = (me: Asker, organisation: Value | undefined, world: World) =>
  mine(me, organisation) && isOneOf(me, world, ['analyst', 'coordinator', 'supervisor'], organisation ?? 0)
const governs = (me: Asker, organisation: Value | undefined, world: World) =>
  mine(me, organisation) && isOneOf(me, world, ['information_governance'], organisation ?? 0)

/** One's own; others' while they are published and hold: open data, or what an agreement gives one's organisation. */
function seesLayer(me: Asker, layer: Row | undefined, world: World): boolean {
  if (layer === undefined || !isPerson(me)) return false
  if (mine(me, layer.organisation_id)) return true
  return (
    !nothing(layer.current_version_id) &&
    nothing(layer.withdrawn_at) &&
    String(layer.valid_until) >= today &&
    (nothing(layer.agreement_id) ||
      me.organisations.some(
        (id) =>
          Array.isArray(layer.seen_by) &&
          layer.seen_by.some((each) => Number(each) === id) &&
          holds(world, layer.agreement_id, layer.organisation_id, id),
      ))
  )
}

function seesVersion(me: Asker, row: Row | undefined, world: World): boolean {
  const layer = find(world, 'context_layer', row?.layer_id)
  return (
    row !== undefined &&
    layer !== undefined &&
    seesLayer(me, layer, world) &&
    (mine(me, layer.organisation_id) || layer.current_version_id === row.id)
  )
}

/** A layer of one's organisation to which figures can be handed in. */
function isOpen(me: Asker, id: Value | undefined, world: World): boolean {
  const layer = find(world, 'context_layer', id)
  return (
    layer !== undefined &&
    isPerson(me) &&
    nothing(layer.withdrawn_at) &&
    handsIn(me, layer.organisation_id, world)
  )
}

/** Whether the asker may lay people's places over incidents today, for this organisation. */
const mayLook = (me: Asker, organisation: Value | undefined, world: World) =>
  mine(me, organisation) &&
  isOneOf(me, world, ['analyst', 'supervisor'], organisation ?? 0) &&
  rows(world, 'overlay_permission').some(
    (given) =>
      isMe(me, given.member_id) &&
      given.organisation_id === organisation &&
      nothing(given.withdrawn_at) &&
      String(given.valid_from) <= today &&
      String(given.valid_to) > today,
  )

export const layerRules: Readonly<Record<string, TableRule>> = {
  context_layer: {
    says: 'Figures of a partner: open data for everybody in the partnership, others for whom the organisation named, while the agreement holds; never for machines, jobs or the feed',
    rights: {
      openasb_web: {
        see: { which: seesLayer },
        add: {
          which: (me, row, world) =>
            isMe(me, row.added_by) &&
            handsIn(me, row.organisation_id, world) &&
            nothing(row.current_version_id) &&
            nothing(row.withdrawn_at) &&
            (nothing(row.agreement_id) || holds(world, row.agreement_id, null, row.organisation_id)),
        },
        change: {
          which: (me, row, world) =>
            isPerson(me) && nothing(row.withdrawn_at) && handsIn(me, row.organisation_id, world),
          into: (me, row) => nothing(row.withdrawn_by) || isMe(me, row.withdrawn_by),
          columns: ['current_version_id', 'withdrawn_at', 'withdrawn_by', 'withdrawn_because', 'version'],
        },
      },
    },
  },
  context_layer_version: {
    says: 'Those of one’s own layers, of others’ the one that is shown; drafts are worked on where the layer is handed in',
    rights: {
      openasb_web: {
        see: { which: seesVersion },
        add: {
          which: (me, row, world) =>
            isMe(me, row.added_by) && row.status === 'draft' && isOpen(me, row.layer_id, world),
        },
        change: {
          which: (me, row, world) => row.status === 'draft' && isOpen(me, row.layer_id, world),
          into: everything,
          columns: ['targets', 'sheet', 'status', 'published_at'],
        },
        remove: {
          which: (me, row, world) =>
            row.status === 'draft' &&
            handsIn(me, find(world, 'context_layer', row.layer_id)?.organisation_id, world),
        },
      },
    },
  },
  context_layer_value: {
    says: 'Seen with its version, added while that is a draft, never changed',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) =>
            seesVersion(me, find(world, 'context_layer_version', row.version_id), world),
        },
        add: {
          which: (me, row, world) => {
            const version = find(world, 'context_layer_version', row.version_id)
            const layer = find(world, 'context_layer', version?.layer_id)
            return (
              isPerson(me) &&
              version?.status === 'draft' &&
              layer !== undefined &&
              handsIn(me, layer.organisation_id, world)
            )
          },
        },
      },
    },
  },
  overlay_permission: {
    says: 'Given and withdrawn by who answers for the organisation’s information, never to oneself; seen by them and by who has it',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) =>
            isPerson(me) &&
            mine(me, row.organisation_id) &&
            (isMe(me, row.member_id) || governs(me, row.organisation_id, world)),
        },
        add: {
          which: (me, row, world) =>
            isMe(me, row.granted_by) &&
            !isMe(me, row.member_id) &&
            nothing(row.withdrawn_at) &&
            governs(me, row.organisation_id, world) &&
            String(row.valid_from) >= today &&
            memberships(world).some(
              (duty) =>
                duty.member_id === row.member_id &&
                duty.organisation_id === row.organisation_id &&
                ['analyst', 'supervisor'].includes(String(duty.role)) &&
                String(duty.valid_from ?? '2000-01-01') <= today &&
                (nothing(duty.valid_to) || String(duty.valid_to) > today),
            ),
        },
        change: {
          which: (me, row, world) => nothing(row.withdrawn_at) && governs(me, row.organisation_id, world),
          into: (me, row) => !nothing(row.withdrawn_at) && isMe(me, row.withdrawn_by),
          columns: ['withdrawn_at', 'withdrawn_by'],
        },
      },
    },
  },
  overlay_look: {
    says: 'Begun by whoever has the permission, in their own name; seen by them and by who answers for the organisation’s information; never changed',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) =>
            isPerson(me) && (isMe(me, row.member_id) || governs(me, row.organisation_id, world)),
        },
        add: {
          which: (me, row, world) => isMe(me, row.member_id) && mayLook(me, row.organisation_id, world),
        },
      },
    },
  },
}
