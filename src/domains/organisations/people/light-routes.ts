import { z } from 'zod'
import { addDays, formatDate, type LocalDate, today } from '#platform/clock'
import { dateField, type FormError, readForm, type Typed, typedSchema, typedValue } from '#platform/forms'
import {
  type Answer,
  type Context,
  forRoles,
  page,
  Refusal,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { fullRoles } from '../role.ts'
import { isCoordinator } from './arranger.ts'
import {
  getLightAccount,
  type LightAccount,
  readLightAccounts,
  renewedFrom,
  renewLightAccount,
} from './light-accounts.ts'
import { LightAccountsPage, RenewPage } from './light-pages.tsx'
import { mostDays, readSponsor } from './membership-form.ts'

/** A sponsor may be anybody who works for an organisation of the partnership, so anybody has such a list. */
const permission = forRoles(...fullRoles)
const params = z.object({ membership: z.uuid() })
const renewForm = z.object({ until: dateField({ name: 'the new last day' }) })

export const lightRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/light-accounts',
    permission,
    audit: 'consult',
    query: z.object({ done: z.enum(['renewed']).optional().catch(undefined) }),
    async handler({ db, actor, query, clock, audit }) {
      const lights = await readLightAccounts(db, actor, today(clock))
      audit({ kind: 'member', summary: `list of ${lights.length} light accounts` })
      return page((frame) =>
        LightAccountsPage({
          frame,
          lights,
          isWhole: isCoordinator(actor),
          today: today(clock),
          done: query.done && 'The account is renewed.',
        }),
      )
    },
  }),
  route({
    method: 'GET',
    url: '/light-accounts/:membership',
    permission,
    audit: 'consult',
    params,
    async handler(context) {
      const { db, actor, clock, audit } = context
      const light = await getLightAccount(db, actor, context.params.membership, today(clock))
      audit({ kind: 'member', id: light.memberId })
      return show(context, light, {}, [])
    },
  }),
  route({
    method: 'POST',
    url: '/light-accounts/:membership',
    permission,
    audit: 'alter',
    stepUp: true,
    params,
    body: typedSchema,
    async handler(context) {
      const { db, actor, body: typed, clock, audit } = context
      const day = today(clock)
      const light = await getLightAccount(db, actor, context.params.membership, day)
      const errors: FormError[] = []
      const read = readForm(renewForm, typed)
      if (!read.ok) errors.push(...read.errors)
      const latest = latestDay(day)
      if (read.ok && (read.value.until < renewedFrom(light, day) || read.value.until > latest))
        errors.push({
          field: 'until',
          anchor: 'until-day',
          message: `The new last day must be from ${formatDate(renewedFrom(light, day))} to ${formatDate(latest)}`,
        })
      const say = (message: string) => errors.push({ field: 'sponsor', anchor: 'sponsor', message })
      const names = isCoordinator(actor) && typedValue(typed, 'sponsor').trim() !== ''
      const sponsorId = names ? await readSponsor(db, typed, day, say) : light.sponsorId
      if (sponsorId === light.memberId) say('Nobody sponsors their own account')
      if (!names && !light.hasSponsor) say('Enter the email address of a sponsor: the one it had has left')
      if (!read.ok || errors.length > 0 || !sponsorId) return show(context, light, typed, errors)
      try {
        await renewLightAccount(db, actor, light, { until: read.value.until, sponsorId, day })
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 409) throw error
        return show(context, light, typed, [{ field: 'until', anchor: 'until-day', message: error.message }])
      }
      audit({
        kind: 'member',
        id: light.memberId,
        summary: `light account renewed until ${read.value.until}, organisation ${light.organisationId}`,
      })
      return redirect('/light-accounts?done=renewed')
    },
  }),
]

/** A year from now at the latest, however early it is renewed. */
const latestDay = (day: LocalDate) => addDays(day, mostDays - 1)

function show(
  { actor, clock }: Context<unknown, unknown, unknown>,
  light: LightAccount,
  typed: Typed,
  errors: readonly FormError[],
): Answer {
  const day = today(clock)
  return page(
    (frame) =>
      RenewPage({
        frame,
        light,
        choosesSponsor: isCoordinator(actor),
        usual: latestDay(day),
        typed,
        errors,
      }),
    { status: errors.length > 0 ? 422 : 200 },
  )
}
