import { sql } from 'kysely'
import { z } from 'zod'
import { wordsIn } from '#locales'
import { type FormError, type Typed, typedSchema, typedValue } from '#platform/forms'
import { type Answer, forAnybody, page, type Route, redirect, route } from '#platform/http'
import { newId, newSecret, parseReference } from '#platform/ids'
import { noSuchLink } from '../public/find-status.ts'
import { inLanguageOf } from '../public/in-language-of.ts'
import { linkOf } from '../status-link.ts'
import { LinkAskedPage, LostLinkPage, OpenLinkPage, SpentLinkPage } from './lost-link-pages.tsx'

const params = z.object({ secret: z.string().max(200) })
const limit = { requests: 10, seconds: 600 }

/** For somebody who lost the link of their report: the reference brings another to the address that they gave. */
export const lostLinkRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/status',
    permission: forAnybody,
    audit: 'nothing',
    query: z.object({ done: z.literal('asked').optional().catch(undefined) }),
    handler: async ({ query }) =>
      query.done === undefined ? askPage({}, []) : page((frame) => LinkAskedPage({ frame })),
  }),
  route({
    method: 'POST',
    url: '/status',
    permission: forAnybody,
    audit: 'collect',
    body: typedSchema,
    limit,
    repeatable: true,
    async handler({ db, body, language, audit }) {
      const { lostLink } = wordsIn(language)
      const typed = typedValue(body, 'reference').trim()
      const reference = parseReference(typed, 'ASB')
      if (reference === undefined) {
        audit({ kind: 'report', reason: 'Asked for a link without a reference' })
        const message = typed === '' ? lostLink.referenceMissing : lostLink.referenceWrong
        return askPage(body, [{ field: 'reference', anchor: 'reference', message }])
      }
      const submission = z.uuid().safeParse(typedValue(body, 'submission'))
      await sql`select ask_for_link(${submission.success ? submission.data : newId()}, ${reference})`.execute(
        db,
      )
      audit({ kind: 'report', reason: 'Asked for the private link by its reference' })
      return redirect(inLanguageOf(language, '/status?done=asked'))
    },
  }),
  route({
    method: 'GET',
    url: '/status/link/:secret',
    permission: forAnybody,
    audit: 'nothing',
    params,
    async handler({ db, params, language }) {
      const { rows } = await sql<{ state: string | null }>`
        select asked_link(${linkOf(params.secret)}) as state`.execute(db)
      const state = rows[0]?.state ?? null
      if (state === null) throw noSuchLink(language)
      if (state !== 'open') return spentPage(state)
      return page((frame) => OpenLinkPage({ frame, address: `/status/link/${params.secret}` }))
    },
  }),
  route({
    method: 'POST',
    url: '/status/link/:secret',
    permission: forAnybody,
    audit: 'consult',
    params,
    limit,
    async handler({ db, params, language, audit }) {
      const link = linkOf(params.secret)
      const kept = newSecret()
      const { rows } = await sql<{ opened: string | null; state: string | null }>`
        select asked.state, open_asked_link(${link}, ${linkOf(kept)}) as opened from (select asked_link(${link}) as state) as asked`.execute(
        db,
      )
      const { opened = null, state = null } = rows[0] ?? {}
      if (state === null) throw noSuchLink(language)
      audit({
        kind: 'report',
        ...(opened === null ? {} : { id: opened }),
        reason: 'Opened by a link that opens once',
      })
      return opened === null ? spentPage(state) : redirect(inLanguageOf(language, `/status/${kept}`))
    },
  }),
]

const askPage = (typed: Typed, errors: readonly FormError[]): Answer =>
  page((frame) => LostLinkPage({ frame, typed: { submission: newId(), ...typed }, errors }), {
    status: errors.length === 0 ? 200 : 422,
  })

/** 410: it was here, and will not be again. */
const spentPage = (state: string): Answer =>
  page((frame) => SpentLinkPage({ frame, isLate: state === 'late' }), { status: 410 })
