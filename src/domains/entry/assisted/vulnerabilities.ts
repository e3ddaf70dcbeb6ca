import listed from '../../../../packs/risk/vulnerabilities.json' with { type: 'json' }

/** What makes harm worse for somebody, by the codes of the risk pack. */
export const vulnerabilities: readonly { code: string; label: string }[] = listed.factors
