import { z } from 'zod'
import { nameOf, organisationOf } from '#platform/actor'
import { forMembers, notFound, type Route, route } from '#platform/http'
import type { Files } from './open-files.ts'
import { FileMissing } from './store-problem.ts'

/**
 * The one address of every stored file. Whether the asker may have it is decided by the policies of `stored_file`,
 * one a kind: no row, no file, and nobody learns whether there is one.
 */
export function fileRoutes(files: Files): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/files/:file',
      permission: forMembers,
      audit: 'disclose',
      // A file is a whole collection of records in one click: who takes it away proves again who they are.
      stepUp: true,
      params: z.object({ file: z.uuid() }),
      handler: async ({ db, actor, params, audit }) => {
        const found = await db
          .selectFrom('stored_file')
          .select(['id', 'name', 'media_type', 'size', 'record_kind', 'record_id'])
          .where('id', '=', params.file)
          .executeTakeFirst()
        if (found === undefined) throw notFound('file')
        if ((await files.sizeOf(found.id)) !== found.size) throw new FileMissing(found.id)
        const organisation = organisationOf(actor)
        const recipient = organisation ? `${nameOf(actor)}, ${organisation.name}` : nameOf(actor)
        // Written before the first byte goes out: a download that breaks off has still shown something.
        audit({ kind: 'file', id: found.id, recipient, summary: 'downloaded' })
        audit({ kind: found.record_kind, id: found.record_id, recipient, summary: 'file downloaded' })
        return {
          stream: () => files.read(found.id),
          type: found.media_type,
          headers: {
            'content-length': String(found.size),
            'content-disposition': attachment(found.name),
            'content-security-policy': "default-src 'none'; sandbox",
            'x-content-type-options': 'nosniff',
          },
        }
      },
    }),
  ]
}

/** RFC 6266: a plain name for every browser, and the whole one for those that read RFC 8187. */
export function attachment(name: string): string {
  const plain = name.replaceAll(/[^\w .()-]/g, '_')
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
