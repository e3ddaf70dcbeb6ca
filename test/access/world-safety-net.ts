import type { Draw } from './draw.ts'
import type { Row } from './rights.ts'

const moment = '2026-10-01T20:00:00Z'

/** A rule for all and one of an organisation, what is watched, and calls that rest on other reports, some acknowledged. */
export function drawSafetyNet(
  draw: Draw,
  organisations: readonly number[],
  members: readonly string[],
  report: readonly Row[],
  asb_case: readonly Row[],
) {
  const rule = {
    valid_from: '2020-01-01',
    at_least: 3,
    window_days: 36_500,
    within_m: 200,
    unseen_hours: 24,
    high_risk_hours: 4,
    look_back_days: 36_500,
    steps: '[{"role":"supervisor","afterHours":0}]',
    source: 'Drawn',
    set_by: null,
  }
  const everybodys = { ...rule, id: draw.id(), organisation_id: null }
  const own = {
    ...rule,
    id: draw.id(),
    valid_from: '2099-01-01',
    organisation_id: draw.pick(organisations),
    set_by: draw.pick(members),
  }
  const reports = report.map(({ id }) => String(id))
  const pages = [
    ...reports.filter(() => draw.chance(0.5)).map((report_id) => ({ report_id, case_id: null })),
    ...asb_case.filter(() => draw.chance(0.5)).map(({ id }) => ({ report_id: null, case_id: String(id) })),
  ]
  const safety_page = pages.map((record) => {
    const id = draw.id()
    const isDone = draw.chance(0.3)
    return {
      id,
      cause: `drawn:${id}`,
      kind: 'place',
      organisation_id: draw.pick(organisations),
      ...record,
      basis: reports.filter((one) => one !== record.report_id && draw.chance(0.3)),
      rule_id: everybodys.id,
      since: moment,
      paged_at: moment,
      acknowledged_at: isDone ? moment : null,
      acknowledged_by: isDone ? draw.pick(members) : null,
      acknowledged_words: isDone ? 'Visited' : '',
    }
  })
  return {
    safety_net_rule: [everybodys, own],
    safety_due: reports.slice(0, 2).map((report_id) => ({ report_id })),
    safety_concern: reports
      .filter(() => draw.chance(0.5))
      .map((report_id) => ({
        id: draw.id(),
        kind: 'place',
        report_id,
        cause: report_id,
        basis: [],
        rule_id: everybodys.id,
        arisen_at: moment,
        page_at: moment,
        settled_at: null,
        settled_as: null,
      })),
    safety_page,
    safety_notice: safety_page
      .filter(() => draw.chance(0.6))
      .map(({ id, organisation_id }) => ({
        page_id: id,
        step: 0,
        member_id: draw.pick(members),
        organisation_id,
        role: 'supervisor',
        at: moment,
        message_id: draw.id(),
      })),
  }
}
