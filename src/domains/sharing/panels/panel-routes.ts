import { sql } from 'kysely'
import { z } from 'zod'
import { asMember, hasRole } from '#platform/actor'
import { type LocalDate, today } from '#platform/clock'
import { breaksUnique, type Transaction } from '#platform/database'
import { type FormError, oneOf, readForm, type Typed, typedSchema, wordsField } from '#platform/forms'
import {
  type Answer,
  type Context,
  conflict,
  forMembers,
  forRoles,
  notFound,
  page,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { newId } from '#platform/ids'
import { type ListedPanel, PanelsPage } from './panels-page.tsx'

const coordinators = forRoles('coordinator')
const byId = z.object({ id: z.uuid() })

const newPanel = z.object({
  name: wordsField({ name: 'The name', most: 200, missing: 'Enter the name of the panel' }),
  purpose: wordsField({ name: 'What it is for', most: 1_000 }),
})

async function readPanels(db: Transaction, day: LocalDate): Promise<ListedPanel[]> {
  const { rows } = await sql<ListedPanel>`
    select panel.id, panel.name, purpose,
      coalesce((select json_agg(json_build_object('id', organisation.id, 'name', organisation.name) order by organisation.name)
        from panel_member join organisation on organisation.id = organisation_id
        where panel_id = panel.id and (left_on is null or left_on > ${day}::date)), '[]') as members,
      (select count(*)::integer from sharing_rule where receiver_panel_id = panel.id and ended_at is null) as rules
    from panel order by panel.name`.execute(db)
  return rows
}

async function show(
  { db, actor, clock }: Context<unknown, unknown, unknown>,
  again: { form?: string; typed?: Typed; errors?: readonly FormError[]; conflict?: string } = {},
): Promise<Answer> {
  const { form = '', typed = {}, errors = [] } = again
  const [panels, organisations] = await Promise.all([
    readPanels(db, today(clock)),
    db
      .selectFrom('organisation')
      .select(['id', 'name'])
      .where('valid_to', 'is', null)
      .orderBy('name')
      .execute(),
  ])
  const mayChange = hasRole(actor, 'coordinator')
  const status = again.conflict !== undefined ? 409 : errors.length > 0 ? 422 : 200
  return page(
    (frame) =>
      PanelsPage({
        frame: { ...frame, hasErrors: status === 422 },
        ...{ panels, organisations, mayChange, form, typed, errors, conflict: again.conflict },
      }),
    { status },
  )
}

export const panelRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/sharing/panels',
    permission: forMembers,
    audit: 'nothing',
    handler: (context) => show(context),
  }),
  route({
    method: 'POST',
    url: '/sharing/panels',
    permission: coordinators,
    audit: 'alter',
    body: typedSchema,
    handler: async (context) => {
      const { db, actor, body: typed, audit } = context
      const read = readForm(newPanel, typed)
      if (!read.ok) return show(context, { form: 'new', typed, errors: read.errors })
      const known = await db
        .selectFrom('panel')
        .select('id')
        .where('name', '=', read.value.name)
        .executeTakeFirst()
      if (known)
        return show(context, { form: 'new', typed, conflict: 'There is a panel of this name already.' })
      const id = newId()
      await db
        .insertInto('panel')
        .values({ id, name: read.value.name, purpose: read.value.purpose, made_by: asMember(actor).memberId })
        .execute()
      audit({ kind: 'panel', id, summary: 'made' })
      return redirect('/sharing/panels')
    },
  }),
  route({
    method: 'POST',
    url: '/sharing/panels/:id/members',
    permission: coordinators,
    audit: 'alter',
    params: byId,
    body: typedSchema,
    handler: async (context) => {
      const { db, clock, params, body: typed, audit } = context
      const panels = await readPanels(db, today(clock))
      const panel = panels.find(({ id }) => id === params.id)
      if (panel === undefined) throw notFound('panel')
      const organisations = await db.selectFrom('organisation').select('id').execute()
      const ids = organisations.map(({ id }) => String(id))
      const read = readForm(z.object({ organisation: oneOf(ids, 'Choose an organisation') }), typed)
      if (!read.ok) return show(context, { form: params.id, typed, errors: read.errors })
      const organisation = Number(read.value.organisation)
      if (panel.members.some(({ id }) => id === organisation))
        return show(context, { form: params.id, typed, conflict: 'They are on the panel already.' })
      try {
        await db
          .insertInto('panel_member')
          .values({ panel_id: params.id, organisation_id: organisation, joined_on: today(clock) })
          .execute()
      } catch (error) {
        if (breaksUnique(error, 'panel_member_pkey'))
          throw conflict('They left the panel today: they can join again tomorrow.')
        throw error
      }
      audit({ kind: 'panel', id: params.id, summary: `organisation ${organisation} joined` })
      return redirect('/sharing/panels')
    },
  }),
  route({
    method: 'POST',
    url: '/sharing/panels/:id/members/:organisation/leave',
    permission: coordinators,
    audit: 'alter',
    params: byId.extend({ organisation: z.coerce.number().int().positive() }),
    body: typedSchema,
    handler: async (context) => {
      const { db, clock, params, audit } = context
      const { numUpdatedRows } = await db
        .updateTable('panel_member')
        .set({ left_on: sql`greatest(joined_on, ${today(clock)}::date)` })
        .where('panel_id', '=', params.id)
        .where('organisation_id', '=', params.organisation)
        .where('left_on', 'is', null)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) return show(context, { conflict: 'They have left the panel already.' })
      audit({ kind: 'panel', id: params.id, summary: `organisation ${params.organisation} left` })
      return redirect('/sharing/panels')
    },
  }),
]
