import { CaseLayout, type OpenedTab } from '#domains/cases'
import { typedValue } from '#platform/forms'
import { Button, type Html } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { consultationAddress } from './consultation-page.tsx'
import { type Back, DateBoxes, Line, Words } from './form-parts.tsx'
import { isInHours, type Power } from './powers.ts'
import { inWords } from './rules/next-steps.ts'

/** The form by which one use of a power is recorded, with the tests of the law beside it. */
export function RecordPage({
  frame,
  opened,
  power,
  about,
  partyId,
  back,
}: {
  frame: Frame
  opened: OpenedTab
  power: Power
  about: string
  partyId: string | undefined
  back: Back
}): Html {
  const longest = power.longerLength ?? power.maxLength
  return (
    <CaseLayout frame={frame} {...opened} errors={back.errors}>
      <h2 class="govuk-heading-m">{`Record: ${power.name}`}</h2>
      <p class="govuk-body">{`About: ${about}`}</p>
      <h3 class="govuk-heading-s">What the law asks</h3>
      <ul class="govuk-list govuk-list--bullet">
        {power.tests.map((words) => (
          <li>{words}</li>
        ))}
      </ul>
      <p class="govuk-body-s">{power.source}</p>
      {power.consults.length > 0 && (
        <p class="govuk-body">
          <a
            class="govuk-link"
            href={consultationAddress(opened.head.reference, power.code, {
              partyId,
              place: partyId === undefined ? typedValue(back.typed, 'place') : '',
            })}
          >
            Who was consulted first
          </a>
        </p>
      )}
      <form method="post" action={`/cases/${opened.head.reference}/powers`} novalidate>
        <input type="hidden" name="power" value={power.code} />
        {partyId !== undefined && <input type="hidden" name="party" value={partyId} />}
        {partyId === undefined && <Line name="place" label="Which place?" back={back} />}
        <DateBoxes name="issued" label="When was it issued or made?" back={back} />
        {isInHours(power) && (
          <Line name="issuedAt" label="At what time does it begin?" hint="For example 9:30am" back={back} />
        )}
        <DateBoxes
          name="ends"
          label="Its last day"
          hint={
            longest
              ? `At most ${inWords(longest)}`
              : power.usualLength
                ? `Usually ${inWords(power.usualLength)}; leave empty where it has no end`
                : 'Leave empty where it has no end'
          }
          back={back}
        />
        {isInHours(power) && <Line name="endsAt" label="At what time does it end?" back={back} />}
        <Line name="authority" label="Authorised by: rank or office" hint={power.authority} back={back} />
        <Words name="grounds" label="Grounds: how the tests are met" back={back} rows={5} />
        <Words name="evidence" label="Evidence, and where it is (optional)" back={back} />
        <Words name="conditions" label="Conditions, one a line (optional)" back={back} />
        <Words name="because" label="Why this, and not something lighter?" back={back} />
        <Button text="Record it" preventDoubleClick={true} />
      </form>
    </CaseLayout>
  )
}
