// Keeps the empty pages of the doors that work without a connection, and the files that draw them. Nothing that holds a
// record is ever kept: every other request goes to the network as if this were not here.

/** Put before this script by the server: the empty page of each door, and the files that pages need. */
export type Kept = { pages: { scope: string; page: string }[]; assets: string[] }

type LastingEvent = Event & { waitUntil(work: Promise<unknown>): void }
type InstallEvent = LastingEvent & {
  /** Not in every browser: https://w3c.github.io/ServiceWorker/#register-router-method */
  addRoutes?(
    rules: { condition: { requestMode: 'navigate'; urlPattern: string }; source: 'fetch-event' }[],
  ): Promise<void>
}
type RequestEvent = LastingEvent & { request: Request; respondWith(answer: Promise<Response>): void }
type KeepingWorker = {
  kept: Kept
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  addEventListener(type: 'install', listen: (event: InstallEvent) => void): void
  addEventListener(type: 'activate', listen: (event: LastingEvent) => void): void
  addEventListener(type: 'fetch', listen: (event: RequestEvent) => void): void
}

const worker = self as unknown as KeepingWorker
const { pages, assets } = worker.kept
const shelf = `openasb-shell ${assets.join(' ')}`
/** Whoever is on a slow line types in the empty page instead of waiting for the full one. */
const patience = 4_000

worker.addEventListener('install', (event) => {
  // A browser may ask the network before it asks us (Service Workers, ServiceWorkerAutoPreload), and on a busy machine it
  // showed that failure in place of our page: doors are ours alone.
  event.addRoutes?.(
    pages.map(({ scope }) => ({
      condition: { requestMode: 'navigate', urlPattern: scope },
      source: 'fetch-event',
    })),
  )
  event.waitUntil(fill().then(() => worker.skipWaiting()))
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(clearOld().then(() => worker.clients.claim()))
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  const door = pages.find(({ scope }) => scope === pathname)
  if (request.mode === 'navigate' && door !== undefined) event.respondWith(openDoor(request, door.page))
  else if (assets.includes(pathname)) event.respondWith(fromShelf(request))
})

async function fill(): Promise<void> {
  const cache = await caches.open(shelf)
  await cache.addAll(pages.map(({ page }) => new Request(page, { cache: 'reload' })))
  // A file that is missing leaves the page plainer, not gone.
  await Promise.allSettled(assets.map((address) => cache.add(address)))
}

async function clearOld(): Promise<void> {
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith('openasb-shell') && name !== shelf)
  await Promise.all(old.map((name) => caches.delete(name)))
}

/** The page from the server; the empty one when there is no connection or the server is down. */
async function openDoor(request: Request, page: string): Promise<Response> {
  const empty = async () => (await caches.open(shelf)).match(page)
  try {
    const answer = await Promise.race([fetch(request), waitFor(patience)])
    if (answer !== undefined && answer.status < 500) return answer
    return (await empty()) ?? answer ?? (await fetch(request))
  } catch (error) {
    const kept = await empty()
    if (kept !== undefined) return kept
    throw error
  }
}

async function fromShelf(request: Request): Promise<Response> {
  const kept = await (await caches.open(shelf)).match(request)
  return kept ?? fetch(request)
}

function waitFor(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds))
}
