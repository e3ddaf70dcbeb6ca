/** A place as the search answers it; eastings and northings in metres, longitude and latitude in degrees. */
export interface Place {
  id: string
  label: string
  kind: string
  easting: number
  northing: number
  longitude: number
  latitude: number
}

/** Said where the element does not say it otherwise (`data-none` and so on); `%` stands for a number or a place. */
const englishWords = {
  places: 'Places',
  none: 'No places found',
  one: '1 place found',
  many: '% places found',
  chosen: '% chosen',
}

const waitAfterTyping = 150
const shortestQuery = 2

/**
 * Turns the text input inside an element into a combobox that suggests places while one types (WAI-ARIA Authoring
 * Practices, "Editable Combobox With List Autocomplete"). Without script the same input is an ordinary form field.
 *
 *     <div data-module="place-search" data-search-url="/places/search.json">
 *       <input type="text" name="place"> <input type="hidden" data-place-field="longitude" name="longitude">
 *     </div>
 *
 * Choosing a place fills each hidden `data-place-field` with that property and sends `place-chosen` up the page.
 */
export function searchPlacesAsYouType(root: HTMLElement): void {
  const input = root.querySelector<HTMLInputElement>('input[type=text], input[type=search]')
  const address = root.dataset.searchUrl
  if (!input || !address) return
  const words = { ...englishWords, ...root.dataset }
  const list = makeList(input, words.places)
  const status = makeStatus()
  input.after(list, status)
  makeCombobox(input, list)

  let places: Place[] = []
  let active = -1
  let timer: number | undefined
  let request: AbortController | undefined
  let chosen: Place | undefined
  const around = () =>
    root.dataset.marks ? splitMarks(input.value) : { before: '', place: input.value, after: '' }

  const close = () => {
    list.hidden = true
    active = -1
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }
  const show = (found: Place[]) => {
    places = found
    active = -1
    list.replaceChildren(...found.map((place, index) => makeOption(list, place, index)))
    list.hidden = found.length === 0
    input.setAttribute('aria-expanded', String(found.length > 0))
    const { none, one, many } = words
    status.textContent =
      found.length === 0 ? none : found.length === 1 ? one : many.replace('%', String(found.length))
  }
  const activate = (index: number) => {
    active = index
    for (const [at, option] of [...list.children].entries())
      option.setAttribute('aria-selected', String(at === index))
    const option = list.children[index]
    if (!option) return input.removeAttribute('aria-activedescendant')
    input.setAttribute('aria-activedescendant', option.id)
    option.scrollIntoView({ block: 'nearest' })
  }
  const choose = (index: number) => {
    const place = places[index]
    if (!place) return
    const { before, after } = around()
    input.value = `${before}${place.label}${after}`
    chosen = place
    fillFields(root, place)
    close()
    status.textContent = words.chosen.replace('%', () => place.label)
    root.dispatchEvent(new CustomEvent<Place>('place-chosen', { detail: place, bubbles: true }))
  }
  const search = async () => {
    request?.abort()
    const query = around().place.trim()
    if (query.length < shortestQuery) return close()
    request = new AbortController()
    try {
      const url = new URL(address, location.href)
      url.searchParams.set('q', query)
      const response = await fetch(url, { signal: request.signal, headers: { accept: 'application/json' } })
      if (response.ok) show(readPlaces(await response.json()))
      else close()
    } catch (error) {
      // Aborted by a newer query, or the server is away: the form still searches when it is sent.
      if (!(error instanceof DOMException && error.name === 'AbortError')) close()
    }
  }

  input.addEventListener('input', () => {
    clearTimeout(timer)
    // A mark after a place that was chosen leaves it chosen.
    if (root.dataset.marks && chosen !== undefined && around().place.trim() === chosen.label) {
      fillFields(root, chosen)
      return close()
    }
    fillFields(root, undefined)
    timer = setTimeout(() => void search(), waitAfterTyping)
  })
  input.addEventListener('blur', close)
  list.addEventListener('mousedown', (event) => event.preventDefault())
  list.addEventListener('click', (event) => {
    const option = event.target instanceof Element ? event.target.closest('[role=option]') : null
    if (option) choose([...list.children].indexOf(option))
  })
  input.addEventListener('keydown', (event) => {
    const last = places.length - 1
    if (event.key === 'Escape' && !list.hidden) close()
    else if (event.key === 'ArrowDown' && list.hidden) void search()
    else if (event.key === 'ArrowDown') activate(active === last ? 0 : active + 1)
    else if (event.key === 'ArrowUp' && !list.hidden) activate(active <= 0 ? last : active - 1)
    else if (event.key === 'Enter' && !list.hidden && active >= 0) choose(active)
    else return
    event.preventDefault()
  })
}

/** The place that is being typed among the marks of the keyboard: after the last `+` or `>`, before a `~`. */
export function splitMarks(value: string): { before: string; place: string; after: string } {
  const [, before = '', place = value, after = ''] = /^(.*\s[+>]\s+)?([^~]*?)(\s*~.*)?$/.exec(value) ?? []
  return { before, place, after }
}

function makeCombobox(input: HTMLInputElement, list: HTMLElement): void {
  const attributes = {
    role: 'combobox',
    autocomplete: 'off',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': list.id,
  }
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value)
}

function makeList(input: HTMLInputElement, label: string): HTMLUListElement {
  const list = document.createElement('ul')
  list.id = `${input.id || input.name}-places`
  list.className = 'app-place-search__list'
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', label)
  list.hidden = true
  return list
}

function makeStatus(): HTMLElement {
  const status = document.createElement('div')
  status.className = 'govuk-visually-hidden'
  status.setAttribute('role', 'status')
  return status
}

function makeOption(list: HTMLElement, place: Place, index: number): HTMLLIElement {
  const option = document.createElement('li')
  option.id = `${list.id}-${index}`
  option.className = 'app-place-search__option'
  option.setAttribute('role', 'option')
  option.setAttribute('aria-selected', 'false')
  const kind = document.createElement('span')
  kind.className = 'app-place-search__kind'
  kind.textContent = place.kind === 'lsoa' ? 'LSOA' : place.kind.replaceAll('_', ' ')
  option.append(`${place.label} `, kind)
  return option
}

function fillFields(root: HTMLElement, place: Place | undefined): void {
  for (const field of root.querySelectorAll<HTMLInputElement>('input[data-place-field]')) {
    const value = Object.entries(place ?? {}).find(([name]) => name === field.dataset.placeField)?.[1]
    field.value = value === undefined ? '' : String(value)
  }
}

function readPlaces(answer: unknown): Place[] {
  if (typeof answer !== 'object' || answer === null || !('places' in answer) || !Array.isArray(answer.places))
    return []
  return answer.places.filter(isPlace)
}

function isPlace(value: unknown): value is Place {
  return typeof value === 'object' && value !== null && 'id' in value && 'label' in value && 'kind' in value
}
