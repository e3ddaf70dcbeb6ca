/** How far off a place found by its name may be, in metres: what its middle stands for. */
const metres: Readonly<Record<string, number>> = {
  street: 200,
  postcode: 100,
  grid_reference: 100,
  postcode_group: 1_500,
}
const metresOfArea = 2_000

/** How far off a place of some kind may be, in metres. */
export function placePrecision(kind: string): number {
  return metres[kind] ?? metresOfArea
}
