import type { Html } from '#platform/govuk'

const tabs = [
  { name: 'simulator', text: 'Simulator', href: '/triage/simulator' },
  { name: 'rules', text: 'Rules', href: '/triage/rules' },
] as const

export function TriageTabs({ current }: { current: (typeof tabs)[number]['name'] }): Html {
  return (
    <nav class="moj-sub-navigation" aria-label="Routing">
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
