/** Documents as accessible PDF: tagged, in one language, with title, bookmarks and its fonts (PDF/UA-1, ISO 14289-1). */
export { makePdf } from './make-pdf.ts'
export { pdfBytes } from './pdf-bytes.ts'
export type { PdfBlock, PdfDocument, PdfText } from './pdf-document.ts'
