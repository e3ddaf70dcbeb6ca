import type pg from 'pg'
import {
  type Instrument,
  instrumentSchema,
  judgeRisk,
  nextDueOn,
  publishFlagRules,
  publishInstruments,
  type RiskAnswers,
} from '#domains/risk'
import { londonDateOf } from '#platform/clock'
import { flagRules, riskInstruments } from '../risk/index.ts'
import type { DemoCounty } from './generate-demo.ts'
import { idAt } from './identity.ts'
import { insertRows } from './insert-rows.ts'
import { type Random, seededRandom } from './random.ts'

/** Reports whose risk was assessed, and for which flags are looked for, at most: the present ones. */
const assessed = 240
const flagged = 1_500

/** Assessments of present reports, some of them twice, and the flags that follow from all reports. */
export async function loadRisk(owner: pg.ClientBase, { options, name }: DemoCounty): Promise<void> {
  // As they are published when the product starts; doing it again changes nothing.
  await publishInstruments(owner, riskInstruments)
  await publishFlagRules(owner, flagRules)
  const instruments = riskInstruments.map((one) => instrumentSchema.parse(one))
  const random = seededRandom(`${name}/${options.seed}`).fork('risk')
  const { rows } = await owner.query<Assessable>(
    `select report.id, report.filed_at as "filedAt", report.organisation_id as "organisationId", assessor.id as "memberId"
     from report
     join lateral (select member.id from member join membership on membership.member_id = member.id
       where membership.organisation_id = report.organisation_id and role in ('triage_officer', 'case_officer')
       order by member.id limit 1) as assessor on true
     where status in ('awaiting_triage', 'accepted') and partition_code is null
     order by filed_at desc, report.id limit $1`,
    [assessed],
  )
  await insertRows(
    owner,
    'risk_assessment',
    rows.flatMap((report) => assessmentsOf(report, instruments, random.fork(report.id))),
  )
  // Of six years the latest alone: a first start has better things to do than to look for everybody.
  await owner.query('delete from match_due')
  await owner.query(
    `insert into match_due (report_id) select distinct named.report_id
     from report_person as named join (select id from report where organisation_id is not null
       order by filed_at desc, id limit $1) as latest on latest.id = named.report_id`,
    [flagged],
  )
  await owner.query(
    `select raise_all_flags(array(select id from report where status in ('awaiting_triage', 'accepted')
       order by filed_at desc, id limit $1))`,
    [flagged],
  )
}

type Assessable = { id: string; filedAt: Date; organisationId: number; memberId: string }

function assessmentsOf(
  { id, filedAt, organisationId, memberId }: Assessable,
  instruments: readonly Instrument[],
  draw: Random,
) {
  if (draw.chance(0.35)) return []
  const instrument = draw.pick(instruments)
  const gravity = draw.unit()
  return Array.from({ length: draw.chance(0.25) ? 2 : 1 }, (_, nth) => {
    const at = new Date(filedAt.getTime() + (nth + 1) * 3_600_000)
    const answers = answersOf(instrument, gravity + nth * 0.15, draw)
    const override = draw.chance(0.08)
      ? ({ band: 'high', reason: 'They are afraid to leave the house' } as const)
      : undefined
    const judged = judgeRisk(instrument, answers, override)
    return {
      id: idAt(at.getTime(), draw),
      report_id: id,
      instrument: instrument.code,
      instrument_version: instrument.version,
      answers,
      score: judged.score,
      score_band: judged.scoreBand,
      override_band: override?.band ?? null,
      override_reason: override?.reason ?? '',
      band: judged.band,
      missing: judged.missing,
      is_vulnerable: judged.isVulnerable,
      next_due_on: nextDueOn(instrument, judged.band, londonDateOf(at)),
      assessed_by: memberId,
      organisation_id: organisationId,
      assessed_at: at,
    }
  })
}

/** Graver where `gravity` is nearer to 1; now and then nobody knows, or it was left open. */
function answersOf(instrument: Instrument, gravity: number, draw: Random): RiskAnswers {
  return Object.fromEntries(
    instrument.items.flatMap(({ code, options }): [string, RiskAnswers[string]][] => {
      if (draw.chance(0.03)) return []
      if (draw.chance(0.06)) return [[code, { unknown: 'They could not say' }]]
      const at = Math.min(options.length - 1, Math.floor(draw.unit() * gravity * options.length))
      return [[code, { option: options[at]?.code ?? '' }]]
    }),
  )
}
