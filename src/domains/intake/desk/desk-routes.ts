import { z } from 'zod'
import { asMember } from '#platform/actor'
import { typedValue } from '#platform/forms'
import { conflict, forRoles, notFound, page, type Route, redirect, route } from '#platform/http'
import { discardLetter, findLetter, readLetters, replayLetter } from './letters.ts'
import { LetterPage, LettersPage } from './letters-page.tsx'
import { mappingRoutes } from './mapping-routes.ts'
import { readSources, readWaiting } from './read-sources.ts'
import { SourcesPage } from './sources-page.tsx'

/** Who looks after the connections of an organisation's other systems. */
const lookers = forRoles('coordinator', 'supervisor')
const byId = z.object({ id: z.uuid() })

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Indented for a person, where it is JSON. */
function readable(body: string): string {
  const value = parsed(body)
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : body
}

export const deskRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/intake',
    permission: lookers,
    audit: 'nothing',
    handler: async ({ db, actor }) => {
      const { organisationId } = asMember(actor)
      const [sources, waiting] = await Promise.all([
        readSources(db, organisationId),
        readWaiting(db, organisationId),
      ])
      return page((frame) => SourcesPage({ frame, sources, waiting }))
    },
  }),
  route({
    method: 'GET',
    url: '/intake/letters',
    permission: lookers,
    audit: 'nothing',
    query: z.object({
      settled: z.enum(['yes']).optional().catch(undefined),
      taken: z.coerce.number().int().min(0).optional().catch(undefined),
      left: z.coerce.number().int().min(0).optional().catch(undefined),
    }),
    handler: async ({ db, actor, query }) => {
      const isSettled = query.settled === 'yes'
      const letters = await readLetters(db, asMember(actor).organisationId, isSettled)
      const done =
        query.taken === undefined ? undefined : `Taken: ${query.taken}. Still not taken: ${query.left ?? 0}.`
      return page((frame) => LettersPage({ frame, letters, isSettled, done }))
    },
  }),
  route({
    method: 'POST',
    url: '/intake/letters',
    permission: lookers,
    audit: 'collect',
    handler: async (context) => {
      const { db, actor, audit } = context
      const { organisationId } = asMember(actor)
      let taken = 0
      const letters = await readLetters(db, organisationId, false)
      // Oldest first, as they would have come.
      for (const { id } of letters.reverse()) {
        const letter = await findLetter(db, organisationId, id, true)
        if (letter === undefined || letter.replayedAt !== null || letter.discardedAt !== null) continue
        const answer = await replayLetter(context, letter, parsed(letter.body))
        if (answer.taken) taken += 1
      }
      audit({ kind: 'incident_letter', summary: `${taken} of ${letters.length} replayed` })
      return redirect(`/intake/letters?taken=${taken}&left=${letters.length - taken}`)
    },
  }),
  route({
    method: 'GET',
    url: '/intake/letters/:id',
    permission: lookers,
    audit: 'consult',
    params: byId,
    handler: async ({ db, actor, params, audit }) => {
      const letter = await findLetter(db, asMember(actor).organisationId, params.id)
      if (letter === undefined) throw notFound('message')
      audit({ kind: 'incident_letter', id: letter.id })
      return page((frame) => LetterPage({ frame, letter, body: readable(letter.body), problem: undefined }))
    },
  }),
  route({
    method: 'POST',
    url: '/intake/letters/:id',
    permission: lookers,
    audit: 'collect',
    params: byId,
    body: z.record(z.string(), z.string().max(1_000_000)),
    handler: async (context) => {
      const { db, actor, params, body, audit } = context
      const member = asMember(actor)
      const letter = await findLetter(db, member.organisationId, params.id, true)
      if (letter === undefined) throw notFound('message')
      if (letter.replayedAt !== null || letter.discardedAt !== null)
        throw conflict(`${letter.settledByName} settled this message. Nothing was done twice.`)
      if (typedValue(body, 'act') === 'discard') {
        await discardLetter(db, member.memberId, letter.id)
        audit({ kind: 'incident_letter', id: letter.id, summary: 'put away' })
        return redirect('/intake/letters')
      }
      const typed = typedValue(body, 'body')
      const answer = await replayLetter(context, letter, parsed(typed === '' ? letter.body : typed))
      audit({
        kind: 'incident_letter',
        id: letter.id,
        summary: answer.taken ? 'replayed' : 'replayed in vain',
      })
      if (answer.taken) return redirect('/intake/letters?taken=1')
      const problem = [
        answer.because,
        ...answer.problems.map(({ field, message }) => `${field}: ${message}`),
      ].join('. ')
      return page((frame) => LetterPage({ frame, letter, body: typed, problem }), { status: 422 })
    },
  }),
  ...mappingRoutes,
]
