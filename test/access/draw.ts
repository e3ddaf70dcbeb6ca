import fc, { type GeneratorValue } from 'fast-check'

/** Random choices that fast-check can replay from its seed. */
export type Draw = {
  pick<T>(choices: readonly T[]): T
  /** Mostly yes with 0.9, hardly ever with 0.1. */
  chance(share: number): boolean
  number(from: number, to: number): number
  some<T>(choices: readonly T[]): T[]
  times<T>(count: number, make: (index: number) => T): T[]
  /** A new UUID, told by its number in what is printed. */
  id(): string
  /** A new SHA-256 hash as PostgreSQL writes it. */
  hash(): string
}

export function drawFrom(g: GeneratorValue): Draw {
  let given = 0
  const next = () => {
    given += 1
    return given
  }
  const draw: Draw = {
    pick: (choices) => {
      const chosen = choices[g(fc.nat, { max: choices.length - 1 })]
      if (chosen === undefined) throw new Error('Nothing to choose from')
      return chosen
    },
    chance: (share) => g(fc.nat, { max: 99 }) < share * 100,
    number: (from, to) => g(fc.integer, { min: from, max: to }),
    some: (choices) => choices.filter(() => draw.chance(0.5)),
    times: (count, make) => Array.from({ length: count }, (_, at) => make(at)),
    id: () => `00000000-0000-7000-8000-${String(next()).padStart(12, '0')}`,
    hash: () => `\\x${String(next()).padStart(64, '0')}`,
  }
  return draw
}
