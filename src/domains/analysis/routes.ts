import { z } from 'zod'
import { asMember, hasRole, nameOf } from '#platform/actor'
import { type Clock, today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { typedSchema, typedValue } from '#platform/forms'
import {
  type Answer,
  badRequest,
  type Context,
  type FieldProblem,
  forbidden,
  forRoles,
  page,
  pageWithErrors,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { queryUrl } from './analysis-urls.ts'
import { type Answered, answerQuery, describe, withinTime } from './answer-query.ts'
import { type AsAt, subjectOf } from './catalogue/index.ts'
import { exportResult, packExport } from './export-result.ts'
import { AnalysisIndexPage, type AnalysisPlace } from './index-page.tsx'
import { readFilterChoices } from './name-values.ts'
import { addressOf, type Query, readQuery, type Sent, sentIn } from './query.ts'
import { QueryPage, SavedQueryPage, SubjectsPage } from './query-page.tsx'
import { meaningOf, readDictionary } from './read-dictionary.ts'
import { RecordsPage } from './records-page.tsx'
import { findRecords, type Limits, mostRecords, runQuery, TooMuch, usualLimits } from './run-query.ts'
import {
  changeSavedQuery,
  deleteSavedQuery,
  findSavedQueries,
  getSavedQuery,
  keepers,
  type SeenBy,
  saveQuery,
  seenByNames,
} from './saved-queries.ts'
import { findStandardReport, standardReports } from './standard-reports.ts'

/** Those who read records. Co-ordinators configure and see no content of records, numbers of them included. */
export const analysisReaders = ['triage_officer', 'case_officer', 'supervisor', 'analyst'] as const
const readers = forRoles(...analysisReaders)
const exporters = forRoles(...keepers)

/** What an address holds; what of it is a query is read by the catalogue, which says what is wrong. */
const sentSchema = z.record(z.string().max(100), z.unknown())

/** More than the people of one office ask together; programs have the feed. */
const asOften = { requests: 600, seconds: 60 }

export type AnalysisParts = {
  /** Pages of other domains that stand on the index beside the queries. */
  places?: readonly AnalysisPlace[]
  limits?: Limits
}

/** The pages of analysis: an index, the query builder with its result, the records behind a number, saved queries. */
export function analysisRoutes({ places = [], limits = usualLimits }: AnalysisParts = {}): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/analysis',
      permission: readers,
      audit: 'nothing',
      query: z.object({ q: z.string().trim().max(200).catch('').default('') }),
      async handler({ db, actor, query: { q } }) {
        const saved = await findSavedQueries(db, asMember(actor))
        const matches = (...texts: string[]) =>
          texts.some((text) => text.toLowerCase().includes(q.toLowerCase()))
        return page((frame) =>
          AnalysisIndexPage({
            frame,
            q,
            places: places.filter(({ roles }) => roles === undefined || hasRole(actor, ...roles)),
            reports: standardReports.filter(({ title, question }) => matches(title, question)),
            saved: saved.filter(({ name }) => matches(name)),
          }),
        )
      },
    }),
    route({
      method: 'GET',
      url: '/analysis/query',
      permission: readers,
      audit: 'consult',
      query: sentSchema,
      transaction: 'none',
      limit: asOften,
      handler: (context) => showQuery(context, limits),
    }),
    route({
      method: 'GET',
      url: '/analysis/records',
      permission: readers,
      audit: 'consult',
      query: sentSchema,
      transaction: 'none',
      limit: asOften,
      handler: (context) => showRecords(context, limits),
    }),
    route({
      method: 'GET',
      url: '/analysis/export',
      permission: exporters,
      audit: 'disclose',
      query: sentSchema,
      transaction: 'none',
      limit: asOften,
      handler: (context) => exportQuery(context, limits),
    }),
    route({
      method: 'POST',
      url: '/analysis/saved',
      permission: readers,
      audit: 'nothing',
      body: typedSchema,
      async handler({ db, actor, body }) {
        const { typed, problems, query, seenBy } = readKeeping(body)
        if (query === undefined || seenBy === undefined || problems.length > 0)
          return pageWithErrors((frame) => SavedQueryPage({ frame, saved: undefined, typed, problems }))
        const address = addressOf(query)
        const id = await saveQuery(db, asMember(actor), { name: typed.name, address, seenBy })
        return redirect(`${queryUrl(address)}&saved=${id}`)
      },
    }),
    route({
      method: 'GET',
      url: '/analysis/saved/:id',
      permission: readers,
      audit: 'nothing',
      params: z.object({ id: z.uuid() }),
      async handler({ db, actor, params }) {
        const saved = await getSavedQuery(db, params.id, asMember(actor))
        if (!saved.mayChange) throw notYours
        return page((frame) => SavedQueryPage({ frame, saved, typed: saved, problems: [] }))
      },
    }),
    route({
      method: 'POST',
      url: '/analysis/saved/:id',
      permission: readers,
      audit: 'nothing',
      params: z.object({ id: z.uuid() }),
      body: typedSchema,
      async handler({ db, actor, params, body }) {
        const saved = await getSavedQuery(db, params.id, asMember(actor))
        if (!saved.mayChange) throw notYours
        // A new address for the same name comes from below a result; name and readers from the form.
        const isRenaming = 'name' in body
        const read = readKeeping(isRenaming ? body : { ...body, name: saved.name, seen_by: saved.seenBy })
        const { typed, problems, query, seenBy } = read
        if (query === undefined || seenBy === undefined || problems.length > 0)
          return pageWithErrors((frame) => SavedQueryPage({ frame, saved, typed, problems }))
        const address = addressOf(query)
        await changeSavedQuery(db, saved, versionIn(body), { name: typed.name, address, seenBy })
        return redirect(isRenaming ? '/analysis' : `${queryUrl(address)}&saved=${saved.id}`)
      },
    }),
    route({
      method: 'POST',
      url: '/analysis/saved/:id/delete',
      permission: readers,
      audit: 'nothing',
      params: z.object({ id: z.uuid() }),
      body: typedSchema,
      async handler({ db, actor, params, body }) {
        const saved = await getSavedQuery(db, params.id, asMember(actor))
        if (!saved.mayChange) throw notYours
        await deleteSavedQuery(db, saved, versionIn(body))
        return redirect('/analysis')
      },
    }),
  ]
}

