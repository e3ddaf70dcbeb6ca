import type { Actor } from '#platform/actor'
import type { Transaction } from '#platform/database'
import type { Html } from '#platform/govuk'
import { isCaseworker } from './change-case.ts'
import { readSuggestions } from './criteria/suggestions.ts'
import { findRepeats } from './find-repeats.ts'
import { ReportPanel } from './report-panel.tsx'

/**
 * What the cases domain adds to a report's page while it is in no case: its likely repeats and the way to open one. The
 * repeats are asked together with the report.
 */
export function casePanel({ db, actor }: { db: Transaction; actor: Actor }, reference: string) {
  const asked = findRepeats(db, reference)
  return {
    asked,
    async of(report: {
      id: string
      reference: string
      isInCase: boolean
      hasSuggestions: boolean
    }): Promise<() => Html | null> {
      if (report.isInCase) return () => null
      const [repeats, suggestions] = await Promise.all([
        asked,
        readSuggestions(db, report.hasSuggestions ? [report.id] : []),
      ])
      return () => ReportPanel({ report, repeats, suggestions, mayOpenCase: isCaseworker(actor) })
    },
  }
}
