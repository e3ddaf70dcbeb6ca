import { sql } from 'kysely'
import { z } from 'zod'
import {
  type CaseTab,
  caseParams,
  caseReaders,
  findInTitle,
  openCaseTab,
  readKnownWords,
  type TitleProblem,
} from '#domains/cases'
import { addTimelineEntries } from '#domains/timeline'
import { asMember, organisationsWith } from '#platform/actor'
import { today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type FormError, type Typed, typedSchema, typedValue } from '#platform/forms'
import {
  type Answer,
  type Context,
  conflict,
  forbidden,
  forRoles,
  notFound,
  page,
  Refusal,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { newId } from '#platform/ids'
import { correspondents } from '../staff/thread-routes.ts'
import { linkOf } from '../status-link.ts'
import { secretOfPlace } from './follow-secret.ts'
import { likeTypesOn, safeKindsOn } from './kinds.ts'
import { type NeighboursForm, NeighboursPage } from './neighbours-page.tsx'
import { countFollowers, readFollowers, readPlaceNews, readPlaces } from './read-neighbours.ts'

/** Whether neighbours may follow the place of a case, among its tabs. */
export const neighboursTab: CaseTab = { text: 'Neighbours', path: 'neighbours' }

const doneWords: Readonly<Record<string, string>> = {
  on: 'Neighbours may follow this now.',
  news: 'The news is on its way to everybody who follows.',
  end: 'Neighbours may not follow it any more.',
}
const mostWords = 120
const mostNews = 1_000

type Shown = {
  form?: NeighboursForm
  typed?: Typed
  errors?: readonly FormError[]
  conflict?: string
  done?: string
}
type Of<Body = unknown> = Context<{ reference: string }, unknown, Body>
type FoundCase = {
  id: string
  reference: string
  asbType: string
  typeLabel: string
  organisationId: number
  location: { x: number; y: number } | null
}

/** @param tabs of every domain, as src/app.ts passes them */
export const neighbourRoutes = (tabs: readonly CaseTab[], secret: string): readonly Route[] => {
  const show = async (context: Of, shown: Shown, status = 200): Promise<Answer> => {
    const { form, typed = {}, errors = [], done } = shown
    const { db, actor, clock, origin, params } = context
    const opened = await openCaseTab(context, { reference: params.reference, tabs, path: 'neighbours' })
    if ('answer' in opened) return opened.answer
    const found = await getCase(db, params.reference)
    const places = await readPlaces(db, found.id)
    const place = places.find(({ endedAt }) => endedAt === null)
    const mayChange =
      opened.head.status === 'open' &&
      organisationsWith(actor, ...correspondents).includes(found.organisationId)
    const [news, followers, counts] =
      place === undefined
        ? [[], [], { followers: 0, affected: 0 }]
        : [
            await readPlaceNews(db, place.id),
            await readFollowers(db, place.id),
            await countFollowers(db, place.id),
          ]
    const obstacle =
      place === undefined && mayChange
        ? await obstacleOf(db, found, likeTypesOn(today(clock), found.asbType))
        : ''
    return page(
      (frame) =>
        NeighboursPage({
          frame: { ...frame, hasErrors: errors.length > 0 },
          opened,
          place,
          earlier: places.filter(({ endedAt }) => endedAt !== null),
          news,
          followers,
          counts,
          link: place === undefined ? '' : `${origin}/follow/${secretOfPlace(secret, place.id)}`,
          mayChange,
          obstacle,
          newId: newId(),
          form,
          typed,
          errors,
          conflict: shown.conflict,
          done,
        }),
      { status },
    )
  }

  /** A form of the page: carried out, or shown again with what is wrong or what happened in the meantime. */
  const change = (
    path: string,
    form: NeighboursForm,
    work: (context: Of<Typed>, found: FoundCase) => Promise<readonly FormError[]>,
  ): Route =>
    route({
      method: 'POST',
      url: `/cases/:reference/neighbours${path}`,
      permission: forRoles(...correspondents),
      audit: form === 'news' ? 'disclose' : 'alter',
      params: caseParams,
      body: typedSchema,
      async handler(context) {
        const { db, actor, params, body, audit } = context
        const found = await getCase(db, params.reference)
        if (!organisationsWith(actor, ...correspondents).includes(found.organisationId))
          throw forbidden('The organisation that leads the case decides this. You are still signed in.')
        try {
          const errors = await work(context, found)
          if (errors.length > 0) return show(context, { form, typed: body, errors }, 422)
        } catch (error) {
          // A refusal of this kind comes before anything is written.
          if (!(error instanceof Refusal) || error.status !== 409) throw error
          return show(context, { form, typed: body, conflict: error.message }, 409)
        }
        audit({
          kind: 'case',
          id: found.id,
          reason: typedValue(body, form === 'on' ? 'reason' : 'because').trim(),
          summary: `neighbours: ${form}`,
          ...(form === 'news' ? { recipient: 'Neighbours who follow' } : {}),
        })
        return redirect(`/cases/${params.reference}/neighbours?done=${form}`)
      },
    })

  return [
    route({
      method: 'GET',
      url: '/cases/:reference/neighbours',
      permission: forRoles(...caseReaders),
      audit: 'consult',
      params: caseParams,
      query: z.object({ done: z.string().max(20).optional() }),
      handler: (context) => {
        const done = doneWords[context.query.done ?? '']
        return show(context, done === undefined ? {} : { done })
      },
    }),
    change('', 'on', async ({ db, actor, body, clock }, found) => {
      const [words, wordsCy, reason] = [text(body, 'words'), text(body, 'wordsCy'), text(body, 'reason')]
      const day = today(clock)
      const like = likeTypesOn(day, found.asbType)
      const obstacle = await obstacleOf(db, found, like)
      if (obstacle !== '') throw conflict(obstacle)
      const known = await readKnownWords(db, found)
      const errors = [
        ...required('words', words, 'Say which place, in words for everybody'),
        ...required('reason', reason, 'Say why neighbours may follow it'),
        ...checkWords('words', words, mostWords, known),
        ...checkWords('wordsCy', wordsCy, mostWords, known),
        ...(typedValue(body, 'public') === 'yes'
          ? []
          : [wrong('public', 'Only what is about a public place and about nobody may be followed')]),
      ]
      if (errors.length > 0) return errors
      const id = idIn(body)
      const { rows } = await sql`
        insert into followed_place (id, case_id, organisation_id, secret_hash, words, words_cy, reason, like_types, within_m,
          location, switched_on_by)
        select ${id}, ${found.id}, ${found.organisationId}, ${linkOf(secretOfPlace(secret, id))}, ${words},
          ${wordsCy}, ${reason}, ${like}::text[], ${safeKindsOn(day).withinM}, location, ${asMember(actor).memberId}
        from asb_case where asb_case.id = ${found.id}
          and not exists (select from followed_place where case_id = ${found.id} and ended_at is null)
        returning id`.execute(db)
      if (rows.length === 0) throw conflict('Neighbours may follow this already.')
      await addTimelineEntries(db, actor, [
        {
          caseId: found.id,
          kind: 'neighbours_on',
          what: `Neighbours may follow this: ${words}`,
          why: reason,
        },
      ])
      return []
    }),
    change('/news', 'news', async ({ db, actor, body }, found) => {
      const [words, wordsCy] = [text(body, 'news'), text(body, 'newsCy')]
      const known = await readKnownWords(db, found)
      const errors = [
        ...required('news', words, 'Write the news'),
        ...checkWords('news', words, mostNews, known),
        ...checkWords('newsCy', wordsCy, mostNews, known),
      ]
      if (errors.length > 0) return errors
      const id = idIn(body)
      const sent = await db.selectFrom('place_news').select('id').where('id', '=', id).executeTakeFirst()
      if (sent !== undefined) return []
      const { memberId } = asMember(actor)
      const { rows } = await sql`
        insert into place_news (id, place_id, words, words_cy, written_by, organisation_id)
        select ${id}, place.id, ${words}, ${wordsCy}, ${memberId}, place.organisation_id
        from followed_place as place where case_id = ${found.id} and ended_at is null and version = ${versionIn(body)}
        returning id`.execute(db)
      if (rows.length === 0) throw conflict('This was ended or begun anew since you opened it.')
      await addTimelineEntries(db, actor, [
        {
          caseId: found.id,
          kind: 'neighbours_news',
          what: 'News was written for neighbours who follow',
          why: words,
        },
      ])
      return []
    }),
    change('/end', 'end', async ({ db, actor, body, clock }, found) => {
      const because = typedValue(body, 'because').trim().slice(0, 500)
      if (because === '') return [wrong('because', 'Say why')]
      const { rows } = await sql`
        update followed_place set ended_at = ${clock.now()}, ended_by = ${asMember(actor).memberId}, ended_because = ${because},
          version = version + 1
        where case_id = ${found.id} and ended_at is null and version = ${versionIn(body)} returning id`.execute(
        db,
      )
      if (rows.length === 0) throw conflict('This was ended or begun anew since you opened it.')
      await addTimelineEntries(db, actor, [
        {
          caseId: found.id,
          kind: 'neighbours_off',
          what: 'Neighbours may not follow this any more',
          why: because,
        },
      ])
      return []
    }),
  ]
}

async function getCase(db: Transaction, reference: string): Promise<FoundCase> {
  const { rows } = await sql<FoundCase>`
    select asb_case.id, reference, asb_type as "asbType", asb_type.label as "typeLabel",
      organisation_id as "organisationId", case when location is null then null
        else jsonb_build_object('x', location[0], 'y', location[1]) end as location
    from asb_case join asb_type on asb_type.code = asb_case.asb_type where reference = ${reference}`.execute(
    db,
  )
  if (rows[0] === undefined) throw notFound('case')
  return rows[0]
}

/** Why neighbours may not follow a case; empty where they may. */
async function obstacleOf(db: Transaction, found: FoundCase, like: readonly string[]): Promise<string> {
  if (like.length === 0)
    return `Neighbours may not follow cases about this: ${found.typeLabel}. They follow what is declared to be about no person.`
  if (found.location === null) return 'The case has no place that neighbours could know.'
  const { rows } = await sql<{ may: boolean }>`select may_be_followed(${found.id}) as may`.execute(db)
  return rows[0]?.may === true
    ? ''
    : 'Neighbours may not follow this case: it is closed, or something in it is about a person or not for everybody.'
}

const text = (typed: Typed, name: string) => typedValue(typed, name).trim()
const wrong = (field: string, message: string): FormError => ({ field, anchor: field, message })
const required = (field: string, words: string, message: string): FormError[] =>
  words === '' ? [wrong(field, message)] : []

type KnownWords = Awaited<ReturnType<typeof readKnownWords>>

function checkWords(field: string, words: string, most: number, known: KnownWords): FormError[] {
  if (words.length > most)
    return [wrong(field, `Shorten it to ${most.toLocaleString('en-GB')} characters or fewer`)]
  const problem = findInTitle(words, known)
  return problem === undefined
    ? []
    : [wrong(field, `${problemWords(problem)}. Everybody reads this: say what and where, not who`)]
}

function problemWords({ found, kind }: TitleProblem): string {
  const what = {
    name: 'a person’s name',
    address: 'an address',
    number: 'a telephone number',
    email: 'an email address',
    vehicle: 'a number plate',
    date: 'a date of birth',
  }[kind]
  return `“${found}” looks like ${what}`
}

const idIn = (typed: Typed): string => {
  const sent = typedValue(typed, 'id')
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(sent) ? sent : newId()
}
const versionIn = (typed: Typed): number => Number(typedValue(typed, 'version')) || 0
