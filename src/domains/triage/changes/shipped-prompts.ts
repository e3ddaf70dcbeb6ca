import shipped from '../../../../packs/triage/prompts.json' with { type: 'json' }
import { isPrompt, type LocalRule } from '../match-rule.ts'
import type { WrittenRule } from './list-item.ts'

/** The prompts that come with the product, as rules for every type and place, less those of a name that the list has. */
export function shippedPrompts(rules: readonly LocalRule[], newId: () => string): WrittenRule[] {
  const known = new Set(rules.filter(isPrompt).map(({ name }) => name))
  return shipped.prompts
    .filter(({ name }) => !known.has(name))
    .map(({ name, asks, prompt, isUrgent }) => ({
      what: 'written',
      id: newId(),
      replaces: null,
      position: 0,
      name,
      area_kind: null,
      area_code: null,
      asb_type: null,
      queue_id: null,
      prompt,
      is_urgent: isUrgent,
      valid_to: null,
      conditions: Object.fromEntries(Object.entries(asks)),
    }))
}
