import { createHash } from 'node:crypto'

/**
 * The secret of the link that is handed out for a place, made of its number, which nobody outside is told: it opens what
 * was written for everybody.
 */
export function secretOfPlace(placeId: string): string {
  return createHash('sha256').update(`followed place ${placeId}`).digest('base64url')
}

/** The secret of a follower's own page, the same in every message to them: it opens news, and ends it. */
export function secretOfFollower(followerId: string): string {
  return createHash('sha256').update(`follower ${followerId}`).digest('base64url')
}
