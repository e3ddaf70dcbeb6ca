import { expect, test } from 'vitest'
import { altered, findInWorlds, noHole } from './holes.ts'

const subject = 'attach_to_incident'

test('photos are given to reports of own incidents alone, where there is no hole', async () => {
  expect((await findInWorlds(noHole, subject, 10)).slice(0, 2)).toEqual([])
})

test.each([
  ['reports that came of the incidents of others', ' and takes_in(incident_report.organisation_id)'],
  ['photos that another organisation sent', 'and added_for = any (my_organisations())'],
])('a hole is found: %s', async (_, part) => {
  expect(await findInWorlds(altered(subject, part), subject)).not.toEqual([])
})
