import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { isSignedBy, openSigningKey } from '#platform/audit'
import { packFiles, signExport } from './sign-export.ts'

const key = openSigningKey('a secret of this installation')
const rows = [
  { who: '=HYPERLINK("https://evil.example.org","x")', times: 2, why: 'He said "no",\nthen left' },
  { who: '+44 1234', times: 1, why: '' },
  { who: '@SUM(1)', times: 1, why: null },
  { who: 'Asha Officer', times: -1, why: '-1+1' },
]
const files = signExport(
  { name: 'disclosures', columns: ['who', 'times', 'why'], rows, about: { of: 'A report' } },
  key,
)
const contentOf = (name: string) => {
  const found = files.find((file) => file.name === name)
  if (found === undefined) throw new Error(`There is no ${name}`)
  return found.content
}

test('no cell of the spreadsheet is a formula, and every cell can be read back', () => {
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

test('every file of the package is signed, and one changed byte is found', () => {
  const signed = files.filter(({ name }) => files.some((other) => other.name === `${name}.sig`))
  expect(signed.map(({ name }) => name)).toEqual(['disclosures.csv', 'disclosures.jsonl', 'about.json'])
  for (const { name, content } of signed) {
    expect(isSignedBy(key.publicKeyPem, content, contentOf(`${name}.sig`))).toBe(true)
    const changed = Buffer.from(content)
    changed[0] = (changed[0] ?? 0) ^ 1
    expect(isSignedBy(key.publicKeyPem, changed, contentOf(`${name}.sig`))).toBe(false)
  }
})

test('the package is a ZIP file with all of them', async () => {
  const packed = await packFiles(files, new Date('2026-11-01T12:00:00Z'))
  expect(packed.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
  for (const { name } of files) expect(packed.includes(name)).toBe(true)
})
