/**
 * Remembers rendered markup by its parameters; the least recently used goes first once `maxCharacters` (keys and
 * values together) is reached. Rendering a macro costs some eight times as much as finding it here.
 */
export class RenderCache {
  readonly #entries = new Map<string, string>()
  readonly #maxCharacters: number
  #characters = 0

  constructor(maxCharacters: number) {
    this.#maxCharacters = maxCharacters
  }

  /** Characters held at present. */
  get characters(): number {
    return this.#characters
  }

  /** The markup for a key, rendered now unless it is remembered. Large entries are not kept. */
  getOrRender(key: string, render: () => string): string {
    const known = this.#entries.get(key)
    if (known !== undefined) {
      this.#entries.delete(key)
      this.#entries.set(key, known)
      return known
    }
    const rendered = render()
    const size = key.length + rendered.length
    if (size > this.#maxCharacters / 50) return rendered
    this.#entries.set(key, rendered)
    this.#characters += size
    this.#forgetOldest()
    return rendered
  }

  #forgetOldest(): void {
    for (const [key, value] of this.#entries) {
      if (this.#characters <= this.#maxCharacters) return
      this.#entries.delete(key)
      this.#characters -= key.length + value.length
    }
  }
}
