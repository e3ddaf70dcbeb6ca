import { uuidv7 } from 'uuidv7'

/**
 * A new row identifier: UUID version 7 (RFC 9562 §5.7), so ids sort by the time they were made.
 * Made by the application because insert-only policies refuse `insert … returning`.
 */
export function newId(): string {
  return uuidv7()
}
