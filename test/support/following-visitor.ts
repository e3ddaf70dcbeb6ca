/** A browser without script over real connections: one cookie jar for each host, every redirect seen. */
export type FollowingVisitor = {
  open(url: string): Promise<Opened>
  send(url: string, fields: Record<string, string>): Promise<Opened>
  /** One request, no redirect followed. */
  once(url: string, fields?: Record<string, string>): Promise<Opened>
}

export type Opened = {
  url: string
  status: number
  body: string
  location: string | undefined
  way: string[]
}

const most = 15

export function newFollowingVisitor(): FollowingVisitor {
  const jars = new Map<string, Map<string, string>>()

  async function request(
    url: string,
    method: string,
    body: string | undefined,
    way: string[],
  ): Promise<Opened> {
    const { host, origin } = new URL(url)
    const jar = jars.get(host) ?? new Map<string, string>()
    jars.set(host, jar)
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        origin,
        accept: 'text/html',
        'user-agent': 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36',
        ...(jar.size > 0 ? { cookie: [...jar].map((pair) => pair.join('=')).join('; ') } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(body === undefined ? {} : { body }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(cookie)) jar.delete(name)
      else jar.set(name, value)
    }
    const location = response.headers.get('location')
    const next = location === null ? undefined : new URL(location, url).href
    return { url, status: response.status, body: await response.text(), location: next, way: [...way, url] }
  }

  async function follow(first: Opened, body: string | undefined): Promise<Opened> {
    let seen = first
    for (let n = 0; n < most && seen.location !== undefined; n += 1) {
      const again = seen.status === 307 ? body : undefined
      seen = await request(seen.location, again === undefined ? 'GET' : 'POST', again, seen.way)
    }
    return seen
  }

  return {
    open: async (url) => follow(await request(url, 'GET', undefined, []), undefined),
    async send(url, fields) {
      const body = new URLSearchParams(fields).toString()
      return follow(await request(url, 'POST', body, []), body)
    },
    once: (url, fields) =>
      request(url, fields ? 'POST' : 'GET', fields && new URLSearchParams(fields).toString(), []),
  }
}
