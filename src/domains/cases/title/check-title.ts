/** What a title must not hold, because everybody who sees that a case exists reads its title (feature rows 23 and 101). */
export type TitleProblem = {
  found: string
  kind: 'name' | 'address' | 'number' | 'email' | 'vehicle' | 'date'
}

export type KnownWords = {
  /** Areas, towns, organisations and types: capital letters in them name no person. */
  proper: readonly string[]
  /** People who stand in the record. */
  people: readonly string[]
}

/** A word as names are written; MUGA and ASB are none. */
const capital = String.raw`\p{Lu}['’]?\p{Ll}[\p{L}'’-]*`
const streetWords =
  'road|rd|street|st|lane|ln|avenue|ave|close|drive|way|court|crescent|place|grove|gardens|terrace|walk|mews|rise|hill|park|square|row|view|green'

/** The first person, address or number in the words, or nothing. Rather one title too many refused than one name shown. */
export function findInTitle(words: string, known: KnownWords): TitleProblem | undefined {
  for (const { kind, pattern } of patterns) {
    const found = pattern.exec(words)
    if (found !== null) return { found: found[0].trim(), kind }
  }
  const person = findPerson(words, known)
  return person === undefined ? undefined : { found: person, kind: 'name' }
}

/** The first telephone number or email address in words that go to where nobody may be named. */
export function findContactIn(words: string): string | undefined {
  const found = patterns
    .filter(({ kind }) => kind === 'email' || kind === 'number')
    .map(({ pattern }) => pattern.exec(words)?.[0].trim())
  return found.find((each) => each !== undefined)
}

const patterns: readonly { kind: TitleProblem['kind']; pattern: RegExp }[] = [
  { kind: 'email', pattern: /\S+@\S+/u },
  { kind: 'date', pattern: /\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b/u },
  // Telephone numbers are written with up to three signs between their digits.
  { kind: 'number', pattern: /\+?\d(?:[\s().-]{0,3}\d){6,}/u },
  { kind: 'vehicle', pattern: /\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b/iu },
  // GOV.UK's pattern of a postcode, with or without its space.
  { kind: 'address', pattern: /\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b/iu },
  { kind: 'address', pattern: /\b(?:flat|apartment|apt|unit|room|plot|no\.?|number)\s*\d+[a-z]?\b/iu },
  {
    kind: 'address',
    pattern: new RegExp(String.raw`\b\d{1,4}[a-z]?,?\s+(?:[\p{L}'’-]+\s+){1,3}(?:${streetWords})\b`, 'iu'),
  },
  { kind: 'address', pattern: new RegExp(String.raw`\b\d{1,4}[a-z]?,?\s+${capital}`, 'u') },
  {
    kind: 'name',
    pattern: /\b(?:mr|mrs|ms|miss|mx|dr|pc|pcso|sgt|insp|cllr|sir|lady|father|nan|mum|dad)\.?\s+\p{L}{2,}/iu,
  },
]

const months =
  'January February March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Christmas Easter Halloween Bonfire Night New Year'.split(
    ' ',
  )

function findPerson(words: string, { proper, people }: KnownWords): string | undefined {
  const plain = words.toLowerCase()
  const parts = new Set(people.flatMap((name) => name.toLowerCase().split(/[^\p{L}'’-]+/u)).filter(isTelling))
  for (const part of plain.split(/[^\p{L}'’-]+/u)) if (parts.has(part)) return part
  // What is left of capital letters when the known words are taken out: "Millbrook" stays silent, "Kevin" does not.
  const known = [...proper, ...months].toSorted((one, other) => other.length - one.length)
  const rest = known.reduce((text, word) => text.replaceAll(wholeWord(word), ' '), words)
  const two = new RegExp(String.raw`${capital}\s+${capital}`, 'u').exec(rest)
  if (two !== null) return two[0]
  const inside = new RegExp(String.raw`(?<=[\p{L}\d,;:)]\s+|['’]s\s+)${capital}`, 'u').exec(rest)
  const owner = new RegExp(String.raw`${String.raw`\p{Lu}\p{Ll}[\p{L}-]*`}['’]s?\b`, 'u').exec(rest)
  return inside?.[0] ?? owner?.[0]
}

/** Short parts and words of every day would refuse half of all titles. */
function isTelling(part: string): boolean {
  return part.length >= 3 && !everyday.has(part)
}
const everyday = new Set([
  'the',
  'and',
  'will',
  'may',
  'mark',
  'park',
  'hill',
  'wood',
  'green',
  'street',
  'shop',
  'long',
])

function wholeWord(word: string): RegExp {
  return new RegExp(String.raw`(?<![\p{L}\d])${RegExp.escape(word)}(?![\p{L}\d])`, 'giu')
}

/** What is said to whoever typed the title. */
export function titleAdvice({ found, kind }: TitleProblem): string {
  const what = {
    name: `“${found}” looks like a person’s name`,
    address: `“${found}” looks like an address`,
    number: `“${found}” looks like a telephone number`,
    email: `“${found}” looks like an email address`,
    vehicle: `“${found}” looks like a number plate`,
    date: `“${found}” looks like a date of birth`,
  }[kind]
  return `${what}. Everybody who sees that the case exists reads its title: say what happens, such as “motorbikes by the canal”`
}
