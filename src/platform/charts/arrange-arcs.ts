/** Two things that belong together, and how much. */
export type Arc = { one: string; other: string; weight: number }
/** Keys from top to bottom, the arcs among them, and how many more things the arcs had named. */
export type Arranged<Each extends Arc> = { order: string[]; arcs: Each[]; leftOut: number }

/**
 * What stands where in an arc diagram: everything below each other, so that every name is read in full on a narrow
 * screen, and arcs beside it (Wattenberg, Arc diagrams, InfoVis 2002). The heaviest arcs choose the `most` things that
 * are drawn; these stand so that arcs are short, heavy ones above all. The same arcs in any order give the same picture.
 */
export function arrangeArcs<Each extends Arc>(arcs: readonly Each[], most: number): Arranged<Each> {
  const heaviest = [...arcs].sort(
    (one, other) =>
      other.weight - one.weight || compare(one.one, other.one) || compare(one.other, other.other),
  )
  const chosen = new Set<string>()
  const named = new Set<string>()
  for (const { one, other } of heaviest) {
    named.add(one).add(other)
    if (new Set([...chosen, one, other]).size <= most) chosen.add(one).add(other)
  }
  const drawn = heaviest.filter(({ one, other }) => chosen.has(one) && chosen.has(other))
  return { order: shorten([...chosen], drawn), arcs: drawn, leftOut: named.size - chosen.size }
}

/** Moves one thing at a time to where the arcs are shorter in all, until no move helps. */
function shorten(start: readonly string[], arcs: readonly Arc[]): string[] {
  let order = [...start]
  let length = lengthOf(order, arcs)
  for (let helped = true; helped; ) {
    helped = false
    for (const key of start)
      for (let place = 0; place < start.length; place += 1) {
        const moved = order.filter((each) => each !== key)
        moved.splice(place, 0, key)
        const movedLength = lengthOf(moved, arcs)
        if (movedLength >= length) continue
        order = moved
        length = movedLength
        helped = true
      }
  }
  return order
}

function lengthOf(order: readonly string[], arcs: readonly Arc[]): number {
  const places = new Map(order.map((key, place) => [key, place]))
  return arcs.reduce(
    (sum, { one, other, weight }) =>
      sum + weight * Math.abs((places.get(one) ?? 0) - (places.get(other) ?? 0)),
    0,
  )
}

// Not by language: the same on every server.
function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
