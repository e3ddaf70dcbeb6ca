import { z } from 'zod'
import { asMember } from '#platform/actor'
import { addDays, formatDate, localDateSchema, today } from '#platform/clock'
import { dateField, type FormError, readForm, type Typed, typedSchema, wordsField } from '#platform/forms'
import {
  type Answer,
  type Context,
  forRoles,
  notFound,
  page,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { signLanguageKinds } from './sign-language.tsx'
import { SignLanguagePage } from './sign-language-page.tsx'

const setters = forRoles('coordinator')

const linkForm = (now: string) =>
  z.object({
    kind: z.enum(signLanguageKinds, 'Choose what it is'),
    from: dateField({ name: 'the day from which it is shown' }).refine((day) => day >= now, {
      message: `Enter a day from ${formatDate(now)} on`,
      path: ['day'],
    }),
    address: wordsField({ name: 'The address', most: 500 }).refine(
      (typed) => typed === '' || (/^https:\/\/\S+$/.test(typed) && URL.canParse(typed)),
      'Enter an address that begins with https://, or leave it empty',
    ),
  })

/** Where the partnership says which sign language the public is offered: its own data, by day. */
export const signLanguageRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/sign-language',
    permission: setters,
    audit: 'nothing',
    query: z.object({ done: z.literal('1').optional().catch(undefined) }),
    handler: (context) => show(context, { isDone: context.query.done !== undefined }),
  }),
  route({
    method: 'POST',
    url: '/sign-language',
    permission: setters,
    audit: 'alter',
    body: typedSchema,
    async handler(context) {
      const { db, actor, clock, body: typed, audit } = context
      const read = readForm(linkForm(today(clock)), typed)
      if (!read.ok) return show(context, { typed, errors: read.errors })
      const { kind, from, address } = read.value
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('sign_language_link')
        .values({
          kind,
          valid_from: from,
          address: address === '' ? null : address,
          set_by: asMember(actor).memberId,
        })
        .onConflict((on) => on.doNothing())
        .executeTakeFirst()
      if (numInsertedOrUpdatedRows === 0n) {
        const message = 'One begins on that day already: take it back first'
        return show(context, { typed, errors: [{ field: 'from', anchor: 'from-day', message }] })
      }
      audit({ kind: 'sign_language', summary: `${kind} from ${from}: ${address || 'none'}` })
      return redirect('/sign-language?done=1')
    },
  }),
  route({
    method: 'POST',
    url: '/sign-language/:kind/:from/take-back',
    permission: setters,
    audit: 'alter',
    params: z.object({ kind: z.enum(signLanguageKinds), from: localDateSchema }),
    async handler({ db, params, clock, audit }) {
      const { numDeletedRows } = await db
        .deleteFrom('sign_language_link')
        .where('kind', '=', params.kind)
        .where('valid_from', '=', params.from)
        .where('valid_from', '>=', today(clock))
        .executeTakeFirst()
      if (numDeletedRows === 0n) throw notFound('address that has not passed')
      audit({ kind: 'sign_language', summary: `${params.kind} from ${params.from}: taken back` })
      return redirect('/sign-language?done=1')
    },
  }),
]

type Shown = { typed?: Typed; errors?: readonly FormError[]; isDone?: boolean }

async function show(
  { db, clock }: Context<unknown, unknown, unknown>,
  { typed = {}, errors = [], isDone = false }: Shown,
): Promise<Answer> {
  const links = await db
    .selectFrom('sign_language_link')
    .leftJoin('member', 'member.id', 'set_by')
    .select(['kind', 'valid_from as from', 'address', 'member.name as setBy'])
    .orderBy('valid_from', 'desc')
    .orderBy('kind')
    .execute()
  const day = today(clock)
  return page(
    (frame) =>
      SignLanguagePage({ frame, links, today: day, tomorrow: addDays(day, 1), typed, errors, isDone }),
    errors.length > 0 ? { status: 422 } : {},
  )
}
