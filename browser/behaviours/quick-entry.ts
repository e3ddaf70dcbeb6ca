import { type Entry, findEntry, type Problem, putEntry, readEntries } from '../outbox/entry-store.ts'
import { onNews, tellNews } from '../outbox/outbox-news.ts'
import { canKeepEntries, openAnswers, openVault, sealAnswers, type Vault } from '../outbox/vault.ts'
import { lookForEarlierReports } from './earlier-reports.ts'
import { addEntryKeys } from './entry-keys.ts'
import { clearProblems, showProblems } from './entry-problems.ts'
import { answersOf, putBack } from './form-answers.ts'
import { keepPhotosWith } from './photos.ts'

const keepAfter = 250

/**
 * Sends a quick entry through the outbox of this browser: what is typed is in it from the first letter, saving gives a
 * fresh form at once, and what the server does not accept comes back into the form. Where the browser cannot keep
 * anything safely, the form stays an ordinary form.
 */
export function sendThroughOutbox(element: HTMLElement): void {
  if (!(element instanceof HTMLFormElement)) return
  addEntryKeys(element)
  lookForEarlierReports(element)
  keepShell(new URL(element.action).pathname)
  const bar = document.querySelector<HTMLElement>('[data-module="outbox"]')
  if (bar === null || !canKeepEntries()) return
  void openVault(bar.dataset.member || undefined)
    .catch(() => undefined)
    .then((vault) => {
      if (vault !== undefined) void useOutbox(element, vault)
      else if (!bar.dataset.member) sayNobody(element)
    })
}

async function useOutbox(form: HTMLFormElement, vault: Vault): Promise<void> {
  const door = new URL(form.action).pathname
  const field = (name: string) => form.elements.namedItem(name)
  const setField = (name: string, value: string) => {
    const input = field(name)
    if (input instanceof HTMLInputElement) input.value = value
  }
  const idOf = () => new FormData(form).get('submission')?.toString() ?? ''
  const photos = keepPhotosWith(form, vault, idOf)
  let touched = false
  let timer: number | undefined
  let letGo = () => {}
  let writing = Promise.resolve()

  /** A page may come out of a cache, so its ids are made here: when typing begins. */
  const stamp = () => {
    setField('submission', crypto.randomUUID())
    setField('secret', newSecret())
    setField('member', vault.member)
    setField('begun', new Date().toISOString())
  }
  /** One after the other, so that what was typed last, and that it was saved, is what stays. */
  const keep = (state: 'typing' | 'waiting'): Promise<void> => {
    clearTimeout(timer)
    const [id, answers, changedAt] = [idOf(), answersOf(form), Date.now()]
    const { member, name: memberName } = vault
    const kept = photos.kept()
    const put = async () => {
      await kept
      const sealed = await sealAnswers(vault, id, answers)
      await putEntry({ id, door, member, memberName, state, changedAt, sealed })
    }
    writing = writing.then(put, put)
    return writing
  }
  const begin = () => {
    if (touched) return
    touched = true
    setField('begun', new Date().toISOString())
    letGo = holdEntry(idOf())
  }
  const freshForm = () => {
    letGo()
    touched = false
    form.reset()
    for (const hidden of form.querySelectorAll<HTMLInputElement>('input[data-place-field]')) hidden.value = ''
    for (const name of ['pin_longitude', 'pin_latitude', 'accuracy_m']) setField(name, '')
    clearProblems(form)
    photos.forget()
    stamp()
    form.dispatchEvent(new CustomEvent('entry-fresh'))
  }
  const open = async (entry: Entry) => {
    if (entry.sealed === undefined) return
    const answers = await openAnswers(vault, entry.id, entry.sealed)
    if (touched) await keep('typing')
    freshForm()
    putBack(form, answers)
    touched = true
    letGo = holdEntry(entry.id)
    await putEntry({ ...entry, state: 'typing', changedAt: Date.now() })
    await photos.show()
    if (entry.said !== undefined) showProblems(form, entry.said, entry.problems ?? [])
    form.dispatchEvent(new CustomEvent('entry-opened'))
    tellNews({ kind: 'changed' })
  }

  /** The next caller is being typed at once; a browser that can keep nothing any more sends the ordinary way. */
  const save = () => {
    const answers = answersOf(form)
    const release = letGo
    letGo = () => {}
    const kept = keep('waiting')
    freshForm()
    focusFirst(form)
    void kept
      .then(() => tellNews({ kind: 'changed' }))
      .catch(() => sendPlainly(form.action, answers, touched ? '_blank' : '_self'))
      .finally(release)
  }

  stamp()
  form.addEventListener('input', () => {
    begin()
    clearTimeout(timer)
    timer = setTimeout(() => void keep('typing').catch(() => undefined), keepAfter)
  })
  form.addEventListener('submit', (event) => {
    if (event.submitter instanceof HTMLButtonElement && event.submitter.name === 'look') return
    event.preventDefault()
    save()
  })
  document.addEventListener('outbox-open', (event) => {
    if (!(event instanceof CustomEvent)) return
    void findEntry(String(event.detail)).then((entry) => entry && open(entry))
  })
  window.addEventListener('pagehide', () => {
    if (touched) void keep('typing').catch(() => undefined)
  })
  onNews((news) => {
    if (news.kind !== 'failed' || touched || document.hidden) return
    void findEntry(news.id).then((entry) => {
      if (entry?.state === 'failed' && entry.door === door && !touched) void open(entry)
    })
  })
  form.dataset.outbox = 'ready'
  const left = await findLeft(door, vault.member)
  if (left !== undefined && !touched) await open(left)
}

function sendPlainly(address: string, answers: URLSearchParams, target: string): void {
  const plain = document.createElement('form')
  plain.method = 'post'
  plain.action = address
  plain.target = target
  plain.hidden = true
  for (const [name, value] of answers) {
    const field = plain.appendChild(document.createElement('input'))
    field.name = name
    field.value = value
  }
  document.body.append(plain)
  plain.submit()
}

/** Other tabs see by the lock that this one is typing the entry; it ends with the tab. */
function holdEntry(id: string): () => void {
  if (!('locks' in navigator)) return () => {}
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  void navigator.locks.request(`openasb-entry ${id}`, () => held)
  return () => release()
}

/** The ids of entries that some tab has open. */
export async function heldEntries(): Promise<Set<string>> {
  if (!('locks' in navigator)) return new Set()
  const { held = [] } = await navigator.locks.query()
  return new Set(held.map(({ name = '' }) => name.replace('openasb-entry ', '')))
}

/** What was being typed when this page was last closed, reloaded or lost. */
async function findLeft(door: string, member: string): Promise<Entry | undefined> {
  const [entries, held] = await Promise.all([readEntries(), heldEntries()])
  return entries.findLast(
    (entry) =>
      entry.state === 'typing' && entry.door === door && entry.member === member && !held.has(entry.id),
  )
}

function newSecret(): string {
  const bytes = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32)))
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function focusFirst(form: HTMLFormElement): void {
  form.querySelector<HTMLElement>('input:not([type=hidden]), select, textarea')?.focus()
}

/** Empty pages for when there is no connection; never a record. */
function keepShell(scope: string): void {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return
  void navigator.serviceWorker.register('/outbox-worker.js', { scope }).catch(() => undefined)
}

function sayNobody(form: HTMLFormElement): void {
  const problem: Problem = {
    field: '',
    message: 'There is no connection, and nobody has signed in here for 12 hours. Sign in when it is back.',
  }
  showProblems(form, problem.message, [])
  for (const button of form.querySelectorAll('button')) button.disabled = true
}
