/** What was broken, counted by the door whose client it struck and by kind. */
export type Faults = {
  add(door: string, kind: string, count?: number): void
  count(): number
  countAt(door: string, kind: string): number
  /** A line a kind, then a line a door, for whoever reads the run. */
  tell(): string
}

export function newFaults(): Faults {
  const counts = new Map<string, Map<string, number>>()
  const sumOf = (kinds: Iterable<number>) => [...kinds].reduce((sum, count) => sum + count, 0)
  return {
    add(door, kind, count = 1) {
      const kinds = counts.get(door) ?? new Map<string, number>()
      counts.set(door, kinds.set(kind, (kinds.get(kind) ?? 0) + count))
    },
    count: () => sumOf([...counts.values()].map((kinds) => sumOf(kinds.values()))),
    countAt: (door, kind) => counts.get(door)?.get(kind) ?? 0,
    tell() {
      const byKind = new Map<string, number>()
      for (const kinds of counts.values())
        for (const [kind, count] of kinds) byKind.set(kind, (byKind.get(kind) ?? 0) + count)
      const line = (pairs: Iterable<[string, number]>) =>
        [...pairs].map(([name, count]) => `${count} × ${name}`).join(', ')
      const byDoor = [...counts].map(([door, kinds]): [string, number] => [door, sumOf(kinds.values())])
      return `${line(byKind)}\nby door: ${line(byDoor)}`
    },
  }
}
