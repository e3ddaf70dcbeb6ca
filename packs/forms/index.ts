import gatherings from './gatherings.json' with { type: 'json' }
import noise from './noise.json' with { type: 'json' }
import vehicles from './vehicles.json' with { type: 'json' }

/**
 * The question sets that the product brings, for `publishQuestionSets`, after the types. A version that has been
 * published is never changed: a new wording is a new version with its own date.
 */
export const questionSets: readonly unknown[] = [noise, vehicles, gatherings]
