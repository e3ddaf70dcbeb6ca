import { circlesOf, type MemberActor } from '#platform/actor'
import { countCap } from './queue.ts'

/** Fewer are counted for every page: of them somebody sees at once that one is gone. */
const fewestKept = 200
const keepMilliseconds = 10_000
/** What is more than can be counted seldom becomes less. */
const keepLongMilliseconds = 60_000
const mostKept = 10_000

/**
 * What was counted lately, for readers of the same organisations and circles: lists of hundreds are counted once for all
 * who look within seconds. Else closed reports, whose number nobody works from, would be most of what a page costs.
 */
export class KnownCounts {
  readonly #counts = new Map<string, { number: number; until: number }>()

  /** Of the lists with these names, those whose number is known still. */
  of<Name extends string>(names: readonly Name[], whose: string, now: Date): Map<Name, number> {
    const known = new Map<Name, number>()
    for (const name of names) {
      const count = this.#counts.get(`${whose} ${name}`)
      if (count !== undefined && count.until > now.getTime()) known.set(name, count.number)
    }
    return known
  }

  /** Keeps those of the counts that are large. */
  keep(counts: ReadonlyMap<string, number>, whose: string, now: Date): void {
    if (this.#counts.size > mostKept) this.#counts.clear()
    for (const [name, number] of counts) {
      const keep = number > countCap ? keepLongMilliseconds : keepMilliseconds
      if (number >= fewestKept) this.#counts.set(`${whose} ${name}`, { number, until: now.getTime() + keep })
    }
  }
}

/** Readers of the same organisations and circles see the same lists. */
export const listsOf = (actor: MemberActor, held: 'us' | 'others'): string =>
  `${held} ${actor.organisations} ${circlesOf(actor)}`

const kept = new WeakMap<object, KnownCounts>()

/** Those of a server, so that no two installations share them. */
export function knownCountsOf(owner: object): KnownCounts {
  const known = kept.get(owner) ?? new KnownCounts()
  kept.set(owner, known)
  return known
}
