import flagRulesJson from './flag-rules.json' with { type: 'json' }
import ram from './ram.json' with { type: 'json' }
import thrive from './thrive.json' with { type: 'json' }

/** Instruments by which risk is assessed, each version as it was published. */
export const riskInstruments: readonly unknown[] = [ram, thrive]

/** Definitions of repeat, vulnerability and escalation, each version as it was published. */
export const flagRules: readonly unknown[] = flagRulesJson
