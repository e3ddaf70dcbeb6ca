import { type Typed, typedValue } from '#platform/forms'
import { bands, type Instrument } from './instrument.ts'
import type { Override, RiskAnswers } from './judge-risk.ts'

/** The names of the form's fields; `whose` tells forms of several instruments on one page apart. */
export const riskField = {
  item: (whose: string, code: string) => `${whose}_${code}`,
  because: (whose: string, code: string) => `${whose}_${code}_because`,
  override: (whose: string) => `${whose}_override`,
  reason: (whose: string) => `${whose}_override_reason`,
} as const

const longest = 1_000
const text = (typed: Typed, name: string) => typedValue(typed, name).trim().slice(0, longest)

export type TypedRisk = { answers: RiskAnswers; override: Override | undefined; isEmpty: boolean }

/**
 * Reads what was chosen in a `RiskForm`. There are no errors: what is left open, or is no answer of the instrument, is
 * left open, and the assessment says so.
 */
export function readRiskForm(instrument: Instrument, typed: Typed, whose = 'risk'): TypedRisk {
  const answers: Record<string, { option: string } | { unknown: string }> = {}
  for (const { code, options } of instrument.items) {
    const chosen = typedValue(typed, riskField.item(whose, code))
    if (chosen === 'unknown') answers[code] = { unknown: text(typed, riskField.because(whose, code)) }
    else if (options.some((option) => option.code === chosen)) answers[code] = { option: chosen }
  }
  const wanted = typedValue(typed, riskField.override(whose))
  const band = bands.find((one) => one === wanted)
  const override = band && { band, reason: text(typed, riskField.reason(whose)) }
  return { answers, override, isEmpty: Object.keys(answers).length === 0 && override === undefined }
}
