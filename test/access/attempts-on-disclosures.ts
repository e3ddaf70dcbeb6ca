import type { Call, Calls, Given } from './attempts-on-functions.ts'
import { audits } from './duties.ts'
import { answersFor, isNamed, recordOf } from './oracle-disclosure.ts'
import { isPerson, mine, type Row, reportOf, sharedWithMe, type World } from './rights.ts'
import { literal } from './rows.ts'

const table = (world: World, name: string): readonly Row[] => world[name] ?? []

/** Every record, with and without asking for names: a row by its number, or how many acts of one person stand in it. */
function recordDisclosures({ draw, asker, world }: Given): Call[] {
  const records = [
    ...table(world, 'report').map((record) => ({ kind: 'report', record })),
    ...table(world, 'asb_case').map((record) => ({ kind: 'case', record })),
  ]
  return records.map(({ kind, record }) => {
    const names = draw.chance(0.5)
    const entries = table(world, 'audit_entry').filter(
      (entry) => entry.record_id === record.id && recordOf(world, entry) === record,
    )
    const isSeen = isPerson(asker) && sharedWithMe(asker, record.audience)
    const told = isSeen ? entries : []
    const named = told.filter((entry) => isNamed(asker, entry, world, names))
    const counted = Map.groupBy(
      told.filter((entry) => !named.includes(entry)),
      ({ organisation_id, member_id, actor_kind }) => [organisation_id, member_id, actor_kind].join(),
    )
    return {
      call: `select coalesce(id::text, concat_ws(' ', 'organisation', organisation_id, 'times', times))
          || coalesce(member_id::text, '') || case when id is null then actor_name || summary else '' end
        from record_disclosures('${kind}', ${literal(record.id)}, ${names}, '-infinity', 'infinity')`,
      expected: {
        shows: [
          ...named.map(({ id, member_id }) => `${id}${member_id ?? ''}`),
          ...[...counted.values()].map((same) =>
            ['organisation', same[0]?.organisation_id ?? [], 'times', same.length].flat().join(' '),
          ),
        ],
      },
    }
  })
}

function holderDisclosures({ draw, asker, world }: Given): Call[] {
  const member = draw.pick([null, ...table(world, 'member').map(({ id }) => id ?? null)])
  const holders = draw.some(table(world, 'organisation').map(({ id }) => Number(id)))
  return [
    {
      call: `select id::text from holder_disclosures('{${holders}}', '-infinity', 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff',
        null, ${literal(member)}, null, 1000)`,
      expected: {
        shows: table(world, 'audit_entry')
          .filter(
            (entry) => answersFor(asker, entry, world) && !mine(asker, entry.organisation_id ?? undefined),
          )
          .filter((entry) => holders.includes(Number(recordOf(world, entry)?.organisation_id)))
          .filter((entry) => member === null || entry.member_id === member)
          .map(({ id }) => String(id)),
      },
    },
  ]
}

function signInLog({ asker, world }: Given): Call[] {
  return table(world, 'organisation').map(({ id: organisation }) => ({
    call: `select id::text from sign_in_log(${literal(organisation)}, '-infinity', 'infinity', null, null, 1000)`,
    expected: {
      shows: table(world, 'sign_in_event')
        .filter(() => audits(asker, world, organisation))
        .filter((event) =>
          table(world, 'membership').some(
            (membership) =>
              membership.member_id === event.member_id &&
              membership.organisation_id === organisation &&
              String(membership.valid_from ?? '2000-01-01') <= String(event.at).slice(0, 10) &&
              ((membership.valid_to ?? null) === null ||
                String(membership.valid_to) > String(event.at).slice(0, 10)),
          ),
        )
        .map(({ id }) => String(id)),
    },
  }))
}

/** That a report was linked is told of a case that is seen, where the report is not and is not restricted. */
function hiddenLinks({ asker, world }: Given): Call[] {
  return table(world, 'asb_case').map((record) => ({
    call: `select id::text from hidden_links(${literal(record.id)})`,
    expected: {
      shows: table(world, 'timeline_entry')
        .filter(({ case_id }) => case_id === record.id && sharedWithMe(asker, record.audience))
        .filter(({ about_report_id }) => {
          const report = reportOf(world, about_report_id)
          return (
            report !== undefined &&
            (report.partition_code ?? null) === null &&
            !sharedWithMe(asker, report.audience)
          )
        })
        .map(({ id }) => String(id)),
    },
  }))
}

export const disclosureCalls: Calls = {
  record_disclosures: recordDisclosures,
  holder_disclosures: holderDisclosures,
  sign_in_log: signInLog,
  hidden_links: hiddenLinks,
  audit_chain_state: ({ asker }) => [
    {
      call: 'select number::text from audit_chain_state()',
      expected: { shows: isPerson(asker) ? ['1'] : [] },
    },
  ],
}
