const saveEvery = 5000
const longestWait = 60_000
const keepOnDeviceFor = 24 * 60 * 60 * 1000

/**
 * Saves what is typed into a form to its draft on the server (`data-draft-url`) every five seconds while it changes.
 * When the server cannot be reached, the answers wait on this device and are put back and saved later. They are
 * removed as soon as the server has them, and after a day in any case, because others may use the device.
 */
export function keepDraft(form: HTMLElement): void {
  const address = form.dataset.draftUrl
  if (!(form instanceof HTMLFormElement) || !address) return
  const copy = deviceCopy(`draft:${address}`)
  const status = addStatus(form)
  let changed = false
  let leaving = false
  let scheduled = false
  let wait = saveEvery

  const save = async () => {
    scheduled = false
    if (!changed || leaving) return
    changed = false
    const body = answersOf(form)
    try {
      const response = await fetch(address, { method: 'POST', body, headers: { accept: 'application/json' } })
      if (!response.ok) throw new Error(`The draft was answered with ${response.status}.`)
      copy.remove()
      wait = saveEvery
      status.textContent = 'Saved'
    } catch {
      copy.keep(body)
      status.textContent =
        'We cannot save at the moment. Your answers are kept on this device. We will try again.'
      changed = true
      wait = Math.min(wait * 2, longestWait)
      schedule()
    }
  }
  const schedule = () => {
    if (!scheduled) setTimeout(() => void save(), wait)
    scheduled = true
  }

  const waiting = copy.read()
  if (waiting) {
    putBack(form, waiting)
    changed = true
    schedule()
  }
  form.addEventListener('input', () => {
    changed = true
    schedule()
  })
  window.addEventListener('online', () => void save())
  form.addEventListener('submit', (event) => {
    if (navigator.onLine) {
      leaving = true
      return
    }
    event.preventDefault()
    copy.keep(answersOf(form))
    status.textContent =
      'You are not connected. Your answers are kept on this device. Try again when you are online.'
  })
  window.addEventListener('pagehide', () => {
    if (changed && !leaving) navigator.sendBeacon(address, answersOf(form))
  })
  window.addEventListener('pageshow', () => {
    leaving = false
  })
}

function addStatus(form: HTMLFormElement): HTMLElement {
  const status = document.createElement('p')
  status.className = 'govuk-hint app-draft-status'
  status.setAttribute('role', 'status')
  form.append(status)
  return status
}

/** Text answers only: files are sent with the form itself, and passwords are nobody's draft. */
function answersOf(form: HTMLFormElement): URLSearchParams {
  const secret = new Set(
    [...form.querySelectorAll<HTMLInputElement>('input[type=password]')].map(({ name }) => name),
  )
  const answers = new URLSearchParams()
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && !secret.has(name)) answers.append(name, value)
  return answers
}

function putBack(form: HTMLFormElement, answers: URLSearchParams): void {
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox'))
      field.checked = answers.getAll(field.name).includes(field.value)
    else if (field instanceof HTMLInputElement && /^(file|password)$/.test(field.type)) continue
    else if (isTextField(field) && answers.has(field.name)) field.value = answers.get(field.name) ?? ''
  }
}

function isTextField(field: Element): field is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  return (
    field instanceof HTMLInputElement ||
    field instanceof HTMLTextAreaElement ||
    field instanceof HTMLSelectElement
  )
}

function deviceCopy(key: string) {
  const attempt = <Result>(use: () => Result): Result | undefined => {
    try {
      return use()
    } catch {
      // Storage may be full or forbidden; the page and the server draft still hold the answers.
      return undefined
    }
  }
  return {
    keep: (answers: URLSearchParams) =>
      attempt(() => localStorage.setItem(key, `${Date.now()} ${answers.toString()}`)),
    remove: () => attempt(() => localStorage.removeItem(key)),
    read: (): URLSearchParams | undefined => {
      const kept = attempt(() => localStorage.getItem(key))
      if (!kept) return undefined
      const [time = '', answers = ''] = kept.split(' ')
      if (Date.now() - Number(time) < keepOnDeviceFor) return new URLSearchParams(answers)
      attempt(() => localStorage.removeItem(key))
      return undefined
    },
  }
}
