import { readable } from './fonts.ts'
import type { PdfText } from './pdf-document.ts'
import { layout, left, type Sheet, use, width } from './sheet.ts'

type Where = { x?: number; y?: number; width?: number; size?: number; strong?: boolean }

/** Writes running text from where the sheet stands, over as many lines and pages as it takes. */
export function writeText(sheet: Sheet, words: PdfText, where: Where = {}): void {
  const { x = left(sheet), y = sheet.y, width: room = width(sheet), size = layout.size } = where
  const runs = typeof words === 'string' ? [words] : words.filter((run) => textOf(run) !== '')
  const options = { width: room, lineGap: layout.line }
  for (const [index, run] of runs.entries()) {
    use(sheet, typeof run === 'string' && !where.strong ? 'regular' : 'strong', size)
    const continued = index < runs.length - 1
    const text = readable(textOf(run))
    if (index === 0) sheet.text(text, x, y, { ...options, continued })
    else sheet.text(text, { ...options, continued })
  }
  use(sheet, 'regular')
}

const textOf = (run: string | { strong: string }) => (typeof run === 'string' ? run : run.strong)
