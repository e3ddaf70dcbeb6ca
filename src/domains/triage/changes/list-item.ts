import { z } from 'zod'
import type { LocalDate } from '#platform/clock'
import { isPrompt, type LocalRule } from '../match-rule.ts'

const rule = z.strictObject({
  what: z.literal('written'),
  id: z.uuid(),
  /** The rule in whose place it stands. */
  replaces: z.uuid().nullable(),
  position: z.int(),
  name: z.string().min(1).max(200),
  area_kind: z.string().nullable(),
  area_code: z.string().nullable(),
  asb_type: z.string().nullable(),
  /** Null for a rule that raises a prompt; those of before there were any say nothing of prompts. */
  queue_id: z.uuid().nullable(),
  prompt: z.string().min(1).max(500).nullable().default(null),
  is_urgent: z.boolean().default(false),
  valid_to: z.iso.date().nullable(),
  conditions: z.record(z.string(), z.string()),
})

/** A rule of a changed list, in its order: one that stays, one that goes, or one written anew. */
export const itemSchema = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('kept'), id: z.uuid() }),
  z.strictObject({ what: z.literal('removed'), id: z.uuid() }),
  rule,
])
export const listSchema = z.array(itemSchema).max(5_000)

export type ListItem = z.output<typeof itemSchema>
export type WrittenRule = z.output<typeof rule>

/** The rules that hold after everything that is scheduled has come, from `day` on at the earliest, all kept. */
export function keptList(rules: readonly LocalRule[], day: LocalDate): ListItem[] {
  const last = latestBeginning(rules, day)
  return rules
    .filter(({ validTo }) => validTo === null || validTo > last)
    .map(({ id }) => ({ what: 'kept', id }))
}

/** The last day on which rules begin, or `day` where that is later: a change goes live after it. */
export function latestBeginning(rules: readonly LocalRule[], day: LocalDate): LocalDate {
  return [day, ...rules.map(({ validFrom }) => validFrom)].sort().at(-1) ?? day
}

/** The list without the rules that will have ended by the day from which it is to be followed. */
export function listOn(items: readonly ListItem[], rules: readonly LocalRule[], day: LocalDate): ListItem[] {
  const ended = new Set(rules.filter(({ validTo }) => validTo !== null && validTo <= day).map(({ id }) => id))
  return items.flatMap((item): ListItem[] => {
    if (item.what !== 'written') return ended.has(item.id) ? [] : [item]
    return [item.replaces !== null && ended.has(item.replaces) ? { ...item, replaces: null } : item]
  })
}

/** Whether the list speaks of exactly the rules that would hold on a day if nothing were changed. */
export function isUpToDate(items: readonly ListItem[], rules: readonly LocalRule[], day: LocalDate): boolean {
  const told = items.flatMap((item) => (item.what === 'written' ? (item.replaces ?? []) : item.id)).sort()
  const holding = rules
    .filter(({ validTo }) => validTo === null || validTo > day)
    .map(({ id }) => id)
    .sort()
  return told.length === holding.length && told.every((id, at) => id === holding[at])
}

/**
 * The list with positions in its order. Rules keep theirs as far as the order allows; one that was moved goes between its
 * neighbours, and where there is no room those after it move up.
 */
export function arrange(
  items: readonly ListItem[],
  rules: readonly LocalRule[],
  newId: () => string,
): ListItem[] {
  const byId = new Map(rules.map((each) => [each.id, each]))
  const standing = items.filter(({ what }) => what !== 'removed')
  const wanted = standing.map((item) => byId.get(formerId(item) ?? '')?.position)
  const stays = longestRise(wanted)
  const arranged: ListItem[] = []
  let last = Math.min(0, (wanted.find((_, at) => stays.has(at)) ?? 1) - 1)
  for (const [at, item] of standing.entries()) {
    last = nextPosition(last, at, wanted, stays)
    arranged.push(atPosition(item, last, byId, newId))
  }
  return [...arranged, ...items.filter(({ what }) => what === 'removed')]
}

/** The rule that an item is or stands for. */
export function formerId(item: ListItem): string | undefined {
  return item.what === 'written' ? (item.replaces ?? undefined) : item.id
}

function nextPosition(
  last: number,
  at: number,
  wanted: readonly (number | undefined)[],
  stays: ReadonlySet<number>,
): number {
  const own = wanted[at]
  if (stays.has(at) && own !== undefined) return Math.max(own, last + 1)
  const next = wanted.findIndex((_, other) => other > at && stays.has(other))
  const limit = wanted[next]
  if (limit === undefined) return last + 1
  return last + Math.max(1, Math.floor((limit - last) / (next - at + 1)))
}

function atPosition(
  item: ListItem,
  position: number,
  byId: ReadonlyMap<string, LocalRule>,
  newId: () => string,
): ListItem {
  if (item.what === 'written') return { ...item, position }
  const kept = byId.get(item.id)
  if (kept === undefined || kept.position === position) return item
  return { ...writtenFrom(kept, newId()), position }
}

/** A rule as it stands, to be changed. */
export function writtenFrom(kept: LocalRule, id: string): WrittenRule {
  return {
    what: 'written',
    id,
    replaces: kept.id,
    position: kept.position,
    name: kept.name,
    area_kind: kept.area?.kind ?? null,
    area_code: kept.area?.code ?? null,
    asb_type: kept.asbType?.code ?? null,
    queue_id: isPrompt(kept) ? null : kept.destination.queueId,
    prompt: isPrompt(kept) ? kept.prompt : null,
    is_urgent: isPrompt(kept) && kept.isUrgent,
    valid_to: kept.validTo,
    conditions: Object.fromEntries(kept.conditions.map(({ fact, expected }) => [fact, expected])),
  }
}

/** Indexes of a longest strictly rising run of the numbers, which need not stand side by side. */
export function longestRise(numbers: readonly (number | undefined)[]): ReadonlySet<number> {
  const before: (number | undefined)[] = []
  // By length less one: where the run of that length with the lowest end ends.
  const ends: number[] = []
  for (const [at, number] of numbers.entries()) {
    if (number === undefined) continue
    const length = ends.findIndex((end) => (numbers[end] ?? 0) >= number)
    const place = length === -1 ? ends.length : length
    before[at] = ends[place - 1]
    ends[place] = at
  }
  const run = new Set<number>()
  for (let at = ends.at(-1); at !== undefined; at = before[at]) run.add(at)
  return run
}
