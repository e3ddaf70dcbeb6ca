import { audits } from './duties.ts'
import {
  type Asker,
  caseOf,
  everything,
  isMe,
  isPerson,
  mine,
  type Role,
  type Row,
  reportOf,
  seesCase,
  seesReport,
  sharedWithMe,
  type TableRule,
  type World,
} from './rights.ts'

/** The record that a row names by kind and number. */
export const recordOf = (world: World, row: Row): Row | undefined =>
  row.record_kind === 'report'
    ? reportOf(world, row.record_id)
    : row.record_kind === 'case'
      ? caseOf(world, row.record_id)
      : undefined

const seesItsRecord = (me: Asker, row: Row, world: World) =>
  row.record_kind === 'report' ? seesReport(me, row.record_id, world) : seesCase(me, row.record_id, world)
const isPast = (row: Row) => Date.parse(String(row.expires_at)) < Date.now()
const setsItself = (me: Asker, row: Row) => isMe(me, row.modified_by) && mine(me, row.organisation_id)

/** Whether an act on a record is told with the name of who did it. */
export function isNamed(me: Asker, entry: Row, world: World, names: boolean): boolean {
  if (['public', 'system'].includes(String(entry.actor_kind))) return true
  if (entry.organisation_id !== null && mine(me, entry.organisation_id)) return true
  const holder = recordOf(world, entry)?.organisation_id ?? null
  return names && audits(me, world, holder)
}

/** Whether a person is shown what others did with a record: they oversee the organisation that holds it and they see it. */
export function answersFor(me: Asker, entry: Row, world: World): boolean {
  const record = recordOf(world, entry)
  return (
    isPerson(me) &&
    record !== undefined &&
    sharedWithMe(me, record.audience) &&
    audits(me, world, record.organisation_id)
  )
}

export const disclosureRules: Readonly<Record<string, TableRule>> = {
  disclosure_policy: {
    says: 'Read by people, set by each organisation for itself in the own name of a person',
    rights: {
      openasb_web: {
        see: { which: isPerson },
        add: { which: setsItself },
        change: { which: (me, row) => isPerson(me) && mine(me, row.organisation_id), into: setsItself },
      },
    },
  },
  opening_reason: {
    says: 'A person gives and reads their own, for records they see in full; cleared away when it has run out',
    rights: {
      openasb_web: {
        see: { which: (me, row) => isMe(me, row.member_id) },
        add: { which: (me, row, world) => isMe(me, row.member_id) && seesItsRecord(me, row, world) },
      },
      openasb_worker: {
        see: { which: everything, columns: ['id', 'expires_at'] },
        remove: { which: (_, row) => isPast(row) },
      },
    },
  },
  audit_verification: {
    says: 'Asked for by a person, carried out by the worker, read by people',
    rights: {
      openasb_web: {
        see: { which: isPerson },
        add: { which: (me, row) => isMe(me, row.asked_by) },
      },
      openasb_worker: {
        see: { which: everything },
        change: {
          which: everything,
          into: everything,
          columns: [
            'finished_at',
            'seals_checked',
            'seals_to_check',
            'sealed_entries',
            'awaiting_seal',
            'fault_count',
            'faults',
            'failure',
          ],
        },
      },
    },
  },
}

export const disclosureFunctions: Readonly<Record<string, readonly Role[]>> = {
  record_disclosures: ['openasb_web'],
  holder_disclosures: ['openasb_web'],
  audit_chain_state: ['openasb_web'],
  sign_in_log: ['openasb_web'],
  hidden_links: ['openasb_web'],
}
