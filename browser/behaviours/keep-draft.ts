import { deviceCopy } from './device-copy.ts'
import { answersOf, putBack } from './form-answers.ts'

const saveEvery = 5000
const longestWait = 60_000
/** Said where the form does not say it otherwise (`data-saved` and so on). */
const englishWords = {
  saved: 'Saved',
  cannotSave: 'We cannot save at the moment. Your answers are kept on this device. We will try again.',
  notConnected: 'You are not connected. Your answers are kept on this device. Try again when you are online.',
}

/**
 * Saves what is typed into a form to its draft on the server (`data-draft-url`) every five seconds while it changes.
 * When the server cannot be reached, the answers wait on this device and are put back and saved later. They are
 * removed as soon as the server has them, and after a day in any case, because others may use the device; those of a
 * person of the partnership (`data-member`) are encrypted for them.
 */
export function keepDraft(form: HTMLElement): void {
  const address = form.dataset.draftUrl
  if (!(form instanceof HTMLFormElement) || !address) return
  const words = { ...englishWords, ...form.dataset }
  const copy = deviceCopy(`draft:${address}`, form.dataset.member)
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
      status.textContent = words.saved
    } catch {
      await copy.keep(body)
      status.textContent = words.cannotSave
      changed = true
      wait = Math.min(wait * 2, longestWait)
      schedule()
    }
  }
  const schedule = () => {
    if (!scheduled) setTimeout(() => void save(), wait)
    scheduled = true
  }

  void copy.read().then((waiting) => {
    if (waiting === undefined) return
    putBack(form, waiting)
    changed = true
    schedule()
  })
  form.addEventListener('input', () => {
    changed = true
    // What was said of the letters before is not true of these.
    if (status.textContent === words.saved) status.textContent = ''
    schedule()
  })
  window.addEventListener('online', () => void save())
  form.addEventListener('submit', (event) => {
    if (navigator.onLine) {
      leaving = true
      return
    }
    event.preventDefault()
    void copy.keep(answersOf(form))
    status.textContent = words.notConnected
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
