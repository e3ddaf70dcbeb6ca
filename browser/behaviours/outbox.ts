import { type Entry, readEntries, removeEntry } from '../outbox/entry-store.ts'
import { onNews } from '../outbox/outbox-news.ts'
import { type SendingEnd, sendEntries } from '../outbox/send-entries.ts'
import { canKeepEntries, openVault } from '../outbox/vault.ts'
import { describeAge } from './age-clock.ts'
import { heldEntries } from './quick-entry.ts'
import { refusedPhotosOf } from './refused-photos.ts'

const firstWait = 2_000
/** Long enough to leave a server that is starting in peace. */
const longestWait = 10_000
const agesEvery = 30_000
const mostSaved = 8

/**
 * Says what waits in this browser, sends it, and offers what was not accepted or only half typed. What was saved is
 * listed with its reference.
 */
export function showOutbox(bar: HTMLElement): void {
  if (!canKeepEntries()) {
    say(bar, 'Entries are sent as you save them: this browser cannot keep them.')
    return
  }
  const status = bar.appendChild(document.createElement('p'))
  status.className = 'govuk-body-s app-outbox__status'
  status.setAttribute('role', 'status')
  const help = bar.appendChild(document.createElement('p'))
  help.className = 'govuk-body-s app-outbox__help'
  const left = bar.appendChild(document.createElement('ul'))
  left.className = 'govuk-list app-outbox__left'
  const saved = bar.appendChild(document.createElement('ol'))
  saved.className = 'govuk-list app-outbox__saved'

  let wait = firstWait
  let timer: number | undefined
  let isSending = false
  let isAsked = false
  let end: SendingEnd = 'done'

  const show = async () => {
    const [entries, held] = await Promise.all([readEntries(), heldEntries()])
    const mine = entries.filter(({ member }) => member === bar.dataset.member)
    const waiting = mine.filter(({ state }) => state === 'waiting')
    const photos = mine.filter(({ state, said }) => state === 'photos' && said === undefined)
    status.textContent = [
      describeWaiting(waiting, photos),
      describeOthers(entries.filter(({ member }) => member !== bar.dataset.member)),
    ]
      .filter(Boolean)
      .join(' ')
    help.replaceChildren(...(waiting.length + photos.length > 0 ? explain(end) : []))
    const toOpen = mine.filter(({ id, state }) => state === 'failed' || (state === 'typing' && !held.has(id)))
    const withPhotos = mine.filter(({ state, said }) => state === 'photos' && said !== undefined)
    const refused = await Promise.all(withPhotos.map((entry) => refusedPhotosOf(entry, changed)))
    left.replaceChildren(...toOpen.map(lineOf), ...refused.flat())
  }
  const send = async (): Promise<void> => {
    isAsked = true
    if (isSending) return
    isSending = true
    clearTimeout(timer)
    while (isAsked) {
      isAsked = false
      end = await sendEntries().catch((): SendingEnd => 'no_connection')
    }
    isSending = false
    await show()
    if (end === 'done') wait = firstWait
    else {
      timer = setTimeout(() => void send(), wait)
      wait = Math.min(wait * 2, longestWait)
    }
  }
  const now = () => {
    wait = firstWait
    void send()
  }
  // What is tried again leaves the list at once: a second press cannot meet the first.
  const changed = () => void show().then(now)
  const listSaved = (reference: string) => {
    const line = document.createElement('li')
    const link = document.createElement('a')
    link.className = 'govuk-link'
    link.href = `/reports/${reference}`
    link.target = '_blank'
    link.textContent = reference
    const time = new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
    line.append(`Saved at ${time} as `, link)
    saved.prepend(line)
    while (saved.children.length > mostSaved) saved.lastChild?.remove()
    status.textContent = `Saved as ${reference}.`
  }

  onNews((news) => {
    if (news.kind === 'sent') listSaved(news.reference)
    else if (news.kind === 'failed') void show()
    else now()
  })
  left.addEventListener('click', (event) => {
    if (!(event.target instanceof HTMLButtonElement)) return
    const { open, discard } = event.target.dataset
    if (open) document.dispatchEvent(new CustomEvent('outbox-open', { detail: open }))
    if (discard && window.confirm('Throw this away? It is then gone from this browser.'))
      void removeEntry(discard).then(show)
  })
  window.addEventListener('online', now)
  window.addEventListener('focus', now)
  document.addEventListener('visibilitychange', () => document.hidden || now())
  setInterval(() => void show(), agesEvery)
  void openVault(bar.dataset.member || undefined)
    .catch(() => undefined)
    .then((vault) => {
      if (vault !== undefined) bar.dataset.member = vault.member
      now()
    })
}

function say(bar: HTMLElement, words: string): void {
  const line = bar.appendChild(document.createElement('p'))
  line.className = 'govuk-body-s'
  line.textContent = words
}

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

function describeWaiting(waiting: readonly Entry[], photos: readonly Entry[]): string {
  const [oldest] = waiting
  if (oldest !== undefined) {
    const age = describeAge(Date.now() - oldest.changedAt)
    return `${many(waiting.length, 'entry', 'entries')} waiting to be sent, oldest ${age}.`
  }
  if (photos.length > 0) return `Photos of ${many(photos.length, 'entry', 'entries')} are being sent.`
  return 'Nothing is waiting to be sent.'
}

function describeOthers(others: readonly Entry[]): string {
  if (others.length === 0) return ''
  const names = [...new Set(others.map(({ memberName }) => memberName))].join(' and ')
  return `${many(others.length, 'entry', 'entries')} of ${names} ${others.length === 1 ? 'waits' : 'wait'} here, encrypted, until they sign in.`
}

const explanations: Readonly<Record<SendingEnd, string>> = {
  done: 'Sending.',
  no_connection: 'No answer from the service. They are sent by themselves when it is back: go on working.',
  signed_out: 'You were signed out. ',
  somebody_else: 'Somebody else is signed in on this browser. They are sent when you sign in again.',
  no_key: 'You were signed out. ',
}

function explain(end: SendingEnd): (string | Node)[] {
  if (end !== 'signed_out' && end !== 'no_key') return [explanations[end]]
  const link = document.createElement('a')
  link.className = 'govuk-link'
  link.href = `/sign-in?${new URLSearchParams({ 'return-to': '/outbox' })}`
  link.target = '_blank'
  link.textContent = 'Sign in again in a new tab'
  return [explanations[end], link, ': they are then sent by themselves, and this page stays as it is.']
}

function lineOf(entry: Entry): HTMLLIElement {
  const line = document.createElement('li')
  const time = new Date(entry.changedAt).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  const problems = (entry.problems ?? []).map(({ message }) => message).join('. ') || entry.said
  line.append(
    entry.state === 'failed'
      ? `The entry of ${time} was not accepted: ${problems} `
      : `An entry of ${time} is half typed. `,
    button(`Open the entry of ${time}`, 'open', entry.id),
    ' ',
    button(`Throw it away`, 'discard', entry.id),
  )
  return line
}

function button(text: string, act: 'open' | 'discard', id: string): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'app-link-button'
  made.textContent = text
  made.dataset[act] = id
  return made
}
