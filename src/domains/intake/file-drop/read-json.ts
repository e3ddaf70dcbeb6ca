import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { type FileReader, UnreadableFile } from './dropped-file.ts'

/** Most bytes of a file of JSON, which is read whole. */
const largestJson = 20_000_000

const messagesSchema = z.union([
  z.array(z.record(z.string(), z.unknown())),
  z.record(z.string(), z.unknown()),
])

/** The canonical message, or a list of them. A message without a source takes that of the folder. */
export const readJson: FileReader = async function* readJson(content, { source }) {
  const messages = messagesSchema.safeParse(parseJson(await readWhole(content)))
  if (!messages.success) throw new UnreadableFile('This is not a message or a list of messages')
  for (const [at, message] of [messages.data].flat().entries())
    yield { place: at + 1, original: JSON.stringify(message), sent: { source, ...message } }
}

/** A whole file as text. @throws UnreadableFile where it is too large or not UTF-8 */
export async function readWhole(content: AsyncIterable<Buffer>, most: number = largestJson): Promise<string> {
  const bytes = await buffer(Readable.from(limited(content, most)))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UnreadableFile('This is not text in UTF-8')
  }
}

async function* limited(content: AsyncIterable<Buffer>, most: number): AsyncIterable<Buffer> {
  let size = 0
  for await (const chunk of content) {
    size += chunk.length
    if (size > most) throw new UnreadableFile(`The file is larger than ${Math.round(most / 1_000_000)} MB`)
    yield chunk
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UnreadableFile('This is not JSON')
  }
}
