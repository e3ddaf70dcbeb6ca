import published from '../../../packs/risk/vulnerabilities.json' with { type: 'json' }

/** What makes harm weigh more on somebody, as codes and words: what a door offers to tick. */
export const vulnerabilityFactors: readonly { code: string; label: string }[] = published.factors

/** A code in words; one that the pack does not know any more stands as it was typed. */
export function vulnerabilityWords(code: string): string {
  return vulnerabilityFactors.find((factor) => factor.code === code)?.label ?? code
}
