import type { Html } from '#platform/govuk'
import { PageTabs } from '#platform/lists'

const tabs = [
  { name: 'agreements', text: 'Agreements', href: '/sharing/agreements' },
  { name: 'rules', text: 'Rules', href: '/sharing/rules' },
  { name: 'panels', text: 'Panels', href: '/sharing/panels' },
] as const

export function SharingTabs({ current }: { current: (typeof tabs)[number]['name'] }): Html {
  return <PageTabs label="Sharing" tabs={tabs} current={current} />
}
