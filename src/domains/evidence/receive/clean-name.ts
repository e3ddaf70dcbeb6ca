const longest = 120
/** Control characters, and those that turn the direction of text so that an ending looks like another (Unicode TR 36). */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu
/** Names that Windows takes for devices, whatever their ending. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * The name a file came under, fit to be shown: no folders, nothing unseen, not too long. It is shown to whoever sent it and
 * to those who work on the record; no file is ever stored or found by it.
 */
export function cleanName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .toWellFormed()
    .normalize('NFC')
    .replace(unseen, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  if (plain === '') return 'file'
  return shorten(device.test(plain) ? `_${plain}` : plain)
}

function shorten(name: string): string {
  const letters = [...name]
  if (letters.length <= longest) return name
  const ending = /\.[^.]{1,8}$/.exec(name)?.[0] ?? ''
  return `${letters.slice(0, longest - [...ending].length - 1).join('')}…${ending}`
}
