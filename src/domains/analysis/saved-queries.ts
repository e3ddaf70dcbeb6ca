import { type MemberActor, organisationsWith } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { conflict, notFound } from '#platform/http'
import { newId } from '#platform/ids'

export const seenByNames = { me: 'Only me', organisation: 'Everybody in my organisation' } as const
export type SeenBy = keyof typeof seenByNames

/** A query that somebody kept under a name, for themselves or for their organisation. */
export type SavedQuery = {
  id: string
  name: string
  /** The query as it stands in an address. */
  address: string
  seenBy: SeenBy
  organisationName: string
  makerName: string
  version: number
  isMine: boolean
  mayChange: boolean
}

/** Those who keep what is seen by the whole organisation in order. */
export const keepers = ['analyst', 'supervisor'] as const

/** Saved queries that the reader may open, by name. */
export async function findSavedQueries(db: Transaction, reader: MemberActor): Promise<SavedQuery[]> {
  const rows = await select(db).orderBy('saved_query.name').orderBy('saved_query.id').execute()
  return rows.map((row) => toSaved(row, reader))
}

/** @throws a refusal where there is none that the reader may open */
export async function getSavedQuery(db: Transaction, id: string, reader: MemberActor): Promise<SavedQuery> {
  const row = await select(db).where('saved_query.id', '=', id).executeTakeFirst()
  if (row === undefined) throw notFound('saved query')
  return toSaved(row, reader)
}

function select(db: Transaction) {
  return db
    .selectFrom('saved_query')
    .innerJoin('organisation', 'organisation.id', 'saved_query.organisation_id')
    .leftJoin('member', 'member.id', 'saved_query.made_by')
    .select([
      'saved_query.id',
      'saved_query.name',
      'saved_query.address',
      'saved_query.seen_by as seenBy',
      'saved_query.organisation_id as organisationId',
      'saved_query.made_by as madeBy',
      'saved_query.version',
      'organisation.short_name as organisationName',
      'member.name as makerName',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]

function toSaved({ organisationId, madeBy, makerName, ...row }: Row, reader: MemberActor): SavedQuery {
  const isMine = madeBy === reader.memberId
  return {
    ...row,
    makerName: makerName ?? '',
    isMine,
    mayChange:
      isMine ||
      (row.seenBy === 'organisation' && organisationsWith(reader, ...keepers).includes(organisationId)),
  }
}

export type Keeping = { name: string; address: string; seenBy: SeenBy }

/** Keeps a query under a name; the identifier it has from now on. */
export async function saveQuery(db: Transaction, reader: MemberActor, keeping: Keeping): Promise<string> {
  const id = newId()
  await db
    .insertInto('saved_query')
    .values({
      id,
      organisation_id: reader.organisationId,
      made_by: reader.memberId,
      name: keeping.name,
      address: keeping.address,
      seen_by: keeping.seenBy,
    })
    .execute()
  return id
}

/** @throws a conflict where somebody changed it in the meantime */
export async function changeSavedQuery(
  db: Transaction,
  saved: SavedQuery,
  version: number,
  change: Partial<Keeping>,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('saved_query')
    .set((is) => ({
      name: change.name ?? saved.name,
      address: change.address ?? saved.address,
      seen_by: change.seenBy ?? saved.seenBy,
      version: is('version', '+', 1),
      modified_at: new Date(),
    }))
    .where('id', '=', saved.id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw changed(saved)
}

/** @throws a conflict where somebody changed it in the meantime */
export async function deleteSavedQuery(db: Transaction, saved: SavedQuery, version: number): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('saved_query')
    .where('id', '=', saved.id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numDeletedRows !== 1n) throw changed(saved)
}

const changed = ({ name }: SavedQuery) =>
  conflict(`Somebody changed the saved query “${name}” since you opened it. Open it again and look.`)
