/** What the fields say when they cannot be read. Names come as they are given to the field, in the form's language. */
export type FormWords = {
  problem: string
  tooLong(name: string, most: number): string
  email: string
  phone: string
  dateMissing(name: string): string
  /** `parts` are those that were left out, of day, month and year. */
  datePartsMissing(name: string, parts: readonly ('day' | 'month' | 'year')[]): string
  yearShape: string
  dateNotReal(name: string): string
  dateInFuture(name: string): string
  timeMissing(name: string): string
  /** A bare 9 could be morning or evening. */
  timeUnclear(name: string): string
  /** How people shorten the months, January first, three letters each. */
  shortMonths: readonly string[]
}

export const englishFormWords: FormWords = {
  problem: 'There is a problem',
  tooLong: (name, most) => `${name} must be ${most.toLocaleString('en-GB')} characters or fewer`,
  email: 'Enter an email address in the correct format, like name@example.com',
  phone: 'Enter a telephone number, like 07700 900 982',
  dateMissing: (name) => `Enter ${name}`,
  datePartsMissing: (name, parts) => `${sentence(name)} must include a ${parts.join(' and ')}`,
  yearShape: 'The year must have 4 numbers',
  dateNotReal: (name) => `${sentence(name)} must be a real date`,
  dateInFuture: (name) => `${sentence(name)} must be today or in the past`,
  timeMissing: (name) => `Enter ${name}, like 9:30pm`,
  timeUnclear: (name) => `Enter ${name} with am or pm, like 9:30pm`,
  shortMonths: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
}

function sentence(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
