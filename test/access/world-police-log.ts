import type { Draw } from './draw.ts'

/** Logs of some reports, by forces and, as the product never writes it, by others. */
export function drawPoliceLogs(
  draw: Draw,
  { organisation, member }: { organisation: readonly { id: number }[]; member: readonly { id: string }[] },
  { report }: { report: readonly { id: string }[] },
) {
  const logged = report
    .filter(() => draw.chance(0.6))
    .map(({ id }) => ({ report_id: id, organisation_id: draw.pick(organisation).id }))
  return {
    police_incident: logged
      .filter(() => draw.chance(0.7))
      .map((log) => ({
        ...log,
        incident_number: '1',
        grade: 'priority',
        officer_number: '1234',
        recorded_by: draw.pick(member).id,
      })),
    police_log_entry: logged.map((log) => ({
      ...log,
      id: draw.id(),
      number: 1,
      member_id: draw.pick(member).id,
      member_name: 'Constable',
      officer_number: '1234',
      words: 'Called back',
    })),
  }
}
