import { z } from 'zod'
import { asMember } from '#platform/actor'
import { today } from '#platform/clock'
import { type FormError, readForm, type Typed, typedSchema } from '#platform/forms'
import { type Answer, type Context, forRoles, page, type Route, redirect, route } from '#platform/http'
import { objectiveForm, readObjective, setObjective } from './objective.ts'
import { readService } from './read-service.ts'
import { ServicePage } from './service-page.tsx'

const operators = forRoles('coordinator')

async function show(
  { db, clock }: Context<unknown, unknown, unknown>,
  {
    typed = {},
    errors = [],
    isSaved = false,
  }: { typed?: Typed; errors?: readonly FormError[]; isSaved?: boolean },
): Promise<Answer> {
  const objective = await readObjective(db)
  const now = clock.now()
  const state = await readService(db, now, objective.windowDays)
  const props = { objective, state, now, today: today(clock), typed, errors, isSaved }
  return page((frame) => ServicePage({ frame: { ...frame, hasErrors: errors.length > 0 }, ...props }), {
    status: errors.length > 0 ? 422 : 200,
  })
}

/** How the service is, for whoever answers for it; what is promised is set by co-ordinators. */
export const serviceRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/service',
    permission: operators,
    audit: 'nothing',
    query: z.object({ saved: z.literal('yes').optional().catch(undefined) }),
    handler: (context) => show(context, { isSaved: context.query.saved !== undefined }),
  }),
  route({
    method: 'POST',
    url: '/service',
    permission: operators,
    audit: 'alter',
    body: typedSchema,
    async handler(context) {
      const { db, actor, body: typed, audit } = context
      const read = readForm(objectiveForm, typed)
      if (!read.ok) return show(context, { typed, errors: read.errors })
      await setObjective(db, asMember(actor).memberId, read.value)
      audit({
        kind: 'service_objective',
        reason: read.value.why,
        summary: `${read.value.target} faults in a million`,
      })
      return redirect('/service?saved=yes')
    },
  }),
]
