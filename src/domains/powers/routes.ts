import { z } from 'zod'
import { type CaseTab, caseReaders } from '#domains/cases'
import { asMember, hasRole } from '#platform/actor'
import { today } from '#platform/clock'
import { readForm, typedSchema } from '#platform/forms'
import { type Context, forRoles, page, pageWithErrors, type Route, redirect, route } from '#platform/http'
import { consultationRoutes } from './consultation-routes.ts'
import { documentRoutes } from './documents/document-routes.ts'
import { findOrders, orderFilterSchema } from './find-orders.ts'
import { type Back, fresh } from './form-parts.tsx'
import { interventionRoutes } from './intervention-routes.ts'
import { OrdersPage } from './orders-page.tsx'
import { powers, powersOn } from './powers.ts'
import { PowersInForcePage } from './powers-in-force-page.tsx'
import { readSwitches } from './read-interventions.ts'
import { approveSwitch, proposeSwitch, readPilotAreas, readProposals, switchForm } from './switch-power.ts'

const deciders = ['supervisor', 'coordinator'] as const
const registered = [
  ...new Map(powers.filter(({ kind }) => kind !== 'informal').map((power) => [power.code, power])).values(),
]

/** Powers of a case, its documents, the orders register, and what is in force. */
export function powerRoutes(tabs: readonly CaseTab[]): readonly Route[] {
  return [
    ...interventionRoutes(tabs),
    ...consultationRoutes(tabs),
    ...documentRoutes(tabs),
    route({
      method: 'GET',
      url: '/orders',
      permission: forRoles(...caseReaders),
      audit: 'consult',
      query: orderFilterSchema,
      async handler({ db, query: filter, clock, audit }) {
        const { orders, next } = await findOrders(
          db,
          filter,
          registered.map(({ code }) => code),
          today(clock),
        )
        audit({ kind: 'case', summary: `orders register: ${orders.length} shown, state ${filter.state}` })
        return page((frame) =>
          OrdersPage({ frame, filter, orders, next, powers: registered, today: today(clock) }),
        )
      },
    }),
    route({
      method: 'GET',
      url: '/powers',
      permission: forRoles(...caseReaders, 'coordinator'),
      audit: 'nothing',
      handler: (context) => showInForce(context, fresh),
    }),
    route({
      method: 'POST',
      url: '/powers/switches',
      permission: forRoles(...deciders),
      audit: 'nothing',
      body: typedSchema,
      async handler(context) {
        const areas = await readPilotAreas(context.db, today(context.clock))
        const read = readForm(switchForm(areas), context.body)
        if (!read.ok) return showInForce(context, { typed: context.body, errors: read.errors })
        await proposeSwitch({ db: context.db, actor: asMember(context.actor) }, read.value)
        return redirect('/powers')
      },
    }),
    route({
      method: 'POST',
      url: '/powers/switches/:id/approve',
      permission: forRoles(...deciders),
      audit: 'nothing',
      params: z.object({ id: z.uuid() }),
      async handler({ db, actor, params, clock }) {
        await approveSwitch({ db, actor: asMember(actor), now: clock.now() }, params.id)
        return redirect('/powers')
      },
    }),
  ]
}

async function showInForce({ db, actor, clock }: Context<unknown, unknown, unknown>, back: Back) {
  const [switches, approved, areas] = await Promise.all([
    readProposals(db),
    readSwitches(db),
    readPilotAreas(db, today(clock)),
  ])
  const render = (frame: Parameters<typeof PowersInForcePage>[0]['frame']) =>
    PowersInForcePage({
      frame,
      inForce: powersOn(today(clock), approved),
      switches,
      areas,
      mayDecide: hasRole(actor, ...deciders),
      memberId: asMember(actor).memberId,
      back,
    })
  return back.errors.length > 0 ? pageWithErrors(render) : page(render)
}
