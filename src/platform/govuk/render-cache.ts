/**
 * Remembers rendered markup by its parameters, `maxCharacters` (keys and values together) at most. It is held in two
 * halves: what is asked for comes into the young one, and when that is full it becomes the old one, and what was in the
 * old one and not asked for since is forgotten. Rendering a macro costs some eight times as much as finding it here.
 */
export class RenderCache {
  #young = new Map<string, string>()
  #old = new Map<string, string>()
  #youngCharacters = 0
  #oldCharacters = 0
  readonly #maxCharacters: number

  constructor(maxCharacters: number) {
    this.#maxCharacters = maxCharacters
  }

  /** Characters held at present. */
  get characters(): number {
    return this.#youngCharacters + this.#oldCharacters
  }

  /** The markup for a key, rendered now unless it is remembered. Large entries are not kept. */
  getOrRender(key: string, render: () => string): string {
    const known = this.#young.get(key)
    if (known !== undefined) return known
    const markup = this.#old.get(key) ?? render()
    const size = key.length + markup.length
    if (size <= this.#maxCharacters / 50) this.#keep(key, markup, size)
    return markup
  }

  #keep(key: string, markup: string, size: number): void {
    if (this.#youngCharacters + size > this.#maxCharacters / 2) {
      this.#old = this.#young
      this.#oldCharacters = this.#youngCharacters
      this.#young = new Map()
      this.#youngCharacters = 0
    }
    this.#young.set(key, markup)
    this.#youngCharacters += size
  }
}
