import { z } from 'zod'
import { wordsIn } from '#locales'
import { today } from '#platform/clock'
import { oneOf, readForm, type Typed, typedSchema } from '#platform/forms'
import type { Html } from '#platform/govuk'
import { type Frame, forAnybody, page, pageWithErrors, type Route, redirect, route } from '#platform/http'
import { askedIn, type QuestionSet } from '../question-set.ts'
import { readQuestionSets } from '../question-set-store.ts'
import { pageAddress } from './addresses.ts'
import { startDraft } from './draft.ts'
import { journeyIn, stepsOf } from './journey.ts'
import { anythingElse, DangerPage, HelpPage, TypePage, ways } from './start-pages.tsx'

const nothingTyped = { typed: {}, errors: [] }

/** Before a draft exists: emergencies first, then the type. */
export const startRoutes: readonly Route[] = [
  fixedPage('/report', (props) => DangerPage({ ...props, ...nothingTyped })),
  route({
    method: 'POST',
    url: '/report',
    permission: forAnybody,
    audit: 'nothing',
    body: typedSchema,
    handler: async ({ body, language }) => readDanger(body, language),
  }),
  fixedPage(ways.danger, (props) => HelpPage({ ...props, kind: 'danger' })),
  fixedPage(ways.abuse, (props) => HelpPage({ ...props, kind: 'abuse' })),
  fixedPage(ways.hate, (props) => HelpPage({ ...props, kind: 'hate' })),
  route({
    method: 'GET',
    url: '/report/type',
    permission: forAnybody,
    audit: 'nothing',
    async handler({ db, clock, language }) {
      const sets = asOffered(await readQuestionSets(db, today(clock)), language)
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
    async handler({ db, clock, body, language }) {
      const sets = await readQuestionSets(db, today(clock))
      const codes = sets.map(({ asbType }) => asbType)
      const { missing } = wordsIn(language).form.type
      const result = readForm(z.object({ type: oneOf(codes, missing) }), body)
      if (!result.ok)
        return pageWithErrors((frame) =>
          TypePage({ frame, sets: asOffered(sets, language), typed: body, errors: result.errors }),
        )
      const set = sets.find(({ asbType }) => asbType === result.value.type)
      const first = set && stepsOf(journeyIn(set, language))[0]
      if (!set || !first) return redirect('/report/type')
      const draft = await startDraft(db, set, clock.now())
      return redirect(pageAddress(draft, first.id))
    },
  }),
]

/** By their names in the language asked for; what fits anything comes last. */
function asOffered(sets: readonly QuestionSet[], language: string) {
  const isLast = (asbType: string) => Number(asbType === anythingElse)
  return sets
    .map((set) => askedIn(set, language))
    .sort((a, b) => isLast(a.asbType) - isLast(b.asbType) || a.label.localeCompare(b.label, language))
}

function readDanger(body: Typed, language: string) {
  const { missing } = wordsIn(language).form.danger
  const schema = z.object({ danger: oneOf(Object.keys(ways), missing) })
  const result = readForm(schema, body)
  if (!result.ok) return pageWithErrors((frame) => DangerPage({ frame, typed: body, errors: result.errors }))
  const { danger } = result.value
  return redirect(Object.entries(ways).find(([code]) => code === danger)?.[1] ?? ways.none)
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
