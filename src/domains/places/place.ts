import type { GridPoint } from '#platform/geography'

/** The sorts of area that come with the product, from small to large (table area_kind). */
export const areaKinds = [
  'lsoa',
  'msoa',
  'beat',
  'ward',
  'parish',
  'neighbourhood',
  'district',
  'community_safety_partnership',
  'county',
  'police_force',
] as const

export type AreaKind = (typeof areaKinds)[number]

export function isAreaKind(text: string): text is AreaKind {
  return (areaKinds as readonly string[]).includes(text)
}

/** An area that a point was found in, with the vintage of the boundary it was found by. */
export type CodedArea = {
  kind: AreaKind
  areaId: string
  code: string
  name: string
  areaSetId: string
  vintage: string
}

/** Something that a search can find. */
export type PlaceKind = AreaKind | 'address' | 'postcode' | 'postcode_group' | 'street' | 'grid_reference'

export type Place = GridPoint & {
  /** Stable text to send back: `postcode:LE21AB`, `street:<uuid>`, `grid:SK5801`. */
  id: string
  label: string
  kind: PlaceKind
  longitude: number
  latitude: number
}
