const waitAfterTyping = 200
/** Of a telephone number, before it is looked for. */
const leastDigits = 6

/**
 * Shows what was reported before at the place that is being typed, and whether the caller is known; what is heard of it
 * is one short sentence or two.
 */
export function lookForEarlierReports(form: HTMLFormElement): void {
  const address = form.dataset.earlierUrl
  const said = document.getElementById('earlier-said')
  const list = document.getElementById('earlier-list')
  if (!address || said === null || list === null) return
  let timer: number | undefined
  let request: AbortController | undefined
  let asked = ''

  const clear = () => {
    request?.abort()
    asked = ''
    said.textContent = ''
    list.replaceChildren()
  }
  const look = async () => {
    const answers = new FormData(form)
    const body = new URLSearchParams()
    for (const name of ['place', 'place_id', 'type', 'caller_name', 'caller_phone'])
      body.set(name, answers.get(name)?.toString() ?? '')
    const isTold = (name: string, least: number) => (body.get(name) ?? '').trim().length >= least
    if (!isTold('place', 2) && !isTold('caller_phone', leastDigits)) return clear()
    if (body.toString() === asked) return
    asked = body.toString()
    request?.abort()
    request = new AbortController()
    try {
      const headers = { accept: 'application/json' }
      const response = await fetch(address, { method: 'POST', body, headers, signal: request.signal })
      const told: unknown = response.ok ? await response.json() : undefined
      said.textContent = textOf(told, 'said')
      // Rendered and escaped by the server.
      list.innerHTML = textOf(told, 'html')
    } catch {
      // A newer question, or no connection: the entry does not wait for this.
      if (asked === body.toString()) asked = ''
    }
  }
  const soon = (wait: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void look(), wait)
  }
  form.addEventListener('input', (event) => {
    if (event.target instanceof Element && /^(place|type|caller_name|caller_phone)$/.test(event.target.id))
      soon(waitAfterTyping)
  })
  form.addEventListener('place-chosen', () => soon(0))
  form.addEventListener('entry-opened', () => soon(0))
  form.addEventListener('entry-fresh', clear)
}

function textOf(told: unknown, name: string): string {
  const value = typeof told === 'object' && told !== null ? Reflect.get(told, name) : undefined
  return typeof value === 'string' ? value : ''
}
