import type { EvidenceKind, EvidenceLimits, EvidenceRefusal } from '#domains/evidence'

/** A size as people say it: 500 MB, 2 GB. */
function size(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB']
  const unit = bytes < 1_000 ? 0 : Math.min(3, Math.floor(Math.log(bytes * 1.024) / Math.log(1_024)))
  const value = bytes / 1_024 ** unit
  return `${value.toLocaleString('en-GB', { maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0 })} ${units[unit]}`
}

const refusals = (limits: EvidenceLimits): Readonly<Record<EvidenceRefusal, string>> => ({
  empty: 'The file is empty',
  too_large: `The file must be smaller than ${size(limits.largest)}`,
  too_many: `You can add up to ${limits.mostFiles} files`,
  too_much: `All files together must be smaller than ${size(limits.mostBytes)}`,
  type: 'The file must be a photo, a video, a sound recording, a PDF, a Word or Excel document, or plain text',
  archive: 'The file holds other files packed together. Unpack it and add them one by one',
  macros: 'The document holds a program. Save it as a PDF and add that',
  packed: 'The document is packed in a way that we cannot take. Save it as a PDF and add that',
  pixels: 'The picture is too large to open. Make it smaller and add it again',
  cut_off: 'The last file did not arrive whole. Add it again',
  full: 'We cannot take files at the moment. Try again later. You can send your report without them',
})

/** Photos, videos, sound and documents: adding them to a report, and later to one that was sent. */
export const evidence = {
  title: 'Do you have photos, videos, sound or documents?',
  laterTitle: 'Add photos, videos, sound or documents',
  intro: 'You do not have to add anything. Only do so if it is safe.',
  safety: 'Do not put yourself at risk to take a photo or a video.',
  privacy:
    'A photo can hold where and when it was taken. Only the team that works on your report sees that. Everybody else sees a copy without it.',
  choose: 'Choose one or more files',
  hint: (limits: EvidenceLimits): string =>
    `Up to ${limits.mostFiles} files. Each must be smaller than ${size(limits.largest)}.`,
  upload: 'Add the files',
  added: 'Files you have added',
  noneYet: 'You have not added any files.',
  remove: 'Remove',
  kinds: { photo: 'Photo', video: 'Video', sound: 'Sound', document: 'Document' } satisfies Record<
    EvidenceKind,
    string
  >,
  size,
  scan: {
    pending: 'Being checked',
    clean: 'Checked',
    infected: 'Not kept: it holds a virus',
    unavailable: 'Added',
  },
  /** In front of what is wrong with a file; without a name where none is known. */
  refused: (name: string, why: string): string => (name === '' ? why : `${name}: ${why}`),
  refusals,
  known: (name: string): string => `${name}: you have added this file already`,
  count: (files: number): string => (files === 0 ? 'No files' : files === 1 ? '1 file' : `${files} files`),
  thanks: (files: number): string => (files === 1 ? 'We have your file.' : `We have your ${files} files.`),
  backToReport: 'Back to your report',
  /** What the script says while files are on their way. */
  progress: {
    waiting: 'Waiting',
    sending: 'Sending: {percent}%',
    retrying: 'The connection is lost. We go on as soon as it is back',
    paused: 'Paused: {percent}%',
    done: 'Added',
    failed: 'Not added',
    pause: 'Pause',
    resume: 'Go on',
    cancel: 'Cancel',
  },
}
