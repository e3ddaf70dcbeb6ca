/**
 * Forms: what a browser sent is kept as it was typed (`Typed`), read through a Zod schema made of the field readers
 * below (`readForm`), and shown again with GOV.UK errors (`<ErrorsAtTop>`, `errorOf`). A hyphen in a field's name
 * stands for a part: `on-day` is the part `day` of the field `on`.
 */
export { type DateParts, dateField, dateParts } from './date-field.ts'
export { emailField, oneOf, phoneField, severalOf, wordsField } from './fields.ts'
export { ErrorsAtTop, errorOf, hasErrorAt } from './form-errors.tsx'
export { englishFormWords, type FormWords } from './form-words.ts'
export { type FormError, type FormResult, readForm } from './read-form.ts'
export { readTimeOfDay, timeField } from './time-field.ts'
export { isTyped, type Typed, typedSchema, typedValue, typedValues } from './typed.ts'
