import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { beforeAll, expect, test } from 'vitest'
import { isSignedBy, openSigningKey } from '#platform/audit'
import { filesIn } from '../../../../test/support/unzip.ts'
import { type ExportRow, streamExport } from './sign-export.ts'

const key = openSigningKey('a secret of this installation')
const rows = [
  { who: '=HYPERLINK("https://evil.example.org","x")', times: 2, why: 'He said "no",\nthen left' },
  { who: '+44 1234', times: 1, why: '' },
  { who: '@SUM(1)', times: 1, why: null },
  { who: 'Asha Officer', times: -1, why: '-1+1' },
]
const columns = ['who', 'times', 'why']
let files: Map<string, Buffer>

async function* inPages(pages: readonly (readonly ExportRow[])[]) {
  yield* pages
}

function exported(pages: AsyncIterable<readonly ExportRow[]>) {
  const about = async (count: number) => ({ of: 'A report', counted: count })
  return streamExport({ name: 'disclosures', columns, pages, about }, key, new Date('2026-11-01T12:00:00Z'))
}

const contentOf = (name: string) => files.get(name) ?? Buffer.from(`There is no ${name}`)

beforeAll(async () => {
  files = filesIn(await buffer(exported(inPages([rows.slice(0, 1), rows.slice(1, 3), rows.slice(3)]))))
})

test('no cell of the spreadsheet is a formula, and every cell can be read back, with one row of names', () => {
  const read: Record<string, string>[] = parse(contentOf('disclosures.csv'), { columns: true, bom: true })
  expect(read.map(({ who }) => who)).toEqual([
    `'=HYPERLINK("https://evil.example.org","x")`,
    `'+44 1234`,
    `'@SUM(1)`,
    'Asha Officer',
  ])
  expect(read.map(({ why }) => why)).toEqual(['He said "no",\nthen left', '', '', `'-1+1`])
})

test('JSON lines hold the same rows as they were written', () => {
  const lines = contentOf('disclosures.jsonl').toString().trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual(rows)
})

test('what was asked is in it, with how much was given', () => {
  expect(JSON.parse(contentOf('about.json').toString())).toEqual({
    of: 'A report',
    counted: 4,
    rows: 4,
    key: key.id,
  })
})

test('the sums are those of the files and are signed, and one changed byte is found', () => {
  const sums = contentOf('SHA256SUMS')
  expect(sums.toString().trimEnd().split('\n')).toEqual(
    ['disclosures.csv', 'disclosures.jsonl', 'about.json'].map(
      (name) => `${createHash('sha256').update(contentOf(name)).digest('hex')}  ${name}`,
    ),
  )
  expect(isSignedBy(key.publicKeyPem, sums, contentOf('SHA256SUMS.sig'))).toBe(true)
  const changed = Buffer.from(sums)
  changed[0] = (changed[0] ?? 0) ^ 1
  expect(isSignedBy(key.publicKeyPem, changed, contentOf('SHA256SUMS.sig'))).toBe(false)
})

test('without a row there is still a row of names', async () => {
  const empty = filesIn(await buffer(exported(inPages([[]]))))
  expect(empty.get('disclosures.csv')?.toString()).toBe('\ufeffwho,times,why\r\n')
})

test('rows are read as they are taken, and no further when the reader goes away', async () => {
  let read = 0
  const many = async function* () {
    for (;;) {
      read += 1
      yield Array.from({ length: 2_000 }, (_, at) => ({ who: `${read} ${at} ${Math.random()}`, times: at }))
    }
  }
  const stream = exported(many())
  await new Promise((resolve) => stream.once('data', resolve))
  stream.pause()
  // What lies in buffers on the way is bounded: so many pages, however long nobody takes them.
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  const held = read
  expect(held).toBeLessThan(100)
  stream.destroy()
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(read - held).toBeLessThanOrEqual(1)
})

test('what fails while it is read cuts the package short, so that nobody takes it for whole', async () => {
  const failing = async function* () {
    yield rows
    throw new Error('The database went away')
  }
  await expect(buffer(exported(failing()))).rejects.toThrow('The database went away')
})
