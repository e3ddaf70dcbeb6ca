import type { Summary } from './measure.ts'

export type Result = Summary & {
  reports: number
  concurrency: number
  scenario: string
  /** Processor time for each answer, in milliseconds; the raw client's own is not counted. */
  serverMs: number
  databaseMs: number
  /** Of the raw rate at the same size and concurrency. */
  ofRaw?: number
}

/** The results as a table in Markdown. */
export function toMarkdown(results: readonly Result[]): string {
  const heads = ['reports', 'concurrency', 'what', 'a second', 'p50 ms', 'p95 ms', 'p99 ms', 'errors']
  const rows = results.map((result) => [
    result.reports.toLocaleString('en-GB'),
    String(result.concurrency),
    result.scenario,
    result.perSecond.toFixed(0),
    ...[result.p50, result.p95, result.p99].map((time) => time.toFixed(1)),
    String(result.errors),
    result.serverMs.toFixed(2),
    result.databaseMs.toFixed(2),
    result.ofRaw === undefined ? '' : `1/${(1 / result.ofRaw).toFixed(1)}`,
  ])
  return [
    [...heads, 'server CPU ms', 'database CPU ms', 'of raw'],
    heads.concat('', '', '').map(() => '---'),
    ...rows,
  ]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n')
}
