import { newReference, type Reference, type ReferencePrefix } from '#platform/ids'
import type { Random } from './random.ts'

/** A UUID version 7 (RFC 9562 §5.7) for a moment in milliseconds, its other bits from the seeded source. */
export function idAt(milliseconds: number, random: Random): string {
  const time = Math.floor(milliseconds).toString(16).padStart(12, '0')
  const one = random.bits()
  const two = random.bits().toString(16).padStart(8, '0')
  const version = (0x7000 | (one & 0xfff)).toString(16)
  const variant = (0x8000 | ((one >>> 12) & 0x3fff)).toString(16)
  const rest = ((one >>> 26) * 1_024 + random.below(1_024)).toString(16).padStart(4, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${two}${rest}`
}

/** References that no two records share, drawn from the seeded source. */
export function referenceSource(prefix: ReferencePrefix, random: Random): () => Reference {
  const used = new Set<Reference>()
  return () => {
    for (;;) {
      const reference = newReference(prefix, random.below)
      if (used.has(reference)) continue
      used.add(reference)
      return reference
    }
  }
}
