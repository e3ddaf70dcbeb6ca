import type { PlacedReport, ReadPartnerFigures, ShownFigures } from '#domains/cases'
import { hasRole } from '#platform/actor'
import { today } from '#platform/clock'
import { parseGridReference } from '#platform/geography'
import { queryOf } from '#platform/lists'
import { layerReaders } from './layer.ts'
import { type Figure, findLayers, type Layer, readFigures } from './read-layers.ts'

/**
 * Partners' figures for the areas in which the reports of a case lie: the layers the reader may see by name, and of the
 * one that is asked for the areas with a report of the case.
 */
export const figuresOfCase: ReadPartnerFigures = async ({ db, actor, clock }, asked, reports) => {
  if (!hasRole(actor, ...layerReaders)) return { layers: [], shown: undefined }
  const layers = await findLayers(db, { q: '', state: 'shown' }, today(clock))
  const layer = layers.find(({ id }) => id === asked.layer)
  return {
    layers: layers.map(({ id, name, organisationName }) => ({ id, name: `${name} (${organisationName})` })),
    shown: layer && figuresNear(layer, await readFigures(db, layer, asked), reports),
  }
}

function figuresNear(
  layer: Layer,
  { measures, periods, measure, period, figures }: Awaited<ReturnType<typeof readFigures>>,
  reports: readonly PlacedReport[],
): ShownFigures {
  const areas = figures.map((figure) => ({
    name: figure.name,
    value: figure.value,
    references: reports.filter((report) => liesIn(report, layer, figure)).map(({ reference }) => reference),
  }))
  return {
    layerId: layer.id,
    name: layer.name,
    whose: layer.organisationName,
    measures,
    periods,
    measure,
    period,
    areasUrl: `/layers/${layer.id}/figures.geojson?${queryOf({ measure, period })}`,
    highest: figures.reduce((most, { value }) => Math.max(most, value), 0),
    areas: areas.filter(({ references }) => references.length > 0),
  }
}

function liesIn({ areas, location }: PlacedReport, { areaKind }: Layer, { code }: Figure): boolean {
  if (areaKind !== 'grid') return areas[areaKind] === code
  const square = parseGridReference(code)
  if (square === undefined || location === null) return false
  const { easting, northing, size } = square
  return (
    location.x >= easting &&
    location.x < easting + size &&
    location.y >= northing &&
    location.y < northing + size
  )
}
