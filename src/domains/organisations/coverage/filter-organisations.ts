import type { OrganisationKind } from '../role.ts'
import type { CoveredArea, CoveringOrganisation } from './find-organisations.ts'

export type CoverageFilter = {
  /** Words of a name of organisation, team, queue or area; all of them must occur. */
  search: string
  kind: OrganisationKind | undefined
  /** Code of an ASB type: those who cover it, or every type. */
  type: string | undefined
}

/** The organisations that match, each with everything it covers for the type that was asked for. */
export function filterOrganisations(
  organisations: readonly CoveringOrganisation[],
  { search, kind, type }: CoverageFilter,
  nameOf: (area: CoveredArea) => string,
): CoveringOrganisation[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return organisations
    .filter((organisation) => kind === undefined || organisation.kind === kind)
    .map((organisation) => ({
      ...organisation,
      coverage: organisation.coverage.filter(
        ({ typeCode }) => type === undefined || typeCode === null || typeCode === type,
      ),
    }))
    .filter((organisation) => type === undefined || organisation.coverage.length > 0)
    .filter((organisation) => {
      const text = textOf(organisation, nameOf)
      return words.every((word) => text.includes(word))
    })
}

function textOf(organisation: CoveringOrganisation, nameOf: (area: CoveredArea) => string): string {
  return [
    organisation.name,
    ...organisation.teams.flatMap(({ name, queues }) => [name, ...queues]),
    ...organisation.coverage.flatMap(({ area }) => [nameOf(area), area.code]),
  ]
    .join('\n')
    .toLowerCase()
}
