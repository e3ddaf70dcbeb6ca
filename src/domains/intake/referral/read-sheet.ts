import { simpleParser } from 'mailparser'
import { readCells } from '#platform/sheets'
import { largestSheet, mostColumns, mostRows } from './referral.ts'
import { readTemplate, withSender } from './template.ts'

export type Sheet = { header: string[]; rows: { line: number; cells: string[] }[] }
type Read = Sheet | { problem: string }

const headsOfEmail = /^(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}\r?\n/
const isEmail = (content: string) =>
  headsOfEmail.test(content) && /^(?:from|received|message-id|mime-version|return-path):/im.test(content)

/**
 * Referrals as rows: a sheet, rows counted below its heading; filled-in templates, a row each; or an email that holds
 * such templates. Gives a message where it is none.
 */
export async function readSheet(content: string): Promise<Read> {
  if (content.length <= largestSheet && isEmail(content)) return readEmailed(content)
  const template = content.length <= largestSheet ? readTemplate(content) : undefined
  if (template !== undefined) return template.rows.length > 0 ? template : { problem: nothingFilledIn }
  const read = readCells(content, { characters: largestSheet, rows: mostRows, columns: mostColumns })
  if ('problem' in read) return read
  return { header: read.header, rows: read.rows.map((cells, at) => ({ line: at + 1, cells })) }
}

const nothingFilledIn = 'Nothing is filled in: write after the colons of the template'

async function readEmailed(content: string): Promise<Read> {
  const mail = await simpleParser(content, { skipImageLinks: true, skipTextLinks: true })
  const template = readTemplate((mail.text ?? '').replaceAll('\u0000', ''))
  if (template === undefined)
    return { problem: 'The email holds no filled-in template. Enter it as a report, or ask for the template' }
  if (template.rows.length === 0) return { problem: nothingFilledIn }
  const [sender] = mail.from?.value ?? []
  return withSender(template, {
    name: sender?.name ?? '',
    email: sender?.address ?? '',
    subject: mail.subject ?? '',
  })
}
