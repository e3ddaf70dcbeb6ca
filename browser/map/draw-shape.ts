import type { Feature, Position } from 'geojson'
import { type GeoJSONSource, LngLatBounds, type Map as MapView } from 'maplibre-gl'
import { shapeLayers } from './layers.ts'

/** Maps to which a source can be added. */
const loaded = new WeakSet<MapView>()

/**
 * Lets an area or a way be marked, point by point: click, or move the pin with the arrow keys and press Enter. Writes the
 * points to the hidden input named by `data-points-field`. Around a pin that is only nearly right a circle is shown.
 */
export function drawShape(map: MapView, root: HTMLElement): void {
  const field = root.dataset.pointsField ? document.getElementById(root.dataset.pointsField) : null
  const tools = root.querySelector<HTMLElement>('.app-map__draw')
  const { extentName, radiusName, pointsCount, longitudeField, latitudeField } = root.dataset
  if (!(field instanceof HTMLInputElement) || !tools || !extentName || !radiusName) return
  const form = field.form
  const count = tools.querySelector<HTMLElement>('[data-map=count]')
  let points = readPoints(field.value)

  const pin = (): Position | undefined => {
    const [longitude, latitude] = [longitudeField, latitudeField].map((name) => choiceOf(form, name))
    return longitude && latitude ? [Number(longitude), Number(latitude)] : undefined
  }
  const isDrawn = () => ['area', 'moving'].includes(choiceOf(form, extentName))
  const redraw = () => {
    tools.hidden = !isDrawn()
    if (count) count.textContent = (pointsCount ?? '').replace('%1', String(points.length))
    const extent = choiceOf(form, extentName)
    const middle = pin()
    const radius = Number(choiceOf(form, radiusName))
    if (isDrawn()) put(map, points, extent === 'area')
    else if (extent === 'around' && middle && radius > 0) put(map, circleAround(middle, radius), true)
    else put(map, [], false)
  }
  const change = (changed: Position[]) => {
    points = changed
    field.value = points.map(([longitude, latitude]) => `${longitude},${latitude}`).join(' ')
    field.dispatchEvent(new Event('input', { bubbles: true }))
    redraw()
  }
  const add = (longitude: number, latitude: number) =>
    change([...points, [Number(longitude.toFixed(6)), Number(latitude.toFixed(6))]])

  map.on('click', ({ lngLat }) => {
    if (isDrawn()) add(lngLat.lng, lngLat.lat)
  })
  map.getCanvas().addEventListener('keydown', (event) => {
    const at = pin()
    if (event.key !== 'Enter' || !isDrawn() || at?.[0] === undefined || at[1] === undefined) return
    event.preventDefault()
    add(at[0], at[1])
  })
  tools.addEventListener('click', ({ target }) => {
    const pressed = target instanceof HTMLElement ? target.dataset.map : undefined
    if (pressed === 'undo') change(points.slice(0, -1))
    if (pressed === 'clear') change([])
  })
  form?.addEventListener('change', redraw)
  form?.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLInputElement && target.id === latitudeField) redraw()
  })
  map.on('load', () => {
    loaded.add(map)
    redraw()
  })
}

/** A shape that is only shown: `data-shape` holds its points, `data-shape-closed` says that it is an area. */
export function showShape(map: MapView, root: HTMLElement): void {
  const points = readPoints(root.dataset.shape ?? '')
  if (points.length < 2) return
  loaded.add(map)
  put(map, points, root.dataset.shapeClosed !== undefined)
  const bounds = new LngLatBounds()
  for (const [longitude, latitude] of points) bounds.extend([longitude ?? 0, latitude ?? 0])
  map.fitBounds(bounds, { padding: 40, animate: false, maxZoom: 16 })
}

function put(map: MapView, points: Position[], isClosed: boolean): void {
  const data: Feature = {
    type: 'Feature',
    properties: {},
    geometry:
      isClosed && points.length > 2
        ? { type: 'Polygon', coordinates: [[...points, ...points.slice(0, 1)]] }
        : points.length > 1
          ? { type: 'LineString', coordinates: points }
          : { type: 'MultiPoint', coordinates: points },
  }
  const source = map.getSource<GeoJSONSource>('shape')
  if (source) source.setData(data)
  else if (loaded.has(map)) {
    map.addSource('shape', { type: 'geojson', data })
    for (const layer of shapeLayers) map.addLayer(layer)
  }
}

/** The value of a list, of the radio that is chosen, or of an input by its name. */
function choiceOf(form: HTMLFormElement | null, name: string | undefined): string {
  const value = form && name ? new FormData(form).get(name) : null
  return typeof value === 'string' ? value : ''
}

function readPoints(text: string): Position[] {
  return text
    .split(' ')
    .map((pair) => pair.split(',').map(Number))
    .filter((pair) => pair.length === 2 && pair.every(Number.isFinite))
}

const metresOfDegree = 111_320

function circleAround([longitude = 0, latitude = 0]: Position, radius: number): Position[] {
  return Array.from({ length: 48 }, (_, index) => {
    const angle = (2 * Math.PI * index) / 48
    const east = (radius * Math.cos(angle)) / (metresOfDegree * Math.cos((latitude * Math.PI) / 180))
    return [longitude + east, latitude + (radius * Math.sin(angle)) / metresOfDegree]
  })
}
