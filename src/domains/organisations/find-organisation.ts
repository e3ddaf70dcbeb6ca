import type { ClientBase } from 'pg'

export type NamedOrganisation = { id: number; name: string }

/** What the operator typed names no organisation, or more than one; the message lists those that there are. */
export class NoSuchOrganisation extends Error {}

/**
 * The organisation with this number, name or short name, as the owner (see `asOwner`).
 * @throws NoSuchOrganisation
 */
export async function findOrganisation(client: ClientBase, wanted: string): Promise<NamedOrganisation> {
  const { rows } = await client.query<NamedOrganisation & { short_name: string }>(
    'select id, name, short_name from organisation order by id',
  )
  const matches = rows.filter(({ id, name, short_name }) =>
    [String(id), name.toLowerCase(), short_name.toLowerCase()].includes(wanted.trim().toLowerCase()),
  )
  const [organisation] = matches
  if (organisation !== undefined && matches.length === 1) return organisation
  const list = rows.map(({ id, name }) => `${id} ${name}`).join(', ')
  throw new NoSuchOrganisation(
    `${matches.length === 0 ? 'There is no' : 'There is more than one'} organisation ${wanted}. There are: ${list || 'none'}`,
  )
}
