export { newId } from './id.ts'
export {
  isReference,
  newReference,
  parseReference,
  type Reference,
  type ReferencePrefix,
  referenceSchema,
} from './reference.ts'
export { hashSecret, newSecret } from './secret.ts'
