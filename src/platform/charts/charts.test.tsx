import { expect, test } from 'vitest'
import { renderToString } from '#platform/govuk'
import { heatLevel } from './heat-level.ts'
import { ArcDiagram, AreaMap, HeatGrid, Sparkline } from './index.ts'

test('nothing has the lightest shade, the most the darkest, and a single one is already seen', () => {
  expect(heatLevel(0, 900)).toBe(0)
  expect(heatLevel(1, 900)).toBe(1)
  expect(heatLevel(450, 900)).toBe(5)
  expect(heatLevel(900, 900)).toBe(9)
  expect(heatLevel(0, 0)).toBe(0)
})

test('a heat grid prints its numbers in a table with headings, and needs no inline style', () => {
  const counts = Array.from({ length: 7 }, (_, day) => Array.from({ length: 24 }, (_, hour) => day * hour))
  const html = renderToString(<HeatGrid caption="Reports by hour" counts={counts} />)
  expect(html.match(/<td class="heat-\d">/g)).toHaveLength(7 * 24)
  expect(html).toContain('<td class="heat-9">138</td>')
  expect(html).toContain('<th scope="row">Sunday</th>')
  expect(html).toContain('tabindex="0"')
  expect(html).not.toContain('style')
})

test('a heat grid with gaps in its counts shows them as nought', () => {
  expect(
    renderToString(<HeatGrid caption="Reports" counts={[]} />).match(/<td class="heat-0">0</g),
  ).toHaveLength(168)
})

test('a map stays hidden until its script draws it, and its facts stand in a table', () => {
  const html = renderToString(
    <AreaMap
      label="Reports by ward"
      centre={{ longitude: -1.1, latitude: 52.6, zoom: 9 }}
      areasUrl="/areas.json"
      table={{ head: ['Ward', 'Reports'], rows: [['<Abbey>', 12]] }}
    />,
  )
  expect(html).toMatch(/<div class="app-map" [^>]*data-areas-url="\/areas\.json"[^>]* hidden=""/)
  expect(html).not.toContain('data-points-url')
  expect(html).toContain('&lt;Abbey&gt;')
})

test('a sparkline says its numbers in words, leaves gaps for what is missing and draws its target', () => {
  const html = renderToString(<Sparkline label="Share: 0 %, none, 4 %" points={[0.5, null, 4]} line={1} />)
  expect(html).toContain('aria-label="Share: 0 %, none, 4 %"')
  expect(html.match(/<rect/g)).toHaveLength(2)
  expect(html).toContain('y1="75"')
  expect(renderToString(<Sparkline label="Nothing" points={[null, 0]} />)).not.toContain('<rect')
})

test('an arc diagram links every name it draws, draws twelve at most, says how many more, and is left out when empty', () => {
  const keys = Array.from({ length: 15 }, (_, at) => `n${at}`)
  const diagram = (drawn: readonly string[]) =>
    renderToString(
      <ArcDiagram
        label="Together"
        nodes={keys.map((key) => ({ key, name: key, says: 'Person', mark: 'round', href: `#${key}` }))}
        arcs={drawn
          .slice(1)
          .map((other, at) => ({ one: 'n0', other, weight: at + 2, says: `n0 and ${other}` }))}
        legend="Arcs."
        more={(leftOut) => `And ${leftOut} more.`}
      />,
    )
  const html = diagram(keys)
  expect(html.match(/<a class="govuk-link" href="#n/g)).toHaveLength(12)
  expect(html.match(/<path/g)).toHaveLength(11)
  expect(html).toContain('Arcs. And 3 more.')
  expect(diagram(keys.slice(0, 12))).not.toContain('more.')
  expect(diagram([])).toBe('')
})
