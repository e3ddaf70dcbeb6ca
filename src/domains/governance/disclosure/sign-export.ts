import { createHash, type Hash } from 'node:crypto'
import { PassThrough, Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { createDeflate, createInflate } from 'node:zlib'
import { stringify } from 'csv-stringify/sync'
import { ZipFile } from 'yazl'
import type { SigningKey } from '#platform/audit'

export type ExportRow = Readonly<Record<string, string | number | null>>

export type ExportedView = {
  /** Begins the names of the files: "disclosures". */
  name: string
  columns: readonly string[]
  /** The rows, some at a time and read as they are sent: an export is longer than the memory it may have. */
  pages: AsyncIterable<readonly ExportRow[]>
  /** Who asked for what and when, asked for after the last row; kept in the package and signed like the rest. */
  about: (rows: number) => Promise<Readonly<Record<string, string | number>>>
}

/**
 * The view as one package (ZIP): CSV (RFC 4180; text that a spreadsheet would take for a formula gets an apostrophe before
 * it), JSON lines, what was asked, the SHA-256 of each, a detached signature of these sums (the 64 bytes of Ed25519), and
 * the public key. The sums are signed and not the files, because Ed25519 reads what it signs twice, so all of it at once.
 */
export function streamExport(
  { name, columns, pages, about }: ExportedView,
  key: SigningKey,
  now: Date,
): Readable {
  const zip = new ZipFile()
  const sums: string[] = []
  let rowCount = 0
  const summed = (file: string, hash: Hash) => sums.push(`${hash.digest('hex')}  ${file}\n`)
  // The same rows make both files, so the lines wait, compressed, until the spreadsheet is through.
  const waiting: Buffer[] = []

  async function* spreadsheet() {
    const hash = createHash('sha256')
    const lineHash = createHash('sha256')
    const lines = createDeflate()
    lines.on('data', (chunk: Buffer) => waiting.push(chunk))
    let isFirst = true
    const csvOf = (rows: readonly ExportRow[]) => {
      const text = stringify([...rows], {
        header: isFirst,
        bom: isFirst,
        columns: [...columns],
        record_delimiter: '\r\n',
        escape_formulas: true,
      })
      isFirst = false
      hash.update(text)
      return text
    }
    for await (const rows of pages) {
      rowCount += rows.length
      const text = rows.map((row) => lineOf(row, columns)).join('')
      lineHash.update(text)
      if (!lines.write(text)) await new Promise((resolve) => lines.once('drain', resolve))
      yield csvOf(rows)
    }
    if (isFirst) yield csvOf([])
    lines.end()
    await finished(lines)
    summed(`${name}.csv`, hash)
    summed(`${name}.jsonl`, lineHash)
  }

  async function* aboutIt() {
    const text = `${JSON.stringify({ ...(await about(rowCount)), rows: rowCount, key: key.id }, undefined, 2)}\n`
    summed('about.json', createHash('sha256').update(text))
    yield text
  }

  const parts: [file: string, content: () => Readable][] = [
    [`${name}.csv`, () => Readable.from(spreadsheet())],
    [`${name}.jsonl`, () => Readable.from(waiting).pipe(createInflate())],
    ['about.json', () => Readable.from(aboutIt())],
    ['SHA256SUMS', () => Readable.from([sums.join('')])],
    ['SHA256SUMS.sig', () => Readable.from([key.sign(Buffer.from(sums.join('')))])],
    ['public-key.pem', () => Readable.from([key.publicKeyPem])],
    ['HOW-TO-CHECK.txt', () => Readable.from([howToCheck])],
  ]
  const out = new PassThrough()
  // One after the other, each opened when the one before it is through; what fails cuts the package short.
  const fail = (error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error)))
  for (const [file, content] of parts)
    zip.addReadStreamLazy(file, { mtime: now }, (give) => {
      const stream = content()
      stream.once('error', fail)
      out.once('close', () => stream.destroy())
      give(null, stream)
    })
  zip.end()
  zip.outputStream.pipe(out)
  return out
}

const lineOf = (row: ExportRow, columns: readonly string[]) =>
  `${JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column] ?? null])))}\n`

const howToCheck = `Take the public key from the service itself, not from this package, and compare.

openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig
sha256sum -c SHA256SUMS

Or with the service's own command, which does both:

npm run cli -- audit verify-export SHA256SUMS SHA256SUMS.sig
`
