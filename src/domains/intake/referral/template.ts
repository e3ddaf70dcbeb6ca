import type { Sheet } from './read-sheet.ts'
import { plainHead, type Target, targetCodes, targets } from './referral.ts'

/** The line that begins each referral of a template. */
const mark = '--- Referral ---'
const isMark = (line: string) => /^-{2,}\s*referral\s*-{2,}$/i.test(line)
/** Where a letter ends and a signature or what it answers begins (RFC 3676 §4.3, and how programs begin an answer). */
const endsLetter = /^(--|_{5,}|-+\s*original message\s*-+|on .{5,200} wrote:)$/i
/** The column for what stands in no field: nothing that somebody wrote is lost. */
const alsoWritten = 'Also written'

const mostReferrals = 50
/** So many of its names make a text a filled-in template, where somebody has taken the mark away. */
const fewestNames = 3

/** What a partner asks somebody for; our own codes are not for them. */
const asked: readonly Target[] = targetCodes.filter((code) => code !== 'asb_type')
/** The name of a field in the template. */
export const nameOf = (code: Target): string => {
  const [name] = targets[code].heads
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`
}

/** A referral to fill in and send by email: names that the columns of a sheet go by, one in a line. */
export function writeTemplate(): string {
  return [
    'Referral of anti-social behaviour',
    '',
    'Write what you know after each colon and send this back. Leave the rest empty.',
    'What you write may run over several lines. Dates are best as 31/01/2026 22:00.',
    'For another referral copy everything from the next line to the end, and fill that in too.',
    mark,
    ...asked.map((code) => `${nameOf(code)}:`),
    '',
  ].join('\r\n')
}

const known = new Map(
  targetCodes.flatMap((code) =>
    [code, targets[code].label, ...targets[code].heads].map((name) => [plainHead(name), code] as const),
  ),
)

/** The filled-in templates in a text, a row each; undefined where it is none. */
export function readTemplate(text: string): Sheet | undefined {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^(?:>\s?)+/, '').trim())
  const parts: string[][] = [[]]
  for (const line of lines) {
    if (isMark(line) && parts.length <= mostReferrals) parts.push([])
    else parts.at(-1)?.push(line)
  }
  const [before = [], ...marked] = parts
  const read = (marked.length > 0 ? marked : [before]).map(readReferral)
  const names = new Set(read.flatMap(({ said }) => [...said.keys()]))
  if (marked.length === 0 && names.size < fewestNames) return undefined
  // What is asked for before the first mark is the template's own text.
  const codes = asked.filter((code) => names.has(code))
  const rows = read
    .filter(({ said }) => said.size > 0)
    .map(({ said, rest }, at) => ({
      line: at + 1,
      cells: [...codes.map((code) => said.get(code) ?? ''), rest],
    }))
  return { header: [...codes.map(nameOf), alsoWritten], rows }
}

/** What one referral says in each field, and what stands in none. */
function readReferral(lines: readonly string[]): { said: Map<Target, string>; rest: string } {
  const said = new Map<Target, string>()
  const rest: string[] = []
  let open: Target | undefined
  let hasEnded = false
  for (const line of lines) {
    hasEnded ||= endsLetter.test(line)
    const [, name = '', value = ''] = /^\**([^:*]{1,60})\**:\s*(.*)$/.exec(line) ?? []
    const code = hasEnded ? undefined : known.get(plainHead(name))
    if (code !== undefined) {
      open = code
      add(said, code, value)
    } else if (open !== undefined && !hasEnded) add(said, open, line)
    else rest.push(line)
  }
  return { said, rest: rest.join('\n').trim() }
}

function add(said: Map<Target, string>, code: Target, words: string): void {
  const before = said.get(code)
  const all = [before, words.trim()].filter(Boolean).join('\n')
  if (all !== '') said.set(code, all)
}

/** The same rows with who sent them, where they do not say so themselves. */
export function withSender(
  { header, rows }: Sheet,
  sender: { name: string; email: string; subject: string },
): Sheet {
  const given: readonly (readonly [string, string])[] = [
    [nameOf('reporter_name'), sender.name],
    [nameOf('reporter_email'), sender.email],
    ['Subject', sender.subject],
  ]
  const missing = given.filter(([name, value]) => value !== '' && !header.includes(name))
  return {
    header: [...header, ...missing.map(([name]) => name)],
    rows: rows.map(({ line, cells }) => ({ line, cells: [...cells, ...missing.map(([, value]) => value)] })),
  }
}
