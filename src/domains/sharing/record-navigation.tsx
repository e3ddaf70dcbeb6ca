import type { Html } from '#platform/govuk'

export type RecordPart = 'record' | 'sharing' | 'hand-over' | 'handling' | 'disclosures'

const parts: readonly { part: RecordPart; path: string; text: string }[] = [
  { part: 'sharing', path: '/sharing', text: 'Who sees it' },
  { part: 'hand-over', path: '/hand-over', text: 'Hand over' },
  { part: 'handling', path: '/handling', text: 'Handling' },
  { part: 'disclosures', path: '/disclosures', text: 'Who has seen it' },
]

/** The pages of one record, side by side: what it is, and everything about who may know of it. */
export function RecordNavigation({
  kind,
  reference,
  current,
}: {
  kind: 'report' | 'case'
  reference: string
  current: RecordPart
}): Html {
  const home = `/${kind}s/${reference}`
  const links = [{ part: 'record' as const, path: '', text: kind === 'report' ? 'Report' : 'Case' }, ...parts]
  return (
    <nav
      class="moj-sub-navigation"
      aria-label={kind === 'report' ? 'Pages of this report' : 'Pages of this case'}
    >
      <ul class="moj-sub-navigation__list">
        {links.map(({ part, path, text }) => (
          <li class="moj-sub-navigation__item">
            <a
              class="moj-sub-navigation__link"
              aria-current={part === current ? 'page' : undefined}
              href={`${home}${path}`}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
