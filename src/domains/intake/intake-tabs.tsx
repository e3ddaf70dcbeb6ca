import type { Html } from '#platform/govuk'

const tabs = [
  { name: 'sources', text: 'Sources', href: '/intake' },
  { name: 'letters', text: 'Not taken', href: '/intake/letters' },
  { name: 'webhooks', text: 'Webhooks', href: '/intake/webhooks' },
] as const

/** Places of whoever looks after the connections of other systems. */
export function IntakeTabs({ current }: { current: (typeof tabs)[number]['name'] }): Html {
  return (
    <nav class="moj-sub-navigation" aria-label="Incidents from other systems">
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
