import { isOneOf, isOwn, memberships } from './duties.ts'
import { isMe, type TableRule, type Value, type World } from './rights.ts'

const membershipOf = (world: World, id: Value | undefined) => memberships(world).find((row) => row.id === id)

export const roleReviewRules: Readonly<Record<string, TableRule>> = {
  membership_review: {
    says: 'Read by co-ordinators, and by supervisors and information governance of the organisation; said by supervisors there and co-ordinators of others’ duties, in their own name',
    rights: {
      openasb_web: {
        see: {
          which: (me, row, world) => {
            const duty = membershipOf(world, row.membership_id)
            return (
              isOneOf(me, world, ['coordinator'], null) ||
              (duty !== undefined &&
                isOneOf(me, world, ['supervisor', 'information_governance'], duty.organisation_id ?? 0))
            )
          },
        },
        add: {
          which: (me, row, world) => {
            const duty = membershipOf(world, row.membership_id)
            return (
              isMe(me, row.reviewed_by) &&
              duty !== undefined &&
              !isMe(me, duty.member_id) &&
              isOwn(duty) &&
              (isOneOf(me, world, ['coordinator'], null) ||
                isOneOf(me, world, ['supervisor'], duty.organisation_id ?? 0))
            )
          },
        },
      },
    },
  },
}
