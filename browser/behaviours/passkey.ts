import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'

/**
 * Shows a form that needs the browser's own passkey dialogue, asks for the passkey when it is sent, and sends its answer
 * like any other field. Where there are no passkeys the form stays hidden, and password and code are the way in.
 */
export function offerPasskey(element: HTMLElement): void {
  if (!(element instanceof HTMLFormElement) || !browserSupportsWebAuthn()) return
  const form = element
  form.hidden = false
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    say(form, '')
    void answer(form)
      .then((made) => {
        const field = form.elements.namedItem('answer')
        if (field instanceof HTMLInputElement) field.value = JSON.stringify(made)
        form.submit()
      })
      .catch((error: unknown) => say(form, explain(error)))
  })
}

async function answer(form: HTMLFormElement): Promise<object> {
  const response = await fetch(form.dataset.options ?? '', {
    method: 'POST',
    headers: { accept: 'application/json' },
  })
  if (!response.ok) throw new Error(`${response.status}`)
  return form.dataset.ceremony === 'make'
    ? startRegistration({ optionsJSON: (await response.json()) as PublicKeyCredentialCreationOptionsJSON })
    : startAuthentication({ optionsJSON: (await response.json()) as PublicKeyCredentialRequestOptionsJSON })
}

function explain(error: unknown): string {
  if (error instanceof Error && error.name === 'InvalidStateError')
    return 'This device has a passkey for you already.'
  if (error instanceof Error && error.name === 'NotAllowedError') return 'No passkey was used. Try again.'
  return 'That did not work just now. Load the page again, or use your password and code.'
}

/** Read out by a screen reader as it changes. */
function say(form: HTMLFormElement, words: string): void {
  const status = form.querySelector('[role="status"]')
  if (status) status.textContent = words
}
