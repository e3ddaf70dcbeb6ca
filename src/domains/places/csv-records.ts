/** Longest record taken for one, in characters: past it a quotation mark was surely left open. */
const LONGEST_RECORD = 1_000_000

/**
 * Splits text that arrives in pieces into CSV records (RFC 4180), many at a time and unparsed, so that a record can be
 * passed on exactly as it came. Line breaks inside quotation marks belong to their record. Throws SyntaxError on a record
 * longer than a million characters.
 */
export async function* readCsvRecords(pieces: AsyncIterable<string>): AsyncGenerator<string[]> {
  let rest = ''
  for await (const piece of pieces) {
    const { records, remainder } = splitRecords(rest + piece)
    if (remainder.length > LONGEST_RECORD)
      throw new SyntaxError('A quotation mark in the file is never closed')
    rest = remainder
    if (records.length > 0) yield records
  }
  const last = rest.replace(/\r$/, '')
  if (last !== '') yield [last]
}

function splitRecords(text: string): { records: string[]; remainder: string } {
  const records: string[] = []
  let start = 0
  let end = text.indexOf('\n')
  let quote = text.indexOf('"')
  while (end >= 0) {
    if (quote < 0 || quote > end) {
      const record = text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end)
      if (record !== '') records.push(record)
      start = end + 1
      end = text.indexOf('\n', start)
      continue
    }
    // Doubled quotation marks inside a field close and open it again, which comes to the same.
    const closing = text.indexOf('"', quote + 1)
    if (closing < 0) break
    quote = text.indexOf('"', closing + 1)
    if (closing > end) end = text.indexOf('\n', closing)
  }
  return { records, remainder: text.slice(start) }
}

/** The fields of one record, quotation marks taken off. */
export function csvFields(record: string): string[] {
  if (!record.includes('"')) return record.split(',')
  const fields: string[] = []
  let field = ''
  let isQuoted = false
  for (let place = 0; place < record.length; place += 1) {
    const character = record.charAt(place)
    if (character === '"') {
      if (isQuoted && record[place + 1] === '"') {
        field += '"'
        place += 1
      } else isQuoted = !isQuoted
    } else if (character === ',' && !isQuoted) {
      fields.push(field)
      field = ''
    } else field += character
  }
  return [...fields, field]
}

/** One field as it is written, in quotation marks where it needs them. */
export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
