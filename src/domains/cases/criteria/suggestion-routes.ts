import { z } from 'zod'
import { asMember, organisationsWith } from '#platform/actor'
import { type FormError, readForm, typedSchema, wordsField } from '#platform/forms'
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
import { isCaseworker } from '../change-case.ts'
import { caseworkers } from '../change-routes.ts'
import { caseReaders } from '../lifecycle.ts'
import { endSuggestion, findSuggestions } from './suggestions.ts'
import { SuggestionsPage } from './suggestions-page.tsx'

/** As many as somebody looks through; what is newest comes first. */
const mostShown = 50

const dismissForm = z.object({
  why: wordsField({ name: 'The reason', most: 1_000, missing: 'Say why no case is needed' }),
})

async function show(
  { db, actor, audit }: Context<unknown, unknown, unknown>,
  returned?: { id: string; errors: readonly FormError[] },
): Promise<Answer> {
  const suggestions = await findSuggestions(db, organisationsWith(asMember(actor), ...caseReaders), mostShown)
  audit({ kind: 'case', summary: `list of ${suggestions.length} suggestions` })
  for (const { reportId, name } of suggestions)
    audit({ kind: 'report', id: reportId, summary: `Monitored Case suggested: ${name}` })
  return page((frame) => SuggestionsPage({ frame, suggestions, mayOpen: isCaseworker(actor), returned }), {
    status: returned === undefined ? 200 : 422,
  })
}

/** Suggestions of Monitored Cases: seen with their evidence, opened by POST /cases, dismissed with a reason. */
export const suggestionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/cases/suggestions',
    permission: forRoles(...caseReaders),
    audit: 'consult',
    handler: (context) => show(context),
  }),
  route({
    method: 'POST',
    url: '/cases/suggestions/:suggestion/dismiss',
    permission: caseworkers,
    audit: 'alter',
    params: z.object({ suggestion: z.uuid() }),
    body: typedSchema,
    async handler(context) {
      const { db, params, body: typed, audit } = context
      const read = readForm(dismissForm, typed)
      if (!read.ok)
        return show(context, {
          id: params.suggestion,
          errors: read.errors.map((error) => ({ ...error, anchor: `why-${params.suggestion}` })),
        })
      if (!(await endSuggestion(db, params.suggestion, { because: read.value.why })))
        throw notFound('suggestion')
      audit({ kind: 'case', reason: read.value.why, summary: 'suggestion of a Monitored Case dismissed' })
      return redirect('/cases/suggestions')
    },
  }),
]
