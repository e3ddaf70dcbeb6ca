import { askReason, mayAskReason } from '#domains/governance'
import { hasRole } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { type Answer, type Context, forbidden, notFound } from '#platform/http'
import { type CaseToChange, caseToChangeQuery } from '../change-case.ts'
import { caseReaders } from '../lifecycle.ts'
import type { CaseTab, ShownTab } from './case-tab.ts'
import { ownTabs } from './own-tabs.ts'

/** What stands at the head of every page of a case, and what changing it needs. */
export type CaseHead = CaseToChange & {
  title: string
  /** The restricted partition it stands in. */
  restriction: string | null
  mayAskReason: boolean
}

export type OpenedTab = { head: CaseHead; tabs: readonly ShownTab[]; mayOpenRecords: boolean }

/**
 * Opens a page of a case, which its own route then shows in a CaseLayout: for readers who see the case in full, once
 * they have said why where somebody asks (`answer` is then the page that asks), and written to the audit.
 * @param tabs the tabs of other domains, as src/app.ts passes them
 * @param path which of them it is
 * @throws Refusal 404, the same for a case that is seen to a lesser level and for what is not there; 403 for a light
 *   account on a page that is not for these
 */
export async function openCaseTab(
  context: Context<unknown, unknown, unknown>,
  { reference, tabs, path }: { reference: string; tabs: readonly CaseTab[]; path: string },
): Promise<OpenedTab | { answer: Answer }> {
  const head = await findHead(context.db, reference)
  if (head === undefined) throw notFound('case')
  const mayOpenRecords = hasRole(context.actor, ...caseReaders)
  const tab = [...ownTabs, ...tabs].find((each) => each.path === path)
  if (!mayOpenRecords && tab?.lightAccounts !== true) throw forbidden()
  const asked = await askReason(context, { ...head, kind: 'case' })
  if ('answer' in asked) return asked
  context.audit({ kind: 'case', id: head.id, reason: asked.reason, summary: tab?.text.toLowerCase() ?? path })
  return { head, tabs: await showTabs(context, head, tabs, path), mayOpenRecords }
}

/** The tabs of a case that the reader may open, with their counts. */
export function showTabs(
  { db, actor }: Pick<Context<unknown, unknown, unknown>, 'db' | 'actor'>,
  { id, reference }: { id: string; reference: string },
  tabs: readonly CaseTab[],
  path: string,
): Promise<ShownTab[]> {
  const opened = hasRole(actor, ...caseReaders)
    ? [...ownTabs, ...tabs]
    : [...ownTabs, ...tabs].filter(({ lightAccounts }) => lightAccounts)
  return Promise.all(
    opened.map(async (tab) => ({
      text: tab.text,
      href: `/cases/${reference}${tab.path === '' ? '' : `/${tab.path}`}`,
      current: tab.path === path,
      count: await tab.count?.(db, id),
    })),
  )
}

function findHead(db: Transaction, reference: string): Promise<CaseHead | undefined> {
  return caseToChangeQuery(db, reference)
    .leftJoin('partition', 'partition.code', 'asb_case.partition_code')
    .select([
      'asb_case.title as title',
      'partition.label as restriction',
      mayAskReason('asb_case').as('mayAskReason'),
    ])
    .executeTakeFirst()
}
