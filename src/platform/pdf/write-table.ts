import { readable } from './fonts.ts'
import type { PdfBlock } from './pdf-document.ts'
import {
  asArtefact,
  bottom,
  type Element,
  keepTogether,
  layout,
  left,
  type Sheet,
  use,
  width,
} from './sheet.ts'
import { writeText } from './write-text.ts'

export type PdfTable = Extract<PdfBlock, { table: unknown }>['table']
type Column = { x: number; width: number }

const padding = 5

/**
 * Writes a table whose header cells say what they head (ISO 14289-1, 7.5). A row stays on one page where a page holds
 * it; on the next page the head is drawn again, for the eye alone.
 */
export function writeTable(sheet: Sheet, parent: Element, table: PdfTable): void {
  const columns = columnsOf(sheet, table)
  const element = sheet.struct('Table')
  parent.add(element)
  const { caption, head, rows, rowHeaders = head === undefined } = table
  if (caption !== undefined) {
    keepTogether(sheet, 60)
    element.add(sheet.struct('Caption', {}, () => writeText(sheet, caption, { strong: true })))
    sheet.moveDown(0.2)
  }
  if (head) writeRow(sheet, element, head, columns, () => ({ scope: 'Column', strong: true }))
  for (const row of rows) {
    const isNewPage = makeRoom(sheet, row, columns)
    if (isNewPage && head) asArtefact(sheet, () => drawRow(sheet, head, columns))
    writeRow(sheet, element, row, columns, (index) =>
      rowHeaders && index === 0 ? { scope: 'Row', strong: true } : {},
    )
  }
  element.end()
  sheet.x = left(sheet)
  sheet.moveDown(0.7)
}

type CellStyle = { scope?: 'Row' | 'Column'; strong?: boolean }

function writeRow(
  sheet: Sheet,
  parent: Element,
  cells: readonly string[],
  columns: readonly Column[],
  styleOf: (index: number) => CellStyle,
): void {
  makeRoom(sheet, cells, columns)
  const row = sheet.struct('TR')
  parent.add(row)
  const top = sheet.y
  const height = heightOf(sheet, cells, columns)
  for (const [index, column] of columns.entries()) {
    const { scope, strong } = styleOf(index)
    // An empty cell is a cell all the same: rows of a table are equally long.
    const words = cells[index] || '–'
    const write = () => writeCell(sheet, words, column, top, strong)
    row.add(scope ? sheet.struct('TH', { scope }, write) : sheet.struct('TD', {}, write))
  }
  row.end()
  drawRule(sheet, top + height)
}

function drawRow(sheet: Sheet, cells: readonly string[], columns: readonly Column[]): void {
  const top = sheet.y
  for (const [index, column] of columns.entries()) writeCell(sheet, cells[index] ?? '', column, top, true)
  sheet.y = top + heightOf(sheet, cells, columns)
}

function writeCell(
  sheet: Sheet,
  words: string,
  { x, width: room }: Column,
  top: number,
  strong = false,
): void {
  writeText(sheet, words, { x, y: top + padding, width: room - padding, strong, size: layout.small + 1 })
}

function drawRule(sheet: Sheet, y: number): void {
  if (y < bottom(sheet))
    asArtefact(sheet, () => {
      sheet
        .moveTo(left(sheet), y)
        .lineTo(left(sheet) + width(sheet), y)
        .lineWidth(0.5)
        .stroke('#b1b4b6')
    })
  sheet.x = left(sheet)
  sheet.y = Math.max(y, sheet.y)
}

/** Whether a new page was needed. */
function makeRoom(sheet: Sheet, cells: readonly string[], columns: readonly Column[]): boolean {
  const before = sheet.bufferedPageRange().count
  keepTogether(sheet, heightOf(sheet, cells, columns))
  return sheet.bufferedPageRange().count > before
}

function heightOf(sheet: Sheet, cells: readonly string[], columns: readonly Column[]): number {
  use(sheet, 'strong', layout.small + 1)
  const heights = columns.map(({ width: room }, index) =>
    sheet.heightOfString(readable(cells[index] || '–'), { width: room - padding, lineGap: layout.line }),
  )
  use(sheet, 'regular')
  return Math.max(...heights) + 2 * padding
}

function columnsOf(sheet: Sheet, { head, rows, widths }: PdfTable): Column[] {
  const count = Math.max(head?.length ?? 0, ...rows.map((row) => row.length), 1)
  const shares = widths ?? Array.from({ length: count }, () => 1)
  const whole = shares.reduce((sum, share) => sum + share, 0)
  let x = left(sheet)
  return shares.slice(0, count).map((share) => {
    const column = { x, width: (share / whole) * width(sheet) }
    x += column.width
    return column
  })
}
