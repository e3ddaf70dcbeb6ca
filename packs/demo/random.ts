/** A seeded source of numbers: the same seed gives the same numbers on every machine. */
export type Random = {
  /** A whole number from 0 to 2^32 - 1. */
  bits(): number
  /** A number from 0 up to, not including, 1. */
  unit(): number
  /** A whole number from 0 up to, not including, `bound`. */
  below(bound: number): number
  /** A number from `low` up to, not including, `high`. */
  between(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(choices: readonly T[]): T
  /** Bell-shaped around 0 with standard deviation 1. */
  normal(): number
  /** Waiting time with the given mean. */
  exponential(mean: number): number
  /** An independent source for one part of the work, so that changing one part leaves the others as they were. */
  fork(...part: (string | number)[]): Random
}

/** xoshiro128** 1.1 (Blackman and Vigna, 2018), its state filled by a hash of the seed. */
export function seededRandom(seed: string): Random {
  let [a, b, c, d] = stateOf(seed)

  const bits = () => {
    const scaled = Math.imul(b, 5)
    const result = Math.imul((scaled << 7) | (scaled >>> 25), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result
  }
  const unit = () => bits() / 4_294_967_296
  const below = (bound: number) => Math.floor(unit() * bound)

  return {
    bits,
    unit,
    below,
    between: (low, high) => low + unit() * (high - low),
    chance: (probability) => unit() < probability,
    pick: (choices) => {
      const chosen = choices[below(choices.length)]
      if (chosen === undefined) throw new RangeError('Nothing to choose from')
      return chosen
    },
    normal: () => {
      // Sum of 12 uniform numbers: variance 1, no logarithm that could differ between machines.
      let sum = -6
      for (let n = 0; n < 12; n += 1) sum += unit()
      return sum
    },
    exponential: (mean) => -mean * Math.log(1 - unit()),
    fork: (...part) => seededRandom(`${seed}/${part.join('/')}`),
  }
}

/** Chooses positions in proportion to their weights. */
export function weightedPicker(weights: ArrayLike<number>): (random: Random) => number {
  const upTo = new Float64Array(weights.length)
  let total = 0
  for (let index = 0; index < weights.length; index += 1) {
    total += weights[index] ?? 0
    upTo[index] = total
  }
  if (!(total > 0)) throw new RangeError('Weights add up to nothing')
  return (random) => {
    const wanted = random.unit() * total
    let low = 0
    let high = upTo.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((upTo[middle] ?? 0) > wanted) high = middle
      else low = middle + 1
    }
    return low
  }
}

/** Four words from a text: two FNV-1a hashes, each finished in two ways in the manner of MurmurHash3. */
function stateOf(seed: string): [number, number, number, number] {
  let one = 2_166_136_261
  let other = 0x6c62272e
  for (let index = 0; index < seed.length; index += 1) {
    const code = seed.charCodeAt(index)
    one = Math.imul(one ^ code, 16_777_619)
    other = Math.imul(other + code, 0x01000193) ^ (other >>> 15)
  }
  return [finish(one, 1), finish(other, 2), finish(one, 3), finish(other, 4)]
}

function finish(hash: number, step: number): number {
  let mixed = (hash + Math.imul(step, 0x9e3779b9)) | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
