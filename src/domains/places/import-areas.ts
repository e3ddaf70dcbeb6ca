import { readFile } from 'node:fs/promises'
import type pg from 'pg'
import { type GeoJsonReport, readGeoJson } from '#platform/geography'
import { type AreaSet, saveAreas } from './save-areas.ts'

export type AreaImport = AreaSet & {
  /** Path of a GeoJSON file. */
  file: string
  codeProperty: string
  nameProperty: string
}

/** What an import did. Areas are in square metres. */
export type AreaImportReport = Omit<GeoJsonReport, 'areas'> & {
  areaSetId: string
  areasImported: number
}

/** Told about as a long command goes on. */
export type Progress = (message: string) => void

/**
 * Imports the areas of a GeoJSON file as one set, in the caller's transaction as the owner. Every feature is imported,
 * repaired and imported, or named in `rejected` with the reason. Importing the same kind and vintage again replaces it.
 * Throws SyntaxError when the file is no GeoJSON, RangeError when it holds no usable area.
 */
export async function importAreas(
  owner: pg.ClientBase,
  { file, codeProperty, nameProperty, ...set }: AreaImport,
  progress: Progress = () => {},
): Promise<AreaImportReport> {
  progress(`Reading ${file}`)
  const { areas, ...report } = readGeoJson(await readFile(file, 'utf8'), { codeProperty, nameProperty })
  if (areas.length === 0) {
    const reason = report.rejected[0]?.reason ?? 'it holds no features'
    throw new RangeError(`Nothing in ${file} can be imported; the first feature is refused because ${reason}`)
  }
  progress(
    `Read ${areas.length} areas (${report.repaired.length} repaired, ${report.rejected.length} rejected)`,
  )
  const areaSetId = await saveAreas(owner, set, areas)
  progress(`Imported ${areas.length} areas of kind ${set.kind}, vintage ${set.vintage}`)
  return { ...report, areaSetId, areasImported: areas.length }
}
