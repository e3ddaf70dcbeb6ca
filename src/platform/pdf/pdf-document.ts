/** A piece of running text: plain, or strong where it matters to whoever only glances at the page. */
export type PdfText = string | readonly (string | { strong: string })[]

/** A part of a document, in reading order. */
export type PdfBlock =
  | { heading: string; level: 2 | 3 }
  | { paragraph: PdfText }
  /** Lines that belong together, as those of an address. */
  | { lines: readonly string[] }
  | { list: readonly PdfText[]; numbered?: boolean }
  /** `rowHeaders`: the first cell of each row says what the row is about. Without a `head`, it must. */
  | {
      table: {
        caption?: string
        head?: readonly string[]
        rows: readonly (readonly string[])[]
        rowHeaders?: boolean
        /** How wide each column is, in shares of the page. */
        widths?: readonly number[]
      }
    }
  /** A line to write on by hand, and what it is for. */
  | { toWrite: string }
  /** Blocks in another language than the document's (BCP 47). */
  | { language: string; blocks: readonly PdfBlock[] }
  | { newPage: true }
  /** A table of the parts that follow (headings of level 2) with the pages on which they begin. */
  | { index: { title: string; part: string; page: string } }

/** What a PDF is made from. Nothing in it says what the document is about. */
export type PdfDocument = {
  /** Shown in the window's title and as the first heading. */
  title: string
  /** BCP 47. */
  language: string
  /** The organisation that speaks. */
  author?: string
  /** When it was made: the same document made twice is the same to the byte. */
  madeAt: Date
  /** At the foot of every page, for people: not read out (an artefact, ISO 14289-1, 7.1). */
  foot?: string
  pageOf: (page: number, pages: number) => string
  blocks: readonly PdfBlock[]
}
