import { type Entry, findPhotos, type KeptPhoto } from '../outbox/entry-store.ts'
import { discardPhoto, retryPhoto } from '../outbox/send-photos.ts'
import { currentVault } from '../outbox/vault.ts'
import { openPhoto } from './photos.ts'

/** How long a browser may take to fetch what it was given to save. */
const savingMs = 60_000

/**
 * Lines for the photos of an entry that the service did not take: why, and what can be done. The photo stays in this
 * browser until somebody throws it away.
 * @param changed called after something was done with one
 */
export async function refusedPhotosOf(entry: Entry, changed: () => void): Promise<HTMLLIElement[]> {
  const refused = (await findPhotos(entry.id)).filter(({ said }) => said !== undefined)
  return refused.map((photo, index) => {
    const which = refused.length === 1 ? 'A photo' : `Photo ${index + 1}`
    const line = document.createElement('li')
    line.append(`${which} of ${entry.reference ?? 'an entry'} was not accepted: ${photo.said} `)
    line.append(
      button(`Save ${which.toLowerCase()} to this device`, () => void savePhoto(photo, line)),
      ' ',
      button('Try again', () => void retryPhoto(photo).then(changed)),
      ' ',
      button('Throw the photo away', () => {
        if (window.confirm('Throw this photo away? It is then gone from this browser.'))
          void discardPhoto(photo).then(changed)
      }),
    )
    return line
  })
}

/** Opens what was sealed and hands it to the browser's own way of saving files. */
async function savePhoto(photo: KeptPhoto, line: HTMLLIElement): Promise<void> {
  const vault = await currentVault()
  if (vault === undefined) {
    line.append(' Sign in again to open it.')
    return
  }
  const file = await openPhoto(vault, photo.id, photo.sealed)
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), savingMs)
}

function button(text: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'app-link-button'
  made.textContent = text
  made.addEventListener('click', press)
  return made
}
