import { z } from 'zod'
import { isLocalDate, type LocalDate } from '#platform/clock'

const text = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (typeof value === 'string' ? value : (value?.[0] ?? '')).trim())

/** A day as a date field sends it (2027-03-31). `missing` is said when there is none. */
export function dayField(missing: string) {
  return text.transform((value, context): LocalDate => {
    if (isLocalDate(value)) return value
    context.addIssue({ code: 'custom', message: value === '' ? missing : notADay })
    return z.NEVER
  })
}

/** A day, or none. */
export function optionalDayField() {
  return text.transform((value, context): LocalDate | null => {
    if (value === '') return null
    if (isLocalDate(value)) return value
    context.addIssue({ code: 'custom', message: notADay })
    return z.NEVER
  })
}

const notADay = 'Enter a real date, like 2027-03-31'
