/** A place as it is typed in one field: somewhere near one, all over several, or from one to the next. */
export type MarkedPlace = {
  /** How it is told to others; the one place itself where it is one. */
  words: string
  radiusM?: number
  names?: { kind: 'area' | 'moving'; names: string[] }
}

const [nearest, farthest] = [10, 50_000]
const mostNames = 20

/**
 * Reads the marks of the keyboard: `~200` after a place is somewhere within 200 metres of it (`~2km` as well), `+` stands
 * between the places of an area, `>` between those of a way; `~area` and `~moving` say it of one. What is no mark stays
 * part of the words, so that nothing typed in haste is refused or lost.
 */
export function readPlaceMarks(typed: string): MarkedPlace {
  const [, place = typed, mark] = /^(.*?)\s*~\s*([\d.]+ ?k?m?|area|moving)$/i.exec(typed) ?? []
  const radiusM = mark === undefined ? undefined : metresOf(mark)
  if (radiusM !== undefined && place !== '') return { words: place, radiusM }
  const isMoving = /\s>(\s|$)/.test(place) || mark?.toLowerCase() === 'moving'
  const isArea = !isMoving && (/\s\+\s/.test(place) || mark?.toLowerCase() === 'area')
  const names = namesIn(place, isMoving ? /\s>(?:\s|$)/ : /\s\+\s/)
  if ((!isMoving && !isArea) || names.length === 0 || names.length > mostNames) return { words: typed }
  const kind = isMoving ? 'moving' : 'area'
  return { words: isMoving ? wayInWords(names) : names.join('; '), names: { kind, names } }
}

const namesIn = (place: string, between: RegExp) =>
  place
    .split(between)
    // The search names areas with their kind, which is no part of their name.
    .map((name) => name.trim().replace(/ \((?:ward|district|beat|LSOA)\)$/i, ''))
    .filter(Boolean)

function metresOf(mark: string): number | undefined {
  const [, digits, unit = ''] = /^(\d{1,5}(?:\.\d)?) ?(k?m?)$/i.exec(mark) ?? []
  const metres = Math.round(Number(digits) * (unit.toLowerCase() === 'km' ? 1_000 : 1))
  return unit.toLowerCase() !== 'k' && metres >= nearest && metres <= farthest ? metres : undefined
}

function wayInWords(names: readonly string[]): string {
  const [from, ...others] = names
  const [to, by] = [others.at(-1), others.slice(0, -1)]
  return [
    `From ${from}`,
    ...(by.length === 0 ? [] : [`by way of ${by.join(', ')}`]),
    ...(to === undefined ? [] : [`to ${to}`]),
  ].join(' ')
}

/** What was understood, in the words in which it is said back; nothing for a plain place. */
export function sayPlaceMarks({ words, radiusM, names }: MarkedPlace): string {
  if (radiusM !== undefined) return `Within ${radiusM.toLocaleString('en-GB')} metres of ${words}. `
  if (names === undefined) return ''
  return names.kind === 'area' ? `All over ${names.names.join(' and ')}. ` : `On the move: ${words}. `
}
