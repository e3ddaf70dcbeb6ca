/** That somebody was named in a report: once for each role. */
export type Naming = { reference: string; key: string; name: string; role: string }
/** Where a report is about: reports of one 100-metre square are about one place. */
export type Placing = { reference: string; key: string; name: string }

export type Seen = { key: string; name: string; roles: readonly string[]; references: readonly string[] }
export type SeenTogether = { one: Seen; other: Seen; references: readonly string[] }

/** Who was named, in which roles and reports, most often first. */
export function countNamings(namings: readonly Naming[]): Seen[] {
  return ordered([...groups(namings)].map(([key, own]) => ({ key, ...described(own) })))
}

/** Where it happened, most often first. */
export function countPlaces(placings: readonly Placing[]): Seen[] {
  return countNamings(placings.map((placing) => ({ ...placing, role: '' })))
}

/** Pairs of people who were named in the same report twice or more. */
export function pairPeople(namings: readonly Naming[]): SeenTogether[] {
  const people = countNamings(namings)
  return together(
    people.flatMap((one, at) => people.slice(at + 1).map((other): [Seen, Seen] => [one, other])),
  )
}

/** People who were named in two or more reports about the same place. */
export function pairPlaces(namings: readonly Naming[], placings: readonly Placing[]): SeenTogether[] {
  const places = countPlaces(placings)
  return together(countNamings(namings).flatMap((one) => places.map((other): [Seen, Seen] => [one, other])))
}

function together(pairs: readonly (readonly [Seen, Seen])[]): SeenTogether[] {
  return pairs
    .map(([one, other]) => ({
      one,
      other,
      references: one.references.filter((reference) => other.references.includes(reference)),
    }))
    .filter(({ references }) => references.length >= 2)
    .sort((one, other) => other.references.length - one.references.length)
}

function groups(namings: readonly Naming[]): Map<string, Naming[]> {
  const found = new Map<string, Naming[]>()
  for (const naming of namings) found.set(naming.key, [...(found.get(naming.key) ?? []), naming])
  return found
}

function described(own: readonly Naming[]): Omit<Seen, 'key'> {
  // The longest name says most: `Jo` in one report is `Jo Bloggs` in another of the same person.
  const name = own.reduce((longest, each) => (each.name.length > longest.length ? each.name : longest), '')
  return {
    name,
    roles: [...new Set(own.map(({ role }) => role))].sort(),
    references: [...new Set(own.map(({ reference }) => reference))],
  }
}

function ordered(seen: readonly Seen[]): Seen[] {
  return [...seen].sort(
    (one, other) =>
      other.references.length - one.references.length || one.name.localeCompare(other.name, 'en'),
  )
}
