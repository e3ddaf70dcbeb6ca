import type { Html } from '#platform/govuk'

export type PageTabsProps<Name extends string> = {
  /** What these pages are together. */
  label: string
  tabs: readonly { readonly name: Name; readonly text: string; readonly href: string }[]
  current: Name
}

/** Pages or lists that stand beside each other, as links. */
export function PageTabs<Name extends string>({ label, tabs, current }: PageTabsProps<Name>): Html {
  return (
    <nav class="moj-sub-navigation" aria-label={label}>
      <ul class="moj-sub-navigation__list">
        {tabs.map(({ name, text, href }) => (
          <li class="moj-sub-navigation__item">
            <a
              class="moj-sub-navigation__link"
              href={href}
              aria-current={name === current ? 'page' : undefined}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
