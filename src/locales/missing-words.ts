import { en, type Words } from './en.ts'

type Some<Part> = Part extends (...given: never[]) => unknown
  ? Part
  : Part extends readonly unknown[]
    ? Part
    : Part extends object
      ? { [Key in keyof Part]?: Some<Part[Key]> }
      : Part

/** What a language that is not complete yet may bring. */
export type SomeWords = Some<Words>

type Tree = { readonly [key: string]: unknown }

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A language with English in the places that it lacks. */
export function inEnglishWhereMissing(some: SomeWords): Words {
  return fill(en, some) as Words
}

function fill(whole: Tree, part: Tree): Tree {
  return Object.fromEntries(
    Object.entries(whole).map(([key, value]) => {
      const own = part[key]
      return [key, isTree(value) && isTree(own) ? fill(value, own) : (own ?? value)]
    }),
  )
}

/** The places that a language lacks, each by its path: `home.title`. */
export function missingWords(some: SomeWords, whole: Tree = en, at = ''): string[] {
  return Object.entries(whole).flatMap(([key, value]) => {
    const own = (some as Tree)[key]
    const path = at === '' ? key : `${at}.${key}`
    if (own === undefined) return [path]
    return isTree(value) && isTree(own) ? missingWords(own as SomeWords, value, path) : []
  })
}
