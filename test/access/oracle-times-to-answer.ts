import { isOneOf } from './duties.ts'
import { isMe, type TableRule } from './rights.ts'

const setters = ['supervisor', 'coordinator']

const isToCome = (validFrom: unknown) => String(validFrom) > '2050'

export const timesToAnswerRules: Readonly<Record<string, TableRule>> = {
  answer_promise: {
    says: 'What is promised to reporters, read by all; set by a supervisor or co-ordinator of the organisation in their own name, and taken back, for days to come',
    rights: {
      openasb_web: {
        see: { which: () => true },
        add: {
          which: (me, row, world) =>
            isMe(me, row.set_by) &&
            isOneOf(me, world, setters, row.organisation_id) &&
            isToCome(row.valid_from),
        },
        remove: {
          which: (me, row, world) =>
            isOneOf(me, world, setters, row.organisation_id) && isToCome(row.valid_from),
        },
      },
      openasb_worker: { see: { which: () => true } },
    },
  },
}
