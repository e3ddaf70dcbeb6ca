/** Text answers only: files are sent with the form itself, and passwords are nobody's draft. */
export function answersOf(form: HTMLFormElement): URLSearchParams {
  const secret = new Set(
    [...form.querySelectorAll<HTMLInputElement>('input[type=password]')].map(({ name }) => name),
  )
  const answers = new URLSearchParams()
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && !secret.has(name)) answers.append(name, value)
  return answers
}

export function putBack(form: HTMLFormElement, answers: URLSearchParams): void {
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox'))
      field.checked = answers.getAll(field.name).includes(field.value)
    else if (field instanceof HTMLInputElement && /^(file|password)$/.test(field.type)) continue
    else if (isTextField(field) && answers.has(field.name)) field.value = answers.get(field.name) ?? ''
  }
}

function isTextField(field: Element): field is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  return (
    field instanceof HTMLInputElement ||
    field instanceof HTMLTextAreaElement ||
    field instanceof HTMLSelectElement
  )
}
