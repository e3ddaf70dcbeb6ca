/**
 * Running text of a page: paragraphs, headings and lists. A link stands in it as `[what is read](/where-it-leads)`.
 * No other markup is read.
 */
export type Prose = readonly (
  | string
  | { heading: string }
  | { list: readonly string[] }
  | { steps: readonly string[] }
)[]
