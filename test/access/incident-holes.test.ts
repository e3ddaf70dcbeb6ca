import { expect, test } from 'vitest'
import { altered, findInWorlds, noHole } from './holes.ts'

const subjects = [
  'incident',
  'incident_version',
  'incident_report',
  'incident_letter',
  'source_mapping',
  'incident_change',
  'webhook_endpoint',
  'webhook_delivery',
  'webhook_attempt',
  'access_token',
  'incident_states',
  'tell_of_incident',
  'keep_emailed_referral',
  'issue_access_token',
  'revoke_access_token',
  'api_token_of',
]

test('nothing is found where there is no hole', async () => {
  expect((await findInWorlds(noHole, subjects, 8)).slice(0, 2)).toEqual([])
})

test.each([
  [
    'incidents for everybody who works there',
    altered('takes_in', 'my_member() is null or looks_after(of_organisation)', 'true'),
    'incident',
  ],
  [
    'letters of other organisations',
    'alter policy read_letter on incident_letter using (true)',
    'incident_letter',
  ],
  [
    'incidents read by whoever the report is shared with',
    `alter policy read_incident_report on incident_report
      using (exists (select from report where report.id = report_id) or takes_in(organisation_id))`,
    'incident_report',
  ],
  [
    'an incident tied to a report that is not its own',
    'alter policy add_incident_report on incident_report with check (takes_in(organisation_id))',
    'incident_report',
  ],
  [
    'a letter settled by a machine',
    'alter policy settle_letter on incident_letter with check (takes_in(organisation_id))',
    'incident_letter',
  ],
  [
    'a mapping approved by who proposed it',
    'alter policy decide_mapping on source_mapping with check (decided_by = my_member())',
    'source_mapping',
  ],
  [
    'endpoints made by whoever works there',
    'alter policy make_endpoint on webhook_endpoint with check (organisation_id = any (my_organisations()) and made_by = my_member())',
    'webhook_endpoint',
  ],
  [
    'deliveries of other organisations',
    'alter policy read_delivery on webhook_delivery using (true)',
    'webhook_delivery',
  ],
  [
    'what became of the incidents of others',
    altered('incident_states', ' and takes_in(incident.organisation_id)', ''),
    'incident_states',
  ],
  [
    'timelines written by whoever knows the incident',
    altered('tell_of_incident', ' and takes_in(incident_report.organisation_id)', ''),
    'tell_of_incident',
  ],
  [
    'referrals handed in for another organisation by whatever machine asks',
    altered('keep_emailed_referral', ' or not of_organisation = any (my_organisations())'),
    'keep_emailed_referral',
  ],
  [
    'a token for whoever knows the client’s number',
    altered('issue_access_token', 'where held.id = client', 'where true'),
    'issue_access_token',
  ],
  [
    'short-lived tokens that were revoked',
    altered('api_token_of', 'access_token.revoked_at is null', 'true'),
    'api_token_of',
  ],
  [
    'short-lived tokens that do more than they were given',
    altered('api_token_of', `'read_feed' = any (held.abilities)`, 'true'),
    'api_token_of',
  ],
  [
    'tokens ended by another client',
    altered('revoke_access_token', 'and api_token.secret_hash = client_secret_hash', ''),
    'revoke_access_token',
  ],
])('%s are found', async (_, hole, subject) => {
  expect(await findInWorlds(hole, subject)).not.toEqual([])
})
