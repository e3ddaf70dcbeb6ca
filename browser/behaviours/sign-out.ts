import { dropKey, readEntries } from '../outbox/entry-store.ts'
import { canKeepEntries, currentVault } from '../outbox/vault.ts'

/** Takes the key of this browser's outbox away when somebody signs out, and says first what of theirs still waits. */
export function takeKeyAtSignOut(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement) || !canKeepEntries()) return
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void leave()
      .catch(() => true)
      .then((goes) => goes && form.submit())
  })
}

async function leave(): Promise<boolean> {
  const vault = await currentVault()
  const mine = (await readEntries()).filter(({ member }) => member === vault?.member)
  if (mine.length > 0 && !window.confirm(warn(mine.length))) return false
  await dropKey()
  return true
}

function warn(count: number): string {
  const entries = count === 1 ? '1 entry is' : `${count} entries are`
  return `${entries} not sent yet. What you typed stays in this browser, encrypted: nobody else can read or send it, and it is sent when you sign in here again. Sign out all the same?`
}