const notYours = forbidden(
  'This query is saved for your organisation by somebody else. Save it under another name to change it.',
)

const versionIn = (body: z.output<typeof typedSchema>) =>
  z.coerce.number().int().min(0).max(1_000_000_000).catch(-1).parse(typedValue(body, 'version'))

function readKeeping(body: z.output<typeof typedSchema>) {
  const typed = {
    name: typedValue(body, 'name').trim(),
    seenBy: typedValue(body, 'seen_by'),
    address: typedValue(body, 'address'),
  }
  const read = readQuery(sentIn(typed.address), ['saved'])
  const seenBy = Object.hasOwn(seenByNames, typed.seenBy) ? (typed.seenBy as SeenBy) : undefined
  const problems: FieldProblem[] = [
    ...(typed.name === '' ? [{ field: 'name', message: 'Enter a name' }] : []),
    ...(typed.name.length > 100 ? [{ field: 'name', message: 'Enter at most 100 characters' }] : []),
    ...(seenBy === undefined ? [{ field: 'seen_by', message: 'Choose who finds it' }] : []),
    ...(read.problems ?? []),
  ]
  return { typed, seenBy, problems, query: read.query }
}

type Asked = Context<unknown, z.output<typeof sentSchema>, unknown>

const atOf = (clock: Clock): AsAt => ({ now: clock.now(), today: today(clock) })

/** Addresses of the page that are no part of the query. */
const beside = ['saved', 'for']

