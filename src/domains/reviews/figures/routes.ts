import { z } from 'zod'
import { asMember, hasRole } from '#platform/actor'
import { today } from '#platform/clock'
import { forAnybody, forRoles, page, type Route, redirect, route, text } from '#platform/http'
import { reviewsHome } from '../reviews-home.ts'
import { FiguresPage, PublishPage } from './figures-page.tsx'
import { countFigures, publishFigures, readFigures } from './publish-figures.ts'

const publishers = ['supervisor', 'coordinator'] as const
const year = z.coerce.number().int().min(2014).max(2200)

/** The yearly publication of section 104(10): counted, published with small numbers hidden, read by anybody. */
export const figureRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/case-review/figures',
    permission: forAnybody,
    audit: 'nothing',
    async handler({ db }) {
      const figures = await readFigures(db)
      return page((frame) => FiguresPage({ frame, figures }))
    },
  }),
  route({
    method: 'GET',
    url: '/case-review/figures.csv',
    permission: forAnybody,
    audit: 'nothing',
    async handler({ db }) {
      const figures = await readFigures(db)
      const lines = figures.map(({ year, lead, body, measure, shown }) =>
        [String(year), lead, body, measure, shown].map(cell).join(','),
      )
      return text(
        `${['year,published_by,body,measure,number', ...lines].join('\r\n')}\r\n`,
        'text/csv; charset=utf-8',
      )
    },
  }),
  route({
    method: 'GET',
    url: '/reviews/figures',
    permission: forRoles(...publishers, 'case_officer', 'triage_officer', 'analyst'),
    audit: 'consult',
    query: z.object({
      year: year.optional().catch(undefined),
      done: z.literal('1').optional().catch(undefined),
    }),
    async handler({ db, actor, query, clock, audit }) {
      const now = Number(today(clock).slice(0, 4))
      const asked = query.year ?? now
      const counted = await countFigures(db, asMember(actor).organisationId, asked)
      audit({ kind: 'case_review_list', summary: `numbers of ${asked}` })
      return page((frame) =>
        PublishPage({
          frame,
          year: asked,
          years: [now, now - 1, now - 2],
          counted,
          isDone: query.done !== undefined,
          mayPublish: hasRole(actor, ...publishers),
          back: reviewsHome(actor),
        }),
      )
    },
  }),
  route({
    method: 'POST',
    url: '/reviews/figures',
    permission: forRoles(...publishers),
    audit: 'disclose',
    body: z.object({ year }),
    async handler({ db, actor, body, audit }) {
      await publishFigures(db, actor, { leadId: asMember(actor).organisationId, year: body.year })
      audit({ kind: 'case_review_list', recipient: 'Public', summary: `numbers of ${body.year} published` })
      return redirect(`/reviews/figures?year=${body.year}&done=1`)
    },
  }),
]

/** A cell of RFC 4180; one that a spreadsheet would calculate is shown as text. */
function cell(value: string): string {
  const safe = /^[=+@\t\r-]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
