import { expect, test } from 'vitest'
import { altered, findInWorlds, noHole } from './holes.ts'

test('nothing is found of requests to other systems where there is no hole', async () => {
  const subjects = ['service_endpoint', 'service_request', 'report_beside']
  expect(await findInWorlds(noHole, subjects, 8)).toEqual([])
})

test.each([
  [
    'another organisation’s systems',
    'alter policy read_service_endpoint on service_endpoint using ((select my_member()) is not null)',
    'service_endpoint',
  ],
  [
    'a restricted report that leaves',
    `alter policy send_service_request on service_request with check (made_by = (select my_member()) and state = 'waiting'
       and am_one_of('{triage_officer,case_officer,supervisor}', organisation_id)
       and exists (select from service_endpoint where service_endpoint.id = endpoint_id
         and service_endpoint.organisation_id = service_request.organisation_id and disabled_at is null))`,
    'service_request',
  ],
  [
    'a request that is sent again while it stands there',
    `alter policy settle_service_request on service_request using (am_one_of('{triage_officer,case_officer,supervisor}', organisation_id)
       and exists (select from report where report.id = report_id))`,
    'service_request',
  ],
  [
    'what there is of a report told to whoever does not see it',
    altered('report_beside', ' and report.audience && my_circles()'),
    'report_beside',
  ],
])('the worlds find %s', async (_, hole, subject) => {
  expect(await findInWorlds(hole, subject)).not.toEqual([])
})
