import { type LngLatLike, type Map as MapView, Marker } from 'maplibre-gl'
import type { Place } from '../behaviours/place-search.ts'

const pixelsPerKey = 10
const closeEnoughToSeeStreets = 14

const steps: Record<string, [right: number, down: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * Lets one point be marked: click, drag the pin, or move it with the arrow keys (with Shift five times as far).
 * Writes longitude and latitude (degrees, WGS84) to the hidden inputs named by `data-longitude-field` and
 * `data-latitude-field`, and says them in words. Does nothing on a map without these fields.
 */
export function placePin(map: MapView, root: HTMLElement): void {
  const longitude = findInput(root.dataset.longitudeField)
  const latitude = findInput(root.dataset.latitudeField)
  const output = root.querySelector<HTMLElement>('.app-map__coordinates')
  const { marked } = root.dataset
  if (!longitude || !latitude || !output || !marked) return

  const element = document.createElement('div')
  element.className = 'app-map__pin'
  const pin = new Marker({ element, anchor: 'bottom', draggable: true })
  let placed = false

  const put = (position: LngLatLike) => {
    pin.setLngLat(position)
    if (!placed) pin.addTo(map)
    placed = true
    write()
  }
  const write = () => {
    const { lng, lat } = pin.getLngLat()
    longitude.value = lng.toFixed(6)
    latitude.value = lat.toFixed(6)
    output.textContent = marked.replace('%1', lat.toFixed(5)).replace('%2', lng.toFixed(5))
    latitude.dispatchEvent(new Event('input', { bubbles: true }))
  }

  if (longitude.value && latitude.value) {
    put([Number(longitude.value), Number(latitude.value)])
    map.jumpTo({ center: pin.getLngLat(), zoom: closeEnoughToSeeStreets })
  }
  pin.on('dragend', write)
  map.on('click', (event) => put(event.lngLat))

  // The arrow keys are the pin's here; + and - still zoom.
  map.getCanvas().addEventListener(
    'keydown',
    (event) => {
      const step = steps[event.key]
      if (!step) return
      event.preventDefault()
      event.stopPropagation()
      const from = map.project(placed ? pin.getLngLat() : map.getCenter())
      const distance = pixelsPerKey * (event.shiftKey ? 5 : 1)
      put(map.unproject([from.x + step[0] * distance, from.y + step[1] * distance]))
      if (!map.getBounds().contains(pin.getLngLat())) map.panTo(pin.getLngLat())
    },
    { capture: true },
  )
  document.addEventListener('place-chosen', (event) => {
    if (!(event instanceof CustomEvent)) return
    const place: Place = event.detail
    put([place.longitude, place.latitude])
    map.jumpTo({ center: pin.getLngLat(), zoom: closeEnoughToSeeStreets })
  })
}

function findInput(id: string | undefined): HTMLInputElement | undefined {
  const element = id ? document.getElementById(id) : null
  return element instanceof HTMLInputElement ? element : undefined
}
