import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** An element of the structure tree: its role, and whether words of the page stand in it. */
export type PdfNode = { role: string; hasContent: boolean; children: PdfNode[] }

export type ReadPdf = {
  title: string
  language: string
  showsTitle: boolean
  isTagged: boolean
  /** Part of PDF/UA that the file says it keeps (ISO 14289-1, 5). */
  pdfUa: string
  pages: number
  bookmarks: string[]
  /** The trees of all pages, one after another: of each what has words on that page. */
  tree: PdfNode[]
  words: string
  /** Times that words were drawn outside every tag and artefact (ISO 14289-1, 7.1). */
  untaggedWords: number
  fontsNotEmbedded: number
}

type RawNode = { role?: string; type?: string; children?: RawNode[] }
type RawBookmark = { title: string; items: RawBookmark[] }

/** Reads a PDF with pdf.js, as assistive technology meets it. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
  const pdf = await task.promise
  try {
    const [{ info, metadata }, marks, preferences, outline] = await Promise.all([
      pdf.getMetadata(),
      pdf.getMarkInfo(),
      pdf.getViewerPreferences(),
      pdf.getOutline(),
    ])
    const facts = new Map(Object.entries(info))
    const read: ReadPdf = {
      title: String(facts.get('Title')),
      language: String(facts.get('Language')),
      showsTitle: entriesOf(preferences).get('DisplayDocTitle') === true,
      isTagged: entriesOf(marks).get('Marked') === true,
      pdfUa: String(metadata?.get('pdfuaid:part')),
      pages: pdf.numPages,
      bookmarks: flatten(outline ?? []),
      tree: [],
      words: '',
      untaggedWords: 0,
      fontsNotEmbedded: 0,
    }
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number)
      const [tree, text, operators] = await Promise.all([
        page.getStructTree(),
        page.getTextContent(),
        page.getOperatorList(),
      ])
      if (tree) read.tree.push(...((tree as RawNode).children ?? []).map(nodeOf).filter(hasWords))
      read.words += `${text.items.map((item) => ('str' in item ? item.str : '')).join(' ')}\n`
      read.untaggedWords += countUntagged(operators.fnArray)
      for (const [, shared] of page.commonObjs)
        if (entriesOf(shared).get('missingFile') === true) read.fontsNotEmbedded += 1
    }
    return read
  } finally {
    await task.destroy()
  }
}

/** Every role of the tree, in reading order. */
export function rolesOf(tree: readonly PdfNode[]): string[] {
  return tree.flatMap((node) => [node.role, ...rolesOf(node.children)])
}

function countUntagged(operators: readonly number[]): number {
  let depth = 0
  let found = 0
  for (const operator of operators) {
    if (operator === OPS.beginMarkedContent || operator === OPS.beginMarkedContentProps) depth += 1
    else if (operator === OPS.endMarkedContent) depth -= 1
    else if (operator === OPS.showText && depth === 0) found += 1
  }
  return found
}

function nodeOf(raw: RawNode): PdfNode {
  const children = raw.children ?? []
  return {
    role: raw.role ?? '',
    hasContent: children.some(({ type }) => type === 'content'),
    children: children
      .filter(({ role }) => role !== undefined)
      .map(nodeOf)
      .filter(hasWords),
  }
}

const hasWords = ({ hasContent, children }: PdfNode) => hasContent || children.length > 0

const flatten = (items: readonly RawBookmark[]): string[] =>
  items.flatMap(({ title, items: below }) => [title, ...flatten(below)])

function entriesOf(value: unknown): Map<unknown, unknown> {
  if (value instanceof Map) return value
  return new Map(Object.entries(typeof value === 'object' && value !== null ? value : {}))
}

const run = promisify(execFile)
/** The program of veraPDF's own makers; their validator is in it. */
const library = createRequire(import.meta.url).resolve('@opendataloader/pdf')
const jar = join(dirname(library), '..', 'lib', 'opendataloader-pdf-cli.jar')
const validator = join(import.meta.dirname, 'ValidatePdf.java')

/** Whether this machine can run veraPDF, the reference validator of PDF/UA and PDF/A: it needs a Java development kit. */
export const runsJava = await run('javac', ['-version']).then(
  () => true,
  () => false,
)

/** What veraPDF found of a file: how much it looked at for each standard, and the clauses that are broken, in its words. */
export type Validated = { checks: { ua: number; a: number }; broken: string[] }

/** Holds each file against PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) with veraPDF in one run; some three seconds, however many they are. */
export async function validatePdfs(files: readonly Uint8Array[]): Promise<Validated[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pdf-'))
  try {
    const paths = files.map((_, number) => join(folder, `${number}.pdf`))
    await Promise.all(files.map((bytes, number) => writeFile(paths[number] ?? '', bytes)))
    const { stdout } = await run('java', ['-cp', jar, validator, ...paths], { maxBuffer: 64 * 2 ** 20 })
    return stdout
      .trimEnd()
      .split('\n')
      .map((line) => {
        const [, ua, a, ...broken] = line.split('\t')
        return { checks: { ua: Number(ua), a: Number(a) }, broken }
      })
  } finally {
    await rm(folder, { recursive: true })
  }
}
