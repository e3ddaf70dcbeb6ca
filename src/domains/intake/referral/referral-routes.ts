import { z } from 'zod'
import { asMember } from '#platform/actor'
import { type FormError, type Typed, typedSchema, typedValue, typedValues } from '#platform/forms'
import {
  type Context,
  forRoles,
  page,
  pageWithErrors,
  Refusal,
  type Route,
  redirect,
  route,
  text,
} from '#platform/http'
import { newId } from '#platform/ids'
import { fileRow } from './file-row.ts'
import { lookAtRows } from './look-at-rows.ts'
import { readSheet } from './read-sheet.ts'
import { isPlacing, largestSheet, type Placing } from './referral.ts'
import { ReferralsPage } from './referrals-page.tsx'
import { SheetPage } from './sheet-page.tsx'
import {
  getSheet,
  keepSheet,
  placeColumns,
  readSheets,
  type StoredRow,
  type StoredSheet,
  settleRow,
} from './sheet-store.ts'
import { writeTemplate } from './template.ts'

const caseworkers = forRoles('triage_officer', 'case_officer', 'supervisor')
const params = z.object({ sheet: z.uuid() })

/** Referrals that come as a sheet: handed in, columns given a place, rows looked at, brought in or left out. */
export const referralRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/referrals',
    permission: caseworkers,
    audit: 'consult',
    handler: async ({ db, audit }) => {
      const sheets = await readSheets(db)
      audit({ kind: 'referral sheet', summary: `list of ${sheets.length}` })
      return page((frame) => ReferralsPage({ frame, sheets, typed: {}, errors: [] }))
    },
  }),
  route({
    method: 'POST',
    url: '/referrals',
    permission: caseworkers,
    audit: 'collect',
    transaction: 'none',
    streamed: true,
    limit: { requests: 60, seconds: 600 },
    // The page on which it is handed in has made its id: sent again, it is the same sheet.
    repeatable: true,
    handler: async ({ actor, request, inTransaction }) => {
      const member = asMember(actor)
      const { id, name, content, pasted } = await readHandedIn(request)
      const sheet = await readSheet(content)
      return inTransaction(async ({ db, audit }) => {
        if ('problem' in sheet) {
          audit({ kind: 'referral sheet', summary: 'not readable: nothing was kept' })
          const sheets = await readSheets(db)
          const errors: FormError[] = [{ field: 'file', anchor: 'file', message: sheet.problem }]
          return pageWithErrors((frame) => ReferralsPage({ frame, sheets, typed: { rows: pasted }, errors }))
        }
        await keepSheet(db, member, { ...sheet, id, name })
        audit({ kind: 'referral sheet', id, summary: `${sheet.rows.length} rows handed in` })
        return redirect(`/referrals/${id}`)
      })
    },
  }),
  route({
    method: 'GET',
    url: '/referrals/template.txt',
    permission: caseworkers,
    audit: 'nothing',
    handler: async () =>
      text(writeTemplate(), 'text/plain; charset=utf-8', {
        headers: { 'content-disposition': 'attachment; filename="referral.txt"' },
      }),
  }),
  route({
    method: 'GET',
    url: '/referrals/:sheet',
    permission: caseworkers,
    audit: 'consult',
    params,
    handler: async (context) => show(context, await getSheet(context.db, context.params.sheet)),
  }),
  route({
    method: 'POST',
    url: '/referrals/:sheet/columns',
    permission: caseworkers,
    audit: 'alter',
    params,
    body: typedSchema,
    repeatable: true,
    handler: async (context) => {
      const { db, params, body, audit } = context
      const sheet = await getSheet(db, params.sheet)
      const targets = placingsIn(body, sheet)
      const twice = targets.filter(
        (target, at) => target !== '' && target !== 'ignore' && targets.indexOf(target) < at,
      )
      if (twice.length > 0) {
        const column = targets.lastIndexOf(twice[0] ?? '')
        const errors = [
          {
            field: `column_${column}`,
            anchor: `column_${column}`,
            message: 'Two columns say the same: choose another for one of them',
          },
        ]
        return show(context, { ...sheet, targets }, errors)
      }
      await placeColumns(db, sheet.id, targets)
      audit({ kind: 'referral sheet', id: sheet.id, summary: 'columns placed' })
      return redirect(`/referrals/${sheet.id}#rows`)
    },
  }),
  route({
    method: 'POST',
    url: '/referrals/:sheet/rows',
    permission: caseworkers,
    audit: 'collect',
    params,
    body: typedSchema,
    transaction: 'none',
    repeatable: true,
    handler: async (context) => {
      const { params, body, inTransaction } = context
      const chosen = new Set(typedValues(body, 'row').map(Number))
      const leaveOut = typedValue(body, 'do') === 'leave_out'
      const sheet = await inTransaction(async ({ db, audit }) => {
        const found = await getSheet(db, params.sheet)
        audit({ kind: 'referral sheet', id: found.id, summary: `${chosen.size} rows chosen` })
        return found
      })
      const open = sheet.rows.filter(({ line, outcome }) => chosen.has(line) && outcome === '')
      if (open.length === 0)
        return inTransaction(({ db, audit }) =>
          show({ ...context, db, audit }, sheet, [
            { field: 'row', anchor: firstOpen(sheet), message: 'Choose at least one row that is still open' },
          ]),
        )
      for (const row of open) await settle(context, sheet, row, leaveOut)
      return redirect(`/referrals/${sheet.id}#rows`)
    },
  }),
]

