import { z } from 'zod'
import type { Words } from '#locales'
import { type FormError, readForm, type Typed, typedValue, wordsField } from '#platform/forms'
import { type GridPoint, isOnGrid, toGrid } from '#platform/geography'
import { locationOfArea, locationOfWay } from '../../shape-location.ts'
import type { ReportPart } from './step.ts'

/** One place, somewhere near it, all over an area, or moving about. */
export const extents = ['spot', 'around', 'area', 'moving'] as const
export type Extent = (typeof extents)[number]

/** How far around a point, in metres. */
export const radii = [50, 100, 250, 500, 1_000, 2_000] as const

const mostNames = 20
const mostPoints = 200

export type ReadExtent =
  | { ok: false; errors: readonly FormError[] }
  | { ok: true; extent: 'spot' }
  | { ok: true; extent: 'around'; radiusM: number; told: string }
  | { ok: true; extent: 'area' | 'moving'; told: readonly string[]; adds: ReportPart }

/** Whether it is one place; one that is not said to be anything else is. */
export function readExtent(words: Words, typed: Typed): ReadExtent {
  const extent = extents.find((each) => each === typedValue(typed, 'place_extent')) ?? 'spot'
  if (extent === 'spot') return { ok: true, extent }
  return extent === 'around' ? readAround(words, typed) : readShape(words, typed, extent)
}

function readAround({ form: { where } }: Words, typed: Typed): ReadExtent {
  const radiusM = radii.find((each) => String(each) === typedValue(typed, 'place_radius'))
  if (radiusM === undefined) return refuse('place_radius', where.radiusMissing)
  return { ok: true, extent: 'around', radiusM, told: where.within(where.metres(radiusM)) }
}

function readShape({ form: { where }, forms }: Words, typed: Typed, extent: 'area' | 'moving'): ReadExtent {
  const named = (name: string, most: number) => wordsField({ name, most, words: forms })
  const result = readForm(
    z.object({
      area_names: named(where.areaNames, 1_000),
      moving_from: named(where.movingFrom, 200),
      moving_to: named(where.movingTo, 200),
      moving_by: named(where.movingBy, 1_000),
    }),
    typed,
  )
  if (!result.ok) return result
  const { area_names: areas, moving_from: from, moving_to: to, moving_by: by } = result.value
  const isArea = extent === 'area'
  const names = (isArea ? linesOf(areas) : [from, ...linesOf(by), to]).filter(Boolean)
  const first = isArea ? 'area_names' : 'moving_from'
  if (names.length > mostNames) return refuse(isArea ? first : 'moving_by', where.namesTooMany)
  const points = pointsOf(typed)
  const location = isArea ? locationOfArea(points) : locationOfWay(points)
  if (points.length > 0 && names.length === 0 && location === undefined)
    return refuse(first, isArea ? where.areaTooFew : where.movingTooFew)
  if (names.length === 0 && location === undefined && typedValue(typed, 'place_words').trim() === '')
    return refuse(first, isArea ? where.areaMissing : where.movingMissing)
  const told = isArea
    ? linesOf(areas)
    : [
        from && where.fromPlace(from),
        linesOf(by).length > 0 ? where.byPlaces(linesOf(by).join(', ')) : '',
        to && where.toPlace(to),
      ].filter(Boolean)
  const drawn = location === undefined ? [] : [isArea ? where.drawnArea : where.drawnWay]
  return {
    ok: true,
    extent,
    told: [...told, ...drawn],
    adds: {
      ...(location === undefined ? {} : { location }),
      ...(names.length === 0 ? {} : { placeNames: { kind: extent, names } }),
      placeWords: told.join(isArea ? '; ' : '. '),
    },
  }
}

function refuse(field: string, message: string): ReadExtent {
  return { ok: false, errors: [{ field, anchor: field, message }] }
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim().slice(0, 200))
    .filter(Boolean)
}

/** The points that were marked on the map: `longitude,latitude` in degrees, one after the other. */
function pointsOf(typed: Typed): GridPoint[] {
  return typedValue(typed, 'place_points')
    .split(' ')
    .slice(0, mostPoints)
    .flatMap((pair) => {
      const [, longitude, latitude] = /^(-?\d{1,3}\.?\d{0,12}),(\d{1,3}\.?\d{0,12})$/.exec(pair) ?? []
      if (longitude === undefined || latitude === undefined) return []
      const point = toGrid({ longitude: Number(longitude), latitude: Number(latitude) })
      return isOnGrid(point) ? [{ easting: point.easting, northing: point.northing }] : []
    })
}
