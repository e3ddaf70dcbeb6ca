/** What the audit calls a kind of record, in words for readers; a kind that is not here is called by its name. */
const words: Readonly<Record<string, string>> = {
  activity: 'what a person did',
  directory_group: 'group of a directory',
  exposure: 'look at exposure',
  hand_over: 'hand-over',
  member: 'person',
  share: 'list of what is shared',
  subject_request: 'subject access request',
}

export const kindWords = (kind: string): string => words[kind] ?? kind.replaceAll('_', ' ')

/** For a record without an address, or whose reference is not for the reader. */
export const hiddenRecord = (kind: string): string =>
  kind === 'report' || kind === 'case' ? `a ${kind} you cannot see` : kindWords(kind)
