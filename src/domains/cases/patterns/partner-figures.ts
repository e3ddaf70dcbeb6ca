import type { MemberActor } from '#platform/actor'
import type { Clock } from '#platform/clock'
import type { Transaction } from '#platform/database'

/** A report of a case with the areas it lies in: codes by kind of area. */
export type PlacedReport = {
  reference: string
  areas: Readonly<Partial<Record<string, string>>>
  location: { x: number; y: number } | null
}

/** Which figures are wanted beside a case; all of it stands in the address. */
export type AskedFigures = {
  layer?: string | undefined
  measure?: string | undefined
  period?: string | undefined
}

/** The figures of one layer for the areas in which a case's reports lie. Never counted with them. */
export type ShownFigures = {
  layerId: string
  name: string
  whose: string
  measures: readonly string[]
  periods: readonly string[]
  measure: string
  period: string
  /** GeoJSON of the whole layer, shaded. */
  areasUrl: string
  /** The highest figure of the layer, to compare with. */
  highest: number
  areas: readonly { name: string; value: number; references: readonly string[] }[]
}

export type PartnerFigures = {
  layers: readonly { id: string; name: string }[]
  shown: ShownFigures | undefined
}

/** Reads them under the reader's own permissions; another domain keeps them. */
export type ReadPartnerFigures = (
  reading: { db: Transaction; actor: MemberActor; clock: Clock },
  asked: AskedFigures,
  reports: readonly PlacedReport[],
) => Promise<PartnerFigures>
