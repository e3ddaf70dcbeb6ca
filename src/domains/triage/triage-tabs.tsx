import type { Html } from '#platform/govuk'
import { PageTabs } from '#platform/lists'

const tabs = [
  { name: 'simulator', text: 'Simulator', href: '/triage/simulator' },
  { name: 'rules', text: 'Rules', href: '/triage/rules' },
] as const

export function TriageTabs({ current }: { current: (typeof tabs)[number]['name'] }): Html {
  return <PageTabs label="Routing" tabs={tabs} current={current} />
}
