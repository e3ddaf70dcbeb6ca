import { z } from 'zod'
import { dayField } from '#domains/sharing'
import { hasRole } from '#platform/actor'
import { today } from '#platform/clock'
import { type FormError, readForm, type Typed, typedSchema, wordsField } from '#platform/forms'
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
import { draftLanguages } from '../set-draft.ts'
import { AdvicePage, adviceAddress, LocalTypesPage, localTypesAddress } from './local-pages.tsx'
import {
  endAdvice,
  endLocalType,
  giveAdvice,
  giveLocalType,
  readAdvice,
  readChoices,
  readLocalTypes,
} from './local-words.ts'

const readers = forRoles('coordinator', 'information_governance')
const changers = forRoles('coordinator')

type Any = Context<unknown, unknown, unknown>
type State = { typed?: Typed; errors?: readonly FormError[]; conflict?: string; done?: string | undefined }

const shared = {
  organisation: z.string('Choose an organisation').regex(/^\d{1,6}$/, 'Choose an organisation'),
  type: z.string('Choose a type').regex(/^[a-z][a-z_]*$/, 'Choose a type'),
  valid_from: dayField('Enter the day from which it holds'),
}
const wordsIn = (prefix: string, name: string) =>
  Object.fromEntries(
    draftLanguages.map(({ tag, name: language }) => [
      `${prefix}_${tag}`,
      wordsField({ name: `${name} in ${language}`, most: 2_000, missing: `Say ${name} in ${language}` }),
    ]),
  )
const adviceForm = z
  .object(shared)
  .and(z.object(wordsIn('advice', 'what the organisation says')))
  .and(z.object(wordsIn('who', 'who deals with it')))
const localTypeForm = z.object({
  ...shared,
  code: wordsField({ name: 'The code', most: 60, missing: 'Enter the code' }),
  label: wordsField({ name: 'The name', most: 200, missing: 'Enter what they call it' }),
})
const codeForm = z.object({ organisation: shared.organisation, code: z.string().min(1).max(60) })

const done = z.object({ done: z.enum(['given', 'ended']).optional().catch(undefined) })
const doneWords = { given: 'It holds from its day on.', ended: 'It is ended.' } as const

const inThePast: FormError = {
  field: 'valid_from',
  anchor: 'valid_from',
  message: 'It can hold from today on, not before',
}

async function showAdvice(context: Any, state: State = {}): Promise<Answer> {
  const { db, clock } = context
  const [advice, choices] = await Promise.all([readAdvice(db, today(clock)), readChoices(db, today(clock))])
  return show(context, state, (common) => AdvicePage({ ...common, ...choices, advice }))
}

async function showLocalTypes(context: Any, state: State = {}): Promise<Answer> {
  const { db, clock } = context
  const [localTypes, choices] = await Promise.all([
    readLocalTypes(db, today(clock)),
    readChoices(db, today(clock)),
  ])
  return show(context, state, (common) => LocalTypesPage({ ...common, ...choices, localTypes }))
}

type Common = Omit<Parameters<typeof AdvicePage>[0], 'advice' | 'organisations' | 'types'>

function show(
  { actor }: Any,
  state: State,
  render: (common: Common) => ReturnType<typeof AdvicePage>,
): Answer {
  const { typed = {}, errors = [], conflict, done: isDone } = state
  const status = conflict !== undefined ? 409 : errors.length > 0 ? 422 : 200
  return page(
    (frame) =>
      render({
        frame: { ...frame, hasErrors: status === 422 },
        typed,
        errors,
        conflict,
        done: isDone,
        mayChange: hasRole(actor, 'coordinator'),
      }),
    { status },
  )
}

