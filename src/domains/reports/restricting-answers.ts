/** The option by which somebody says that they are afraid of a partner, a former one or family. */
export const afraidAtHome = 'partner_or_family'
/** The same, and they are at risk now. */
export const atRiskAtHome = 'at_risk_at_home'

/**
 * Answers that close a report off as it comes: a reader in the wrong house could bring harm (docs/decisions/0012). By
 * question and option, which mean the same in every language and version of the question sets.
 */
export const restrictingAnswers: readonly { question: string; code: string; partition: string }[] = [
  { question: 'afraid_of', code: afraidAtHome, partition: 'domestic_abuse' },
  { question: 'harm', code: afraidAtHome, partition: 'domestic_abuse' },
  { question: 'harm', code: atRiskAtHome, partition: 'domestic_abuse' },
  { question: 'flags', code: 'domestic_abuse', partition: 'domestic_abuse' },
]
