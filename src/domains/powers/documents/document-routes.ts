import { Readable } from 'node:stream'
import {
  type CaseTab,
  caseParams,
  caseReaders,
  caseworkers,
  type OpenedTab,
  openCaseTab,
} from '#domains/cases'
import { asMember } from '#platform/actor'
import { attachment } from '#platform/files'
import { typedSchema, typedValue } from '#platform/forms'
import {
  type Answer,
  type Context,
  forRoles,
  invalid,
  notFound,
  page,
  pageWithErrors,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { makePdf } from '#platform/pdf'
import { checkMayChange, getIntervention, interventionParams, mayChangeOf } from '../intervention-routes.ts'
import { powerNamed } from '../powers.ts'
import type { Intervention } from '../read-interventions.ts'
import {
  type CaseDocument,
  draftDocument,
  findDocument,
  finishDocument,
  readDocuments,
  readFinalPdf,
  saveDraft,
} from './case-documents.ts'
import { composeDocument, contentsOf, missingContents, type WrittenContents } from './compose-document.ts'
import { type CourtBundle, readBundle } from './court-bundle.ts'
import { DocumentPage, DocumentsPage } from './documents-page.tsx'

const readers = forRoles(...caseReaders)
export const documentsTab: CaseTab = {
  text: 'Documents',
  path: 'documents',
  async count(db, caseId) {
    const { made } = await db
      .selectFrom('case_document')
      .select((is) => is.fn.countAll<number>().as('made'))
      .where('case_id', '=', caseId)
      .executeTakeFirstOrThrow()
    return made
  },
}

type AnyContext = Context<unknown, unknown, unknown>

/** Documents of a case: drafted from what was recorded, complete before they are final, never changed after. */
export function documentRoutes(tabs: readonly CaseTab[]): readonly Route[] {
  const open = (context: AnyContext, reference: string) =>
    openCaseTab(context, { reference, tabs, path: 'documents' })
  return [
    route({
      method: 'GET',
      url: '/cases/:reference/documents',
      permission: readers,
      audit: 'consult',
      params: caseParams,
      async handler(context) {
        const opened = await open(context, context.params.reference)
        if ('answer' in opened) return opened.answer
        const documents = await readDocuments(context.db, opened.head.id)
        return page((frame) => DocumentsPage({ frame, opened, documents }))
      },
    }),
    route({
      method: 'POST',
      url: '/cases/:reference/powers/:id/documents',
      permission: caseworkers,
      audit: 'alter',
      params: interventionParams,
      body: typedSchema,
      async handler(context) {
        const { db, actor, params, body } = context
        const opened = await open(context, params.reference)
        if ('answer' in opened) return opened.answer
        const intervention = await getIntervention(context, opened, params.id)
        checkMayChange(context, intervention)
        const power = powerNamed(intervention.power)
        if (contentsOf(power).length === 0) throw invalid(`There is no document for: ${power.name}.`)
        const id = await draftDocument({ db, actor: asMember(actor) }, opened.head.id, {
          intervention,
          power,
          language: typedValue(body, 'language') === 'cy' ? 'cy' : 'en',
        })
        return redirect(`/cases/${opened.head.reference}/documents/${id}`)
      },
    }),
    route({
      method: 'GET',
      url: '/cases/:reference/documents/:id',
      permission: readers,
      audit: 'consult',
      params: interventionParams,
      async handler(context) {
        const opened = await open(context, context.params.reference)
        if ('answer' in opened) return opened.answer
        const document = await getDocument(context, opened, context.params.id)
        return showDocument(context, opened, document, document.words, [])
      },
    }),
    route({
      method: 'POST',
      url: '/cases/:reference/documents/:id',
      permission: caseworkers,
      audit: 'alter',
      params: interventionParams,
      body: typedSchema,
      async handler(context) {
        const { db, actor, params, body, clock } = context
        const opened = await open(context, params.reference)
        if ('answer' in opened) return opened.answer
        const document = await getDocument(context, opened, params.id)
        const intervention = await getIntervention(context, opened, document.interventionId)
        checkMayChange(context, intervention)
        const power = powerNamed(document.template)
        const words: WrittenContents = Object.fromEntries(
          contentsOf(power).map(({ code }) => [
            code,
            typedValue(body, code).replaceAll('\r\n', '\n').slice(0, 10_000),
          ]),
        )
        await saveDraft(db, document, words, Number(typedValue(body, 'version')))
        const address = `/cases/${opened.head.reference}/documents/${document.id}`
        if (typedValue(body, 'step') !== 'final') return redirect(address)
        const missing = missingContents(power, words)
        if (missing.length > 0) {
          const errors = missing.map((content) => ({
            field: content.code,
            anchor: content.code,
            message: `Write this first: ${content.words} (${content.source})`,
          }))
          return showDocument(context, opened, { ...document, version: document.version + 1 }, words, errors)
        }
        await finishDocument({ db, actor: asMember(actor), clock }, opened.head.id, document, {
          power,
          intervention,
          language: document.language,
          words,
          bundle: await bundleFor(context, opened, intervention),
          caseReference: opened.head.reference,
          organisation: asMember(actor).organisationName,
        })
        return redirect(address)
      },
    }),
    route({
      method: 'GET',
      url: '/cases/:reference/documents/:id/pdf',
      permission: readers,
      audit: 'disclose',
      params: interventionParams,
      async handler(context) {
        const { db, params, actor, clock } = context
        const opened = await open(context, params.reference)
        if ('answer' in opened) return opened.answer
        const document = await getDocument(context, opened, params.id)
        const intervention = await getIntervention(context, opened, document.interventionId)
        const final = await readFinalPdf(db, document.id)
        const bundle = final === undefined ? await bundleFor(context, opened, intervention) : undefined
        const draft = () =>
          makePdf(
            composeDocument({
              power: powerNamed(document.template),
              intervention,
              language: document.language,
              words: document.words,
              bundle,
              caseReference: opened.head.reference,
              organisation: asMember(actor).organisationName,
              madeAt: clock.now(),
              isDraft: true,
            }),
          )
        return {
          stream: () => (final === undefined ? draft() : Readable.from([final])),
          type: 'application/pdf',
          headers: {
            'content-disposition': attachment(`${document.title} ${opened.head.reference}.pdf`),
            'x-content-type-options': 'nosniff',
          },
        }
      },
    }),
  ]
}

/** What goes with a document for a court; nothing with any other. */
async function bundleFor(
  { db }: AnyContext,
  { head }: OpenedTab,
  intervention: Intervention,
): Promise<CourtBundle | undefined> {
  return powerNamed(intervention.power).isBundle ? readBundle(db, head.id, intervention) : undefined
}

async function getDocument({ db }: AnyContext, { head }: OpenedTab, id: string): Promise<CaseDocument> {
  const found = await findDocument(db, head.id, id)
  if (found === undefined) throw notFound('document')
  return found
}

async function showDocument(
  context: AnyContext,
  opened: OpenedTab,
  document: CaseDocument,
  words: WrittenContents,
  errors: readonly { field: string; anchor: string; message: string }[],
): Promise<Answer> {
  const intervention = await getIntervention(context, opened, document.interventionId)
  const bundle = document.status === 'draft' ? await bundleFor(context, opened, intervention) : undefined
  const render = (frame: Parameters<typeof DocumentPage>[0]['frame']) =>
    DocumentPage({
      frame,
      opened,
      document,
      intervention,
      power: powerNamed(document.template),
      words,
      bundle,
      mayChange: mayChangeOf(context, intervention.organisationId),
      errors,
    })
  return errors.length > 0 ? pageWithErrors(render) : page(render)
}
