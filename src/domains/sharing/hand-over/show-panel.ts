import { type Actor, organisationsOf } from '#platform/actor'
import { type Clock, today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Html } from '#platform/govuk'
import { HandOverPanel } from './hand-over-panel.tsx'
import { readHandOversOf } from './read-hand-over.ts'

/** What hand-overs add to the page of a report or case: read with it, rendered after it. */
export async function handOverPanelOf(
  { db, actor, clock }: { db: Transaction; actor: Actor; clock: Clock },
  kind: 'report' | 'case',
  record: { id: string },
): Promise<() => Html | null> {
  const handOvers = await readHandOversOf(db, { kind, id: record.id })
  return () =>
    HandOverPanel({
      handOvers,
      organisations: organisationsOf(actor),
      today: today(clock),
    })
}

/** The same for the page of a report, which takes its panels from outside. */
export function reportHandOverPanel(
  context: { db: Transaction; actor: Actor; clock: Clock },
  report: { id: string; hasHandOvers: boolean },
): Promise<() => Html | null> {
  // Most reports were never handed over, and the report itself was read with the answer.
  if (!report.hasHandOvers) return Promise.resolve(() => null)
  return handOverPanelOf(context, 'report', report)
}
