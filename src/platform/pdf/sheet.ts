import PDFDocument from 'pdfkit'
import { type FontName, fontNames, openFont } from './fonts.ts'
import type { PdfDocument } from './pdf-document.ts'

declare global {
  namespace PDFKit.Mixins {
    interface StructureElementOptions {
      /** Of a header cell: what it heads. In the library since 0.18, and not in its published types. */
      scope?: 'Row' | 'Column'
    }
  }
}

export type Sheet = PDFKit.PDFDocument
export type Element = PDFKit.PDFStructureElement

/** Points. A4, with margins that punched holes and windows of envelopes leave free. */
export const layout = { margin: 64, bottom: 76, size: 11.5, small: 9.5, gap: 7, line: 3 } as const

/** An empty document with what PDF/UA asks of the file as a whole: tags, language, a title that is shown, embedded fonts. */
export function openSheet({ title, language, author, madeAt }: PdfDocument): Sheet {
  const options: PDFKit.PDFDocumentOptions = {
    size: 'A4',
    margins: { top: layout.margin, left: layout.margin, right: layout.margin, bottom: layout.bottom },
    pdfVersion: '1.7',
    tagged: true,
    lang: language,
    displayTitle: true,
    // Held until the number of pages is known.
    bufferPages: true,
    info: {
      Title: title,
      CreationDate: madeAt,
      ModDate: madeAt,
      ...(author === undefined ? {} : { Author: author }),
    },
  }
  // The library knows the subset PDF/UA; its published types only those of PDF/A.
  const sheet = new PDFDocument(Object.assign(options, { subset: 'PDF/UA' }))
  // For part 1 of PDF/A the library lists the glyphs of each font (CIDSet), takes part 1 of PDF/UA for the same, and leaves
  // some out, which is forbidden (ISO 14289-1, 7.21.4.2). As text the part is no number that it knows, and none is listed.
  Object.assign(sheet, { subset: '1' })
  for (const name of fontNames) sheet.registerFont(name, openFont(name).bytes)
  return use(sheet, 'regular')
}

/** Chooses the font for what is written next. */
export function use(sheet: Sheet, font: FontName, size: number = layout.size): Sheet {
  return sheet.font(font).fontSize(size).fillColor('#0b0c0c')
}

export const left = (sheet: Sheet): number => sheet.page.margins.left
export const width = (sheet: Sheet): number =>
  sheet.page.width - sheet.page.margins.left - sheet.page.margins.right
export const bottom = (sheet: Sheet): number => sheet.page.height - sheet.page.margins.bottom

/** Goes to a new page unless so many points are left on this one. */
export function keepTogether(sheet: Sheet, height: number): void {
  const room = bottom(sheet) - sheet.page.margins.top
  if (sheet.y + Math.min(height, room) > bottom(sheet)) sheet.addPage()
  sheet.x = left(sheet)
}

/** Draws what is only for the eye: no reader reads it out (ISO 14289-1, 7.1). */
export function asArtefact(sheet: Sheet, draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
  sheet.markContent('Artifact', { type })
  draw()
  sheet.endMarkedContent()
}
