import { heatLevel } from '#platform/charts'
import type { Html } from '#platform/govuk'
import { levelNames, sharingLevels } from '../level.ts'
import type { AgreementUse, Party } from './agreement.ts'

export type UseMatrixProps = { use: readonly AgreementUse[]; parties: readonly Party[] }

/** Who gives how many records to whom: a table in itself, the numbers printed and the shades only a help. */
export function UseMatrix({ use, parties }: UseMatrixProps): Html {
  if (use.length === 0) return <p class="govuk-body">Nothing is shared under it now.</p>
  const nameOf = new Map(parties.map(({ organisationId, shortName }) => [organisationId, shortName]))
  const involved = (side: 'giver' | 'receiver') =>
    [...new Set(use.map((each) => each[side]))].sort((a, b) => name(a).localeCompare(name(b)))
  const name = (id: number) => nameOf.get(id) ?? `Organisation ${id}`
  const sum = (matches: (each: AgreementUse) => boolean) =>
    use.filter(matches).reduce((total, { records }) => total + records, 0)
  const givers = involved('giver')
  const receivers = involved('receiver')
  const count = (giver: number, receiver: number) =>
    sum((each) => each.giver === giver && each.receiver === receiver)
  const largest = Math.max(...givers.flatMap((giver) => receivers.map((receiver) => count(giver, receiver))))
  const caption = 'Records shared now: from whom (rows) to whom (columns)'
  return (
    <>
      <p class="govuk-body">
        {sharingLevels
          .toReversed()
          .map((level) => `${levelNames[level]}: ${formatted(sum((each) => each.level === level))}`)
          .join(' · ')}
      </p>
      <section class="app-scroll" aria-label={caption} tabindex={0}>
        <table class="app-heat-grid">
          <caption>{caption}</caption>
          <thead>
            <tr>
              <td />
              {receivers.map((receiver) => (
                <th scope="col">{name(receiver)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {givers.map((giver) => (
              <tr>
                <th scope="row">{name(giver)}</th>
                {receivers.map((receiver) => {
                  const records = count(giver, receiver)
                  return <td class={`heat-${heatLevel(records, largest)}`}>{formatted(records)}</td>
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

const formatted = (count: number) => count.toLocaleString('en-GB')
