/**
 * Fills in where the telephone is, with how exactly it knows: `accuracy_m` in metres. A place that is searched for or a
 * pin that is moved afterwards is the better answer and puts the measured one away.
 */
export function offerPosition(root: HTMLElement): void {
  const form = root.closest('form')
  const button = root.querySelector('button')
  const status = root.querySelector('[role="status"]')
  if (form === null || button === null || status === null || !('geolocation' in navigator)) return
  root.hidden = false
  const put = (name: string, value: string) => {
    const field = form.elements.namedItem(name)
    if (!(field instanceof HTMLInputElement)) return
    field.value = value
    field.dispatchEvent(new CustomEvent('input', { bubbles: true, detail: 'position' }))
  }
  button.addEventListener('click', () => {
    status.textContent = 'Looking for your position.'
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude, accuracy } }) => {
        put('pin_longitude', longitude.toFixed(6))
        put('pin_latitude', latitude.toFixed(6))
        put('accuracy_m', String(Math.ceil(accuracy)))
        status.textContent = `Your position is used, accurate to about ${Math.ceil(accuracy)} metres. You can move it on the map.`
      },
      () => {
        status.textContent = 'Your position is not known. Search for the place, or say where it is.'
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
    )
  })
  form.addEventListener('input', (event) => {
    if (event instanceof CustomEvent || !(event.target instanceof HTMLInputElement)) return
    if (event.target.name !== 'pin_latitude') return
    const accuracy = form.elements.namedItem('accuracy_m')
    if (accuracy instanceof HTMLInputElement) accuracy.value = ''
    status.textContent = 'The place you marked on the map is used.'
  })
  form.addEventListener('place-chosen', () => {
    const accuracy = form.elements.namedItem('accuracy_m')
    if (accuracy instanceof HTMLInputElement) accuracy.value = ''
    status.textContent = ''
  })
  form.addEventListener('entry-fresh', () => {
    status.textContent = ''
  })
}
