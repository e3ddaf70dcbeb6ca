import { asMember } from '#platform/actor'
import { page, type Route, redirect, route } from '#platform/http'
import { newId } from '#platform/ids'
import { findChainState, readOutsideState, readVerifications } from './read-chain.ts'
import { SealsPage } from './seals-page.tsx'
import { verificationAsked } from './verification-event.ts'
import { overseers } from './who-may.ts'

/** A run that has not ended by then will not: another may be asked for. */
const givenUpAfterMs = 3_600_000

/** The state of the chain of seals, and a check of all of it as a job. */
export function sealsRoutes(options: { sealFolder: string; partnership: string }): Route[] {
  return [
    route({
      method: 'GET',
      url: '/governance/seals',
      permission: overseers,
      audit: 'nothing',
      handler: async ({ db }) => {
        const [chain, verifications, outside] = await Promise.all([
          findChainState(db),
          readVerifications(db),
          readOutsideState(options.sealFolder, options.partnership),
        ])
        return page((frame) => SealsPage({ frame, chain, outside, verifications }))
      },
    }),
    route({
      method: 'POST',
      url: '/governance/seals/verify',
      permission: overseers,
      audit: 'nothing',
      handler: async ({ db, actor, emit, clock }) => {
        const running = await db
          .selectFrom('audit_verification')
          .select('id')
          .where('finished_at', 'is', null)
          .where('asked_at', '>', new Date(clock.now().getTime() - givenUpAfterMs))
          .executeTakeFirst()
        if (running === undefined) {
          const id = newId()
          await db
            .insertInto('audit_verification')
            .values({ id, asked_by: asMember(actor).memberId })
            .execute()
          await emit(verificationAsked, { verificationId: id })
        }
        return redirect('/governance/seals')
      },
    }),
  ]
}
