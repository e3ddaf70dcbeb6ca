import type { Expected } from './attempt.ts'
import type { Draw } from './draw.ts'
import type { Asker, Row, World } from './rights.ts'
import { literal } from './rows.ts'

type Given = { draw: Draw; asker: Asker; world: World }
type Call = { call: string; expected: Expected }

const stranger = '00000000-0000-7000-8000-999999999999'
const plans = (world: World): readonly Row[] => world.reorganisation ?? []
const endsIn = (world: World, plan: Row, organisation: unknown) =>
  (world.reorganisation_predecessor ?? []).some(
    (row) => row.reorganisation_id === plan.id && row.organisation_id === organisation,
  )

/** None of the plans is due, so no stage does anything; one that nobody drew up is not found. */
const stage = (name: string) => [
  name,
  ({ world }: Given): Call[] => [
    ...plans(world).map(({ id }) => ({
      call: `select ${name}(${literal(id)})::text`,
      expected: { fails: '55000' },
    })),
    {
      call: `select ${name}('${stranger}')::text`,
      expected: { fails: name.startsWith('change') ? 'P0002' : '55000' },
    },
  ],
]

const possible: Readonly<Record<string, readonly string[]>> = {
  propose: ['draft'],
  return: ['proposed'],
  approve: ['proposed'],
  cancel: ['draft', 'proposed', 'scheduled'],
}

/** What may be done with plans by a function, and what they tell of records that the reader does not see. */
export const reorganisationCalls: Readonly<Record<string, (given: Given) => Call[]>> = {
  ...Object.fromEntries([
    stage('change_organisations'),
    stage('change_areas'),
    stage('pass_on_open_records'),
    stage('pass_on_closed_records'),
  ]),
  pass_on_late_reports: () => [
    { call: `select pass_on_late_reports(array['${stranger}']::uuid[])::text`, expected: { shows: [''] } },
  ],

  decide_reorganisation: ({ draw, asker, world }) =>
    plans(world).flatMap((plan) =>
      Object.entries(possible).map(([decision, from]) => {
        const version = draw.chance(0.8) ? Number(plan.version) : 99
        const moves =
          asker.member !== null &&
          asker.organisations.length > 0 &&
          version === plan.version &&
          from.includes(String(plan.status)) &&
          (decision !== 'approve' || plan.proposed_by !== asker.member)
        return {
          call: `select coalesce(decide_reorganisation(${literal(plan.id)}, ${version}, '${decision}', 'Because')::text, 'no')`,
          expected: { shows: [moves ? String(version + 1) : 'no'] },
        }
      }),
    ),

  reorganisation_counts: ({ asker, world }) =>
    plans(world).map((plan) => {
      const passing = (world.report ?? []).filter(({ organisation_id }) =>
        endsIn(world, plan, organisation_id),
      )
      const counted = Map.groupBy(
        passing,
        ({ status, organisation_id }) =>
          `${status === 'closed' ? 'closed_reports' : 'open_reports'}|${organisation_id}`,
      )
      return {
        call: `select what || '|' || organisation_id || '|' || sum(records) from reorganisation_counts(${literal(plan.id)})
          where what like '%_reports' group by what, organisation_id`,
        expected: {
          shows: asker.member === null ? [] : [...counted].map(([name, rows]) => `${name}|${rows.length}`),
        },
      }
    }),

  reorganisation_tokens: ({ asker, world }) =>
    plans(world).map((plan) => ({
      call: `select token_id::text from reorganisation_tokens(${literal(plan.id)})`,
      expected: {
        shows: (world.api_token ?? [])
          .filter(({ organisation_id }) => asker.member !== null && endsIn(world, plan, organisation_id))
          .filter(
            ({ revoked_at, expires_at }) =>
              (revoked_at ?? null) === null &&
              ((expires_at ?? null) === null || String(expires_at).startsWith('21')),
          )
          .map(({ id }) => String(id)),
      },
    })),
}
