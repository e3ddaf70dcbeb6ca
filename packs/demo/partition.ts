import type { Cell } from './mesh.ts'
import { type Random, weightedPicker } from './random.ts'

/**
 * Divides cells into `count` groups, each in one piece, of about equal weight.
 * Centres settle by weighted k-means; groups then grow from them over shared sides at slightly uneven speed.
 * Throws when the cells do not hang together.
 */
export function divide(
  cells: readonly Cell[],
  count: number,
  weightOf: (cell: Cell) => number,
  random: Random,
): Cell[][] {
  const centres = settledCentres(cells, count, weightOf, random)
  return grow(cells, startingCells(cells, centres), random)
}

/** Grows groups from starting cells until every cell belongs to one. */
export function grow(cells: readonly Cell[], starts: readonly Cell[], random: Random): Cell[][] {
  const byIndex = new Map(cells.map((cell) => [cell.index, cell]))
  const effort = new Map(cells.map((cell) => [cell.index, random.between(0.6, 1.4)]))
  const reached = new Map(starts.map((cell, group) => [cell.index, { group, cost: 0 }]))
  let waiting = [...starts]
  while (waiting.length > 0) {
    const next: Cell[] = []
    for (const cell of waiting) {
      const here = reached.get(cell.index)
      if (!here) continue
      for (const { beyond } of cell.sides) {
        const neighbour = byIndex.get(beyond)
        if (!neighbour) continue
        const cost =
          here.cost + (effort.get(beyond) ?? 1) * Math.hypot(cell.x - neighbour.x, cell.y - neighbour.y)
        const known = reached.get(beyond)
        if (known && known.cost <= cost) continue
        reached.set(beyond, { group: here.group, cost })
        next.push(neighbour)
      }
    }
    waiting = next
  }
  const groups: Cell[][] = starts.map(() => [])
  for (const cell of cells) {
    const group = groups[reached.get(cell.index)?.group ?? -1]
    if (!group) throw new Error(`Cell ${cell.index} is cut off from every centre`)
    group.push(cell)
  }
  return groups
}

function settledCentres(
  cells: readonly Cell[],
  count: number,
  weightOf: (cell: Cell) => number,
  random: Random,
): { x: number; y: number }[] {
  if (count > cells.length) throw new RangeError(`${cells.length} cells cannot make ${count} areas`)
  const weights = cells.map(weightOf)
  const pick = weightedPicker(weights)
  const chosen = new Set<number>()
  while (chosen.size < count) chosen.add(pick(random))
  let centres = [...chosen].map((index) => ({ x: cells[index]?.x ?? 0, y: cells[index]?.y ?? 0 }))
  for (let round = 0; round < 15; round += 1) {
    const sums = centres.map(() => ({ x: 0, y: 0, weight: 0 }))
    for (const [index, cell] of cells.entries()) {
      const sum = sums[nearest(centres, cell)]
      const weight = weights[index] ?? 0
      if (!sum) continue
      sum.x += cell.x * weight
      sum.y += cell.y * weight
      sum.weight += weight
    }
    centres = sums.map((sum, index) =>
      sum.weight > 0 ? { x: sum.x / sum.weight, y: sum.y / sum.weight } : (centres[index] ?? { x: 0, y: 0 }),
    )
  }
  return centres
}

/** The free cell nearest to each centre. */
function startingCells(cells: readonly Cell[], centres: readonly { x: number; y: number }[]): Cell[] {
  const free = [...cells]
  return centres.map((centre) => {
    const [start] = free.splice(nearest(free, centre), 1)
    if (!start) throw new Error('No cell is left to start an area from')
    return start
  })
}

export function nearest(places: readonly { x: number; y: number }[], to: { x: number; y: number }): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let index = 0; index < places.length; index += 1) {
    const place = places[index]
    if (!place) continue
    const distance = (place.x - to.x) ** 2 + (place.y - to.y) ** 2
    if (distance < least) {
      least = distance
      best = index
    }
  }
  return best
}
