import { forRoles, page, type Route, route } from '#platform/http'
import { caseParams } from '../change-routes.ts'
import { caseReaders } from '../lifecycle.ts'
import type { CaseTab } from '../tabs/case-tab.ts'
import { openCaseTab } from '../tabs/open-tab.ts'
import { countNamings, countPlaces, pairPeople, pairPlaces } from './co-occur.ts'
import { findNextLikely } from './next-likely.ts'
import { PatternsPage } from './patterns-page.tsx'
import { readPatterns } from './read-patterns.ts'
import { spreadOverWeek, sumWeek } from './spread-hours.ts'

/** The page of a case that says when and where it happens and who comes up. */
export function patternRoutes(tabs: readonly CaseTab[]): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/cases/:reference/patterns',
      permission: forRoles(...caseReaders),
      audit: 'consult',
      params: caseParams,
      async handler(context) {
        const { db, params, clock } = context
        const opened = await openCaseTab(context, { reference: params.reference, tabs, path: 'patterns' })
        if ('answer' in opened) return opened.answer
        const { reports, hiddenReports, namings, placings, centre } = await readPatterns(db, opened.head.id)
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
