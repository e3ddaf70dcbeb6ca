import { z } from 'zod'
import { today } from '#platform/clock'
import { oneOf, readForm, type Typed, typedSchema } from '#platform/forms'
import type { Html } from '#platform/govuk'
import { type Frame, forAnybody, page, pageWithErrors, type Route, redirect, route } from '#platform/http'
import { readQuestionSets } from '../question-set-store.ts'
import { pageAddress } from './addresses.ts'
import { startDraft } from './draft.ts'
import { stepsOf } from './journey.ts'
import { DangerPage, EmergencyPage, GetHelpPage, SomethingElsePage, TypePage, ways } from './start-pages.tsx'

const nothingTyped = { typed: {}, errors: [] }
const somethingElse = 'something_else'

/** Before a draft exists: emergencies first, then the type. */
export const startRoutes: readonly Route[] = [
  fixedPage('/report', (props) => DangerPage({ ...props, ...nothingTyped })),
  route({
    method: 'POST',
    url: '/report',
    permission: forAnybody,
    audit: 'nothing',
    body: typedSchema,
    handler: async ({ body }) => readDanger(body),
  }),
  fixedPage('/report/emergency', EmergencyPage),
  fixedPage('/report/get-help', GetHelpPage),
  fixedPage('/report/something-else', SomethingElsePage),
  route({
    method: 'GET',
    url: '/report/type',
    permission: forAnybody,
    audit: 'nothing',
    async handler({ db, clock }) {
      const sets = await readQuestionSets(db, today(clock))
      return page((frame) => TypePage({ frame, sets, ...nothingTyped }))
    },
  }),
  route({
    method: 'POST',
    url: '/report/type',
    permission: forAnybody,
    audit: 'nothing',
    body: typedSchema,
    // Many people share one address in a library or on a mobile network; a program that fills the table does not.
    limit: { requests: 60, seconds: 600 },
    async handler({ db, clock, body }) {
      const sets = await readQuestionSets(db, today(clock))
      const codes = [...sets.map(({ asbType }) => asbType), somethingElse]
      const result = readForm(z.object({ type: oneOf(codes, 'Select what you want to report') }), body)
      if (!result.ok)
        return pageWithErrors((frame) => TypePage({ frame, sets, typed: body, errors: result.errors }))
      const set = sets.find(({ asbType }) => asbType === result.value.type)
      const first = set && stepsOf(set)[0]
      if (!set || !first) return redirect('/report/something-else')
      const draft = await startDraft(db, set, clock.now())
      return redirect(pageAddress(draft, first.id))
    },
  }),
]

function readDanger(body: Typed) {
  const schema = z.object({ danger: oneOf(Object.keys(ways), 'Select yes if anyone is in danger now') })
  const result = readForm(schema, body)
  if (!result.ok) return pageWithErrors((frame) => DangerPage({ frame, typed: body, errors: result.errors }))
  const { danger } = result.value
  return redirect(danger === 'danger' || danger === 'abuse' ? ways[danger] : ways.none)
}

function fixedPage(url: string, Page: (props: { frame: Frame }) => Html): Route {
  return route({
    method: 'GET',
    url,
    permission: forAnybody,
    audit: 'nothing',
    handler: async () => page((frame) => Page({ frame })),
  })
}
