import { type Actor, organisationsOf } from '#platform/actor'
import { type Clock, today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Html } from '#platform/govuk'
import { HandOverPanel } from './hand-over-panel.tsx'
import { handingOver } from './lifecycle.ts'
import { readHandOversOf } from './read-hand-over.ts'

type ShownRecord = { id: string; reference: string; holderId: number | undefined }

/** What hand-overs add to the page of a report or case: read with it, rendered after it. */
export async function handOverPanelOf(
  { db, actor, clock }: { db: Transaction; actor: Actor; clock: Clock },
  kind: 'report' | 'case',
  record: ShownRecord,
): Promise<() => Html | null> {
  const handOvers = await readHandOversOf(db, { kind, id: record.id })
  const mayHandOver =
    record.holderId !== undefined &&
    actor.kind === 'member' &&
    actor.duties.some(
      ({ organisationId, role }) =>
        organisationId === record.holderId && handingOver.some((allowed) => allowed === role),
    )
  return () =>
    HandOverPanel({
      record: { kind, reference: record.reference },
      handOvers,
      organisations: organisationsOf(actor),
      mayHandOver,
      today: today(clock),
    })
}

/** The same for the page of a report, which takes its panels from outside. */
export function reportHandOverPanel(
  context: { db: Transaction; actor: Actor; clock: Clock },
  report: { id: string; reference: string; holder: { organisationId: number } | null },
): Promise<() => Html | null> {
  return handOverPanelOf(context, 'report', { ...report, holderId: report.holder?.organisationId })
}
