import { personRoles } from '#domains/reports'
import {
  fieldTargets,
  flagMeanings,
  grades,
  ignored,
  type MappingEntry,
  type MappingKind,
  mappingKinds,
} from '../incident/mapping.ts'

/** What codes of each kind may stand for; types are those of the partnership. */
export function targetsOf(kind: MappingKind, types: readonly string[]): readonly string[] {
  const own: Readonly<Record<MappingKind, readonly string[]>> = {
    type: types,
    grade: Object.keys(grades),
    role: personRoles,
    flag: Object.keys(flagMeanings),
    field: Object.keys(fieldTargets),
  }
  return [...own[kind], ignored]
}

const isKind = (text: string): text is MappingKind => text in mappingKinds

/** Entries as they are typed, one a line: `type N12 = noise`. */
export function writeMapping(entries: readonly MappingEntry[]): string {
  return entries.map(({ kind, code, target }) => `${kind} ${code} = ${target}`).join('\n')
}

/** Reads what was typed; faults name the line. */
export function readMappingText(
  text: string,
  types: readonly string[],
): { entries: MappingEntry[]; faults: string[] } {
  const entries: MappingEntry[] = []
  const faults: string[] = []
  const seen = new Set<string>()
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    const read = /^\s*(\w+)\s+(.+?)\s*=\s*(\S+)\s*$/.exec(line)
    const [, kind = '', code = '', target = ''] = read ?? []
    const key = `${kind} ${code.toLowerCase()}`
    if (!isKind(kind))
      faults.push(
        `Line ${at + 1}: begin with ${Object.keys(mappingKinds).join(', ')}, such as: type N12 = noise`,
      )
    else if (!targetsOf(kind, types).includes(target))
      faults.push(`Line ${at + 1}: ${target} is none of ${targetsOf(kind, types).join(', ')}`)
    else if (code.length > 100) faults.push(`Line ${at + 1}: the code is longer than 100 characters`)
    else if (seen.has(key)) faults.push(`Line ${at + 1}: ${code} stands in an earlier line`)
    else {
      seen.add(key)
      entries.push({ kind, code, target })
    }
  }
  return { entries, faults }
}
