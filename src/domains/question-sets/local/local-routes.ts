import { z } from 'zod'
import { today } from '#platform/clock'
import { readForm, typedSchema, wordsField } from '#platform/forms'
import { type Answer, notFound, type Route, redirect, route } from '#platform/http'
import { adviceRoutes } from './advice-routes.ts'
import { LocalTypesPage, localTypesAddress } from './local-pages.tsx'
import {
  type Any,
  changers,
  checkChosen,
  inThePast,
  isDone,
  readers,
  type State,
  sharedFields,
  show,
} from './local-state.ts'
import { endLocalType, giveLocalType, readChoices, readLocalTypes } from './local-words.ts'

const localTypeForm = z.object({
  ...sharedFields,
  code: wordsField({ name: 'The code', most: 60, missing: 'Enter the code' }),
  label: wordsField({ name: 'The name', most: 200, missing: 'Enter what they call it' }),
})
const codeForm = z.object({ organisation: sharedFields.organisation, code: z.string().min(1).max(60) })

async function showLocalTypes(context: Any, state: State = {}): Promise<Answer> {
  const { db, clock } = context
  const [localTypes, choices] = await Promise.all([
    readLocalTypes(db, today(clock)),
    readChoices(db, today(clock)),
  ])
  return show(context, state, (common) => LocalTypesPage({ ...common, ...choices, localTypes }))
}

/** What organisations make of the types: whom the public is told to ask, and their own codes. */
export const localRoutes: readonly Route[] = [
  ...adviceRoutes,
  route({
    method: 'GET',
    url: localTypesAddress,
    permission: readers,
    audit: 'nothing',
    query: isDone,
    handler: (context) => showLocalTypes(context, { done: context.query.done }),
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
