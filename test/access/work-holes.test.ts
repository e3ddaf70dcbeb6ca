import { describe, expect, test } from 'vitest'
import { altered, findInWorlds, noHole } from './holes.ts'

test('nothing is found in unseen_reports where there is no hole', async () => {
  expect(await findInWorlds(noHole, 'unseen_reports', 12)).toEqual([])
})

describe('the worlds find', () => {
  test.each([
    ['unopened reports of other organisations', ' and report.organisation_id = any (my_organisations())'],
    ['unopened reports without the audience', ' and report.audience && my_circles()'],
    ['reports that somebody opened', 'and audit_entry.member_id is not null'],
  ])('%s', async (_, part) => {
    expect(await findInWorlds(altered('unseen_reports', part), 'unseen_reports')).not.toEqual([])
  })
})
