import { z } from 'zod'
import { englishFormWords, type FormWords } from './form-words.ts'

/** Nothing sent and nothing typed are the same; a field sent twice counts by its first value. */
const typedText = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (typeof value === 'string' ? value : (value?.[0] ?? '')))

/** Line ends as browsers send them (CRLF) become the one that is stored; spaces around the text are nobody's answer. */
const text = typedText.transform((value) => value.replaceAll('\r\n', '\n').trim())

/** One of several codes (radios). Without `missing` the question may be left. */
export function oneOf(codes: readonly string[], missing?: string) {
  return text.transform((value, context): string | undefined => {
    if (codes.includes(value)) return value
    if (missing === undefined) return undefined
    context.addIssue({ code: 'custom', message: missing })
    return z.NEVER
  })
}

/** Any of several codes, in their own order (checkboxes). Without `missing` none need be chosen. */
export function severalOf(codes: readonly string[], missing?: string) {
  return z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value, context) => {
      const sent = typeof value === 'string' ? [value] : (value ?? [])
      const chosen = codes.filter((code) => sent.includes(code))
      if (chosen.length > 0 || missing === undefined) return chosen
      context.addIssue({ code: 'custom', message: missing })
      return z.NEVER
    })
}

/** Free words. `name` stands at the start of a sentence: 'What happened' must be 5,000 characters or fewer. */
export function wordsField({
  name,
  most,
  missing,
  words = englishFormWords,
}: {
  name: string
  most: number
  missing?: string | undefined
  words?: Pick<FormWords, 'tooLong'>
}) {
  return text.superRefine((value, context) => {
    if (value === '' && missing !== undefined) context.addIssue({ code: 'custom', message: missing })
    if (value.length > most)
      context.addIssue({
        code: 'custom',
        message: words.tooLong(name, most),
      })
  })
}

/** An email address, or nothing. */
export function emailField({ email: message }: Pick<FormWords, 'email'> = englishFormWords) {
  const email = z.email()
  return text.superRefine((value, context) => {
    if (value !== '' && (value.length > 320 || !email.safeParse(value).success))
      context.addIssue({ code: 'custom', message })
  })
}

/** A telephone number as people write it, or nothing: 7 to 15 digits (ITU-T E.164), spaces, brackets and a plus sign. */
export function phoneField({ phone: message }: Pick<FormWords, 'phone'> = englishFormWords) {
  return text.superRefine((value, context) => {
    const digits = value.replaceAll(/\D/g, '').length
    if (value !== '' && (!/^[\d\s()+./-]{7,40}$/.test(value) || digits < 7 || digits > 15))
      context.addIssue({ code: 'custom', message })
  })
}