/** What organisations make of the types: whom the public is told to ask, and their own codes. */
export const localRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: adviceAddress,
    permission: readers,
    audit: 'nothing',
    query: done,
    handler: (context) => showAdvice(context, { done: context.query.done && doneWords[context.query.done] }),
  }),
  route({
    method: 'POST',
    url: adviceAddress,
    permission: changers,
    audit: 'alter',
    body: typedSchema,
    async handler(context) {
      const { db, body: typed, clock, audit } = context
      const read = readForm(adviceForm, typed)
      if (!read.ok) return showAdvice(context, { typed, errors: read.errors })
      const { organisation, type, valid_from, ...words } = read.value
      if (valid_from < today(clock)) return showAdvice(context, { typed, errors: [inThePast] })
      const of = (prefix: string) =>
        Object.fromEntries(
          draftLanguages.map(({ tag }) => [tag, String(Reflect.get(words, `${prefix}_${tag}`))]),
        )
      const choices = await readChoices(db, today(clock))
      checkChosen(choices, organisation, type)
      const id = await giveAdvice(db, {
        organisationId: Number(organisation),
        asbType: type,
        advice: of('advice'),
        whoDeals: of('who'),
        validFrom: valid_from,
      })
      audit({ kind: 'question_set', id, summary: `advice on ${type} from ${valid_from}` })
      return redirect(`${adviceAddress}?done=given`)
    },
  }),
  route({
    method: 'POST',
    url: `${adviceAddress}/:id/end`,
    permission: changers,
    audit: 'alter',
    params: z.object({ id: z.uuid() }),
    body: typedSchema,
    async handler(context) {
      const { db, params, clock, audit } = context
      if (!(await endAdvice(db, params.id, today(clock))))
        return showAdvice(context, { conflict: 'It was ended already.' })
      audit({ kind: 'question_set', id: params.id, summary: 'advice ended' })
      return redirect(`${adviceAddress}?done=ended`)
    },
  }),
  route({
    method: 'GET',
    url: localTypesAddress,
    permission: readers,
    audit: 'nothing',
    query: done,
    handler: (context) =>
      showLocalTypes(context, { done: context.query.done && doneWords[context.query.done] }),
  }),
  route({
    method: 'POST',
    url: localTypesAddress,
    permission: changers,
    audit: 'alter',
    body: typedSchema,
    async handler(context) {
      const { db, body: typed, clock, audit } = context
      const read = readForm(localTypeForm, typed)
      if (!read.ok) return showLocalTypes(context, { typed, errors: read.errors })
      const { organisation, type, code, label, valid_from } = read.value
      if (valid_from < today(clock)) return showLocalTypes(context, { typed, errors: [inThePast] })
      checkChosen(await readChoices(db, today(clock)), organisation, type)
      const isGiven = await giveLocalType(db, {
        organisationId: Number(organisation),
        code,
        label,
        asbType: type,
        validFrom: valid_from,
      })
      if (!isGiven)
        return showLocalTypes(context, {
          typed,
          conflict: `${code} means something else from that day already.`,
        })
      audit({ kind: 'question_set', summary: `code ${code} stands for ${type} from ${valid_from}` })
      return redirect(`${localTypesAddress}?done=given`)
    },
  }),
  route({
    method: 'POST',
    url: `${localTypesAddress}/end`,
    permission: changers,
    audit: 'alter',
    body: typedSchema,
    async handler(context) {
      const { db, body, clock, audit } = context
      const read = codeForm.safeParse(body)
      if (!read.success) throw notFound('code')
      const { organisation, code } = read.data
      const isEnded = await endLocalType(db, { organisationId: Number(organisation), code }, today(clock))
      if (!isEnded) return showLocalTypes(context, { conflict: 'It was ended already.' })
      audit({ kind: 'question_set', summary: `code ${code} ended` })
      return redirect(`${localTypesAddress}?done=ended`)
    },
  }),
]

/** A form of another day may name what is gone. */
function checkChosen(
  { organisations, types }: Awaited<ReturnType<typeof readChoices>>,
  organisation: string,
  type: string,
): void {
  if (!organisations.some(({ id }) => id === Number(organisation))) throw notFound('organisation')
  if (!types.some(({ code }) => code === type)) throw notFound('type')
}
