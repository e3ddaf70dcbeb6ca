// `npm run generate`: writes again what is made from the code and the migrated database. Run it after a change of
// migrations, access rules, feed views, lifecycles or machine routes.
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { migrate, projectRoot, startEmbeddedDatabase } from '#platform/database'
import { describePublishedApi } from './generate-openapi.ts'
import { generatedFiles } from './generated-files.ts'

const folder = join(projectRoot, 'var', 'generate')
const schema = 'partnership_as_migrated'

const embedded = await startEmbeddedDatabase({ folder, durable: false })
try {
  const owner = { ...embedded.connection }
  await migrate({ owner, secret: 'of no use after this run', schema })
  const files = await generatedFiles(owner, schema)
  files.set('docs/generated/openapi.json', await describePublishedApi())
  for (const [path, text] of files) {
    await writeFile(join(projectRoot, path), text)
    console.log(path)
  }
} finally {
  await embedded.stop()
  await rm(folder, { recursive: true, force: true })
}
