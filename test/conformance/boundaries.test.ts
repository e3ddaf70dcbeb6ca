import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { projectRoot } from '#platform/database'

const folder = mkdtempSync(join(tmpdir(), 'boundaries-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What the project's linter says of files that import one thing each, in a tree of the same shape. */
function lint(files: Readonly<Record<string, string>>): string[] {
  copyFileSync(join(projectRoot, 'biome.json'), join(folder, 'biome.json'))
  for (const [file, imported] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), `import { a } from '${imported}'\n\nexport const b = a\n`)
  }
  const linter = join(projectRoot, 'node_modules/@biomejs/biome/bin/biome')
  const options = [
    'lint',
    '--only=style/noRestrictedImports',
    '--vcs-enabled=false',
    '--max-diagnostics=none',
  ]
  const { stdout, stderr } = spawnSync(process.execPath, [linter, ...options], {
    cwd: folder,
    encoding: 'utf8',
  })
  const found = `${stdout}${stderr}`.matchAll(/^(\S+?):\d+:\d+ lint\/style\/noRestrictedImports/gm)
  return [...new Set([...found].map(([, file]) => file ?? ''))].sort()
}

test('no module reaches behind the front door of another, the platform knows no domain, a page no database', () => {
  const refused = {
    'src/platform/clock/a.ts': '#domains/cases',
    'src/platform/clock/b.ts': '../ids/id.ts',
    'src/platform/database/embedded/a.ts': '../../../domains/cases/index.ts',
    'src/domains/reports/a.ts': '../cases/case.ts',
    'src/domains/reports/public-form/a.ts': '../../cases/case.ts',
    'src/domains/reports/public-form/steps/a.ts': '../../../cases/case.ts',
    'src/domains/reports/a-page.tsx': '../cases/case.ts',
    'src/domains/reports/b-page.tsx': '#platform/database',
    'src/domains/reports/public-form/a-page.tsx': 'kysely',
  }
  const allowed = {
    'src/platform/database/embedded/b.ts': '../connection.ts',
    'src/domains/reports/b.ts': '#domains/timeline',
    'src/domains/reports/public-form/b-page.tsx': '../report.ts',
    'src/domains/reports/public-form/steps/b.ts': '../../question-set.ts',
    'src/domains/cases/judge.ts': '../../../packs/matching/repeats.json',
  }
  expect(lint({ ...refused, ...allowed })).toEqual(Object.keys(refused).sort())
})
