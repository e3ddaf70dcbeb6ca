/** What happens in the outbox, for every tab of this browser. */
export type News =
  | { kind: 'changed' }
  | { kind: 'sent'; id: string; reference: string }
  | { kind: 'failed'; id: string }

const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('openasb-outbox')
const listeners = new Set<(news: News) => void>()

/** Tells this tab and all others. */
export function tellNews(news: News): void {
  for (const listen of listeners) listen(news)
  channel?.postMessage(news)
}

export function onNews(listen: (news: News) => void): void {
  listeners.add(listen)
  channel?.addEventListener('message', ({ data }: MessageEvent<News>) => listen(data))
}
