const roleNames: Readonly<Record<string, string>> = {
  reporter: 'Reporter',
  victim: 'Victim',
  witness: 'Witness',
  alleged_perpetrator: 'Alleged perpetrator',
  other: 'Somebody else',
}

/** How somebody stands to a report, in words. */
export const roleWords = (role: string): string => roleNames[role] ?? role

export const nameWords = (name: string): string => (name === '' ? 'No name' : name)
