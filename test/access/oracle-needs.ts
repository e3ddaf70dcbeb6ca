import { isOneOf } from './duties.ts'
import { seesPlan } from './oracle-victim-contact.ts'
import {
  type Asker,
  isMe,
  isPerson,
  mine,
  type Role,
  type Row,
  type TableRule,
  type Value,
  type World,
} from './rights.ts'

const rows = (world: World, table: string): readonly Row[] => world[table] ?? []
const isNull = (row: Row, column: string) => (row[column] ?? null) === null
const keepers = ['coordinator']

const planOf = (me: Asker, id: Value | undefined, world: World) =>
  rows(world, 'contact_plan').find((plan) => plan.id === id && seesPlan(me, plan, world))
const withItsPlan = (me: Asker, row: Row, world: World) => planOf(me, row.plan_id, world) !== undefined
const referralOf = (world: World, id: Value | undefined) =>
  rows(world, 'support_referral').find((referral) => referral.id === id)

/** People of the lead who may know who the victim is, and those of the service that it went to. */
export function seesReferral(me: Asker, row: Row, world: World): boolean {
  return (
    isPerson(me) &&
    ((!isNull(row, 'partner_organisation_id') && mine(me, row.partner_organisation_id)) ||
      withItsPlan(me, row, world))
  )
}
const ofItsReferral = (me: Asker, id: Value | undefined, world: World) => {
  const referral = referralOf(world, id)
  return referral !== undefined && seesReferral(me, referral, world)
}

/** The e-mail of a referral, as its number says. */
export const readsReferralMessage = (me: Asker, row: Row, world: World) => ofItsReferral(me, row.id, world)
export const sendsReferralMessage = (me: Asker, row: Row, world: World) => {
  const referral = referralOf(world, row.id)
  return (
    row.channel === 'email' &&
    referral?.sent_by === 'email' &&
    isMe(me, referral.made_by) &&
    seesReferral(me, referral, world)
  )
}

export const needsRules: Readonly<Record<string, TableRule>> = {
  needs_assessment: {
    says: 'Seen with its plan and added to it by people of the lead, in their own name; never changed',
    rights: {
      openasb_web: {
        see: { which: withItsPlan },
        add: {
          which: (me, row, world) =>
            isMe(me, row.assessed_by) &&
            mine(me, row.organisation_id) &&
            planOf(me, row.plan_id, world)?.case_id === row.case_id &&
            withItsPlan(me, row, world),
        },
      },
    },
  },
  support_service: {
    says: 'A directory without personal data, read by everybody at work; kept by a co-ordinator of its organisation',
    rights: {
      openasb_web: {
        see: { which: isPerson },
        add: {
          which: (me, row, world) =>
            isMe(me, row.modified_by) && isOneOf(me, world, keepers, row.organisation_id),
        },
        change: {
          which: (me, row, world) => isPerson(me) && isOneOf(me, world, keepers, row.organisation_id),
          into: (me, row, world) =>
            isMe(me, row.modified_by) && isOneOf(me, world, keepers, row.organisation_id),
          columns: [
            'name',
            'what_for',
            'needs',
            'area',
            'how_to_refer',
            'partner_organisation_id',
            'email',
            'consent_needed',
            'answer_working_days',
            'modified_by',
            'ended_on',
            'version',
          ],
        },
      },
    },
  },
  support_referral: {
    says: 'Seen by people of the lead with its plan, and by the service that it went to; made by the lead in their own name, with consent where the service needs it',
    rights: {
      openasb_web: {
        see: { which: seesReferral },
        add: {
          which: (me, row, world) =>
            isMe(me, row.made_by) &&
            mine(me, row.organisation_id) &&
            row.status === 'sent' &&
            planOf(me, row.plan_id, world)?.case_id === row.case_id &&
            withItsPlan(me, row, world) &&
            rows(world, 'needs_assessment').some(
              (made) => made.id === row.assessment_id && made.plan_id === row.plan_id,
            ) &&
            rows(world, 'support_service').some(
              (service) =>
                service.id === row.service_id &&
                isNull(service, 'ended_on') &&
                (service.partner_organisation_id ?? null) === (row.partner_organisation_id ?? null) &&
                (row.consent === 'given' || service.consent_needed === false),
            ),
        },
      },
    },
  },
  support_outcome: {
    says: 'Seen with its referral; added by whoever sees that, in their own name, while it is not over',
    rights: {
      openasb_web: {
        see: { which: (me, row, world) => ofItsReferral(me, row.referral_id, world) },
        add: {
          which: (me, row, world) =>
            isMe(me, row.member_id) &&
            mine(me, row.organisation_id) &&
            ofItsReferral(me, row.referral_id, world) &&
            !['declined', 'ended', 'not_reached'].includes(
              String(referralOf(world, row.referral_id)?.status),
            ),
        },
      },
    },
  },
}

export const needsFunctions: Readonly<Record<string, readonly Role[]>> = { support_outcome_follows: [] }
