import { expect, test } from 'vitest'
import { renderToString } from '#platform/govuk'
import { titleWithReference } from './title-with-reference.tsx'

const shown = (title: string, reference: string) =>
  renderToString(<b>{titleWithReference({ title, reference })}</b>)

test('a reference stays in one piece, and a title without one is shown whole', () => {
  expect(shown('Noise · Ropery · ASB-7K3M-92XD', 'ASB-7K3M-92XD')).toBe(
    '<b>Noise · Ropery · <span class="app-reference">ASB-7K3M-92XD</span></b>',
  )
  expect(shown('Gullhaven asks', 'ASB-7K3M-92XD')).toBe('<b>Gullhaven asks</b>')
  expect(shown('Marramport panel', '')).toBe('<b>Marramport panel</b>')
})