/** Where somebody goes on choosing; the whole table where nothing is left to choose. */
function firstOpen({ rows }: StoredSheet): string {
  const open = rows.find(({ outcome }) => outcome === '')
  return open === undefined ? 'rows' : `row_${open.line}`
}

/** Each row in a transaction of its own: what is done stays done, and pressing again goes on where it stopped. */
async function settle(
  { actor, clock, inTransaction }: Context<unknown, unknown, unknown>,
  sheet: StoredSheet,
  row: StoredRow,
  leaveOut: boolean,
): Promise<void> {
  await inTransaction(async ({ db, emit, audit }) => {
    if (leaveOut) {
      audit({ kind: 'referral sheet', id: sheet.id, summary: `row ${row.line} left out` })
      return settleRow(db, sheet.id, { ...row, outcome: 'left_out' })
    }
    const { reportId, ...settled } = await fileRow({ db, actor, emit, clock }, sheet, row)
    audit({ kind: 'referral sheet', id: sheet.id, summary: `row ${row.line}: ${settled.outcome}` })
    if (reportId !== undefined) audit({ kind: 'report', id: reportId, summary: 'referred by a sheet' })
    return settleRow(db, sheet.id, { line: row.line, ...settled })
  })
}

async function show(
  { db, actor, clock, audit }: Pick<Context<unknown, unknown, unknown>, 'db' | 'actor' | 'clock' | 'audit'>,
  sheet: StoredSheet,
  errors: readonly FormError[] = [],
) {
  const looks = await lookAtRows(db, asMember(actor).organisationId, sheet, clock)
  audit({ kind: 'referral sheet', id: sheet.id, summary: `${sheet.rows.length} rows` })
  const render = errors.length > 0 ? pageWithErrors : page
  return render((frame) => SheetPage({ frame, sheet, looks, errors }))
}

function placingsIn(typed: Typed, { header }: StoredSheet): Placing[] {
  return header.map((_, column) => {
    const sent = typedValue(typed, `column_${column}`)
    return isPlacing(sent) ? sent : ''
  })
}

const sheetIdSchema = z.uuid()

/** The file or the pasted rows, what the sheet is called, and the id made for it; a form without one gets one now. */
async function readHandedIn(
  request: Context<unknown, unknown, unknown>['request'],
): Promise<{ id: string; name: string; content: string; pasted: string }> {
  if (!request.isMultipart())
    throw new Refusal(415, 'This address takes a form with a file', 'Go back and use the form.')
  let file: { name: string; content: string } | undefined
  let pasted = ''
  let id = newId()
  const limits = { fileSize: largestSheet + 1, fieldSize: largestSheet + 1, files: 1, fields: 5 }
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field') {
      if (part.fieldname === 'rows') pasted = String(part.value)
      if (part.fieldname === 'sheet') id = sheetIdSchema.catch(id).parse(part.value)
      continue
    }
    const bytes = await part.toBuffer()
    if (bytes.length > 0)
      file = { name: (part.filename ?? '').slice(0, 200), content: new TextDecoder('utf-8').decode(bytes) }
  }
  return { id, name: file?.name || 'Pasted rows', content: file?.content ?? pasted, pasted }
}
