const setting = 'queue-keys'

/**
 * Moves through a list by keyboard: j and k to the next and previous row's link (marked `data-queue-link`), Enter
 * opens it as any link, / goes to the search box (`data-queue-search`, anywhere on the page).
 * Single-letter keys can be turned off, as WCAG 2.2 criterion 2.1.4 asks.
 */
export function addQueueKeys(list: HTMLElement): void {
  let on = readSetting()
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'app-link-button app-queue-keys'
  const describe = () => {
    button.textContent = on ? 'Turn off keyboard shortcuts (j, k, /)' : 'Turn on keyboard shortcuts (j, k, /)'
  }
  describe()
  button.addEventListener('click', () => {
    on = !on
    writeSetting(on)
    describe()
  })
  list.after(button)

  document.addEventListener('keydown', (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    if (event.key === 'j') moveFocus(list, 1)
    else if (event.key === 'k') moveFocus(list, -1)
    else if (event.key === '/') document.querySelector<HTMLElement>('[data-queue-search]')?.focus()
    else return
    event.preventDefault()
  })
}

function moveFocus(list: HTMLElement, step: 1 | -1): void {
  const links = [...list.querySelectorAll<HTMLElement>('[data-queue-link]')]
  const at = links.findIndex((link) => link.matches(':focus'))
  const next =
    at === -1 ? (step === 1 ? 0 : links.length - 1) : Math.min(Math.max(at + step, 0), links.length - 1)
  links[next]?.focus()
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

function readSetting(): boolean {
  try {
    return localStorage.getItem(setting) !== 'off'
  } catch {
    // Storage is blocked in some browsers; the keys then start on.
    return true
  }
}

function writeSetting(on: boolean): void {
  try {
    localStorage.setItem(setting, on ? 'on' : 'off')
  } catch {
    // The choice then lasts for this page only.
  }
}
