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

/**
 * The mark of PDF/UA-1 (ISO 14289-1, 5), and what it means in the form in which PDF/A wants marks explained that are not its
 * own (ISO 19005-2, 6.6.2.3.3).
 */
const uaMark = `
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
  <pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of ISO 14289 that the document keeps</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`

const words = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Title, author and time as a description of the document (XMP, ISO 16684-1). */
function factsOf({ title, author, madeAt }: Omit<PdfDocument, 'blocks' | 'pageOf'>): string {
  return `
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <xmp:CreateDate>${madeAt.toISOString().slice(0, 19)}Z</xmp:CreateDate>
  <dc:title><rdf:Alt><rdf:li xml:lang="x-default">${words(title)}</rdf:li></rdf:Alt></dc:title>
  ${author === undefined ? '' : `<dc:creator><rdf:Seq><rdf:li>${words(author)}</rdf:li></rdf:Seq></dc:creator>`}
</rdf:Description>`
}

/**
 * An empty document with what PDF/UA and PDF/A ask of the file as a whole: tags, language, a title that is shown, embedded
 * fonts, and which red, green and blue are meant (the sRGB profile that comes with the library).
 */
export function openSheet(document: PdfDocument): Sheet {
  const { title, language, author, madeAt } = document
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
  // The library writes one standard's mark and colours; what PDF/UA asks beyond PDF/A is done where it is written.
  const sheet = new PDFDocument({ ...options, subset: 'PDF/A-2a' })
  sheet.appendXML(uaMark)
  // Its own form of these facts takes a title with `&` or `<` for markup, and the whole description is lost.
  Object.assign(sheet, { _addInfo: () => sheet.appendXML(factsOf(document)) })
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
