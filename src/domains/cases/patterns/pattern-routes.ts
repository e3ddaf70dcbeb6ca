import { z } from 'zod'
import { asMember } from '#platform/actor'
import { forRoles, page, type Route, route } from '#platform/http'
import { caseParams } from '../change-routes.ts'
import { caseReaders } from '../lifecycle.ts'
import type { CaseTab } from '../tabs/case-tab.ts'
import { openCaseTab } from '../tabs/open-tab.ts'
import { countNamings, countPlaces, pairPeople, pairPlaces } from './co-occur.ts'
import { findNextLikely } from './next-likely.ts'
import type { ReadPartnerFigures } from './partner-figures.ts'
import { PatternsPage } from './patterns-page.tsx'
import { readPatterns } from './read-patterns.ts'
import { spreadOverWeek, sumWeek } from './spread-hours.ts'

/** The page of a case that says when and where it happens and who comes up. */
export function patternRoutes(
  tabs: readonly CaseTab[],
  readFigures: ReadPartnerFigures = async () => ({ layers: [], shown: undefined }),
): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/cases/:reference/patterns',
      permission: forRoles(...caseReaders),
      audit: 'consult',
      params: caseParams,
      query: z.object({
        layer: z.uuid().optional().catch(undefined),
        measure: z.string().max(100).optional().catch(undefined),
        period: z.string().max(40).optional().catch(undefined),
      }),
      async handler(context) {
        const { db, actor, params, query, clock, audit } = context
        const opened = await openCaseTab(context, { reference: params.reference, tabs, path: 'patterns' })
        if ('answer' in opened) return opened.answer
        const { reports, hiddenReports, namings, placings, placed, centre } = await readPatterns(
          db,
          opened.head.id,
        )
        const figures = await readFigures({ db, actor: asMember(actor), clock }, query, placed)
        if (figures.shown !== undefined)
          audit({ kind: 'context_layer', id: figures.shown.layerId, summary: 'beside a case' })
        const timed = reports.flatMap((report) => {
          const spread = spreadOverWeek(report)
          return spread === undefined ? [] : [{ spread, moment: report.occurredFrom }]
        })
        const spreads = timed.map(({ spread }) => spread)
        return page((frame) =>
          PatternsPage({
            frame,
            opened,
            centre,
            figures,
            timed: timed.length,
            untimed: reports.length - timed.length,
            hiddenReports,
            week: sumWeek(spreads),
            next: findNextLikely(
              spreads,
              timed.map(({ moment }) => moment),
              clock.now(),
            ),
            people: countNamings(namings),
            pairs: pairPeople(namings),
            places: countPlaces(placings),
            peopleAtPlaces: pairPlaces(namings, placings),
          }),
        )
      },
    }),
  ]
}
