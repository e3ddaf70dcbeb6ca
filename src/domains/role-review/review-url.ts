import { queryOf } from '#platform/lists'
import type { ReviewFilter } from './find-reviews.ts'

/** The page with this filter; what is usual is left out of the address. */
export function reviewUrl(filter: ReviewFilter, changes: { page?: number; done?: number } = {}): string {
  const { q, organisation, role, state, page } = { ...filter, ...changes }
  const query = queryOf({
    q,
    organisation,
    role,
    state: state === 'due' ? '' : state,
    page: page === 1 ? '' : page,
    done: changes.done,
  })
  return query === '' ? '/people/review' : `/people/review?${query}`
}
