export const workLists = ['replies', 'unmatched', 'explain', 'unsent'] as const
export type WorkList = (typeof workLists)[number]

/** One thing to do for a reporter: no name, no address, no words of theirs. */
export type WorkItem = {
  id: string
  reference: string | null
  title: string
  teamName: string | null
  what: string
  since: Date
  dueAt: Date | null
}

/** How many rows a list shows; what is due first stands first, so that doing it brings the rest. */
export const mostRows = 100
