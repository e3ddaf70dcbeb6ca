import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { badRequest } from '#platform/http'

/** A form as it was sent, with or without files. */
export type SentForm = {
  /** Values of each field, in order. */
  fields: Map<string, string[]>
  /** The files, as they come; fields that stand between them are added while they are read. */
  files: () => AsyncGenerator<MultipartFile>
}

/** Of what is read; what is kept of it the evidence store says. */
const limits = { fieldSize: 20_000, fields: 200, fieldNameSize: 200, files: 10, fileSize: 100 * 1_048_576 }
const forms = new WeakMap<FastifyRequest, Promise<SentForm>>()

/**
 * The form of a request. One with files is read up to the first of them: the key stands in a field, and nothing more is
 * read of whoever has none.
 */
export function sentFormOf(request: FastifyRequest): Promise<SentForm> {
  const read = forms.get(request) ?? readForm(request)
  forms.set(request, read)
  return read
}

async function readForm(request: FastifyRequest): Promise<SentForm> {
  if (!request.isMultipart()) {
    const sent = typeof request.body === 'object' && request.body !== null ? request.body : {}
    const fields = Object.entries(sent).map(([name, value]): [string, string[]] => [name, textsOf(value)])
    return { fields: new Map(fields), files: async function* none() {} }
  }
  const fields = new Map<string, string[]>()
  const parts = request.parts({ limits })
  const nextFile = async (): Promise<MultipartFile | undefined> => {
    for (;;) {
      const { value: part, done } = await parts.next().catch(() => {
        throw badRequest('The form could not be read to its end.')
      })
      if (done || part === undefined) return undefined
      if (part.type === 'file') return part
      fields.set(part.fieldname, [...(fields.get(part.fieldname) ?? []), String(part.value)])
    }
  }
  const first = await nextFile()
  return {
    fields,
    files: async function* rest() {
      for (let file = first; file !== undefined; file = await nextFile()) yield file
    },
  }
}

const textsOf = (value: unknown) => [value].flat().filter((each) => typeof each === 'string')

/** The first value of a field without the spaces around it, lines as forms do not send them; undefined where there is none. */
export function fieldOf({ fields }: Pick<SentForm, 'fields'>, name: string): string | undefined {
  const value = fields.get(name)?.[0]?.replaceAll('\0', '').replaceAll('\r\n', '\n').toWellFormed().trim()
  return value === '' ? undefined : value
}

/**
 * What the Authorization header would say: the key in the field `api_key` of the address or the form, or the password of
 * Basic authentication (RFC 7617), which is how a client sends it whose address is written `https://key@host/`.
 */
export async function authorizationOf(request: FastifyRequest): Promise<string | undefined> {
  const { authorization } = request.headers
  const basic = /^Basic ([\w+/=]{1,400})$/i.exec(authorization ?? '')?.[1]
  if (basic !== undefined) {
    const [user = '', password = ''] = Buffer.from(basic, 'base64').toString().split(':')
    return `Bearer ${password === '' ? user : password}`
  }
  if (authorization !== undefined) return undefined
  const query: unknown = request.query
  const inAddress =
    typeof query === 'object' && query !== null ? textsOf(Reflect.get(query, 'api_key'))[0] : undefined
  const key =
    request.method === 'GET' ? inAddress : (fieldOf(await sentFormOf(request), 'api_key') ?? inAddress)
  return key === undefined || key === '' ? undefined : `Bearer ${key}`
}
