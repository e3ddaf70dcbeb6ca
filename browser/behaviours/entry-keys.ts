const armedFor = 3000

/**
 * The keys of a quick entry: Ctrl+Enter saves, F2 and a digit go to an answer, F8 says that somebody is at risk. None
 * is a key by which browsers on Windows, NVDA or JAWS do something else here.
 */
export function addEntryKeys(form: HTMLFormElement): void {
  let armedUntil = 0
  document.addEventListener('keydown', (event) => {
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.altKey) form.requestSubmit()
    else if (isPlain && event.key === 'F2') armedUntil = Date.now() + armedFor
    else if (isPlain && event.key === 'F8') markRisk(form)
    else if (isPlain && Date.now() < armedUntil && /^[1-9]$/.test(event.key)) {
      armedUntil = 0
      goTo(form, event.key)
    } else {
      if (event.key.length === 1) armedUntil = 0
      return
    }
    event.preventDefault()
  })
}

/** The label of an answer begins with its number. */
function goTo(form: HTMLFormElement, digit: string): void {
  const label = [...form.querySelectorAll('label')].find((each) => each.textContent.trim().startsWith(digit))
  const target = digit === '9' ? document.getElementById('earlier') : label?.control
  target?.focus()
}

function markRisk(form: HTMLFormElement): void {
  const choose = (name: string, value: string) => {
    const field = form.elements.namedItem(name)
    if (field instanceof HTMLSelectElement) field.value = value
    if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = true
    if (field instanceof HTMLElement) field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  choose('harm', 'at_risk')
  choose('priority', 'immediate')
  choose('at_risk', 'yes')
}
