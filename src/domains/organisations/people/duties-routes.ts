import { sql } from 'kysely'
import { asMember } from '#platform/actor'
import { today } from '#platform/clock'
import { forMembers, page, type Route, route } from '#platform/http'
import { DutiesPage } from './duties-page.tsx'
import { readLightAccounts } from './light-accounts.ts'
import { endsSoon } from './membership.ts'
import { readMemberships } from './read-memberships.ts'

export const dutiesRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/account/duties',
    permission: forMembers,
    audit: 'nothing',
    async handler({ db, actor, clock }) {
      const { memberId } = asMember(actor)
      const day = today(clock)
      const [duties, covers, lights] = await Promise.all([
        readMemberships(db, sql`membership.id in (select membership_id from duties_of(${memberId}, ${day}))`),
        readMemberships(db, sql`membership.covers_for = ${memberId} and membership.valid_to > ${day}`),
        readLightAccounts(db, actor, day),
      ])
      const sponsored = lights.filter(({ sponsorId }) => sponsorId === memberId)
      const endingSoon = sponsored.filter((light) => endsSoon(light, day)).length
      return page((frame) => DutiesPage({ frame, duties, covers, sponsored: sponsored.length, endingSoon }))
    },
  }),
]
