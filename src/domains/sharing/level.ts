/** How much of a record an organisation sees, from the least: nothing at all is no share. */
export const sharingLevels = ['exists', 'signpost', 'summary', 'full'] as const
export type SharingLevel = (typeof sharingLevels)[number]

export const levelNames: Readonly<Record<SharingLevel, string>> = {
  exists: 'That it exists',
  signpost: 'Whom to ask',
  summary: 'Summary',
  full: 'Everything',
}
