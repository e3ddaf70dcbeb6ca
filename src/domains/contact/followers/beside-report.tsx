import type { BesideReport } from '#domains/reports'
import { secretOfPlace } from './follow-secret.ts'
import { findKnownPlace, findStatusFollowing } from './known-place.ts'
import { KnownPlacePart, StatusFollowingPart } from './known-place-part.tsx'

/**
 * Tells whoever reports something at a followed place that it is known of; nothing at every other.
 * @param secret the installation's
 */
export const besideReport =
  (secret: string): BesideReport =>
  async (db, { asbType, location, statusSecret }, clock) => {
    if (statusSecret !== undefined) {
      const following = await findStatusFollowing(db, statusSecret, clock)
      if (following === undefined) return {}
      return { part: (tag) => StatusFollowingPart({ tag, following, address: `/status/${statusSecret}` }) }
    }
    if (location === undefined) return {}
    const place = await findKnownPlace(db, { asbType, ...location }, clock)
    if (place === undefined) return {}
    const followAddress = `/follow/${secretOfPlace(secret, place.id)}`
    return { part: (tag) => KnownPlacePart({ tag, place, followAddress }) }
  }
