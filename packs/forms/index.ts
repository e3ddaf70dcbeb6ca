import type { Client } from 'pg'
import { publishQuestionSets } from '#domains/reports'
import gatherings from './gatherings.json' with { type: 'json' }
import noise from './noise.json' with { type: 'json' }
import vehicles from './vehicles.json' with { type: 'json' }

/** The question sets that the product brings. A partnership's own versions live in its database. */
export const questionSets: readonly unknown[] = [noise, vehicles, gatherings]

/** Publishes the pack's sets as the owner, after the types; doing it again changes nothing. */
export function seedQuestionSets(client: Client): Promise<void> {
  return publishQuestionSets(client, questionSets)
}
