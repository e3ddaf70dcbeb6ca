import type { FeatureCollection, Position } from 'geojson'
import {
  type GeoJSONSource,
  type LngLatBoundsLike,
  Map as MapView,
  Marker,
  NavigationControl,
} from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import { drawShape, showShape } from './map/draw-shape.ts'
import { areaLayers, pointLayers } from './map/layers.ts'
import { nameAreas } from './map/name-areas.ts'
import { placePin } from './map/pin.ts'

// Marked up by the AreaMap component of platform/charts. There are no tiles, glyphs or any other outside source:
// the map draws the partnership's own areas, so no address looked at here is told to anybody.
for (const root of document.querySelectorAll<HTMLElement>('[data-module="map"]')) {
  try {
    drawMap(root)
  } catch {
    // No WebGL here. The words, the search and the table beside the map say the same.
    root.hidden = true
  }
}

/** One point alone is shown among its streets and area edges, not on an empty ground. */
const closestFit = 13

function drawMap(root: HTMLElement): void {
  root.hidden = false
  const canvas = document.createElement('div')
  canvas.className = 'app-map__canvas'
  root.prepend(canvas)
  const map = new MapView({
    container: canvas,
    center: [Number(root.dataset.longitude), Number(root.dataset.latitude)],
    zoom: Number(root.dataset.zoom),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    // A page must scroll past the map on a telephone.
    cooperativeGestures: true,
    style: {
      version: 8,
      sources: {},
      layers: [{ id: 'ground', type: 'background', paint: { 'background-color': '#f3f2f1' } }],
    },
  })
  map.touchZoomRotate.disableRotation()
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
  map.getCanvas().setAttribute('aria-label', root.dataset.label ?? 'Map')
  placePin(map, root)
  markPoint(map, root)
  drawShape(map, root)
  map.on('load', () => {
    showShape(map, root)
    void addSource(map, root, 'areas', root.dataset.areasUrl)
    void addSource(map, root, 'points', root.dataset.pointsUrl)
  })
  nameAreaUnderPointer(map, root)
}

/** One place that is only shown; it is in the page itself, so no other address carries where it is. */
function markPoint(map: MapView, root: HTMLElement): void {
  const { pointLongitude, pointLatitude } = root.dataset
  if (!pointLongitude || !pointLatitude) return
  const element = document.createElement('div')
  element.className = 'app-map__pin'
  new Marker({ element, anchor: 'bottom' })
    .setLngLat([Number(pointLongitude), Number(pointLatitude)])
    .addTo(map)
}

async function addSource(map: MapView, root: HTMLElement, name: 'areas' | 'points', url: string | undefined) {
  if (!url) return
  const response = await fetch(url, { headers: { accept: 'application/geo+json, application/json' } }).catch(
    () => null,
  )
  if (!response?.ok) return
  const data: FeatureCollection = await response.json()
  map.addSource(name, { type: 'geojson', data })
  // Points and shapes stay above areas, whichever comes first.
  const above = name === 'areas' ? ['points', 'shape'].find((layer) => map.getLayer(layer)) : undefined
  for (const layer of name === 'areas' ? areaLayers : pointLayers) map.addLayer(layer, above)
  if (name === 'areas') nameAreas(map, data)
  const bounds = boundsOf(data)
  if (bounds && root.dataset.fit === name)
    map.fitBounds(bounds, { padding: 24, animate: false, maxZoom: closestFit })
}

function nameAreaUnderPointer(map: MapView, root: HTMLElement): void {
  const output = root.querySelector<HTMLElement>('.app-map__area')
  if (!output) return
  map.on('mousemove', (event) => {
    if (!map.getSource<GeoJSONSource>('areas')) return
    const [area] = map.queryRenderedFeatures(event.point, { layers: ['areas'] })
    output.textContent = typeof area?.properties.name === 'string' ? area.properties.name : ''
  })
}

/** West, south, east and north of everything in a collection; nothing for an empty one. */
function boundsOf(data: FeatureCollection): LngLatBoundsLike | undefined {
  let [west, south, east, north] = [180, 90, -180, -90]
  const include = (position: Position) => {
    const [longitude, latitude] = position
    if (longitude === undefined || latitude === undefined) return
    west = Math.min(west, longitude)
    east = Math.max(east, longitude)
    south = Math.min(south, latitude)
    north = Math.max(north, latitude)
  }
  for (const { geometry } of data.features) {
    if (geometry?.type === 'Point') include(geometry.coordinates)
    else if (geometry?.type === 'Polygon') geometry.coordinates.flat().forEach(include)
    else if (geometry?.type === 'MultiPolygon') geometry.coordinates.flat(2).forEach(include)
  }
  return west > east ? undefined : [west, south, east, north]
}
