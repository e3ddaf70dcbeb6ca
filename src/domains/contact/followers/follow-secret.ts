import { createHmac } from 'node:crypto'

/** The secret of the link that is handed out for a place; only who knows the installation's secret can make it. */
export function secretOfPlace(installationSecret: string, placeId: string): string {
  return createHmac('sha256', installationSecret).update(`followed place ${placeId}`).digest('base64url')
}

/** The secret of a follower's own page, the same in every message to them: it opens news, and ends it. */
export function secretOfFollower(installationSecret: string, followerId: string): string {
  return createHmac('sha256', installationSecret).update(`follower ${followerId}`).digest('base64url')
}
