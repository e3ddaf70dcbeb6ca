import type { LocalDate } from '#platform/clock'

/** The three boxes of a date on a form, filled in. */
export function dateFields(name: string, date: LocalDate): Record<string, string> {
  const [year = '', month = '', day = ''] = date.split('-')
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year }
}
