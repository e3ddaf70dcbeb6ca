import type { Problem } from '../outbox/entry-store.ts'

/** Shows in the form what the server did not accept, as its own pages would. */
export function showProblems(form: HTMLFormElement, said: string, problems: readonly Problem[]): void {
  clearProblems(form)
  const summary = document.createElement('div')
  summary.className = 'govuk-error-summary'
  summary.dataset.entryProblems = ''
  summary.tabIndex = -1
  summary.setAttribute('role', 'alert')
  const title = document.createElement('h2')
  title.className = 'govuk-error-summary__title'
  title.textContent = 'There is a problem: this entry is not saved yet'
  const list = document.createElement('ul')
  list.className = 'govuk-list govuk-error-summary__list'
  for (const { field, message } of problems.length > 0 ? problems : [{ field: '', message: said }])
    list.append(lineOf(form, field, message))
  summary.append(title, list)
  form.prepend(summary)
  summary.focus()
}

export function clearProblems(form: HTMLFormElement): void {
  for (const old of form.querySelectorAll('[data-entry-problems]')) old.remove()
  for (const field of form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid')
}

function lineOf(form: HTMLFormElement, field: string, message: string): HTMLLIElement {
  const line = document.createElement('li')
  const control = form.elements.namedItem(field)
  if (!(control instanceof HTMLElement)) {
    line.textContent = message
    return line
  }
  control.setAttribute('aria-invalid', 'true')
  const link = document.createElement('a')
  link.href = `#${control.id}`
  link.textContent = message
  link.addEventListener('click', (event) => {
    event.preventDefault()
    control.focus()
  })
  line.append(link)
  return line
}
