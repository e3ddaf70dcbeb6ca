import { type Actor, hasRole } from '#platform/actor'
import { reviewReaders } from './lifecycle.ts'

export type ReviewsHome = { text: string; href: string }

/** Where a page about Case Reviews leads back to: the list, or the partnership's pages for those who do not read it. */
export const reviewsHome = (actor: Actor): ReviewsHome =>
  hasRole(actor, ...reviewReaders)
    ? { text: 'Case Reviews', href: '/reviews' }
    : { text: 'The partnership', href: '/partnership' }
