import { expect, test } from 'vitest'
import { filterOrganisations } from './filter-organisations.ts'
import type { CoveringOrganisation } from './find-organisations.ts'

const district = (code: string) => ({ kind: 'district', code })
const police: CoveringOrganisation = {
  id: 1,
  name: 'Ambershire Police',
  kind: 'police',
  contactAdvice: '',
  teams: [{ name: 'Northern neighbourhoods', queues: ['Off-road bikes'] }],
  coverage: [{ typeCode: null, typeLabel: null, area: district('D1') }],
}
const mediation: CoveringOrganisation = {
  id: 2,
  name: 'Lantern Mediation',
  kind: 'third_sector',
  contactAdvice: '',
  teams: [],
  coverage: [
    { typeCode: 'noise', typeLabel: 'Noise', area: district('D1') },
    { typeCode: 'neighbours', typeLabel: 'Neighbours', area: district('D2') },
  ],
}
const nameOf = ({ code }: { code: string }) => (code === 'D1' ? 'Saltmarsh' : 'Fenwold')
const found = (filter: Partial<Parameters<typeof filterOrganisations>[1]>) =>
  filterOrganisations(
    [police, mediation],
    { search: '', kind: undefined, type: undefined, ...filter },
    nameOf,
  )

test('who covers noise? those who cover it by name and those who cover every type', () => {
  const [first, second] = found({ type: 'noise' })
  expect([first?.name, second?.name]).toEqual(['Ambershire Police', 'Lantern Mediation'])
  expect(second?.coverage).toEqual([mediation.coverage[0]])
})

test('an organisation that covers other types only is left out', () => {
  expect(found({ type: 'litter' }).map(({ name }) => name)).toEqual(['Ambershire Police'])
})

test('words are looked for in names of organisations, teams, queues and areas, in any case and order', () => {
  expect(found({ search: 'BIKES ambershire' }).map(({ id }) => id)).toEqual([1])
  expect(found({ search: 'fenwold' }).map(({ id }) => id)).toEqual([2])
  expect(found({ search: 'saltmarsh' }).map(({ id }) => id)).toEqual([1, 2])
  expect(found({ search: 'saltmarsh bikes lantern' })).toEqual([])
})

test('a kind narrows what the words found', () => {
  expect(found({ search: 'saltmarsh', kind: 'third_sector' }).map(({ id }) => id)).toEqual([2])
})
