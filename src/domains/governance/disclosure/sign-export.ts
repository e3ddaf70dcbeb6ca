import { stringify } from 'csv-stringify/sync'
import { ZipFile } from 'yazl'
import type { SigningKey } from '#platform/audit'

export type ExportRow = Readonly<Record<string, string | number | null>>

export type ExportedView = {
  /** Begins the names of the files: "disclosures". */
  name: string
  columns: readonly string[]
  rows: readonly ExportRow[]
  /** Who asked for what and when; kept in the package and signed like the rest. */
  about: Readonly<Record<string, string | number>>
}

export type SignedFile = { name: string; content: Buffer }

/**
 * The view as files: CSV (RFC 4180; text that a spreadsheet would take for a formula gets an apostrophe before it), JSON
 * lines, what was asked, a detached signature of each (`.sig`, the 64 bytes of Ed25519), and the public key.
 */
export function signExport({ name, columns, rows, about }: ExportedView, key: SigningKey): SignedFile[] {
  const csv = stringify(rows.slice(), {
    header: true,
    columns: [...columns],
    record_delimiter: '\r\n',
    escape_formulas: true,
    bom: true,
  })
  const lines = rows.map(
    (row) =>
      `${JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column] ?? null])))}\n`,
  )
  const files = [
    { name: `${name}.csv`, content: Buffer.from(csv) },
    { name: `${name}.jsonl`, content: Buffer.from(lines.join('')) },
    {
      name: 'about.json',
      content: Buffer.from(`${JSON.stringify({ ...about, rows: rows.length, key: key.id }, undefined, 2)}\n`),
    },
  ]
  return [
    ...files.flatMap((file) => [file, { name: `${file.name}.sig`, content: key.sign(file.content) }]),
    { name: 'public-key.pem', content: Buffer.from(key.publicKeyPem) },
    { name: 'HOW-TO-CHECK.txt', content: Buffer.from(howToCheck(`${name}.csv`)) },
  ]
}

const howToCheck = (
  file: string,
) => `Take the public key from the service itself, not from this package, and compare.

openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in ${file} -sigfile ${file}.sig
npm run cli -- audit verify-export ${file} ${file}.sig
`

/** The files as one package. */
export async function packFiles(files: readonly SignedFile[], now: Date): Promise<Buffer> {
  const zip = new ZipFile()
  for (const { name, content } of files) zip.addBuffer(content, name, { mtime: now })
  zip.end()
  const chunks: Uint8Array[] = []
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
