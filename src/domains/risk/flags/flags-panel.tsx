import type { Clock } from '#platform/clock'
import { formatDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Html } from '#platform/govuk'
import { basisWords, type Flag, flagColours, flagNames, isLive } from './flag.ts'
import { readFlags } from './read-flags.ts'

/** What risk adds at the head of a report's page: its flags, as far as the reader may know what they rest on. */
export async function flagsPanel(
  { db, clock }: { db: Transaction; clock: Clock },
  { id, reference, hasFlags }: { id: string; reference: string; hasFlags: boolean },
): Promise<() => Html | null> {
  // Most reports have none, which is read with the report itself.
  const flags = hasFlags ? await readFlags(db, id) : []
  const now = clock.now()
  return () => (
    <FlagsPanel reference={reference} flags={flags.filter((flag) => isLive(flag, now))} all={flags.length} />
  )
}

function FlagsPanel({
  reference,
  flags,
  all,
}: {
  reference: string
  flags: readonly Flag[]
  all: number
}): Html | null {
  if (all === 0) return null
  return (
    <section aria-labelledby="flags">
      <h2 class="govuk-heading-m" id="flags">
        Flags
      </h2>
      <ul class="govuk-list">
        {onceEach(flags).map((flag) => (
          <li>
            <FlagTag flag={flag} />
            <p class="govuk-body-s">
              {`${flag.name}. `}
              <FlagBasis flag={flag} most={3} />
              {` Until ${formatDate(flag.expiresAt)}.`}
            </p>
          </li>
        ))}
      </ul>
      <p class="govuk-body-s">
        <a class="govuk-link" href={`/reports/${reference}/flags`}>
          {flags.length === 0 ? 'Flags that ended' : 'What the flags rest on'}
        </a>
      </p>
    </section>
  )
}

/** What is flagged for several people of a report in the same words is said once; the page of flags has each. */
function onceEach(flags: readonly Flag[]): Flag[] {
  const words = (flag: Flag) => JSON.stringify([flag.kind, flag.name, flag.seen, basisWords(flag)])
  return [...new Map(flags.map((flag) => [words(flag), flag])).values()]
}

export function FlagTag({ flag: { kind } }: { flag: Pick<Flag, 'kind'> }): Html {
  return <strong class={`govuk-tag ${flagColours[kind]}`}>{flagNames[kind]}</strong>
}

/** References with links, then what is told of the rest. */
export function FlagBasis({ flag, most = 10 }: { flag: Flag; most?: number }): Html {
  const rest = basisWords(flag)
  return (
    <>
      {flag.seen.slice(0, most).map((reference, at) => (
        <>
          {at > 0 && ', '}
          <a class="govuk-link app-reference" href={`/reports/${reference}`}>
            {reference}
          </a>
        </>
      ))}
      {flag.seen.length > most && ` and ${flag.seen.length - most} more`}
      {flag.seen.length > 0 && (rest.length > 0 ? '; ' : '.')}
      {rest.length > 0 && `${rest.join('; ')}.`}
    </>
  )
}
