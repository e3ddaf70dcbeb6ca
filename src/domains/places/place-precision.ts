/** How far off a place found by its name may be, in metres: what its middle stands for. */
const metres: Readonly<Record<string, number>> = {
  address: 10,
  street: 200,
  postcode: 100,
  grid_reference: 100,
  postcode_group: 1_500,
}
/** What a place that was found says of how a report's place was told. */
const toldBy = {
  address: 'address',
  street: 'street',
  postcode: 'postcode',
  grid_reference: 'point',
} as const

/** How a place was told that was found as a place of some kind. */
export function placeToldBy(kind: string): 'address' | 'street' | 'postcode' | 'point' | 'named_area' {
  return Object.entries(toldBy).find(([name]) => name === kind)?.[1] ?? 'named_area'
}

const metresOfArea = 2_000

/** How far off a place of some kind may be, in metres. */
export function placePrecision(kind: string): number {
  return metres[kind] ?? metresOfArea
}
