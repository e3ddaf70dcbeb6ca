import { asOwner, type Installation } from '#platform/database'
import { newId } from '#platform/ids'
import { NORTH, POLICE } from './partnership.ts'

/** The procedure of Northholme, with conditions of its own beyond the Act, and its relevant bodies. */
export async function seedReviews(installation: Installation): Promise<void> {
  await asOwner(installation, async (client) => {
    await client.query(
      `insert into review_relevant_body (organisation_id, district_code, role, valid_from)
       values ($1, 'Z07000001', 'council', '2020-01-01'), ($2, 'Z07000001', 'police', '2020-01-01')`,
      [NORTH, POLICE],
    )
    await client.query(
      `insert into review_procedure (id, organisation_id, district_code, valid_from, complaints, complaint_months,
         application_months, statutory_only, latest_within_months, no_action_caveat, hate_reports, same_metres,
         acknowledge_days, threshold_days, panel_days, outcome_days, respond_days, appeal_within_days, appeal_days, appeal_to,
         contact_name, contact_phone, source)
       values ($1, $2, 'Z07000001', '2020-01-01', 3, 1, 6, false, 1, true, null, 500, 3, 15, 20, 25, 10, 28, 20, 'csp_chair',
         'Community safety team', '01632 960 000', 'Made up for tests')`,
      [newId(), NORTH],
    )
  })
}
