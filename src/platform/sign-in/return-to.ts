/**
 * Where to go after signing in: the path when it is one of this site, otherwise the front page.
 * `//host`, `/\host` and anything with a control character would leave the site in some browser.
 */
export function safeReturnPath(asked: unknown, fallback = '/'): string {
  if (typeof asked !== 'string' || asked.length > 2_000) return fallback
  if (!asked.startsWith('/') || /[\\\p{Cc}]/u.test(asked)) return fallback
  const here = 'http://this.invalid'
  if (!URL.canParse(asked, here)) return fallback
  const url = new URL(asked, here)
  const path = `${url.pathname}${url.search}`
  return url.origin === here && !path.startsWith('//') ? path : fallback
}
