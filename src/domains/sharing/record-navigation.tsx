import { type Actor, hasRole } from '#platform/actor'
import type { Html } from '#platform/govuk'
import { PageTabs } from '#platform/lists'

export type RecordPart = 'record' | 'risk' | 'evidence' | 'sharing' | 'hand-over' | 'handling' | 'disclosures'

const parts: readonly { part: RecordPart; path: string; text: string }[] = [
  { part: 'evidence', path: '/evidence', text: 'Evidence' },
  { part: 'sharing', path: '/sharing', text: 'Who sees it' },
  { part: 'hand-over', path: '/hand-over', text: 'Hand over' },
  { part: 'handling', path: '/handling', text: 'Handling' },
  { part: 'disclosures', path: '/disclosures', text: 'Who has seen it' },
]

/** Whether the reader works with records: those who only look after who sees them open two of the pages. */
export const opensRecords = (actor: Actor): boolean =>
  hasRole(actor, 'triage_officer', 'case_officer', 'supervisor', 'analyst')

/** The same pages as quiet links, where a case's own parts are the tabs: one row of tabs is enough. */
export function CaseRecordLinks({ reference }: { reference: string }): Html {
  return (
    <nav aria-label="Pages of this case">
      <ul class="app-record-links">
        {parts.map(({ path, text }) => (
          <li>
            <a class="govuk-link" href={`/cases/${reference}${path}`}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The pages of one record, side by side: what it is, and everything about who may know of it. */
export function RecordNavigation({
  kind,
  reference,
  current,
  opens = true,
}: {
  kind: 'report' | 'case'
  reference: string
  current: RecordPart
  /** False for a reader who opens neither the record itself nor what is done with it. */
  opens?: boolean
}): Html {
  const home = `/${kind}s/${reference}`
  const links = [
    { part: 'record' as const, path: '', text: kind === 'report' ? 'Report' : 'Case' },
    ...(kind === 'report' ? [{ part: 'risk' as const, path: '/risk', text: 'Risk' }] : []),
    ...parts,
  ].filter(({ part }) => opens || part === 'sharing' || part === 'disclosures')
  return (
    <PageTabs
      label={kind === 'report' ? 'Pages of this report' : 'Pages of this case'}
      tabs={links.map(({ part, path, text }) => ({ name: part, text, href: `${home}${path}` }))}
      current={current}
    />
  )
}
