import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { waitUntil } from '../running-product.ts'
import { newWords } from './door.ts'

/** Files that lie in a folder and are taken while everything else breaks. */
export type Dropped = {
  door: string
  words: readonly string[]
  /** Resolves when every file is answered, and was answered as filed. */
  answered(): Promise<void>
}

type DropDoor = { door: string; source: string; format: string; files: ReadonlyMap<string, string> }

/** One long file of rows, so that the program is killed while it is read. */
export function dropRows(folder: string, token: string, rows: number): Dropped {
  const words = Array.from({ length: rows }, newWords)
  const lines = words.map((each, row) => `N-${row},noise,${each}`)
  const files = new Map([['night.csv', ['number,asb_type,narrative', ...lines].join('\n')]])
  return drop(folder, token, words, { door: 'file drop', source: 'NIGHTLY', format: 'csv', files })
}

/** Many e-mails, each a file. */
export function dropMails(folder: string, token: string, count: number): Dropped {
  const words = Array.from({ length: count }, newWords)
  const mail = (each: string, at: number) =>
    [
      'From: Ann Example <ann@example.org>',
      'To: report@example.org',
      'Subject: Noise again',
      `Message-ID: <${at}.night@example.org>`,
      'Date: Thu, 01 Oct 2026 21:00:00 +0000',
      'Content-Type: text/plain; charset=utf-8',
      '',
      each,
      '',
    ].join('\r\n')
  const files = new Map(words.map((each, at) => [`mail-${String(at).padStart(3, '0')}.eml`, mail(each, at)]))
  return drop(folder, token, words, { door: 'e-mail drop', source: 'MAILBOX', format: 'email', files })
}

function drop(
  folder: string,
  token: string,
  words: readonly string[],
  { door, source, format, files }: DropDoor,
): Dropped {
  const at = join(folder, source)
  mkdirSync(join(at, 'in'), { recursive: true })
  writeFileSync(join(at, 'source.json'), JSON.stringify({ token, source, format }))
  // A file that changed a moment ago is left alone: it may still be on its way.
  const before = new Date(Date.now() - 60_000)
  for (const [name, content] of files) {
    writeFileSync(join(at, 'in', name), content)
    utimesSync(join(at, 'in', name), before, before)
  }
  const done = () => {
    try {
      return readdirSync(join(at, 'done')).length
    } catch {
      return 0
    }
  }
  return {
    door,
    words,
    async answered() {
      await waitUntil(() => done() === files.size, 40_000)
      const answers = [...files.keys()].map((name) =>
        readFileSync(join(at, 'answers', `${name}.csv`), 'utf8'),
      )
      expect(answers.join('\n').match(/,(filed|unchanged),/g)).toHaveLength(words.length)
    },
  }
}
