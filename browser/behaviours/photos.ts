import { findPhotos, putPhoto, removePhoto } from '../outbox/entry-store.ts'
import type { Vault } from '../outbox/vault.ts'

export type Photos = {
  /** Waits until every photo that was chosen is kept. */
  kept(): Promise<void>
  /** Lists the photos of an entry that was opened again. */
  show(): Promise<void>
  /** For a fresh form. */
  forget(): void
}

/** Keeps photos with the entry that is being typed, encrypted like it; they are sent once it is filed. */
export function keepPhotosWith(form: HTMLFormElement, vault: Vault, idOf: () => string): Photos {
  const root = form.querySelector<HTMLElement>('[data-photos]')
  const input = root?.querySelector<HTMLInputElement>('input[type=file]')
  if (!root || !input) return { kept: async () => {}, show: async () => {}, forget: () => {} }
  const list = root.appendChild(document.createElement('ul'))
  list.className = 'govuk-list'
  root.hidden = false
  let keeping: Promise<unknown> = Promise.resolve()

  const addLine = (id: string, words: string) => {
    const line = list.appendChild(document.createElement('li'))
    const remove = document.createElement('button')
    remove.type = 'button'
    remove.className = 'app-link-button'
    remove.textContent = `Remove ${words}`
    remove.addEventListener('click', () => {
      void removePhoto(id)
      line.remove()
    })
    line.append(remove)
  }
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])]
    input.value = ''
    keeping = Promise.all([
      keeping,
      ...files.map(async (file) => {
        const id = crypto.randomUUID()
        addLine(id, file.name || 'photo')
        await putPhoto({ id, entry: idOf(), member: vault.member, sealed: await sealPhoto(vault, id, file) })
      }),
    ])
  })
  return {
    kept: async () => {
      await keeping
    },
    show: async () => {
      for (const { id } of await findPhotos(idOf())) addLine(id, 'photo')
    },
    forget: () => list.replaceChildren(),
  }
}

/** Name and type stand before the bytes: one line of JSON and a line end. */
async function sealPhoto(vault: Vault, id: string, file: File) {
  const head = new TextEncoder().encode(`${JSON.stringify({ name: file.name, type: file.type })}\n`)
  const bytes = new Uint8Array(await file.arrayBuffer())
  const whole = new Uint8Array(head.length + bytes.length)
  whole.set(head)
  whole.set(bytes, head.length)
  return vault.seal(id, whole)
}

/** The file that was sealed. */
export async function openPhoto(
  vault: Vault,
  id: string,
  sealed: Parameters<Vault['open']>[1],
): Promise<File> {
  const whole = await vault.open(id, sealed)
  const end = whole.indexOf(10)
  const head: unknown = JSON.parse(new TextDecoder().decode(whole.subarray(0, end)))
  const textOf = (name: string) =>
    typeof head === 'object' && head !== null ? String(Reflect.get(head, name) ?? '') : ''
  return new File([whole.subarray(end + 1)], textOf('name') || 'photo', { type: textOf('type') })
}
