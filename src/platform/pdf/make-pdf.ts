import type { Readable } from 'node:stream'
import { readable } from './fonts.ts'
import type { PdfBlock, PdfDocument } from './pdf-document.ts'
import {
  asArtefact,
  bottom,
  type Element,
  keepTogether,
  layout,
  left,
  openSheet,
  type Sheet,
  use,
  width,
} from './sheet.ts'
import { writeTable } from './write-table.ts'
import { writeText } from './write-text.ts'

/**
 * Writes the document as a tagged PDF for everybody and for keeping (PDF/UA-1, ISO 14289-1; PDF/A-2a, ISO 19005-2): all that is said stands in the structure tree in
 * reading order, headings are also bookmarks, what is only drawn is an artefact. Letters that the font has not are
 * written as `?`. The bytes come as they are asked for; the same document gives the same bytes.
 */
export function makePdf(document: PdfDocument): Readable {
  const parts = partsIn(document.blocks)
  // The pages of an index are known once all is written: it is written twice, each row of one line in both.
  const hasIndex = document.blocks.some((block) => 'index' in block)
  const { sheet } = writeAll(document, hasIndex ? writeAll(document, parts).begun : parts)
  writeFeet(sheet, document)
  sheet.end()
  return sheet
}

type Bookmarks = PDFKit.PDFOutline[]
type Part = { words: string; page: number }
type Place = { bookmarks: Bookmarks; parts: readonly Part[]; begun: Part[] }

function writeAll(document: PdfDocument, parts: readonly Part[]): { sheet: Sheet; begun: readonly Part[] } {
  const sheet = openSheet(document)
  const root = sheet.struct('Document', { lang: document.language })
  sheet.addStructure(root)
  const place: Place = { bookmarks: [sheet.outline], parts, begun: [] }
  writeHeading(sheet, root, document.title, 1, place)
  writeBlocks(sheet, root, document.blocks, place)
  root.end()
  return { sheet, begun: place.begun }
}

/** The headings of level 2 in their order, on pages that are not known yet. */
function partsIn(blocks: readonly PdfBlock[]): Part[] {
  return blocks.flatMap((block) => {
    if ('language' in block) return partsIn(block.blocks)
    return 'heading' in block && block.level === 2 ? [{ words: block.heading, page: 0 }] : []
  })
}

const headingSizes = { 1: 20, 2: 15, 3: 12.5 } as const

function writeBlocks(sheet: Sheet, parent: Element, blocks: readonly PdfBlock[], place: Place): void {
  for (const block of blocks) writeBlock(sheet, parent, block, place)
}

function writeBlock(sheet: Sheet, parent: Element, block: PdfBlock, place: Place): void {
  if ('heading' in block) writeHeading(sheet, parent, block.heading, block.level, place)
  else if ('paragraph' in block) {
    parent.add(sheet.struct('P', {}, () => writeText(sheet, block.paragraph)))
    sheet.moveDown(0.6)
  } else if ('lines' in block) {
    keepTogether(sheet, block.lines.length * (layout.size + 2 * layout.line))
    parent.add(sheet.struct('P', {}, () => writeText(sheet, block.lines.join(' \n'))))
    sheet.moveDown(0.8)
  } else if ('list' in block) writeList(sheet, parent, block)
  else if ('table' in block) writeTable(sheet, parent, block.table)
  else if ('toWrite' in block) writeLineToWrite(sheet, parent, block.toWrite)
  else if ('language' in block) {
    const part = sheet.struct('Sect', { lang: block.language })
    parent.add(part)
    writeBlocks(sheet, part, block.blocks, place)
    part.end()
  } else if ('index' in block) writeIndex(sheet, parent, block.index, place)
  else sheet.addPage()
}

function writeHeading(
  sheet: Sheet,
  parent: Element,
  words: string,
  level: 1 | 2 | 3,
  { bookmarks, begun }: Place,
): void {
  const size = headingSizes[level]
  if (level > 1) sheet.moveDown(0.5)
  keepTogether(
    sheet,
    use(sheet, 'strong', size).heightOfString(words, { width: width(sheet) }) + 4 * layout.size,
  )
  if (level === 2) begun.push({ words, page: sheet.bufferedPageRange().count })
  // Before the words, so that the bookmark goes to the page on which they stand.
  const above = bookmarks[Math.min(level, bookmarks.length) - 1]
  if (above) bookmarks.splice(level, Number.POSITIVE_INFINITY, above.addItem(words))
  parent.add(
    sheet.struct(`H${level}`, {}, () => {
      use(sheet, 'strong', size).text(readable(words), left(sheet), sheet.y, { width: width(sheet) })
    }),
  )
  use(sheet, 'regular').moveDown(level === 1 ? 0.7 : 0.35)
}

function writeIndex(
  sheet: Sheet,
  parent: Element,
  { title, part, page }: Extract<PdfBlock, { index: unknown }>['index'],
  { parts }: Place,
): void {
  const rows = parts.map((each) => [each.words, String(each.page)])
  writeTable(sheet, parent, { caption: title, head: [part, page], rows, rowHeaders: true, widths: [6, 1] })
}

const bullet = '•'

function writeList(
  sheet: Sheet,
  parent: Element,
  { list, numbered }: Extract<PdfBlock, { list: unknown }>,
): void {
  const element = sheet.struct('L')
  parent.add(element)
  const indent = 22
  for (const [index, words] of list.entries()) {
    keepTogether(sheet, 2 * layout.size)
    const item = sheet.struct('LI')
    element.add(item)
    const top = sheet.y
    const label = numbered ? `${index + 1}.` : bullet
    item.add(
      sheet.struct('Lbl', {}, () => {
        sheet.text(label, left(sheet), top, { lineBreak: false })
      }),
    )
    item.add(
      sheet.struct('LBody', {}, () => {
        writeText(sheet, words, { x: left(sheet) + indent, y: top, width: width(sheet) - indent })
      }),
    )
    item.end()
    sheet.x = left(sheet)
    sheet.moveDown(0.25)
  }
  element.end()
  sheet.moveDown(0.4)
}

function writeLineToWrite(sheet: Sheet, parent: Element, words: string): void {
  keepTogether(sheet, 44)
  sheet.moveDown(1.2)
  asArtefact(sheet, () => {
    sheet
      .moveTo(left(sheet), sheet.y)
      .lineTo(left(sheet) + 240, sheet.y)
      .lineWidth(0.75)
      .stroke('#505a5f')
  })
  sheet.y += 4
  parent.add(sheet.struct('P', {}, () => writeText(sheet, words, { size: layout.small })))
  sheet.moveDown(0.8)
}

function writeFeet(sheet: Sheet, { foot = '', pageOf }: PdfDocument): void {
  const { count } = sheet.bufferedPageRange()
  for (let index = 0; index < count; index++) {
    sheet.switchToPage(index)
    // Below the margin, where writing would otherwise begin another page.
    const { bottom: kept } = sheet.page.margins
    const y = bottom(sheet) + 24
    sheet.page.margins.bottom = 0
    asArtefact(
      sheet,
      () => {
        use(sheet, 'regular', layout.small)
        const page = pageOf(index + 1, count)
        const room = width(sheet)
        sheet.text(readable(foot), left(sheet), y, { width: room * 0.72, lineBreak: false, ellipsis: true })
        sheet.text(page, left(sheet), y, { width: room, align: 'right' })
      },
      'Pagination',
    )
    sheet.page.margins.bottom = kept
  }
}
