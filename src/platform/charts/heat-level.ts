/**
 * The shade of a count from 0 to 9: nought is 0, and the rest of the range is divided evenly up to the largest.
 * The classes `heat-0` to `heat-9` and the areas of a map use the same steps.
 */
export function heatLevel(count: number, largest: number): number {
  if (count <= 0 || largest <= 0) return 0
  return Math.min(9, Math.max(1, Math.ceil((count / largest) * 9)))
}
