import { describe, expect, test } from 'vitest'
import { altered, findInWorlds, noHole } from './holes.ts'

const subjects = ['impact_draft', 'impact_assessment', 'service_minute', 'journey_run', 'processing_facts']

test('nothing is found where there is no hole', async () => {
  expect(await findInWorlds(noHole, subjects, 8)).toEqual([])
})

describe('the worlds find', () => {
  test.each([
    [
      'somebody who signs their own assessment',
      'alter policy decide_impact_assessment on impact_assessment with check (decided_by = (select my_member()))',
      'impact_assessment',
    ],
    [
      'an assessment that comes signed',
      "alter policy propose_impact_assessment on impact_assessment with check (proposed_by = my_member() and am_one_of('{coordinator}', null))",
      'impact_assessment',
    ],
    [
      'counts of the whole partnership told to anybody who is signed in',
      altered('processing_facts', "am_one_of('{coordinator,information_governance}', null)", 'true'),
      'processing_facts',
    ],
    [
      'a member who writes the service’s own counts',
      'alter policy count_minute on service_minute with check (true)',
      'service_minute',
    ],
  ])('%s', async (_, hole, subject) => {
    expect(await findInWorlds(hole, subject)).not.toEqual([])
  })
})
