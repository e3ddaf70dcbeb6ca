/** How somebody was told what they type in for the reporter. */
export const entryChannels = ['phone', 'in_person', 'paper', 'email', 'police_form'] as const
export type EntryChannel = (typeof entryChannels)[number]

export const entryChannelNames: Readonly<Record<EntryChannel, string>> = {
  phone: 'By telephone',
  in_person: 'In person',
  paper: 'On paper',
  email: 'By email or letter, typed in',
  police_form: 'Police form',
}

/** The police form is for police forces, who keep a log of it. */
export function channelsFor({ isPolice }: { isPolice: boolean }): readonly EntryChannel[] {
  return isPolice ? ['police_form', ...entryChannels.slice(0, 4)] : entryChannels.slice(0, 4)
}

export function isEntryChannel(text: string): text is EntryChannel {
  return (entryChannels as readonly string[]).includes(text)
}
