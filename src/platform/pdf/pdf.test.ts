import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'
import { expect, test } from 'vitest'
import { type PdfNode, readPdf, rolesOf, runsJava, validatePdfs } from '../../../test/support/pdf.ts'
import { type PdfDocument, pdfBytes } from './index.ts'

const letter: PdfDocument = {
  title: 'Notice about the dog at number 4',
  language: 'en-GB',
  author: 'Marramport City Council',
  madeAt: new Date('2026-03-03T10:00:00Z'),
  foot: 'Version 1',
  pageOf: (page, pages) => `Page ${page} of ${pages}`,
  blocks: [
    { lines: ['Somebody', '1 High Street'] },
    { index: { title: 'In this letter', part: 'Part', page: 'Page number' } },
    { heading: 'What you must do', level: 2 },
    { paragraph: ['You must ', { strong: 'keep the dog in' }, ' at night.'] },
    { list: ['At home', ['In the ', { strong: 'garden' }]] },
    { list: ['First', 'Then'], numbered: true },
    { heading: 'When it barked', level: 3 },
    {
      table: {
        caption: 'Reports',
        head: ['When', 'What'],
        rowHeaders: true,
        rows: Array.from({ length: 60 }, (_, day) => [`Night ${day + 1}`, 'Barking until three']),
      },
    },
    { table: { rows: [['Given', 'By hand']] } },
    { toWrite: 'Signed' },
    { newPage: true },
    {
      language: 'cy',
      blocks: [{ heading: 'Yr hyn sy’n rhaid i chi ei wneud', level: 2 }, { paragraph: 'Tŷ, dŵr' }],
    },
  ],
}
const bytes = await pdfBytes(letter)
const read = await readPdf(bytes)

test('a document says what it is called, in which language it is, and that it is tagged', () => {
  expect(read).toMatchObject({
    title: 'Notice about the dog at number 4',
    language: 'en-GB',
    showsTitle: true,
    isTagged: true,
    pdfUa: '1',
  })
})

test('every word that is drawn has a tag or is an artefact, and every font is in the file', () => {
  expect(read.untaggedWords).toBe(0)
  expect(read.fontsNotEmbedded).toBe(0)
  expect(read.words).toContain('Tŷ, dŵr')
})

test('headings go down by one and are bookmarks; lists have labels and bodies', () => {
  const roles = rolesOf(read.tree)
  expect(roles.filter((role) => /^H\d$/.test(role))).toEqual(['H1', 'H2', 'H3', 'H2'])
  expect(read.bookmarks).toEqual([
    letter.title,
    'What you must do',
    'When it barked',
    'Yr hyn sy’n rhaid i chi ei wneud',
  ])
  expect(roles.filter((role) => role === 'LI')).toHaveLength(4)
  expect(roles.filter((role) => role === 'Lbl')).toHaveLength(4)
  expect(roles.filter((role) => role === 'LBody')).toHaveLength(4)
})

test('a table over several pages is one table of equal rows with header cells', () => {
  expect(read.pages).toBeGreaterThan(3)
  const rows = find(read.tree, 'TR')
  // The index; the head once, 60 rows, and the one of the last table: a head drawn again is for the eye alone.
  expect(rows).toHaveLength(3 + 62)
  expect(rows.filter(({ children }) => children.length !== 2)).toEqual([])
  expect(find(read.tree, 'TH')).toHaveLength(2 + 2 + 2 + 60 + 1)
})

test('an index says on which page each part begins', () => {
  expect(read.pages).toBe(5)
  // Both headings of level 2: the first on the first page, the last on a page of its own.
  expect(read.words.replaceAll(/\s+/g, '')).toContain(
    'Inthisletter,Part,Pagenumber,Whatyoumustdo,1,Yrhynsy’nrhaidichieiwneud,5'.replaceAll(',', ''),
  )
})

test('the same document gives the same bytes, so that its hash says whether it was changed', async () => {
  expect((await pdfBytes(letter)).equals(bytes)).toBe(true)
  expect((await pdfBytes({ ...letter, title: 'Another' })).equals(bytes)).toBe(false)
})

test('letters that the font has not are written as question marks, never left out', async () => {
  const { words } = await readPdf(
    await pdfBytes({ ...letter, blocks: [{ paragraph: 'Zoë 日本 \u{1f600}' }] }),
  )
  expect(words).toContain('Zoë ?? ?')
})

test('a cell or paragraph longer than a page goes on on the next', async () => {
  const long = 'Every night the music went on. '.repeat(400)
  const { pages, untaggedWords } = await readPdf(
    await pdfBytes({ ...letter, blocks: [{ paragraph: long }, { table: { rows: [['What', long]] } }] }),
  )
  expect(pages).toBeGreaterThan(4)
  expect(untaggedWords).toBe(0)
})

test.skipIf(!runsJava)(
  'veraPDF finds nothing against PDF/UA-1 and PDF/A-2a, whatever is in the title, where it finds a file without tags',
  async () => {
    const bare = new PDFDocument()
    bare.text('Nobody can hear this').end()
    const named = { ...letter, title: 'Tŷ & <gardd>', author: 'Fire & Rescue “North”' }
    const [ours, awkward, untagged] = await validatePdfs([bytes, await pdfBytes(named), await buffer(bare)])
    expect([ours?.broken, awkward?.broken]).toEqual([[], []])
    expect(ours?.checks.ua).toBeGreaterThan(1_000)
    expect(ours?.checks.a).toBeGreaterThan(1_000)
    expect((await readPdf(await pdfBytes(named))).title).toBe(named.title)
    expect(untagged?.broken).toContainEqual(
      expect.stringContaining('Content shall be marked as Artifact or tagged'),
    )
    expect(untagged?.broken).toContainEqual(expect.stringMatching(/^2a .*(font|Font)/))
  },
)

function find(tree: readonly PdfNode[], role: string): PdfNode[] {
  return tree.flatMap((node) => [...(node.role === role ? [node] : []), ...find(node.children, role)])
}
