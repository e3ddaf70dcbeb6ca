import { readMait } from '../mait/read-mait.ts'
import { type FileReader, UnreadableFile } from './dropped-file.ts'
import { readWhole } from './read-json.ts'

const largestMait = 2_000_000

/** A file with one MAIT message. It keeps the source that it names itself by. */
export const readMaitFile: FileReader = async function* readMaitFile(content) {
  const document = await readWhole(content, largestMait)
  const read = await readMait(document)
  if (!read.ok) throw new UnreadableFile(read.problems.join('; '))
  yield { place: 1, original: document, sent: read.sent }
}
