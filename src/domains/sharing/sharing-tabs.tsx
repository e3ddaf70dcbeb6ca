import type { Html } from '#platform/govuk'

const tabs = [
  { name: 'agreements', text: 'Agreements', href: '/sharing/agreements' },
  { name: 'rules', text: 'Rules', href: '/sharing/rules' },
  { name: 'panels', text: 'Panels', href: '/sharing/panels' },
] as const

export function SharingTabs({ current }: { current: (typeof tabs)[number]['name'] }): Html {
  return (
    <nav class="moj-sub-navigation" aria-label="Sharing">
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