async function showQuery(context: Asked, limits: Limits): Promise<Answer> {
  const { actor, clock, query: sent, inTransaction } = context
  const at = atOf(clock)
  const read = readQuery(sent, beside)
  if (read.query === undefined && (read.subject === undefined || Object.keys(sent).length === 0))
    return inTransaction(async ({ db, audit }) => {
      const dictionary = await readDictionary(db)
      audit({ kind: 'analysis', summary: 'what can be counted' })
      // Nobody has chosen yet: that is no mistake.
      const problems = sent.subject === undefined ? [] : (read.problems ?? [])
      const show = problems.length === 0 ? page : pageWithErrors
      return show((frame) =>
        SubjectsPage({ frame, problems, meaningOf: (definition) => meaningOf(dictionary, definition) }),
      )
    })
  const subject = read.query?.subject ?? read.subject
  if (subject === undefined) throw badRequest('This address names nothing to count.')
  const savedId = z.uuid().safeParse(sent.saved).data
  const parts = (db: Transaction) =>
    Promise.all([
      readFilterChoices(db, subjectOf(subject)),
      savedId === undefined
        ? undefined
        : findSavedQueries(db, asMember(actor)).then((all) => all.find(({ id }) => id === savedId)),
    ])
  const pageOf = ([choices, saved]: Awaited<ReturnType<typeof parts>>, answered?: Answered) => ({
    subject,
    sent,
    choices,
    answered,
    saved,
    mayExport: hasRole(actor, ...keepers),
  })
  const refuse = (problems: readonly FieldProblem[]) =>
    inTransaction(async ({ db, audit }) => {
      const shown = pageOf(await parts(db))
      audit({
        kind: 'analysis',
        summary: `refused: ${problems.map(({ message }) => message).join('; ')}`.slice(0, 500),
      })
      return pageWithErrors((frame) => QueryPage({ frame, ...shown, problems }))
    })
  const { query } = read
  if (query === undefined) return refuse(read.problems)
  try {
    return await inTransaction(async ({ db, audit }) => {
      const shown = await parts(db)
      const answered = await withinTime(db, limits, () => answerQuery(db, query, at, limits))
      audit({ kind: 'analysis', summary: summaryOf(answered) })
      const view = pageOf(shown, answered)
      return page((frame) => QueryPage({ frame, ...view, problems: [] }))
    })
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error
    return refuse([{ field: 'period', message: error.message }])
  }
}

/** What was asked and how much it told, without any of it. */
const summaryOf = ({ query, table, described }: Answered) =>
  `${described.title}, ${table.records} records: ${addressOf(query)}`.slice(0, 1_000)

/** @throws a refusal that says at each field what is wrong with the address */
function queryIn(sent: Sent): Query {
  const read = readQuery(sent, beside)
  if (read.query === undefined) throw badRequest(read.problems.map(({ message }) => message).join('. '))
  return read.query
}

async function showRecords({ clock, query: sent, inTransaction }: Asked, limits: Limits): Promise<Answer> {
  const asked = queryIn(sent)
  const query: Query = { ...asked, rows: undefined, columns: undefined, measures: ['count'], least: 1 }
  const at = atOf(clock)
  return inTransaction(async ({ db, audit }) => {
    const [groups, records] = await withinTime(db, limits, () =>
      Promise.all([runQuery(db, query, at), findRecords(db, query, at)]),
    )
    const described = await describe(db, query, at)
    const count = groups[0]?.records ?? 0
    const isKeptBack = count < (subjectOf(query.subject).fewest ?? 0)
    audit({
      kind: 'analysis',
      summary: `records behind a number, ${count}: ${addressOf(query)}`.slice(0, 1_000),
    })
    return page((frame) =>
      RecordsPage({
        frame,
        query,
        described,
        count,
        isKeptBack,
        records: isKeptBack ? [] : records.slice(0, mostRecords),
        asAt: at.now,
      }),
    )
  })
}

async function exportQuery(context: Asked, limits: Limits): Promise<Answer> {
  const { actor, clock, query: sent, origin, requestId, inTransaction } = context
  const query = queryIn(sent)
  const use = sent.for === 'publication' ? 'publication' : 'partnership'
  if (use === 'publication' && [query.rows, query.columns].includes('profile'))
    throw badRequest('Profiles are people: a result by profile is not for publication.')
  const at = atOf(clock)
  const by = `${nameOf(actor)}, ${asMember(actor).organisationName}`
  const exported = await inTransaction(async ({ db, audit }) => {
    const answered = await withinTime(db, limits, () => answerQuery(db, query, at, limits))
    const title = findStandardReport(query)?.title ?? answered.described.title
    const result = exportResult(answered, title, { by, service: origin, request: requestId, use })
    audit({
      kind: 'analysis',
      recipient: by,
      summary:
        `export for ${use}, ${result.rows} rows of ${answered.table.records} records, SHA-256 ${result.sha256}: ${addressOf(query)}`.slice(
          0,
          1_500,
        ),
    })
    return result
  })
  return {
    stream: () => packExport(exported, at.now),
    type: 'application/zip',
    headers: {
      'content-disposition': `attachment; filename="analysis-${query.subject}-${at.today}.zip"`,
      'cache-control': 'no-store',
    },
  }
}
