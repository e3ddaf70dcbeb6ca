import type { Html } from '#platform/govuk'
import { PageTabs } from '#platform/lists'

const tabs = [
  { name: 'sources', text: 'Sources', href: '/intake' },
  { name: 'letters', text: 'Not taken', href: '/intake/letters' },
  { name: 'webhooks', text: 'Webhooks', href: '/intake/webhooks' },
  { name: 'requests', text: 'Systems that take requests', href: '/intake/service-endpoints' },
] as const

/** Places of whoever looks after the connections of other systems. */
export function IntakeTabs({ current }: { current: (typeof tabs)[number]['name'] }): Html {
  return <PageTabs label="Incidents from other systems" tabs={tabs} current={current} />
}
