/** Paths of what was sent and has no place in what was read of it, so that nothing is left out in silence. */
export function findNotUnderstood(sent: unknown, read: unknown, path = ''): string[] {
  if (typeof sent !== 'object' || sent === null) return []
  if (typeof read !== 'object' || read === null) return []
  return Object.entries(sent).flatMap(([key, value]) => {
    const here = path === '' ? key : `${path}.${key}`
    return key in read ? findNotUnderstood(value, Reflect.get(read, key), here) : [here]
  })
}
