import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '#platform/database'

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8')

test('every fault of the Ombudsmen that is listed has the test that the list names', () => {
  const listed = [...read('docs/ombudsman.md').matchAll(/\| `([^`]+)` \|$/gm)].map(([, name]) => name)
  const written = ['contact', 'reviews'].flatMap((domain) =>
    [...read(`src/domains/${domain}/ombudsman.http.test.ts`).matchAll(/^test\('([^']+)'/gm)].map(
      ([, name]) => name,
    ),
  )
  expect(listed.length).toBeGreaterThan(15)
  expect(listed.filter((name) => !written.includes(name))).toEqual([])
})
