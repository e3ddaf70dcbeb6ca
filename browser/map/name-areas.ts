import type { Feature, FeatureCollection, Position } from 'geojson'
import { type Map as MapView, Marker } from 'maplibre-gl'
import { findLabelPlace } from './label-place.ts'

/** Estimates that are on the large side, in pixels: measuring every name would lay out the page each time. */
const letterWidth = 7.5
const lineHeight = 18
/** A name may reach this much over the borders of its area. */
const mostOverhang = 1.3

/**
 * Writes the names of areas on the map, each where there is room for it, and more of them the closer one looks. They
 * are elements of the page, because letters drawn by the map would need fonts from outside.
 */
export function nameAreas(map: MapView, { features }: FeatureCollection): void {
  const areas = features.flatMap((feature) => {
    const name: unknown = feature.properties?.name
    return typeof name === 'string' ? [{ name, rings: ringsOf(feature) }] : []
  })
  let markers: Marker[] = []
  const write = () => {
    for (const marker of markers) marker.remove()
    const { clientWidth, clientHeight } = map.getContainer()
    const { lng: west, lat: north } = map.unproject([0, 0])
    const { lng: east, lat: south } = map.unproject([clientWidth, clientHeight])
    const pixelsPerDegree = clientWidth / (east - west)
    const taken: Box[] = []
    markers = areas
      .flatMap(({ name, rings }) => {
        const place = findLabelPlace(rings, { west, south, east, north })
        return place ? [{ name, place, room: place.width * pixelsPerDegree * mostOverhang }] : []
      })
      .sort((one, other) => other.room - one.room)
      .flatMap(({ name, place: { longitude, latitude }, room }) => {
        const width = name.length * letterWidth
        const { x, y } = map.project([longitude, latitude])
        const box = {
          left: x - width / 2,
          right: x + width / 2,
          top: y - lineHeight / 2,
          bottom: y + lineHeight / 2,
        }
        const isWhole =
          box.left >= 0 && box.right <= clientWidth && box.top >= 0 && box.bottom <= clientHeight
        if (width > room || !isWhole || taken.some((other) => overlap(box, other))) return []
        taken.push(box)
        return [new Marker({ element: labelOf(name) }).setLngLat([longitude, latitude]).addTo(map)]
      })
  }
  map.on('moveend', write)
  map.on('resize', write)
  write()
}

type Box = { left: number; right: number; top: number; bottom: number }

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
}

/** Hidden from screen readers: dozens of names without a place say nothing; the search beside the map does. */
function labelOf(name: string): HTMLElement {
  const element = document.createElement('div')
  element.className = 'app-map__name'
  element.setAttribute('aria-hidden', 'true')
  element.textContent = name
  return element
}

function ringsOf({ geometry }: Feature): Position[][] {
  if (geometry?.type === 'Polygon') return geometry.coordinates
  return geometry?.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
}
