import { buffer } from 'node:stream/consumers'
import { makePdf } from './make-pdf.ts'
import type { PdfDocument } from './pdf-document.ts'

/** The whole document in memory, for what is kept or hashed before it is sent. */
export function pdfBytes(document: PdfDocument): Promise<Buffer> {
  return buffer(makePdf(document))
}
