import { initAll as initialiseMojFrontend } from '@ministryofjustice/frontend'
import { initAll as initialiseGovukFrontend } from 'govuk-frontend'
import './js-enabled.ts'

/** Adds a behaviour to an element that works without it. */
type Enhance = (element: HTMLElement) => void

const behaviours: Record<string, () => Promise<Enhance>> = {
  'age-clock': async () => (await import('./behaviours/age-clock.ts')).keepAgesTicking,
  'entry-beside': async () => (await import('./behaviours/entry-beside.ts')).showBeside,
  'govuk-exit-this-page': async () => (await import('./behaviours/leave-no-way-back.ts')).leaveNoWayBack,
  'keep-draft': async () => (await import('./behaviours/keep-draft.ts')).keepDraft,
  outbox: async () => (await import('./behaviours/outbox.ts')).showOutbox,
  passkey: async () => (await import('./behaviours/passkey.ts')).offerPasskey,
  'place-search': async () => (await import('./behaviours/place-search.ts')).searchPlacesAsYouType,
  position: async () => (await import('./behaviours/position.ts')).offerPosition,
  'queue-keys': async () => (await import('./behaviours/queue-keys.ts')).addQueueKeys,
  'risk-score': async () => (await import('./behaviours/risk-score.ts')).showRiskScore,
  'quick-entry': async () => (await import('./behaviours/quick-entry.ts')).sendThroughOutbox,
  'shown-when': async () => (await import('./behaviours/shown-when.ts')).showWhenChosen,
  'sign-out': async () => (await import('./behaviours/sign-out.ts')).takeKeyAtSignOut,
}

initialiseGovukFrontend()
initialiseMojFrontend()

const tables = document.querySelectorAll<HTMLElement>('.app-scroll > .app-dense-table')
if (tables.length > 0)
  void import('./behaviours/stack-tables.ts').then(({ stackWhereNarrow }) => tables.forEach(stackWhereNarrow))

for (const [name, load] of Object.entries(behaviours)) {
  const elements = document.querySelectorAll<HTMLElement>(`[data-module="${name}"]`)
  if (elements.length > 0) void load().then((enhance) => elements.forEach(enhance))
}
