import { seesParty } from './oracle-cases.ts'
import {
  type Asker,
  everything,
  isMe,
  isPerson,
  mine,
  type Row,
  seesCase,
  type TableRule,
  type Test,
  type Value,
  type World,
} from './rights.ts'

/** Whoever sees the case and, where it is about somebody, may read who that is. */
const seesIntervention: Test = (me, row, world) =>
  isPerson(me) &&
  seesCase(me, row.case_id, world) &&
  ((row.party_id ?? null) === null ||
    (world.case_party ?? []).some((party) => party.id === row.party_id && seesParty(me, party, world)))

/** The same, and nobody of another case. */
const isAboutItsCase: Test = (me, row, world) =>
  seesIntervention(me, row, world) &&
  ((row.party_id ?? null) === null ||
    (world.case_party ?? []).some(({ id, case_id }) => id === row.party_id && case_id === row.case_id))

const interventionOf = (world: World, id: Value | undefined) =>
  (world.intervention ?? []).find((intervention) => intervention.id === id)

const seesItsIntervention: Test = (me, row, world) => {
  const found = interventionOf(world, row.intervention_id)
  return found !== undefined && seesIntervention(me, found, world)
}
const isOfMine = (me: Asker, row: Row, world: World) =>
  mine(me, row.organisation_id) &&
  seesItsIntervention(me, row, world) &&
  interventionOf(world, row.intervention_id)?.organisation_id === row.organisation_id

/** Interventions, what became of them, their documents, and powers of a Bill that are on. */
export const powerRules: Readonly<Record<string, TableRule>> = {
  power_switch: {
    says: 'Proposed by one person and approved by another',
    rights: {
      openasb_web: {
        see: { which: everything },
        add: { which: (me, row) => isMe(me, row.proposed_by) && (row.approved_by ?? null) === null },
        change: {
          which: (me, row) =>
            isPerson(me) && (row.approved_by ?? null) === null && !isMe(me, row.proposed_by),
          into: (me, row) => isMe(me, row.approved_by),
          columns: ['approved_by', 'approved_at'],
        },
      },
    },
  },
  intervention: {
    says: 'For people who see the case in full and may read whom it is about; changed by whoever recorded it',
    rights: {
      openasb_web: {
        see: { which: seesIntervention },
        add: {
          which: (me, row, world) =>
            isMe(me, row.recorded_by) &&
            mine(me, row.organisation_id) &&
            (row.status ?? 'open') === 'open' &&
            (row.breaches ?? 0) === 0 &&
            isAboutItsCase(me, row, world),
        },
        change: {
          which: (me, row, world) => mine(me, row.organisation_id) && seesIntervention(me, row, world),
          into: (me, row) => mine(me, row.organisation_id),
          columns: [
            'conditions',
            'ends_on',
            'ends_at',
            'served_at',
            'appeal_by',
            'review_on',
            'comply_by',
            'court_by',
            'status',
            'breaches',
            'version',
          ],
        },
      },
    },
  },
  intervention_event: {
    says: 'Read with its intervention, added by the organisation that recorded that, never changed',
    rights: {
      openasb_web: {
        see: { which: seesItsIntervention },
        add: { which: (me, row, world) => isMe(me, row.added_by) && isOfMine(me, row, world) },
      },
    },
  },
  intervention_consultation: {
    says: 'For people who see the case in full and may read whom it is about; added by them and never changed',
    rights: {
      openasb_web: {
        see: { which: seesIntervention },
        add: {
          which: (me, row, world) =>
            isMe(me, row.recorded_by) && mine(me, row.organisation_id) && isAboutItsCase(me, row, world),
        },
      },
    },
  },
  case_document: {
    says: 'Read with its intervention; a draft is changed by the organisation that made it, a final one by nobody',
    rights: {
      openasb_web: {
        see: { which: seesItsIntervention },
        add: {
          which: (me, row, world) =>
            isMe(me, row.drafted_by) &&
            (row.status ?? 'draft') === 'draft' &&
            isOfMine(me, row, world) &&
            interventionOf(world, row.intervention_id)?.case_id === row.case_id,
        },
        change: {
          which: (me, row, world) =>
            row.status === 'draft' &&
            isPerson(me) &&
            mine(me, row.organisation_id) &&
            seesItsIntervention(me, row, world),
          into: (me, row) =>
            mine(me, row.organisation_id) && ((row.final_by ?? null) === null || isMe(me, row.final_by)),
          columns: ['words', 'status', 'pdf', 'sha256', 'final_by', 'final_at', 'version'],
        },
      },
    },
  },
}
