import { sql } from 'kysely'
import { z } from 'zod'
import { type Words, wordsIn } from '#locales'
import { today } from '#platform/clock'
import {
  emailField,
  type FormError,
  type FormResult,
  oneOf,
  phoneField,
  readForm,
  type Typed,
  typedSchema,
  typedValue,
} from '#platform/forms'
import {
  type Answer,
  type Context,
  forAnybody,
  page,
  Refusal,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { newId } from '#platform/ids'
import { getStatus } from '../public/find-status.ts'
import { inLanguageOf } from '../public/in-language-of.ts'
import { linkMark, linkOf } from '../status-link.ts'
import { FollowingPage, FollowPage, FollowSentPage, followWays } from './follow-pages.tsx'
import { secretOfFollower } from './follow-secret.ts'
import { safeTypesOn } from './kinds.ts'
import { type FollowPlace, findFollowing, findFollowPlace, inWordsOf } from './known-place.ts'

const params = z.object({ secret: z.string().max(200) })
const limit = { requests: 30, seconds: 600 }
type Of<Body = unknown> = Context<z.output<typeof params>, unknown, Body>

/** Following a place: by the link that its organisation hands out, by the page of a report, and the page of a follower. */
export const followRoutes = (secret: string): readonly Route[] => [
  route({
    method: 'GET',
    url: '/follow/:secret',
    permission: forAnybody,
    audit: 'nothing',
    params,
    query: z.object({ done: z.literal('sent').optional().catch(undefined) }),
    async handler(context) {
      const place = await getPlace(context)
      if (context.query.done !== undefined) return page((frame) => FollowSentPage({ frame }))
      return followPage(context, place, {}, [])
    },
  }),
  route({
    method: 'POST',
    url: '/follow/:secret',
    permission: forAnybody,
    audit: 'collect',
    params,
    body: typedSchema,
    limit,
    repeatable: true,
    async handler(context) {
      const { db, params, body, language, audit } = context
      const place = await getPlace(context)
      audit({ kind: 'followed_place', reason: 'By the link that is handed out' })
      if (!place.isOpen) return followPage(context, place, {}, [])
      const read = readFollow(body, wordsIn(language))
      if (!read.ok) return followPage(context, place, body, read.errors)
      const { follow, messages } = wordsIn(language)
      const { way, recipient, affectsMe } = read.value
      const id = submissionIn(body)
      const own = secretOfFollower(secret, id)
      const { text } = inWordsOf(language, place)
      const given = {
        id,
        language,
        affectsMe,
        channel: way,
        recipient,
        message: newId(),
        subject: way === 'email' ? messages.subject : '',
        body: way === 'email' ? follow.confirmEmail(text, linkMark) : follow.confirmText(linkMark),
      }
      await sql`select follow_place(${linkOf(params.secret)}, ${JSON.stringify(given)}::jsonb, ${linkOf(own)})`.execute(
        db,
      )
      return redirect(
        inLanguageOf(language, way === 'page' ? `/following/${own}` : `/follow/${params.secret}?done=sent`),
      )
    },
  }),
  route({
    method: 'GET',
    url: '/following/:secret',
    permission: forAnybody,
    audit: 'nothing',
    params,
    handler: followingPage,
  }),
  ...(['start', 'stop'] as const).map((wanted) =>
    route({
      method: 'POST',
      url: `/following/:secret/${wanted}`,
      permission: forAnybody,
      audit: 'alter',
      params,
      limit,
      repeatable: true,
      async handler({ db, params, language, audit }) {
        const { rows } = await sql<{ isOne: boolean }>`
          select change_following(${linkOf(params.secret)}, ${wanted}) as "isOne"`.execute(db)
        audit({ kind: 'followed_place', reason: wanted === 'start' ? 'An address was confirmed' : 'Stopped' })
        if (rows[0]?.isOne !== true) throw noSuchLink(language)
        return redirect(inLanguageOf(language, `/following/${params.secret}`))
      },
    }),
  ),
  ...(['follow', 'unfollow'] as const).map((wanted) =>
    route({
      method: 'POST',
      url: `/status/:secret/${wanted}`,
      permission: forAnybody,
      audit: 'alter',
      params,
      limit,
      repeatable: true,
      async handler({ db, params, clock, language, audit }) {
        const { reportId } = await getStatus(db, params.secret, language, clock)
        const id = newId()
        await sql`select reporter_follows(${linkOf(params.secret)}, ${wanted === 'follow'}, ${id},
          ${linkOf(secretOfFollower(secret, id))}, ${safeTypesOn(today(clock))}::text[])`.execute(db)
        audit({ kind: 'report', id: reportId, reason: `The reporter: ${wanted}` })
        return redirect(inLanguageOf(language, `/status/${params.secret}`))
      },
    }),
  ),
]

async function getPlace({ db, params, language }: Of): Promise<FollowPlace> {
  const place = await findFollowPlace(db, params.secret)
  if (place === undefined) throw noSuchLink(language)
  return place
}

async function followingPage({ db, params, language }: Of): Promise<Answer> {
  const following = await findFollowing(db, params.secret)
  if (following === undefined) throw noSuchLink(language)
  return page((frame) => FollowingPage({ frame, address: `/following/${params.secret}`, following }))
}

function noSuchLink(language: string): Refusal {
  const { follow } = wordsIn(language)
  return new Refusal(404, follow.notFound, follow.notFoundWhy)
}

function followPage({ params }: Of, place: FollowPlace, typed: Typed, errors: readonly FormError[]): Answer {
  return page(
    (frame) =>
      FollowPage({
        frame: { ...frame, hasErrors: errors.length > 0 },
        address: `/follow/${params.secret}`,
        place,
        submission: submissionIn(typed),
        typed,
        errors,
      }),
    errors.length > 0 ? { status: 422 } : {},
  )
}

/** What a form sent with it, or a new one where somebody has taken it away. */
function submissionIn(typed: Typed): string {
  const sent = z.uuid().safeParse(typedValue(typed, 'submission'))
  return sent.success ? sent.data : newId()
}

type Follow = { way: (typeof followWays)[number]; recipient: string; affectsMe: boolean }

function readFollow(typed: Typed, { follow, forms }: Words): FormResult<Follow> {
  const way = typedValue(typed, 'way')
  const read = readForm(
    z.object({
      affects: oneOf(['yes', 'no'], follow.affectsMissing),
      way: oneOf(followWays, follow.wayMissing),
      email: way === 'email' ? emailField(forms) : z.undefined().catch(undefined),
      phone: way === 'text' ? phoneField(forms) : z.undefined().catch(undefined),
    }),
    typed,
  )
  const chosen = followWays.find((each) => each === way) ?? 'page'
  const field = { page: undefined, email: 'email', text: 'phone' }[chosen]
  const isMissing = field !== undefined && typedValue(typed, field).trim() === ''
  const missing: FormError[] =
    isMissing && chosen !== 'page' ? [{ field, anchor: field, message: follow.recipientMissing[chosen] }] : []
  if (!read.ok) return { ok: false, errors: [...read.errors, ...missing] }
  if (missing.length > 0) return { ok: false, errors: missing }
  const { affects, email = '', phone = '' } = read.value
  const recipient = { page: '', email, text: phone }[chosen]
  return { ok: true, value: { way: chosen, recipient, affectsMe: affects === 'yes' } }
}
