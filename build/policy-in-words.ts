/**
 * A policy's condition in words. What has no words yet is left as SQL, so nothing is ever left out.
 * @param expression as pg_get_expr prints it
 */
export function policyInWords(expression: string): string {
  let text = expression.replace(/\s+/g, ' ').trim()
  for (const [pattern, words] of phrases) text = text.replace(pattern, words)
  return withoutNeedlessBrackets(text)
}

const mine = String.raw`\( SELECT my_organisations\(\) AS my_organisations\)(?:::integer\[\])?`

const phrases: readonly (readonly [RegExp, string])[] = [
  [/^true$/, 'every row'],
  [/^false$/, 'no row'],
  // The brackets which these leave open are closed by what follows.
  [/EXISTS \( SELECT FROM report WHERE \(\(report\.id = \w+\.report_id\)/g, '((they see the report'],
  [/EXISTS \( SELECT FROM report WHERE \(report\.id = \w+\.report_id\)/g, '(they see the report'],
  [/EXISTS \( SELECT FROM report WHERE \(report\.id = \w+\.other_report_id\)/g, '(they see the other report'],
  [/EXISTS \( SELECT FROM asb_case WHERE \(\(asb_case\.id = \w+\.case_id\)/g, '((they see the case'],
  [/EXISTS \( SELECT FROM asb_case WHERE \(asb_case\.id = \w+\.case_id\)/g, '(they see the case'],
  [new RegExp(`asb_case\\.organisation_id = ANY \\(${mine}\\)`, 'g'), 'their organisation leads the case'],
  [new RegExp(`report\\.organisation_id = ANY \\(${mine}\\)`, 'g'), 'their organisation holds the report'],
  [new RegExp(`\\w+\\.owner_organisation_id = ANY \\(${mine}\\)`, 'g'), 'their organisation is its owner'],
  [/\w+\.owner_organisation_id = ANY \(asb_case\.audience\)/g, 'its owner is in the audience of the case'],
  [new RegExp(`\\borganisation_id = ANY \\(${mine}\\)`, 'g'), 'its organisation is theirs'],
  [/\borganisation_id = ANY \(audience\)/g, 'its organisation is in its audience'],
  [new RegExp(`audience && ${mine}`, 'g'), 'their organisation is in its audience'],
  [new RegExp(`cardinality\\(${mine}\\) > 0`, 'g'), 'they act for an organisation'],
  [new RegExp(`${mine} = '\\{\\}'::integer\\[\\]`, 'g'), 'they act for none'],
  [/NOT \(member_id IS DISTINCT FROM \( SELECT my_member\(\) AS my_member\)\)/g, 'it is in their own name'],
  [/\b\w+_by = \( SELECT my_member\(\) AS my_member\)/g, 'it is in their own name'],
  [/\b(?:report_)?id = \( SELECT my_filing\(\) AS my_filing\)/g, 'they are filing that report'],
  [/secret_hash = \( SELECT my_draft\(\) AS my_draft\)/g, 'they hold its link'],
  [/status = '(\w+)'::text/g, 'its status is $1'],
  [/audience = '\{\}'::integer\[\]/g, 'its audience is empty'],
  [/\b(\w+) IS NULL/g, '`$1` is empty'],
  [/\b(\w+) IS NOT NULL/g, '`$1` is given'],
  [/CASE WHEN (.*?) THEN (.*?) ELSE (.*?) END/g, '(where $1: $2; otherwise: $3)'],
  [/ AND /g, ' and '],
  [/ OR /g, ' or '],
]

/** Brackets are needed around an "or" that stands beside an "and", and around cases. */
function withoutNeedlessBrackets(text: string): string {
  const inner = /\(([^()]*)\)/
  const kept: string[] = []
  let left = text
  for (let found = inner.exec(left); found !== null; found = inner.exec(left)) {
    const [whole, content = ''] = found
    const isWhole = whole === left
    const isNeeded = !isWhole && (/ or |where /.test(content) || /\w$/.test(left.slice(0, found.index)))
    if (isNeeded) kept.push(`(${content})`)
    left = left.replace(whole, () => (isNeeded ? `‹${kept.length - 1}›` : content))
  }
  const opened = (part: string): string =>
    part.replace(/‹(\d+)›/g, (_, at: string) => opened(kept[Number(at)] ?? ''))
  return opened(left).trim()
}
