import { z } from 'zod'
import type { AsbType } from '#domains/reports'
import { readAsbTypes } from '#domains/reports'
import { asMember, type MemberActor } from '#platform/actor'
import { today } from '#platform/clock'
import { type Typed, typedSchema, typedValue } from '#platform/forms'
import type { Html } from '#platform/govuk'
import {
  type Answer,
  type Context,
  conflict,
  type Frame,
  forRoles,
  invalid,
  json,
  page,
  pageWithErrors,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { isReference } from '#platform/ids'
import { enteringRoles } from './entering-roles.ts'
import { fileEntry } from './file-entry.ts'
import type { Door, Keeper, QuickFormState } from './quick-form.tsx'
import { type EntryReading, newStamp, readStamp } from './quick-report.ts'

export type DoorPageProps = QuickFormState & {
  frame: Frame
  types: readonly AsbType[]
  saved?: string | undefined
}

type DoorContext = Context<unknown, unknown, unknown>

type DoorDeclaration = {
  door: Door
  read: (typed: Typed, types: readonly AsbType[], now: Date) => EntryReading
  page: (props: DoorPageProps) => Html
  /** Another button of the form than the one that saves. */
  instead?: (
    context: DoorContext,
    typed: Typed,
    props: Omit<DoorPageProps, 'frame'>,
  ) => Promise<Answer | undefined>
}

const savedQuery = z.object({
  saved: z
    .string()
    .refine((text) => isReference(text, 'ASB'))
    .optional()
    .catch(undefined),
})

/**
 * A door of quick entries: its page, what is sent to it, by a form or by the outbox of a browser, and the empty page
 * that a browser keeps for when there is no connection.
 */
export function doorRoutes(declared: DoorDeclaration): Route[] {
  const url = `/${declared.door}`
  return [
    route({
      method: 'GET',
      url,
      permission: forRoles(...enteringRoles),
      audit: 'nothing',
      query: savedQuery,
      async handler({ db, actor, clock, query }) {
        const types = await readAsbTypes(db, today(clock))
        const props = {
          ...freshForm(clock.now()),
          keeper: keeperOf(asMember(actor)),
          types,
          saved: query.saved,
        }
        return page((frame) => declared.page({ ...props, frame }))
      },
    }),
    route({
      method: 'GET',
      url: `${url}/shell`,
      permission: forRoles(...enteringRoles),
      audit: 'nothing',
      async handler({ db, clock }) {
        const types = await readAsbTypes(db, today(clock))
        const props = { ...freshForm(clock.now()), keeper: undefined, types }
        return page(({ serviceName, demo }) =>
          declared.page({ ...props, frame: { serviceName, serviceUrl: url, demo } }),
        )
      },
    }),
    route({
      method: 'POST',
      url,
      permission: forRoles(...enteringRoles),
      audit: 'collect',
      body: typedSchema,
      handler: (context) => take(context, context.body, declared),
    }),
  ]
}

async function take(context: DoorContext, typed: Typed, declared: DoorDeclaration): Promise<Answer> {
  const { db, actor, clock, audit, request } = context
  const member = asMember(actor)
  const typedBy = typedValue(typed, 'member')
  if (typedBy !== '' && typedBy !== member.memberId)
    throw conflict('Somebody else typed this on this browser. It is sent when they sign in here.')
  const now = clock.now()
  const types = await readAsbTypes(db, today(clock))
  const state = { typed, problems: [], stamp: readStamp(typed, now), keeper: keeperOf(member), types }
  const instead = await declared.instead?.(context, typed, state)
  if (instead !== undefined) return instead
  const reading = declared.read(typed, types, now)
  const isScript = (request.headers.accept ?? '').startsWith('application/json')
  if (!reading.ok) {
    if (isScript) throw invalid('Some answers are missing or too long.', reading.problems)
    return pageWithErrors((frame) => declared.page({ ...state, problems: reading.problems, frame }))
  }
  const filed = await fileEntry(context, reading.entry)
  audit({ kind: 'report', id: filed.id })
  return isScript
    ? json({ reference: filed.reference, isNew: filed.isNew })
    : redirect(`/${declared.door}?saved=${filed.reference}`)
}

function keeperOf({ memberId, name }: MemberActor): Keeper {
  return { memberId, name }
}

function freshForm(now: Date): Pick<QuickFormState, 'typed' | 'problems' | 'stamp'> {
  return { typed: {}, problems: [], stamp: newStamp(now) }
}
