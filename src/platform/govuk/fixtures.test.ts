import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { expect, test } from 'vitest'
import { componentName, generateGovukProps } from '../../../build/generate-govuk-props.ts'
import * as components from './govuk-components.ts'
import { govukMacroName } from './govuk-components.ts'
import { dangerousHtml } from './html.ts'
import { renderMacro } from './macro.ts'

interface Fixtures {
  fixtures: { name: string; options: object; html: string }[]
}

const folder = path.join(
  path.dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')),
  'dist/govuk/components',
)
const fixtureFolders = readdirSync(folder).filter((name) =>
  existsSync(path.join(folder, name, 'fixtures.json')),
)

test('every official fixture renders to the official markup', () => {
  let matched = 0
  for (const component of fixtureFolders) {
    const { fixtures }: Fixtures = JSON.parse(
      readFileSync(path.join(folder, component, 'fixtures.json'), 'utf8'),
    )
    const macro = { folder: `govuk/components/${component}`, name: govukMacroName(component) }
    for (const fixture of fixtures) {
      const html = renderMacro(macro, trustHtml(fixture.options))
      expect(sameWhitespace(html), `${component}: ${fixture.name}`).toBe(sameWhitespace(fixture.html))
      matched += 1
    }
  }
  process.stdout.write(`${matched} official fixtures match\n`)
  expect(matched).toBeGreaterThanOrEqual(725)
})

test('every official component can be used in a page', () => {
  const missing = fixtureFolders.map(componentName).filter((name) => !(name in components))
  expect(missing).toEqual([])
})

test('the committed props are those of the installed govuk-frontend', () => {
  const committed = readFileSync(path.join(import.meta.dirname, 'generated/props.ts'), 'utf8')
  expect(committed).toBe(generateGovukProps())
})

function sameWhitespace(html: string): string {
  return html.replace(/\s+/g, ' ').trim()
}

/** Fixtures hold markup as strings; pages would pass JSX in the same places. */
function trustHtml(options: object): object {
  const trusted = (name: string, value: unknown): unknown => {
    if (typeof value === 'string')
      return /^(html|start|end|navigationStart|navigationEnd)$|Html$/.test(name)
        ? dangerousHtml(value)
        : value
    if (typeof value !== 'object' || value === null) return value
    return Array.isArray(value) ? value.map((item) => trusted('', item)) : trustHtml(value)
  }
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, trusted(name, value)]))
}
