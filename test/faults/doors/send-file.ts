import type { SomeFile } from './door.ts'
import type { Answer, Client, Sent } from './unlucky-client.ts'

const isGone = ({ status }: Answer) => status === 404
const isThereAlready = ({ status, text }: Answer) =>
  status === 422 && text.includes('you have added this file already')

/** A form of several parts as a browser sends it (RFC 7578). */
export function partsOf(path: string, fields: Readonly<Record<string, string>>, file?: SomeFile): Sent {
  const field = ([name, value]: [string, string]) =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const head = (name: string) =>
    `--x\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\n\r\n`
  const body = Buffer.concat([
    Buffer.from(Object.entries(fields).map(field).join('')),
    ...(file === undefined ? [] : [Buffer.from(head(file.name)), file.bytes, Buffer.from('\r\n')]),
    Buffer.from('--x--\r\n'),
  ])
  return { path, headers: { 'content-type': 'multipart/form-data; boundary=x' }, body }
}

/** Adds a file to a page of evidence by its form, as somebody without script does. */
export async function sendByForm(client: Client, base: string, file: SomeFile): Promise<void> {
  await client.send({ ...partsOf(base, { after: 'upload' }, file), isSettled: isThereAlready })
}

/** Sends a file in four pieces; after one that was not acknowledged it asks how far it came (tus 1.0.0). */
export async function sendInPieces(client: Client, base: string, { bytes }: SomeFile): Promise<void> {
  const begin = async () => {
    const length = { 'upload-length': String(bytes.length) }
    return (await client.send({ path: `${base}/uploads`, headers: length })).headers.location ?? ''
  }
  let path = await begin()
  for (let at = 0; at < bytes.length; ) {
    const answer = await client.attempt({
      method: 'PATCH',
      path,
      headers: { 'upload-offset': String(at), 'content-type': 'application/offset+octet-stream' },
      body: bytes.subarray(at, at + Math.ceil(bytes.length / 4)),
    })
    const told =
      answer?.status === 204 ? answer : await client.send({ method: 'HEAD', path, isSettled: isGone })
    at = Number(told.headers['upload-offset'] ?? 0)
    // Taken in already, and the answer lost: clients of tus begin again, and the same file is kept once.
    if (told.status === 404) path = await begin()
  }
}
