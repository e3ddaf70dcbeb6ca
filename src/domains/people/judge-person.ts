import { z } from 'zod'
import published from '../../../packs/matching/people.json' with { type: 'json' }

const rulesSchema = z.object({
  validFrom: z.iso.date(),
  source: z.string(),
  points: z.object({
    samePhone: z.number(),
    sameEmail: z.number(),
    sameBirthday: z.number(),
    sameName: z.number(),
    similarName: z.number(),
    samePostcode: z.number(),
    sameHousehold: z.number(),
  }),
  /** What speaks against it; below nothing. */
  against: z.object({ otherBirthday: z.number(), otherName: z.number() }),
  /** Likeness of names from which they are similar: trigrams shared, 0 to 1 (PostgreSQL pg_trgm). */
  similarNameFrom: z.number(),
  /** Points from which a profile is taken by itself. */
  matchFrom: z.number(),
  /** Points from which staff are asked. */
  suggestFrom: z.number(),
  /** How far the best must be ahead of the next, to be taken by itself. */
  clearBy: z.number(),
})
export type MatchingRules = z.output<typeof rulesSchema>

/** The rules by which people are matched, as published. */
export const matchingRules: MatchingRules = rulesSchema.parse(published)

/** A person named in a report, beside a profile with everything that is known of it. */
export type Likeness = {
  profileId: string
  profileName: string
  samePhone: boolean
  sameEmail: boolean
  /** Null where one of the two has no birthday. */
  sameBirthday: boolean | null
  sameName: boolean
  /** The most alike of the names, 0 to 1; null where one of the two has none. */
  nameLikeness: number | null
  samePostcode: boolean
  sameHousehold: boolean
}

export type JudgedProfile = { profileId: string; profileName: string; points: number; reasons: string[] }

/** How much speaks for somebody being the person of a profile, with the reasons in words. */
export function judgeLikeness(like: Likeness, rules: MatchingRules = matchingRules): JudgedProfile {
  const { points: worth, against } = rules
  const isSimilar = like.nameLikeness !== null && like.nameLikeness >= rules.similarNameFrom
  const found: readonly (readonly [boolean, number, string])[] = [
    [like.samePhone, worth.samePhone, 'same telephone number'],
    [like.sameEmail, worth.sameEmail, 'same email address'],
    [like.sameBirthday === true, worth.sameBirthday, 'same date of birth'],
    [like.sameName, worth.sameName, 'same name'],
    [!like.sameName && isSimilar, worth.similarName, 'similar name'],
    [like.samePostcode, worth.samePostcode, 'same postcode'],
    [like.sameHousehold, worth.sameHousehold, 'same house'],
    [like.sameBirthday === false, against.otherBirthday, 'another date of birth'],
    [like.nameLikeness !== null && !like.sameName && !isSimilar, against.otherName, 'another name'],
  ]
  const holding = found.filter(([holds]) => holds)
  return {
    profileId: like.profileId,
    profileName: like.profileName,
    points: holding.reduce((sum, [, points]) => sum + points, 0),
    reasons: holding.map(([, , reason]) => reason),
  }
}

export type MatchDecision =
  | { kind: 'matched'; profile: JudgedProfile }
  | { kind: 'suggested'; profiles: readonly JudgedProfile[] }
  | { kind: 'created' }

/** What becomes of a person: the one profile that is clearly theirs, the few that staff choose from, or a new one. */
export function decideMatch(
  likenesses: readonly Likeness[],
  rules: MatchingRules = matchingRules,
): MatchDecision {
  const judged = likenesses
    .map((like) => judgeLikeness(like, rules))
    .filter(({ points }) => points >= rules.suggestFrom)
    .sort((one, other) => other.points - one.points)
  const [best, next] = judged
  if (best === undefined) return { kind: 'created' }
  const isClear = next === undefined || best.points - next.points >= rules.clearBy
  if (best.points >= rules.matchFrom && isClear) return { kind: 'matched', profile: best }
  return { kind: 'suggested', profiles: judged.slice(0, 5) }
}
