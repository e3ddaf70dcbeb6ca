import { answersOf } from './form-answers.ts'

const waitAfterTyping = 400

/** Fields whose change may change what is known already. */
const looksAt = /^(place|pin|which|when$|ask_|person_|name$|phone$|email$|address$)/

/**
 * Shows beside a form what is known already of what is typed into it. Asks `data-url` with the form named by
 * `data-form`, and puts what it says into `data-said` and `data-list`. The page shows the same without script.
 */
export function showBeside(root: HTMLElement): void {
  const form = document.getElementById(root.dataset.form ?? '')
  const address = root.dataset.url
  const said = root.querySelector<HTMLElement>('[data-said]')
  const list = root.querySelector<HTMLElement>('[data-list]')
  if (!(form instanceof HTMLFormElement) || !address || said === null || list === null) return
  let timer: number | undefined
  let request: AbortController | undefined
  let asked = lookedAt(form)

  const look = async () => {
    const now = lookedAt(form)
    if (now === asked) return
    asked = now
    request?.abort()
    request = new AbortController()
    try {
      const headers = { accept: 'application/json' }
      const body = answersOf(form)
      const response = await fetch(address, { method: 'POST', body, headers, signal: request.signal })
      if (!response.ok) return
      const told: unknown = await response.json()
      const text = textOf(told, 'said')
      if (said.textContent !== text) said.textContent = text
      // Rendered and escaped by the server.
      list.innerHTML = textOf(told, 'html')
    } catch {
      // A newer question, or no connection: the entry does not wait for this.
      if (asked === now) asked = ''
    }
  }
  const soon = (wait: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void look(), wait)
  }
  form.addEventListener('input', (event) => {
    const { target } = event
    if (target instanceof HTMLElement && looksAt.test(target.getAttribute('name') ?? ''))
      soon(waitAfterTyping)
  })
  form.addEventListener('place-chosen', () => soon(0))
}

function lookedAt(form: HTMLFormElement): string {
  return [...answersOf(form)]
    .filter(([name]) => looksAt.test(name))
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')
}

function textOf(told: unknown, name: string): string {
  const value = typeof told === 'object' && told !== null ? Reflect.get(told, name) : undefined
  return typeof value === 'string' ? value : ''
}
