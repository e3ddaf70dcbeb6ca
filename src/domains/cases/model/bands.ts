export type RiskBand = 'standard' | 'medium' | 'high'

export const bandNames: Readonly<Record<RiskBand, string>> = {
  standard: 'Standard risk',
  medium: 'Medium risk',
  high: 'High risk',
}

/** The colour of a band's tag; the word says the same. */
export const bandColours: Readonly<Record<RiskBand, string>> = {
  standard: 'govuk-tag--green',
  medium: 'govuk-tag--yellow',
  high: 'govuk-tag--red',
}
