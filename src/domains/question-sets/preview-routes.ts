import { z } from 'zod'
import { journeyIn, pathOf, type QuestionSet } from '#domains/reports'
import { asMember } from '#platform/actor'
import { type Typed, typedValue } from '#platform/forms'
import { type Answer, type Context, notFound, page, type Route, redirect, route } from '#platform/http'
import { PreviewEndPage, PreviewPage } from './preview-page.tsx'
import { getOwnDraft, getProposal } from './proposal.ts'
import { draftAddress, proposalAddress, versionAddress } from './question-set-parts.tsx'
import { checkOwnDraft, deciders, drafters, getVersions, ofOne, ofVersion } from './question-set-routes.ts'
import { manyFields } from './set-draft.ts'

type Any = Context<unknown, unknown, unknown>
type Shown = { set: QuestionSet; about: string }

const answersSchema = z.record(z.string(), manyFields)

/** What was answered so far, as it came back with the page; nothing where somebody else wrote it. */
function readAnswers(soFar: string): Record<string, Typed> {
  try {
    return answersSchema.parse(JSON.parse(soFar || '{}'))
  } catch {
    return {}
  }
}

/** One page on: what is typed is looked at as the public form does, and travels on in the page itself. */
function walk({ clock }: Any, { set, about }: Shown, typed: Typed): Answer {
  const wish = typedValue(typed, 'preview_do')
  const said = wish === 'en' || wish === 'cy' ? wish : typedValue(typed, 'preview_language')
  const language = said === 'cy' ? 'cy' : 'en'
  const before = wish === 'again' ? {} : readAnswers(typedValue(typed, 'preview_so_far'))
  const current = wish === 'again' ? '' : typedValue(typed, 'preview_page')
  const answer = Object.fromEntries(Object.entries(typed).filter(([name]) => !name.startsWith('preview_')))
  const answers = wish === 'next' ? { ...before, [current]: answer } : before
  const path = pathOf(journeyIn(set, language), answers, clock.now())
  const address = `${about}/preview`
  const at = path.findIndex(({ step }) => step.id === current)
  const here = path[at]
  const isStuck = wish === 'next' && here?.reading?.ok === false
  const isSame = isStuck || ((wish === 'en' || wish === 'cy') && here !== undefined)
  const shown = isSame ? here : path.find(({ reading }) => !reading?.ok)
  const soFar = JSON.stringify(answers)
  const shared = { address, about, language, soFar }
  if (shown === undefined) return page((frame) => PreviewEndPage({ frame, path, ...shared }))
  const errors = isStuck && here?.reading?.ok === false ? here.reading.errors : []
  return page(
    (frame) =>
      PreviewPage({
        frame: { ...frame, hasErrors: errors.length > 0 },
        ...shared,
        step: shown.step,
        typed: isSame ? answer : {},
        errors,
      }),
    { status: errors.length > 0 ? 422 : 200 },
  )
}

/** Walking through a set, page by page: nothing of it is kept or filed. */
function previewOf<Params extends z.ZodType>(
  about: string,
  params: Params,
  permission: Route['permission'],
  find: (context: Context<z.output<Params>, unknown, unknown>) => Promise<Shown | string>,
): Route[] {
  const shared = { url: `${about}/preview`, permission, audit: 'nothing', params } as const
  return [
    route({
      ...shared,
      method: 'GET',
      handler: async (context) => {
        const shown = await find(context)
        return typeof shown === 'string' ? redirect(shown) : walk(context, shown, {})
      },
    }),
    route({
      ...shared,
      method: 'POST',
      body: manyFields,
      handler: async (context) => {
        const shown = await find(context)
        return typeof shown === 'string' ? redirect(shown) : walk(context, shown, context.body)
      },
    }),
  ]
}

export const previewRoutes: readonly Route[] = [
  ...previewOf(
    '/question-sets/types/:type/versions/:version',
    ofVersion,
    deciders,
    async ({ db, params }) => {
      const versions = await getVersions(db, params.type)
      const found = versions.find(({ version }) => version === params.version)
      if (found === undefined) throw notFound('version')
      return { set: found.set, about: versionAddress(params.type, params.version) }
    },
  ),
  ...previewOf('/question-sets/proposals/:id', ofOne, deciders, async ({ db, params }) => ({
    set: (await getProposal(db, params.id)).set,
    about: proposalAddress(params.id),
  })),
  ...previewOf('/question-sets/drafts/:id', ofOne, drafters, async (context) => {
    const draft = await getOwnDraft(context.db, asMember(context.actor), context.params.id)
    const checked = await checkOwnDraft(context, draft, draft.content)
    const about = draftAddress(draft.id)
    return checked.ok ? { set: checked.set, about } : `${about}?check=yes`
  }),
]
