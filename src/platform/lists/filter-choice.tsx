import { type Html, Select } from '#platform/govuk'

/** What a filter can be set to: texts by their value, in order; pairs of them; or things with their names. */
export type FilterChoices =
  | Readonly<Record<string, string>>
  | readonly (
      | readonly [value: string, text: string]
      | { readonly id: string | number; readonly name: string }
      | { readonly code: string; readonly label: string }
    )[]

export type FilterChoiceProps = {
  name: string
  /** Only where another field of the page has the same name. */
  id?: string
  label: string
  /** The word for no filter at all, which comes first; left out where every choice is a value of its own. */
  all?: string
  choices: FilterChoices
  value: string | number | undefined
}

/** One filter of a list, as a select. */
export function FilterChoice({ name, id, label, all, choices, value }: FilterChoiceProps): Html {
  return (
    <Select
      name={name}
      {...(id !== undefined && { id })}
      label={{ text: label }}
      items={[...(all === undefined ? [] : [{ value: '', text: all }]), ...itemsOf(choices)]}
      value={value === undefined ? '' : String(value)}
    />
  )
}

function itemsOf(choices: FilterChoices): { value: string; text: string }[] {
  const listed = isList(choices) ? choices : Object.entries(choices)
  return listed.map((choice) => {
    if ('code' in choice) return { value: choice.code, text: choice.label }
    if ('id' in choice) return { value: String(choice.id), text: choice.name }
    const [value, text] = choice
    return { value, text }
  })
}

function isList(choices: FilterChoices): choices is Extract<FilterChoices, readonly unknown[]> {
  return Array.isArray(choices)
}
